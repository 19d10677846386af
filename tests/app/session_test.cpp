#include "app/session.hpp"

#include <doctest/doctest.h>

#include "app/small_county.hpp"

using namespace needsmap;
using namespace needsmap::app;
using Areas = std::vector<model::AreaIndex>;

namespace {

std::string notice(const Session& session) { return session.notice() ? session.notice()->text : std::string(); }

struct OpenSession : Session {
    OpenSession() {
        open(test::small_county());
        set_pane_size(200, 150);
    }
};

}  // namespace

TEST_CASE("a workspace opens with its defaults and the whole county in view") {
    const OpenSession session;
    CHECK(session.state().maps[0].layer == "child-poverty");
    CHECK(session.geography().id == "ward");
    CHECK(session.state().maps[0].places == std::vector<std::string>{"centres"});
    CHECK_FALSE(session.can_undo());
    CHECK_FALSE(session.notice().has_value());
    // 10 km square into 150 mm less 5 mm on each side.
    CHECK(session.shown_camera().mm_per_m == doctest::Approx(140.0 / 10'000));
    CHECK(session.shown_camera().centre == geo::MapPoint{435'000, 205'000});
    REQUIRE(session.map(0).indicator);
    CHECK(session.map(0).indicator->value[0].number == doctest::Approx(35));
    CHECK(session.map(0).classification->legend.size() == 4);
    CHECK(session.finding(0).find("Banbury Ruscote, 35.0 %") != std::string::npos);
}

TEST_CASE("a session without a workspace takes actions without harm") {
    Session session;
    for (const Action& action : {Action(SetLayer{0, "x"}), Action(SetGeography{"x"}), Action(DrillUp{}), Action(ZoomBy{2, {}}),
                                 Action(Undo{}), Action(ShowLabels{false}), Action(SelectNamed{"x"}), Action(SetCompare{true}),
                                 Action(SetSearch{"x"}), Action(SetTheme{Theme::dark})})
        session.apply(action);
    CHECK_FALSE(session.is_open());
    CHECK(session.settings().theme == Theme::dark);
    CHECK(session.map_revision(0) == 0);
}

TEST_CASE("the map is made again only when something it depends on changes") {
    OpenSession session;
    const auto start = session.map_revision(0);
    const auto* classification = session.map(0).classification.get();
    session.apply(ZoomBy{2, {}});
    session.apply(SelectAreas{{1}});
    session.apply(SortTable{"name", false});
    session.set_hover(2, std::nullopt);
    CHECK(session.map_revision(0) == start);
    session.apply(ShowLabels{false});
    CHECK(session.map_revision(0) == start + 1);
    CHECK(session.map(0).classification.get() == classification);  // classes are not worked out again for that
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::equal, .count = 3}});
    CHECK(session.map_revision(0) == start + 2);
    const auto equal_classes = session.map(0).classification->class_of_area;
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::equal, .count = 3, .palette = "Blues", .reversed = true}});
    CHECK(session.map(0).classification->class_of_area == equal_classes);  // nor for other colours
    CHECK(session.map(0).classification->spec.palette == "Blues");
    CHECK(session.map(0).classification->spec.reversed);
    CHECK(session.map_revision(0) == start + 3);
    CHECK(session.map(0).classification->class_count() == 3);
    CHECK(session.classes(0).method == model::ClassMethod::equal);
}

TEST_CASE("a layer that cannot be shown here moves the map to where it can, and says so") {
    OpenSession session;
    session.apply(SetClasses{0, model::ClassSpec{.count = 3}});
    session.apply(SetTitle{"My title"});
    session.apply(SetLayer{0, "score"});
    CHECK(session.geography().id == "small-area");
    CHECK(notice(session).starts_with("Now shown by small area."));
    CHECK_FALSE(session.notice()->is_problem);
    CHECK_FALSE(session.state().maps[0].classes.has_value());  // they belonged to the other layer
    CHECK_FALSE(session.state().maps[0].title.has_value());
    session.apply(SetGeography{"ward"});
    CHECK(session.geography().id == "small-area");
    CHECK(session.notice()->is_problem);
    session.apply(SetLayer{0, ""});
    session.apply(SetGeography{"ward"});
    CHECK(session.geography().id == "ward");
    CHECK_FALSE(session.map(0).indicator);
    CHECK(session.finding(0) == "Choose a layer to colour the map.");
}

TEST_CASE("what does not exist is refused with did you mean") {
    OpenSession session;
    session.apply(SetLayer{0, "child-povert"});
    CHECK(notice(session) == "There is no layer “child-povert”. Did you mean child-poverty?");
    session.apply(SetGeography{"wards"});
    CHECK(notice(session) == "There is no geography “wards”. Did you mean ward?");
    session.apply(ShowPlaces{"school", true});
    CHECK(notice(session) == "There is no set of places “school”. Did you mean schools?");
    session.apply(SetClasses{0, model::ClassSpec{.palette = "Bluse"}});
    CHECK(session.notice()->is_problem);
    session.apply(SortTable{"colour", false});
    CHECK(session.notice()->is_problem);
    session.apply(SetLayer{1, "children"});
    CHECK(notice(session) == "There is only one map; switch comparison on first.");
    CHECK_FALSE(session.can_undo());
}

TEST_CASE("places are kept in the workspace's order, whatever the order of showing") {
    OpenSession session;
    session.apply(ShowPlaces{"centres", false});
    session.apply(ShowPlaces{"schools", true});
    session.apply(ShowPlaces{"centres", true});
    CHECK(session.state().maps[0].places == std::vector<std::string>{"centres", "schools"});
}

