#include "analysis/hot_spots.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/counter_random.hpp"
#include "analysis/reference_data.hpp"
#include "base/error.hpp"
#include "support/text_map.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;
using model::CellState;

namespace {

constexpr std::string_view five_by_five = "ABCDE/FGHIJ/KLMNO/PQRST/UVWXY";

Weights queen_of(std::string_view map) {
    base::QuietJob job;
    return make_weights(test::text_coverage(map).coverage, {}, {}, job);
}

/// A square of cells with queen neighbours, without a map behind it.
Weights queen_grid(int side) {
    Weights weights;
    weights.rows.begin.push_back(0);
    for (int cell = 0; cell < side * side; ++cell) {
        for (int other = 0; other < side * side; ++other)
            if (other != cell && std::abs(other / side - cell / side) <= 1 && std::abs(other % side - cell % side) <= 1)
                weights.rows.index.push_back(other);
        weights.rows.begin.push_back(static_cast<std::uint32_t>(weights.rows.index.size()));
    }
    weights.touches_outside.assign(static_cast<std::size_t>(side * side), 0);
    return weights;
}

HotSpotResult run(const HotSpotInput& input, const Weights& weights, HotSpotStatistic statistic, const HotSpotOptions& options = {}) {
    base::QuietJob job;
    return hot_spots(input, weights, statistic, options, job);
}
HotSpotResult run(const std::vector<Cell>& values, const Weights& weights, HotSpotStatistic statistic = HotSpotStatistic::gi_star,
                  const HotSpotOptions& options = {}) {
    return run(HotSpotInput{.values = values}, weights, statistic, options);
}

bool says(const HotSpotResult& result, std::string_view id) {
    return std::ranges::any_of(result.diagnostics.items(), [&](const base::Diagnostic& d) { return d.id == id; });
}

/// 15 x 15 cells of noise between 0 and 1; those of a 3 x 3 block in the middle are raised.
std::vector<Cell> planted(double raised_by) {
    CounterRandom random(11, 0);
    std::vector<Cell> values;
    for (int cell = 0; cell < 225; ++cell) {
        const bool inside = std::abs(cell / 15 - 7) <= 1 && std::abs(cell % 15 - 7) <= 1;
        values.push_back(Cell::of(random.below(1000) / 1000.0 + (inside ? raised_by : 0)));
    }
    return values;
}
constexpr std::size_t middle = 7 * 15 + 7;

}  // namespace

TEST_CASE("a planted block is hot, and cold when its values are low") {
    const auto hot = run(planted(2), queen_grid(15)), cold = run(planted(-2), queen_grid(15));
    CHECK(hot.areas[middle].spot_class == SpotClass::hot);
    CHECK(hot.areas[0].spot_class == SpotClass::not_significant);
    // The middle of the block and its four sides have at least five raised neighbours each; the corners have three.
    for (const std::size_t cell : {middle - 15, middle - 1, middle + 1, middle + 15}) CHECK(hot.areas[cell].spot_class == SpotClass::hot);
    CHECK(hot.count(SpotClass::cold) == 0);
    CHECK(cold.areas[middle].spot_class == SpotClass::cold);
    CHECK(cold.areas[middle].z.number < 0);
    REQUIRE(hot.global_moran.has_value());
    CHECK(hot.global_moran->z > 3);
}

TEST_CASE("hot means more need: where low is worse, low values are hot, and local Moran still speaks of values") {
    const std::vector<Cell> values = planted(-2);
    const HotSpotInput input{.values = values, .direction = model::Direction::low_is_worse};
    const auto star = run(input, queen_grid(15), HotSpotStatistic::gi_star), moran = run(input, queen_grid(15), HotSpotStatistic::moran);
    CHECK(star.areas[middle].spot_class == SpotClass::hot);
    CHECK(star.areas[middle].z.number < 0);
    CHECK(moran.areas[middle].spot_class == SpotClass::low_low);
    CHECK(moran.areas[middle].leans_to_need);
    CHECK(moran.method.find("low is worse") != std::string::npos);
}

TEST_CASE("local Moran tells outliers from clusters") {
    std::vector<Cell> values = planted(2);
    values[middle] = Cell::of(0.1);
    const auto moran = run(values, queen_grid(15), HotSpotStatistic::moran);
    CHECK(moran.areas[middle].spot_class == SpotClass::low_high);
    CHECK_FALSE(moran.areas[middle].leans_to_need);
    CHECK(moran.areas[middle - 1].spot_class == SpotClass::high_high);
}

