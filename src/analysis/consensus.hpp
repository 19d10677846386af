// Does an area stay hot when the choices change that nobody can settle: neighbours, statistic, threshold, period?
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/hot_spots.hpp"

namespace needsmap::analysis {

enum class ConsensusVerdict {
    robust,       ///< hot in at least 80 % of the specifications that test it
    sensitive,    ///< in at least 50 %
    fragile,      ///< in some
    never,        ///< in none
    no_statistic  ///< no specification could test it
};
inline constexpr int consensus_verdict_count = 5;
/// "robust", "sensitive", "fragile", "never", "no statistic".
[[nodiscard]] std::string_view to_string(ConsensusVerdict verdict);

/// Our convention, as there is no standard: 80 % lets one choice in five disagree, which is about one of four kinds of neighbours or one
/// threshold for one statistic; below a half, more choices deny it than confirm it. Shares exactly at a bound belong to the better word.
inline constexpr double robust_share = 0.8;
inline constexpr double sensitive_share = 0.5;

/// What is asked in several ways: the same indicator in one or more periods (all of the same areas).
struct ConsensusMeasure {
    std::string name;  ///< "2007/08"; may be empty when there is one
    HotSpotInput input;
};

struct ConsensusOptions {
    double fdr = 0.05;       ///< first threshold: false-discovery rate
    double strict_p = 0.01;  ///< second threshold: two-sided p without correction, as many reports do
    int permutations = default_permutations;
    std::uint64_t seed = default_seed;
};

/// One way of asking, and whom it calls hot.
struct ConsensusSpecification {
    std::string name;                 ///< "queen, Gi*, FDR 5 %"
    std::vector<std::uint8_t> hot;    ///< by area: calls it hot (Gi*) or a cluster of need (local Moran)
    std::vector<std::uint8_t> tests;  ///< by area: has a statistic here
    int hot_count = 0;
};

struct ConsensusArea {
    int hot = 0;    ///< specifications that call it hot
    int tests = 0;  ///< specifications that test it
    ConsensusVerdict verdict = ConsensusVerdict::no_statistic;
};

struct ConsensusResult {
    std::vector<ConsensusArea> areas;
    std::vector<ConsensusSpecification> specifications;
    std::vector<int> verdict_counts;  ///< by ConsensusVerdict; areas of the context ring left out
    std::string method;
};

/// Every combination of the given weights, of Gi* and local Moran, of both thresholds and of the measures; a measure with numerators and
/// denominators is asked raw and EB-standardised. So four weights and one period make 16 specifications, or 32 with denominators.
/// Throws base::Error when that would be fewer than 12 (name more weights or periods) or lengths differ, and Cancelled.
[[nodiscard]] ConsensusResult hot_spot_consensus(std::span<const ConsensusMeasure> measures, std::span<const Weights> weights,
                                                 const ConsensusOptions& options, base::JobContext& job);

/// The weights that a consensus uses unless told otherwise: queen, rook, knn:6, queen:2. They differ in who is a neighbour and in reach.
[[nodiscard]] std::vector<WeightsSpec> default_consensus_weights();

/// "Hot in 14 of 16 ways of asking: robust."
[[nodiscard]] std::string consensus_sentence(const ConsensusArea& area);

}  // namespace needsmap::analysis
