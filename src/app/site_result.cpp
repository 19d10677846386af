#include "app/site_result.hpp"

#include <algorithm>

#include "analysis/small_counts.hpp"
#include "app/site_map.hpp"
#include "app/site_words.hpp"

namespace needsmap::app {

using analysis::SiteAction;
using analysis::SitingPlan;

namespace {

constexpr int cost_decimals = 3, people_decimals = 2, position_decimals = 1;

struct SymbolOf {
    SiteAction action;
    const char* id;
    const char* title;
    model::MarkerShape shape;
    const char* colour;
};
// New ones catch the eye, closed ones step back; shape alone tells them apart on a photocopy. Later ones are drawn on top.
constexpr SymbolOf symbols[] = {
    {SiteAction::closed, "plan-closed", "Closed", model::MarkerShape::cross, "#5B6266"},
    {SiteAction::kept, "plan-kept", "Kept", model::MarkerShape::circle, "#0B5CAD"},
    {SiteAction::opened, "plan-opened", "New", model::MarkerShape::star, "#B0127B"},
};

/// Opened, kept, closed; within them in the order of the sites. Candidates that were not chosen have no row.
std::vector<std::size_t> rows_of(const SitingPlan& plan) {
    std::vector<std::size_t> rows;
    for (const SiteAction action : {SiteAction::opened, SiteAction::kept, SiteAction::closed})
        for (std::size_t j = 0; j < plan.outcomes.size(); ++j)
            if (plan.outcomes[j].action == action) rows.push_back(j);
    return rows;
}

std::vector<std::optional<double>> worst_by_site(const SiteQuestion& question, const SitingPlan& plan) {
    std::vector<std::optional<double>> worst(question.sites.size());
    for (std::size_t i = 0; i < plan.assigned.size(); ++i)
        if (plan.assigned[i] != analysis::no_site && question.problem.weights[i] > 0)
            worst[plan.assigned[i]] = std::max(worst[plan.assigned[i]].value_or(0), plan.assigned_cost[i]);
    return worst;
}

/// Columns by row of the table; the last row may be about those whom no site serves.
struct Rows {
    std::vector<std::string> site, action, name, kind;
    std::vector<std::optional<double>> people, mean_minutes, mean_km, worst_minutes, worst_km, easting, northing, points, capacity;

    void add_site(const SiteQuestion& question, const SitingSite& each, const analysis::SiteOutcome& outcome, std::optional<double> worst) {
        site.push_back(each.id), action.emplace_back(analysis::to_string(outcome.action));
        name.push_back(each.name), kind.push_back(each.kind);
        people.emplace_back(outcome.weight), points.emplace_back(static_cast<double>(outcome.demand_points));
        add_cost(question, outcome.mean_cost, mean_minutes, mean_km);
        add_cost(question, worst, worst_minutes, worst_km);
        easting.emplace_back(each.position.x), northing.emplace_back(each.position.y);
        capacity.push_back(each.capacity);
    }
    void add_unserved(double weight, std::size_t count) {
        site.emplace_back(), action.emplace_back("unreachable"), name.emplace_back("No site in reach"), kind.emplace_back();
        people.emplace_back(weight), points.emplace_back(static_cast<double>(count));
        for (auto* column : {&mean_minutes, &mean_km, &worst_minutes, &worst_km, &easting, &northing, &capacity}) column->emplace_back();
    }
    static void add_cost(const SiteQuestion& question, std::optional<double> cost, std::vector<std::optional<double>>& minutes,
                         std::vector<std::optional<double>>& km) {
        minutes.push_back(question.in_km() ? std::nullopt : cost);
        km.push_back(question.in_km() && cost ? std::optional(question.read(*cost)) : std::nullopt);
    }
};

/// Empties what a site has below the threshold of the demand's layer, and what would tell it beside all people.
void withhold_small(const SiteQuestion& question, double everybody, std::vector<std::optional<double>>& people) {
    if (question.demand.demand.unit.empty()) return;
    std::vector<analysis::NestedCounts> counts = {{"all", {{everybody}}, {}}};
    for (const std::optional<double>& each : people) counts.push_back({"sites", {{each.value_or(0)}}, {}});
    const analysis::ToldCounts told = analysis::told_counts(counts, {1}, question.demand.layer->suppress_below);
    for (std::size_t row = 0; row < people.size(); ++row)
        if (!told[row + 1].front()) people[row] = std::nullopt;
}

model::ResultTable site_table(const SiteQuestion& question, const SitingPlan& plan) {
    Rows rows;
    const auto worst = worst_by_site(question, plan);
    for (const std::size_t j : rows_of(plan)) rows.add_site(question, question.sites[j], plan.outcomes[j], worst[j]);
    std::size_t unserved = 0;
    for (std::size_t i = 0; i < plan.assigned.size(); ++i)
        unserved += plan.assigned[i] == analysis::no_site && question.problem.weights[i] > 0 ? 1 : 0;
    if (unserved > 0) rows.add_unserved(plan.weight_total - plan.weight_served, unserved);
    withhold_small(question, plan.weight_total, rows.people);
    const std::string people = question.people();
    model::ResultTable table;
    table.columns = {
        model::text_column("site", "Id of the site", std::move(rows.site)),
        model::text_column("action",
                           "opened: new; kept: exists and stays; closed: exists and closes; unreachable: no site serves these " + people,
                           std::move(rows.action)),
        model::number_column("assigned_children", "Demand that goes there (" + people + ")", people_decimals, std::move(rows.people)),
        model::number_column("mean_minutes", "Mean journey of those; empty where journeys are in km", cost_decimals,
                             std::move(rows.mean_minutes)),
        model::number_column("mean_km", "The same in km; empty where journeys are in minutes", cost_decimals, std::move(rows.mean_km)),
        model::number_column("worst_minutes", "Longest journey of those", cost_decimals, std::move(rows.worst_minutes)),
        model::number_column("worst_km", "Longest journey of those", cost_decimals, std::move(rows.worst_km)),
        model::text_column("name", "Name of the site", std::move(rows.name)),
        model::text_column("kind", "Set of places or kind of area that the site comes from", std::move(rows.kind)),
        model::number_column("easting", "British National Grid, m", position_decimals, std::move(rows.easting)),
        model::number_column("northing", "British National Grid, m", position_decimals, std::move(rows.northing)),
        model::integer_column("demand_points", "Demand points that go there", std::move(rows.points)),
        model::number_column("capacity", "Places that the site has", people_decimals, std::move(rows.capacity))};
    return table;
}

}  // namespace

model::ResultTable served_areas_table(const SiteQuestion& question, const SitingPlan& plan) {
    const auto& geography = question.demand.demand.geography;
    const std::vector<ServedArea> areas = served_areas(question, plan);
    std::vector<std::string> site, name;
    std::vector<std::optional<double>> people, minutes, km;
    model::ResultTable table;
    table.geography = geography;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        table.area.push_back(static_cast<model::AreaIndex>(a));
        const bool has_site = areas[a].site != analysis::no_site;
        site.push_back(has_site ? question.sites[areas[a].site].id : ""),
            name.push_back(has_site ? question.sites[areas[a].site].name : "");
        people.push_back(areas[a].people > 0 ? std::optional(areas[a].people) : std::nullopt);
        const auto mean = areas[a].served > 0 ? std::optional(areas[a].travel / areas[a].served) : std::nullopt;
        Rows::add_cost(question, mean, minutes, km);
    }
    table.columns = {
        model::text_column("code", "Code of the area", geography->codes),
        model::text_column("name", "Name of the area", geography->names),
        model::text_column("site", "Id of the site that serves it", std::move(site)),
        model::text_column("site_name", "Name of that site", std::move(name)),
        model::number_column("children", "Demand in the area (" + question.people() + ")", people_decimals, std::move(people)),
        model::number_column("mean_minutes", "Mean journey; empty where journeys are in km", cost_decimals, std::move(minutes)),
        model::number_column("mean_km", "The same in km; empty where journeys are in minutes", cost_decimals, std::move(km))};
    return table;
}

