#include "io/toml_reader.hpp"

#include <cmath>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace needsmap::io {

namespace {

TomlPlace place_of(const toml::node& node) {
    const toml::source_position begin = node.source().begin;
    return {static_cast<int>(begin.line), static_cast<int>(begin.column)};
}

std::string in_quotes(std::string_view text) { return "\"" + std::string(text) + "\""; }

}  // namespace

toml::table parse_toml_file(const std::filesystem::path& file) {
    const std::string text = base::read_file(file);
    if (!base::is_utf8(text)) throw TomlError("The file is not UTF-8 text.", "Save it as UTF-8.", {});
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        const toml::source_position at = error.source().begin;
        throw TomlError("This is not TOML: " + std::string(error.description()) + ".",
                        "Look for a missing quotation mark, bracket or equals sign there or just before.",
                        {static_cast<int>(at.line), static_cast<int>(at.column)});
    }
}

const toml::node* TomlTable::find(std::string_view key) {
    m_known.emplace(key);
    return m_table->get(key);
}

std::optional<std::string> TomlTable::text(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (auto value = node->value_exact<std::string>()) return value;
    report_type(key, "text in quotation marks");
    return std::nullopt;
}

std::string TomlTable::text_or(std::string_view key, std::string fallback) {
    auto value = text(key);
    return value ? std::move(*value) : std::move(fallback);
}

std::string TomlTable::required_text(std::string_view key) {
    const bool present = has(key);
    std::string value = text_or(key, {});
    if (!present)
        problem({}, "missing-key", m_name + " needs the key " + in_quotes(key) + ".");
    else if (value.empty() && find(key)->is_string())
        problem(key, "missing-key", in_quotes(key) + " is empty.");
    return value;
}

std::optional<double> TomlTable::number(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (node->is_number()) {
        const double value = *node->value<double>();
        if (std::isfinite(value)) return value;
    }
    report_type(key, "a number");
    return std::nullopt;
}

std::optional<std::int64_t> TomlTable::integer(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (auto value = node->value_exact<std::int64_t>()) return value;
    report_type(key, "a whole number");
    return std::nullopt;
}

std::optional<bool> TomlTable::boolean(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (auto value = node->value_exact<bool>()) return value;
    report_type(key, "true or false");
    return std::nullopt;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    const toml::node* node = find(key);
    std::vector<std::string> out;
    if (node == nullptr) return out;
    if (const toml::array* array = node->as_array()) {
        for (const toml::node& item : *array) {
            if (auto value = item.value_exact<std::string>())
                out.push_back(std::move(*value));
            else
                return report_type(key, "a list of texts"), std::vector<std::string>();
        }
        return out;
    }
    report_type(key, "a list of texts");
    return out;
}

std::vector<double> TomlTable::numbers(std::string_view key) {
    const toml::node* node = find(key);
    std::vector<double> out;
    if (node == nullptr) return out;
    if (const toml::array* array = node->as_array()) {
        for (const toml::node& item : *array) {
            const auto value = item.is_number() ? item.value<double>() : std::nullopt;
            if (!value || !std::isfinite(*value)) return report_type(key, "a list of numbers"), std::vector<double>();
            out.push_back(*value);
        }
        return out;
    }
    report_type(key, "a list of numbers");
    return out;
}

std::optional<TomlTable> TomlTable::table(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const toml::table* value = node->as_table()) return TomlTable(*value, std::string(key), *m_file, *m_diagnostics);
    report_type(key, "a table");
    return std::nullopt;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    const toml::node* node = find(key);
    std::vector<TomlTable> out;
    if (node == nullptr) return out;
    const toml::array* array = node->as_array();
    if (array == nullptr) return report_type(key, "a list of tables, written [[" + std::string(key) + "]]"), out;
    for (const toml::node& item : *array) {
        if (const toml::table* value = item.as_table())
            out.emplace_back(*value, "[[" + std::string(key) + "]]", *m_file, *m_diagnostics);
        else
            report_type(key, "a list of tables, written [[" + std::string(key) + "]]");
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> TomlTable::text_pairs(std::string_view key) {
    const toml::node* node = find(key);
    std::vector<std::pair<std::string, std::string>> out;
    if (node == nullptr) return out;
    const toml::table* pairs = node->as_table();
    if (pairs == nullptr) return report_type(key, "a table such as { column = \"text\" }"), out;
    for (const auto& [name, value] : *pairs) {
        if (auto text = value.value_exact<std::string>())
            out.emplace_back(std::string(name.str()), std::move(*text));
        else
            report_type(key, "a table such as { column = \"text\" }");
    }
    return out;
}

TomlPlace TomlTable::place(std::string_view key) const {
    const toml::node* node = key.empty() ? nullptr : m_table->get(key);
    return place_of(node != nullptr ? *node : static_cast<const toml::node&>(*m_table));
}

void TomlTable::problem(std::string_view key, std::string id, std::string message, std::string hint, base::Severity severity) const {
    const TomlPlace at = place(key);
    m_diagnostics->add({severity, std::move(id), *m_file, at.line, at.column, std::string(key), std::move(message), std::move(hint)});
}

void TomlTable::finish() const {
    const std::vector<std::string> known(m_known.begin(), m_known.end());
    for (const auto& [key, value] : *m_table) {
        if (m_known.contains(key.str())) continue;
        const toml::source_position at = key.source().begin;
        const std::string near = base::closest(key.str(), known);
        m_diagnostics->add({base::Severity::error, "unknown-key", *m_file, static_cast<int>(at.line), static_cast<int>(at.column),
                            std::string(key.str()), in_quotes(key.str()) + " is not a key of " + m_name + ".",
                            near.empty() ? "The keys are " + base::join_and(known) + "." : "Did you mean " + in_quotes(near) + "?"});
    }
}

void TomlTable::report_type(std::string_view key, std::string_view expected) const {
    problem(key, "wrong-type", in_quotes(key) + " has to be " + std::string(expected) + ".");
}

void TomlTable::report_choice(std::string_view key, const std::string& word, const std::vector<std::string>& choices) const {
    const std::string near = base::closest(word, choices);
    problem(key, "unknown-word", in_quotes(word) + " is not one of " + base::join_and(choices) + ".",
            near.empty() ? "" : "Did you mean " + in_quotes(near) + "?");
}

}  // namespace needsmap::io
