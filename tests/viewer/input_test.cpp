// Pointer and keys on the real interface, and what they do to the session.
#include <doctest/doctest.h>

#include <cmath>

#include "viewer/stage.hpp"

using namespace needsmap;
using test::Stage;

namespace {

double distance_px(Stage& stage, geo::MapPoint a, geo::MapPoint b) {
    return geo::distance(a, b) * (stage.geometry().pixel_from_page * stage.geometry().page_from_map).scale;
}

}  // namespace

TEST_CASE("a click selects the ward under the pointer, Ctrl adds one, the ground clears") {
    NEEDS_OPENGL();
    Stage stage;
    const auto charlbury = stage.area("Charlbury and Finstock"), burford = stage.area("Burford");
    stage.play("click " + stage.at("Burford"));
    CHECK(stage.session().state().selection == std::vector{burford});
    stage.play("click " + stage.at("Charlbury and Finstock") + " ctrl");
    CHECK(stage.session().state().selection == std::vector{burford, charlbury});
    stage.play("click " + stage.at("Burford") + " ctrl");
    CHECK(stage.session().state().selection == std::vector{charlbury});
    const geo::PixelBox box = stage.geometry().box;
    stage.play("click " + std::to_string(box.min_x + 30) + " " + std::to_string(box.min_y + 60));
    CHECK(stage.session().state().selection.empty());
}

TEST_CASE("hovering names the area and the service under the pointer, and nothing outside the map") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("move " + stage.at("Burford"));
    CHECK(stage.session().hovered() == stage.area("Burford"));
    const auto centres = stage.session().workspace()->find_places("childrens-centres");
    REQUIRE(centres);
    const geo::MapPoint place = centres->places.front().position;
    // Near enough that no two services share a symbol: 1 : 10,000.
    stage.session().apply(app::SetCamera{{place, 0.1}, false});
    stage.play("wait\nmove " + stage.at(place));
    REQUIRE(stage.session().hovered_place());
    CHECK(stage.session().hovered_place()->place_set == "childrens-centres");
    CHECK(stage.session().hovered_place()->place == 0);
    stage.play("move 100 300");
    CHECK(stage.session().hovered() == geo::no_area);
}

TEST_CASE("the wheel zooms and keeps the place under the pointer") {
    NEEDS_OPENGL();
    Stage stage;
    const geo::MapPoint place = stage.geometry().map_at({420, 380});
    const double before = stage.session().shown_camera().mm_per_m;
    stage.play("move 420 380\nwheel 2");
    CHECK(stage.session().shown_camera().mm_per_m > 1.5 * before);
    CHECK(distance_px(stage, stage.geometry().map_at({420, 380}), place) < 0.01);
}

TEST_CASE("dragging moves the map with the pointer and selects nothing") {
    NEEDS_OPENGL();
    Stage stage;
    const geo::MapPoint held = stage.geometry().map_at({600, 400});
    stage.play("wheel 0\ndrag 600 400 540 330");
    CHECK(distance_px(stage, stage.geometry().map_at({540, 330}), held) < 0.6);
    CHECK(stage.session().state().selection.empty());
}

TEST_CASE("a double-click looks inside, Backspace comes back") {
    NEEDS_OPENGL();
    Stage stage;
    REQUIRE(stage.session().geography().id == "ward");
    stage.play("double-click " + stage.at("Burford"));
    CHECK(stage.session().geography().id == "small-area");
    stage.play("key backspace");
    CHECK(stage.session().geography().id == "ward");
}

TEST_CASE("undo and redo by keys") {
    NEEDS_OPENGL();
    Stage stage;
    const std::string layer = stage.session().state().maps[0].layer;
    stage.play("key ]");
    const std::string next = stage.session().state().maps[0].layer;
    CHECK(next != layer);
    stage.play("key ctrl+z");
    CHECK(stage.session().state().maps[0].layer == layer);
    stage.play("key ctrl+shift+z");
    CHECK(stage.session().state().maps[0].layer == next);
    stage.play("key [");
    CHECK(stage.session().state().maps[0].layer == layer);
}

TEST_CASE("zoom keys, arrows and the way home") {
    NEEDS_OPENGL();
    Stage stage;
    const app::Camera home = stage.session().shown_camera();
    stage.play("key +");
    CHECK(stage.session().shown_camera().mm_per_m > 1.3 * home.mm_per_m);
    const double x = stage.session().shown_camera().centre.x;
    stage.play("key right");
    CHECK(stage.session().shown_camera().centre.x > x);
    stage.play("key 0");
    CHECK(stage.session().shown_camera() == home);
    stage.play("key -\nkey home");
    CHECK(stage.session().shown_camera() == home);
}

TEST_CASE("C compares two layers with one camera; hovering one map names the area of both") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("key c");
    REQUIRE(stage.session().state().comparing);
    REQUIRE(stage.headless().workbench().panes().size() == 2);
    stage.play("move " + stage.at("Burford", 1));
    CHECK(stage.session().hovered() == stage.area("Burford"));
    const geo::MapPoint place = stage.geometry(1).map_at({900, 400});
    stage.play("move 900 400\nwheel 1");
    CHECK(geo::distance(stage.geometry(1).map_at({900, 400}), place) < 5);
    CHECK(stage.geometry(0).page_from_map.scale == stage.geometry(1).page_from_map.scale);
    stage.play("key c");
    CHECK(stage.headless().workbench().panes().size() == 1);
}

TEST_CASE("typing a name after / flies there") {
    NEEDS_OPENGL();
    Stage stage;
    const double before = stage.session().shown_camera().mm_per_m;
    stage.play("key /\nframes 3\ntype ruscote\nframes 3\nkey enter");
    CHECK(stage.session().shown_camera().mm_per_m > 2 * before);
    const auto found = stage.area("Banbury Ruscote");
    REQUIRE(found != geo::no_area);
    CHECK(stage.session().geography().coverage->full().area_bounds(found).contains(stage.session().shown_camera().centre));
}

TEST_CASE("letters typed into a field are not commands") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("key /\nframes 3\ntype ct0\nframes 3");
    CHECK_FALSE(stage.session().state().comparing);
    CHECK(stage.session().settings().drawer_folded);
}

TEST_CASE("T opens the table, F1 the help, Ctrl+E the export, Escape closes") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("key t");
    CHECK_FALSE(stage.session().settings().drawer_folded);
    stage.play("key f1");
    CHECK(stage.session().dialog() == "help");
    stage.play("key escape");
    CHECK(stage.session().dialog().empty());
    stage.play("key ctrl+e");
    CHECK(stage.session().dialog() == "export");
    stage.play("key escape");
    CHECK(stage.session().dialog().empty());
}

TEST_CASE("Escape clears the selection") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("click " + stage.at("Burford") + "\nkey escape");
    CHECK(stage.session().state().selection.empty());
}
