// The numbers that a spatial statistic works on: which areas are tested, which only count as neighbours, and the tested ones' moments.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/weights.hpp"
#include "model/cell.hpp"

namespace needsmap::analysis {

enum class AreaRole : std::uint8_t {
    left_out,  ///< no number, so never in a reference set
    context,   ///< outside the county: its number counts for its neighbours, but it is neither tested nor in n, mean and variance
    tested
};

struct Sample {
    std::vector<double> deviation;  ///< by area: value less the mean of the tested areas; 0 where left out
    std::vector<AreaRole> role;     ///< by area
    std::size_t n = 0;              ///< tested areas
    double mean = 0;                ///< of the tested areas
    double sum_of_squares = 0;      ///< of the tested areas' deviations
    bool constant = true;           ///< all tested areas have the same number (or there are none): no statistic exists

    [[nodiscard]] bool tested(std::size_t area) const { return role[area] == AreaRole::tested; }
    /// Where weights may link: 1 for tested and context.
    [[nodiscard]] std::vector<std::uint8_t> with_number() const;
};

/// Cells without a number are left out. `context` by area (not 0: context ring), or empty when all areas are tested.
/// Throws base::Error when `context` has another length.
[[nodiscard]] Sample make_sample(std::span<const model::Cell> values, std::span<const std::uint8_t> context = {});

}  // namespace needsmap::analysis
