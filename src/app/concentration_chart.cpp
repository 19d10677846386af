#include "app/concentration_chart.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/concentration.hpp"
#include "analysis/evaluate_layer.hpp"
#include "app/chart_words.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using model::Indicator;
using scene::ChartInk;
using scene::ChartPoint;

constexpr double marked_share = 0.2;  // the most deprived fifth, as in the gap between fifths

std::string percent(double share) { return base::format_number(share * 100, 0) + " %"; }

void check(const Indicator& indicator, const Indicator& deprivation) {
    if (!indicator.definition->has_denominator())
        throw base::Error("A concentration curve needs a numerator and a denominator, and " + indicator.definition->title + " has none.",
                          "Choose a proportion or a rate.");
    if (indicator.geography != deprivation.geography)
        throw base::Error(indicator.definition->title + " and " + deprivation.definition->title +
                          " are on different areas, so their figures do not pair up.");
    if (deprivation.definition->kind == model::LayerKind::category)
        throw base::Error(deprivation.definition->title + " shows kinds, which have no order.", "Choose a layer with amounts.");
}

/// The curve at a share of the people; straight between its points.
double events_at(const std::vector<analysis::ConcentrationPoint>& curve, double people) {
    const auto after = std::ranges::lower_bound(curve, people, {}, &analysis::ConcentrationPoint::people);
    if (after == curve.begin() || after == curve.end()) return after == curve.end() ? 1 : after->events;
    const analysis::ConcentrationPoint &a = *(after - 1), &b = *after;
    return b.people > a.people ? a.events + (b.events - a.events) * (people - a.people) / (b.people - a.people) : b.events;
}

std::string finding(const Indicator& indicator, const Indicator& deprivation, double marked, double index) {
    const model::LayerDefinition& layer = *indicator.definition;
    const double evenly = marked_share;
    const std::string much = std::abs(marked - evenly) < 0.005 ? ", as many as if deprivation made no difference"
                             : marked > evenly                 ? ""
                                                               : ", fewer than their share";
    return "The fifth of " + denominator_words(layer) + " in the most deprived " + base::lower_first(indicator.geography->title) + " (by " +
           base::lower_first(deprivation.definition->title) + ") has " + percent(marked) + " of " + need_words(layer) + much +
           ". Concentration index " + base::format_number(index, 2) + ".";
}

}  // namespace

ChartView concentration_chart(const model::Workspace& workspace, const Indicator& indicator, const Indicator& deprivation) {
    check(indicator, deprivation);
    const model::LayerDefinition& layer = *indicator.definition;
    const analysis::DeprivationRanking ranking = analysis::rank_by_deprivation({.numerator = indicator.numerator,
                                                                                .denominator = indicator.denominator,
                                                                                .deprivation = deprivation.value,
                                                                                .deprivation_direction = deprivation.definition->direction,
                                                                                .is_proportion = layer.kind == model::LayerKind::proportion,
                                                                                .per = layer.per});
    const analysis::Concentration concentration = analysis::concentration(ranking);
    if (!concentration.index) throw base::Error(layer.title + ": there are no " + need_words(layer) + " to be spread over the areas.");
    ChartView view;
    scene::Chart& chart = view.chart;
    const double marked = events_at(concentration.curve, marked_share);
    chart.title = "Concentration: " + layer.title;
    chart.subtitle = joined({"By " + base::lower_first(deprivation.definition->title), workspace.county, layer.period}, " · ");
    chart.lead = finding(indicator, deprivation, marked, *concentration.index);
    chart.x = scene::chart_axis(
        "% of " + denominator_words(layer) + ", most deprived " + base::lower_first(indicator.geography->title) + " first", 0, 100);
    chart.y = scene::chart_axis("% of " + need_words(layer), 0, 100);
    chart.lines.push_back(
        {"if deprivation made no difference", {{0, 0, geo::no_area, {}}, {100, 100, geo::no_area, {}}}, ChartInk::quiet, true, 0.25});
    scene::ChartLine curve;
    curve.label = base::capitalised(need_words(layer));
    for (const analysis::ConcentrationPoint& point : concentration.curve)
        curve.points.push_back({point.people * 100, point.events * 100, geo::no_area, {}});
    chart.lines.push_back(std::move(curve));
    chart.rules.push_back({true, marked_share * 100, {}});
    chart.notes.push_back({{marked_share * 100, marked * 100, geo::no_area, {}}, percent(marked), ChartInk::first});
    view.left_out = ranking.areas_left_out == 0 ? std::string()
                                                : count_of_areas(*indicator.geography, ranking.areas_left_out) + " without both figures " +
                                                      (ranking.areas_left_out == 1 ? "is" : "are") + " left out.";
    chart.source_lines = chart_source_lines(workspace, layer);
    chart.reading_lines = {
        "The vertical line: the most deprived fifth. Above the diagonal, need gathers among the deprived and the index is below zero.",
        view.left_out};
    std::erase(chart.reading_lines, std::string());
    return view;
}

ChartView concentration_chart(const model::Workspace& workspace, const Indicator& indicator, const std::string& by) {
    return concentration_chart(workspace, indicator, *analysis::evaluate_layer(workspace, by, indicator.geography->id));
}

}  // namespace needsmap::app
