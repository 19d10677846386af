// Spatial weights: which areas count as neighbours of which, for hot spots and spatial autocorrelation.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/job.hpp"
#include "geo/topology.hpp"

namespace needsmap::analysis {

using geo::AreaIndex;

enum class WeightsKind { queen, rook, nearest, band };

/// A kind of neighbourhood with the numbers it needs; `order` serves queen and rook only.
struct WeightsSpec {
    WeightsKind kind = WeightsKind::queen;
    int order = 1;          ///< 2: neighbours of neighbours count too (the union up to that order)
    int nearest_count = 6;  ///< `nearest`: how many
    double band_m = 5000;   ///< `band`: within this distance, which counts as inside
    friend bool operator==(const WeightsSpec&, const WeightsSpec&) = default;
};
/// "queen", "rook", "queen:2", "knn:6", "band:5000".
[[nodiscard]] std::string to_text(const WeightsSpec& spec);
/// The same as words for a method line: "neighbours that share a border or a corner (queen)".
[[nodiscard]] std::string describe(const WeightsSpec& spec);
/// Reads the text above. Throws base::Error (usage) that lists what can be written.
[[nodiscard]] WeightsSpec weights_spec_from(std::string_view text);

/// Neighbours by area, each with weight 1 (style B) or one over their number (style W): the statistics say which they use.
/// Contiguity and bands are symmetric; k nearest is not. No area is its own neighbour.
struct Weights {
    WeightsSpec spec;
    geo::Neighbours rows;
    std::vector<std::uint8_t> touches_outside;  ///< by area: part of its border is the coverage's edge, where neighbours may be unknown

    [[nodiscard]] std::size_t size() const { return rows.begin.empty() ? 0 : rows.begin.size() - 1; }
    [[nodiscard]] std::span<const AreaIndex> of(std::size_t area) const { return rows.of(static_cast<AreaIndex>(area)); }
    [[nodiscard]] std::size_t count(std::size_t area) const { return rows.begin[area + 1] - rows.begin[area]; }
    [[nodiscard]] std::size_t link_count() const { return rows.index.size(); }
    /// Areas without neighbours, ascending. Policy: no statistic is computed for them (R's spdep still gives them a Gi*; libgeoda does not).
    [[nodiscard]] std::vector<AreaIndex> islands() const;
};

/// Weights of a kind over the areas of a coverage at full detail. `points` (by area, e.g. Geography::label_points) serve `nearest` and
/// `band`: straight-line distances; of equally near areas the one with the lower index comes first. Throws base::Error when points are
/// lacking, when there are not more areas than nearest ones wanted, and when a band would link more than 50 million pairs.
[[nodiscard]] Weights make_weights(const geo::Coverage& coverage, std::span<const geo::MapPoint> points, const WeightsSpec& spec,
                                   base::JobContext& job);

/// Only links between areas whose `keep` is not 0; areas keep their numbers. So an area without a number is nobody's neighbour. The k
/// nearest are then fewer than k: a further area does not step in.
[[nodiscard]] Weights restricted(const Weights& weights, std::span<const std::uint8_t> keep);

/// Neighbours up to `order` steps away (1: unchanged), each row ascending and without the area itself.
[[nodiscard]] geo::Neighbours higher_order(const geo::Neighbours& rows, int order);

}  // namespace needsmap::analysis
