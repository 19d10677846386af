// The inequality gap: an indicator by groups of deprivation, the gap between the ends, slope index and concentration.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/concentration.hpp"
#include "analysis/deprivation_rank.hpp"
#include "analysis/slope_index.hpp"
#include "base/diagnostics.hpp"

namespace needsmap::analysis {

struct DeprivationGroup {
    std::size_t areas = 0;
    double events = 0, base = 0;
    std::optional<double> rate;        ///< nullopt: no area falls into the group
    std::optional<Interval> interval;  ///< by intervals.hpp
};

struct Inequality {
    std::vector<DeprivationGroup> groups;  ///< most deprived first
    std::vector<int> group_of_area;        ///< by area: 0 = most deprived, -1 = left out
    std::optional<Estimate> gap;           ///< most minus least deprived group, in the unit of the rate
    std::optional<Estimate> ratio;         ///< most over least deprived group
    SlopeIndex slope;
    Concentration concentration;
    std::size_t areas_left_out = 0;
    base::Diagnostics diagnostics;  ///< in sentences, what could not be worked out
};

/// `group_count` groups with equal shares of the population as nearly as whole areas allow: an area goes where its ridit falls, and
/// equally deprived areas always stay together, so a group may be empty when many are. 5 gives quintiles.
/// Interval of the gap: Newcombe's (1998) hybrid of the two groups' own intervals; of the ratio: normal on the log scale (Katz 1978),
/// none when a group has no events. `confidence` inside (0, 1). Throws base::Error for fewer than two groups, a confidence out of range, or spans of
/// different lengths.
[[nodiscard]] Inequality inequality(const DeprivationData& data, int group_count, double confidence);

}  // namespace needsmap::analysis
