#include "io/cell_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "base/text.hpp"

namespace needsmap::io {

using model::Cell;
using model::CellState;

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Nothing a number needs is longer; longer text is prose.
constexpr std::size_t longest_number = 64;

struct Marker {
    std::string_view text;
    CellState state;
};
// As published by ONS, DfE, NHS and Stat-Xplore (docs/formats.md lists them); compared in lower case.
constexpr std::array markers = {
    Marker{"", CellState::missing},         Marker{"na", CellState::missing},       Marker{"n/a", CellState::missing},
    Marker{"null", CellState::missing},     Marker{"none", CellState::missing},     Marker{"-", CellState::missing},
    Marker{"–", CellState::missing},        Marker{"—", CellState::missing},        Marker{"..", CellState::missing},
    Marker{"…", CellState::missing},        Marker{"...", CellState::missing},      Marker{".", CellState::missing},
    Marker{"~", CellState::missing},        Marker{"#n/a", CellState::missing},     Marker{"[x]", CellState::missing},
    Marker{"x", CellState::missing},        Marker{"u", CellState::missing},        Marker{"[u]", CellState::missing},
    Marker{"*", CellState::suppressed},     Marker{"**", CellState::suppressed},    Marker{"c", CellState::suppressed},
    Marker{"[c]", CellState::suppressed},   Marker{"(c)", CellState::suppressed},   Marker{"suppressed", CellState::suppressed},
    Marker{":", CellState::not_applicable}, Marker{"z", CellState::not_applicable}, Marker{"[z]", CellState::not_applicable},
};

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return out;
}

/// "<5", "< 5", ">95%": a number exists but only its range may be shown.
bool is_masked_range(std::string_view text) {
    if (text.size() < 2 || (text[0] != '<' && text[0] != '>')) return false;
    std::string_view rest = base::trim(text.substr(text[1] == '=' ? 2 : 1));
    if (rest.ends_with('%')) rest = base::trim(rest.substr(0, rest.size() - 1));
    return !rest.empty() && std::ranges::all_of(rest, [](char c) { return is_digit(c) || c == '.'; });
}

/// Marks that may follow a number. p, r: the figure may change or has changed; u, *, †: see a footnote.
struct Suffix {
    std::string_view text;
    bool is_provisional;
};
constexpr std::array suffixes = {Suffix{"(p)", true}, Suffix{"[p]", true}, Suffix{"p", true},    Suffix{"(r)", true},
                                 Suffix{"[r]", true}, Suffix{"r", true},   Suffix{"(u)", false}, Suffix{"[u]", false},
                                 Suffix{"u", false},  Suffix{"*", false},  Suffix{"†", false}};

/// Decimal point only, no separators; finite or not.
std::optional<double> plain_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    // from_chars would also take "inf" and "nan"; those are remarks of their own.
    if (text.empty() || !(is_digit(text[0]) || text[0] == '-' || text[0] == '.')) return std::nullopt;
    if (text.size() > 1 && text[0] == '-' && !(is_digit(text[1]) || text[1] == '.')) return std::nullopt;
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc::result_out_of_range) return HUGE_VAL;
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Groups of three digits between `separator`, one to three before the first: rewritten without; nullopt when misplaced.
std::optional<std::string> without_thousands(std::string_view text, std::string_view separator) {
    std::string out;
    std::size_t run = 0;
    bool grouped = false;
    std::size_t at = 0;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) out += text[at++];
    for (; at < text.size() && text[at] != '.';) {
        if (text.substr(at).starts_with(separator)) {
            if (run == 0 || run > 3 || (grouped && run != 3)) return std::nullopt;
            grouped = true, run = 0, at += separator.size();
        } else if (is_digit(text[at])) {
            out += text[at++], ++run;
        } else {
            return std::nullopt;
        }
    }
    if (!grouped || run != 3) return std::nullopt;
    return out + std::string(text.substr(at));
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (text.substr(at).starts_with(what))
            out += by, at += what.size();
        else
            out += text[at++];
    }
    return out;
}

/// With a decimal comma the roles of comma and point are swapped; one form serves the rest.
std::string with_decimal_point(std::string_view text, DecimalMark mark) {
    std::string out = replaced(text, "−", "-");
    if (mark == DecimalMark::comma)
        for (char& c : out) c = c == ',' ? '.' : c == '.' ? ',' : c;
    return out;
}

constexpr std::array<std::string_view, 3> thousands_spaces = {" ", "\u00A0", "\u202F"};

/// A number with separators allowed; sets `spaced` when they were spaces.
std::optional<double> grouped_number(std::string_view text, bool& spaced) {
    if (const auto number = plain_number(text)) return number;
    if (const auto digits = without_thousands(text, ",")) return plain_number(*digits);
    for (const std::string_view space : thousands_spaces)
        if (const auto digits = without_thousands(text, space)) {
            spaced = true;
            return plain_number(*digits);
        }
    return std::nullopt;
}

ParsedCell of_number(double number, bool is_provisional, CellRemark remark) {
    if (!std::isfinite(number)) return {Cell::none(CellState::missing), CellRemark::not_finite};
    return {Cell::of(number, is_provisional), remark};
}

std::optional<ParsedCell> number_with_extras(std::string_view text) {
    bool spaced = false;
    if (const auto number = grouped_number(text, spaced)) return of_number(*number, false, spaced ? CellRemark::spaced : CellRemark::none);
    if (text.ends_with('%')) {
        if (const auto number = grouped_number(base::trim(text.substr(0, text.size() - 1)), spaced))
            return of_number(*number, false, CellRemark::percent);
    }
    for (const Suffix& suffix : suffixes) {
        if (!text.ends_with(suffix.text)) continue;
        if (const auto number = grouped_number(base::trim(text.substr(0, text.size() - suffix.text.size())), spaced))
            return of_number(*number, true, suffix.is_provisional ? CellRemark::none : CellRemark::marked);
    }
    return std::nullopt;
}

bool is_not_finite_word(std::string_view text) {
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    return text == "nan" || text == "inf" || text == "infinity" || text == "∞" || text == "#div/0!" || text == "#num!";
}

}  // namespace

bool looks_like_decimal_comma(std::string_view text) {
    if (text.starts_with('-')) text.remove_prefix(1);
    const std::size_t comma = text.find(',');
    if (comma == std::string_view::npos || comma == 0 || comma + 1 == text.size()) return false;
    return std::ranges::all_of(text.substr(0, comma), is_digit) && std::ranges::all_of(text.substr(comma + 1), is_digit);
}

ParsedCell parse_cell(std::string_view text, DecimalMark mark) {
    text = base::trim(text);
    if (text.size() > longest_number) return {Cell::none(CellState::missing), CellRemark::unreadable};
    if (mark == DecimalMark::point)
        if (const auto number = plain_number(text)) return of_number(*number, false, CellRemark::none);
    const std::string small = lower(text);
    for (const Marker& marker : markers)
        if (small == marker.text) return {Cell::none(marker.state), CellRemark::none};
    if (is_masked_range(small)) return {Cell::none(CellState::suppressed), CellRemark::none};
    if (is_not_finite_word(small)) return {Cell::none(CellState::missing), CellRemark::not_finite};
    if (const auto cell = number_with_extras(with_decimal_point(small, mark))) return *cell;
    return {Cell::none(CellState::missing), CellRemark::unreadable};
}

}  // namespace needsmap::io
