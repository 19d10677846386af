// What the readers of a workspace file's entries share. For those files only.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/toml_reader.hpp"
#include "io/workspace_file.hpp"

namespace needsmap::io {

/// For TomlTable::choice: words in the order of the enumerators. `words` must outlive what is returned.
template <class Enum>
auto from_words(const std::vector<std::string>& words) {
    return [&words](const std::string& word) -> std::optional<Enum> {
        const auto it = std::ranges::find(words, word);
        if (it == words.end()) return std::nullopt;
        return static_cast<Enum>(it - words.begin());
    };
}

/// Whether it has only letters, digits, - and _.
[[nodiscard]] bool is_id(std::string_view id);

/// An id that users type: reported when it has other characters or an earlier entry has it.
template <class Specs, class IdOf>
[[nodiscard]] std::string read_id(TomlTable& toml, const Specs& earlier, IdOf id_of) {
    std::string id = toml.required_text("id");
    if (!id.empty() && !is_id(id))
        toml.problem("id", "bad-id", "An id has only letters, digits, - and _, so that it can be typed in a command.");
    const bool twice = std::ranges::any_of(earlier, [&](const auto& spec) { return id_of(spec) == id; });
    if (!id.empty() && twice) {
        toml.problem("id", "duplicate-id", "The id \"" + id + "\" is used twice; this entry is left out.");
        return {};
    }
    return id;
}

/// The key "header_line": the number of the line with the column names; 0 when it is not there.
[[nodiscard]] int header_line(TomlTable& toml);

/// "Wards" from "ward": good enough where the file gives none.
[[nodiscard]] std::string plural(const std::string& singular);

/// [[places]], [[context]] and [settlements]; what is wrong with an entry is reported, and it is left out.
void read_places(TomlTable& root, WorkspaceSpec& spec);
void read_context(TomlTable& root, WorkspaceSpec& spec);
void read_settlements(TomlTable& root, WorkspaceSpec& spec);

}  // namespace needsmap::io
