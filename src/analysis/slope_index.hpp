// Slope and relative index of inequality: the gap between the two ends of the deprivation scale, with every area in between counted.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/deprivation_rank.hpp"
#include "analysis/intervals.hpp"

namespace needsmap::analysis {

struct Estimate {
    double value = 0;
    std::optional<Interval> interval;  ///< nullopt: the value cannot be given limits
};

enum class SlopeProblem : std::uint8_t {
    none,
    too_few_areas,    ///< a line and its error need three areas
    one_deprivation,  ///< all areas are equally deprived
    no_ratio          ///< the line reaches zero at the least deprived end: there is a slope index but no relative one
};
/// One plain sentence; empty for `none`.
[[nodiscard]] std::string_view sentence(SlopeProblem problem);

struct SlopeIndex {
    SlopeProblem problem = SlopeProblem::none;
    std::optional<Estimate> slope;     ///< line at the most deprived end minus line at the least deprived end, in the unit of the rate
    std::optional<Estimate> relative;  ///< the same two as a ratio
    double most_deprived = 0, least_deprived = 0;  ///< the line's two ends; only with a slope
};

/// Least squares of the areas' rates on their ridits, weighted by population (a rate's variance goes with 1 / population). A positive
/// slope means more in deprived areas. The relative index is the ratio of the ends (Kunst and Mackenbach 1995, as PHE gives it).
/// Intervals are from the scatter of areas around the line (Student's t, areas - 2 degrees of freedom), so they hold both chance and
/// real differences between equally deprived areas; Fieller's theorem (1954) gives that of the ratio, clipped at zero, and none when the lower
/// end cannot be told from zero. PHE instead fits group rates and simulates their sampling error alone: narrower where areas differ.
[[nodiscard]] SlopeIndex slope_index(const DeprivationRanking& ranking, double per, double confidence);

}  // namespace needsmap::analysis
