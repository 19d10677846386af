#include "analysis/weights.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/counter_random.hpp"
#include "analysis/point_grid.hpp"
#include "base/error.hpp"
#include "support/text_map.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using geo::MapPoint;

namespace {

using Row = std::vector<AreaIndex>;

Row row(const Weights& weights, std::size_t area) { return {weights.of(area).begin(), weights.of(area).end()}; }

Weights weights_of(std::string_view map, std::string_view spec, const std::vector<MapPoint>& points = {}) {
    base::QuietJob job;
    return make_weights(test::text_coverage(map).coverage, points, weights_spec_from(spec), job);
}

/// Points in clumps and on their own, some of them at the same place, as areas lie in towns and country.
std::vector<MapPoint> clumped_points(std::size_t count) {
    CounterRandom random(4, 0);
    std::vector<MapPoint> points;
    for (std::size_t i = 0; i < count; ++i) {
        const double spread = i % 3 == 0 ? 100'000 : 300;
        const auto coordinate = [&] { return std::floor(spread * random.below(1000) / 1000); };
        const double x = coordinate();
        points.push_back({x, coordinate()});
    }
    return points;
}

}  // namespace

TEST_CASE("weights are written and read as the same text") {
    for (const std::string_view text : {"queen", "rook", "queen:2", "rook:3", "knn:6", "band:5000", "band:2500.5"})
        CHECK(to_text(weights_spec_from(text)) == text);
    CHECK(to_text(weights_spec_from("queen:1")) == "queen");
    CHECK(weights_spec_from("band:250") == WeightsSpec{.kind = WeightsKind::band, .band_m = 250});
}

TEST_CASE("weights that nobody can mean are refused in one sentence") {
    for (const char* text :
         {"", "king", "queen:0", "queen:x", "queen:2.5", "knn", "knn:0", "knn:", "band", "band:-5", "band:nan", "band:5km"})
        CHECK_THROWS_AS((void)weights_spec_from(text), base::Error);
}

TEST_CASE("queen takes corners, rook borders only, and order two the neighbours' neighbours") {
    CHECK(row(weights_of("ABC/DEF/GHI", "queen"), 0) == Row{1, 3, 4});
    CHECK(row(weights_of("ABC/DEF/GHI", "rook"), 0) == Row{1, 3});
    CHECK(row(weights_of("ABC/DEF/GHI", "rook:2"), 0) == Row{1, 2, 3, 4, 6});
    CHECK(row(weights_of("ABC/DEF/GHI", "rook:3"), 0) == Row{1, 2, 3, 4, 5, 6, 7});
    CHECK(row(weights_of("ABCDEF", "queen:2"), 2) == Row{0, 1, 3, 4});
}

TEST_CASE("an area that touches nobody is an island") {
    CHECK(weights_of("AB.C", "queen").islands() == Row{2});
    CHECK(weights_of("AB", "queen").islands().empty());
    CHECK(weights_of("A", "queen:2").islands() == Row{0});
}

TEST_CASE("areas at the edge of the coverage are told from those inside") {
    const Weights weights = weights_of("AAA/ABA/AAA", "queen");
    CHECK(weights.touches_outside == std::vector<std::uint8_t>{1, 0});
}

TEST_CASE("the nearest areas are by distance, ties by index, and need not be mutual") {
    const std::vector<MapPoint> points = {{0, 0}, {1000, 0}, {-1000, 0}, {5000, 0}};
    const Weights one = weights_of("ABCD", "knn:1", points);
    CHECK(row(one, 0) == Row{1});  // B and C are equally far
    CHECK(row(one, 3) == Row{1});  // D's nearest is B, but D is nobody's nearest
    CHECK(row(weights_of("ABCD", "knn:3", points), 2) == Row{0, 1, 3});
    CHECK_THROWS_AS((void)weights_of("ABCD", "knn:4", points), base::Error);
    CHECK_THROWS_AS((void)weights_of("ABCD", "knn:1"), base::Error);
}

TEST_CASE("a distance band includes its very end") {
    const std::vector<MapPoint> points = {{0, 0}, {3000, 4000}, {3000, 4001}, {0, 0}};
    const Weights band = weights_of("ABCD", "band:5000", points);
    CHECK(row(band, 0) == Row{1, 3});
    CHECK(row(band, 1) == Row{0, 2, 3});
    CHECK(weights_of("ABCD", "band:0.5", points).islands() == Row{1, 2});
}

TEST_CASE("the point grid finds what looking at every point finds") {
    const std::vector<MapPoint> points = clumped_points(500);
    const PointGrid grid(points);
    const auto squared = [&](std::size_t a, std::size_t b) {
        const MapPoint d = points[a] - points[b];
        return d.x * d.x + d.y * d.y;
    };
    for (std::size_t a = 0; a < points.size(); a += 7) {
        Row order, near;
        for (std::size_t b = 0; b < points.size(); ++b)
            if (b != a) order.push_back(static_cast<AreaIndex>(b));
        std::stable_sort(order.begin(), order.end(), [&](AreaIndex b, AreaIndex c) {
            return squared(a, static_cast<std::size_t>(b)) < squared(a, static_cast<std::size_t>(c));
        });
        for (std::size_t b = 0; b < points.size(); ++b)
            if (b != a && squared(a, b) <= 150.0 * 150) near.push_back(static_cast<AreaIndex>(b));
        CHECK(grid.nearest(static_cast<AreaIndex>(a), 9) == Row(order.begin(), order.begin() + 9));
        CHECK(grid.within(static_cast<AreaIndex>(a), 150) == near);
    }
}

TEST_CASE("the point grid copes with points on a line and all in one place") {
    const std::vector<MapPoint> line = {{0, 5}, {10, 5}, {1000, 5}, {1001, 5}}, heap(5, MapPoint{7, 7});
    CHECK(PointGrid(line).nearest(1, 2) == Row{0, 2});
    CHECK(PointGrid(heap).nearest(2, 3) == Row{0, 1, 3});
    CHECK(PointGrid(heap).within(2, 1) == Row{0, 1, 3, 4});
}

TEST_CASE("areas that are not kept lose all links and keep their numbers") {
    const std::vector<std::uint8_t> keep = {1, 0, 1, 1};
    const Weights weights = restricted(weights_of("ABCD", "queen"), keep);
    CHECK(weights.size() == 4);
    CHECK(weights.islands() == Row{0, 1});
    CHECK(row(weights, 2) == Row{3});
}