std::shared_ptr<model::Result> site_result(const model::Workspace& workspace, const SiteQuestion& question, const SitingPlan& plan,
                                           const std::string& geography, std::string command) {
    const auto shown = geography.empty() ? question.demand.demand.geography : workspace.find_geography(geography);
    const std::vector<ServedArea> areas = served_areas(question, plan);
    auto result = std::make_shared<model::Result>();
    result->id = "site-" + question.places->id;
    result->title = "Sites for " + question.people() + ": " + question.places->title;
    result->indicator = journey_map(question, areas, shown, plan.sites.size(), result->id);
    result->table = site_table(question, plan);
    result->finding = plan_finding(question, plan);
    result->method_lines = {bound_sentence(question, plan) + " " + proof_sentence(question, plan) + " Method: " + plan.route};
    result->method_lines.insert(result->method_lines.end(), question.method_lines.begin(), question.method_lines.end());
    if (const std::string unserved = unserved_sentence(question, plan); !unserved.empty()) result->method_lines.push_back(unserved);
    result->outlines = catchments(question, areas);
    result->outlines_title = "Areas served by one site";
    result->diagnostics = question.diagnostics;
    result->diagnostics.add_all(reach_gathered(question, plan.diagnostics));
    result->command = std::move(command);
    return result;
}

std::shared_ptr<const model::Workspace> with_plan_places(const model::Workspace& workspace, const SiteQuestion& question,
                                                         const SitingPlan& plan, std::vector<std::string>& ids) {
    auto out = std::make_shared<model::Workspace>(workspace);
    for (const SymbolOf& symbol : symbols) {
        auto set = std::make_shared<model::PlaceSet>();
        set->id = symbol.id, set->shape = symbol.shape, set->colour = symbol.colour;
        set->title = std::string(symbol.title) + " " + question.places->title, set->singular = question.places->singular;
        set->source = question.places->source, set->licence = question.places->licence;
        for (std::size_t j = 0; j < plan.outcomes.size(); ++j)
            if (plan.outcomes[j].action == symbol.action)
                set->places.push_back({question.sites[j].id, question.sites[j].name, question.sites[j].position, {}});
        if (set->places.empty()) continue;
        ids.push_back(set->id);
        out->places.push_back(std::move(set));
    }
    return out;
}

}  // namespace needsmap::app
