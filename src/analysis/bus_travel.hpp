// How long it takes by bus from every home to every service, for every minute of departure.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/service_day.hpp"
#include "analysis/stop_walks.hpp"
#include "base/job.hpp"
#include "model/travel.hpp"

namespace needsmap::analysis {

struct BusTravelOptions {
    model::ServiceSeconds from = 9 * 3600, to = 12 * 3600;  ///< departures: at `from`, and every step after it before `to`
    std::int32_t step_s = 60;
    std::int32_t longest_s = 2 * 3600;  ///< a departure that takes longer counts as one without a journey
    int max_transfers = 3;
    std::vector<double> percentiles = {50, 90};  ///< 0 < p <= 100
};

enum class BusAccess : std::uint8_t {
    none,  ///< fewer than half of the departures have a journey: "no service"
    walk,  ///< there is, and walking all the way is at least as quick at most of those departures
    bus
};

/// By demand point and site, as rows of sites.
struct BusTravel {
    std::size_t demand_count = 0, site_count = 0;
    std::size_t departures = 0;                   ///< minutes of departure that were looked at
    std::vector<model::TravelCosts> percentiles;  ///< minutes from the wished departure to the site, waiting and walks included
    std::vector<std::uint16_t> with_journey;      ///< departures with a journey, on foot or by bus
    std::vector<std::uint16_t> on_foot;           ///< of these, those at which nothing is quicker than walking all the way
    std::vector<std::uint16_t> journeys;          ///< different journeys by bus to choose from in the window

    [[nodiscard]] std::size_t at(std::size_t demand, std::size_t site) const { return demand * site_count + site; }
    [[nodiscard]] double share_with_journey(std::size_t demand, std::size_t site) const {
        return static_cast<double>(with_journey[at(demand, site)]) / static_cast<double>(departures);
    }
    [[nodiscard]] BusAccess access(std::size_t demand, std::size_t site) const;
};

/// The hours that a day has to hold for these options.
[[nodiscard]] ServiceDay service_day_for(const model::Timetable& timetable, model::Day date, const BusTravelOptions& options);

/// For each departure the quickest of: the walk all the way (`on_foot_s`, rows of sites, unreachable where there is none; empty: never),
/// and all journeys of a walk to a stop, at most max_transfers + 1 rides with a change between two of them, and a walk from a stop.
/// Exact to the second. A percentile is the smallest time that p % of the departures need at most (nearest rank), so it is one
/// that somebody really has; departures without a journey count as infinitely long, and a percentile among them is `unreachable`.
/// Points or sites without a stop can be reached on foot only.
///
/// Rounds as in RAPTOR (Delling, Pajor and Werneck, Transportation Science 2015), but backwards from the sites and for all departures at once,
/// as in the profile search of the Connection Scan Algorithm (Dibbelt and others, ACM JEA 2018): after round k every departure of a vehicle
/// knows when one can be at each site with k rides. The few sites make one search each instead of one for every home; which
/// departure can be caught after which arrival is looked up once for all of them, and eight sites go through one pass.
/// Results do not depend on the number of threads. Throws base::Error for a window without departures or options out of range.
[[nodiscard]] BusTravel bus_travel(const ServiceDay& day, const StopWalks& changes, const StopWalks& from_demand, const StopWalks& to_sites,
                                   std::span<const double> on_foot_s, const BusTravelOptions& options, base::JobContext& job);

/// A stop from which a site can be reached with time to spare.
struct ReachedStop {
    model::StopIndex stop = 0;
    double minutes = 0;    ///< to the nearest site
    double remaining = 0;  ///< of the limit, to walk to the stop
};

/// Stops from which the nearest site takes at most `limit_minutes` at the first of the options' percentiles, by stop number: what to build
/// a map of minutes around. Nobody is taken to walk all the way.
[[nodiscard]] std::vector<ReachedStop> stops_within(const ServiceDay& day, const StopWalks& changes, const StopWalks& to_sites,
                                                    double limit_minutes, const BusTravelOptions& options, base::JobContext& job);

}  // namespace needsmap::analysis
