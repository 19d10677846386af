// A plan's sites on the real map: dragged, clicked and moved by keys.
#include <doctest/doctest.h>

#include "viewer/stage.hpp"

using namespace needsmap;
using test::Stage;

namespace {

geo::MapPoint position(Stage& stage, const std::string& id) {
    REQUIRE(stage.session().state().plan);
    const app::PlanSite* site = stage.session().state().plan->find(id);
    REQUIRE(site != nullptr);
    return site->position;
}

/// A plan for the Children's Centres, seen so near that the first one stands alone: 1 : 20,000.
void begin(Stage& stage) {
    stage.play("plan-start childrens-centres");
    stage.session().apply(app::SetCamera{{position(stage, "CC-001"), 0.05}, false});
    stage.play("wait");
}

}  // namespace

TEST_CASE("dragging a site moves it, not the map, and is one step of undo") {
    NEEDS_OPENGL();
    Stage stage;
    begin(stage);
    const geo::MapPoint before = position(stage, "CC-001");
    const app::Camera camera = stage.session().state().camera;
    const geo::PixelBox box = stage.geometry().box;
    const double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    stage.play("drag " + std::to_string(x) + " " + std::to_string(y) + " " + std::to_string(x + 120) + " " + std::to_string(y - 60));
    CHECK(stage.session().state().camera == camera);
    const geo::MapPoint moved = position(stage, "CC-001") - before;
    const double m_per_px = 1 / (stage.geometry().pixel_from_page * stage.geometry().page_from_map).scale;
    CHECK(moved.x == doctest::Approx(120 * m_per_px).epsilon(0.01));
    CHECK(moved.y == doctest::Approx(60 * m_per_px).epsilon(0.01));
    CHECK(stage.session().selected_site() == "CC-001");
    CHECK(stage.session().siting()->sites_changed == "1 moved");
    stage.play("undo");
    CHECK(position(stage, "CC-001") == before);
}

TEST_CASE("arrow keys move the selected site by 100 m, Delete closes it, O opens it, Escape lets it go") {
    NEEDS_OPENGL();
    Stage stage;
    begin(stage);
    const geo::MapPoint before = position(stage, "CC-001");
    stage.play("plan-select CC-001\nkey right\nkey right\nkey down\nkey shift+up");
    CHECK(position(stage, "CC-001") == before + geo::MapPoint{200, 900});
    stage.play("key delete");
    CHECK_FALSE(stage.session().state().plan->find("CC-001")->open);
    stage.play("key o");
    CHECK(stage.session().state().plan->find("CC-001")->open);
    stage.play("key escape");
    CHECK(stage.session().selected_site().empty());
    const app::Camera camera = stage.session().state().camera;
    stage.play("key right");
    CHECK(stage.session().state().camera != camera);  // the arrows are the map's again
}

TEST_CASE("a click adds a site while adding, and selects areas again afterwards") {
    NEEDS_OPENGL();
    Stage stage;
    begin(stage);
    const std::size_t count = stage.session().state().plan->sites.size();
    const geo::PixelBox box = stage.geometry().box;
    const std::string place = std::to_string(box.min_x + 100) + " " + std::to_string(box.max_y - 100);
    stage.play("key a\nclick " + place);
    CHECK(stage.session().state().plan->sites.size() == count + 1);
    CHECK_FALSE(stage.session().is_adding_site());
    CHECK(stage.session().state().selection.empty());
}

TEST_CASE("journeys by car come in the background and are told in minutes") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("plan-start childrens-centres\nplan-travel drive 15\nwait");
    const app::SitingView& view = *stage.session().siting();
    CAPTURE(view.problem);
    CHECK(view.problem.empty());
    CHECK_FALSE(view.is_waiting);
    CHECK(view.finding.find("minutes by car") != std::string::npos);
    REQUIRE(view.summary);
    CHECK(view.summary->weight_covered > 0);
    // A site that was moved is estimated at once, and worked out when it is left alone.
    stage.session().apply(app::SelectSite{"CC-001"});
    stage.session().apply(app::MoveSite{"CC-001", position(stage, "CC-001") + geo::MapPoint{3'000, 0}});
    CHECK(stage.session().siting()->has_estimates);
    stage.play("wait");
    CHECK_FALSE(stage.session().siting()->has_estimates);
}
