#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace needsmap::base {

namespace {

constexpr char32_t no_break_space = 0xA0;
constexpr char32_t narrow_no_break_space = 0x202F;
constexpr char32_t byte_order_mark = 0xFEFF;

/// Length in bytes of the well-formed UTF-8 sequence at the start of `bytes` (RFC 3629, table 3-7 of Unicode); 0 = malformed.
std::size_t sequence_length(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (bytes.empty()) return 0;
    const unsigned lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0 || bytes.size() < length) return 0;
    // The second byte's range is narrower after these leads: it shuts out overlong forms, surrogates and beyond U+10FFFF.
    const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (byte(1) < low || byte(1) > high) return 0;
    for (std::size_t i = 2; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return 0;
    }
    return length;
}

struct Character {
    char32_t value = 0;
    std::size_t length = 1;  ///< bytes it took
};

/// The first character; a malformed byte stands for itself (Latin-1), so that nothing is lost or loops.
Character first_character(std::string_view bytes) {
    const auto byte = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(bytes[i])); };
    switch (sequence_length(bytes)) {
        case 2: return {((byte(0) & 0x1F) << 6) | (byte(1) & 0x3F), 2};
        case 3: return {((byte(0) & 0x0F) << 12) | ((byte(1) & 0x3F) << 6) | (byte(2) & 0x3F), 3};
        case 4: return {((byte(0) & 0x07) << 18) | ((byte(1) & 0x3F) << 12) | ((byte(2) & 0x3F) << 6) | (byte(3) & 0x3F), 4};
        default: return {byte(0), 1};
    }
}

bool is_space(char32_t c) {
    return c == ' ' || (c >= '\t' && c <= '\r') || c == no_break_space || c == narrow_no_break_space || c == byte_order_mark;
}

/// Apostrophes and their look-alikes vanish, so that "Clement's", "Clement’s" and "Clements" meet.
bool is_apostrophe(char32_t c) { return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0xB4; }

/// Plain letters for U+00C0..U+017F (Latin-1 Supplement and Latin Extended-A), one entry per character; "" = not a letter.
std::string_view plain_letters(char32_t c) {
    static constexpr std::array<std::string_view, 0x180 - 0xC0> table = {
        "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // C0
        "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "ss",  // D0
        "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",   // E0
        "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y",   // F0
        "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c", "c", "c", "c", "c", "d",  "d",   // 100
        "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e", "e", "e", "g", "g", "g",  "g",   // 110
        "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i", "i", "i", "i", "i", "i",  "i",   // 120
        "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l", "l", "l", "l", "l", "l",  "l",   // 130
        "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "n", "n", "n", "o", "o", "o",  "o",   // 140
        "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r", "s", "s", "s", "s", "s",  "s",   // 150
        "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u", "u", "u", "u", "u", "u",  "u",   // 160
        "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z", "z", "z", "z", "z", "z",  "s",   // 170
    };
    return c >= 0xC0 && c < 0x180 ? table[c - 0xC0] : std::string_view();
}

/// What one character becomes in folded text; `bytes` are its own bytes. Empty = a separator.
std::string folded(char32_t c, std::string_view bytes) {
    if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a')};
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) return {static_cast<char>(c)};
    if (c == '&') return " and ";
    if (c < 0xC0 || (c >= 0x2000 && c <= 0x206F) || is_space(c)) return {};  // ASCII and general punctuation
    const std::string_view plain = plain_letters(c);
    if (!plain.empty()) return std::string(plain);
    return c < 0x180 ? std::string() : std::string(bytes);
}

/// Edit distance with adjacent swaps counted once (optimal string alignment; Damerau 1964), on bytes.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, change});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, above);
        std::swap(above, row);
    }
    return above[b.size()];
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty()) {
        const Character c = first_character(text);
        if (!is_space(c.value)) break;
        text.remove_prefix(c.length);
    }
    while (!text.empty()) {
        std::size_t start = text.size() - 1;
        while (start > 0 && text.size() - start < 4 && (static_cast<unsigned char>(text[start]) & 0xC0) == 0x80) --start;
        const Character c = first_character(text.substr(start));
        if (c.length != text.size() - start || !is_space(c.value)) break;
        text.remove_suffix(c.length);
    }
    return text;
}

std::string fold(std::string_view text) {
    std::string out;
    bool gap = false;
    const auto append = [&](std::string_view piece) {
        for (const char c : piece) {
            if (c == ' ') {
                gap = true;
                continue;
            }
            if (gap && !out.empty()) out += ' ';
            gap = false;
            out += c;
        }
    };
    while (!text.empty()) {
        const Character c = first_character(text);
        if (!is_apostrophe(c.value)) {
            const std::string piece = folded(c.value, text.substr(0, c.length));
            append(piece.empty() ? " " : std::string_view(piece));
        }
        text.remove_prefix(c.length);
    }
    return out;
}

bool is_utf8(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::size_t length = sequence_length(bytes);
        if (length == 0) return false;
        bytes.remove_prefix(length);
    }
    return true;
}

std::string csv_text(std::string_view text) {
    std::string field;
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    if (formula) field += '\'';
    field += text;
    const bool edge_space = !field.empty() && (field.front() == ' ' || field.back() == ' ');
    if (!edge_space && field.find_first_of(",\"\r\n") == std::string::npos) return field;
    std::string quoted = "\"";
    for (const char c : field) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::string closest(std::string_view text, const std::vector<std::string>& candidates) {
    const std::string wanted = fold(text);
    const std::string* best = nullptr;
    std::size_t best_distance = 0;
    for (const std::string& candidate : candidates) {
        const std::string folded_candidate = fold(candidate);
        const std::size_t distance = edit_distance(wanted, folded_candidate);
        // One slip in three letters still reads as the same word; more is a guess.
        const std::size_t allowed = std::max<std::size_t>(1, std::min(wanted.size(), folded_candidate.size()) / 3);
        if (distance > allowed || distance >= folded_candidate.size()) continue;
        if (best == nullptr || distance < best_distance) {
            best = &candidate;
            best_distance = distance;
        }
    }
    return best != nullptr ? *best : std::string();
}

std::string join_and(const std::vector<std::string>& words) {
    std::string out;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) out += i + 1 == words.size() ? " and " : ", ";
        out += words[i];
    }
    return out;
}

namespace {
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
}  // namespace

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string lower_first(std::string text) {
    const bool abbreviation = text.size() > 1 && is_capital(text[1]);
    if (!text.empty() && is_capital(text[0]) && !abbreviation) text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

}  // namespace needsmap::base
