#include "scene/display_list.hpp"

#include <cmath>
#include <numbers>

#include "base/error.hpp"

namespace needsmap::scene {

namespace {

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

Rgba rgba_from(std::string_view hex) {
    const auto fail = [&] {
        return base::Error("'" + std::string(hex) + "' is not a colour.", "Write it as #RRGGBB, for example #0B5CAD.");
    };
    if ((hex.size() != 7 && hex.size() != 9) || hex[0] != '#') throw fail();
    std::array<std::uint8_t, 4> channel{0, 0, 0, 255};
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
        const int high = hex_digit(hex[i + 1]), low = hex_digit(hex[i + 2]);
        if (high < 0 || low < 0) throw fail();
        channel[i / 2] = static_cast<std::uint8_t>(high * 16 + low);
    }
    return {channel[0], channel[1], channel[2], channel[3]};
}

PatternGeometry pattern_geometry(Pattern pattern) {
    switch (pattern) {
        case Pattern::dots: return {1.5, 0.34};
        case Pattern::hatch: return {1.4, 0.24};
        case Pattern::fine_hatch: return {0.8, 0.1};
        case Pattern::cross_hatch: return {1.6, 0.16};
        case Pattern::none: break;
    }
    return {1, 0};
}

double drawing_tolerance_m(const geo::PageFromMap& page_from_map) { return 0.08 / page_from_map.scale; }

namespace {

std::vector<geo::PagePoint> regular_polygon(int corners, double radius, double first_angle) {
    std::vector<geo::PagePoint> out;
    for (int i = 0; i < corners; ++i) {
        const double angle = first_angle + 2 * std::numbers::pi * i / corners;
        out.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return out;
}

std::vector<geo::PagePoint> star_outline() {
    std::vector<geo::PagePoint> out;
    for (int i = 0; i < 10; ++i) {
        const double angle = -std::numbers::pi / 2 + std::numbers::pi * i / 5;
        const double radius = i % 2 == 0 ? 0.62 : 0.29;
        out.push_back({radius * std::cos(angle), radius * std::sin(angle)});
    }
    return out;
}

std::vector<geo::PagePoint> cross_outline() {
    constexpr double a = 0.5, b = 0.18;  // half length and half width of the bars
    return {{-b, -a}, {b, -a}, {b, -b}, {a, -b}, {a, b}, {b, b}, {b, a}, {-b, a}, {-b, b}, {-a, b}, {-a, -b}, {-b, -b}};
}

}  // namespace

// Radii are chosen so that the shapes look equally heavy: a square inside the circle would look smaller than a circle.
std::vector<geo::PagePoint> marker_outline(model::MarkerShape shape) {
    constexpr double up = -std::numbers::pi / 2;
    switch (shape) {
        case model::MarkerShape::circle: return regular_polygon(40, 0.5, 0);
        case model::MarkerShape::square: return {{-0.45, -0.45}, {0.45, -0.45}, {0.45, 0.45}, {-0.45, 0.45}};
        case model::MarkerShape::triangle: return regular_polygon(3, 0.62, up);
        case model::MarkerShape::diamond: return regular_polygon(4, 0.6, up);
        case model::MarkerShape::star: return star_outline();
        case model::MarkerShape::pentagon: return regular_polygon(5, 0.54, up);
        case model::MarkerShape::cross: return cross_outline();
        case model::MarkerShape::hexagon: return regular_polygon(6, 0.53, up);
    }
    return {};
}

}  // namespace needsmap::scene
