#include "analysis/service_windows.hpp"

#include <algorithm>
#include <map>

#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {

using base::Severity;
using model::Day;
namespace chrono = std::chrono;

namespace {

class Calendar {
public:
    explicit Calendar(const model::Timetable& timetable)
        : m_first(timetable.first_day().value_or(Day())), m_trips(timetable.trips_by_day()) {}

    [[nodiscard]] std::uint32_t trips_on(Day day) const {
        if (day < m_first || day - m_first >= chrono::days(m_trips.size())) return 0;
        return m_trips[static_cast<std::size_t>((day - m_first).count())];
    }
    [[nodiscard]] std::vector<Day> days_on(chrono::weekday weekday) const {
        std::vector<Day> out;
        for (std::size_t i = 0; i < m_trips.size(); ++i)
            if (const Day day = m_first + chrono::days(i); chrono::weekday(day) == weekday && m_trips[i] > 0) out.push_back(day);
        return out;
    }
    [[nodiscard]] std::optional<Day> fullest(chrono::weekday weekday) const {
        std::optional<Day> best;
        for (const Day day : days_on(weekday))
            if (!best || trips_on(day) > trips_on(*best)) best = day;
        return best;
    }
    /// See service_windows.
    [[nodiscard]] std::optional<Day> usual_with_fewer_trips(chrono::weekday weekday, std::uint32_t than) const {
        std::map<std::uint32_t, std::vector<Day>> by_trips;
        for (const Day day : days_on(weekday))
            if (trips_on(day) < than) by_trips[trips_on(day)].push_back(day);
        const auto most = std::ranges::max_element(by_trips, [](const auto& a, const auto& b) {
            return std::pair(a.second.size(), a.first) < std::pair(b.second.size(), b.first);
        });
        return most == by_trips.end() ? std::nullopt : std::optional(most->second.front());
    }
    [[nodiscard]] Day first() const { return m_first; }
    [[nodiscard]] Day last() const { return m_first + chrono::days(m_trips.size()) - chrono::days(1); }
    [[nodiscard]] bool empty() const { return m_trips.empty(); }

private:
    Day m_first;
    std::vector<std::uint32_t> m_trips;
};

constexpr model::ServiceSeconds hour_s = 3600;

class Choosing {
public:
    explicit Choosing(const model::Timetable& timetable) : m_calendar(timetable) {}

    ServiceWindows run(std::optional<Day> term_date, std::optional<Day> holiday_date) {
        if (m_calendar.empty()) throw base::Error("The timetable has no day on which anything runs.");
        const std::optional<Day> term = term_date ? given(*term_date, "term") : chosen_term();
        if (term) add("term", *term, 9, 12, ", in term");
        const std::optional<Day> holiday = holiday_date ? given(*holiday_date, "holiday") : chosen_holiday(term);
        if (holiday) add("holiday", *holiday, 9, 12, ", in the school holidays");
        if (const auto day = evening(chrono::Friday, term)) add("friday-evening", *day, 17, 21, {});
        if (const auto day = evening(chrono::Saturday, term)) add("saturday-evening", *day, 17, 21, {});
        return std::move(m_out);
    }

private:
    [[nodiscard]] Day given(Day day, const std::string& key) const {
        if (m_calendar.trips_on(day) > 0) return day;
        throw base::Error(
            "The timetable has no trips on the " + key + " date, " + model::day_text(day) + ".",
            "It has services from " + model::day_text(m_calendar.first()) + " to " + model::day_text(m_calendar.last()) + ".");
    }
    std::optional<Day> chosen_term() {
        const auto day = m_calendar.fullest(chrono::Tuesday);
        if (!day) return missing("Tuesday"), std::nullopt;
        note("No term date is set, so " + model::day_text(*day) + ", the Tuesday with the most trips, stands for one in term.");
        return day;
    }
    std::optional<Day> chosen_holiday(std::optional<Day> term) {
        if (!term) return std::nullopt;
        const auto day = m_calendar.usual_with_fewer_trips(chrono::Tuesday, m_calendar.trips_on(*term));
        if (!day)
            return note("No holiday date is set and no Tuesday has fewer trips than in term, so the holidays have the term's buses."), term;
        note("No holiday date is set, so " + model::day_text(*day) + " with " + base::format_count(m_calendar.trips_on(*day)) + " trips (" +
             base::format_count(m_calendar.trips_on(*term)) + " in term) stands for one in the school holidays.");
        return day;
    }
    std::optional<Day> evening(chrono::weekday weekday, std::optional<Day> term) {
        if (term) {
            const Day after = *term + (weekday - chrono::weekday(*term));
            if (m_calendar.trips_on(after) > 0) return after;
        }
        const auto day = m_calendar.fullest(weekday);
        if (!day) missing(weekday == chrono::Friday ? "Friday" : "Saturday");
        return day;
    }
    void add(std::string id, Day date, int from_hour, int to_hour, const std::string& what) {
        const model::ServiceSeconds from = from_hour * hour_s, to = to_hour * hour_s;
        m_out.windows.push_back({std::move(id),
                                 model::day_text(date) + ", " + model::clock_text(from) + " to " + model::clock_text(to) + what, date, from,
                                 to});
    }
    void note(std::string message) { m_out.diagnostics.add({Severity::note, "service-date", {}, 0, 0, {}, std::move(message), {}}); }
    void missing(const std::string& weekday) {
        m_out.diagnostics.add(
            {Severity::warning, "no-service-date", {}, 0, 0, {}, "The timetable has no " + weekday + " on which anything runs.", {}});
    }

    Calendar m_calendar;
    ServiceWindows m_out;
};

}  // namespace

const ServiceWindow* ServiceWindows::find(std::string_view id) const {
    const auto it = std::ranges::find(windows, id, &ServiceWindow::id);
    return it == windows.end() ? nullptr : &*it;
}

ServiceWindows service_windows(const model::Timetable& timetable, std::optional<Day> term_date, std::optional<Day> holiday_date) {
    return Choosing(timetable).run(term_date, holiday_date);
}

}  // namespace needsmap::analysis
