#include "app/scenario_pair.hpp"

#include <doctest/doctest.h>

#include "app/compare_county.hpp"
#include "base/error.hpp"

using namespace needsmap;

namespace {

std::string refusal_of(const std::string& a, const std::string& b) {
    try {
        static_cast<void>(app::scenario_pair(*test::county_with_plans(), a, b));
    } catch (const base::Error& error) {
        return error.full_text();
    }
    return {};
}

}  // namespace

TEST_CASE("a pair says which sites stay, close and open") {
    const auto county = test::county_with_plans();
    const app::ScenarioPair closing = app::scenario_pair(*county, "today", "west");
    CHECK(closing.set->id == "centres");
    REQUIRE(closing.sites.size() == 2);
    CHECK(closing.kept() == std::vector<std::size_t>{0});
    CHECK(closing.closed() == std::vector<std::size_t>{1});
    CHECK(closing.opened().empty());
    CHECK(closing.a.scenario.title == "all 2 Children's Centres");
    const app::ScenarioPair moving = app::scenario_pair(*county, "west", "new-site");
    REQUIRE(moving.sites.size() == 3);
    CHECK(moving.sites[2].name == "North");
    CHECK(moving.opened() == std::vector<std::size_t>{1, 2});
    CHECK(moving.closed().empty());
}

TEST_CASE("a site with another position is another site") {
    const auto county = test::county_with_plans();
    auto moved = std::make_shared<model::Scenario>(*county->find_scenario("west"));
    moved->id = "moved", moved->ids = {}, moved->added = {{"W", "West, rebuilt", {432'000, 201'250}, {}}};
    county->scenarios.push_back(moved);
    const app::ScenarioPair pair = app::scenario_pair(*county, "west", "moved");
    CHECK(pair.sites.size() == 2);
    CHECK(pair.kept().empty());
}

TEST_CASE("what cannot be compared is refused in one sentence") {
    CHECK(refusal_of("wets", "today") == "There is no scenario “wets”. Did you mean west?");
    CHECK(refusal_of("today", "qqqqqq") == "There is no scenario “qqqqqq”. There are today, ghost, new-site, none, schools and west.");
    CHECK(refusal_of("west", "west") == "The scenario “west” cannot be compared with itself. Name two different scenarios.");
    CHECK(refusal_of("today", "today") == "The scenario “today” cannot be compared with itself. Name two different scenarios.");
    CHECK(refusal_of("west", "schools") ==
          "“west” is about the places “centres” and “schools” about “schools”. Compare two scenarios of the same places.");
    CHECK(refusal_of("today", "ghost") == "There is no Children's Centre with the id \"X\".");
    auto nothing = test::county_with_plans();
    nothing->scenarios.push_back(test::scenario("nothing", "Nothing either", model::Scenario::Rule::open, {}));
    CHECK_THROWS_AS((void)app::scenario_pair(*nothing, "none", "nothing"), base::Error);
}
