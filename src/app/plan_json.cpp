#include "app/plan_json.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "app/travel.hpp"
#include "base/error.hpp"

namespace needsmap::app {

namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void drop(const std::string& because) {
    throw base::Error("The plan that was tried out is not restored, because " + because + ".");
}
[[noreturn]] void drop_damaged() { drop("its part of the saved session is damaged"); }

Json to_json(const PlanSite& site) {
    Json out = {{"id", site.id},     {"name", site.name},  {"east", site.position.x}, {"north", site.position.y},
                {"open", site.open}, {"added", site.added}};
    if (site.capacity) out["capacity"] = *site.capacity;
    return out;
}

Json to_json(const std::vector<PlanSite>& sites) {
    Json out = Json::array();
    for (const PlanSite& site : sites) out.push_back(to_json(site));
    return out;
}

PlanSite site_from(const Json& json) {
    PlanSite site;
    site.id = json.at("id").get<std::string>(), site.name = json.at("name").get<std::string>();
    site.position = {json.at("east").get<double>(), json.at("north").get<double>()};
    site.open = json.at("open").get<bool>(), site.added = json.at("added").get<bool>();
    if (json.contains("capacity")) site.capacity = json.at("capacity").get<double>();
    const bool is_number = std::isfinite(site.position.x) && std::isfinite(site.position.y) && (!site.capacity || *site.capacity >= 0);
    if (site.id.empty() || !is_number) drop_damaged();
    return site;
}

std::vector<PlanSite> sites_from(const Json& json) {
    std::vector<PlanSite> out;
    std::set<std::string> taken;
    for (const Json& each : json) {
        out.push_back(site_from(each));
        if (!taken.insert(out.back().id).second) drop_damaged();
    }
    return out;
}

/// As it was written, whether or not it still fits.
DraftPlan written_plan(const Json& json) {
    try {
        DraftPlan plan;
        plan.places = json.at("places").get<std::string>(), plan.scenario = json.at("scenario").get<std::string>();
        plan.demand = json.at("demand").get<std::string>();
        const auto mode = travel_mode_from(json.at("mode").get<std::string>());
        if (!mode) drop_damaged();
        plan.mode = *mode, plan.within = json.at("within").get<double>(), plan.proof = json.at("proof").get<std::string>();
        plan.start = sites_from(json.at("start")), plan.sites = sites_from(json.at("sites"));
        if (!std::isfinite(plan.within) || !(plan.within > 0)) drop_damaged();
        return plan;
    } catch (const Json::exception&) {
        drop_damaged();
    }
}

/// `sites` are those of `start`, changed, and added ones behind.
bool fits(const std::vector<PlanSite>& start, const std::vector<PlanSite>& sites) {
    if (sites.size() < start.size()) return false;
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const bool fits = i < start.size() ? sites[i].id == start[i].id && sites[i].added == start[i].added : sites[i].added;
        if (!fits) return false;
    }
    return true;
}

void check_demand(const DraftPlan& plan, const model::Workspace& workspace) {
    const auto offered = demand_layers(workspace);
    if (std::ranges::any_of(offered, [&](const auto& layer) { return layer->id == plan.demand; })) return;
    drop("the workspace no longer has the layer “" + plan.demand + "”, or it no longer says how many people there are in small areas");
}

/// What the plan began with must be in the workspace, and as it was.
void check_start(const DraftPlan& plan, const model::Workspace& workspace) {
    const auto set = workspace.find_places(plan.places);
    if (!set) drop("the workspace no longer has the places “" + plan.places + "”");
    DraftPlan now;
    try {
        now = starting_plan(workspace, plan.scenario.empty() ? plan.places : plan.scenario);
    } catch (const base::Error&) {
        if (!plan.scenario.empty()) drop("the scenario “" + plan.scenario + "” is not there any more or can no longer be used");
    }
    if (now.places != plan.places || now.start != plan.start)
        drop(plan.scenario.empty() ? "the " + set->title + " of the workspace have changed since"
                                   : "the scenario “" + plan.scenario + "” has changed since");
}

}  // namespace

Json plan_to_json(const DraftPlan& plan) {
    return {{"places", plan.places}, {"scenario", plan.scenario},    {"demand", plan.demand},        {"mode", mode_id(plan.mode)},
            {"within", plan.within}, {"start", to_json(plan.start)}, {"sites", to_json(plan.sites)}, {"proof", plan.proof}};
}

DraftPlan plan_from_json(const Json& json, const model::Workspace& workspace) {
    DraftPlan plan = written_plan(json);
    if (!fits(plan.start, plan.sites)) drop_damaged();
    check_demand(plan, workspace);
    check_start(plan, workspace);
    return plan;
}

}  // namespace needsmap::app
