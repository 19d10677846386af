#include "app/scenario_pair.hpp"

#include <algorithm>

#include "app/scenario_choice.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

[[noreturn]] void refuse(const std::string& what, const std::string& hint) { throw base::Error(what, hint, base::ErrorKind::usage); }

/// nullptr for `today`, which needs the other scenario to say which places.
std::shared_ptr<const model::Scenario> named(const model::Workspace& workspace, const std::string& id) {
    if (auto scenario = find_scenario(workspace, id)) return scenario;
    if (id == today_id) return nullptr;
    std::vector<std::string> ids = {today_id};
    for (const auto& scenario : workspace.scenarios) ids.push_back(scenario->id);
    if (ids.size() == 1) refuse("There is no scenario “" + id + "”; this workspace has none.", "Put one into its folder scenarios.");
    const std::string near = base::closest(id, ids);
    refuse("There is no scenario “" + id + "”.", near.empty() ? "There are " + base::join_and(ids) + "." : "Did you mean " + near + "?");
}

model::Scenario all_places(const model::PlaceSet& set) {
    model::Scenario scenario;
    scenario.id = today_id, scenario.title = "all " + std::to_string(set.places.size()) + " " + set.title, scenario.places = set.id;
    return scenario;
}

bool is_same_site(const model::Place& a, const model::Place& b) { return a.id == b.id && a.position == b.position; }

OpenPlan open_plan(model::Scenario scenario, const model::PlaceSet& set, std::vector<model::Place>& sites) {
    OpenPlan plan;
    for (const model::Place& place : model::open_places(scenario, set)) {
        const auto at = std::ranges::find_if(sites, [&](const model::Place& site) { return is_same_site(site, place); });
        plan.sites.push_back(static_cast<std::size_t>(at - sites.begin()));
        if (at == sites.end()) sites.push_back(place);
    }
    std::ranges::sort(plan.sites);
    plan.scenario = std::move(scenario);
    return plan;
}

std::vector<std::size_t> only_in(const OpenPlan& one, const OpenPlan& other) {
    std::vector<std::size_t> out;
    std::ranges::set_difference(one.sites, other.sites, std::back_inserter(out));
    return out;
}

}  // namespace

std::vector<std::size_t> ScenarioPair::opened() const { return only_in(b, a); }
std::vector<std::size_t> ScenarioPair::closed() const { return only_in(a, b); }
std::vector<std::size_t> ScenarioPair::kept() const {
    std::vector<std::size_t> out;
    std::ranges::set_intersection(a.sites, b.sites, std::back_inserter(out));
    return out;
}

std::vector<Param> scenario_pair_params() {
    const auto scenario = [](const char* name, const char* help, const char* value_name) {
        Param param;
        param.name = name, param.type = ParamType::input_file, param.help = help, param.positional = true, param.required = true,
        param.value_name = value_name;
        return param;
    };
    return {scenario("scenario-a", "id or file of the scenario before, or today for all places", "SCENARIO_A"),
            scenario("scenario-b", "id or file of the scenario after, or today for all places", "SCENARIO_B")};
}

ScenarioPair scenario_pair(const model::Workspace& workspace, const std::string& a, const std::string& b) {
    const auto first = named(workspace, a), second = named(workspace, b);
    if (a == b) refuse("The scenario “" + a + "” cannot be compared with itself.", "Name two different scenarios.");
    const std::string places = first ? first->places : second->places;
    if (first && second && first->places != second->places)
        refuse("“" + a + "” is about the places “" + first->places + "” and “" + b + "” about “" + second->places + "”.",
               "Compare two scenarios of the same places.");
    ScenarioPair pair;
    pair.set = workspace.find_places(places);
    if (!pair.set)
        throw base::Error("The scenario “" + (first ? a : b) + "” is about the places “" + places +
                          "”, which this workspace does not have.");
    pair.a = open_plan(first ? *first : all_places(*pair.set), *pair.set, pair.sites);
    pair.b = open_plan(second ? *second : all_places(*pair.set), *pair.set, pair.sites);
    if (pair.sites.empty()) throw base::Error("Neither “" + a + "” nor “" + b + "” opens any site.");
    return pair;
}

}  // namespace needsmap::app
