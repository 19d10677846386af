// Kulldorff's circular scan statistic: which circle holds more cases than chance allows, whatever its place and size?
//
// Source: Kulldorff 1997, Communications in Statistics 26:1481-96, Poisson model. Circles are centred on each area's point and grow area by
// area up to a share of the population. For a circle with c of C cases where its population lets e be expected, the log likelihood ratio is
// c ln(c/e) + (C - c) ln((C - c)/(C - e)) when the rate inside is higher (or lower, when asked), else 0. p is the rank of a cluster's ratio
// among the largest ratios of maps on which all C cases are dealt out anew by population: (1 + number at least as large) / (R + 1). So p
// allows for all circles tried.
//
// Secondary clusters share no area with a more likely one; their p is against the same largest ratios, which is conservative (as SaTScan's).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/coverage.hpp"
#include "model/cell.hpp"

namespace needsmap::analysis {

enum class ScanRates { high, low, both };

struct ScanOptions {
    ScanRates rates = ScanRates::high;
    double most_population = 0.5;  ///< a circle holds at most this share; above 0, at most 0.5
    double most_radius_m = 0;      ///< 0: no limit
    int replicates = 999;          ///< 1..99,999
    std::uint64_t seed = 1;
    double report_p = 0.05;  ///< secondary clusters are reported up to this p; the most likely one always
    int most_clusters = 10;
};

struct ScanCluster {
    geo::AreaIndex centre = geo::no_area;
    std::vector<geo::AreaIndex> members;  ///< by distance from the centre, which is the first
    geo::MapPoint centre_point;
    double radius_m = 0;  ///< to the farthest member's point; 0 for one area
    double observed = 0, expected = 0, population = 0;
    double relative_risk = 0;       ///< rate inside over rate outside; see `has_relative_risk`
    bool has_relative_risk = true;  ///< false when all cases lie inside: there is no rate outside to compare with
    double log_likelihood_ratio = 0;
    double p = 1;
};

struct ScanResult {
    std::vector<ScanCluster> clusters;  ///< most likely first; empty when no circle has a higher (lower) rate
    ScanOptions options;
    double cases = 0, population = 0;
    int areas = 0;  ///< that took part
    std::size_t circles = 0;
    std::string method;
    base::Diagnostics diagnostics;
};

/// `points`, `numerators` (cases) and `denominators` (population) by area. Areas without both numbers, with a denominator of 0 or less or a
/// negative numerator take no part; cases are rounded to whole ones. Without cases, or with fewer than two areas, there is no cluster and a
/// diagnostic says why. Same bytes for any number of threads. Throws base::Error when lengths differ, an option is out of range, or
/// there would be more than 20 million circles (set a radius), and Cancelled.
[[nodiscard]] ScanResult scan_statistic(std::span<const geo::MapPoint> points, std::span<const model::Cell> numerators,
                                        std::span<const model::Cell> denominators, const ScanOptions& options, base::JobContext& job);

}  // namespace needsmap::analysis
