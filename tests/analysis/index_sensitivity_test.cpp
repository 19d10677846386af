#include "analysis/index_sensitivity.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;

namespace {

std::vector<IndexInput> inputs(const std::vector<std::vector<double>>& columns) {
    const std::vector<std::string> titles = {"Poverty", "NEET", "Obesity"};
    std::vector<IndexInput> out;
    for (const auto& column : columns) {
        out.push_back({.title = titles[out.size()]});
        for (const double n : column) out.back().value.push_back(Cell::of(n));
    }
    return out;
}
NeedIndex index_of(const std::vector<IndexInput>& in, const std::vector<double>& weights) {
    IndexRecipe recipe;
    recipe.method = IndexMethod::minmax;
    for (std::size_t i = 0; i < in.size(); ++i) recipe.ingredients.push_back({in[i].title, weights[i], {}});
    return need_index(recipe, in);
}
const double none = std::nan("");

/// Min-max scores: the first area (100, 0), the second (60, 70), the third (0, 100); equal weights rank them 50, 65, 50.
const std::vector<std::vector<double>> three_areas = {{100, 60, 0}, {0, 70, 100}};

}  // namespace

TEST_CASE("a tornado shows the ranks with each weight at zero and doubled") {
    const auto in = inputs(three_areas);
    const NeedIndex index = index_of(in, {1, 1});
    const AreaSensitivity first = area_sensitivity(index, in, 0);
    CHECK(first.rank == 2);
    REQUIRE(first.effects.size() == 2);
    const auto of = [&](std::size_t indicator) { return *std::ranges::find(first.effects, indicator, &WeightEffect::indicator); };
    CHECK(of(0).rank_without == 3);  // by NEET alone: 0, 70, 100
    CHECK(of(0).rank_doubled == 1);  // 66.7, 63.3, 33.3
    CHECK(of(1).rank_without == 1);  // by poverty alone
    CHECK(of(1).rank_doubled == 3);  // 33.3, 66.7, 66.7
    CHECK(of(0).worst_doubled);
    CHECK_FALSE(of(0).worst_without);
    CHECK(of(0).swing(2) == 1);
}

TEST_CASE("the smallest change of a weight that moves an area into the worst is found") {
    const auto in = inputs(three_areas);
    const AreaSensitivity first = area_sensitivity(index_of(in, {1, 1}), in, 0);
    CHECK_FALSE(first.in_worst);
    // With factor f on poverty: 100 f >= 60 f + 70, f = 1.75; on NEET 100 >= 60 + 70 g, g = 4 / 7, which is nearer to 1.
    const auto poverty = *std::ranges::find(first.effects, std::size_t{0}, &WeightEffect::indicator);
    CHECK(*poverty.tipping_factor == doctest::Approx(1.75).epsilon(0.001));
    REQUIRE(first.easiest);
    CHECK(first.easiest->indicator == 1);
    CHECK(*first.easiest->tipping_factor == doctest::Approx(4.0 / 7).epsilon(0.002));
    CHECK(first.sentence == "It would enter the worst tenth if the weight of NEET were multiplied by 0.57.");
    const AreaSensitivity second = area_sensitivity(index_of(in, {1, 1}), in, 1);
    CHECK(second.in_worst);
    CHECK(second.sentence.starts_with("It would leave the worst tenth if the weight of NEET"));
}

TEST_CASE("an area that no weight can move says so") {
    const auto in = inputs({{3, 2, 1}, {3, 1, 2}});
    const AreaSensitivity worst = area_sensitivity(index_of(in, {1, 1}), in, 0);
    CHECK_FALSE(worst.easiest);
    CHECK(worst.sentence == "No change of one weight between nothing and fourfold makes it leave the worst tenth.");
}

TEST_CASE("without its only indicator an area has no rank") {
    const auto in = inputs({{3, 2, 1}});
    const AreaSensitivity area = area_sensitivity(index_of(in, {1}), in, 1);
    CHECK(area.effects.front().rank_without == 0);
    CHECK(area.effects.front().swing(area.rank) == 0);
    CHECK_FALSE(area.easiest);
}

TEST_CASE("the table over all areas agrees with each area's tornado") {
    const auto in = inputs({{5, 3, 9, 1, 7}, {2, 8, 4, 6, none}, {1, 1, 2, 3, 5}});
    const NeedIndex index = index_of(in, {3, 2, 1});
    const IndexSensitivity all = index_sensitivity(index);
    for (std::size_t a = 0; a < 5; ++a)
        for (const WeightEffect& effect : area_sensitivity(index, in, a).effects) {
            CHECK(all.rank_without[effect.indicator][a] == effect.rank_without);
            CHECK(all.rank_doubled[effect.indicator][a] == effect.rank_doubled);
        }
    CHECK(all.leave_without.size() == 3);
}

TEST_CASE("an area without an index cannot be moved") {
    const auto in = inputs({{1, none}});
    const NeedIndex index = index_of(in, {1});
    CHECK_THROWS_AS((void)area_sensitivity(index, in, 1), base::Error);
    CHECK_THROWS_AS((void)area_sensitivity(index, in, 7), base::Error);
    CHECK_THROWS_AS((void)area_sensitivity(index, in, 0, 0), base::Error);
    CHECK_THROWS_AS((void)index_sensitivity(index, 1), base::Error);
}

TEST_CASE("Spearman's rho shares ties") {
    // Ranks 1, 2.5, 2.5, 4 and 1, 2, 3, 4: sums of squares 4.5 and 5, of products 4.5; 4.5 / sqrt(22.5) = 0.9487.
    const IndexCorrelation result = index_correlation(inputs({{1, 2, 2, 3}, {1, 2, 3, 4}}));
    CHECK(result.rho[0][1].number == doctest::Approx(4.5 / std::sqrt(22.5)).epsilon(1e-12));
    CHECK(result.rho[1][0].number == result.rho[0][1].number);
    CHECK(result.rho[0][0].number == doctest::Approx(1));
    CHECK(result.areas[0][1] == 4);
    REQUIRE(result.diagnostics.items().size() == 1);
    CHECK(result.diagnostics.items().front().message ==
          "Poverty and NEET rank the areas nearly alike (rank correlation 0.95): what they share counts twice.");
}

TEST_CASE("indicators that contradict each other are told apart from double counting, by their direction") {
    auto in = inputs({{1, 2, 3, 4}, {4, 3, 2, 1}});
    CHECK(index_correlation(in).diagnostics.items().front().id == "index-opposed");
    in[1].low_is_worse = true;
    CHECK(index_correlation(in).diagnostics.items().front().id == "index-double-counting");
}

TEST_CASE("no correlation with a constant, or over fewer than three common areas") {
    const IndexCorrelation result = index_correlation(inputs({{1, 2, 3}, {5, 5, 5}, {1, none, 3}}));
    CHECK_FALSE(result.rho[0][1].has_number());
    CHECK_FALSE(result.rho[1][1].has_number());
    CHECK_FALSE(result.rho[0][2].has_number());
    CHECK(result.areas[0][2] == 2);
    CHECK(result.diagnostics.empty());
}
