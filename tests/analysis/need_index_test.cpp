#include "analysis/need_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;

namespace {

std::vector<Cell> cells(const std::vector<double>& numbers) {
    std::vector<Cell> out;
    for (const double n : numbers) out.push_back(Cell::of(n));  // NaN becomes missing
    return out;
}
const double none = std::nan("");

IndexRecipe recipe(const std::vector<double>& weights, IndexMethod method = IndexMethod::exponential,
                   IndexCombine combine = IndexCombine::arithmetic, MissingPolicy missing = MissingPolicy::reweight) {
    IndexRecipe out;
    for (std::size_t i = 0; i < weights.size(); ++i) out.ingredients.push_back({"layer-" + std::to_string(i), weights[i], {}});
    out.method = method, out.combine = combine, out.missing = missing;
    return out;
}
std::vector<IndexInput> inputs(const std::vector<std::vector<double>>& columns) {
    std::vector<IndexInput> out;
    for (const auto& column : columns) out.push_back({.title = "Indicator " + std::to_string(out.size()), .value = cells(column)});
    return out;
}

bool says(const NeedIndex& index, std::string_view id) {
    return std::ranges::any_of(index.diagnostics.items(), [&](const base::Diagnostic& d) { return d.id == id; });
}

}  // namespace

TEST_CASE("the exponential transformation gives the top area 100 and the one at nine tenths about 50") {
    std::vector<double> values(100);
    std::iota(values.begin(), values.end(), 1.0);
    const ScaledIndicator scaled = scale_indicator(cells(values), false, IndexMethod::exponential);
    // Technical report of the English Indices: constant 23, the worst tenth takes up the upper half. Computed by hand: 50.4 and 100.
    CHECK(scaled.score[99] == doctest::Approx(100).epsilon(1e-12));
    CHECK(scaled.score[89] == doctest::Approx(50.4).epsilon(1e-3));
    CHECK(scaled.score[89] == doctest::Approx(-23 * std::log(1 - 0.9 * (1 - std::exp(-100.0 / 23)))).epsilon(1e-12));
    CHECK(std::ranges::is_sorted(scaled.score));
}

TEST_CASE("z-scores use the population's standard deviation") {
    // 2, 4, 4, 4, 5, 5, 7, 9: mean 5, population standard deviation 2 (a textbook example).
    const ScaledIndicator z = scale_indicator(cells({2, 4, 4, 4, 5, 5, 7, 9}), false, IndexMethod::zscore);
    CHECK(z.score[0] == doctest::Approx(-1.5));
    CHECK(z.score[7] == doctest::Approx(2));
    CHECK(z.mean == doctest::Approx(0));
}

TEST_CASE("min-max runs from 0 to 100 and percentiles share ties") {
    CHECK(scale_indicator(cells({10, 20, 15}), false, IndexMethod::minmax).score == std::vector<double>{0, 100, 50});
    CHECK(scale_indicator(cells({10, 20, 15}), true, IndexMethod::minmax).score == std::vector<double>{100, 0, 50});
    // Ranks 1, 2.5, 2.5, 4 of 4: (rank - 1/2) / 4.
    CHECK(scale_indicator(cells({1, 2, 2, 3}), false, IndexMethod::percentile).score == std::vector<double>{12.5, 50, 50, 87.5});
}

TEST_CASE("the arithmetic index is the weighted mean of scores and its parts add up") {
    const NeedIndex index = need_index(recipe({3, 1}, IndexMethod::minmax), inputs({{0, 5, 10}, {10, 0, 0}}));
    CHECK(index.score[0].number == doctest::Approx(25));    // 0.75 * 0 + 0.25 * 100
    CHECK(index.score[1].number == doctest::Approx(37.5));  // 0.75 * 50
    CHECK(index.score[2].number == doctest::Approx(75));
    CHECK(index.rank == std::vector<int>{3, 2, 1});
    CHECK(index.weights == std::vector<double>{0.75, 0.25});
    for (std::size_t a = 0; a < 3; ++a)
        CHECK(index.contribution(0, a) + index.contribution(1, a) == doctest::Approx(index.score[a].number));
}

TEST_CASE("the geometric index is moved to positive numbers first") {
    // minmax scores moved by 1: 1, 51, 101 and 101, 1, 1.
    const NeedIndex index = need_index(recipe({1, 1}, IndexMethod::minmax, IndexCombine::geometric), inputs({{0, 5, 10}, {10, 0, 0}}));
    CHECK(index.score[0].number == doctest::Approx(std::sqrt(101.0)));
    CHECK(index.score[1].number == doctest::Approx(std::sqrt(51.0)));
    CHECK(index.rank == std::vector<int>{1, 3, 1});
    CHECK(index.contribution(0, 0) + index.contribution(1, 0) == doctest::Approx(std::log(index.score[0].number)));
    const NeedIndex z = need_index(recipe({1, 1}, IndexMethod::zscore, IndexCombine::geometric), inputs({{0, 5, 10}, {10, 0, 0}}));
    for (const Cell& cell : z.score) CHECK(cell.number >= 1);
}

