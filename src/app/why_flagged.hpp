// "Why is this area flagged?": everything that speaks for or against an area being one of need, in words.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/hot_spots.hpp"
#include "app/map_building.hpp"

namespace needsmap::app {

enum class TestAnswer { yes, no, cannot_tell };
/// One test of whether an area is one of need.
struct TestLine {
    std::string name;  ///< "Getis-Ord Gi*"
    TestAnswer answer = TestAnswer::cannot_tell;
    std::string words;  ///< "hot, q = 0.0004"
};
struct NeighbourLine {
    model::AreaIndex area = geo::no_area;
    std::string value;      ///< "38.1 %", or why there is no number
    bool is_worse = false;  ///< than the county
};

struct WhyFlagged {
    std::shared_ptr<const model::LayerDefinition> layer;  ///< the layer with the figures, also when its hot spots are shown
    std::string headline;                                 ///< "Called an area of need by 4 of 5 tests."
    std::string value;                                    ///< "38.1 %, between 35.2 and 41.1 (95 % interval)"
    std::string standing;                                 ///< "Rank 1 of 136, worse than Oxfordshire (11.8 %)."
    std::string around;                                   ///< "5 of its 6 neighbours with a figure are worse than Oxfordshire."
    std::vector<NeighbourLine> neighbours;                ///< worst first, those without a figure last
    std::vector<TestLine> tests;
    std::string turning_point;  ///< what value of its own would change the answer of Gi*; empty when not tested
    std::string inside;         ///< what its average hides; empty when no smaller areas are known
};

/// What all areas of a layer share: neighbours, and both local statistics from formulas. Made once for each map.
struct WhyBasis {
    std::shared_ptr<const model::Indicator> indicator;
    analysis::Weights weights;  ///< queen
    analysis::HotSpotResult gi_star, moran;
    double critical_z = 0;  ///< |z| from which the false-discovery rate of 5 % is kept
};
/// Queen neighbours, rates EB-standardised, false-discovery rate 5 %. Throws base::Error as evaluate_layer does, and for kinds.
[[nodiscard]] WhyBasis why_basis(LayerCache& layers, const std::string& layer, const std::string& geography);

/// Suppressed figures, its own or those of neighbours and of small areas inside, are neither shown nor used. Results of hot spots of the same
/// layer and areas in the workspace are among the tests and stand in the place of the formulas.
[[nodiscard]] WhyFlagged why_flagged(const WhyBasis& basis, LayerCache& layers, model::AreaIndex area);

/// The value of its own nearest to the present one with which an area's Gi* would reach `critical_z`, others being as they are: searched downwards (or upwards)
/// as far as `limit`. nullopt: none does.
[[nodiscard]] std::optional<double> turning_value(const WhyBasis& basis, model::AreaIndex area, double limit);

}  // namespace needsmap::app
