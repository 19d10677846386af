// One journey by bus, leg by leg: what a table of minutes is made of.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/service_day.hpp"
#include "analysis/stop_walks.hpp"

namespace needsmap::analysis {

/// A walk (to a stop, between stops, from a stop; or all the way when it has neither) or a ride.
struct Leg {
    enum class Kind : std::uint8_t { walk, ride } kind = Kind::walk;
    std::optional<model::StopIndex> from, to;  ///< nullopt: the home, the service
    model::ServiceSeconds departure = 0, arrival = 0;
    model::TripIndex trip = 0;    ///< of a ride
    model::RouteIndex route = 0;  ///< of a ride
    friend bool operator==(const Leg&, const Leg&) = default;
};

/// Legs follow each other; between the arrival of one and the departure of the next one waits.
struct Journey {
    model::ServiceSeconds departure = 0, arrival = 0;
    std::vector<Leg> legs;
    [[nodiscard]] int rides() const;
};

struct JourneyOptions {
    int max_transfers = 3;
    std::int32_t longest_s = 2 * 3600;
};

/// The journey that arrives first when one leaves at `departure`, with the fewest rides of those; nullopt when none arrives within the
/// longest time. `on_foot_s` is the walk all the way, where there is one; it goes before a bus that is no quicker. Which journeys there are
/// is said at bus_travel, whose times these are. RAPTOR (Delling, Pajor and Werneck, Transportation Science 2015), forward, with one set of
/// labels for arrivals by vehicle and one for when the next can be boarded, since a change takes time at the same stop too.
/// Throws base::Error when the day holds other hours than the journey may take, or options are out of range.
[[nodiscard]] std::optional<Journey> quickest_journey(const ServiceDay& day, const StopWalks& changes, std::span<const StopWalk> from_home,
                                                      std::span<const StopWalk> to_site, std::optional<std::int32_t> on_foot_s,
                                                      model::ServiceSeconds departure, const JourneyOptions& options);

/// "Walk to Market Street, 09:04; X5 from Market Street 09:10 to Station 09:31; walk, 09:35."
[[nodiscard]] std::string describe(const Journey& journey, const model::Timetable& timetable);

}  // namespace needsmap::analysis
