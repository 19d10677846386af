#include "analysis/bus_travel.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>

#include "analysis/departure_board.hpp"
#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

using model::ServiceSeconds;

namespace {

/// Sites that go through one pass together: two vector registers of any machine.
constexpr std::size_t lanes = 8;
using Lanes = std::array<std::int32_t, lanes>;
/// Far beyond any time of day, and still safe to add a walk to.
constexpr std::int32_t never = std::numeric_limits<std::int32_t>::max() / 2;

Lanes nowhere() {
    Lanes out;
    out.fill(never);
    return out;
}
void take_earlier(Lanes& into, const Lanes& other) {
    for (std::size_t i = 0; i < lanes; ++i) into[i] = std::min(into[i], other[i]);
}
void take_earlier(Lanes& into, const Lanes& walk_s, ServiceSeconds arrival) {
    for (std::size_t i = 0; i < lanes; ++i) into[i] = std::min(into[i], arrival + walk_s[i]);
}

/// When one is at each of up to eight sites at the earliest, by departure of a vehicle and with every later one of the stop to choose from.
class BlockSearch {
public:
    BlockSearch(const ServiceDay& day, const DepartureBoard& board, const StopWalks& to_sites, std::size_t first_site)
        : m_day(&day),
          m_board(&board),
          m_walk(day.stop_count, nowhere()),
          m_before(board.size(), nowhere()),
          m_now(board.size(), nowhere()) {
        for (std::size_t lane = 0; lane < lanes && first_site + lane < to_sites.size(); ++lane)
            for (const StopWalk& walk : to_sites.of(first_site + lane))
                m_walk[walk.stop][lane] = std::min(m_walk[walk.stop][lane], walk.seconds);
    }

    void run(int rides, const base::JobContext& job) {
        for (int ride = 0; ride < rides; ++ride) {
            job.check_cancelled();
            std::swap(m_before, m_now);
            for (const ServiceDay::Pattern& pattern : m_day->patterns) scan(pattern, ride > 0);
            allow_waiting();
            // Once another ride helps nobody, yet another does not either.
            if (ride > 0 && m_now == m_before) return;
        }
    }
    [[nodiscard]] const Lanes& at_sites(std::uint32_t departure) const { return m_now[departure]; }

private:
    void scan(const ServiceDay::Pattern& pattern, bool may_change) {
        const auto stops = m_day->stops_of(pattern);
        const auto rules = m_day->rules_of(pattern);
        for (std::uint32_t trip = 0; trip < pattern.trip_count; ++trip) {
            const std::size_t first = pattern.first_time + std::size_t{trip} * pattern.stop_count;
            Lanes best = nowhere();
            // From the last stop back, so that `best` is what staying aboard leads to.
            for (std::size_t i = pattern.stop_count; i-- > 0;) {
                if (const std::uint32_t departure = m_board->departure_of(first + i); departure != DepartureBoard::none)
                    m_now[departure] = best;
                if ((rules[i] & model::may_alight) == 0) continue;
                take_earlier(best, m_walk[stops[i]], m_day->times[first + i].arrival);
                if (!may_change) continue;
                for (const std::uint32_t next : m_board->onward(first + i)) take_earlier(best, m_before[next]);
            }
        }
    }
    void allow_waiting() {
        for (model::StopIndex stop = 0; stop < m_board->stop_count(); ++stop)
            for (std::uint32_t d = m_board->end(stop); d-- > m_board->begin(stop);)
                if (d + 1 < m_board->end(stop)) take_earlier(m_now[d], m_now[d + 1]);
    }

    const ServiceDay* m_day;
    const DepartureBoard* m_board;
    std::vector<Lanes> m_walk;           ///< by stop: seconds to each site
    std::vector<Lanes> m_before, m_now;  ///< by departure, with one ride fewer and now
};

void check(const BusTravelOptions& options, const ServiceDay& day) {
    if (options.step_s < 1 || options.to <= options.from) throw base::Error("The window for departures by bus is empty.");
    if ((options.to - options.from) / options.step_s >= 0xFFFF)
        throw base::Error("The window for departures by bus has too many departures.", "Take a shorter window.");
    if (options.max_transfers < 0 || options.longest_s < 0)
        throw base::Error("Transfers and the longest journey by bus cannot be below zero.");
    for (const double p : options.percentiles)
        if (!(p > 0 && p <= 100)) throw base::Error("A percentile of travel times is above 0 and at most 100.");
    if (day.from > options.from || day.to < options.to + options.longest_s)
        throw base::Error("The timetable was prepared for other hours than those of the journeys.");
}

/// One home's journeys to the sites of a block, departure by departure.
class DemandRow {
public:
    DemandRow(const BusTravelOptions& options, std::size_t departures) : m_options(&options), m_arrival(departures) {}

    void find(const BlockSearch& search, const DepartureBoard& board, std::span<const StopWalk> walks) {
        std::ranges::fill(m_arrival, nowhere());
        for (const StopWalk& walk : walks) {
            std::uint32_t next = board.first_from(walk.stop, m_options->from + walk.seconds);
            for (std::size_t i = 0; i < m_arrival.size(); ++i) {
                const ServiceSeconds ready = departure(i) + walk.seconds;
                while (next < board.end(walk.stop) && board.time(next) < ready) ++next;
                if (next == board.end(walk.stop)) break;
                take_earlier(m_arrival[i], search.at_sites(next));
            }
        }
    }

