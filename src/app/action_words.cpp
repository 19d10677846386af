#include "app/action_words.hpp"

#include <charconv>
#include <cmath>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string in_quotes(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"': out += "\\\""; break;
            case '\\': out += "\\\\"; break;
            case '\n': out += "\\n"; break;
            case '\r': out += "\\r"; break;
            case '\t': out += "\\t"; break;
            default: out += c;
        }
    }
    return out + '"';
}

char unescaped(char c) { return c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c; }

}  // namespace

std::string quoted_word(std::string_view text) {
    const bool plain = !text.empty() && base::trim(text) == text && text.find_first_of(" \t\r\n\"\\=") == std::string_view::npos;
    return plain ? std::string(text) : in_quotes(text);
}

std::string quoted_rest(std::string_view text) {
    const bool plain = !text.empty() && base::trim(text) == text && text.find_first_of("\t\r\n\"\\") == std::string_view::npos;
    return plain ? std::string(text) : in_quotes(text);
}

std::string joined_numbers(const std::vector<double>& numbers) {
    std::string out;
    for (const double number : numbers) out += (out.empty() ? "" : ",") + base::format_exact(number);
    return out;
}

WordReader::WordReader(std::string_view line, std::string usage) : m_left(line), m_usage(std::move(usage)) {}

void WordReader::fail(const std::string& what) const { throw base::Error(what, "It is written: " + m_usage, base::ErrorKind::usage); }

void WordReader::skip_spaces() {
    while (!m_left.empty() && is_space(m_left.front())) m_left.remove_prefix(1);
}

bool WordReader::at_end() {
    skip_spaces();
    return m_left.empty();
}

std::string WordReader::quoted() {
    std::string out;
    m_left.remove_prefix(1);
    while (!m_left.empty() && m_left.front() != '"') {
        if (m_left.front() == '\\' && m_left.size() > 1) {
            out += unescaped(m_left[1]);
            m_left.remove_prefix(2);
        } else {
            out += m_left.front();
            m_left.remove_prefix(1);
        }
    }
    if (m_left.empty()) fail("A quotation mark is not closed.");
    m_left.remove_prefix(1);
    return out;
}

std::string WordReader::peek_plain() const { return std::string(m_left.substr(0, m_left.find_first_of(" \t"))); }

std::string WordReader::word() {
    if (at_end()) fail("Something is missing at the end of the line.");
    if (m_left.front() == '"') return quoted();
    std::string out = peek_plain();
    m_left.remove_prefix(out.size());
    return out;
}

double WordReader::number_from(std::string_view text) const {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        fail("“" + std::string(text) + "” is not a number.");
    return value;
}

int WordReader::integer_from(std::string_view text) const {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) fail("“" + std::string(text) + "” is not a whole number.");
    return value;
}

std::vector<double> WordReader::numbers_from(std::string_view text) const {
    std::vector<double> numbers;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        numbers.push_back(number_from(text.substr(0, comma)));
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return numbers;
}

double WordReader::number() { return number_from(word()); }

int WordReader::integer() { return integer_from(word()); }

bool WordReader::on_or_off() {
    const std::string text = word();
    if (text != "on" && text != "off") fail("“" + text + "” is neither on nor off.");
    return text == "on";
}

std::optional<std::string> WordReader::option(std::string_view key) {
    if (at_end()) return std::nullopt;
    const std::string start = std::string(key) + "=";
    if (!m_left.starts_with(start)) return std::nullopt;
    m_left.remove_prefix(start.size());
    if (m_left.empty() || is_space(m_left.front())) return std::string();
    return word();
}

std::optional<int> WordReader::integer_option(std::string_view key) {
    const auto text = option(key);
    return text ? std::optional(integer_from(*text)) : std::nullopt;
}

std::pair<std::string, std::string> WordReader::assignment() {
    if (at_end()) fail("A name=value is missing.");
    std::string name;
    if (m_left.front() == '"') {
        name = quoted();
    } else {
        name = std::string(m_left.substr(0, m_left.find_first_of("= \t")));
        m_left.remove_prefix(name.size());
    }
    if (!m_left.starts_with('=')) fail("“" + name + "” is not of the form name=value.");
    m_left.remove_prefix(1);
    if (m_left.empty() || is_space(m_left.front())) return {std::move(name), {}};
    std::string value = word();
    return {std::move(name), std::move(value)};
}

bool WordReader::flag(std::string_view name) {
    if (at_end() || peek_plain() != name) return false;
    m_left.remove_prefix(name.size());
    return true;
}

std::string WordReader::rest() {
    if (at_end()) fail("Something is missing at the end of the line.");
    if (m_left.front() == '"') {
        std::string out = quoted();
        expect_end();
        return out;
    }
    std::string out(m_left);
    while (!out.empty() && is_space(out.back())) out.pop_back();
    m_left = {};
    return out;
}

void WordReader::expect_end() {
    if (!at_end()) fail("“" + std::string(m_left) + "” is too much.");
}

}  // namespace needsmap::app
