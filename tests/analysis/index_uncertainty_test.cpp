#include "analysis/index_uncertainty.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;

namespace {

struct Made {
    NeedIndex index;
    std::vector<IndexInput> inputs;
};

/// One proportion from events and sizes, weight 1 each.
IndexInput proportion(std::string title, const std::vector<double>& events, const std::vector<double>& sizes) {
    IndexInput out{.title = std::move(title), .kind = model::LayerKind::proportion};
    for (std::size_t a = 0; a < events.size(); ++a) {
        out.numerator.push_back(Cell::of(events[a])), out.denominator.push_back(Cell::of(sizes[a]));
        out.value.push_back(Cell::of(100 * events[a] / sizes[a]));
    }
    return out;
}

Made made(std::vector<IndexInput> inputs) {
    IndexRecipe recipe;
    for (const IndexInput& input : inputs) recipe.ingredients.push_back({input.title, 1, {}});
    return {need_index(recipe, inputs), std::move(inputs)};
}

IndexUncertainty uncertainty(const Made& made, const IndexUncertaintyOptions& options) {
    base::QuietJob job;
    return index_uncertainty(made.index, made.inputs, options, job);
}

Made forty_areas() {
    std::vector<double> poor, neet, sizes;
    for (int a = 0; a < 40; ++a) poor.push_back(2 + a), neet.push_back((a * 7) % 40), sizes.push_back(120 + a);
    return made({proportion("Poverty", poor, sizes), proportion("NEET", neet, sizes)});
}

}  // namespace