    void put(BusTravel& out, std::size_t demand, std::size_t site, std::size_t lane, double on_foot_s) {
        const std::size_t at = out.at(demand, site);
        const std::int32_t walk_s = on_foot_s <= m_options->longest_s ? static_cast<std::int32_t>(std::ceil(on_foot_s)) : never;
        m_seconds.clear();
        ServiceSeconds last_arrival = -1;
        for (std::size_t i = 0; i < m_arrival.size(); ++i) {
            const ServiceSeconds arrival = m_arrival[i][lane];
            std::int32_t bus_s = arrival == never ? never : arrival - departure(i);
            if (bus_s > m_options->longest_s) bus_s = never;
            if (bus_s != never && arrival != last_arrival) ++out.journeys[at], last_arrival = arrival;
            m_seconds.push_back(std::min(bus_s, walk_s));
            if (m_seconds.back() == never) continue;
            ++out.with_journey[at];
            if (walk_s <= bus_s) ++out.on_foot[at];
        }
        std::ranges::sort(m_seconds);
        for (std::size_t p = 0; p < m_options->percentiles.size(); ++p) out.percentiles[p].costs[at] = minutes(m_options->percentiles[p]);
    }

private:
    [[nodiscard]] ServiceSeconds departure(std::size_t i) const {
        return m_options->from + static_cast<ServiceSeconds>(i) * m_options->step_s;
    }
    /// Nearest rank of the sorted times.
    [[nodiscard]] double minutes(double percentile) const {
        const double rank = std::ceil(percentile / 100 * static_cast<double>(m_seconds.size()) - 1e-9);
        const std::int32_t seconds = m_seconds[static_cast<std::size_t>(std::max(rank, 1.0)) - 1];
        return seconds == never ? model::unreachable : seconds / 60.0;
    }

    const BusTravelOptions* m_options;
    std::vector<Lanes> m_arrival;         ///< by departure
    std::vector<std::int32_t> m_seconds;  ///< to the site at hand
};

BusTravel empty_travel(std::size_t demand_count, std::size_t site_count, const BusTravelOptions& options) {
    BusTravel out{.demand_count = demand_count, .site_count = site_count};
    out.departures = static_cast<std::size_t>((options.to - options.from + options.step_s - 1) / options.step_s);
    const std::size_t pairs = demand_count * site_count;
    out.percentiles.assign(options.percentiles.size(), {model::CostUnit::minutes, demand_count, site_count, {}});
    for (model::TravelCosts& costs : out.percentiles) costs.costs.assign(pairs, model::unreachable);
    out.with_journey.assign(pairs, 0), out.on_foot.assign(pairs, 0), out.journeys.assign(pairs, 0);
    return out;
}

}  // namespace

BusAccess BusTravel::access(std::size_t demand, std::size_t site) const {
    const std::size_t i = at(demand, site);
    if (2 * std::size_t{with_journey[i]} < departures) return BusAccess::none;
    return 2 * on_foot[i] > with_journey[i] ? BusAccess::walk : BusAccess::bus;
}

ServiceDay service_day_for(const model::Timetable& timetable, model::Day date, const BusTravelOptions& options) {
    return service_day(timetable, date, options.from, options.to + options.longest_s);
}

BusTravel bus_travel(const ServiceDay& day, const StopWalks& changes, const StopWalks& from_demand, const StopWalks& to_sites,
                     std::span<const double> on_foot_s, const BusTravelOptions& options, base::JobContext& job) {
    check(options, day);
    BusTravel out = empty_travel(from_demand.size(), to_sites.size(), options);
    if (!on_foot_s.empty() && on_foot_s.size() != out.demand_count * out.site_count)
        throw base::Error("The walks all the way are not those of these places.");
    const DepartureBoard board(day, changes, options.from, options.to + options.longest_s);
    const std::size_t blocks = (out.site_count + lanes - 1) / lanes;
    std::atomic<std::size_t> done = 0;
    base::parallel_ranges(blocks, 1, [&](std::size_t block, std::size_t) {
        const std::size_t first_site = block * lanes, last_site = std::min(first_site + lanes, out.site_count);
        BlockSearch search(day, board, to_sites, first_site);
        search.run(options.max_transfers + 1, job);
        DemandRow row(options, out.departures);
        for (std::size_t d = 0; d < out.demand_count; ++d) {
            if (d % 64 == 0) job.check_cancelled();
            row.find(search, board, from_demand.of(d));
            for (std::size_t s = first_site; s < last_site; ++s)
                row.put(out, d, s, s - first_site, on_foot_s.empty() ? model::unreachable : on_foot_s[out.at(d, s)]);
        }
        job.progress(static_cast<double>(++done) / static_cast<double>(blocks), "journeys by bus");
    });
    return out;
}

std::vector<ReachedStop> stops_within(const ServiceDay& day, const StopWalks& changes, const StopWalks& to_sites, double limit_minutes,
                                      const BusTravelOptions& options, base::JobContext& job) {
    StopWalks stops;
    for (model::StopIndex s = 0; s < day.stop_count; ++s) stops.add_point(std::array{StopWalk{s, 0}});
    const StopWalks nearest = merged(to_sites);
    // At a stop within walking distance of a site the walk is as good as any bus.
    std::vector<double> on_foot_s(day.stop_count, model::unreachable);
    for (const StopWalk& walk : nearest.of(0)) on_foot_s[walk.stop] = walk.seconds;
    BusTravelOptions first = options;
    first.percentiles.resize(1, 50);
    const BusTravel travel = bus_travel(day, changes, stops, nearest, on_foot_s, first, job);
    std::vector<ReachedStop> out;
    for (model::StopIndex s = 0; s < day.stop_count; ++s)
        if (const double minutes = travel.percentiles[0].at(s, 0); minutes <= limit_minutes)
            out.push_back({s, minutes, limit_minutes - minutes});
    return out;
}

}  // namespace needsmap::analysis
