// Times, dates and numbers as GTFS writes them.
#include <charconv>
#include <chrono>
#include <cmath>

#include "io/gtfs_parts.hpp"

namespace needsmap::io {

namespace {

/// Trains and coaches take days at most; a time beyond is a slip.
constexpr int most_hours = 240;

template <class Number>
std::optional<Number> whole(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

std::optional<model::ServiceSeconds> gtfs_time(std::string_view text) {
    const std::size_t colon = text.find(':');
    if (colon == 0 || colon > 3 || text.size() != colon + 6 || text[colon + 3] != ':') return std::nullopt;
    const auto digit = [&](std::size_t at) { return static_cast<unsigned>(static_cast<unsigned char>(text[at])) - '0'; };
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i != colon && i != colon + 3 && digit(i) > 9) return std::nullopt;
    unsigned hours = 0;
    for (std::size_t i = 0; i < colon; ++i) hours = 10 * hours + digit(i);
    const unsigned minutes = 10 * digit(colon + 1) + digit(colon + 2), seconds = 10 * digit(colon + 4) + digit(colon + 5);
    if (minutes > 59 || seconds > 59 || hours > most_hours) return std::nullopt;
    return static_cast<model::ServiceSeconds>(3600 * hours + 60 * minutes + seconds);
}

std::optional<model::Day> gtfs_date(std::string_view text) {
    const auto number = text.size() == 8 ? whole<unsigned>(text) : std::nullopt;
    if (!number) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*number / 10000)), std::chrono::month(*number / 100 % 100),
                                           std::chrono::day(*number % 100)};
    return date.ok() ? std::optional<model::Day>(date) : std::nullopt;
}

std::optional<std::int64_t> gtfs_integer(std::string_view text) { return whole<std::int64_t>(text); }

std::optional<double> gtfs_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    const auto number = whole<double>(text);
    return number && std::isfinite(*number) ? number : std::nullopt;
}

std::string in_marks(std::string_view text) { return "\"" + std::string(text.substr(0, 60)) + "\""; }

}  // namespace needsmap::io
