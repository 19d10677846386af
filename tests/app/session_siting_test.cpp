// A plan that is tried out: what it achieves is told at once, and every change is a step of undo.
//
// The county is 4 x 4 small areas of 2.5 km with 100 children each, in the middle of their area (there are no population points). The only
// centre stands at (431000, 201000), so the lines to it have sides of 250, 2750, 5250 and 7750 m: 354, 2761 twice and 3889 m are the shortest,
// 6324.5 m is the mean, 10,960 m the longest. Ways are 1.3 times as long: three areas within 5 km, 8.2 km on average, 14.2 km at worst.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "app/session.hpp"
#include "app/site_question.hpp"
#include "app/small_county.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

struct Opened {
    Session session;
    Opened() {
        auto county = test::small_county();
        auto children = test::count_layer();
        children->unit = "children";
        county->layers.back() = children;
        session.open(county);
        session.apply(StartPlan{"centres"});
    }
    [[nodiscard]] const SitingView& view() const {
        REQUIRE(session.siting() != nullptr);
        return *session.siting();
    }
    void run(const std::function<Outcome(base::JobContext&)>& job) {
        REQUIRE(job);
        base::QuietJob quiet;
        const Outcome outcome = job(quiet);
        REQUIRE(outcome.follow_up);
        outcome.follow_up(session);
    }
};

constexpr geo::MapPoint far_corner{438'750, 208'750};

}  // namespace

TEST_CASE("a plan begins with all places open and says in one sentence what they achieve") {
    const Opened o;
    CHECK(o.view().finding ==
          "1 Children's Centre: 18.8 % of children live within 5 km by estimated distance; the mean journey is 8.2 km, the worst 14.2 km.");
    CHECK(o.view().brief == "18.8 % within 5 km; mean 8.2 km");
    CHECK(o.view().farther.empty());
    CHECK(o.view().sites_changed.empty());
    REQUIRE(o.view().rows.size() == 1);
    CHECK(o.view().rows[0].name == "The Willows");
    CHECK(o.view().rows[0].serves == "1,600");
    CHECK(o.view().picture->spokes.size() == 16);
    CHECK(o.session.undo_title() == "starting a plan");
}

TEST_CASE("a new site brings people nearer, and is taken back") {
    Opened o;
    o.session.apply(AddSite{far_corner});
    CHECK(o.view().summary->weight_gaining > 0);
    CHECK(o.view().summary->weight_losing == 0);
    CHECK(o.view().sites_changed == "1 new");
    CHECK(o.session.selected_site() == "new-1");
    CHECK(o.view().rows[1].name == "New site near Milton");
    // The site stands where the children of the farthest area live: theirs is the nearest spoke.
    CHECK(o.view().picture->spokes[15].to == far_corner);
    CHECK(o.view().picture->spokes[15].change == -1);
    CHECK(o.view().picture->site_of_area[0] != o.view().picture->site_of_area[15]);
    o.session.apply(Undo{});
    CHECK(o.view().rows.size() == 1);
    CHECK(o.session.selected_site().empty());
    o.session.apply(Redo{});
    CHECK(o.view().rows.size() == 2);
}

