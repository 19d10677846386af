#include "io/workspace_entries.hpp"

namespace needsmap::io {

bool is_id(std::string_view id) {
    return !id.empty() && std::ranges::all_of(id, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
}

int header_line(TomlTable& toml) {
    const auto line = toml.integer("header_line");
    if (!line) return 0;
    if (*line >= 1 && *line <= 100000) return static_cast<int>(*line);
    toml.problem("header_line", "out-of-range", "\"header_line\" is the number of the line with the column names, 1 or more.");
    return 0;
}

std::string plural(const std::string& singular) {
    if (singular.empty()) return {};
    std::string text = singular;
    if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 32);
    if (text.ends_with('y')) return text.substr(0, text.size() - 1) + "ies";
    for (const std::string_view hissing : {"s", "sh", "ch", "x"})
        if (text.ends_with(hissing)) return text + "es";
    return text + "s";
}

}  // namespace needsmap::io
