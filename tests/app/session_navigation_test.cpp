#include <doctest/doctest.h>

#include "app/session.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using namespace needsmap::app;
using Areas = std::vector<model::AreaIndex>;

namespace {

struct OpenSession : Session {
    OpenSession() {
        open(test::small_county());
        set_pane_size(200, 150);
    }
    void settle() { advance(1); }
    [[nodiscard]] geo::PagePoint on_page(geo::MapPoint point) const {
        geo::PageBox pane;
        pane.add(geo::PagePoint{0, 0});
        pane.add(geo::PagePoint{200, 150});
        return shown_camera().page_from_map(pane) * point;
    }
};

}  // namespace

TEST_CASE("zooming about a point keeps it on the page, during the glide and after, also in the middle of another glide") {
    OpenSession session;
    const geo::MapPoint anchor{432'000, 207'000};
    const geo::PagePoint start = session.on_page(anchor);
    for (int wheel = 0; wheel < 5; ++wheel) {
        session.apply(ZoomBy{1.25, anchor});
        session.advance(0.05);
        CHECK(session.on_page(anchor).x == doctest::Approx(start.x).epsilon(1e-6));
        CHECK(session.on_page(anchor).y == doctest::Approx(start.y).epsilon(1e-6));
    }
    session.settle();
    CHECK(session.on_page(anchor).x == doctest::Approx(start.x).epsilon(1e-6));
    CHECK_FALSE(session.is_moving());
    CHECK_FALSE(session.can_undo());
}

TEST_CASE("dragging moves the map with the pointer at once") {
    OpenSession session;
    session.apply(ZoomBy{4, {}});
    session.settle();
    const geo::PagePoint before = session.on_page({435'000, 205'000});
    session.apply(PanBy{7, -3});
    const geo::PagePoint after = session.on_page({435'000, 205'000});
    CHECK(after.x - before.x == doctest::Approx(7));
    CHECK(after.y - before.y == doctest::Approx(-3));
    CHECK_FALSE(session.is_moving());
}

TEST_CASE("the camera stays within sensible scales and over the county") {
    OpenSession session;
    session.apply(ZoomBy{1e9, {}});
    session.settle();
    CHECK(session.shown_camera().mm_per_m == doctest::Approx(2));
    session.apply(ZoomBy{1e-12, {}});
    session.settle();
    CHECK(session.shown_camera().mm_per_m == doctest::Approx(0.25 * 140.0 / 10'000));
    session.apply(PanBy{1e6, 1e6});
    CHECK(session.shown_camera().centre == geo::MapPoint{430'000, 210'000});
    session.apply(ZoomToCounty{});
    session.settle();
    CHECK(session.shown_camera().centre == geo::MapPoint{435'000, 205'000});
}

TEST_CASE("the whole county refits when the pane changes, a chosen view stays") {
    OpenSession session;
    session.set_pane_size(100, 150);
    CHECK(session.shown_camera().mm_per_m == doctest::Approx(90.0 / 10'000));
    session.apply(ZoomToNamed{"Riverside"});
    session.settle();
    const Camera chosen = session.shown_camera();
    CHECK(chosen.centre == geo::MapPoint{432'500, 207'500});
    CHECK(chosen.mm_per_m == doctest::Approx(80.0 / 5'000));
    session.set_pane_size(300, 300);
    CHECK(session.shown_camera() == chosen);
}

TEST_CASE("an area of any geography can be flown to; what is not there is refused") {
    OpenSession session;
    session.apply(ZoomToArea{{"small-area", 15}});
    session.settle();
    CHECK(session.shown_camera().centre == geo::MapPoint{438'750, 208'750});
    session.apply(ZoomToArea{{"small-area", 99}});
    CHECK(session.notice()->is_problem);
    session.apply(ZoomToNamed{"Atlantis"});
    CHECK(session.notice()->is_problem);
    CHECK(session.notice()->text.starts_with("There is no area or town “Atlantis”"));
}

TEST_CASE("going in goes to the next finer areas inside, with the camera; going out comes back") {
    OpenSession session;
    session.apply(SetGeography{"county"});
    session.apply(DrillDown{0});
    CHECK(session.geography().id == "locality");  // as few areas as the districts, and first in the file
    session.apply(SelectAreas{{0}});
    session.apply(DrillDown{0});
    CHECK(session.geography().id == "ward");
    CHECK(session.state().selection == Areas{0, 2});  // the wards of the locality that was selected
    session.settle();
    CHECK(session.shown_camera().centre == geo::MapPoint{432'500, 205'000});
    session.apply(DrillDown{2});
    CHECK(session.geography().id == "small-area");
    session.settle();
    CHECK(session.shown_camera().centre == geo::MapPoint{432'500, 207'500});
    session.apply(DrillDown{8});
    CHECK(session.geography().id == "small-area");
    CHECK(session.notice()->text == "There are no smaller areas inside Small area 8.");

    session.apply(DrillUp{});
    CHECK(session.geography().id == "ward");
    session.settle();
    CHECK(session.shown_camera().centre == geo::MapPoint{432'500, 205'000});  // the wards seen among those of the locality
    session.apply(DrillUp{});
    CHECK(session.geography().id == "locality");
    session.apply(DrillUp{});
    CHECK(session.geography().id == "county");
    session.apply(DrillUp{});
    CHECK(session.notice()->text == "There are no larger areas.");
}

TEST_CASE("going in skips areas that the layer cannot be shown on") {
    auto county = test::small_county();
    auto layer = test::score_layer();
    layer->weight = "children";
    county->layers = {layer};
    Session session;
    session.open(county);
    session.apply(SetGeography{"ward"});
    CHECK(session.geography().id == "ward");
    session.apply(DrillDown{1});
    CHECK(session.geography().id == "small-area");
}

TEST_CASE("the selection follows the geography to the areas that hold it or lie inside it") {
    OpenSession session;
    session.apply(SelectAreas{{3, 0}});
    session.apply(SetGeography{"small-area"});
    CHECK(session.state().selection == Areas{10, 11, 14, 15, 0, 1, 4, 5});
    session.apply(SetGeography{"district"});
    CHECK(session.state().selection == Areas{1, 0});
    session.apply(SetGeography{"locality"});  // no lookup leads from districts to localities
    CHECK(session.state().selection.empty());
}
