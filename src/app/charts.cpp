#include "app/charts.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "analysis/evaluate_layer.hpp"
#include "analysis/funnel.hpp"
#include "analysis/index_sensitivity.hpp"
#include "analysis/moran_scatter.hpp"
#include "app/chart_words.hpp"
#include "app/map_building.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using model::Cell;
using model::Indicator;
using model::LayerDefinition;
using scene::ChartInk;
using scene::ChartPoint;

namespace {

std::string place_of(const model::Workspace& workspace) { return workspace.county.empty() ? workspace.title : workspace.county; }

/// "Banbury Ruscote: 38.1 %".
std::string tip_of(const Indicator& indicator, std::size_t area) {
    return indicator.geography->names[area] + ": " + value_text(*indicator.definition, indicator.value[area]);
}

void refuse_kinds(const LayerDefinition& layer) {
    if (layer.kind == model::LayerKind::category)
        throw base::Error(layer.title + " shows kinds, which have no amounts to draw.", "Choose a layer with figures.");
}

/// The axis of a figure; what cannot be below zero begins there.
scene::ChartAxis value_axis(const LayerDefinition& layer, double low, double high) {
    const bool from_zero = layer.kind != model::LayerKind::score && layer.kind != model::LayerKind::rank;
    return scene::chart_axis(axis_title(layer), from_zero ? 0 : low, from_zero && high <= 0 ? 1 : high);
}

// ---- reach ---------------------------------------------------------------------------------------------------------------------------

constexpr std::array line_inks = {ChartInk::first, ChartInk::second, ChartInk::third};

std::string percent(double share) { return base::format_number(share * 100, 1) + " %"; }

/// A tenth of the areas, at least one.
int worst_tenth(const analysis::ReachCurve& curve) { return std::max(1, (curve.area_count() + 5) / 10); }

scene::ChartLine reach_line(const model::Workspace& workspace, const analysis::ReachCurve& curve, std::size_t number) {
    const auto geography = workspace.find_geography(curve.geography);
    scene::ChartLine line;
    line.label = curve.title, line.ink = line_inks[number % line_inks.size()], line.is_pointed_at = true;
    line.is_dashed = number >= line_inks.size();
    for (const analysis::ReachPoint& point : curve.points) {
        ChartPoint p{point.share_children * 100, point.share_in_need * 100, number == 0 ? point.area : geo::no_area, {}};
        if (point.area != geo::no_area)
            p.tip = geography->names[static_cast<std::size_t>(point.area)] + "\nThe worst " + base::format_count(point.areas) + " of " +
                    base::format_count(curve.area_count()) + ": " + percent(point.share_in_need) + " reached with " +
                    percent(point.share_children) + " of all";
        line.points.push_back(std::move(p));
    }
    return line;
}

void mark_worst_tenth(const std::vector<analysis::ReachCurve>& curves, scene::Chart& chart) {
    const int k = worst_tenth(curves.front());
    if (curves.front().area_count() < 1) return;
    const double share = curves.front().points[static_cast<std::size_t>(k)].share_children;
    chart.rules.push_back({true, share * 100, {}});
    for (std::size_t c = 0; c < curves.size(); ++c) {
        const double reached = c == 0 ? analysis::reached_by_areas(curves[c], k) : analysis::reached_by_children(curves[c], share);
        const std::string which = c == 0 ? base::format_count(k) + " " + base::lower_first(k == 1 ? curves[c].singular : curves[c].title)
                                         : base::lower_first(curves[c].title);
        chart.notes.push_back({{share * 100, reached * 100, geo::no_area, {}}, which + " " + percent(reached), line_inks[c % 3]});
    }
}

// ---- funnel --------------------------------------------------------------------------------------------------------------------------

scene::ChartLine limit_line(const std::vector<analysis::FunnelPoint>& curve, analysis::FunnelLimits analysis::FunnelPoint::*which,
                            double analysis::FunnelLimits::*limit, std::string label, bool is_wide) {
    scene::ChartLine line;
    line.label = std::move(label), line.ink = ChartInk::quiet, line.width_mm = is_wide ? 0.45 : 0.22;
    line.is_dashed = which == &analysis::FunnelPoint::overdispersed;
    for (const analysis::FunnelPoint& point : curve) line.points.push_back({point.denominator, (point.*which).*limit, geo::no_area, {}});
    return line;
}

void add_limits(const analysis::Funnel& funnel, scene::Chart& chart) {
    using analysis::FunnelLimits;
    using analysis::FunnelPoint;
    const auto both = [&](FunnelLimits FunnelPoint::*which, double FunnelLimits::*low, double FunnelLimits::*high, const std::string& label,
                          bool is_wide) {
        chart.lines.push_back(limit_line(funnel.curve, which, low, label, is_wide));
        chart.lines.push_back(limit_line(funnel.curve, which, high, {}, is_wide));
    };
    both(&FunnelPoint::plain, &FunnelLimits::low95, &FunnelLimits::high95, "95 % limits", false);
    both(&FunnelPoint::plain, &FunnelLimits::low998, &FunnelLimits::high998, "99.8 % limits", true);
    if (!funnel.is_overdispersed) return;
    both(&FunnelPoint::overdispersed, &FunnelLimits::low998, &FunnelLimits::high998, "99.8 % limits, widened for overdispersion", true);
}

/// Above, inside, below the 99.8 % limits.
std::array<int, 3> count_zones(const std::vector<analysis::FunnelZone>& zones) {
    std::array<int, 3> counts{};
    for (const analysis::FunnelZone zone : zones) {
        if (zone == analysis::FunnelZone::no_figure) continue;
        ++counts[zone == analysis::FunnelZone::far_above ? 0 : zone == analysis::FunnelZone::far_below ? 2 : 1];
    }
    return counts;
}

std::string funnel_finding(const Indicator& indicator, const analysis::Funnel& funnel) {
    const auto [above, inside, below] = count_zones(funnel.zone);
    const std::string who = count_of_areas(*indicator.geography, static_cast<std::size_t>(above + inside + below));
    std::string text = base::format_count(above) + " of " + who + (above == 1 ? " lies above" : " lie above") + " the 99.8 % limits and " +
                       base::format_count(below) + " below: further from the county's figure than chance" +
                       " would put areas of their size.";
    if (!funnel.is_overdispersed) return text;
    const auto wide = count_zones(funnel.zone_overdispersed);
    return text + " With limits widened for overdispersion " + base::format_count(wide[0]) + (wide[0] == 1 ? " stays" : " stay") +
           " above and " + base::format_count(wide[2]) + " below.";
}

scene::ChartDots funnel_dots(const Indicator& indicator, const analysis::Funnel& funnel) {
    scene::ChartDots dots;
    for (std::size_t a = 0; a < funnel.zone.size(); ++a) {
        if (funnel.zone[a] == analysis::FunnelZone::no_figure) continue;
        std::string tip = tip_of(indicator, a) + "\n" + base::format_number(indicator.denominator[a].number, 0) + " " +
                          denominator_words(*indicator.definition) + "; " + zone_words(funnel.zone[a]);
        if (funnel.is_overdispersed && funnel.zone_overdispersed[a] != funnel.zone[a])
            tip += ", " + zone_words(funnel.zone_overdispersed[a]) + " when widened";
        dots.points.push_back(
            {indicator.denominator[a].number, indicator.value[a].number, static_cast<model::AreaIndex>(a), std::move(tip)});
    }
    return dots;
}

// ---- scatter -------------------------------------------------------------------------------------------------------------------------

template <class F>
std::pair<double, double> range_of(const std::vector<ChartPoint>& points, F coordinate) {
    if (points.empty()) return {0, 1};
    const auto [low, high] = std::ranges::minmax_element(points, {}, coordinate);
    return {coordinate(*low), coordinate(*high)};
}

std::string strength_words(double rho) {
    const double size = std::abs(rho);
    const std::string sign = rho < 0 ? "opposite ways" : "alike";
    if (size < 0.2) return "hardly go together";
    if (size < 0.5) return "go somewhat " + sign;
    return size < 0.8 ? "go clearly " + sign : "rank the areas nearly " + sign;
}

std::string scatter_finding(const Indicator& x, const Indicator& y, std::size_t areas) {
    const std::string both = x.definition->title + " and " + base::lower_first(y.definition->title);
    if (areas < 3) return "Too few areas have both figures to say how " + both + " go together.";
    const std::array inputs = {analysis::index_input(x), analysis::index_input(y)};
    const Cell rho = analysis::index_correlation(inputs).rho[0][1];
    if (!rho.has_number()) return both + " cannot be compared: one of them is the same everywhere.";
    return both + " " + strength_words(rho.number) + " over " + count_of_areas(*x.geography, areas) + " (rank correlation " +
           base::format_number(rho.number, 2) + ", both turned so that high means need).";
}

std::string slope_words(double slope) {
    if (slope > 0.3) return "areas lie beside areas like themselves";
    if (slope > 0.1) return "areas lie somewhat more beside areas like themselves than chance would have it";
    return slope < -0.1 ? "areas lie beside unlike ones" : "neighbours tell little about an area";
}

}  // namespace

