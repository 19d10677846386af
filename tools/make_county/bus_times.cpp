#include "bus_times.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace needsmap::county {
namespace {

constexpr std::array<int, 12> days_of_month = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

int number_of(Day d) {
    int n = d.day - 1;
    for (int m = 1; m < d.month; ++m) {
        n += days_of_month[m - 1];
    }
    return n;
}

struct Span {
    Day first, last;
    bool holds(Day d) const { return number_of(first) <= number_of(d) && number_of(d) <= number_of(last); }
};

/// Bank holidays in England in 2009; on the first and the last two no bus runs at all.
const std::vector<Day>& bank_holidays() {
    static const std::vector<Day> days = {{1, 1}, {4, 10}, {4, 13}, {5, 4}, {5, 25}, {8, 31}, {12, 25}, {12, 28}};
    return days;
}

/// Illustrative school terms of 2009.
const std::vector<Span>& terms() {
    static const std::vector<Span> spans = {{{1, 6}, {2, 13}}, {{2, 23}, {4, 3}},  {{4, 20}, {5, 22}},
                                            {{6, 1}, {7, 22}}, {{9, 3}, {10, 23}}, {{11, 2}, {12, 18}}};
    return spans;
}

bool is_bank_holiday(Day d) {
    return std::any_of(bank_holidays().begin(), bank_holidays().end(), [&](Day b) { return number_of(b) == number_of(d); });
}
bool is_term(Day d) {
    return !is_bank_holiday(d) && std::any_of(terms().begin(), terms().end(), [&](const Span& s) { return s.holds(d); });
}
bool without_any_bus(Day d) { return (d.month == 1 && d.day == 1) || (d.month == 12 && (d.day == 25 || d.day == 26)); }

template <class Take>
std::vector<Day> days_where(Take&& take) {
    std::vector<Day> days;
    for (int m = 1; m <= 12; ++m) {
        for (int d = 1; d <= days_of_month[m - 1]; ++d) {
            if (take(Day{m, d})) {
                days.push_back({m, d});
            }
        }
    }
    return days;
}

/// A service of the week that rests on bank holidays.
BusService weekly(const std::string& id, const std::string& week) {
    return {id, week, {}, days_where([&](Day d) { return week[d.weekday()] == '1' && (is_bank_holiday(d) || without_any_bus(d)); })};
}

}  // namespace

std::string Day::text() const {
    const auto two = [](int n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    return "2009" + two(month) + two(day);
}

int Day::weekday() const { return (number_of(*this) + 3) % 7; }  // 1 January 2009 was a Thursday

std::vector<BusService> bus_services() {
    std::vector<BusService> services = {weekly("weekday", "1111100"), weekly("mon-sat", "1111110"), weekly("saturday", "0000010"),
                                        weekly("fri-sat", "0000110"), weekly("wed", "0010000"),     weekly("thu", "0001000"),
                                        weekly("fri", "0000100")};
    BusService sunday = weekly("sunday", "0000001");
    sunday.added = days_where([](Day d) { return is_bank_holiday(d) && !without_any_bus(d); });
    services.push_back(sunday);
    services.push_back({"term", "1111100", {}, days_where([](Day d) { return d.weekday() < 5 && !is_term(d); })});
    services.push_back({"holiday",
                        "0000000",
                        days_where([](Day d) { return d.weekday() < 5 && !is_term(d) && !is_bank_holiday(d) && !without_any_bus(d); }),
                        {}});
    return services;
}

std::vector<Departure> departures(const std::string& kind, int headway, bool back) {
    const auto at = [](int hour, int minute) { return 60 * hour + minute; };
    std::vector<Departure> out;
    if (kind == "city") {
        return {{"mon-sat", at(6, 20), at(19, 0), headway},
                {"mon-sat", at(19, 0), at(23, 30), std::max(30, 2 * headway)},
                {"sunday", at(8, 30), at(22, 0), std::max(20, 2 * headway)}};
    }
    if (kind == "town") {
        return {{"mon-sat", at(7, 0), at(18, 40), headway}};
    }
    if (kind == "main") {
        for (int t = at(6, back ? 10 : 25); t < at(19, 30); t += headway) {
            out.push_back({"mon-sat", t});
        }
        for (const int t : {at(20, 30), at(21, 30), at(22, 30), at(23, 40)}) {
            out.push_back({"fri-sat", t});
        }
        for (int t = at(9, back ? 10 : 25); t < at(18, 30); t += std::max(60, headway)) {
            out.push_back({"sunday", t});
        }
        return out;
    }
    if (kind == "inter") {
        for (int t = at(7, back ? 35 : 5); t < at(18, 30); t += headway) {
            out.push_back({"mon-sat", t});
        }
        return out;
    }
    if (kind == "rural") {
        // Into town in the morning, home at noon and before six; in the holidays the first bus leaves later.
        return back ? std::vector<Departure>{{"weekday", at(12, 20)},
                                             {"term", at(15, 40)},
                                             {"weekday", at(17, 25)},
                                             {"saturday", at(12, 50)}}
                    : std::vector<Departure>{{"term", at(7, 40)},
                                             {"holiday", at(8, 30)},
                                             {"weekday", at(10, 0)},
                                             {"weekday", at(13, 40)},
                                             {"saturday", at(9, 45)}};
    }
    if (kind.starts_with("market-")) {
        return {{kind.substr(7), back ? at(12, 45) : at(9, 50)}};
    }
    if (kind == "school") {
        return {{"term", back ? at(15, 35) : at(7, 50)}};
    }
    throw std::runtime_error("make_county: buses.csv has the unknown kind '" + kind + "'");
}

}  // namespace needsmap::county
