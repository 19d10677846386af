#include "scene/palette.hpp"

namespace needsmap::scene {

namespace {

constexpr Rgba rgb(std::uint32_t hex, std::uint8_t alpha = 255) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex), alpha};
}

MapTheme light() {
    MapTheme t;
    t.ground = rgb(0xEEF0EC), t.page = rgb(0xF6F7F5), t.text = rgb(0x1C2326), t.secondary_text = rgb(0x5A656B);
    t.hairline = rgb(0xDDE2E0), t.halo = rgb(0xFFFFFF, 225), t.accent = rgb(0x0B5CAD);
    t.missing_fill = rgb(0xF1F2F0), t.state_pattern = rgb(0x8D979B);
    t.ward_border = rgb(0xFFFFFF, 190), t.locality_border = rgb(0x6B7479, 190), t.district_border = rgb(0x3C464B),
    t.county_border = rgb(0x1C2326);
    t.water = rgb(0x5E93B8), t.road = rgb(0x7C7A74), t.motorway = rgb(0x4F5B66), t.railway = rgb(0x8A8A88), t.urban = rgb(0x3A3F42, 28);
    return t;
}

MapTheme dark() {
    MapTheme t;
    t.ground = rgb(0x191E22), t.page = rgb(0x14181B), t.text = rgb(0xE7ECEE), t.secondary_text = rgb(0x9AA7AE);
    t.hairline = rgb(0x2C353A), t.halo = rgb(0x14181B, 225), t.accent = rgb(0x5AA9F0);
    t.missing_fill = rgb(0x262D31), t.state_pattern = rgb(0x6E7A80);
    t.ward_border = rgb(0x14181B, 170), t.locality_border = rgb(0x14181B, 220), t.district_border = rgb(0xC9D2D6),
    t.county_border = rgb(0xF2F6F7);
    t.water = rgb(0x5B86A6), t.road = rgb(0x8C8A84), t.motorway = rgb(0xA8B0B8), t.railway = rgb(0x77787A), t.urban = rgb(0xE0E4E6, 26);
    return t;
}

MapTheme paper() {
    MapTheme t = light();
    t.ground = t.page = rgb(0xFFFFFF);
    t.halo = rgb(0xFFFFFF, 235);
    return t;
}

}  // namespace

const MapTheme& light_map_theme() {
    static const MapTheme theme = light();
    return theme;
}
const MapTheme& dark_map_theme() {
    static const MapTheme theme = dark();
    return theme;
}
const MapTheme& paper_map_theme() {
    static const MapTheme theme = paper();
    return theme;
}

}  // namespace needsmap::scene