TEST_CASE("several statistics in one pass give what each gives alone") {
    const std::vector<Cell> values = planted(1);
    const std::vector<HotSpotStatistic> all = {HotSpotStatistic::gi_star, HotSpotStatistic::gi, HotSpotStatistic::moran};
    base::QuietJob job;
    const auto together = hot_spots({.values = values}, queen_grid(15), all, {.permutations = 999}, job);
    for (std::size_t s = 0; s < all.size(); ++s) {
        const auto alone = run(values, queen_grid(15), all[s], {.permutations = 999});
        CHECK(together[s].method == alone.method);
        for (std::size_t i = 0; i < values.size(); ++i) {
            CHECK(together[s].areas[i].q_fdr.number == alone.areas[i].q_fdr.number);
            CHECK(together[s].areas[i].spot_class == alone.areas[i].spot_class);
        }
    }
}

TEST_CASE("suppressed and missing areas are neither tested nor anyone's neighbour, and keep their state") {
    std::vector<Cell> values = planted(2), high = values;
    values[middle] = Cell::none(CellState::suppressed);
    const auto result = run(values, queen_grid(15));
    CHECK(result.n == 224);
    CHECK(result.areas[middle].spot_class == SpotClass::no_statistic);
    CHECK(result.areas[middle].q_fdr.state == CellState::suppressed);
    CHECK(result.areas[middle + 1].neighbours == 7);
    CHECK(says(result, "areas-without-number"));
}

TEST_CASE("without permutations p comes from the formula and says so") {
    const auto result = run(planted(2), queen_grid(15), HotSpotStatistic::gi_star, {.permutations = 0});
    const HotSpotArea& area = result.areas[middle];
    CHECK(area.p_permutation.state == CellState::not_applicable);
    CHECK(area.p_two_sided.number == area.p_analytic.number);
    CHECK(area.p_analytic.number == doctest::Approx(std::erfc(area.z.number / std::sqrt(2.0))));
    CHECK(area.spot_class == SpotClass::hot);
    CHECK(result.method.find("permutation") == std::string::npos);
}

TEST_CASE("the p that decides is twice the shown one, and q corrects it") {
    const auto result = run(planted(2), queen_grid(15));
    for (const HotSpotArea& area : result.areas) {
        CHECK(area.q_fdr.number >= area.p_two_sided.number);
        CHECK(area.p_two_sided.number >= std::min(1.0, 2 * area.p_permutation.number));
    }
    CHECK(result.areas[middle].p_permutation.number == 0.0001);  // no draw of 9,999 was as high
    CHECK(result.areas[middle].p_two_sided.number == 0.0002);
}

TEST_CASE("an area whose own value alone makes Gi* high is not called hot by the low tail of its neighbours") {
    std::vector<Cell> values = planted(-2);
    values[middle] = Cell::of(40);
    const auto result = run(values, queen_grid(15));
    CHECK(result.areas[middle].z.number > 0);
    CHECK(result.areas[middle].p_permutation.number < 0.01);
    CHECK(result.areas[middle].p_two_sided.number == 1);
    CHECK(result.areas[middle].spot_class == SpotClass::not_significant);
}

TEST_CASE("a context ring counts as neighbours and is not tested, and border areas say so without one") {
    const Weights weights = queen_of(five_by_five);
    std::vector<Cell> values;
    for (int i = 0; i < 25; ++i) values.push_back(Cell::of(i % 6));
    const auto plain = run(values, weights);
    CHECK(plain.border_count == 16);
    CHECK(says(plain, "border-areas"));
    std::vector<std::uint8_t> ring(25, 0);
    for (const std::size_t i : {0u, 1u, 2u, 3u, 4u}) ring[i] = 1;  // the northern row
    const auto ringed = run(HotSpotInput{.values = values, .context = ring}, weights, HotSpotStatistic::gi_star);
    CHECK(ringed.n == 20);
    CHECK(ringed.areas[0].context);
    CHECK(ringed.areas[0].spot_class == SpotClass::no_statistic);
    CHECK_FALSE(ringed.areas[7].border);
    CHECK(ringed.areas[7].neighbours == 8);
    CHECK(ringed.border_count == 11);  // west, east and south of what is left
    CHECK(ringed.class_counts[static_cast<std::size_t>(SpotClass::no_statistic)] == 0);
    CHECK(ringed.method.find("context ring") != std::string::npos);
}

