#include "model/timetable.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace needsmap::model {

namespace chrono = std::chrono;

bool Timetable::runs_on(std::size_t service, Day day) const { return std::ranges::binary_search(days_of(service), day); }

std::optional<Day> Timetable::first_day() const {
    const auto it = std::ranges::min_element(service_days);
    return it == service_days.end() ? std::nullopt : std::optional(*it);
}

std::optional<Day> Timetable::last_day() const {
    const auto it = std::ranges::max_element(service_days);
    return it == service_days.end() ? std::nullopt : std::optional(*it);
}

std::vector<std::uint32_t> Timetable::trips_by_day() const {
    const auto first = first_day(), last = last_day();
    if (!first) return {};
    std::vector<std::uint32_t> of_service(service_count()), out(static_cast<std::size_t>((*last - *first).count()) + 1);
    for (const Trip& trip : trips) ++of_service[trip.service];
    for (std::size_t s = 0; s < service_count(); ++s)
        for (const Day day : days_of(s)) out[static_cast<std::size_t>((day - *first).count())] += of_service[s];
    return out;
}

std::string day_text(Day day) {
    static constexpr std::array weekdays = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    static constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
    const chrono::year_month_day date(day);
    return std::string(weekdays[chrono::weekday(day).c_encoding()]) + " " + std::to_string(static_cast<unsigned>(date.day())) + " " +
           months[static_cast<unsigned>(date.month()) - 1] + " " + std::to_string(static_cast<int>(date.year()));
}

std::optional<Day> day_from_iso(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    int year = 0;
    unsigned month = 0, day = 0;
    const auto read = [&](std::size_t at, std::size_t length, auto& number) {
        const char* end = text.data() + at + length;
        const auto [stopped, error] = std::from_chars(text.data() + at, end, number);
        return error == std::errc() && stopped == end;
    };
    if (!read(0, 4, year) || !read(5, 2, month) || !read(8, 2, day)) return std::nullopt;
    const chrono::year_month_day date{chrono::year(year), chrono::month(month), chrono::day(day)};
    return date.ok() ? std::optional<Day>(date) : std::nullopt;
}

std::string iso_text(Day day) {
    const chrono::year_month_day date(day);
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                  static_cast<unsigned>(date.day()));
    return text.data();
}

std::string clock_text(ServiceSeconds time) {
    std::array<char, 32> text{};
    const int hours = time / 3600, minutes = time / 60 % 60, seconds = time % 60;
    if (seconds == 0)
        std::snprintf(text.data(), text.size(), "%02d:%02d", hours, minutes);
    else
        std::snprintf(text.data(), text.size(), "%02d:%02d:%02d", hours, minutes, seconds);
    return text.data();
}

}  // namespace needsmap::model
