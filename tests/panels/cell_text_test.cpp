#include "panels/cell_text.hpp"

#include <doctest/doctest.h>

using namespace needsmap;

namespace {

model::LayerDefinition conceptions() {
    model::LayerDefinition layer;
    layer.unit = "per 1,000 girls aged 15–17", layer.decimals = 1, layer.suppress_below = 10, layer.numerator_title = "conceptions";
    return layer;
}

}  // namespace

TEST_CASE("a figure carries its unit") {
    CHECK(panels::value_text(model::Cell::of(29.46), conceptions()) == "29.5 per 1,000 girls aged 15–17");
    CHECK(panels::value_text(model::Cell::of(1234.5), conceptions(), false) == "1,234.5");
}

TEST_CASE("a cell without a number shows a dash and says why") {
    const auto suppressed = model::Cell::none(model::CellState::suppressed);
    CHECK(panels::value_text(suppressed, conceptions()) == "–");
    CHECK(panels::state_text(suppressed, conceptions()) == "Suppressed: fewer than 10 conceptions");
    CHECK(panels::state_text({}, conceptions()) == "No figure is known");
}

TEST_CASE("a plain number needs no explanation, zero included") {
    CHECK(panels::state_text(model::Cell::of(0), conceptions()).empty());
    CHECK(panels::count_text(model::Cell::of(0)) == "0");
    CHECK(panels::count_text({}) == "–");
}

TEST_CASE("a rank says which end is the worst") {
    CHECK(panels::rank_text(3, 136, model::Direction::high_is_worse) == "3rd of 136 (1st is worst)");
    CHECK(panels::rank_text(3, 136, model::Direction::neutral) == "3rd of 136 (1st is highest)");
    CHECK(panels::rank_text(0, 136, model::Direction::neutral).empty());
}

TEST_CASE("suppressed counts are not spelled out") {
    model::Indicator indicator;
    auto layer = std::make_shared<model::LayerDefinition>(conceptions());
    layer->denominator_title = "girls";
    indicator.definition = layer;
    indicator.numerator = {model::Cell::of(12), model::Cell::none(model::CellState::suppressed)};
    indicator.denominator = {model::Cell::of(400), model::Cell::none(model::CellState::suppressed)};
    CHECK(panels::counts_text(indicator, 0) == "12 of 400 girls");
    CHECK(panels::counts_text(indicator, 1).empty());
}