TEST_CASE("an island is tested nowhere and listed") {
    const auto result = run(test::cells_of({1, 2, 3, 4, 5, 60}), queen_of("ABCDE.F"));
    CHECK(result.areas[5].island);
    CHECK(result.areas[5].spot_class == SpotClass::no_statistic);
    CHECK_FALSE(result.areas[5].z.has_number());
    CHECK(result.island_count == 1);
    CHECK(says(result, "areas-without-neighbours"));
}

TEST_CASE("what cannot be tested gives no statistic and one sentence") {
    const auto nothing = [](const std::vector<Cell>& values, std::string_view map) {
        const auto result = run(values, queen_of(map));
        for (const HotSpotArea& area : result.areas) {
            CHECK(area.spot_class == SpotClass::no_statistic);
            CHECK_FALSE(area.q_fdr.has_number());
        }
        REQUIRE(says(result, "nothing-to-test"));
        return result.diagnostics.items().front().message;
    };
    CHECK(nothing(test::cells_of(std::vector<double>(25, 0.1)), five_by_five) ==
          "All areas have the same value, so none can be hotter than others.");
    CHECK(nothing(std::vector<Cell>(25), five_by_five) == "No area has a number, so there are no hot spots to look for.");
    CHECK(nothing(test::cells_of({7}), "A") == "Only 1 area has a number; hot spots need at least three.");
    CHECK(nothing(test::cells_of({1, 2, 3}), "A.B.C") ==
          "No area has neighbours that differ from all the others, so nothing could be tested.");
}

TEST_CASE("ties everywhere but for one area give numbers in every place that is tested") {
    std::vector<Cell> values = test::cells_of(std::vector<double>(25, 0));
    values[12] = Cell::of(1'000'000);
    for (const auto statistic : {HotSpotStatistic::gi_star, HotSpotStatistic::gi, HotSpotStatistic::moran}) {
        const auto result = run(values, queen_of(five_by_five), statistic);
        for (const HotSpotArea& area : result.areas) {
            if (area.spot_class == SpotClass::no_statistic) continue;
            CHECK(std::isfinite(area.z.number));
            CHECK(area.p_permutation.number > 0);
            CHECK(area.q_fdr.number <= 1);
        }
    }
}

TEST_CASE("rates with counts are standardised for small denominators by default") {
    // All areas have 10 of 100 but one with 1 of 1: a raw rate of 100 % that is no news.
    std::vector<double> cases(25, 10), people(25, 100);
    for (std::size_t i = 0; i < 25; i += 2) cases[i] = 14;
    cases[12] = 1, people[12] = 1;
    std::vector<Cell> rates;
    for (std::size_t i = 0; i < 25; ++i) rates.push_back(Cell::of(100 * cases[i] / people[i]));
    const std::vector<Cell> numerators = test::cells_of(cases), denominators = test::cells_of(people);
    const HotSpotInput input{.values = rates, .numerators = numerators, .denominators = denominators};
    const auto standardised = run(input, queen_of(five_by_five), HotSpotStatistic::gi_star);
    const auto raw = run(input, queen_of(five_by_five), HotSpotStatistic::gi_star, {.eb_standardise = false});
    CHECK(standardised.eb_standardised);
    CHECK_FALSE(raw.eb_standardised);
    CHECK(standardised.areas[12].value.number == 100);
    CHECK(standardised.areas[12].tested_value.number < 4);  // (1 - b) / sqrt(b / 1) with b = 0.12 is 2.5
    CHECK(standardised.areas[12].z.number < raw.areas[12].z.number);
    CHECK(standardised.method.find("EB-standardised") != std::string::npos);
}

