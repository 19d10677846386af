// The circles that a scan statistic tries, flat in memory: per centre, the areas in order of distance with population summed up.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/job.hpp"
#include "geo/spaces.hpp"

namespace needsmap::analysis {

/// One area that takes part.
struct ScanSite {
    geo::MapPoint point;
    std::int64_t cases = 0;
    double population = 0;
};

struct ScanCircles {
    std::vector<std::uint32_t> begin;  ///< circles of centre i are [begin[i], begin[i + 1]), by growing radius
    std::vector<std::uint32_t> added;  ///< by circle: the site it holds beyond the circle before
    std::vector<double> expected;      ///< by circle: cases expected inside
    std::vector<double> log_expected;  ///< its logarithm, and that of what is expected outside
    std::vector<double> log_outside;
    /// By circle: 1 when the next site is farther away than the last, so that this is a whole circle; sites equally far enter together.
    std::vector<std::uint8_t> complete;

    [[nodiscard]] std::size_t count() const { return added.size(); }
};

/// `cases` is the total. Throws base::Error above 20 million circles.
[[nodiscard]] ScanCircles make_scan_circles(std::span<const ScanSite> sites, double cases, double most_population, double most_radius_m,
                                            base::JobContext& job);

}  // namespace needsmap::analysis
