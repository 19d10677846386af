#include "geo/crs.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

#include "base/error.hpp"
#include "geo/grid_projection.hpp"

using namespace needsmap;
using geo::MapPoint;

TEST_CASE("National Grid coordinates are copied as they are") {
    const geo::MapFromCrs from("EPSG:27700");
    CHECK(from.is_identity());
    std::vector<MapPoint> points = {{451234.5, 206789.25}};
    from.transform(points);
    CHECK(points[0] == MapPoint{451234.5, 206789.25});
    CHECK(from.accuracy_note().empty());
}

TEST_CASE("degrees become National Grid metres") {
    // Computed once with cs2cs (PROJ 9.1.1, no OSTN15 grid): OGC:CRS84 -1.2 51.7. The tolerance of 10 m lets a machine that has the
    // grid file pass too: the 7-parameter transformation is up to about 5 m off the grid.
    for (const char* source : {"EPSG:4326", "OGC:CRS84", "EPSG:4258"}) {
        const geo::MapFromCrs from(source);
        CHECK_FALSE(from.is_identity());
        std::vector<MapPoint> points = {{-1.2, 51.7}};
        from.transform(points);
        CHECK(std::abs(points[0].x - 455384.718) < 10);
        CHECK(std::abs(points[0].y - 200442.210) < 10);
        CHECK_FALSE(from.accuracy_note().empty());
    }
}

TEST_CASE("going to degrees and back returns to the same place") {
    const geo::LonLatFromMap to_degrees;
    const geo::MapFromCrs to_map("EPSG:4326");
    std::vector<MapPoint> points;
    std::vector<MapPoint> expected;
    for (double x = 90e3; x < 660e3; x += 19e3) {
        for (double y = 10e3; y < 660e3; y += 23e3) {
            const geo::LonLat degrees = to_degrees({x, y});
            points.push_back({degrees.x, degrees.y});
            expected.push_back({x, y});
        }
    }
    to_map.transform(points);
    // PROJ undoes the small-angle rotation with its transpose, which is about 1 mm off a true inverse over England.
    double largest = 0;
    for (std::size_t i = 0; i < points.size(); ++i) largest = std::max(largest, distance(points[i], expected[i]));
    CHECK(largest < 2e-3);
}

TEST_CASE("the closed form is for one kind of pipeline only") {
    const std::string helmert =
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step +proj=push +v_3 +step +proj=cart +ellps=WGS84 "
        "+step +inv +proj=helmert +x=446.448 +y=-125.157 +z=542.06 +rx=0.15 +ry=0.247 +rz=0.842 +s=-20.489 "
        "+convention=position_vector +step +inv +proj=cart +ellps=airy +step +proj=pop +v_3 "
        "+step +proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy";
    const auto closed = geo::GridProjection::from_pipeline(helmert);
    REQUIRE(closed);
    // cs2cs of PROJ 9.1.1 with more digits; the formulas agree to nanometres, the expected figure has six decimals.
    const MapPoint p = (*closed)({-1.2, 51.7});
    CHECK(std::abs(p.x - 455384.718312) < 1e-6);
    CHECK(std::abs(p.y - 200442.209911) < 1e-6);
    CHECK(closed->covers({-6.4, 49.9}));
    CHECK_FALSE(closed->covers({20, 52}));
    CHECK_FALSE(closed->covers({std::nan(""), 52}));

    CHECK_FALSE(geo::GridProjection::from_pipeline("+proj=noop"));
    CHECK_FALSE(geo::GridProjection::from_pipeline("+proj=pipeline +step +inv +proj=hgridshift +grids=x.tif +step +proj=tmerc"));
    CHECK_FALSE(geo::GridProjection::from_pipeline(helmert + " +step +proj=axisswap +order=2,1"));
    CHECK_FALSE(geo::GridProjection::from_pipeline(helmert + " +approx"));
}

TEST_CASE("other systems go through PROJ") {
    const geo::MapFromCrs from("EPSG:3857");
    // The same point as above: x = -1.2 degrees, y = 51.7 degrees on the Mercator sphere of radius 6378137 m.
    std::vector<MapPoint> points = {{-133583.388951, 6742887.5}};
    points[0].y = 6378137 * std::log(std::tan((90 + 51.7) / 2 * std::acos(-1.0) / 180));
    from.transform(points);
    CHECK(std::abs(points[0].x - 455384.718) < 10);
    CHECK(std::abs(points[0].y - 200442.210) < 10);
}

TEST_CASE("a point that cannot be converted becomes no point") {
    const geo::MapFromCrs from("EPSG:4326");
    std::vector<MapPoint> points = {{std::nan(""), 51}, {-1, 1e9}, {INFINITY, 51}, {-1.2, 51.7}};
    from.transform(points);
    CHECK(std::isnan(points[0].x));
    CHECK(std::isnan(points[1].x));
    CHECK(std::isnan(points[2].y));
    CHECK(std::isfinite(points[3].x));
}

TEST_CASE("an unknown coordinate system is named") {
    CHECK_THROWS_WITH_AS(geo::MapFromCrs("EPSG:999999"), doctest::Contains("EPSG:999999"), base::Error);
    CHECK_THROWS_AS(geo::MapFromCrs(""), base::Error);
}

TEST_CASE("raw coordinates are recognised by their range") {
    using enum geo::CoordinateGuess;
    CHECK(geo::guess_coordinates(-1.7, 51.4, -0.8, 52.2) == lon_lat);
    CHECK(geo::guess_coordinates(448101, 201647, 457014, 211089) == british_national_grid);
    CHECK(geo::guess_coordinates(-190000, 6.70e6, -95000, 6.83e6) == web_mercator);
    CHECK(geo::guess_coordinates(5.0e6, -3e6, 5.1e6, -2e6) == unknown);
    CHECK(geo::guess_coordinates(std::nan(""), 0, 1, 1) == unknown);
}