TEST_CASE("comparing shows another layer on the same areas, places and labels") {
    OpenSession session;
    session.apply(SetCompare{true});
    CHECK(session.state().maps[1].layer == "children");  // the score has no wards
    session.apply(SetGeography{"locality"});
    session.apply(ShowLabels{false});
    session.apply(ShowPlaces{"schools", true});
    CHECK(session.state().maps[1].geography == "locality");
    CHECK_FALSE(session.state().maps[1].show_labels);
    CHECK(session.state().maps[1].places.size() == 2);
    CHECK(session.map(1).indicator->value[0].number == 800);
    session.apply(SetLayer{1, "score"});  // both maps must follow to small areas
    CHECK(session.geography().id == "small-area");
    CHECK(session.state().maps[0].layer == "child-poverty");
    session.apply(SetGeography{"ward"});
    CHECK(session.geography().id == "small-area");  // the second map cannot
    session.apply(SetCompare{false});
    session.apply(SetGeography{"ward"});
    CHECK(session.geography().id == "ward");
}

TEST_CASE("class specs are tidied: counts within 3 to 9, breaks ascending, fixed breaks start from what is shown") {
    OpenSession session;
    session.apply(SetClasses{0, model::ClassSpec{.count = 40}});
    CHECK(session.classes(0).count == 9);
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::equal, .count = 3}});
    const auto bounds = session.map(0).classification->bounds.bounds;
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::fixed}});
    CHECK(session.classes(0).breaks == std::vector<double>{bounds[1], bounds[2]});
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::fixed, .breaks = {20, 5, 20}}});
    CHECK(session.classes(0).breaks == std::vector<double>{5, 20});
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::national}});
    CHECK(session.classes(0).method == model::ClassMethod::national);
    session.apply(SetLayer{0, "children"});
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::national}});
    CHECK(notice(session) == "This layer has no national thresholds to make classes from.");
}

TEST_CASE("areas are selected, added, toggled and named") {
    OpenSession session;
    session.apply(SelectAreas{{2}});
    session.apply(SelectAreas{{0, 99, -1}, SelectMode::add});
    CHECK(session.state().selection == Areas{2, 0});
    session.apply(SelectAreas{{2, 3}, SelectMode::toggle});
    CHECK(session.state().selection == Areas{0, 3});
    session.apply(SelectNamed{"riverside"});
    CHECK(session.state().selection == Areas{2});
    session.apply(SelectNamed{"West"});  // a locality: its wards
    CHECK(session.state().selection == Areas{0, 2});
    session.apply(SelectNamed{"S15"});  // a small area: the ward that holds it
    CHECK(session.state().selection == Areas{3});
    session.apply(SelectNamed{"Milton"});
    CHECK(session.notice()->is_problem);
    session.apply(SelectAreas{{}});
    CHECK(session.state().selection.empty());
}

TEST_CASE("the profile holds every indicator of an area, and says why one is not there") {
    const OpenSession session;
    const std::vector<ProfileRow>& rows = session.profile(0);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].layer->id == "score");
    CHECK_FALSE(rows[0].available);
    CHECK_FALSE(rows[0].reason.empty());
    CHECK(rows[1].value.number == doctest::Approx(35));
    CHECK(rows[1].county.number == doctest::Approx(100.0 * 272 / 1500));
    CHECK(rows[1].rank == 1);
    CHECK(rows[1].ranked_count == 4);
    CHECK(rows[2].value.number == 400);
    CHECK(session.profile(99).empty());
}

TEST_CASE("settings change at once, stay within reason, and are not steps of undo") {
    OpenSession session;
    session.apply(SetUiScale{7});
    session.apply(FoldRail{Rail::left, true});
    session.apply(ResizeRail{Rail::right, 5});
    session.apply(ShowDrawerPage{"chart"});
    session.apply(SortTable{"name", true});
    session.apply(OpenDialog{"help"});
    session.apply(SetSearch{"ruscote"});
    CHECK(session.settings().ui_scale == 2);
    CHECK(session.settings().left_folded);
    CHECK(session.settings().right_width == 200);
    CHECK(session.settings().drawer_page == "chart");
    CHECK_FALSE(session.settings().drawer_folded);
    CHECK(session.table_order() == Areas{3, 2, 0, 1});
    CHECK(session.dialog() == "help");
    REQUIRE(session.search_hits().size() == 1);
    CHECK(session.search_hits()[0].title == "Banbury Ruscote");
    CHECK_FALSE(session.can_undo());
}

TEST_CASE("what the session cannot do alone is left for the viewer, once") {
    OpenSession session;
    session.apply(RunOperation{"export", {{"layer", "children"}}});
    session.apply(OpenWorkspace{"a.toml"});
    session.apply(CancelJob{});
    const auto requests = session.take_requests();
    REQUIRE(requests.size() == 3);
    CHECK(std::get<RunOperation>(requests[0]).operation == "export");
    CHECK(session.take_requests().empty());
}

TEST_CASE("hover follows the pointer and never names an area that is not there") {
    OpenSession session;
    session.set_hover(3, std::nullopt);
    CHECK(session.hovered() == 3);
    session.apply(SetGeography{"locality"});
    CHECK(session.hovered() == geo::no_area);
    session.set_hover(3, std::nullopt);
    CHECK(session.hovered() == geo::no_area);
}

TEST_CASE("problems found while reading are said when the workspace opens") {
    auto county = test::small_county();
    base::Diagnostic diagnostic;
    diagnostic.severity = base::Severity::error;
    county->diagnostics.add(diagnostic);
    Session session;
    session.open(county);
    CHECK(notice(session) == "1 problem was found while reading; what is good is shown.");
    CHECK(session.notice()->is_problem);
}
