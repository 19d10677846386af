#include "app/session_json.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "app/small_county.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

/// A session with everything off its defaults.
void change_everything(Session& session) {
    session.set_pane_size(200, 150);
    session.apply(SetGeography{"small-area"});
    session.apply(SetCompare{true});
    session.apply(SetLayer{1, "score"});
    session.apply(SetClasses{
        0, model::ClassSpec{.method = model::ClassMethod::fixed, .count = 4, .palette = "Blues", .breaks = {7.25, 20}, .reversed = true}});
    session.apply(SetTitle{"“Ours” and \\ theirs"});
    session.apply(ShowPlaces{"schools", true});
    session.apply(ShowLabels{false});
    session.apply(ShowContext{false});
    session.apply(SelectAreas{{7, 3}});
    session.apply(ZoomToNamed{"Riverside"});
    session.apply(SetTheme{Theme::dark});
    session.apply(SetUiScale{1.5});
    session.apply(FoldRail{Rail::right, true});
    session.apply(ResizeRail{Rail::left, 333});
    session.apply(ShowDrawerPage{"chart"});
    session.apply(SortTable{"name", true});
}

}  // namespace

TEST_CASE("a saved session comes back as it was") {
    Session session;
    session.open(test::small_county());
    change_everything(session);
    const std::string saved = session.save();
    Session restored;
    restored.set_pane_size(200, 150);
    restored.open(test::small_county(), saved);
    CHECK(restored.state() == session.state());
    CHECK(restored.settings() == session.settings());
    CHECK_FALSE(restored.notice().has_value());
    CHECK_FALSE(restored.can_undo());
    CHECK(restored.save() == saved);
    CHECK(restored.shown_camera() == session.state().camera);
}

TEST_CASE("a view of the whole county is saved as such and fits the next window") {
    Session session;
    session.open(test::small_county());
    session.set_pane_size(200, 150);
    Session restored;
    restored.open(test::small_county(), session.save());
    restored.set_pane_size(400, 300);
    CHECK(restored.shown_camera().mm_per_m == doctest::Approx(290.0 / 10'000));
}

TEST_CASE("ids that are gone fall back to the defaults with a word about it") {
    Session session;
    session.open(test::small_county());
    change_everything(session);
    auto changed = test::small_county();
    changed->layers = {test::count_layer()};
    changed->default_layer = "children";
    changed->places.pop_back();
    Session restored;
    restored.open(changed, session.save());
    CHECK(restored.state().maps[0].layer == "children");
    CHECK(restored.state().maps[0].places == std::vector<std::string>{"centres"});
    REQUIRE(restored.notice().has_value());
    CHECK(restored.notice()->text ==
          "Not restored, because the workspace no longer has the layer “child-poverty”, the places “schools” and the layer “score”.");
    CHECK(restored.settings() == session.settings());
    CHECK(restored.map(0).indicator);
}

TEST_CASE("areas are remembered by code, so a selection survives areas that come and go") {
    Session session;
    session.open(test::small_county());
    session.apply(SelectAreas{{1, 3}});
    auto changed = test::small_county();
    auto wards = std::make_shared<model::Geography>(*changed->geographies[1]);
    wards->codes[1] = "NEW";
    wards->area_of_code.erase("W01");
    changed->geographies[1] = wards;
    Session restored;
    restored.open(changed, session.save());
    CHECK(restored.state().selection == std::vector<model::AreaIndex>{3});
}

TEST_CASE("another workspace's session restores the settings only") {
    Session session;
    session.open(test::small_county());
    change_everything(session);
    auto other = test::small_county();
    other->file = "/other.toml";
    Session restored;
    restored.open(other, session.save());
    CHECK(restored.settings() == session.settings());
    CHECK(restored.state().maps[0].geography == "ward");
    CHECK(workspace_of_session(session.save()) == "/made/up/small.toml");
}

TEST_CASE("a broken or hostile file does no harm") {
    Session fresh;
    fresh.open(test::small_county());
    const SessionState start = fresh.state();
    for (const char* text : {"", "{", "[]", "null", "42", "\"text\""}) {
        Session session;
        session.open(test::small_county(), text);
        CHECK(session.state() == start);
        CHECK(session.notice()->text == "The saved session could not be read; everything starts afresh.");
    }
    const std::string wrong_kinds =
        R"({"format": 1, "workspace": "/made/up/small.toml", "maps": [{"layer": 5, "geography": [], "places": "x", "classes": {"method": "fixed",
        "count": 1e9, "breaks": [3, 1], "palette": "none"}}, 7], "selection": {"a": 1}, "camera": {"east": "x", "north": null, "mm_per_m": -1},
        "settings": {"ui_scale": 1e9, "left_width": "wide", "sort_column": "colour", "theme": 3}})";
    Session session;
    session.open(test::small_county(), wrong_kinds);
    CHECK(session.state().maps[0].layer == "child-poverty");
    CHECK(session.settings().ui_scale == 2);
    CHECK(session.settings().left_width == Settings{}.left_width);
    CHECK(session.settings().sort_column == "rank");
    CHECK(session.map(0).classification->class_count() > 0);
    CHECK(workspace_of_session("{").empty());
}
