// Hot spots: where need lies close together more than chance allows. One call from values to a class in words for every area.
//
// Which choices decide, where programs differ, is in HotSpotResult::method; the formulas stand in local_statistics.hpp and
// permutation.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/global_autocorrelation.hpp"
#include "analysis/permutation.hpp"
#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

enum class HotSpotStatistic { gi_star, gi, moran };
/// "gi*", "gi", "moran".
[[nodiscard]] std::string_view to_string(HotSpotStatistic statistic);
[[nodiscard]] std::optional<HotSpotStatistic> hot_spot_statistic_from(std::string_view name);

enum class SpotClass {
    hot,              ///< more need here and around (Gi*, or around for Gi), whatever the direction of the layer
    cold,             ///< less need here and around
    high_high,        ///< local Moran: a high value among high ones. High means the value, not the need
    low_low,          ///< local Moran: low among low
    high_low,         ///< local Moran: high among low
    low_high,         ///< local Moran: low among high
    not_significant,  ///< tested; chance explains it
    no_statistic      ///< not tested: no number, no neighbours, or outside the county
};
inline constexpr int spot_class_count = 8;
/// "hot", "cold", "high-high", "low-low", "high-low", "low-high", "not significant", "no statistic".
[[nodiscard]] std::string_view to_string(SpotClass spot_class);

/// What is tested, by area. Cells without a number (suppressed ones too) stay out of every computation.
struct HotSpotInput {
    std::span<const model::Cell> values;
    std::span<const model::Cell> numerators, denominators;  ///< both or neither; with them rates are EB-standardised
    std::span<const std::uint8_t> context;                  ///< not 0: counts as a neighbour, is not tested; empty: all are tested
    model::Direction direction = model::Direction::high_is_worse;
};

struct HotSpotOptions {
    int permutations = default_permutations;  ///< 0: p from formulas
    std::uint64_t seed = default_seed;
    double fdr = 0.05;           ///< false-discovery rate, also the threshold of the uncorrected class; above 0, at most 0.5
    bool eb_standardise = true;  ///< allow for small denominators where there are any (eb_standardised())
};

struct HotSpotArea {
    model::Cell value;          ///< as given
    model::Cell tested_value;   ///< what was tested: the value, or the EB-standardised rate
    model::Cell statistic;      ///< Gi* and Gi: the standard deviate; local Moran: Ii
    model::Cell z;              ///< positive Gi: high values around
    model::Cell p_analytic;     ///< two-sided
    model::Cell p_permutation;  ///< folded: the smaller tail; not applicable without permutations
    /// Decides: twice the tail on the side that the class speaks of (at most 1), or the analytic one without permutations. That is twice
    /// the folded p but where a Gi* is high for the area's own value alone and its neighbours are low, or the reverse.
    model::Cell p_two_sided;
    model::Cell q_fdr;                                      ///< Benjamini-Hochberg over p_two_sided
    SpotClass spot_class = SpotClass::no_statistic;         ///< q_fdr <= fdr
    SpotClass uncorrected_class = SpotClass::no_statistic;  ///< p_two_sided <= fdr
    /// Hot, or the local-Moran cluster where need is (high-high, or low-low when low is worse), ignoring significance.
    bool leans_to_need = false;
    int neighbours = 0;    ///< with a number
    bool island = false;   ///< tested, but without a neighbour that has a number
    bool border = false;   ///< tested, and at the coverage's edge: neighbours beyond it are unknown
    bool context = false;  ///< of the context ring
};

struct HotSpotResult {
    HotSpotStatistic statistic = HotSpotStatistic::gi_star;
    WeightsSpec weights;
    HotSpotOptions options;
    bool eb_standardised = false;  ///< whether it was in fact
    std::vector<HotSpotArea> areas;
    int n = 0;                                          ///< areas in mean, variance and reference set
    int drawn_more = 0;                                 ///< areas drawn more often than asked (draw_more_where_unmatched)
    std::vector<int> class_counts, uncorrected_counts;  ///< by SpotClass, context areas left out
    int island_count = 0, border_count = 0;
    std::optional<GlobalTest> global_moran, global_geary;  ///< of what was tested, row-standardised, randomisation
    std::string method;                                    ///< for legend and export: every choice by name, with seed and correction
    base::Diagnostics diagnostics;                         ///< what was left out and why nothing could be tested, if so

    [[nodiscard]] int count(SpotClass spot_class) const { return class_counts[static_cast<std::size_t>(spot_class)]; }
};

/// Constant values, one area, no neighbours and nothing but missing values give "no statistic" everywhere and a diagnostic that says why.
/// Throws base::Error when lengths differ or an option is out of range, and Cancelled.
[[nodiscard]] HotSpotResult hot_spots(const HotSpotInput& input, const Weights& weights, HotSpotStatistic statistic,
                                      const HotSpotOptions& options, base::JobContext& job);
/// The same for several statistics with one pass of permutations; one result each, in their order.
[[nodiscard]] std::vector<HotSpotResult> hot_spots(const HotSpotInput& input, const Weights& weights,
                                                   std::span<const HotSpotStatistic> statistics, const HotSpotOptions& options,
                                                   base::JobContext& job);

}  // namespace needsmap::analysis
