// Six made-up areas from most to least deprived, whose inequality was worked out independently.
#pragma once

#include <vector>

#include "analysis/cells.hpp"
#include "analysis/deprivation_rank.hpp"

namespace needsmap::analysis {

/// Keeps the cells that DeprivationData only looks at.
struct Areas {
    std::vector<model::Cell> numerator, denominator, deprivation;
    [[nodiscard]] DeprivationData data(bool is_proportion = true) const {
        return {.numerator = numerator, .denominator = denominator, .deprivation = deprivation, .is_proportion = is_proportion, .per = 100};
    }
};

/// Rates 30, 22, 20, 16, 12 and 8 %; population 1,000; ridits 0.05, 0.2, 0.35, 0.55, 0.8 and 0.95.
inline Areas six_areas() { return {cells("30 44 20 48 24 8"), cells("100 200 100 300 200 100"), cells("60 50 40 30 20 10")}; }

}  // namespace needsmap::analysis
