#include "analysis/raptor.hpp"

#include <algorithm>
#include <limits>

#include "base/error.hpp"

namespace needsmap::analysis {

using model::ServiceSeconds;
using model::StopIndex;

namespace {

constexpr ServiceSeconds never = std::numeric_limits<ServiceSeconds>::max() / 2;
constexpr std::uint32_t no_pattern = 0xFFFFFFFF;

/// How a stop was reached in a round by vehicle: trip `trip` of the pattern, between two of its positions.
struct Ride {
    std::uint32_t pattern = no_pattern, trip = 0, board = 0, alight = 0;
};

/// Labels of one round, by stop.
struct Round {
    explicit Round(std::size_t stops) : ready(stops, never), ready_from(stops), arrival(stops, never), ride(stops) {}
    std::vector<ServiceSeconds> ready;    ///< when a vehicle can be boarded
    std::vector<StopIndex> ready_from;    ///< the stop alighted at before that; in round 0 itself
    std::vector<ServiceSeconds> arrival;  ///< by vehicle
    std::vector<Ride> ride;
};

class Search {
public:
    Search(const ServiceDay& day, const StopWalks& changes, std::span<const StopWalk> from_home, std::span<const StopWalk> to_site,
           ServiceSeconds departure, ServiceSeconds latest)
        : m_day(&day),
          m_changes(&changes),
          m_from_home(from_home),
          m_to_site(to_site),
          m_departure(departure),
          m_best_arrival(day.stop_count, never),
          m_best_ready(day.stop_count, never),
          m_at_site(latest + 1) {}

    std::optional<Journey> run(int rides) {
        leave_home();
        for (int ride = 1; ride <= rides && m_improved; ++ride) {
            m_improved = false;
            m_rounds.emplace_back(m_day->stop_count);
            for (std::uint32_t p = 0; p < m_day->patterns.size(); ++p) scan(p);
            change_vehicles();
            arrive();
        }
        if (m_last_round == 0) return std::nullopt;
        return journey();
    }

private:
    void leave_home() {
        Round& first = m_rounds.emplace_back(m_day->stop_count);
        for (const StopWalk& walk : m_from_home) {
            const ServiceSeconds ready = m_departure + walk.seconds;
            if (ready >= first.ready[walk.stop]) continue;
            first.ready[walk.stop] = m_best_ready[walk.stop] = ready;
            first.ready_from[walk.stop] = walk.stop;
            m_improved = true;
        }
    }

