#include "scene/chart.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/error.hpp"
#include "scene/chart_sheet.hpp"

using namespace needsmap;
using namespace needsmap::scene;

namespace {

Chart small_chart() {
    Chart chart;
    chart.title = "Reach", chart.subtitle = "What it reaches", chart.lead = "The worst ward reaches 40 %.";
    chart.x = chart_axis("% of children", 0, 100), chart.y = chart_axis("% reached", 0, 100);
    chart.lines = {{"Wards", {{0, 0, 0, {}}, {20, 40, 1, {}}, {100, 100, 2, {}}}, ChartInk::first, false, 0.5, true}};
    chart.rules = {{true, 20, "a fifth"}};
    chart.notes = {{{20, 40, geo::no_area, {}}, "1 ward 40 %", ChartInk::first}};
    chart.source_lines = {"Data: made up."};
    return chart;
}

/// Every text of a group and the groups in it, with the place of its left end.
void collect(const Group& group, std::vector<const TextItem*>& out) {
    for (const Item& item : group.items) {
        if (const auto* text = std::get_if<TextItem>(&item)) out.push_back(text);
        if (const auto* inner = std::get_if<std::shared_ptr<const Group>>(&item)) collect(**inner, out);
    }
}
geo::PageBox box_of(const TextItem& text) {
    const auto p = std::get<geo::PagePoint>(text.anchor.point);
    return {p.x, p.y - 0.7 * text.run.size_mm, p.x + text.run.width_mm, p.y};
}

}  // namespace

TEST_CASE("ticks are round and cover the range") {
    const ChartAxis axis = chart_axis("x", 3, 97);
    CHECK(axis.ticks == std::vector<double>{0, 20, 40, 60, 80, 100});
    CHECK(axis.low == 0);
    CHECK(axis.high == 100);
    CHECK(axis.decimals == 0);
    // 0.03 to 0.11 in about six ticks: steps of 0.02.
    const ChartAxis fine = chart_axis("x", 0.03, 0.11);
    CHECK(fine.decimals == 2);
    CHECK(fine.low == doctest::Approx(0.02));
    CHECK(fine.high == doctest::Approx(0.12));
    CHECK(fine.ticks.size() == 6);
}

TEST_CASE("a range without width or without numbers still gives an axis") {
    for (const auto& [low, high] : std::vector<std::pair<double, double>>{
             {0, 0}, {5, 5}, {-3, -3}, {1e6, 1e6}, {std::numeric_limits<double>::infinity(), 1}, {std::nan(""), 2}, {4, 1}}) {
        CAPTURE(low);
        const ChartAxis axis = chart_axis("x", low, high);
        CHECK(axis.low < axis.high);
        CHECK(axis.ticks.size() >= 2);
        CHECK(axis.ticks.size() <= 12);
        CHECK(std::isfinite(axis.share_of(5)));
    }
}

TEST_CASE("a line is cut exactly where it leaves the axes, and may come back") {
    const ChartAxis axis = chart_axis("x", 0, 10);
    ChartLine line;
    line.points = {{0, 5, 0, {}}, {5, 15, 0, {}}, {10, 5, 0, {}}};
    const auto pieces = clipped(line, axis, axis);
    // Up from (0, 5) to (5, 15) it crosses 10 at x = 2.5; on the way down at 7.5.
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].back().x == doctest::Approx(2.5));
    CHECK(pieces[0].back().y == doctest::Approx(10));
    CHECK(pieces[1].front().x == doctest::Approx(7.5));
    line.points = {{-5, -5, 0, {}}, {-1, 20, 0, {}}};
    CHECK(clipped(line, axis, axis).empty());
    line.points = {{1, 1, 0, {}}, {2, 2, 0, {}}, {3, 3, 0, {}}};
    CHECK(clipped(line, axis, axis).size() == 1);
}

TEST_CASE("no two texts of a chart's sheet touch, at any usual size") {
    for (const char* name : {"A4", "A3", "A4-portrait", "150x100mm"}) {
        const Chart chart = small_chart();
        const Sheet sheet = compile_chart_sheet({.chart = chart, .paper = paper_from(name), .description = {}, .illustrative = true});
        std::vector<const TextItem*> texts;
        collect(sheet.list.root, texts);
        CHECK(texts.size() > 15);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const geo::PageBox a = box_of(*texts[i]);
            CAPTURE(texts[i]->run.text);
            CHECK(a.min_x >= 11);
            CHECK(a.max_x <= sheet.list.width_mm - 11);
            CHECK(a.max_y <= sheet.list.height_mm - 11);
            for (std::size_t j = i + 1; j < texts.size(); ++j) {
                CAPTURE(texts[j]->run.text);
                CHECK_FALSE(a.intersects(box_of(*texts[j])));
            }
        }
    }
}

TEST_CASE("the marked point stands where its numbers say") {
    Group group;
    const SheetType type(1, paper_map_theme());
    const Chart chart = small_chart();
    draw_chart(group, {0, 0, 200, 120}, chart, type, paper_map_theme());
    // Where 20 and 40 are, by the tick texts: centred below x = 20, and middled beside y = 40.
    std::vector<const TextItem*> texts;
    collect(group, texts);
    std::map<std::string, std::vector<geo::PagePoint>> middle;
    for (const TextItem* text : texts) middle[text->run.text].push_back(box_of(*text).centre());
    geo::PagePoint dot;
    for (const Item& item : group.items)
        if (const auto* markers = std::get_if<Markers>(&item)) dot = std::get<geo::PagePoint>(markers->anchors.front().point);
    const auto near = [](double a) { return [a](double b) { return std::abs(a - b) < 0.4; }; };
    CHECK(std::ranges::any_of(middle.at("20"), near(dot.x), &geo::PagePoint::x));
    CHECK(std::ranges::any_of(middle.at("40"), near(dot.y), &geo::PagePoint::y));
}

TEST_CASE("paper too small for a chart is refused in words") {
    const Chart chart = small_chart();
    CHECK_THROWS_WITH_AS(
        static_cast<void>(compile_chart_sheet({.chart = chart, .paper = paper_from("60x60mm"), .description = {}, .illustrative = false})),
        doctest::Contains("too small to read"), base::Error);
}

TEST_CASE("chart colours can be told from both grounds") {
    // 3:1 is what WCAG 2.1 asks of graphics.
    const auto luminance = [](Rgba c) {
        const auto linear = [](double v) { return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(c.r / 255.0) + 0.7152 * linear(c.g / 255.0) + 0.0722 * linear(c.b / 255.0);
    };
    for (const MapTheme* theme : {&paper_map_theme(), &light_map_theme(), &dark_map_theme()})
        for (const ChartInk ink : {ChartInk::first, ChartInk::second, ChartInk::third, ChartInk::quiet}) {
            const double a = luminance(chart_colour(ink, *theme)), b = luminance(theme->page);
            CHECK((std::max(a, b) + 0.05) / (std::min(a, b) + 0.05) >= 3);
        }
}
