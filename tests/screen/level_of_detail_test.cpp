#include "screen/level_of_detail.hpp"

#include <doctest/doctest.h>

#include "support/text_map.hpp"

using namespace needsmap;

namespace {

std::shared_ptr<const geo::CoverageLevels> levels() {
    const auto coverage = std::make_shared<const geo::Coverage>(test::text_coverage("AB/CD").coverage);
    return std::make_shared<const geo::CoverageLevels>(
        std::vector<geo::CoverageLevels::Level>{{0, coverage}, {4, coverage}, {64, coverage}, {256, coverage}});
}

screen::PictureScale metres_per_pixel(double metres) {
    constexpr double pixels_per_mm = 96 / 25.4;
    return {{1 / (metres * pixels_per_mm), 0, 0, -1}, pixels_per_mm};
}

}  // namespace

TEST_CASE("what is left out stays below two thirds of a pixel, in motion below twice that") {
    const auto map = levels();
    CHECK(screen::suitable_level(*map, metres_per_pixel(1), true) == 0);
    CHECK(screen::suitable_level(*map, metres_per_pixel(6), true) == 0);    // 3.9 m
    CHECK(screen::suitable_level(*map, metres_per_pixel(6.5), true) == 1);  // 4.2 m
    CHECK(screen::suitable_level(*map, metres_per_pixel(60), true) == 1);   // 39 m
    CHECK(screen::suitable_level(*map, metres_per_pixel(60), false) == 2);  // 78 m
    CHECK(screen::suitable_level(*map, metres_per_pixel(1000), true) == 3);
}

TEST_CASE("borders that are not shown at a scale cost nothing") {
    scene::Group group;
    group.items = {scene::CoverageFill{levels(), nullptr, {}}};
    const auto fill_only = screen::most_cost(group, metres_per_pixel(10));
    CHECK(fill_only > 0);
    scene::CoverageStroke borders{levels(), {{}, 0.1, {}}};
    borders.min_scale = 1;
    group.items.emplace_back(borders);
    CHECK(screen::most_cost(group, metres_per_pixel(10)) == fill_only);
    std::get<scene::CoverageStroke>(group.items[1]).min_scale = 0;
    CHECK(screen::most_cost(group, metres_per_pixel(10)) > fill_only);
}
