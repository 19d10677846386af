#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/error.hpp"
#include "io/gtfs_parts.hpp"

namespace needsmap::io {

using base::Severity;
using model::Day;
namespace chrono = std::chrono;

namespace {

/// Feeds write 2099 for "until further notice"; nobody plans beyond two years after the last service that begins.
constexpr chrono::days horizon{731};

/// A row of calendar.txt.
struct Weekly {
    std::string service;
    std::array<bool, 7> runs{};  ///< from Sunday, as chrono::weekday counts
    Day first, last;
};

struct Exception {
    std::string service;
    Day day;
    bool runs = false;
};

std::optional<Day> date_of(FeedReading& reading, const GtfsTable& table, std::size_t column) {
    const std::string_view text = table.text(column);
    if (const auto day = gtfs_date(text)) return day;
    reading.problem("bad-date", table, in_marks(text) + " is no date such as 20090310; the row is left out.");
    return std::nullopt;
}

std::vector<Weekly> read_weekly(FeedReading& reading) {
    std::vector<Weekly> out;
    auto table = reading.feed->open("calendar.txt");
    if (!table) return out;
    const std::size_t service = table->require("service_id"), first = table->require("start_date"), last = table->require("end_date");
    std::array<std::size_t, 7> weekday{};
    const std::array names = {"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};
    for (std::size_t i = 0; i < 7; ++i) weekday[i] = table->require(names[i]);
    std::set<std::string, std::less<>> known;
    while (table->next()) {
        if (!known.emplace(table->text(service)).second) {
            reading.problem("duplicate-service", *table,
                            "The service " + in_marks(table->text(service)) + " stands here again; the first row counts.");
            continue;
        }
        const auto from = date_of(reading, *table, first), to = date_of(reading, *table, last);
        if (!from || !to) continue;
        if (*to < *from) {
            reading.problem("bad-period", *table,
                            "The service " + in_marks(table->text(service)) + " ends before it begins and never runs.");
            continue;
        }
        Weekly row{std::string(table->text(service)), {}, *from, *to};
        for (std::size_t i = 0; i < 7; ++i) row.runs[i] = table->text(weekday[i]) == "1";
        out.push_back(std::move(row));
    }
    return out;
}

std::vector<Exception> read_exceptions(FeedReading& reading) {
    std::vector<Exception> out;
    auto table = reading.feed->open("calendar_dates.txt");
    if (!table) return out;
    const std::size_t service = table->require("service_id"), date = table->require("date"), type = table->require("exception_type");
    while (table->next()) {
        const std::string_view kind = table->text(type);
        if (kind != "1" && kind != "2") {
            reading.problem("bad-exception", *table,
                            "The exception_type is 1 (runs) or 2 (does not run), not " + in_marks(kind) + "; the row is left out.");
            continue;
        }
        if (const auto day = date_of(reading, *table, date)) out.push_back({std::string(table->text(service)), *day, kind == "1"});
    }
    return out;
}

Day last_day_kept(const std::vector<Weekly>& weekly, const std::vector<Exception>& exceptions) {
    Day last;
    for (const Weekly& row : weekly) last = std::max(last, row.first);
    for (const Exception& row : exceptions) last = std::max(last, row.day);
    return last + horizon;
}

std::map<std::string, std::set<Day>> resolve(FeedReading& reading, const std::vector<Weekly>& weekly,
                                             const std::vector<Exception>& exceptions) {
    std::map<std::string, std::set<Day>> days;
    const Day end = last_day_kept(weekly, exceptions);
    for (const Weekly& row : weekly) {
        std::set<Day>& set = days[row.service];
        if (row.last > end)
            reading.findings.add(Severity::note, "endless-service", reading.feed->written() + "/calendar.txt", 0,
                                 "Services without an end in sight are kept up to " + model::day_text(end) + ".");
        for (Day day = row.first; day <= std::min(row.last, end); day += chrono::days(1))
            if (row.runs[chrono::weekday(day).c_encoding()]) set.insert(set.end(), day);
    }
    for (const Exception& row : exceptions) {
        if (row.runs)
            days[row.service].insert(row.day);
        else
            days[row.service].erase(row.day);
    }
    return days;
}

void compare_with_feed(FeedReading& reading, Day first, Day last) {
    model::Feed& feed = reading.out->feeds[reading.feed_index];
    if ((feed.first_day && first < *feed.first_day) || (feed.last_day && last > *feed.last_day))
        reading.out->diagnostics.add({Severity::note,
                                      "outside-period",
                                      reading.feed->written(),
                                      0,
                                      0,
                                      {},
                                      "Services run from " + model::day_text(first) + " to " + model::day_text(last) +
                                          ", which goes beyond the days that the timetable says it is complete for.",
                                      {}});
    if (!feed.first_day) feed.first_day = first;
    if (!feed.last_day) feed.last_day = last;
}

}  // namespace

void read_gtfs_calendar(FeedReading& reading) {
    if (!reading.feed->has("calendar.txt") && !reading.feed->has("calendar_dates.txt"))
        throw base::Error("The timetable " + reading.feed->written() +
                          " has neither calendar.txt nor calendar_dates.txt, so no day has any buses.");
    const auto days = resolve(reading, read_weekly(reading), read_exceptions(reading));
    std::optional<Day> first, last;
    for (const auto& [service, set] : days) {
        reading.services.emplace(service, static_cast<std::uint32_t>(reading.out->service_count()));
        reading.out->service_days.insert(reading.out->service_days.end(), set.begin(), set.end());
        reading.out->service_begin.push_back(static_cast<std::uint32_t>(reading.out->service_days.size()));
        if (set.empty()) continue;
        first = first ? std::min(*first, *set.begin()) : *set.begin();
        last = last ? std::max(*last, *set.rbegin()) : *set.rbegin();
    }
    if (!first)
        throw base::Error("No service of the timetable " + reading.feed->written() + " runs on any day.",
                          "Look at its calendar.txt and calendar_dates.txt.");
    compare_with_feed(reading, *first, *last);
}

}  // namespace needsmap::io
