#include "app/concentration_chart.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;
using model::Cell;

namespace {

/// Numerators and denominators on the tiny county's four wards.
std::shared_ptr<model::Indicator> on(const std::shared_ptr<const model::Geography>& geography, std::vector<double> events,
                                     std::vector<double> people, std::vector<double> values) {
    auto indicator = std::make_shared<model::Indicator>();
    auto definition = std::make_shared<model::LayerDefinition>();
    definition->id = "x", definition->title = "Children in poverty", definition->unit = "%";
    definition->numerator_title = "children in poverty", definition->denominator_title = "children";
    indicator->definition = definition, indicator->geography = geography;
    for (const double v : values) indicator->value.push_back(Cell::of(v));
    for (const double v : events) indicator->numerator.push_back(Cell::of(v));
    for (const double v : people) indicator->denominator.push_back(Cell::of(v));
    return indicator;
}

std::shared_ptr<const model::Geography> four_wards() {
    return tiny::detail::geography("ward", "Wards", "ward", {"A", "B", "C", "D"}, tiny::detail::grid_coverage(2, 2, 1000));
}

}  // namespace

TEST_CASE("the most deprived fifth is read off the curve, between its points") {
    const auto wards = four_wards();
    // 40 of 80 events among the 40 % who are most deprived: at 20 % half of that, 25 %.
    const auto need = on(wards, {40, 20, 10, 10}, {40, 20, 20, 20}, {100, 100, 50, 50});
    const auto deprivation = on(wards, {0, 0, 0, 0}, {1, 1, 1, 1}, {40, 30, 20, 10});
    const app::ChartView view = app::concentration_chart(model::Workspace{}, *need, *deprivation);
    CHECK(view.chart.notes.front().at.y == doctest::Approx(25));
    CHECK(view.chart.lead.find("has 25 % of children in poverty.") != std::string::npos);
    // Area under the curve by trapezoids: 0.4*0.25 + 0.2*0.625 + 0.2*0.8125 + 0.2*0.9375 = 0.575; index = 1 - 2*0.575 = -0.15.
    CHECK(view.chart.lead.find("Concentration index −0.15.") != std::string::npos);
    REQUIRE(view.chart.lines.size() == 2);
    CHECK(view.chart.lines[1].points.front().y == 0);
    CHECK(view.chart.lines[1].points.back().y == doctest::Approx(100));
    CHECK(view.left_out.empty());
}

TEST_CASE("areas without a figure are left out of the curve and counted") {
    const auto wards = four_wards();
    auto need = on(wards, {40, 20, 10, 10}, {40, 20, 20, 20}, {100, 100, 50, 50});
    need->numerator[3] = need->denominator[3] = need->value[3] = Cell::none(model::CellState::suppressed);
    const app::ChartView view = app::concentration_chart(model::Workspace{}, *need, *on(wards, {0, 0, 0, 0}, {1, 1, 1, 1}, {4, 3, 2, 1}));
    CHECK(view.left_out == "1 ward without both figures is left out.");
}

TEST_CASE("without anybody in need, or on other areas, there is no curve and a reason") {
    const auto wards = four_wards();
    const auto nobody = on(wards, {0, 0, 0, 0}, {4, 2, 2, 2}, {0, 0, 0, 0});
    const auto deprivation = on(wards, {0, 0, 0, 0}, {1, 1, 1, 1}, {4, 3, 2, 1});
    CHECK_THROWS_AS(static_cast<void>(app::concentration_chart(model::Workspace{}, *nobody, *deprivation)), base::Error);
    const auto elsewhere = on(four_wards(), {0, 0, 0, 0}, {1, 1, 1, 1}, {4, 3, 2, 1});
    const auto need = on(wards, {1, 1, 1, 1}, {4, 2, 2, 2}, {25, 50, 50, 50});
    CHECK_THROWS_AS(static_cast<void>(app::concentration_chart(model::Workspace{}, *need, *elsewhere)), base::Error);
}
