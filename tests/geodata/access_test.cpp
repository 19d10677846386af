// Access in the embedded county: real layers, points, scenarios and classes through the whole chain, by straight line.
#include <doctest/doctest.h>

#include "analysis/access_result.hpp"
#include "analysis/demand.hpp"
#include "analysis/equality.hpp"
#include "analysis/evaluate_layer.hpp"
#include "io/area_files.hpp"
#include "io/population_points.hpp"
#include "io/workspace_reader.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

struct Chain {
    base::QuietJob job;
    std::shared_ptr<const model::Workspace> workspace =
        io::read_workspace(io::embedded_workspace(), {.use_cache = false, .drawing_levels = false}, job);
    model::PopulationPoints points = io::read_population_points(*workspace, job);
    std::shared_ptr<const model::Indicator> layer = evaluate_layer(*workspace, "children-0-4", "small-area");
    AccessOptions options{.within = 3000, .nth = 2, .beyond = {2000, 5000, 10000}, .capacity = {}};

    model::TravelCosts line(const model::Demand& demand, const std::vector<model::Place>& sites) const {
        model::TravelCosts out{
            .unit = model::CostUnit::metres, .demand_count = demand.points.size(), .site_count = sites.size(), .costs = {}};
        for (const auto& point : demand.points)
            for (const auto& site : sites) out.costs.push_back(geo::distance(point.position, site.position));
        return out;
    }
    MeasuredPlan plan(const model::Demand& demand, std::string_view id) {
        const auto scenario = workspace->find_scenario(id);
        const auto sites = model::open_places(*scenario, *workspace->find_places(scenario->places));
        return {scenario->title, measure_access(demand, line(demand, sites), options, job)};
    }
};

}  // namespace

TEST_CASE("45 centres are nearer to the county's children than 31, and 8 are farther, most of all in the country") {
    Chain chain;
    const model::Demand demand = point_demand(*chain.layer, chain.points);
    base::Diagnostics found;
    EqualityQuestion question{.id = "compare",
                              .site_singular = "Children's Centre",
                              .mode = model::TravelMode::line,
                              .unit = model::CostUnit::metres,
                              .options = chain.options,
                              .deprivation = evaluate_layer(*chain.workspace, "deprivation", "small-area"),
                              .classes = io::read_rural_urban(*chain.workspace, found),
                              .locality = chain.workspace->find_geography("locality"),
                              .suppress_below = 5,
                              .source = {},
                              .licence = {},
                              .method_lines = {},
                              .command = {}};
    const MeasuredPlan early = chain.plan(demand, "centres-2009"), full = chain.plan(demand, "centres-2010"),
                       urban = chain.plan(demand, "urban-8");
    const auto growth = equality_rows(demand, &early, full, question);
    const auto cuts = equality_rows(demand, &full, urban, question);
    CHECK(growth.front().lose == 0);  // nothing closes, so nobody can lose
    CHECK(growth.front().gain > 0);
    CHECK(growth.front().after.mean.number < growth.front().before.mean.number);
    CHECK(cuts.front().gain == 0);  // nothing opens
    CHECK(cuts.front().lose > 10000);
    double rural = 0, urban_loss = 0;
    for (const EqualityRow& row : cuts) {
        const double change = row.after.mean.has_number() ? row.after.mean.number - row.before.mean.number : 0;
        if (row.group == "Village and countryside") rural = change;
        if (row.group == "Urban") urban_loss = change;
    }
    CHECK(rural > urban_loss);
    const auto result = equality_result(demand, &full, urban, question);
    MESSAGE(equality_result(demand, &early, full, question)->finding);
    MESSAGE(result->finding);
    CHECK(result->table.row_count() == cuts.size());
}

TEST_CASE("each area's point is one of its population points, and all children of all areas with a number are there") {
    Chain chain;
    for (const model::Demand& demand : {area_demand(*chain.layer, chain.points), point_demand(*chain.layer, chain.points)}) {
        double children = 0, known = 0;
        for (const auto& point : demand.points) children += point.weight;
        for (const auto& cell : chain.layer->value) known += cell.has_number() ? cell.number : 0;
        CHECK(children == doctest::Approx(known));
        for (const auto& point : demand.points) {
            const bool lived_in = std::ranges::any_of(chain.points.points,
                                                      [&](const auto& p) { return p.position == point.position && p.area == point.area; });
            CHECK(lived_in);
        }
    }
}

TEST_CASE("the homes planned add the children that homes have today") {
    Chain chain;
    const auto homes = io::read_planned_homes(*chain.workspace);
    const Growth growth{homes.planned, persons_per_home(*chain.layer, homes.homes_today), homes.title};
    // 36,400 children aged 0 to 4 in 256,000 homes; areas without a number are in neither sum.
    CHECK(growth.per_home == doctest::Approx(36400.0 / 256000.0).epsilon(0.01));
    double children = 0;
    for (const auto& point : area_demand(*chain.layer, chain.points, growth).points) children += point.weight;
    CHECK(children == doctest::Approx(36400 + 55000 * growth.per_home).epsilon(0.01));
}

TEST_CASE("the access result of the county says something about every ward") {
    Chain chain;
    const model::Demand demand = point_demand(*chain.layer, chain.points);
    const auto centres = chain.workspace->find_places("childrens-centres");
    AccessQuestion question;
    question.id = "access-childrens-centres-line", question.site_singular = centres->singular, question.site_plural = centres->title;
    for (const auto& place : centres->places) question.site_names.push_back(place.name);
    question.mode = model::TravelMode::line, question.geography = chain.workspace->find_geography("ward"), question.options = chain.options;
    question.options.capacity.assign(45, 60);
    const auto result = access_result(demand, chain.line(demand, centres->places), question, chain.job);
    MESSAGE(result->finding);
    CHECK(result->indicator->ranked_count == 136);
    CHECK(result->table.find("km") != nullptr);
    CHECK(result->table.find("beyond_5") != nullptr);
}