std::string_view to_string(ChartKind kind) {
    switch (kind) {
        case ChartKind::reach: return "reach";
        case ChartKind::funnel: return "funnel";
        case ChartKind::scatter: return "scatter";
        case ChartKind::concentration: return "concentration";
        case ChartKind::neighbours: break;
    }
    return "neighbours";
}

std::shared_ptr<const Indicator> charted_indicator(const model::Workspace& workspace, const std::shared_ptr<const Indicator>& shown) {
    if (!shown || shown->definition->kind != model::LayerKind::category) return shown;
    // A result is called after its analysis and its layer.
    const std::string& id = shown->definition->id;
    const auto layer = workspace.find_layer(id.substr(std::min(id.find('-'), id.size() - 1) + 1));
    if (!layer || !analysis::layer_availability(workspace, *layer, shown->geography->id).available) return nullptr;
    return analysis::evaluate_layer(workspace, layer->id, shown->geography->id);
}

std::vector<std::string> reach_geographies(const model::Workspace& workspace, const LayerDefinition& layer, const std::string& shown) {
    std::vector<std::string> ids = {shown.empty() ? default_geography(workspace, layer.id) : shown};
    const auto own = workspace.native_geography(layer);
    if (own && own->id != ids.front()) ids.push_back(own->id);
    return ids;
}