TEST_CASE("few permutations say how many areas must be hot together") {
    // 99 permutations, 990 where none matched: the least two-sided p is 2 / 991; 225 areas at 5 % need m with 2 / 991 <= 0.05 m / 225, so 10.
    const auto result = run(planted(0), queen_grid(15), HotSpotStatistic::gi_star, {.permutations = 99});
    REQUIRE(says(result, "few-permutations"));
    CHECK(result.diagnostics.items().back().message ==
          "With 99 permutations and 225 areas, fewer than 10 areas together cannot pass the false-discovery rate.");
    CHECK_FALSE(says(run(planted(0), queen_grid(15)), "few-permutations"));
}

TEST_CASE("a small group that the permutations are too few for is drawn ten times as often and found") {
    // 499 permutations: the least two-sided p is 0.004, which 225 areas at 5 % allow to 18 areas together only. The planted nine and the
    // few around them that no draw matched are fewer; with 4,990 draws two areas together pass.
    const auto result = run(planted(1), queen_grid(15), HotSpotStatistic::gi_star, {.permutations = 499});
    REQUIRE(result.drawn_more > 0);
    REQUIRE(result.drawn_more < 18);
    CHECK(result.areas[7 * 15 + 7].spot_class == SpotClass::hot);
    CHECK(result.areas[7 * 15 + 7].p_permutation.number == doctest::Approx(1.0 / 4991));
    CHECK(result.count(SpotClass::hot) < 18);
    CHECK(result.method.find(", 4,990 for " + std::to_string(result.drawn_more) + " that none of them matched") != std::string::npos);
}

TEST_CASE("on maps of pure noise the false-discovery rate stays nominal") {
    // Without any real hot spot every discovery is false, so the rate is the share of maps with any. 100 maps at 5 %: more than 11
    // would happen by chance less than once in a hundred (binomial).
    const Weights weights = queen_grid(10);
    int maps_with_any = 0, uncorrected = 0;
    for (std::uint64_t simulation = 0; simulation < 100; ++simulation) {
        CounterRandom random(99, simulation);
        std::vector<Cell> values;
        for (int cell = 0; cell < 100; ++cell) values.push_back(Cell::of(random.below(1'000'000)));
        const auto result = run(values, weights, HotSpotStatistic::gi_star, {.permutations = 3'999});
        maps_with_any += result.count(SpotClass::not_significant) < 100 ? 1 : 0;
        uncorrected += 100 - result.uncorrected_counts[static_cast<std::size_t>(SpotClass::not_significant)];
    }
    CAPTURE(uncorrected);
    CHECK(maps_with_any <= 11);
    // Uncorrected, about 5 % of 10,000 tests are called, fewer where own value and neighbours disagree. Neighbouring tests go together.
    CHECK(uncorrected > 250);
    CHECK(uncorrected < 650);
}

TEST_CASE("Oxfordshire's real hot spots are those of the reference") {
    SKIP_WITHOUT_REFERENCE();
    const auto result = run(test::oxfordshire().score, test::oxfordshire().queen, HotSpotStatistic::gi_star, {.permutations = 0});
    const auto table = test::read_csv("reference/oxon_lsoa_imd2019_gistar.csv");
    const auto z = table.numbers("gistar_z"), q = table.numbers("gistar_p_fdr_bh");
    for (std::size_t i = 0; i < z.size(); ++i) {
        const SpotClass expected = q[i] > 0.05 ? SpotClass::not_significant : (z[i] > 0 ? SpotClass::hot : SpotClass::cold);
        CHECK(result.areas[i].spot_class == expected);
    }
    CHECK(result.count(SpotClass::hot) > 10);
}

TEST_CASE("lengths that do not fit and options out of range are refused") {
    const std::vector<Cell> values = test::cells_of({1, 2, 3});
    CHECK_THROWS_AS((void)run(values, queen_grid(2)), base::Error);
    CHECK_THROWS_AS((void)run(planted(0), queen_grid(15), HotSpotStatistic::gi, {.fdr = 0}), base::Error);
    CHECK_THROWS_AS((void)run(planted(0), queen_grid(15), HotSpotStatistic::gi, {.permutations = -1}), base::Error);
}

TEST_CASE("class and statistic words are those of the manual") {
    CHECK(to_string(SpotClass::high_low) == "high-low");
    CHECK(to_string(SpotClass::no_statistic) == "no statistic");
    CHECK(hot_spot_statistic_from("gi*") == HotSpotStatistic::gi_star);
    CHECK_FALSE(hot_spot_statistic_from("scan").has_value());
}
