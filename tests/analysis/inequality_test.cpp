#include "analysis/inequality.hpp"

#include <doctest/doctest.h>

#include "analysis/six_areas.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

bool has_note(const Inequality& result, std::string_view id) {
    for (const auto& d : result.diagnostics.items())
        if (d.id == id) return true;
    return false;
}

}  // namespace

TEST_CASE("areas fall into groups by the middle of their share of the population") {
    const Areas areas = six_areas();
    const Inequality halves = inequality(areas.data(), 2, 0.95);
    CHECK(halves.group_of_area == std::vector<int>{0, 0, 0, 1, 1, 1});
    CHECK(halves.groups[0].base == 400);
    CHECK(*halves.groups[0].rate == doctest::Approx(23.5));      // (30 + 44 + 20) / 400
    CHECK(*halves.groups[1].rate == doctest::Approx(80.0 / 6));  // (48 + 24 + 8) / 600
    CHECK(halves.groups[0].interval == rate_interval(94, 400, 100, true, 0.95));
    CHECK(halves.diagnostics.empty());
}

TEST_CASE("quintiles of ten equal areas are pairs") {
    const Areas areas = {same_cells(10, 5), same_cells(10, 50), cells("1 2 3 4 5 6 7 8 9 10")};
    const Inequality result = inequality(areas.data(), 5, 0.95);
    CHECK(result.group_of_area == std::vector<int>{4, 4, 3, 3, 2, 2, 1, 1, 0, 0});
    CHECK(result.gap->value == doctest::Approx(0));
    CHECK(result.ratio->value == doctest::Approx(1));
}

TEST_CASE("the gap between two groups has Newcombe's published interval") {
    // Newcombe (1998), Table II, example (a), method 10: 56/70 - 48/80 = 0.2000, 0.0524 to 0.3339.
    const Areas areas = {cells("56 48"), cells("70 80"), cells("2 1")};
    const Inequality result = inequality(areas.data(), 2, 0.95);
    CHECK(result.gap->value == doctest::Approx(20));
    CHECK(result.gap->interval->low == doctest::Approx(5.24).epsilon(1e-3));
    CHECK(result.gap->interval->high == doctest::Approx(33.39).epsilon(2e-4));
}

TEST_CASE("the ratio has a log-normal interval, wider for a rate than for a proportion") {
    // Python, from the printed formulas: 30/100 over 8/100.
    const Areas areas = {cells("30 8"), cells("100 100"), cells("2 1")};
    const Inequality share = inequality(areas.data(true), 2, 0.95), rate = inequality(areas.data(false), 2, 0.95);
    CHECK(share.ratio->value == doctest::Approx(3.75));
    CHECK(share.ratio->interval->low == doctest::Approx(1.8090154087470203).epsilon(1e-12));
    CHECK(share.ratio->interval->high == doctest::Approx(7.773565626917528).epsilon(1e-12));
    CHECK(rate.ratio->interval->low == doctest::Approx(1.7192088149667901).epsilon(1e-12));
}

TEST_CASE("equally deprived areas stay together even where that leaves a group empty") {
    const Areas areas = {cells("5 5 5 5"), same_cells(4, 50), cells("7 7 7 1")};
    const Inequality result = inequality(areas.data(), 4, 0.95);
    CHECK(result.group_of_area == std::vector<int>{1, 1, 1, 3});  // ridits 0.375 and 0.875
    CHECK_FALSE(result.groups[0].rate);
    CHECK_FALSE(result.gap);
    CHECK(has_note(result, "empty-group"));
}

TEST_CASE("a least deprived group without events has a gap but no ratio") {
    const Areas areas = {cells("5 0"), cells("50 50"), cells("2 1")};
    const Inequality result = inequality(areas.data(), 2, 0.95);
    CHECK(result.gap->value == doctest::Approx(10));
    CHECK_FALSE(result.ratio);
    CHECK(has_note(result, "no-ratio"));
    const Areas swapped = {cells("0 5"), cells("50 50"), cells("2 1")};
    const Inequality zero = inequality(swapped.data(), 2, 0.95);
    CHECK(zero.ratio->value == 0);
    CHECK_FALSE(zero.ratio->interval);
}

TEST_CASE("suppressed areas belong to no group") {
    const Areas areas = {cells("* 5 6 7"), cells("50 50 50 50"), cells("4 3 2 1")};
    const Inequality result = inequality(areas.data(), 3, 0.95);
    CHECK(result.group_of_area == std::vector<int>{-1, 0, 1, 2});
    CHECK(result.areas_left_out == 1);
}

TEST_CASE("nothing, one area, constant deprivation and a million events give sentences or numbers") {
    const Areas nothing = {cells("- *"), cells("0 1"), cells("1 1")}, one = {cells("3"), cells("10"), cells("1")};
    const Areas constant = {cells("3 4 5"), cells("10 10 10"), cells("1 1 1")};
    CHECK(has_note(inequality(nothing.data(), 5, 0.95), "empty-group"));
    CHECK(has_note(inequality(nothing.data(), 5, 0.95), "no-events"));
    CHECK(has_note(inequality(one.data(), 5, 0.95), "no-slope"));
    CHECK(has_note(inequality(constant.data(), 5, 0.95), "no-slope"));
    const Areas huge = {cells("1000000 1000000 500000"), cells("1000000 2000000 2000000"), cells("3 2 1")};
    const Inequality result = inequality(huge.data(), 3, 0.998);
    CHECK(result.gap->interval->low < result.gap->value);
    CHECK(result.gap->interval->high <= 100);
}

TEST_CASE("one group, or a confidence that is none, is refused") {
    const Areas areas = six_areas();
    CHECK_THROWS_AS((void)inequality(areas.data(), 1, 0.95), base::Error);
    CHECK_THROWS_AS((void)inequality(areas.data(), 5, 95), base::Error);
}
