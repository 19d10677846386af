#include "io/code_vintage.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace needsmap::io {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

struct Kind {
    std::string_view prefix, words;
};
// ONS, Register of Geographic Codes.
constexpr std::array kinds = {
    Kind{"E00", "output area codes"},    Kind{"E01", "LSOA codes"},
    Kind{"E02", "MSOA codes"},           Kind{"E04", "parish codes"},
    Kind{"E05", "ward codes"},           Kind{"E06", "unitary authority codes"},
    Kind{"E07", "district codes"},       Kind{"E08", "metropolitan district codes"},
    Kind{"E09", "London borough codes"}, Kind{"E10", "county codes"},
    Kind{"E12", "region codes"},         Kind{"E14", "constituency codes"},
    Kind{"E92", "country codes"},        Kind{"W01", "Welsh LSOA codes"},
    Kind{"W02", "Welsh MSOA codes"},     Kind{"S01", "Scottish data zone codes"},
};

/// Codes are handed out in order, so a code beyond the last of one census was made for the next. Last numbers of England:
/// LSOA 2001 E01032482 (32,482 areas), 2011 E01033768; MSOA 2001 E02006781 (6,781 areas), 2011 E02006934.
struct Edition {
    std::string_view prefix;
    int last_2001, last_2011;
};
constexpr std::array editions = {Edition{"E01", 32482, 33768}, Edition{"E02", 6781, 6934}};

/// "2011", "2021", or empty for codes that the first edition had already.
std::string_view edition_of(std::string_view code) {
    for (const Edition& edition : editions) {
        if (code_kind(code) != edition.prefix) continue;
        int number = 0;
        std::from_chars(code.data() + 3, code.data() + code.size(), number);
        return number > edition.last_2011 ? "2021" : number > edition.last_2001 ? "2011" : "";
    }
    return {};
}

/// "38UCFT": county, district and ward letters as used until 2011.
bool is_old_ward_code(std::string_view code) {
    return code.size() == 6 && all_digits(code.substr(0, 2)) &&
           std::ranges::all_of(code.substr(2), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string_view words_for(std::string_view code) {
    if (is_old_ward_code(code)) return "old-style ward codes (before 2011)";
    const std::string_view prefix = code_kind(code);
    for (const Kind& kind : kinds)
        if (kind.prefix == prefix) return kind.words;
    return {};
}

}  // namespace

std::string_view code_kind(std::string_view code) {
    if (code.size() != 9 || code[0] < 'A' || code[0] > 'Z' || !all_digits(code.substr(1))) return {};
    return code.substr(0, 3);
}

std::string describe_codes(const std::vector<std::string_view>& codes) {
    std::map<std::string_view, std::size_t> words;
    std::string_view edition;
    for (const std::string_view code : codes) {
        ++words[words_for(code)];
        edition = std::max(edition, edition_of(code));
    }
    const auto most = std::ranges::max_element(words, {}, [](const auto& entry) { return entry.second; });
    if (most == words.end() || most->first.empty() || most->second * 2 <= codes.size()) return {};
    return edition.empty() ? std::string(most->first) : std::string(edition) + " " + std::string(most->first);
}

}  // namespace needsmap::io
