#include "analysis/isochrone.hpp"

#include <doctest/doctest.h>

#include <random>

#include "analysis/road_costs.hpp"
#include "base/error.hpp"
#include "geo/geos_handle.hpp"
#include "geo/rings.hpp"
#include "support/tiny_roads.hpp"

using namespace needsmap;
using geo::MapPoint;
using model::no_way;

namespace {

analysis::Isochrones draw(const model::RoadNetwork& network, std::vector<MapPoint> sites, std::vector<double> minutes) {
    base::QuietJob job;
    return analysis::isochrones(network, sites, {model::RoadMode::walk, std::move(minutes), 500, 100}, job);
}
bool covers(const analysis::Isochrone& band, MapPoint p) {
    for (const geo::RingsOfPart& part : band.parts) {
        bool inside = geo::ring_contains(part[0], p);
        for (std::size_t h = 1; h < part.size(); ++h) inside = inside && !geo::ring_contains(part[h], p);
        if (inside) return true;
    }
    return false;
}
double area_m2(const analysis::Isochrone& band) {
    double sum = 0;
    for (const geo::RingsOfPart& part : band.parts)
        for (const auto& ring : part) sum += geo::signed_area_m2(ring);
    return sum;
}

}  // namespace

TEST_CASE("along one road the band ends where the minutes end, and keeps its distance beside it") {
    // 4,000 m walked in 50 min (80 m a minute), the site in the middle.
    const auto network = test::network_of({{0, 0}, {4000, 0}}, {{0, 1, 3000000, 3000000}});
    const auto out = draw(network, {{2000, 0}}, {10, 5});
    REQUIRE(out.bands.size() == 2);
    CHECK(out.bands[0].minutes == 5);
    CHECK(out.bands[0].road_km == doctest::Approx(0.8).epsilon(0.02));  // 400 m on both sides, counted in steps of 10 m
    CHECK(out.bands[1].road_km == doctest::Approx(1.6).epsilon(0.02));
    CHECK(covers(out.bands[0], {2380, 0}));
    CHECK_FALSE(covers(out.bands[0], {2425, 0}));  // half a cell of 20 m and more beyond
    CHECK(covers(out.bands[0], {2000, 85}));
    CHECK_FALSE(covers(out.bands[0], {2000, 115}));
    CHECK(covers(out.bands[1], {2600, 80}));
}

TEST_CASE("the way is towards the site: behind the end of a one-way road nobody gets there") {
    // 0 -> 1 only, 800 m in 10 min; the site at 1.
    const auto network =
        test::network_of({{0, 0}, {800, 0}, {1600, 0}}, {{0, 1, 600000, no_way}, {1, 2, 600000, no_way}, {2, 0, 600000, no_way}});
    const auto out = draw(network, {{800, 0}}, {5});
    CHECK(covers(out.bands[0], {500, 0}));
    CHECK_FALSE(covers(out.bands[0], {1000, 0}));
}

TEST_CASE("ground that no road leads to stays out, as a hole") {
    // A square of 1,000 m sides, each 1 min.
    const auto network = test::network_of({{0, 0}, {1000, 0}, {1000, 1000}, {0, 1000}},
                                          {{0, 1, 60000, 60000}, {1, 2, 60000, 60000}, {2, 3, 60000, 60000}, {3, 0, 60000, 60000}});
    const auto out = draw(network, {{0, 0}}, {10});
    REQUIRE(out.bands[0].parts.size() == 1);
    CHECK(out.bands[0].parts[0].size() == 2);
    CHECK_FALSE(covers(out.bands[0], {500, 500}));
    CHECK(covers(out.bands[0], {500, 60}));
    // 200 m wide around 4 km of road: four strips, four inner corners counted once, four rounded outer corners. Cells of 20 m take 3 % away.
    const double expected = 4 * 1000 * 200 - 4 * 100 * 100 + 3.14159 * 100 * 100;
    CHECK(area_m2(out.bands[0]) == doctest::Approx(expected).epsilon(0.03));
}

TEST_CASE("bands are valid polygons, each within the next, and hold the points that the costs say") {
    const auto network = test::random_town(30, 21);
    const std::vector<MapPoint> sites = {{450400, 200500}, {452300, 202000}};
    const auto out = draw(network, sites, {0.5, 1, 1.5, 2.5});
    const geo::Geos geos;
    std::vector<geo::Geos::Geometry> shapes;
    for (const auto& band : out.bands) {
        shapes.push_back(geos.multi_polygon(band.parts));
        CHECK_MESSAGE(geos.validity(*shapes.back()).valid, geos.validity(*shapes.back()).reason);
        CHECK(area_m2(band) == doctest::Approx(geos.area_m2(*shapes.back())).epsilon(1e-9));
    }
    for (std::size_t i = 1; i < shapes.size(); ++i) CHECK(geos.area_m2(*geos.difference(*shapes[i - 1], *shapes[i])) < 1e-3);
    // Points beside roads, against the minutes of the cost matrix; those within a cell's walk (20 m, 0.25 min) of the limit may fall either way.
    std::mt19937 random(4);
    std::vector<MapPoint> points;
    for (int i = 0; i < 400; ++i)
        points.push_back({450000 + static_cast<double>(random() % 2900), 200000 + static_cast<double>(random() % 2900)});
    base::QuietJob job;
    const auto costs = analysis::road_costs(network, points, sites, {model::RoadMode::walk, 60}, job);
    int checked = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double minutes = std::min(costs.costs.at(i, 0), costs.costs.at(i, 1));
        if (minutes > 3) continue;
        for (const auto& band : out.bands) {
            if (minutes >= band.minutes - 0.25) continue;
            CHECK(covers(band, points[i]));
            ++checked;
        }
    }
    CHECK(checked > 50);
}

TEST_CASE("a site far from every road reaches nothing and is told; no minutes are an error") {
    const auto network = test::network_of({{0, 0}, {800, 0}}, {{0, 1, 600000, 600000}});
    const auto out = draw(network, {{0, 900}}, {5});
    CHECK(out.unreachable_sites == std::vector<std::uint32_t>{0});
    CHECK(out.bands[0].parts.empty());
    CHECK(out.diagnostics.items().size() == 1);
    CHECK(draw(network, {}, {5}).bands[0].parts.empty());
    CHECK_THROWS_AS(draw(network, {{0, 0}}, {}), base::Error);
    CHECK_THROWS_AS(draw(network, {{0, 0}}, {5, 0}), base::Error);
}

TEST_CASE("a start that is some minutes away from the site reaches so much less far") {
    const auto network = test::network_of({{0, 0}, {4000, 0}}, {{0, 1, 3000000, 3000000}});
    base::QuietJob job;
    // 5 of 10 minutes are gone at (2000, 0): 400 m are left, as for the site itself in 5 minutes.
    const std::vector<analysis::IsochroneStart> starts = {{{2000, 0}, 5}};
    const auto out = analysis::isochrones(network, starts, {model::RoadMode::walk, {10}, 500, 100}, job);
    const auto plain = draw(network, {{2000, 0}}, {5});
    CHECK(out.bands[0].road_km == doctest::Approx(plain.bands[0].road_km).epsilon(1e-9));
    CHECK(area_m2(out.bands[0]) == doctest::Approx(area_m2(plain.bands[0])).epsilon(1e-6));
}
