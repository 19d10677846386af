#include "model/scenario.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace needsmap::model;
using needsmap::base::Error;

namespace {

/// Three centres that opened in 2003, 2008 and 2009; the last one's year is not written as a number.
PlaceSet centres() {
    PlaceSet set;
    set.id = "centres", set.title = "Centres", set.singular = "centre";
    set.details = {{"capacity", "", ""}, {"opened", "", ""}};
    set.places = {{"A", "Alpha", {1, 1}, {"50", "2003"}}, {"B", "Beta", {2, 2}, {"60", "2008"}}, {"C", "Gamma", {3, 3}, {"70", "2009?"}}};
    return set;
}

std::string open_ids(const Scenario& scenario) {
    std::string ids;
    for (const Place& place : open_places(scenario, centres())) ids += place.id;
    return ids;
}

Scenario plan(Scenario::Rule rule, std::vector<std::string> ids = {}, ScenarioCondition condition = {}) {
    return {.id = "plan",
            .title = "Plan",
            .description = {},
            .places = "centres",
            .rule = rule,
            .ids = std::move(ids),
            .condition = std::move(condition),
            .added = {}};
}

}  // namespace

TEST_CASE("a scenario opens all places, some, all but some, or those of a kind") {
    using Rule = Scenario::Rule;
    CHECK(open_ids(plan(Rule::all)) == "ABC");
    CHECK(open_ids(plan(Rule::open, {"C", "A"})) == "AC");  // in the order of the set
    CHECK(open_ids(plan(Rule::closed, {"A"})) == "BC");
    CHECK(open_ids(plan(Rule::where, {}, {.column = "opened", .at_least = {}, .at_most = 2008, .equals = {}})) == "AB");
    CHECK(open_ids(plan(Rule::where, {}, {.column = "opened", .at_least = 2004, .at_most = 2010, .equals = {}})) == "B");
    CHECK(open_ids(plan(Rule::where, {}, {.column = "opened", .at_least = {}, .at_most = {}, .equals = "2009?"})) == "C");
    CHECK(open_ids(plan(Rule::open)).empty());
}

TEST_CASE("added sites come after the places, their capacity in its detail") {
    Scenario scenario = plan(Scenario::Rule::open, {"B"});
    scenario.added = {{"new-1", "Burford", {9, 9}, 40.0}, {"new-2", "Bampton", {8, 8}, std::nullopt}};
    const auto open = open_places(scenario, centres());
    REQUIRE(open.size() == 3);
    CHECK(open[1].name == "Burford");
    CHECK(open[1].details == std::vector<std::string>{"40", ""});
    CHECK(open[2].details == std::vector<std::string>{"", ""});
    scenario.added[1].id = "B";
    CHECK_THROWS_AS((void)open_places(scenario, centres()), Error);
}

TEST_CASE("unknown ids, columns and sets are refused") {
    CHECK_THROWS_WITH_AS((void)open_ids(plan(Scenario::Rule::closed, {"D"})), "There is no centre with the id \"D\".", Error);
    CHECK_THROWS_AS((void)open_ids(plan(Scenario::Rule::where, {}, {.column = "open", .at_least = {}, .at_most = 1, .equals = {}})), Error);
    PlaceSet other = centres();
    other.id = "schools";
    CHECK_THROWS_AS((void)open_places(plan(Scenario::Rule::all), other), Error);
}
