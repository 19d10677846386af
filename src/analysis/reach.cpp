#include "analysis/reach.hpp"

#include <algorithm>

#include "analysis/pocket_evidence.hpp"
#include "analysis/ranking.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using model::AreaIndex;
using model::Indicator;
using model::LayerDefinition;

namespace {

void check(const LayerDefinition& layer) {
    if (!layer.has_denominator())
        throw base::Error("A reach curve needs a layer with a numerator and a denominator, and " + layer.title + " is a " +
                              std::string(model::to_string(layer.kind)) + ".",
                          "Choose a proportion or a rate.");
    if (layer.kind == model::LayerKind::rate && low_is_worse(layer))
        throw base::Error(layer.title + " is a rate where low is worse, so nobody in it can be counted as in need.");
}

std::vector<AreaIndex> worst_first(const Indicator& indicator, ReachCurve& curve) {
    std::vector<AreaIndex> order;
    for (std::size_t a = 0; a < indicator.value.size(); ++a) {
        if (is_usable(indicator, a)) {
            order.push_back(static_cast<AreaIndex>(a));
            continue;
        }
        ++curve.without_number;
        curve.suppressed += indicator.value[a].state == model::CellState::suppressed ? 1 : 0;
    }
    const double sign = low_is_worse(*indicator.definition) ? -1 : 1;
    std::ranges::sort(order, [&](AreaIndex left, AreaIndex right) {
        const auto a = static_cast<std::size_t>(left), b = static_cast<std::size_t>(right);
        const double x = sign * indicator.value[a].number, y = sign * indicator.value[b].number;
        return x != y ? x > y : indicator.geography->codes[a] < indicator.geography->codes[b];
    });
    return order;
}

void fill_shares(ReachCurve& curve) {
    curve.in_need_total = curve.points.back().in_need, curve.children_total = curve.points.back().children;
    for (ReachPoint& point : curve.points) {
        point.share_in_need = curve.in_need_total > 0 ? point.in_need / curve.in_need_total : 0;
        point.share_children = curve.children_total > 0 ? point.children / curve.children_total : 0;
    }
}

std::string percent(double share) { return base::format_number(share * 100, 1) + " %"; }

}  // namespace

ReachCurve reach_curve(const Indicator& indicator) {
    check(*indicator.definition);
    ReachCurve curve;
    curve.geography = indicator.geography->id, curve.title = indicator.geography->title;
    curve.singular = indicator.geography->singular;
    curve.points.emplace_back();
    for (const AreaIndex area : worst_first(indicator, curve)) {
        const auto i = static_cast<std::size_t>(area);
        ReachPoint next = curve.points.back();
        ++next.areas, next.area = area;
        next.in_need += in_need(indicator, i).number, next.children += indicator.denominator[i].number;
        curve.points.push_back(next);
    }
    fill_shares(curve);
    if (curve.without_number > 0)
        curve.diagnostics.add({.severity = base::Severity::note,
                               .id = "reach-left-out",
                               .message = "Neither reached nor in the total: " + base::format_count(curve.without_number) + " " +
                                          (curve.without_number == 1 ? curve.singular : base::lower_first(curve.title)) +
                                          " without a usable number, " + base::format_count(curve.suppressed) + " of them suppressed."});
    return curve;
}

double reached_by_areas(const ReachCurve& curve, int areas) {
    return curve.points[static_cast<std::size_t>(std::clamp(areas, 0, curve.area_count()))].share_in_need;
}

double reached_by_children(const ReachCurve& curve, double share_children) {
    const auto at = std::ranges::lower_bound(curve.points, share_children, {}, &ReachPoint::share_children);
    if (at == curve.points.begin()) return at->share_in_need;
    if (at == curve.points.end()) return curve.points.back().share_in_need;
    const ReachPoint& before = *(at - 1);
    const double part = (share_children - before.share_children) / (at->share_children - before.share_children);
    return before.share_in_need + part * (at->share_in_need - before.share_in_need);
}

std::string reach_sentence(const std::vector<ReachCurve>& curves, const LayerDefinition& layer, int areas) {
    if (curves.empty() || curves.front().in_need_total <= 0) return "No area has children in need, so there is nothing to reach.";
    const ReachCurve& first = curves.front();
    const int k = std::clamp(areas, 0, first.area_count());
    const double share_children = first.points[static_cast<std::size_t>(k)].share_children;
    // Where low is worse the numerator's title names those who are not in need.
    const std::string who = layer.numerator_title.empty() || low_is_worse(layer) ? "children in need" : layer.numerator_title;
    const std::string which = k == 1 ? first.singular : base::format_count(k) + " " + base::lower_first(first.title);
    std::string text = "Targeting the worst " + which + " reaches " + percent(reached_by_areas(first, k)) + " of " + who + " with " +
                       percent(share_children) + " of " + (layer.denominator_title.empty() ? "children" : layer.denominator_title);
    for (std::size_t c = 1; c < curves.size(); ++c)
        text += "; the worst " + base::lower_first(curves[c].title) + " with as many reach " +
                percent(reached_by_children(curves[c], share_children));
    return text + ".";
}

}  // namespace needsmap::analysis
