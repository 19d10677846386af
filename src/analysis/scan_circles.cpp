#include "analysis/scan_circles.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/error.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

namespace {

constexpr std::size_t most_circles = 20'000'000;  ///< about 600 MB; 407 areas make some 80,000

struct Step {
    std::uint32_t site = 0;
    double population = 0;  ///< inside, this site included
    bool complete = true;
};
using Steps = std::vector<Step>;

/// The circles around one centre. Sites at the same distance enter together: a circle cannot hold one of them only.
Steps steps_around(std::span<const ScanSite> sites, std::size_t centre, double limit, double most_radius_m) {
    std::vector<std::pair<double, std::uint32_t>> order;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const geo::MapPoint d = sites[i].point - sites[centre].point;
        const double squared = d.x * d.x + d.y * d.y;
        // The centre itself comes first, even before another site on the same spot.
        if (most_radius_m <= 0 || squared <= most_radius_m * most_radius_m)
            order.emplace_back(i == centre ? -1.0 : squared, static_cast<std::uint32_t>(i));
    }
    std::sort(order.begin(), order.end());
    Steps steps;
    double population = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        population += sites[order[i].second].population;
        if (population > limit) break;
        const double here = std::max(order[i].first, 0.0);
        steps.push_back({order[i].second, population, i + 1 == order.size() || order[i + 1].first != here});
    }
    return steps;
}

}  // namespace

ScanCircles make_scan_circles(std::span<const ScanSite> sites, double cases, double most_population, double most_radius_m,
                              base::JobContext& job) {
    double total = 0;
    for (const ScanSite& site : sites) total += site.population;
    std::vector<Steps> steps(sites.size());
    // Checked in slices, so that a map of England stops before its memory is full.
    std::size_t count = 0;
    constexpr std::size_t slice = 256;
    for (std::size_t begin = 0; begin < sites.size(); begin += slice) {
        job.check_cancelled();
        const std::size_t size = std::min(slice, sites.size() - begin);
        base::parallel_ranges(size, 8, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = begin + first; i < begin + last; ++i)
                steps[i] = steps_around(sites, i, total * most_population, most_radius_m);
        });
        for (std::size_t i = begin; i < begin + size; ++i) count += steps[i].size();
        if (count > most_circles)
            throw base::Error("So many areas make more than 20 million circles.", "Set a largest radius, for example 20 km.");
    }
    ScanCircles out;
    out.begin.push_back(0);
    for (const Steps& around : steps) {
        for (const Step& step : around) {
            const double expected = cases * step.population / total;
            out.added.push_back(step.site);
            out.complete.push_back(step.complete ? 1 : 0);
            out.expected.push_back(expected);
            out.log_expected.push_back(std::log(expected));
            out.log_outside.push_back(std::log(cases - expected));
        }
        out.begin.push_back(static_cast<std::uint32_t>(out.count()));
    }
    return out;
}

}  // namespace needsmap::analysis