    /// The first trip of the pattern that leaves the position at or after `ready`: they do not overtake, so it is the best one too.
    [[nodiscard]] std::uint32_t catch_trip(const ServiceDay::Pattern& pattern, std::uint32_t position, ServiceSeconds ready) const {
        std::uint32_t low = 0, high = pattern.trip_count;
        while (low < high) {
            const std::uint32_t middle = (low + high) / 2;
            if (m_day->times_of(pattern, middle)[position].departure < ready)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    void scan(std::uint32_t p) {
        const ServiceDay::Pattern& pattern = m_day->patterns[p];
        const auto stops = m_day->stops_of(pattern);
        const auto rules = m_day->rules_of(pattern);
        const Round& before = m_rounds[m_rounds.size() - 2];
        Round& now = m_rounds.back();
        std::uint32_t trip = pattern.trip_count, board = 0;
        for (std::uint32_t i = 0; i < pattern.stop_count; ++i) {
            const StopIndex stop = stops[i];
            if (trip < pattern.trip_count && (rules[i] & model::may_alight) != 0) {
                const ServiceSeconds arrival = m_day->times_of(pattern, trip)[i].arrival;
                if (arrival < std::min(m_best_arrival[stop], m_at_site)) {
                    now.arrival[stop] = m_best_arrival[stop] = arrival;
                    now.ride[stop] = {p, trip, board, i};
                    m_improved = true;
                }
            }
            if ((rules[i] & model::may_board) == 0 || before.ready[stop] == never) continue;
            if (const std::uint32_t caught = catch_trip(pattern, i, before.ready[stop]); caught < trip) trip = caught, board = i;
        }
    }

    void change_vehicles() {
        Round& now = m_rounds.back();
        for (StopIndex stop = 0; stop < m_day->stop_count; ++stop) {
            if (now.arrival[stop] == never) continue;
            for (const StopWalk& change : m_changes->of(stop)) {
                const ServiceSeconds ready = now.arrival[stop] + change.seconds;
                if (ready >= m_best_ready[change.stop]) continue;
                now.ready[change.stop] = m_best_ready[change.stop] = ready;
                now.ready_from[change.stop] = stop;
            }
        }
    }

    void arrive() {
        for (const StopWalk& walk : m_to_site) {
            const ServiceSeconds arrival = m_rounds.back().arrival[walk.stop];
            if (arrival == never || arrival + walk.seconds >= m_at_site) continue;
            m_at_site = arrival + walk.seconds;
            m_last_round = m_rounds.size() - 1;
            m_last_walk = walk;
        }
    }

    /// From the site back to the home.
    [[nodiscard]] Journey journey() const {
        Journey out{m_departure, m_at_site, {}};
        out.legs.push_back({Leg::Kind::walk, m_last_walk.stop, std::nullopt, m_at_site - m_last_walk.seconds, m_at_site});
        StopIndex stop = m_last_walk.stop;
        for (std::size_t round = m_last_round; round > 0; --round) {
            const Ride& ride = m_rounds[round].ride[stop];
            const ServiceDay::Pattern& pattern = m_day->patterns[ride.pattern];
            const StopIndex boarded = m_day->stops_of(pattern)[ride.board];
            const auto times = m_day->times_of(pattern, ride.trip);
            out.legs.push_back({Leg::Kind::ride, boarded, stop, times[ride.board].departure, times[ride.alight].arrival,
                                m_day->trips[pattern.first_trip + ride.trip], pattern.route});
            const Round& before = m_rounds[round - 1];
            stop = before.ready_from[boarded];
            if (round == 1)
                out.legs.push_back({Leg::Kind::walk, std::nullopt, boarded, m_departure, before.ready[boarded]});
            else if (stop != boarded)
                out.legs.push_back({Leg::Kind::walk, stop, boarded, before.arrival[stop], before.ready[boarded]});
        }
        std::ranges::reverse(out.legs);
        return out;
    }

    const ServiceDay* m_day;
    const StopWalks* m_changes;
    std::span<const StopWalk> m_from_home, m_to_site;
    ServiceSeconds m_departure;
    std::vector<Round> m_rounds;
    std::vector<ServiceSeconds> m_best_arrival, m_best_ready;  ///< of all rounds
    ServiceSeconds m_at_site;                                  ///< best so far; one past the latest before there is any
    std::size_t m_last_round = 0;
    StopWalk m_last_walk;
    bool m_improved = false;
};

Journey walk_all_the_way(ServiceSeconds departure, std::int32_t seconds) {
    return {departure, departure + seconds, {{Leg::Kind::walk, std::nullopt, std::nullopt, departure, departure + seconds}}};
}

}  // namespace

int Journey::rides() const {
    return static_cast<int>(std::ranges::count_if(legs, [](const Leg& leg) { return leg.kind == Leg::Kind::ride; }));
}

std::optional<Journey> quickest_journey(const ServiceDay& day, const StopWalks& changes, std::span<const StopWalk> from_home,
                                        std::span<const StopWalk> to_site, std::optional<std::int32_t> on_foot_s, ServiceSeconds departure,
                                        const JourneyOptions& options) {
    if (options.max_transfers < 0 || options.longest_s < 0)
        throw base::Error("Transfers and the longest journey by bus cannot be below zero.");
    if (day.from > departure || day.to < departure + options.longest_s)
        throw base::Error("The timetable was prepared for other hours than those of the journey.");
    ServiceSeconds latest = departure + options.longest_s;
    const bool on_foot = on_foot_s && *on_foot_s <= options.longest_s;
    if (on_foot) latest = departure + *on_foot_s - 1;
    auto by_bus = Search(day, changes, from_home, to_site, departure, latest).run(options.max_transfers + 1);
    if (by_bus || !on_foot) return by_bus;
    return walk_all_the_way(departure, *on_foot_s);
}

std::string describe(const Journey& journey, const model::Timetable& timetable) {
    std::string out;
    for (const Leg& leg : journey.legs) {
        out += out.empty() ? "" : "; ";
        const auto name = [&](StopIndex stop) { return timetable.stops[stop].name; };
        if (leg.kind == Leg::Kind::ride)
            out += timetable.routes[leg.route].name + " from " + name(*leg.from) + " " + model::clock_text(leg.departure) + " to " +
                   name(*leg.to) + " " + model::clock_text(leg.arrival);
        else
            out +=
                (out.empty() ? "Walk" : "walk") + (leg.to ? " to " + name(*leg.to) : std::string()) + ", " + model::clock_text(leg.arrival);
    }
    return out + ".";
}

}  // namespace needsmap::analysis
