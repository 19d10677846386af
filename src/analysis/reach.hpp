// The reach curve: how many children in need one reaches by targeting the worst k areas of a geography, and the worst share of children.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

/// After the worst `areas` areas: cumulative counts and shares of all that have a number. The first point of a curve is zero.
struct ReachPoint {
    int areas = 0;
    model::AreaIndex area = geo::no_area;  ///< the one added last; no_area in the first point
    double in_need = 0, children = 0;
    double share_in_need = 0, share_children = 0;  ///< 0..1; 0 where the total is zero
};

struct ReachCurve {
    std::string geography;           ///< id
    std::string title, singular;     ///< "Wards", "ward"
    std::vector<ReachPoint> points;  ///< worst first; ties by code, so that the order never depends on the file
    double in_need_total = 0, children_total = 0;
    int without_number = 0;  ///< suppressed, missing or impossible areas: in no point and in no total
    int suppressed = 0;      ///< of these
    base::Diagnostics diagnostics;

    [[nodiscard]] int area_count() const { return static_cast<int>(points.size()) - 1; }
};

/// Sorts the areas worst first by direction. Children in need are the numerator; for a proportion where low is worse those without it.
/// Areas without numbers, and with more in need than children, are left out and counted. No area with a number: one point, at zero.
/// Throws base::Error when the layer is not a proportion or rate, or a rate where low is worse.
[[nodiscard]] ReachCurve reach_curve(const model::Indicator& indicator);

/// Share of the children in need, 0..1, in the worst `areas` areas; more areas than there are reach all.
[[nodiscard]] double reached_by_areas(const ReachCurve& curve, int areas);

/// Share of the children in need, 0..1, reached by targeting the worst areas that hold `share_children` (0..1) of all children; within an area
/// need counts as evenly spread. Compares geographies at equal effort.
[[nodiscard]] double reached_by_children(const ReachCurve& curve, double share_children);

/// "Targeting the worst 10 wards reaches 38.2 % of children in poverty with 14.1 % of children; the worst small areas with as many children
/// reach 45.0 %." The first curve gives k and the share of children, every other is compared at that share.
[[nodiscard]] std::string reach_sentence(const std::vector<ReachCurve>& curves, const model::LayerDefinition& layer, int areas);

}  // namespace needsmap::analysis