std::vector<analysis::ReachCurve> reach_curves(const model::Workspace& workspace, const std::string& layer,
                                               const std::vector<std::string>& geographies) {
    std::vector<analysis::ReachCurve> curves;
    for (const std::string& geography : geographies)
        curves.push_back(analysis::reach_curve(*analysis::evaluate_layer(workspace, layer, geography)));
    return curves;
}

ChartView reach_chart(const model::Workspace& workspace, const LayerDefinition& layer, const std::vector<analysis::ReachCurve>& curves) {
    ChartView view;
    scene::Chart& chart = view.chart;
    const std::string need = need_words(layer), all = denominator_words(layer);
    chart.title = "Reach: " + layer.title;
    chart.subtitle = joined({"What targeting the worst areas reaches", place_of(workspace), layer.period}, " · ");
    chart.lead = analysis::reach_sentence(curves, layer, worst_tenth(curves.front()));
    chart.x = scene::chart_axis("% of " + all + " who live in the targeted areas, worst first", 0, 100);
    chart.y = scene::chart_axis("% of " + need + " reached", 0, 100);
    chart.lines.push_back(
        {"if need were spread evenly", {{0, 0, geo::no_area, {}}, {100, 100, geo::no_area, {}}}, ChartInk::quiet, true, 0.25});
    for (std::size_t c = 0; c < curves.size(); ++c) chart.lines.push_back(reach_line(workspace, curves[c], c));
    mark_worst_tenth(curves, chart);
    for (const analysis::ReachCurve& curve : curves)
        if (curve.without_number > 0)
            view.left_out += (view.left_out.empty() ? "" : " ") + left_out_words(*workspace.find_geography(curve.geography),
                                                                                 curve.suppressed, curve.without_number - curve.suppressed);
    chart.source_lines = chart_source_lines(workspace, layer);
    chart.reading_lines = {
        "Areas are taken worst first by their own figure. The vertical line: the worst tenth of the first curve's areas.", view.left_out};
    std::erase(chart.reading_lines, std::string());
    return view;
}

ChartView funnel_chart(const model::Workspace& workspace, const Indicator& indicator) {
    const LayerDefinition& layer = *indicator.definition;
    if (!layer.has_denominator())
        throw base::Error("A funnel plot needs a numerator and a denominator, and " + layer.title + " has none.",
                          "Choose a proportion or a rate.");
    if (!indicator.county_value.has_number())
        throw base::Error(layer.title + " has no figure for " + place_of(workspace) + " to compare with.");
    const analysis::Funnel funnel = analysis::funnel(
        indicator.numerator, indicator.denominator,
        {.is_proportion = layer.kind == model::LayerKind::proportion, .per = layer.per, .target = indicator.county_value.number});
    ChartView view;
    scene::Chart& chart = view.chart;
    chart.title = "Funnel plot: " + layer.title;
    chart.lead = funnel_finding(indicator, funnel);
    scene::ChartDots dots = funnel_dots(indicator, funnel);
    const auto sizes = range_of(dots.points, [](const ChartPoint& p) { return p.x; });
    const auto values = range_of(dots.points, [](const ChartPoint& p) { return p.y; });
    chart.x = scene::chart_axis(base::capitalised(denominator_words(layer)), 0, sizes.second);
    chart.y = value_axis(layer, values.first, std::max(values.second, indicator.county_value.number * 1.5));
    add_limits(funnel, chart);
    chart.rules.push_back({false, indicator.county_value.number, place_of(workspace) + " " + value_text(layer, indicator.county_value)});
    chart.dots.push_back(std::move(dots));
    chart.reading_lines = {funnel.method};
    view.left_out = left_out_words(indicator, chart.dots.back().points.size());
    return view;
}

