#include "analysis/deprivation_rank.hpp"

#include <doctest/doctest.h>

#include "analysis/six_areas.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

TEST_CASE("a ridit is the share of people who are more deprived plus half the area's own") {
    const DeprivationRanking ranking = rank_by_deprivation(six_areas().data());
    const std::vector<double> by_hand = {0.05, 0.2, 0.35, 0.55, 0.8, 0.95};
    REQUIRE(ranking.areas.size() == 6);
    for (std::size_t i = 0; i < 6; ++i) CHECK(ranking.areas[i].ridit == doctest::Approx(by_hand[i]).epsilon(1e-14));
    CHECK(ranking.base == 1'000);
    CHECK(ranking.events == 174);
}

TEST_CASE("a low value can be the deprived end") {
    const Areas areas = six_areas();
    DeprivationData data = areas.data();
    data.deprivation_direction = model::Direction::low_is_worse;
    const DeprivationRanking ranking = rank_by_deprivation(data);
    CHECK(ranking.areas.front().area == 5);
    CHECK(ranking.areas.back().area == 0);
}

TEST_CASE("equally deprived areas share a ridit") {
    const Areas areas = {cells("1 1 1 1"), cells("10 30 20 40"), cells("9 5 5 1")};
    const DeprivationRanking ranking = rank_by_deprivation(areas.data());
    CHECK(ranking.areas[1].ridit == doctest::Approx(0.35));  // 10 before, 50 here: (10 + 25) / 100
    CHECK(ranking.areas[2].ridit == ranking.areas[1].ridit);
    CHECK(ranking.areas[1].area == 1);
}

TEST_CASE("areas without all three numbers or with impossible ones are left out and counted") {
    const Areas areas = {cells("* 1 1 1 11 -1 2"), cells("10 - 10 0 10 10 20"), cells("1 2 * 4 5 6 7")};
    const DeprivationRanking ranking = rank_by_deprivation(areas.data());
    REQUIRE(ranking.areas.size() == 1);
    CHECK(ranking.areas[0].area == 6);
    CHECK(ranking.areas_left_out == 6);
    CHECK(rank_by_deprivation(areas.data(false)).areas.size() == 2);  // 11 events among 10 people are possible for a rate
}

TEST_CASE("deprivation for other areas is refused") {
    const Areas areas = {cells("1 1"), cells("10 10"), cells("9")};
    CHECK_THROWS_AS((void)rank_by_deprivation(areas.data()), base::Error);
}
