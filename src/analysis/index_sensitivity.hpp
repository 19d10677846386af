// What would move an area in a need index: each weight set to zero and doubled (the bars of a tornado chart), the smallest change of one
// weight that takes the area in or out of the worst tenth, and which indicators say nearly the same and so count twice.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/need_index.hpp"

namespace needsmap::analysis {

/// What one indicator's weight does to one area, the other weights staying in proportion.
struct WeightEffect {
    std::size_t indicator = 0;
    int rank_without = 0;  ///< with weight zero; 0 = nothing is left to rank it by
    int rank_doubled = 0;
    bool worst_without = false, worst_doubled = false;  ///< among the worst share then
    /// The factor nearest to 1 on this weight that takes the area in or out of the worst share: looked for from 0 to 4 in steps of 0.05, then
    /// narrowed to 0.001 by halving. A change that reverts within one step is not seen. nullopt: none does.
    std::optional<double> tipping_factor;

    [[nodiscard]] int swing(int rank) const;  ///< the larger of both changes of `rank`; 0 where one is unknown and the other nothing
};

struct AreaSensitivity {
    std::size_t area = 0;
    int rank = 0;
    bool in_worst = false;
    std::vector<WeightEffect> effects;    ///< of indicators with weight, largest swing first; ties in the order of the recipe
    std::optional<WeightEffect> easiest;  ///< the one whose tipping factor is nearest to 1
    std::string sentence;                 ///< "It would leave the worst tenth if the weight of NEET were multiplied by 0.62."
};

/// One area. Throws base::Error when it has no index, `inputs` do not fit, or the share is not between 0 and 1.
[[nodiscard]] AreaSensitivity area_sensitivity(const NeedIndex& index, std::span<const IndexInput> inputs, std::size_t area,
                                               double worst_share = 0.1);

/// All areas at once: ranks by indicator and area with its weight at zero and doubled; 0 = no rank.
struct IndexSensitivity {
    std::vector<std::vector<int>> rank_without, rank_doubled;
    std::vector<int> leave_without, leave_doubled;  ///< by indicator: how many areas leave the worst share then
    double worst_share = 0.1;
};
[[nodiscard]] IndexSensitivity index_sensitivity(const NeedIndex& index, double worst_share = 0.1);

/// Rank correlation between indicators, both turned so that high means need.
struct IndexCorrelation {
    std::vector<std::vector<model::Cell>> rho;  ///< Spearman's, symmetric, 1 on the diagonal; missing where an indicator is constant or
                                                ///< fewer than three areas have both
    std::vector<std::vector<int>> areas;        ///< how many areas have both
    base::Diagnostics diagnostics;              ///< a warning for each pair with |rho| >= double_counting_from
};
inline constexpr double double_counting_from = 0.8;
[[nodiscard]] IndexCorrelation index_correlation(std::span<const IndexInput> inputs);

}  // namespace needsmap::analysis
