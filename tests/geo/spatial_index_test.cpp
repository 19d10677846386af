#include "geo/spatial_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "support/text_map.hpp"

using namespace needsmap;
using geo::AreaIndex;
using geo::MapBox;
using geo::MapPoint;

namespace {

std::shared_ptr<const geo::Coverage> shared_coverage(std::string_view text, const test::TextMapFrame& frame = {}) {
    return std::make_shared<const geo::Coverage>(test::text_coverage(text, frame).coverage);
}

}  // namespace

TEST_CASE("a box index finds what a linear search finds") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> place(0, 1000), size(0, 60);
    for (const std::size_t count : {0u, 1u, 7u, 8u, 9u, 65u, 1000u}) {
        std::vector<MapBox> boxes(count);
        for (std::size_t i = 0; i < count; ++i) {
            if (i % 10 == 3) continue;  // an area without ground has an empty box
            const double x = place(random), y = place(random);
            boxes[i] = {x, y, x + size(random), y + size(random)};
        }
        const geo::BoxIndex index(boxes);
        for (int q = 0; q < 50; ++q) {
            const double x = place(random), y = place(random);
            const MapBox query{x, y, x + size(random), y + size(random)};
            std::vector<std::uint32_t> expected, found;
            for (std::uint32_t i = 0; i < count; ++i)
                if (boxes[i].intersects(query)) expected.push_back(i);
            index.query(query, [&](std::uint32_t i) {
                found.push_back(i);
                return true;
            });
            std::sort(found.begin(), found.end());
            CHECK(found == expected);
        }
    }
}

TEST_CASE("a search stops when the visitor has seen enough") {
    const geo::BoxIndex index(std::vector<MapBox>(100, MapBox{0, 0, 1, 1}));
    int seen = 0;
    index.query({0, 0, 1, 1}, [&](std::uint32_t) { return ++seen < 3; });
    CHECK(seen == 3);
}

TEST_CASE("the area under a point is found, holes and islands too") {
    // B is an enclave of A, C is an island, the dot inside A's second block is a hole.
    const auto coverage = shared_coverage(R"(
AAAAA.C
ABA.A..
AAAAA..)",
                                          {.cell_m = 1, .west_m = 0, .south_m = 0});
    const geo::AreaLocator locator(coverage);
    CHECK(locator.find({0.5, 0.5}) == 0);
    CHECK(locator.find({1.5, 1.5}) == 1);
    CHECK(locator.find({6.5, 2.5}) == 2);
    CHECK(locator.find({3.5, 1.5}) == geo::no_area);
    CHECK(locator.find({5.5, 1.5}) == geo::no_area);
    CHECK(locator.find({-1, 1.5}) == geo::no_area);
    CHECK(locator.find({std::nan(""), 1.5}) == geo::no_area);
}

TEST_CASE("a point on a shared border belongs to exactly one area") {
    const auto coverage = shared_coverage("AABB/CADB/CCDD", {.cell_m = 1, .west_m = 0, .south_m = 0});
    // Every lattice point and edge midpoint strictly inside the map.
    for (double x = 0.5; x < 4; x += 0.5) {
        for (double y = 0.5; y < 3; y += 0.5) {
            int owners = 0;
            for (AreaIndex a = 0; a < 4; ++a) owners += geo::area_contains(*coverage, a, {x, y}) ? 1 : 0;
            CHECK_MESSAGE(owners == 1, "at ", x, " ", y);
        }
    }
}

TEST_CASE("areas in view are listed in ascending order") {
    const auto coverage = shared_coverage("ABC/DEF", {.cell_m = 1, .west_m = 0, .south_m = 0});
    const geo::AreaLocator locator(coverage);
    CHECK(locator.in_box({0.2, 0.2, 1.2, 1.8}) == std::vector<AreaIndex>{0, 1, 3, 4});
    CHECK(locator.in_box({10, 10, 11, 11}).empty());
}
