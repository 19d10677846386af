// Areas in order of deprivation on the scale 0 (most deprived) to 1 (least): the ground of every inequality measure.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/cell.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

/// What is compared, and by what. All spans by area.
struct DeprivationData {
    std::span<const model::Cell> numerator, denominator;
    std::span<const model::Cell> deprivation;
    model::Direction deprivation_direction = model::Direction::high_is_worse;  ///< low_is_worse: the lowest is the most deprived
    bool is_proportion = false;
    double per = 100;
};

struct RankedArea {
    std::size_t area = 0;
    double events = 0, base = 0;
    /// Share of the population that lives in more deprived areas, plus half the share of those equally deprived (Bross's ridit).
    double ridit = 0;
};

struct DeprivationRanking {
    std::vector<RankedArea> areas;  ///< most deprived first; equally deprived areas share a ridit and stand in their own order
    double events = 0, base = 0;    ///< over all of them
    std::size_t areas_left_out = 0;
};

/// Ranks the areas that have all three numbers and a possible figure (see interval_problem()); the others are counted and left out.
/// Population is the indicator's own denominator. Throws base::Error when the spans differ in length.
[[nodiscard]] DeprivationRanking rank_by_deprivation(const DeprivationData& data);

}  // namespace needsmap::analysis
