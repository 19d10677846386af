#include "app/plan_saving.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <utility>

#include "app/demand_choice.hpp"
#include "app/operation.hpp"
#include "app/operation_parts.hpp"
#include "app/siting_words.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

/// How many a place takes, where the set says it: it takes as many where it is moved to.
std::optional<double> capacity_of(const model::PlaceSet& set, const model::Place& place) {
    const auto detail = std::ranges::find(set.details, "capacity", &model::PlaceDetail::column);
    if (detail == set.details.end()) return std::nullopt;
    const std::string& text = place.details[static_cast<std::size_t>(detail - set.details.begin())];
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && value >= 0 ? std::optional(value) : std::nullopt;
}

/// Named so that it is told from where it was: "closes The Willows, opens The Willows, moved".
std::string moved_name(const PlanSite& site, const model::Place& place) {
    return site.name == place.name ? site.name + ", moved" : site.name;
}

std::string description_of(const DraftPlan& plan) {
    const std::string changes = changes_of_sites(plan);
    const std::string from = plan.scenario.empty() ? "all places" : "the scenario " + plan.scenario;
    return "Tried out in the window, from " + from + (changes.empty() ? "." : ": " + changes + ".") +
           (plan.proof.empty() ? "" : " " + plan.proof);
}

}  // namespace

std::string scenario_id_of(std::string_view title) {
    std::string id;
    for (const char c : base::fold(title)) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0)
            id += c;
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    if (!id.empty() && id.back() == '-') id.pop_back();
    if (id.empty())
        throw base::Error("“" + std::string(title) + "” has no letter and no digit to make an id from.", "Call it “Best 8”, for example.",
                          base::ErrorKind::usage);
    return id;
}

model::Scenario plan_scenario(const DraftPlan& plan, const model::PlaceSet& set, std::string id, std::string title) {
    model::Scenario out;
    out.id = std::move(id), out.title = std::move(title), out.description = description_of(plan);
    out.places = set.id, out.rule = model::Scenario::Rule::open;
    for (const PlanSite& site : plan.sites) {
        if (!site.open) continue;
        const auto place = std::ranges::find(set.places, site.id, &model::Place::id);
        if (site.added || place == set.places.end())
            out.added.push_back({site.id, site.name, site.position, site.capacity});
        else if (place->position == site.position)
            out.ids.push_back(site.id);
        else
            out.added.push_back(
                {site.id, moved_name(site, *place), site.position, site.capacity ? site.capacity : capacity_of(set, *place)});
    }
    return out;
}

std::shared_ptr<const model::Workspace> with_scenario(const model::Workspace& workspace, model::Scenario scenario) {
    auto out = std::make_shared<model::Workspace>(workspace);
    const auto at =
        std::ranges::lower_bound(out->scenarios, scenario.id, {}, [](const auto& each) -> const std::string& { return each->id; });
    auto kept = std::make_shared<const model::Scenario>(std::move(scenario));
    if (at != out->scenarios.end() && (*at)->id == kept->id)
        *at = std::move(kept);
    else
        out->scenarios.insert(at, std::move(kept));
    return out;
}

DraftPlan continued_from(const DraftPlan& plan, const model::Workspace& workspace, const std::string& scenario) {
    DraftPlan out = starting_plan(workspace, scenario);
    out.demand = plan.demand, out.mode = plan.mode, out.within = plan.within;
    out.proof = plan.proof;  // the open sites are the same
    return out;
}

bool is_as_begun(const DraftPlan& plan) { return changes_of_sites(plan).empty(); }

std::string access_command(const DraftPlan& plan, const model::Workspace& workspace, const std::string& geography) {
    if (!is_as_begun(plan)) return {};
    Params params;
    params.add("places", plan.places);
    if (!plan.scenario.empty()) params.add("scenario", plan.scenario);
    if (plan.demand != usual_demand) params.add("demand", plan.demand);
    params.add("mode", std::string(mode_id(plan.mode)));
    params.add("geography", geography);
    params.add("within", base::format_exact(plan.within));
    return command_line("access", find_operation("access")->params, params, workspace);
}

}  // namespace needsmap::app