TEST_CASE("the indicators an area has take over the weight of those it lacks, down to half of the weight") {
    const NeedIndex index =
        need_index(recipe({2, 1, 1}, IndexMethod::minmax), inputs({{0, 10, none, 10}, {0, 10, 5, none}, {0, 10, 10, none}}));
    CHECK(index.score[2].number == doctest::Approx((50 + 100) / 2.0));
    CHECK(index.score[3].number == doctest::Approx(100));
    CHECK(index.lacking[2] == std::vector<std::size_t>{0});
    CHECK(index.lacking[3] == std::vector<std::size_t>{1, 2});
    CHECK(index.contribution(1, 2) + index.contribution(2, 2) == doctest::Approx(75));
    CHECK(index.contribution(0, 2) == 0);
    CHECK(says(index, "index-partial"));
    // With three quarters of the weight on the first, the third area has too little left.
    const NeedIndex less =
        need_index(recipe({6, 1, 1}, IndexMethod::minmax), inputs({{0, 10, none, 10}, {0, 10, 5, none}, {0, 10, 10, none}}));
    CHECK(less.score[2].state == model::CellState::missing);
    CHECK(less.rank[2] == 0);
    CHECK(less.ranked_count == 3);
    CHECK(says(less, "index-none"));
}

TEST_CASE("or the mean score stands in for what an area lacks") {
    const NeedIndex index = need_index(recipe({6, 1, 1}, IndexMethod::minmax, IndexCombine::arithmetic, MissingPolicy::mean),
                                       inputs({{0, 10, none, none}, {0, 10, 5, none}, {0, 10, 10, none}}));
    CHECK(index.score[2].number == doctest::Approx((6 * 50 + 50 + 100) / 8.0));
    CHECK_FALSE(index.score[3].has_number());  // nothing at all is known
    CHECK(index.contribution(0, 2) == doctest::Approx(6 * 50 / 8.0));
}

TEST_CASE("an indicator that is the same everywhere changes no rank, in any method") {
    for (const IndexMethod method : {IndexMethod::exponential, IndexMethod::zscore, IndexMethod::minmax, IndexMethod::percentile})
        for (const IndexCombine combine : {IndexCombine::arithmetic, IndexCombine::geometric}) {
            CAPTURE(to_string(method));
            CAPTURE(to_string(combine));
            const NeedIndex index = need_index(recipe({1, 1}, method, combine), inputs({{3, 1, 2}, {7, 7, 7}}));
            CHECK(index.rank == std::vector<int>{1, 3, 2});
            CHECK(says(index, "index-constant"));
        }
}

TEST_CASE("an indicator without any number counts for nothing") {
    const NeedIndex index = need_index(recipe({1, 3}, IndexMethod::minmax), inputs({{0, 10}, {none, none}}));
    CHECK(index.score[1].number == doctest::Approx(100));
    CHECK(index.weights == std::vector<double>{1, 0});
    CHECK(index.lacking[0].empty());
    CHECK(says(index, "index-all-missing"));
    const NeedIndex nothing = need_index(recipe({1}), inputs({{none, none}}));
    CHECK(nothing.ranked_count == 0);
    CHECK(nothing.rank == std::vector<int>{0, 0});
}

TEST_CASE("one area, ties everywhere and huge numbers give finite scores") {
    for (const IndexMethod method : {IndexMethod::exponential, IndexMethod::zscore, IndexMethod::minmax, IndexMethod::percentile})
        for (const IndexCombine combine : {IndexCombine::arithmetic, IndexCombine::geometric}) {
            const NeedIndex one = need_index(recipe({1, 2}, method, combine), inputs({{3}, {4}}));
            CHECK(std::isfinite(one.score[0].number));
            CHECK(one.rank[0] == 1);
            const NeedIndex ties = need_index(recipe({1}, method, combine), inputs({{0, 0, 0, 0}}));
            CHECK(ties.rank == std::vector<int>{1, 1, 1, 1});
            const NeedIndex huge = need_index(recipe({1, 1}, method, combine), inputs({{-1e308, 1e308, 0}, {1e6, 2e6, 3e6}}));
            for (const Cell& cell : huge.score) CHECK(cell.has_number());
        }
}

TEST_CASE("low is worse turns an indicator round, and neutral counts as high") {
    auto both = inputs({{1, 2, 3}});
    both[0].low_is_worse = true;
    CHECK(need_index(recipe({1}), both).rank == std::vector<int>{1, 2, 3});
    model::Indicator indicator;
    auto definition = std::make_shared<model::LayerDefinition>();
    definition->direction = model::Direction::neutral;
    indicator.definition = definition, indicator.value = cells({1, 2, 3});
    CHECK_FALSE(index_input(indicator).low_is_worse);
    CHECK(index_input(indicator, model::Direction::low_is_worse).low_is_worse);
}

TEST_CASE("a suppressed value is as good as none and appears nowhere") {
    auto values = inputs({{0, 10, 5}, {0, 10, 5}});
    values[0].value[2] = Cell::none(model::CellState::suppressed);
    const NeedIndex index = need_index(recipe({1, 1}, IndexMethod::minmax), values);
    CHECK(index.score[2].number == doctest::Approx(50));
    CHECK(index.lacking[2] == std::vector<std::size_t>{0});
}

TEST_CASE("recipes that cannot be are refused in a sentence") {
    CHECK_THROWS_AS((void)need_index(recipe({}), {}), base::Error);
    CHECK_THROWS_AS((void)need_index(recipe({-1, 1}), inputs({{1}, {2}})), base::Error);
    CHECK_THROWS_AS((void)need_index(recipe({none}), inputs({{1}})), base::Error);
    CHECK_THROWS_WITH_AS((void)need_index(recipe({0, 0}), inputs({{1}, {2}})), "All weights of the index are zero.", base::Error);
    CHECK_THROWS_AS((void)need_index(recipe({1, 1}), inputs({{1}})), base::Error);
    CHECK_THROWS_AS((void)need_index(recipe({1, 1}), inputs({{1}, {1, 2}})), base::Error);
}
