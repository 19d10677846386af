// The hours in which people want to travel: a session in term and in the holidays, Friday and Saturday evening.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/timetable.hpp"

namespace needsmap::analysis {

struct ServiceWindow {
    std::string id;     ///< "term", "holiday", "friday-evening", "saturday-evening"
    std::string title;  ///< "Tuesday 10 March 2009, 09:00 to 12:00, in term"
    model::Day date;
    model::ServiceSeconds from = 0, to = 0;  ///< departures
};

struct ServiceWindows {
    std::vector<ServiceWindow> windows;  ///< in the order of the ids above
    base::Diagnostics diagnostics;       ///< how dates were chosen where nobody said them
    [[nodiscard]] const ServiceWindow* find(std::string_view id) const;
};

/// The four windows on days of the timetable. Sessions of children's centres are on Tuesdays from 9 to 12, evenings from 17 to 21.
/// Where `term_date` is not given the Tuesday with the most trips (the first of several) is taken for one of term. Where `holiday_date` is
/// not given, it is the first Tuesday with the number of trips below term's that most Tuesdays have; where there is none, holidays
/// have the term's services and its date. Friday and Saturday are the ones after the term date when trips run on them, else those with
/// the most trips. A window without any day is left out and told. Throws base::Error when a given date has no trips at all.
[[nodiscard]] ServiceWindows service_windows(const model::Timetable& timetable, std::optional<model::Day> term_date,
                                             std::optional<model::Day> holiday_date);

}  // namespace needsmap::analysis
