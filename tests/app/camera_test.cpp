#include "app/camera.hpp"

#include <doctest/doctest.h>

#include "app/camera_flight.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

geo::MapBox box(double west, double south, double east, double north) {
    geo::MapBox b;
    b.add(geo::MapPoint{west, south});
    b.add(geo::MapPoint{east, north});
    return b;
}

geo::PageBox pane(double width, double height) {
    geo::PageBox b;
    b.add(geo::PagePoint{0, 0});
    b.add(geo::PagePoint{width, height});
    return b;
}

/// Where a map point stands on a page of 200 x 100 mm.
geo::PagePoint on_page(const Camera& camera, geo::MapPoint point) { return camera.page_from_map(pane(200, 100)) * point; }

}  // namespace

TEST_CASE("a box is shown whole with the margin free") {
    // 20 km x 5 km into 200 x 100 mm less 10 mm on each side: 180 mm / 20,000 m = 0.009 mm per m; the height would allow 80 / 5,000 = 0.016.
    const Camera camera = Camera::showing(box(400'000, 200'000, 420'000, 205'000), 200, 100, 10);
    CHECK(camera.mm_per_m == doctest::Approx(0.009));
    CHECK(camera.centre == geo::MapPoint{410'000, 202'500});
    CHECK(on_page(camera, {400'000, 202'500}).x == doctest::Approx(10));
    CHECK(on_page(camera, {420'000, 202'500}).x == doctest::Approx(190));
}

TEST_CASE("north is up: a point further north stands higher on the page") {
    const Camera camera{{400'000, 200'000}, 0.01};
    CHECK(on_page(camera, {400'000, 201'000}).y == doctest::Approx(50 - 10));
}

TEST_CASE("a single point is shown with its surroundings, and a tiny pane still has a scale") {
    CHECK(Camera::showing(box(400'000, 200'000, 400'000, 200'000), 200, 100, 0).mm_per_m == doctest::Approx(100.0 / 400));
    CHECK(Camera::showing(box(0, 0, 1000, 1000), 10, 10, 20).mm_per_m == doctest::Approx(5.0 / 1000));
    CHECK(Camera::showing(geo::MapBox{}, 200, 100, 0) == Camera{});
}

TEST_CASE("between two views the point they share stays where it is") {
    // Zooming by 3 about the anchor keeps it on the page at both ends; then it must be there all the way.
    const geo::MapPoint anchor{405'000, 203'000};
    const Camera from{{400'000, 200'000}, 0.01};
    const double scale = 0.03;
    const Camera to{anchor - (anchor - from.centre) * (from.mm_per_m / scale), scale};
    const geo::PagePoint start = on_page(from, anchor);
    for (double t = 0; t <= 1.0001; t += 0.125) {
        const geo::PagePoint now = on_page(between(from, to, t), anchor);
        CHECK(now.x == doctest::Approx(start.x).epsilon(1e-9));
        CHECK(now.y == doctest::Approx(start.y).epsilon(1e-9));
    }
}

TEST_CASE("between views of one scale the centre moves evenly") {
    const Camera half = between({{0, 0}, 0.01}, {{100, 50}, 0.01}, 0.5);
    CHECK(half.centre.x == doctest::Approx(50));
    CHECK(half.centre.y == doctest::Approx(25));
    CHECK(half.mm_per_m == doctest::Approx(0.01));
}

TEST_CASE("a flight ends at its goal within a quarter of a second and can be interrupted") {
    CameraFlight flight;
    flight.jump({{0, 0}, 0.01});
    CHECK_FALSE(flight.is_moving());
    flight.fly({{1000, 0}, 0.01});
    CHECK(flight.is_moving());
    flight.advance(0.1);
    const Camera middle = flight.shown();
    CHECK(middle.centre.x > 0);
    CHECK(middle.centre.x < 1000);
    flight.fly({{0, 500}, 0.01});
    CHECK(flight.shown() == middle);  // no jump when the goal changes
    flight.advance(0.25);
    CHECK_FALSE(flight.is_moving());
    CHECK(flight.shown() == Camera{{0, 500}, 0.01});
}
