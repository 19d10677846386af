// Reads TOML tables key by key, so that what is missing, mistyped or unknown is reported with file, line and column.
#pragma once

#include <toml++/toml.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/error.hpp"

namespace needsmap::io {

/// Where something stands in a TOML file, 1-based; 0 = unknown.
struct TomlPlace {
    int line = 0;
    int column = 0;
};

/// The text is no TOML; the message is a sentence without the place.
class TomlError : public base::Error {
public:
    TomlError(const std::string& message, const std::string& hint, TomlPlace where) : base::Error(message, hint), place(where) {}
    TomlPlace place;
};

/// Parses a file. Throws base::Error when it cannot be read and TomlError when it is no TOML.
[[nodiscard]] toml::table parse_toml_file(const std::filesystem::path& file);

/// One table of a file. Every key that a getter asks for counts as known; finish() reports the others.
/// A key of the wrong type is reported and treated as absent.
class TomlTable {
public:
    TomlTable(const toml::table& table, std::string name, const std::string& file, base::Diagnostics& diagnostics)
        : m_table(&table), m_name(std::move(name)), m_file(&file), m_diagnostics(&diagnostics) {}

    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    [[nodiscard]] std::string text_or(std::string_view key, std::string fallback);
    /// Reports when the key is absent or empty.
    [[nodiscard]] std::string required_text(std::string_view key);
    [[nodiscard]] std::optional<double> number(std::string_view key);
    [[nodiscard]] std::optional<std::int64_t> integer(std::string_view key);
    [[nodiscard]] std::optional<bool> boolean(std::string_view key);
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    [[nodiscard]] std::vector<double> numbers(std::string_view key);
    [[nodiscard]] std::optional<TomlTable> table(std::string_view key);
    [[nodiscard]] std::vector<TomlTable> tables(std::string_view key);
    /// A table of column = "text" pairs with free keys, in order of key.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> text_pairs(std::string_view key);

    /// The word as an enumerator, or a problem that lists the `choices`.
    template <class Enum, class FromName>
    [[nodiscard]] std::optional<Enum> choice(std::string_view key, const std::vector<std::string>& choices, FromName from_name) {
        const auto word = text(key);
        if (!word) return std::nullopt;
        std::optional<Enum> value = from_name(*word);
        if (!value) report_choice(key, *word, choices);
        return value;
    }

    /// Takes a key for known without reading it: its own problem has been told.
    void know(std::string_view key) { m_known.emplace(key); }
    [[nodiscard]] bool has(std::string_view key) const { return m_table->contains(key); }
    /// The key's place, or the table's when the key is absent or empty.
    [[nodiscard]] TomlPlace place(std::string_view key = {}) const;
    void problem(std::string_view key, std::string id, std::string message, std::string hint = {},
                 base::Severity severity = base::Severity::error) const;
    /// Reports every key that nobody asked for.
    void finish() const;

private:
    const toml::node* find(std::string_view key);
    void report_type(std::string_view key, std::string_view expected) const;
    void report_choice(std::string_view key, const std::string& word, const std::vector<std::string>& choices) const;

    const toml::table* m_table;
    std::string m_name;  ///< "[[geography]]", for messages
    const std::string* m_file;
    base::Diagnostics* m_diagnostics;
    std::set<std::string, std::less<>> m_known;
};

}  // namespace needsmap::io
