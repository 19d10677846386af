#include "app/pooled_indicator.hpp"

#include <doctest/doctest.h>

#include "app/operation.hpp"
#include "app/small_county.hpp"
#include "base/error.hpp"

using namespace needsmap;
using app::pooled_indicator;
using model::CellState;

namespace {

/// The small county with an earlier period: `poor_before` by small area of 200 children each; -1 = missing.
std::shared_ptr<model::Workspace> county_with_two_periods(const std::array<double, 16>& poor_before) {
    auto workspace = test::small_county();
    auto table = std::make_shared<model::Table>(*workspace->tables.front());
    model::Table::Column poor{"poor_before", {}}, children{"children_before", {}};
    for (const double count : poor_before) {
        poor.cells.push_back(count < 0 ? model::Cell::none(CellState::missing) : model::Cell::of(count));
        children.cells.push_back(model::Cell::of(200));
    }
    table->columns.push_back(poor);
    table->columns.push_back(children);
    workspace->tables = {table};
    auto layer = test::poverty_layer();
    layer->earlier = {{"2004/05", "poor_before", "children_before", 3}};
    workspace->layers[1] = layer;
    return workspace;
}

const std::array<double, 16> before = {40, 40, 10, 10, 40, 40, 10, 10, 20, 20, 5, 5, 20, 20, 6, 5};

}  // namespace

TEST_CASE("a pool sums numerators and denominators over its periods") {
    const auto workspace = county_with_two_periods(before);
    const auto pooled = pooled_indicator(*workspace, workspace->find_layer("child-poverty"), "ward", 2);
    CHECK(pooled.periods == 2);
    const model::Indicator& indicator = *pooled.indicator;
    // Banbury Ruscote: 140 of 400 and 160 of 800 (see small_county.hpp).
    CHECK(indicator.numerator[0].number == 300);
    CHECK(indicator.denominator[0].number == 1200);
    CHECK(indicator.value[0].number == doctest::Approx(25).epsilon(1e-12));
    // Upper Cherwell lacks one part in the latest period: 12 of 300, and 21 of 800 before.
    CHECK(indicator.value[3].number == doctest::Approx(100.0 * 33 / 1100).epsilon(1e-12));
    CHECK(indicator.rank[0] == 1);
    CHECK(indicator.rank[3] == 4);
    CHECK(indicator.definition->period == "2004/05 and 2007/08");
    CHECK(indicator.definition->pooled_years == 4);
    // County: 272 of 1500 and 301 of 3200.
    CHECK(indicator.county_value.number == doctest::Approx(100.0 * 573 / 4700).epsilon(1e-12));
    CHECK(pooled.sentence.starts_with("2 periods (2004/05 and 2007/08): 100 %"));
}

TEST_CASE("what is hidden or missing in one period is so in the pool") {
    std::array<double, 16> counts = before;
    counts[0] = 2;   // below 5: hidden before, 40 now
    counts[1] = -1;  // missing before
    const auto workspace = county_with_two_periods(counts);
    const auto pooled = pooled_indicator(*workspace, workspace->find_layer("child-poverty"), "small-area", 2);
    for (const auto* cells : {&pooled.indicator->value, &pooled.indicator->numerator, &pooled.indicator->denominator}) {
        CHECK((*cells)[0].state == CellState::suppressed);
        CHECK((*cells)[11].state == CellState::suppressed);  // hidden now
        CHECK((*cells)[1].state == CellState::missing);
    }
    CHECK(pooled.indicator->rank[0] == 0);
}

TEST_CASE("auto takes no more periods than most areas need to be precise") {
    // 12 of 300 is known to within half its value: 33 of 1,100 would be too, and nobody needs it.
    const auto workspace = county_with_two_periods(before);
    const auto pooled = pooled_indicator(*workspace, workspace->find_layer("child-poverty"), "locality", std::nullopt);
    CHECK(pooled.periods == 1);
    CHECK(pooled.indicator->definition->period == "2007/08");
}

TEST_CASE("a layer without earlier periods, or without that many, is told so") {
    const auto plain = test::small_county();
    CHECK_THROWS_WITH_AS(static_cast<void>(pooled_indicator(*plain, plain->find_layer("child-poverty"), "ward", std::nullopt)),
                         doctest::Contains("no earlier periods"), base::Error);
    const auto workspace = county_with_two_periods(before);
    CHECK_THROWS_WITH_AS(static_cast<void>(pooled_indicator(*workspace, workspace->find_layer("child-poverty"), "ward", 3)),
                         doctest::Contains("has 2 periods"), base::Error);
}

TEST_CASE("rates says what it pooled, and refuses what is no number of periods") {
    const auto workspace = county_with_two_periods(before);
    base::QuietJob job;
    const app::Operation& rates = *app::find_operation("rates");
    app::Params params;
    params.add("layer", "child-poverty");
    params.add("pool", "2");
    const app::Outcome outcome = rates.run(workspace, app::checked(rates, params), job);
    REQUIRE(outcome.results.size() == 1);
    CHECK(outcome.results[0]->finding.find(". Pooled over 2 periods (2004/05 and 2007/08): 100 %") != std::string::npos);
    app::Params wrong;
    wrong.add("layer", "child-poverty");
    wrong.add("pool", "two");
    CHECK_THROWS_AS(static_cast<void>(rates.run(workspace, app::checked(rates, wrong), job)), base::Error);
}
