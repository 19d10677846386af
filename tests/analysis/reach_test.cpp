#include "analysis/reach.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "support/layered_county.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using test::layered_county;
using test::LayeredCounty;

namespace {

/// Two wards: 40 of 200 (20 %) and 25 of 200 (12.5 %); small areas 30 of 100, 10 of 100, 24 of 100, 1 of 100.
LayeredCounty two_wards() { return layered_county({{0, 30, 100}, {0, 10, 100}, {1, 24, 100}, {1, 1, 100}}, 2); }

}  // namespace

TEST_CASE("the curve adds areas worst first") {
    const ReachCurve curve = reach_curve(*two_wards().small);
    REQUIRE(curve.points.size() == 5);
    CHECK(curve.points[0].in_need == 0);
    CHECK(curve.points[1].area == 0);
    CHECK(curve.points[2].area == 2);
    CHECK(curve.points[3].area == 1);
    CHECK(curve.points[2].in_need == 54);
    CHECK(curve.points[2].share_in_need == doctest::Approx(54.0 / 65));
    CHECK(curve.points[2].share_children == 0.5);
    CHECK(curve.points[4].share_in_need == 1);
    CHECK(curve.area_count() == 4);
}

TEST_CASE("with as many children small areas reach more than wards") {
    const LayeredCounty county = two_wards();
    const ReachCurve wards = reach_curve(*county.wards), small = reach_curve(*county.small);
    CHECK(reached_by_areas(wards, 1) == doctest::Approx(40.0 / 65));
    CHECK(reached_by_children(wards, 0.5) == doctest::Approx(40.0 / 65));
    CHECK(reached_by_children(small, 0.5) == doctest::Approx(54.0 / 65));
    // Half of the first small area: 15 of 65.
    CHECK(reached_by_children(small, 0.125) == doctest::Approx(15.0 / 65));
    CHECK(reached_by_children(small, 0) == 0);
    CHECK(reached_by_children(small, 2) == 1);
    CHECK(reached_by_areas(small, 99) == 1);
    CHECK(reached_by_areas(small, -1) == 0);
    model::LayerDefinition layer;
    layer.numerator_title = "children in poverty";
    CHECK(reach_sentence({wards, small}, layer, 1) ==
          "Targeting the worst ward reaches 61.5 % of children in poverty with 50.0 % of children; the worst small areas with as many "
          "reach 83.1 %.");
}

TEST_CASE("suppressed areas and impossible counts are in no point, and counted") {
    const LayeredCounty county = layered_county({{0, 30, 100}, {0, std::nullopt, 0}, {0, 5, 0}, {0, 20, 10}}, 1);
    const ReachCurve curve = reach_curve(*county.small);
    CHECK(curve.area_count() == 1);
    CHECK(curve.in_need_total == 30);
    CHECK(curve.without_number == 3);
    CHECK(curve.suppressed == 1);
    CHECK(curve.diagnostics.items().front().message ==
          "Neither reached nor in the total: 3 small areas without a usable number, 1 of them suppressed.");
}

TEST_CASE("ties come in the order of their codes") {
    const ReachCurve curve = reach_curve(*layered_county({{0, 5, 50}, {0, 10, 100}, {0, 1, 10}}, 1).small);
    CHECK(curve.points[1].area == 0);
    CHECK(curve.points[2].area == 1);
    CHECK(curve.points[3].area == 2);
}

TEST_CASE("where low is worse those without it are reached, lowest first") {
    model::LayerDefinition layer;
    layer.direction = model::Direction::low_is_worse;
    const ReachCurve curve = reach_curve(*layered_county({{0, 90, 100}, {0, 40, 100}}, 1, layer).small);
    CHECK(curve.points[1].area == 1);
    CHECK(curve.points[1].in_need == 60);
    CHECK(curve.in_need_total == 70);
}

TEST_CASE("nothing to reach is zero, not NaN") {
    const ReachCurve none = reach_curve(*layered_county({{0, 0, 100}, {0, 0, 50}}, 1).small);
    CHECK(none.points[1].share_in_need == 0);
    CHECK(reached_by_children(none, 0.5) == 0);
    const ReachCurve empty = reach_curve(*layered_county({{0, std::nullopt, 0}}, 1).small);
    CHECK(empty.area_count() == 0);
    CHECK(reached_by_areas(empty, 3) == 0);
    CHECK(reached_by_children(empty, 0.5) == 0);
    CHECK(reach_sentence({empty}, {}, 3) == "No area has children in need, so there is nothing to reach.");
}

TEST_CASE("a score has nobody to reach") {
    model::LayerDefinition layer;
    layer.title = "Deprivation", layer.kind = model::LayerKind::score;
    CHECK_THROWS_AS((void)reach_curve(*layered_county({{0, 5, 50}}, 1, layer).small), base::Error);
}
