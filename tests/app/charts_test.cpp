#include "app/charts.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

#include "analysis/evaluate_layer.hpp"
#include "app/chart_words.hpp"
#include "app/reach_result.hpp"
#include "app/small_county.hpp"
#include "base/error.hpp"
#include "support/tiny_result.hpp"

using namespace needsmap;

namespace {

const model::Workspace& county() {
    static const auto workspace = test::small_county();
    return *workspace;
}
std::shared_ptr<const model::Indicator> poverty(const char* geography) {
    return analysis::evaluate_layer(county(), "child-poverty", geography);
}
std::set<model::AreaIndex> areas_of(const std::vector<scene::ChartPoint>& points) {
    std::set<model::AreaIndex> out;
    for (const scene::ChartPoint& p : points)
        if (p.area != geo::no_area) out.insert(p.area);
    return out;
}
const scene::ChartLine& line_named(const scene::Chart& chart, const std::string& label) {
    return *std::ranges::find(chart.lines, label, &scene::ChartLine::label);
}

}  // namespace

TEST_CASE("the reach chart has a curve per geography, and names the worst tenth") {
    const auto layer = county().find_layer("child-poverty");
    const auto ids = app::reach_geographies(county(), *layer);
    CHECK(ids == std::vector<std::string>{"ward", "small-area"});
    const app::ChartView view = app::reach_chart(county(), *layer, app::reach_curves(county(), "child-poverty", ids));
    const scene::ChartLine& wards = line_named(view.chart, "Wards");
    // Worst first: Ruscote 140 of 400, Riverside 80 of 400, Banbury Road 40 of 400, Upper Cherwell 12 of 300 (small_county.hpp): 272 of 1,500.
    REQUIRE(wards.points.size() == 5);
    CHECK(wards.points[1].x == doctest::Approx(100 * 400.0 / 1500));
    CHECK(wards.points[1].y == doctest::Approx(100 * 140.0 / 272));
    CHECK(wards.points[1].area == 0);
    CHECK(wards.points[2].area == 2);
    CHECK(wards.points[1].tip.starts_with("Banbury Ruscote\n"));
    // Points of small areas are not areas of the map, which shows wards.
    CHECK(areas_of(line_named(view.chart, "Small areas").points).empty());
    REQUIRE(view.chart.notes.size() == 2);
    CHECK(view.chart.notes[0].text == "1 ward 51.5 %");
    CHECK(view.chart.lead.starts_with("Targeting the worst ward reaches 51.5 % of children in poverty with 26.7 % of children"));
    // s11 and s14 are suppressed, s15 is missing.
    CHECK(view.left_out == "2 small areas are suppressed and 1 has no figure; they are not drawn.");
}

TEST_CASE("the reach table gives rounded shares and no totals") {
    const auto layer = county().find_layer("child-poverty");
    const auto result =
        app::reach_result(county(), *layer, app::reach_curves(county(), "child-poverty", {"ward"}), "Found", "needsmap reach");
    model::check_result(*result);
    std::vector<std::string> names;
    for (const model::ResultColumn& column : result->table.columns) names.push_back(column.name);
    CHECK(names == std::vector<std::string>{"geography", "areas", "code", "name", "children_share", "in_need_share"});
    REQUIRE(result->table.row_count() == 4);
    // 140/272, 220/272, 260/272 of those in need.
    const model::ResultColumn& share = *result->table.find("in_need_share");
    CHECK(model::cell_text(share, 0) == "51.5");
    CHECK(model::cell_text(share, 1) == "80.9");
    CHECK(model::cell_text(share, 2) == "95.6");
    CHECK(model::cell_text(share, 3) == "100");
}

TEST_CASE("the funnel draws every area with a figure, and no suppressed one") {
    const auto small = poverty("small-area");
    const app::ChartView view = app::funnel_chart(county(), *small);
    const auto drawn = areas_of(view.chart.dots.at(0).points);
    CHECK(drawn.size() == 13);
    for (const model::AreaIndex hidden : {11, 14, 15}) CHECK_FALSE(drawn.contains(hidden));
    CHECK(view.left_out == "2 small areas are suppressed and 1 has no figure; they are not drawn.");
    CHECK(std::ranges::any_of(view.chart.rules, [](const scene::ChartRule& rule) { return rule.label == "Tinyshire 18.1 %"; }));
    for (const scene::ChartDots& dots : view.chart.dots)
        for (const scene::ChartPoint& p : dots.points) {
            CHECK(p.x <= view.chart.x.high);
            CHECK(p.y <= view.chart.y.high);
            CHECK(p.tip.find('\n') != std::string::npos);
        }
}

TEST_CASE("a funnel of a layer without denominator is refused in words") {
    CHECK_THROWS_WITH_AS(static_cast<void>(app::funnel_chart(county(), *analysis::evaluate_layer(county(), "score", "small-area"))),
                         doctest::Contains("needs a numerator and a denominator"), base::Error);
}

TEST_CASE("a scatter pairs the figures of the same areas and leaves out who lacks one") {
    const app::ChartView view = app::scatter_chart(county(), "score", *poverty("small-area"));
    const auto& points = view.chart.dots.at(0).points;
    CHECK(points.size() == 13);
    CHECK(points[0].x == 0.125);
    CHECK(points[0].y == 40);
    CHECK(points[0].tip == "Small area 0\nDeprivation score: 0.13\nChildren in poverty: 40.0 %");
    CHECK(view.left_out == "3 small areas without both figures are not drawn.");
    // Poverty falls as the score rises (small_county.hpp).
    CHECK(view.chart.lead.find("opposite ways") != std::string::npos);
}

TEST_CASE("layers on different areas do not pair up") {
    CHECK_THROWS_WITH_AS(static_cast<void>(app::scatter_chart(*poverty("ward"), *poverty("small-area"))),
                         doctest::Contains("different areas"), base::Error);
}

TEST_CASE("the line of the neighbours' chart has the slope that is printed") {
    const app::ChartView view = app::neighbours_chart(*poverty("ward"));
    REQUIRE(view.chart.lines.size() == 1);
    const auto& line = view.chart.lines[0].points;
    // Four wards that all touch (queen): each has the mean of the other three, so Moran's I is -1/3.
    CHECK((line[1].y - line[0].y) / (line[1].x - line[0].x) == doctest::Approx(-1.0 / 3));
    CHECK(view.chart.lines[0].label == "Moran's I −0.33");
    CHECK(view.chart.dots.at(0).points.size() == 4);
}

TEST_CASE("behind kinds stands the layer they are about, or nothing") {
    const auto wards = county().find_geography("ward");
    const auto kinds = tiny::kinds_result(wards, "pockets-child-poverty");
    const auto behind = app::charted_indicator(county(), kinds->indicator);
    REQUIRE(behind);
    CHECK(behind->definition->id == "child-poverty");
    CHECK(behind->geography == wards);
    CHECK(app::charted_indicator(county(), tiny::kinds_result(wards, "hotspots-nothing")->indicator) == nullptr);
    CHECK(app::charted_indicator(county(), tiny::kinds_result(wards, "kinds")->indicator) == nullptr);
    const auto shown = poverty("ward");
    CHECK(app::charted_indicator(county(), shown) == shown);
}
