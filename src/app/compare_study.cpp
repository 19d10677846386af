#include "app/compare_study.hpp"

#include <algorithm>
#include <numeric>

#include "analysis/access.hpp"
#include "analysis/access_result.hpp"
#include "analysis/equality.hpp"
#include "analysis/evaluate_layer.hpp"
#include "app/concentration_chart.hpp"
#include "app/demand_choice.hpp"
#include "app/journey_maps.hpp"
#include "app/operation_parts.hpp"
#include "app/travel.hpp"
#include "app/travel_words.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/area_files.hpp"

namespace needsmap::app {

namespace {

/// Minutes as the Department for Transport and the acceptance of this analysis have them; kilometres for straight lines without a speed.
const std::vector<double> beyond_minutes = {15, 30, 45}, beyond_metres = {2'000, 5'000, 10'000};
/// The layer of places in which people know each other's centres: rows of the table.
constexpr const char* locality_id = "locality";

std::shared_ptr<const model::Indicator> deprivation_for(const model::Workspace& workspace, const model::Demand& demand,
                                                        const Params& params) {
    const std::string wanted = params.text("by");
    if (wanted.empty() &&
        (workspace.find_layer(usual_deprivation) == nullptr ||
         !analysis::layer_availability(workspace, *workspace.find_layer(usual_deprivation), demand.geography->id).available))
        return nullptr;
    const auto layer = layer_from(workspace, wanted.empty() ? usual_deprivation : wanted);
    if (layer->kind == model::LayerKind::category)
        throw base::Error(layer->title + " shows kinds, which have no order.", "Name another layer with --by.", base::ErrorKind::usage);
    return analysis::evaluate_layer(workspace, layer->id, demand.geography->id);
}

std::vector<std::string> classes_for(const model::Workspace& workspace, const model::Demand& demand, base::Diagnostics& diagnostics) {
    if (!workspace.rural_urban || demand.geography != workspace.geographies.front()) return {};
    return io::read_rural_urban(workspace, diagnostics);
}

std::shared_ptr<const model::Geography> locality_for(const model::Workspace& workspace, const model::Demand& demand) {
    auto locality = workspace.find_geography(locality_id);
    return locality && demand.geography->parents_in(locality_id) != nullptr ? locality : nullptr;
}

/// Letters, digits and hyphens only.
std::string result_id(const std::string& a, const std::string& b, std::string_view mode) {
    std::string id = "compare-" + a + "-" + b + "-" + std::string(mode);
    std::ranges::replace(id, '_', '-');
    return id;
}

void check_somebody(const model::Demand& demand) {
    const double total =
        std::accumulate(demand.points.begin(), demand.points.end(), 0.0, [](double sum, const auto& point) { return sum + point.weight; });
    if (!(total > 0))
        throw base::Error(demand.title + " counts nobody anywhere, so there is nobody to compare plans for.",
                          "Name another layer with --demand.");
}

std::vector<geo::MapPoint> positions_of(const std::vector<model::Place>& places) {
    std::vector<geo::MapPoint> out;
    for (const model::Place& place : places) out.push_back(place.position);
    return out;
}

std::vector<std::string> names_of(const std::vector<model::Place>& places) {
    std::vector<std::string> out;
    for (const model::Place& place : places) out.push_back(place.name);
    return out;
}

std::shared_ptr<model::PlaceSet> some_of(const ScenarioPair& pair, const std::vector<std::size_t>& sites, const std::string& suffix,
                                         const std::string& word) {
    auto out = std::make_shared<model::PlaceSet>(*pair.set);
    out->id += suffix, out->title = word;
    out->places.clear();
    for (const std::size_t site : sites) out->places.push_back(pair.sites[site]);
    return out;
}

analysis::EqualityQuestion question_for(const model::Workspace& workspace, const ScenarioPair& pair, const ChosenDemand& people,
                                        const Travel& way, const TravelOptions& options, const Params& params,
                                        base::Diagnostics& diagnostics) {
    analysis::EqualityQuestion question;
    question.id = result_id(pair.a.scenario.id, pair.b.scenario.id, mode_id(options.mode));
    question.site_singular = pair.set->singular, question.site_plural = pair.set->title;
    question.sizes = analysis::PlanSizes{pair.a.sites.size(), pair.b.sites.size(), pair.opened().size(), pair.closed().size()};
    question.mode = options.mode, question.unit = way.costs.unit;
    question.options.beyond = costs_are_metres(options) ? beyond_metres : beyond_minutes;
    question.options.within = question.options.beyond.front();
    question.deprivation = deprivation_for(workspace, people.demand, params);
    question.classes = classes_for(workspace, people.demand, diagnostics);
    question.locality = locality_for(workspace, people.demand);
    question.suppress_below = people.layer->suppress_below;
    question.source = pair.set->source.empty() ? workspace.source : pair.set->source;
    question.licence = pair.set->licence.empty() ? workspace.licence : pair.set->licence;
    question.method_lines = way.method_lines;
    return question;
}

}  // namespace

model::TravelCosts costs_to(const model::TravelCosts& costs, const std::vector<std::size_t>& sites) {
    model::TravelCosts out;
    out.unit = costs.unit, out.demand_count = costs.demand_count, out.site_count = sites.size();
    out.costs.reserve(out.demand_count * out.site_count);
    for (std::size_t d = 0; d < costs.demand_count; ++d)
        for (const std::size_t site : sites) out.costs.push_back(costs.at(d, site));
    return out;
}

std::vector<Param> compare_study_params() {
    std::vector<Param> params = travel_params();
    for (Param& param : demand_params()) params.push_back(std::move(param));
    params.push_back({.name = "by",
                      .type = ParamType::layer,
                      .help = "layer that says how deprived an area is, for the fifths; default: deprivation, if there is one",
                      .value_name = "LAYER"});
    params.push_back(geography_param());
    return params;
}

CompareStudy compare_study(const model::Workspace& workspace, const Params& params, const std::string& command, base::JobContext& job) {
    CompareStudy study;
    study.pair = scenario_pair(workspace, params.text("scenario-a"), params.text("scenario-b"));
    const TravelOptions options = travel_options_from(params);
    job.progress(0.1, "looking for the people");
    const ChosenDemand people = demand_from(workspace, params, job);
    check_somebody(people.demand);
    const auto areas = demand_geography_from(workspace, people.demand, params);
    job.progress(0.2, "measuring journeys");
    const Travel way = travel(workspace, people.positions, positions_of(study.pair.sites), options, job);
    job.progress(0.7, "comparing");
    base::Diagnostics diagnostics = way.diagnostics;
    tell_unreachable(people.demand, names_of(study.pair.sites), way, diagnostics);
    analysis::EqualityQuestion question = question_for(workspace, study.pair, people, way, options, params, diagnostics);
    question.command = command;
    const auto measured = [&](const OpenPlan& plan) {
        return analysis::MeasuredPlan{plan.scenario.title,
                                      analysis::measure_access(people.demand, costs_to(way.costs, plan.sites), question.options, job)};
    };
    const analysis::MeasuredPlan a = measured(study.pair.a), b = measured(study.pair.b);
    auto table = std::make_shared<model::Result>(*analysis::equality_result(people.demand, &a, b, question));
    table->diagnostics.add_all(diagnostics);
    auto change = std::make_shared<model::Result>(*journey_changes(people.demand, a, b, question, areas));
    study.headline = analysis::equality_headline(analysis::equality_rows(people.demand, &a, b, question), people.demand, question);
    change->finding = study.headline;
    study.table = table, study.change = change;
    study.bands_a = journey_bands(people.demand, a, question, areas), study.bands_b = journey_bands(people.demand, b, question, areas);
    study.demand_title = people.demand.title, study.unit = people.demand.unit, study.mode_words = analysis::mode_words(options.mode);
    study.suppress_below = question.suppress_below;
    return study;
}

std::shared_ptr<const model::Workspace> with_plans(const model::Workspace& workspace, const ScenarioPair& pair) {
    auto out = std::make_shared<model::Workspace>(workspace);
    const std::string& title = pair.set->title;
    auto closed = some_of(pair, pair.closed(), "-closed", title + " closed"),
         opened = some_of(pair, pair.opened(), "-opened", title + " opened");
    closed->shape = model::MarkerShape::cross, closed->colour = "#1C2326";
    opened->shape = model::MarkerShape::star, opened->colour = "#00734F";
    // One credit for all of them is enough.
    if (!pair.kept().empty())
        for (const auto& set : {closed, opened}) set->source.clear(), set->licence.clear();
    for (const auto& set : {some_of(pair, pair.a.sites, "-a", "Open in A"), some_of(pair, pair.b.sites, "-b", "Open in B"),
                            some_of(pair, pair.kept(), "-kept", title + " kept"), closed, opened})
        if (!set->places.empty()) out->places.push_back(set);
    return out;
}

std::vector<std::string> places_of_a(const ScenarioPair& pair) { return {pair.set->id + "-a"}; }
std::vector<std::string> places_of_b(const ScenarioPair& pair) { return {pair.set->id + "-b"}; }
std::vector<std::string> places_of_change(const model::Workspace& workspace, const ScenarioPair& pair) {
    std::vector<std::string> ids;
    for (const char* suffix : {"-kept", "-closed", "-opened"})
        if (workspace.find_places(pair.set->id + suffix)) ids.push_back(pair.set->id + suffix);
    return ids;
}

}  // namespace needsmap::app
