#include "app/draft_plan.hpp"

#include <algorithm>
#include <utility>

#include "analysis/evaluate_layer.hpp"
#include "app/demand_choice.hpp"
#include "app/scenario_choice.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

std::vector<PlanSite> sites_of(const model::PlaceSet& set, const model::Scenario* scenario) {
    std::vector<PlanSite> sites;
    for (const model::Place& place : set.places) sites.push_back({place.id, place.name, place.position, scenario == nullptr, false});
    if (scenario == nullptr) return sites;
    for (const model::Place& open : model::open_places(*scenario, set)) {
        const auto known = std::ranges::find(sites, open.id, &PlanSite::id);
        if (known == sites.end())
            sites.push_back({open.id, open.name, open.position, true, true});
        else
            known->open = true, known->name = open.name, known->position = open.position;
    }
    for (const model::AddedSite& added : scenario->added) std::ranges::find(sites, added.id, &PlanSite::id)->capacity = added.capacity;
    return sites;
}

/// What the commands take too; else counts come first: a plan is about people.
std::string first_demand(const model::Workspace& workspace) {
    const auto layers = demand_layers(workspace);
    if (std::ranges::any_of(layers, [](const auto& layer) { return layer->id == usual_demand; })) return usual_demand;
    for (const auto kind : {model::LayerKind::count, model::LayerKind::proportion})
        for (const auto& layer : layers)
            if (layer->kind == kind) return layer->id;
    if (layers.empty())
        throw base::Error("No layer of this workspace says where people are.", "Add a layer that counts children by small area.");
    return layers.front()->id;
}

PlanSite& site_of(DraftPlan& plan, std::string_view id) {
    const auto found = std::ranges::find(plan.sites, id, &PlanSite::id);
    if (found != plan.sites.end()) return *found;
    std::vector<std::string> known;
    for (const PlanSite& site : plan.sites) known.push_back(site.id);
    const std::string near = base::closest(id, known);
    throw base::Error("The plan has no site “" + std::string(id) + "”.", near.empty() ? "" : "Did you mean " + near + "?");
}

std::string new_name(const DraftPlan& plan, const model::Workspace& workspace, geo::MapPoint position) {
    const model::Settlement* nearest = nullptr;
    for (const model::Settlement& each : workspace.settlements)
        if (nearest == nullptr || geo::distance(each.position, position) < geo::distance(nearest->position, position)) nearest = &each;
    const std::string name = nearest == nullptr ? "New site" : "New site near " + nearest->name;
    const auto is_taken = [&](const std::string& text) { return std::ranges::find(plan.sites, text, &PlanSite::name) != plan.sites.end(); };
    if (!is_taken(name)) return name;
    for (int number = 2;; ++number)
        if (std::string numbered = name + " " + std::to_string(number); !is_taken(numbered)) return numbered;
}

}  // namespace

const PlanSite* DraftPlan::find(std::string_view id) const {
    const auto found = std::ranges::find(sites, id, &PlanSite::id);
    return found == sites.end() ? nullptr : &*found;
}

std::size_t DraftPlan::open_count() const { return static_cast<std::size_t>(std::ranges::count_if(sites, &PlanSite::open)); }

DraftPlan starting_plan(const model::Workspace& workspace, const std::string& id) {
    const auto scenario = workspace.find_places(id) ? nullptr : find_scenario(workspace, id);
    const auto set = workspace.find_places(scenario ? scenario->places : id);
    if (!set && scenario)
        throw base::Error("The scenario “" + scenario->title + "” is about the places “" + scenario->places +
                          "”, which this workspace does not have.");
    if (!set) {
        std::vector<std::string> known;
        for (const auto& each : workspace.places) known.push_back(each->id);
        for (const auto& each : workspace.scenarios) known.push_back(each->id);
        const std::string near = base::closest(id, known);
        throw base::Error("There is no set of places and no scenario “" + id + "”.", near.empty() ? "" : "Did you mean " + near + "?");
    }
    if (set->places.empty()) throw base::Error("There are no " + base::lower_first(set->title) + " to plan with.");
    DraftPlan plan;
    plan.places = set->id;
    if (scenario) plan.scenario = id;
    plan.demand = first_demand(workspace);
    plan.within = usual_limit(plan.mode);
    plan.start = plan.sites = sites_of(*set, scenario.get());
    return plan;
}

std::vector<std::shared_ptr<const model::LayerDefinition>> demand_layers(const model::Workspace& workspace) {
    std::vector<std::shared_ptr<const model::LayerDefinition>> out;
    if (workspace.geographies.empty()) return out;
    const std::string& finest = workspace.geographies.front()->id;
    for (const auto& layer : workspace.layers) {
        const bool is_amount = layer->kind != model::LayerKind::category && layer->kind != model::LayerKind::rank;
        if (is_amount && analysis::layer_availability(workspace, *layer, finest).available) out.push_back(layer);
    }
    return out;
}

double usual_limit(model::TravelMode mode) {
    switch (mode) {
        case model::TravelMode::line: return 5;
        case model::TravelMode::walk:
        case model::TravelMode::drive: return 15;
        case model::TravelMode::bus: return 30;
    }
    return 15;
}

std::optional<model::TravelMode> travel_mode_from(std::string_view word) {
    for (const auto mode : {model::TravelMode::line, model::TravelMode::walk, model::TravelMode::drive, model::TravelMode::bus})
        if (mode_id(mode) == word) return mode;
    return std::nullopt;
}

DraftPlan with_site_open(DraftPlan plan, std::string_view id, bool open) {
    PlanSite& site = site_of(plan, id);
    if (std::exchange(site.open, open) != open) plan.proof.clear();
    return plan;
}

DraftPlan with_site_at(DraftPlan plan, std::string_view id, geo::MapPoint position) {
    PlanSite& site = site_of(plan, id);
    if (std::exchange(site.position, position) != position) plan.proof.clear();
    return plan;
}

DraftPlan with_new_site(DraftPlan plan, const model::Workspace& workspace, geo::MapPoint position) {
    int number = 1;
    while (plan.find("new-" + std::to_string(number)) != nullptr) ++number;
    plan.sites.push_back({"new-" + std::to_string(number), new_name(plan, workspace, position), position, true, true});
    plan.proof.clear();
    return plan;
}

DraftPlan without_site(DraftPlan plan, std::string_view id) {
    if (std::ranges::find(plan.start, id, &PlanSite::id) != plan.start.end()) return with_site_open(std::move(plan), id, false);
    static_cast<void>(site_of(plan, id));
    std::erase_if(plan.sites, [&](const PlanSite& site) { return site.id == id; });
    plan.proof.clear();
    return plan;
}

}  // namespace needsmap::app