ChartView scatter_chart(const Indicator& x, const Indicator& y) {
    refuse_kinds(*x.definition), refuse_kinds(*y.definition);
    if (x.geography != y.geography)
        throw base::Error(x.definition->title + " and " + y.definition->title +
                          " are on different areas, so their figures do not pair up.");
    ChartView view;
    scene::Chart& chart = view.chart;
    scene::ChartDots dots;
    for (std::size_t a = 0; a < x.value.size(); ++a)
        if (x.value[a].has_number() && y.value[a].has_number())
            dots.points.push_back({x.value[a].number, y.value[a].number, static_cast<model::AreaIndex>(a),
                                   x.geography->names[a] + "\n" + x.definition->title + ": " + value_text(*x.definition, x.value[a]) +
                                       "\n" + y.definition->title + ": " + value_text(*y.definition, y.value[a])});
    chart.title = y.definition->title + " and " + base::lower_first(x.definition->title);
    chart.lead = scatter_finding(x, y, dots.points.size());
    const auto across = range_of(dots.points, [](const ChartPoint& p) { return p.x; });
    const auto up = range_of(dots.points, [](const ChartPoint& p) { return p.y; });
    chart.x = value_axis(*x.definition, across.first, across.second), chart.y = value_axis(*y.definition, up.first, up.second);
    const auto add_county = [&](bool vertical, const Cell& county) {
        if (county.has_number()) chart.rules.push_back({vertical, county.number, vertical ? "whole county" : ""});
    };
    add_county(true, x.county_value), add_county(false, y.county_value);
    const std::size_t drawn = dots.points.size();
    chart.dots.push_back(std::move(dots));
    view.left_out = drawn == x.value.size() ? std::string()
                                            : count_of_areas(*x.geography, x.value.size() - drawn) + " without both figures" +
                                                  (x.value.size() - drawn == 1 ? " is" : " are") + " not drawn.";
    return view;
}

ChartView scatter_chart(const model::Workspace& workspace, const std::string& layer, const Indicator& y) {
    return scatter_chart(*analysis::evaluate_layer(workspace, layer, y.geography->id), y);
}

ChartView neighbours_chart(const Indicator& indicator) {
    const LayerDefinition& layer = *indicator.definition;
    refuse_kinds(layer);
    const analysis::MoranScatter moran =
        analysis::moran_scatter(indicator.value, geo::neighbours(indicator.geography->coverage->full(), geo::Contiguity::queen));
    ChartView view;
    scene::Chart& chart = view.chart;
    scene::ChartDots dots;
    for (std::size_t i = 0; i < moran.area.size(); ++i)
        dots.points.push_back({moran.value[i], moran.neighbours[i], moran.area[i],
                               tip_of(indicator, static_cast<std::size_t>(moran.area[i])) +
                                   "\nIts neighbours on average: " + value_text(layer, Cell::of(moran.neighbours[i]))});
    chart.title = layer.title + ": areas and their neighbours";
    chart.lead = moran.area.size() < 3 ? "Too few areas have neighbours with figures."
                                       : layer.title + ": " + slope_words(moran.slope) + " (Moran's I " +
                                             base::format_number(moran.slope, 2) + ", the slope of the line).";
    const auto across = range_of(dots.points, [](const ChartPoint& p) { return p.x; });
    const auto up = range_of(dots.points, [](const ChartPoint& p) { return p.y; });
    chart.x = value_axis(layer, across.first, across.second), chart.y = value_axis(layer, up.first, up.second);
    chart.y.title = "Mean of the neighbours" + std::string(layer.unit.empty() ? "" : ", " + layer.unit);
    if (!dots.points.empty()) {
        chart.rules = {{true, moran.mean, "mean"}, {false, moran.mean, ""}};
        const auto line_at = [&](double v) { return ChartPoint{v, moran.mean + moran.slope * (v - moran.mean), geo::no_area, {}}; };
        chart.lines.push_back({"Moran's I " + base::format_number(moran.slope, 2),
                               {line_at(across.first), line_at(across.second)},
                               ChartInk::second,
                               false,
                               0.5});
    }
    chart.dots.push_back(std::move(dots));
    view.left_out = left_out_words(indicator, moran.area.size() + static_cast<std::size_t>(moran.islands));
    if (moran.islands > 0)
        view.left_out += (view.left_out.empty() ? "" : " ") +
                         count_of_areas(*indicator.geography, static_cast<std::size_t>(moran.islands)) +
                         " without a neighbour that has a figure" + (moran.islands == 1 ? " is" : " are") + " not drawn either.";
    return view;
}

}  // namespace needsmap::app
