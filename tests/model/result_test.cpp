#include "model/result.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "base/error.hpp"
#include "model/workspace.hpp"
#include "support/tiny_result.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;

TEST_CASE("a cell is printed with the column's digits and without zeros that say nothing") {
    const auto column = model::number_column("p", "p", 3, {0.5, 0.12345, 2.0, -0.0001, std::nullopt, std::nan(""), INFINITY});
    CHECK(model::cell_text(column, 0) == "0.5");
    CHECK(model::cell_text(column, 1) == "0.123");
    CHECK(model::cell_text(column, 2) == "2");
    CHECK(model::cell_text(column, 3) == "0");   // never "-0"
    for (std::size_t row = 4; row < 7; ++row) {  // missing is empty, and so is what is no number at all
        CHECK(model::cell_text(column, row).empty());
        CHECK(!model::cell_number(column, row));
    }
    CHECK(model::cell_number(column, 1) == 0.123);  // files of numbers hold what files of text hold
    CHECK(model::cell_text(model::number_column("x", "x", model::exact_decimals, {0.1}), 0) == "0.1");
    CHECK(model::cell_text(model::integer_column("n", "n", {1234.0}), 0) == "1234");
    CHECK(model::cell_text(model::text_column("t", "t", {"hot"}), 0) == "hot");
}

TEST_CASE("figures that are suppressed become empty cells of a table") {
    const auto numbers = model::numbers_of({model::Cell::of(3), model::Cell::none(model::CellState::suppressed), model::Cell::of(4, true)});
    REQUIRE(numbers.size() == 3);
    CHECK(numbers[0] == 3.0);
    CHECK(!numbers[1]);
    CHECK(numbers[2] == 4.0);
}

TEST_CASE("a result that does not hold together is refused, with the reason") {
    const auto geography = tiny::workspace()->geographies.front();
    const auto broken = [&](const std::function<void(model::Result&)>& edit) {
        auto result = tiny::kinds_result(geography);
        edit(*result);
        CHECK_THROWS_AS(model::check_result(*result), base::Error);
    };
    CHECK_NOTHROW(model::check_result(*tiny::kinds_result(geography)));
    broken([](model::Result& r) { r.id = "another"; });
    broken([](model::Result& r) { r.table.columns[1].texts.pop_back(); });
    broken([](model::Result& r) { r.table.columns[1].name = "code"; });
    broken([](model::Result& r) { r.table.area.pop_back(); });
    broken([](model::Result& r) { r.table.area[0] = 99; });
    broken([](model::Result& r) { r.table.geography.reset(); });
    const auto with_indicator = [&](const std::function<void(model::Indicator&)>& edit) {
        broken([&](model::Result& r) {
            auto indicator = std::make_shared<model::Indicator>(*r.indicator);
            edit(*indicator);
            r.indicator = indicator;
        });
    };
    with_indicator([](model::Indicator& i) { i.value.pop_back(); });
    with_indicator([](model::Indicator& i) { i.rank.clear(); });
    with_indicator([](model::Indicator& i) { i.unreliable = {1}; });
    with_indicator([](model::Indicator& i) { i.value[0] = model::Cell::of(4); });  // four categories: 0 to 3
    with_indicator([](model::Indicator& i) { i.value[0] = model::Cell::of(0.5); });
}

TEST_CASE("a result is a layer of the workspace that has it, and the workspace before stays as it was") {
    const auto before = tiny::workspace();
    const auto result = tiny::kinds_result(before->geographies.front());
    const auto after = model::with_result(*before, result);
    CHECK(before->results.empty());
    CHECK(before->find_layer("hotspots-test") == nullptr);
    CHECK(after->find_result("hotspots-test") == result);
    CHECK(after->find_layer("hotspots-test") == result->indicator->definition);
    CHECK(after->native_geography(*result->indicator->definition) == before->geographies.front());
    CHECK(after->geographies == before->geographies);  // shared, not copied

    const auto newer = tiny::kinds_result(before->geographies.front());
    const auto other = tiny::kinds_result(before->geographies.front(), "hotspots-other");
    const auto replaced = model::with_result(*model::with_result(*after, other), newer);
    REQUIRE(replaced->results.size() == 2);
    CHECK(replaced->results[0] == newer);  // newest first, one of each id
    CHECK(replaced->results[1] == other);
}

TEST_CASE("a result of another workspace, or with the id of a layer file, does not get in") {
    const auto workspace = tiny::workspace(), stranger = tiny::workspace();
    CHECK_THROWS_AS(static_cast<void>(model::with_result(*workspace, tiny::kinds_result(stranger->geographies.front()))), base::Error);
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = "hotspots-test";
    workspace->layers = {layer};
    CHECK_THROWS_AS(static_cast<void>(model::with_result(*workspace, tiny::kinds_result(workspace->geographies.front()))), base::Error);
}

TEST_CASE("a layer file cannot say that it is of kinds, because it has no list of them") {
    CHECK(!model::layer_kind_from("category"));
    CHECK(model::to_string(model::LayerKind::category) == "category");
    CHECK(model::layer_kind_from("score") == model::LayerKind::score);
}
