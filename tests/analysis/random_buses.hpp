// Small random timetables: loops, overtaking, stops where one may only get on or off, trips past midnight.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

#include "analysis/stop_walks.hpp"
#include "support/tiny_timetable.hpp"

namespace needsmap::test {

struct RandomBuses {
    model::Timetable timetable;
    analysis::StopWalks changes, homes, sites;
    std::vector<double> on_foot_s;

    explicit RandomBuses(std::uint32_t seed) : m_random(seed) {
        tiny::TimetableMaker maker;
        const std::uint32_t day_before = maker.service({tiny::a_tuesday - std::chrono::days(1)});
        for (int s = 0; s < stops; ++s) maker.stop("Stop " + std::to_string(s), below(3000), below(3000));
        for (int route = 0; route < 7; ++route) {
            const std::vector<tiny::TimetableMaker::Call> line = random_line();
            for (int trip = 0; trip < 5; ++trip) {
                const bool early = below(6) == 0;
                // The day before, 24 hours later on its own clock: the same hours of the day looked at.
                maker.trip("R" + std::to_string(route),
                           timed(line, (early ? tiny::at(32, 30) : tiny::at(8, 30)) + below(90) * 60 + below(60)), early ? day_before : 0);
            }
        }
        timetable = maker.make();
        changes = analysis::straight_line_changes(timetable, {.walk = {.limit_m = 900}, .least_change_s = 45});
        for (int i = 0; i < 4; ++i) homes.add_point(random_walks());
        for (int i = 0; i < site_count; ++i) sites.add_point(random_walks());
        for (int i = 0; i < 4 * site_count; ++i) on_foot_s.push_back(below(3) == 0 ? 1200.0 + below(3000) : model_unreachable());
    }

    static constexpr int stops = 12, site_count = 10;  // more than go through one pass

private:
    static double model_unreachable() { return std::numeric_limits<double>::infinity(); }
    // Not std::uniform_int_distribution, which every library draws in its own way.
    int below(int n) { return static_cast<int>(m_random() % static_cast<std::uint32_t>(n)); }

    std::vector<tiny::TimetableMaker::Call> random_line() {
        std::vector<tiny::TimetableMaker::Call> calls;
        const int length = 3 + below(4);
        for (int i = 0; i < length; ++i) {
            auto rules = static_cast<std::uint8_t>(model::may_board | model::may_alight);
            if (below(8) == 0) rules = below(2) == 0 ? model::may_board : model::may_alight;
            calls.push_back({static_cast<model::StopIndex>(below(stops)), 0, 0, rules});
        }
        return calls;
    }
    std::vector<tiny::TimetableMaker::Call> timed(std::vector<tiny::TimetableMaker::Call> calls, model::ServiceSeconds start) {
        for (auto& call : calls) {
            call.arrival = start;
            call.departure = start + below(2) * below(120);
            start = call.departure + 60 + below(700);
        }
        return calls;
    }
    std::vector<analysis::StopWalk> random_walks() {
        std::vector<analysis::StopWalk> walks;
        for (model::StopIndex s = 0; s < stops; ++s)
            if (below(5) == 0) walks.push_back({s, below(600)});
        return walks;
    }

    std::mt19937 m_random;
};

}  // namespace needsmap::test