TEST_CASE("dragging a site is one step of undo, and tells who loses while it moves") {
    Opened o;
    for (const double x : {432'000.0, 434'000.0, 438'000.0}) {
        o.session.apply(MoveSite{"1", {x, 201'000}});
        o.session.advance(1.0 / 60);
        CHECK(o.view().summary->weight_losing > 0);
        CHECK(o.view().picture->sites[0].position.x == x);
    }
    // Moved to the east by 7 km, the map is mirrored but for 250 m: sides of 6750, 4250, 1750 and 750 m. The two western columns lose, the two
    // eastern ones gain.
    CHECK(o.view().farther.starts_with("800 children have a longer journey"));
    CHECK(o.view().nearer.starts_with("800 children have a shorter journey"));
    CHECK(o.view().rows[0].moved_m == doctest::Approx(7'000));
    o.session.apply(Undo{});
    CHECK(o.session.state().plan->sites[0].position == geo::MapPoint{431'000, 201'000});
    CHECK(o.session.undo_title() == "starting a plan");
}

TEST_CASE("closing the last site leaves nobody reached; an added one is taken away instead") {
    Opened o;
    o.session.apply(RemoveSite{"1"});
    CHECK(o.view().finding == "Nothing is open: nobody is within 5 km by estimated distance.");
    CHECK(o.view().brief == "Nobody is reached");
    CHECK(o.view().sites_changed == "1 closed");
    CHECK(o.view().farther == "1,600 children have a longer journey.");
    o.session.apply(OpenSite{"1", true});
    CHECK(o.view().farther.empty());
    o.session.apply(AddSite{far_corner});
    o.session.apply(RemoveSite{"new-1"});
    CHECK(o.view().rows.size() == 1);
}

TEST_CASE("the limit and the people can be changed") {
    Opened o;
    o.session.apply(SetPlanTravel{model::TravelMode::line, 2});
    CHECK(o.view().finding.starts_with("1 Children's Centre: 6.3 % of children live within 2 km by estimated distance"));  // one of sixteen
    o.session.apply(SetPlanDemand{"child-poverty"});
    // 15 small areas have a figure, of which two are suppressed: 265 children in poverty in 13 areas (272 less 4 and 3).
    CHECK(o.view().summary->weight_total == doctest::Approx(265));
    CHECK(o.view().picture->spokes.size() == 13);
    o.session.apply(SetPlanDemand{"nobody"});
    REQUIRE(o.session.notice());
    CHECK(o.session.notice()->is_problem);
}

TEST_CASE("where people live is read in the background; a file that cannot be used is told once it was tried") {
    const io::TemporaryFolder folder;
    for (const bool is_good : {true, false}) {
        Opened o;
        auto county = test::small_county();
        county->file = (folder.path() / "small.toml").string();
        county->population_points.push_back({.title = "Where people live", .file = "points.csv", .x = "x", .y = "y", .people = "people"});
        // Everybody of S15 lives at the school, everybody else in the middle of the area.
        folder.write("points.csv", is_good ? "x,y,people\n438000,208000,7\n" : "x,y,persons\n438000,208000,7\n");
        o.session.open(county);
        o.session.apply(StartPlan{"centres"});
        CHECK(o.view().is_waiting);
        CHECK(o.view().note == "Where people live is being read …");
        CHECK(o.view().finding.empty());
        CHECK(o.view().rows.size() == 1);
        CHECK(o.session.lacks_journeys());
        o.session.apply(KeepPlan{});
        CHECK(o.session.notice()->is_problem);
        CHECK_THROWS_WITH_AS(static_cast<void>(o.session.search_job({})), "Where people live is still being read.", base::Error);
        o.run(o.session.journeys_job());  // at once: nothing is gained by waiting
        CHECK_FALSE(o.view().is_waiting);
        CHECK_FALSE(o.session.lacks_journeys());
        CHECK((o.view().problem.find("“people”") != std::string::npos || o.view().problem.find("\"people\"") != std::string::npos) !=
              is_good);
        if (!is_good) continue;
        CHECK(o.view().problem.empty());
        CHECK(o.view().summary->weight_total == 1'600);
        CHECK(o.view().picture->spokes[15].from == geo::MapPoint{438'000, 208'000});
    }
}

TEST_CASE("journeys along roads come from a job; without roads the plan says so and shows no figures") {
    Opened o;
    o.session.apply(SetPlanTravel{model::TravelMode::drive, 15});
    CHECK(o.view().is_waiting);
    CHECK(o.view().finding.empty());
    CHECK(o.session.lacks_journeys());
    CHECK_FALSE(o.session.journeys_job());  // not while it is still being changed
    o.session.advance(1);
    o.run(o.session.journeys_job());
    CHECK_FALSE(o.view().is_waiting);
    CHECK(o.view().problem.find("roads") != std::string::npos);
    CHECK(o.view().picture->spokes.empty());
    CHECK_FALSE(o.session.lacks_journeys());
    o.session.apply(SetPlanTravel{model::TravelMode::line, 5});
    CHECK(o.view().problem.empty());
    CHECK(o.view().summary);
}

TEST_CASE("the best plan takes the place of the one tried out, with its proof, and undo brings that back") {
    Opened o;
    SitingQuestion question;
    question.open = 2;
    o.run(o.session.search_job(question));
    const DraftPlan& plan = *o.session.state().plan;
    CHECK(plan.open_count() == 2);
    CHECK(plan.sites[0].open);
    CHECK(plan.proof == "Proven: no plan with 2 sites by these rules has a shorter mean journey.");
    // The best second site among the middles of the areas, tried one after another.
    double best = 1e9;
    const auto middle = [](int area) { return geo::MapPoint{431'250 + area % 4 * 2500.0, 201'250 + area / 4 * 2500.0}; };
    for (int second = 0; second < 16; ++second) {
        double sum = 0;
        for (int area = 0; area < 16; ++area)
            sum += std::min(geo::distance(middle(area), {431'000, 201'000}), geo::distance(middle(area), middle(second)));
        best = std::min(best, sum / 16);
    }
    CHECK(*o.view().summary->mean_cost == doctest::Approx(1.3 * best));
    o.session.apply(MoveSite{"1", {432'000, 202'000}});
    CHECK(o.session.state().plan->proof.empty());
    o.session.apply(Undo{});
    CHECK_FALSE(o.session.state().plan->proof.empty());
    o.session.apply(Undo{});
    CHECK(o.session.state().plan->sites.size() == 1);
}

TEST_CASE("new sites may also come where there are schools, or wherever a list says") {
    Opened o;
    SitingQuestion question;
    question.open = 2, question.candidates = "schools";
    o.run(o.session.search_job(question));
    // There is one school, so it is the second site; its id is taken by the centre.
    REQUIRE(o.session.state().plan->sites.size() == 2);
    CHECK(o.session.state().plan->sites[1] == PlanSite{"schools:1", "Hill School", {438'000, 208'000}, true, true});
    o.session.apply(Undo{});
    CHECK(o.session.state().plan->sites.size() == 1);
    o.session.apply(Redo{});
    // Already in the plan, it is no second candidate, whether or not it stays open; others come in small areas.
    question.open = 3, question.candidates = "schools,small-areas";
    o.run(o.session.search_job(question));
    const DraftPlan& plan = *o.session.state().plan;
    CHECK(plan.open_count() == 3);
    CHECK(std::ranges::count(plan.sites, geo::MapPoint{438'000, 208'000}, &PlanSite::position) == 1);
    CHECK(plan.sites.back().id.starts_with("in-S"));
    question.open = 9, question.candidates = "schools";
    base::QuietJob quiet;
    CHECK_THROWS_AS(static_cast<void>(o.session.search_job(question)(quiet)), base::Error);  // there are not so many sites
    question.candidates = "scools";
    std::string reason;
    try {
        static_cast<void>(o.session.search_job(question)(quiet));
    } catch (const base::Error& error) {
        reason = error.full_text();
    }
    CHECK(reason == "There are no places “scools”. Did you mean schools?");
}

TEST_CASE("journeys are capped for who can get somewhere, and for nobody else") {
    const double none = model::unreachable;
    const model::TravelCosts costs{
        .unit = model::CostUnit::minutes, .demand_count = 3, .site_count = 2, .costs = {30, none, 150, 121, none, none}};
    CHECK(capped(costs, 120).costs == std::vector<double>{30, 120, 120, 120, none, none});
}

TEST_CASE("a search that cannot be is refused in a sentence") {
    Opened o;
    o.session.apply(AddSite{far_corner});
    SitingQuestion question;
    question.open = 1, question.candidates.clear();
    // One place must stay, one may be open: the plan is possible and keeps it.
    o.run(o.session.search_job(question));
    CHECK(o.session.state().plan->find("1")->open);
    CHECK_FALSE(o.session.state().plan->find("new-1")->open);
    question.open = 5;
    base::QuietJob quiet;
    CHECK_THROWS_AS(static_cast<void>(o.session.search_job(question)(quiet)), base::Error);
    o.session.apply(EndPlan{});
    CHECK_THROWS_AS(static_cast<void>(o.session.search_job(question)), base::Error);
}

TEST_CASE("a plan is kept as a layer of kilometres on the areas shown") {
    Opened o;
    o.session.apply(AddSite{far_corner});
    o.session.apply(KeepPlan{});
    CHECK(o.session.state().maps[0].layer == "plan-centres");
    CHECK(o.session.geography().id == "ward");
    // Upper Cherwell: areas 10, 11, 14 and 15, of which 15 has the new site in its middle: 1.3 * (0 + 2 * 2500 + 3535.5) / 4 m.
    CHECK(o.session.map(0).indicator->value[3].number == doctest::Approx(2.774).epsilon(0.001));
    const auto kept = o.session.workspace()->find_result("plan-centres");
    CHECK(kept->method_lines[0] == "A plan tried out in the window: 2 Children's Centres (1 new)");
    CHECK(kept->method_lines[1] == "Straight line times 1.3 for the detour of roads");
    CHECK(o.view().rows.size() == 2);  // the plan goes on
    o.session.apply(Undo{});
    CHECK(o.session.workspace()->find_result("plan-centres") == nullptr);
}

TEST_CASE("a scenario begins with what it opens and adds") {
    auto county = test::small_county();
    auto scenario = std::make_shared<model::Scenario>();
    scenario->id = "moved", scenario->title = "Moved", scenario->places = "centres", scenario->rule = model::Scenario::Rule::closed;
    scenario->ids = {"1"}, scenario->added = {{"A", "At the school", {438'000, 208'000}, std::nullopt}};
    county->scenarios = {scenario};
    Session session;
    session.open(county);
    session.apply(StartPlan{"moved"});
    REQUIRE(session.state().plan);
    REQUIRE(session.state().plan->sites.size() == 2);
    CHECK_FALSE(session.state().plan->sites[0].open);
    CHECK(session.state().plan->sites[1].name == "At the school");
    CHECK(session.siting()->sites_changed.empty());
    // Added under the id of the place that it closes: that one, moved.
    auto rebuilt = std::make_shared<model::Scenario>(*scenario);
    rebuilt->id = "rebuilt", rebuilt->added = {{"1", "The Willows, rebuilt", {438'000, 208'000}, 60}};
    county->scenarios.push_back(rebuilt);
    session.open(county);
    session.apply(StartPlan{"rebuilt"});
    REQUIRE(session.state().plan->sites.size() == 1);
    CHECK(session.state().plan->sites[0] == PlanSite{"1", "The Willows, rebuilt", {438'000, 208'000}, true, false, 60});
    session.apply(StartPlan{"movd"});
    CHECK(session.notice()->text.find("Did you mean moved?") != std::string::npos);
}

TEST_CASE("actions on a plan are refused while there is none, and for sites it does not have") {
    Session session;
    session.open(test::small_county());
    for (const Action& action : std::initializer_list<Action>{EndPlan{}, AddSite{}, OpenSite{"1", false}, KeepPlan{}, SearchPlan{}}) {
        session.notify({}, false);
        session.apply(action);
        CHECK(session.notice()->is_problem);
    }
    CHECK(session.take_requests().empty());
    session.apply(StartPlan{"centres"});
    session.apply(MoveSite{"9", {}});
    CHECK(session.notice()->text == "The plan has no site “9”.");
    session.apply(MoveSite{"1", {std::nan(""), 0}});
    CHECK(session.notice()->is_problem);
}

TEST_CASE("catchments are in colour when that is asked for, and only with a plan; each area belongs to a site of the plan") {
    Opened o;
    CHECK_FALSE(o.session.colours_catchments());
    o.session.apply(ColourCatchments{true});
    CHECK(o.session.colours_catchments());
    const scene::SitingPicture& picture = *o.view().picture;
    for (const std::uint32_t site : picture.site_of_area) CHECK(site < picture.sites.size());
    // s0 is the square of the site in the south-west corner.
    CHECK(picture.sites[picture.site_of_area[0]].position == geo::MapPoint{431'000, 201'000});
    o.session.apply(EndPlan{});
    CHECK_FALSE(o.session.colours_catchments());
}

TEST_CASE("isochrones go in three steps to the plan's limit, and are of the selected site") {
    using Steps = std::vector<double>;
    CHECK(isochrone_steps({{}, model::TravelMode::walk, 15}) == Steps{5, 10, 15});
    CHECK(isochrone_steps({{}, model::TravelMode::bus, 20}) == Steps{7, 13, 20});
    CHECK(isochrone_steps({{}, model::TravelMode::walk, 1}) == Steps{1});  // a third of a minute is no step
    const Steps km = isochrone_steps({{}, model::TravelMode::line, 5});
    REQUIRE(km.size() == 3);
    CHECK(km[0] == doctest::Approx(1.7));
    CHECK(km[2] == 5);

    Opened o;
    o.session.apply(ShowIsochrones{true});
    CHECK(o.session.shows_isochrones());
    CHECK_FALSE(o.session.isochrones_wanted());  // nothing is selected
    o.session.apply(SelectSite{"1"});
    REQUIRE(o.session.isochrones_wanted());
    CHECK(o.session.isochrones_wanted()->site == geo::MapPoint{431'000, 201'000});
    o.session.apply(SetPlanTravel{model::TravelMode::line, 2.6});
    CHECK_FALSE(o.session.isochrones_job());  // the plan was just changed
    o.session.advance(1);
    o.run(o.session.isochrones_job());
    REQUIRE(o.session.isochrones());
    REQUIRE(o.session.isochrones()->picture);
    const auto& bands = o.session.isochrones()->picture->bands;
    REQUIRE(bands.size() == 3);
    CHECK(bands[2].label == "2.6");
    // 2.6 km of way with the usual detour of 1.3 are 2 km as the crow flies; outlines are off by at most a cell, a hundredth of that.
    for (const auto& ring : *bands[2].rings)
        for (const geo::MapPoint& p : ring) CHECK(geo::distance(p, {431'000, 201'000}) == doctest::Approx(2'000).epsilon(0.01));
    CHECK_FALSE(o.session.isochrones_job());  // it is there
}

TEST_CASE("isochrones of a site that moved, or of another workspace's question, are not shown") {
    Opened o;
    o.session.apply(SelectSite{"1"});
    o.session.apply(ShowIsochrones{true});
    o.session.advance(1);
    const auto job = o.session.isochrones_job();
    o.session.apply(MoveSite{"1", {433'000, 203'000}});
    o.run(job);
    CHECK(o.session.isochrones() == nullptr);
    CHECK_FALSE(o.session.isochrones_job());  // it may still be dragged
    o.session.advance(1);
    o.run(o.session.isochrones_job());
    CHECK(o.session.isochrones() != nullptr);
    o.session.apply(ShowIsochrones{false});
    CHECK(o.session.isochrones() == nullptr);
    o.session.apply(EndPlan{});
    o.session.apply(ShowIsochrones{true});
    CHECK_FALSE(o.session.shows_isochrones());
    CHECK(o.session.notice()->is_problem);
}

TEST_CASE("where there are no roads or buses one sentence says why there are no isochrones") {
    for (const auto mode : {model::TravelMode::walk, model::TravelMode::drive, model::TravelMode::bus}) {
        Opened o;
        o.session.apply(SelectSite{"1"});
        o.session.apply(ShowIsochrones{true});
        o.session.apply(SetPlanTravel{mode, 15});
        o.session.advance(1);
        o.run(o.session.isochrones_job());
        REQUIRE(o.session.isochrones());
        CHECK_FALSE(o.session.isochrones()->picture);
        CHECK(o.session.isochrones()->problem.ends_with("."));
        CHECK(std::ranges::count(o.session.isochrones()->problem, '.') == 1);
        CHECK_FALSE(o.session.isochrones_job());  // asking again would not help
    }
}
