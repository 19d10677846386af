#include "app/plan_json.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <nlohmann/json.hpp>

#include "app/compare_county.hpp"
#include "app/session.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

using Json = nlohmann::ordered_json;

/// A session with a plan that has something of everything.
void try_out(Session& session) {
    session.apply(StartPlan{"new-site"});
    session.apply(SetPlanDemand{"child-poverty"});
    session.apply(SetPlanTravel{model::TravelMode::line, 3.5});
    session.apply(OpenSite{"E", false});
    session.apply(MoveSite{"W", {431'234.1 + 1e-9, 201'000 + 1 / 3.0}});
    session.apply(AddSite{{438'000, 208'000}});
}

/// The notice after opening `county` with the saved session that `change` was done to; there must be no plan then.
std::string loss(const std::function<void(Json&)>& change, const std::shared_ptr<model::Workspace>& county = test::county_with_plans()) {
    Session session;
    session.open(test::county_with_plans());
    session.apply(SetGeography{"small-area"});
    try_out(session);
    Json json = Json::parse(session.save());
    change(json["plan"]);
    Session restored;
    restored.open(county, json.dump());
    CHECK(restored.state().plan == nullptr);
    CHECK(restored.state().maps[0].geography == "small-area");  // nothing else is lost
    return restored.notice() ? restored.notice()->text : std::string();
}

const std::string damaged = "The plan that was tried out is not restored, because its part of the saved session is damaged.";

}  // namespace

TEST_CASE("a plan comes back as it was, to the last bit, with its figures") {
    Session session;
    session.open(test::county_with_plans());
    try_out(session);
    Session restored;
    restored.open(test::county_with_plans(), session.save());
    REQUIRE(restored.state().plan);
    CHECK(*restored.state().plan == *session.state().plan);
    CHECK_FALSE(restored.notice());
    CHECK_FALSE(restored.can_undo());
    CHECK(restored.siting()->finding == session.siting()->finding);
    CHECK(restored.siting()->farther == session.siting()->farther);
    CHECK(restored.siting()->sites_changed == "1 closed, 1 new, 1 moved");
    CHECK(restored.save() == session.save());
}

TEST_CASE("what a search has proven is remembered, and capacities of added sites") {
    auto county = test::county_with_plans();
    auto added = std::make_shared<model::Scenario>(*county->find_scenario("new-site"));
    added->added[0].capacity = 40;
    county->scenarios[1] = added;
    DraftPlan plan = starting_plan(*county, "new-site");
    plan.proof = "Proven: “nothing” is better.";
    const DraftPlan back = plan_from_json(plan_to_json(plan), *county);
    CHECK(back == plan);
    CHECK(back.sites.back().capacity == 40);
}

TEST_CASE("a session without a plan has none, as before there were any") {
    Session session;
    session.open(test::county_with_plans());
    CHECK(session.save().find("\"plan\"") == std::string::npos);
    Session restored;
    restored.open(test::county_with_plans(), session.save());
    CHECK(restored.state().plan == nullptr);
    CHECK_FALSE(restored.notice());
}

TEST_CASE("a plan whose places, people or scenario are gone is left out with one sentence") {
    const auto nothing = [](Json&) {};
    auto county = test::county_with_plans();
    std::erase_if(county->places, [](const auto& set) { return set->id == "centres"; });
    county->default_places.clear();
    CHECK(loss(nothing, county)
              .ends_with("The plan that was tried out is not restored, because the workspace no longer has the places “centres”."));
    CHECK(loss([](Json& plan) { plan["demand"] = "newborns"; }) ==
          "The plan that was tried out is not restored, because the workspace no longer has the layer “newborns”, or it no longer says how "
          "many "
          "people there are in small areas.");
    county = test::county_with_plans();
    std::erase_if(county->scenarios, [](const auto& scenario) { return scenario->id == "new-site"; });
    CHECK(loss(nothing, county) ==
          "The plan that was tried out is not restored, because the scenario “new-site” is not there any more or can no longer be used.");
}

TEST_CASE("a plan that began with something else than is there now is left out") {
    auto county = test::county_with_plans();
    auto set = std::make_shared<model::PlaceSet>(*county->places[0]);
    set->places[1].position.x += 1;
    county->places[0] = set;
    CHECK(loss([](Json&) {}, county) == "The plan that was tried out is not restored, because the scenario “new-site” has changed since.");
    CHECK(loss([](Json& plan) { plan["scenario"] = ""; }) ==
          "The plan that was tried out is not restored, because the Children's Centres of the workspace have changed since.");
}

TEST_CASE("a damaged plan is left out whole, and takes nothing with it") {
    CHECK(loss([](Json& plan) { plan = 7; }) == damaged);
    CHECK(loss([](Json& plan) { plan = nullptr; }) == damaged);
    CHECK(loss([](Json& plan) { plan.erase("mode"); }) == damaged);
    CHECK(loss([](Json& plan) { plan["mode"] = "swim"; }) == damaged);
    CHECK(loss([](Json& plan) { plan["within"] = 0; }) == damaged);
    CHECK(loss([](Json& plan) { plan["within"] = "far"; }) == damaged);
    CHECK(loss([](Json& plan) { plan["sites"] = Json::array(); }) == damaged);
    CHECK(loss([](Json& plan) { plan["sites"][0]["east"] = nullptr; }) == damaged);
    CHECK(loss([](Json& plan) { plan["sites"][0]["id"] = "E"; }) == damaged);  // twice
    CHECK(loss([](Json& plan) { plan["sites"].erase(0); }) == damaged);        // not those of the start
    CHECK(loss([](Json& plan) { plan["sites"].back()["added"] = false; }) == damaged);
    CHECK(loss([](Json& plan) { plan["sites"][2]["capacity"] = -1; }) == damaged);
}