TEST_CASE("an area is worse than another as often as the Beta posteriors say") {
    // Beta(30.5, 70.5) above Beta(20.5, 80.5): means 0.3020 and 0.2030, standard deviation of the difference 0.06044 (a b / ((a + b)^2 (a + b + 1))
    // summed), so 0.0990 / 0.06044 = 1.638 standard deviations, 94.9 % by the normal table. Error of 10,000 draws 0.2 %, of the normal 0.3 %.
    const IndexUncertainty result =
        uncertainty(made({proportion("Poverty", {30, 20}, {100, 100})}), {.draws = 10'000, .weight_spread = 0, .worst_share = 0.5});
    CHECK(std::abs(result.areas[0].draws_in_worst / 10'000.0 - 0.949) < 0.01);
    CHECK(result.areas[0].draws_in_worst + result.areas[1].draws_in_worst == 10'000);
    CHECK(result.areas[0].worst == 1);
    CHECK(result.areas[0].best == 2);
    CHECK(result.areas[0].median == 1);
}

TEST_CASE("large numbers leave no doubt about ranks, small ones do") {
    const IndexUncertainty large =
        uncertainty(made({proportion("Poverty", {300'000, 200'000, 100'000}, {1e6, 1e6, 1e6})}), {.weight_spread = 0});
    for (std::size_t a = 0; a < 3; ++a) {
        CHECK(large.areas[a].worst == static_cast<int>(a) + 1);
        CHECK(large.areas[a].best == static_cast<int>(a) + 1);
    }
    const IndexUncertainty small = uncertainty(made({proportion("Poverty", {3, 2, 1}, {10, 10, 10})}), {.weight_spread = 0});
    CHECK(small.areas[1].worst == 1);
    CHECK(small.areas[1].best == 3);
}

TEST_CASE("each draw depends on the seed and its number only, so threads change nothing") {
    const Made areas = forty_areas();
    const IndexUncertaintyOptions options{.draws = 200, .seed = 5};
    const IndexUncertainty result = uncertainty(areas, options);
    std::vector<std::vector<int>> ranks;
    for (int d = 199; d >= 0; --d) ranks.push_back(ranks_in_draw(areas.index, areas.inputs, options, d));  // one thread, backwards
    for (std::size_t a = 0; a < 40; ++a) {
        std::vector<int> of_area;
        for (const auto& draw : ranks) of_area.push_back(draw[a]);
        std::ranges::sort(of_area);
        // 2.5 % of 200 is 5: five are left out at either end.
        CHECK(result.areas[a].worst == of_area[5]);
        CHECK(result.areas[a].best == of_area[194]);
        CHECK(result.areas[a].draws_in_worst == std::ranges::count_if(of_area, [](int rank) { return rank <= 4; }));
    }
    const IndexUncertainty other = uncertainty(areas, {.draws = 200, .seed = 6});
    CHECK(std::ranges::any_of(std::vector<std::size_t>{10, 20, 30}, [&](std::size_t a) {
        return other.areas[a].draws_in_worst != result.areas[a].draws_in_worst || other.areas[a].worst != result.areas[a].worst;
    }));
}

TEST_CASE("weights alone move areas that are good in one indicator and bad in another") {
    Made areas = forty_areas();
    const IndexUncertainty fixed = uncertainty(areas, {.sampling_error = false, .weight_spread = 0});
    const IndexUncertainty moved = uncertainty(areas, {.sampling_error = false, .weight_spread = 0.5});
    int wider = 0;
    for (std::size_t a = 0; a < 40; ++a) {
        CHECK(fixed.areas[a].worst == areas.index.rank[a]);
        CHECK(fixed.areas[a].best == areas.index.rank[a]);
        wider += moved.areas[a].best > moved.areas[a].worst ? 1 : 0;
    }
    CHECK(wider > 20);
}

TEST_CASE("scores without counts are taken as exact, and that is said") {
    IndexInput score{.title = "Deprivation", .value = {Cell::of(1), Cell::of(2), Cell::of(3)}};
    const IndexUncertainty result = uncertainty(made({score}), {});
    CHECK(result.areas[2].worst == 1);
    CHECK(result.areas[2].best == 1);
    REQUIRE(result.diagnostics.items().size() == 1);
    CHECK(result.diagnostics.items().front().id == "index-no-sampling-error");
}

TEST_CASE("an area without an index has no interval") {
    Made areas = made({proportion("Poverty", {30, 20, 0}, {100, 100, 0})});
    const IndexUncertainty result = uncertainty(areas, {});
    CHECK(result.areas[2].worst == 0);
    CHECK(result.areas[2].draws_in_worst == 0);
    CHECK(rank_interval_words(result, 2) == "no index");
}

TEST_CASE("numerators above denominators stay as they are") {
    const IndexUncertainty result = uncertainty(made({proportion("Poverty", {300, 20, 1}, {100, 100, 100})}), {.weight_spread = 0});
    CHECK(result.areas[0].worst == 1);
    CHECK(result.areas[0].best == 1);
}

TEST_CASE("the interval is said in words") {
    IndexUncertainty result;
    result.draws = 1'000;
    result.areas = {{12, 47, 25, 930}};
    CHECK(rank_interval_words(result, 0) == "in the worst tenth in 930 of 1,000 draws, rank 12 to 47");
}

TEST_CASE("options out of range are refused and cancelled work yields nothing") {
    const Made areas = forty_areas();
    CHECK_THROWS_AS((void)uncertainty(areas, {.draws = 10}), base::Error);
    CHECK_THROWS_AS((void)uncertainty(areas, {.weight_spread = 1.5}), base::Error);
    CHECK_THROWS_AS((void)uncertainty(areas, {.worst_share = std::nan("")}), base::Error);
    CHECK_THROWS_AS((void)uncertainty(areas, {.draws = 100'000'000}), base::Error);
    base::QuietJob job;
    CHECK_THROWS_AS((void)index_uncertainty(areas.index, {}, {}, job), base::Error);
    struct Stopped final : base::JobContext {
        void progress(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return true; }
    } stopped;
    CHECK_THROWS_AS((void)index_uncertainty(areas.index, areas.inputs, {}, stopped), base::Cancelled);
}
