#include "geo/predicates.hpp"

#include <doctest/doctest.h>

using namespace needsmap;
using geo::MapPoint;

TEST_CASE("orientation is right where plain arithmetic is not") {
    // Points on the line y = x moved by one unit in the last place: the determinant in doubles is 0 or has the wrong sign for many of
    // them. Expected signs follow from the construction.
    const MapPoint a{0.5, 0.5}, b{12, 12}, c{24, 24};
    CHECK(geo::orientation(a, b, c) == 0);
    const MapPoint up{0.5, std::nextafter(0.5, 1)}, down{0.5, std::nextafter(0.5, 0)};
    CHECK(geo::orientation(up, b, c) > 0);
    CHECK(geo::orientation(down, b, c) < 0);
    CHECK(geo::orientation(b, c, up) > 0);
    CHECK(geo::orientation(c, b, up) < 0);
}

TEST_CASE("orientation never depends on the order of the points beyond its sign") {
    // Nearly collinear points of map size; swapping two points must flip the sign exactly.
    for (int i = 0; i < 200; ++i) {
        const MapPoint a{451000.123 + i * 0.1, 206000.456 + i * 0.1}, b{451000.123 + i * 0.3, 206000.456 + i * 0.3},
            c{451000.123 + i * 0.7, 206000.456 + i * 0.7};
        const double o = geo::orientation(a, b, c);
        const auto sign = [](double v) { return (v > 0) - (v < 0); };
        CHECK(sign(geo::orientation(b, a, c)) == -sign(o));
        CHECK(sign(geo::orientation(b, c, a)) == sign(o));
        CHECK(sign(geo::orientation(c, b, a)) == -sign(o));
    }
}

TEST_CASE("segments meet when they cross, touch or overlap") {
    CHECK(geo::segments_meet({0, 0}, {2, 2}, {0, 2}, {2, 0}));
    CHECK(geo::segments_meet({0, 0}, {2, 0}, {1, 0}, {1, 5}));
    CHECK(geo::segments_meet({0, 0}, {2, 0}, {1, 0}, {3, 0}));
    CHECK(geo::segments_meet({0, 0}, {2, 0}, {2, 0}, {3, 1}));
    CHECK_FALSE(geo::segments_meet({0, 0}, {2, 0}, {3, 0}, {4, 0}));
    CHECK_FALSE(geo::segments_meet({0, 0}, {2, 2}, {1, 0}, {2, 1}));
    CHECK_FALSE(geo::segments_meet({0, 0}, {1, 1}, {2, 0}, {0.9, 1.2}));
}

TEST_CASE("a triangle contains its border") {
    const MapPoint a{0, 0}, b{4, 0}, c{0, 4};
    CHECK(geo::triangle_contains(a, b, c, {1, 1}));
    CHECK(geo::triangle_contains(a, b, c, {2, 2}));
    CHECK(geo::triangle_contains(a, b, c, {0, 0}));
    CHECK_FALSE(geo::triangle_contains(a, b, c, {2.0000001, 2}));
}
