#include "scene/display_list.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.hpp"

using namespace needsmap;
using scene::Rgba;

TEST_CASE("colours are read from hex with and without alpha") {
    CHECK(scene::rgba_from("#0B5CAD") == Rgba{0x0B, 0x5C, 0xAD, 255});
    CHECK(scene::rgba_from("#0b5cad80") == Rgba{0x0B, 0x5C, 0xAD, 0x80});
}

TEST_CASE("a colour that cannot be read is an error that shows it") {
    for (const char* text : {"", "0B5CAD", "#12345", "#12345G", "red", "#1234567"}) {
        CAPTURE(text);
        CHECK_THROWS_WITH_AS((void)scene::rgba_from(text), doctest::Contains(("'" + std::string(text) + "'").c_str()), base::Error);
    }
}

TEST_CASE("every pattern but none has marks smaller than their spacing") {
    using enum scene::Pattern;
    for (const auto pattern : {dots, hatch, fine_hatch, cross_hatch}) {
        const auto geometry = scene::pattern_geometry(pattern);
        CHECK(geometry.thickness_mm > 0);
        CHECK(geometry.thickness_mm < geometry.spacing_mm / 2);  // otherwise a photocopy turns it black
    }
}

TEST_CASE("marker shapes balance on their anchor and look equally heavy") {
    using enum model::MarkerShape;
    for (const auto shape : {circle, square, triangle, diamond, star, pentagon, cross, hexagon}) {
        CAPTURE(static_cast<int>(shape));
        const auto outline = scene::marker_outline(shape);
        REQUIRE(outline.size() >= 3);
        double area = 0, cx = 0, cy = 0, reach = 0;
        for (std::size_t i = 0; i < outline.size(); ++i) {
            const auto &p = outline[i], &q = outline[(i + 1) % outline.size()];
            const double w = p.x * q.y - q.x * p.y;
            area += w / 2, cx += (p.x + q.x) * w / 6, cy += (p.y + q.y) * w / 6;
            reach = std::max(reach, std::hypot(p.x, p.y));
        }
        CHECK(std::abs(cx / area) < 1e-9);
        CHECK(std::abs(cy / area) < 1e-9);
        CHECK(std::abs(area) > 0.4);  // a circle of width 1 has 0.785
        CHECK(std::abs(area) < 0.9);
        CHECK(reach <= 0.65);
    }
}

TEST_CASE("the drawing tolerance is 0.08 mm on the page, in map metres") {
    // 1 mm on the page = 1 km on the ground: 0.08 mm = 80 m
    CHECK(scene::drawing_tolerance_m({.scale = 0.001, .offset_x = 0, .offset_y = 0, .y_sign = -1}) == doctest::Approx(80));
}
