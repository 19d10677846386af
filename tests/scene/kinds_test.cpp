// Layers of kinds, and unreliable areas: classes, legend, fills and words.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>

#include "scene/classify.hpp"
#include "scene/map_fills.hpp"
#include "scene/map_scene.hpp"
#include "scene/sheet_words.hpp"
#include "scene/spread_glyphs.hpp"
#include "support/tiny_result.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;
using Kind = scene::LegendClass::Kind;

namespace {

scene::MapInput kinds_map(const std::shared_ptr<model::Workspace>& workspace) {
    scene::MapInput map;
    map.workspace = workspace;
    map.geography = workspace->geographies.front();
    map.result = tiny::kinds_result(map.geography);
    map.indicator = map.result->indicator;
    map.classification = std::make_shared<const scene::Classification>(scene::classify(*map.indicator, {}));
    return map;
}

/// 1 to 10 with some of them unreliable, in five classes of two.
scene::Classification with_unreliable(std::vector<std::size_t> areas, model::Direction direction, int classes = 5,
                                      std::shared_ptr<model::Indicator>* made = nullptr) {
    std::vector<double> numbers(10);
    std::iota(numbers.begin(), numbers.end(), 1);
    auto indicator =
        std::make_shared<model::Indicator>(*tiny::indicator(numbers, [&](model::LayerDefinition& d) { d.direction = direction; }));
    indicator->unreliable.assign(10, 0);
    for (const std::size_t area : areas) indicator->unreliable[area] = 1;
    model::ClassSpec spec;
    spec.count = classes;
    if (made != nullptr) *made = indicator;
    return scene::classify(*indicator, spec);
}

std::vector<int> counts_of(const scene::Classification& c) {
    std::vector<int> counts;
    for (const auto& line : c.legend) counts.push_back(line.count);
    return counts;
}

}  // namespace

TEST_CASE("kinds stand in the legend in their own order with their own words, those without areas too") {
    const auto map = kinds_map(tiny::workspace(4, 2));  // of 8 areas 0, 3, 6 are hot, 1, 4 cold, 2, 5 not, 7 missing
    const scene::Classification& c = *map.classification;
    CHECK(c.class_count() == 4);
    REQUIRE(c.legend.size() == 5);
    CHECK(c.legend[0].label == "hot");
    CHECK(c.legend[1].label == "cold");
    CHECK(c.legend[2].label == "not significant");
    CHECK(c.legend[3].label == "high to low");
    CHECK(counts_of(c) == std::vector<int>{3, 2, 2, 0, 1});
    CHECK(c.legend[3].kind == Kind::category);
    CHECK(c.legend[4].kind == Kind::missing);
    CHECK(c.class_of(0) == 0);
    CHECK(c.class_of(4) == 1);
    CHECK(c.class_of(7) == -1);
    CHECK(scene::class_method_words(c, "wards").empty());
}

TEST_CASE("kinds take their own colours, on the dark screen the dark ones where there are any") {
    const auto map = kinds_map(tiny::workspace());
    const auto light = scene::map_fills(*map.classification, *map.indicator->definition, scene::light_map_theme());
    const auto dark = scene::map_fills(*map.classification, *map.indicator->definition, scene::dark_map_theme());
    REQUIRE(light.size() == 8);  // four kinds, four states
    CHECK(light[0].colour == scene::rgba_from("#B2182B"));
    CHECK(dark[0].colour == scene::rgba_from("#EF6A5A"));
    CHECK(dark[3].colour == scene::rgba_from("#FDDBC7"));
    CHECK(light[4].pattern == scene::Pattern::dots);  // missing looks as it always does
    const auto paper = scene::map_fills(*map.classification, *map.indicator->definition, scene::paper_map_theme());
    CHECK(paper[0].colour == light[0].colour);
}

TEST_CASE("an unreliable area never takes the worst class, and the counts follow") {
    using enum model::Direction;
    // Classes 1-2, 3-4, 5-6, 7-8, 9-10; areas 9 and 10 (indices 8 and 9) are the worst where high is worse.
    const auto high = with_unreliable({9, 4}, high_is_worse);
    CHECK(high.class_of(9) == 3);
    CHECK(high.class_of(8) == 4);
    CHECK(high.class_of(4) == 2);                                  // others stay where they are
    CHECK(counts_of(high) == std::vector<int>{1, 3, 2, 2, 2, 2});  // the last line: 2 unreliable, counted above as well
    CHECK(high.legend.back().kind == Kind::unreliable);
    const auto low = with_unreliable({0}, low_is_worse);
    CHECK(low.class_of(0) == 1);
    CHECK(low.class_of(1) == 0);
    const auto neither = with_unreliable({9}, model::Direction::neutral);
    CHECK(neither.class_of(9) == 3);
}

TEST_CASE("unreliable areas are hatched over their colour in lines that differ from it") {
    std::shared_ptr<model::Indicator> indicator;
    const auto c = with_unreliable({9, 0}, model::Direction::high_is_worse, 5, &indicator);
    const auto fills = scene::map_fills(c, *indicator->definition, scene::paper_map_theme());
    REQUIRE(fills.size() == 5 + 4 + 5 + 1);
    const auto style = static_cast<std::size_t>((*c.class_of_area)[9]);
    CHECK(fills[style].pattern == scene::Pattern::fine_hatch);
    CHECK(fills[style].colour == fills[3].colour);
    for (std::size_t i = 9; i < fills.size(); ++i) {
        const int ink = fills[i].pattern_colour.g, ground = fills[i].colour.g;
        CHECK(std::abs(ink - ground) > 50);  // of 255: seen in a photocopy
    }
    CHECK(c.legend.back().style == fills.size() - 1);
}

TEST_CASE("an area without a number is not hatched, and no line is shown when nothing is") {
    auto indicator = std::make_shared<model::Indicator>(*tiny::indicator_of_cells({model::Cell::of(1), model::Cell{}, model::Cell::of(3)}));
    indicator->unreliable = {0, 1, 0};
    const auto c = scene::classify(*indicator, {});
    CHECK(c.class_of(1) == -1);
    CHECK(std::ranges::none_of(c.legend, [](const auto& line) { return line.kind == Kind::unreliable; }));
    CHECK(scene::map_fills(c, *indicator->definition, scene::paper_map_theme()).size() == static_cast<std::size_t>(c.class_count()) + 4);
}

TEST_CASE("one class alone has no other to fall back to") {
    auto indicator = std::make_shared<model::Indicator>(*tiny::indicator({5, 5, 5}));
    indicator->unreliable = {1, 0, 0};
    const auto c = scene::classify(*indicator, {});
    REQUIRE(c.class_count() == 1);
    CHECK(c.class_of(0) == 0);
}

TEST_CASE("a map of a result draws its outlines over everything, with their labels") {
    const auto map = kinds_map(tiny::workspace());
    const scene::Group group = scene::compile_map(map, scene::paper_map_theme(), 1);
    const auto* label = std::get_if<scene::TextItem>(&group.items.back());
    REQUIRE(label != nullptr);
    const auto* line = std::get_if<scene::MapPath>(&group.items[group.items.size() - 2]);
    REQUIRE(line != nullptr);
    CHECK(line->closed);
    CHECK(*line->parts == map.result->outlines[0].rings);
    CHECK(std::get<geo::MapPoint>(label->anchor.point).y == map.geography->coverage->full().bounds().centre().y);  // its highest corner
}

TEST_CASE("a sheet of a result says what was found and how, for the ear as well") {
    scene::SheetRequest request;
    request.map = kinds_map(tiny::workspace());
    CHECK(scene::sheet_lead(request) == "Two areas are hot spots, which is made up.");
    const auto lines = scene::reading_lines(request);
    CHECK(std::ranges::find(lines, "Kinds were dealt in turn; seed 7.") != lines.end());
    const std::string words = scene::sheet_description(request);
    CHECK(words.find("hot: 1; cold: 1; not significant: 1; high to low: 0; no data: 1") != std::string::npos);
    CHECK(words.find("worst first") == std::string::npos);
    CHECK(words.find("Two areas are hot spots") != std::string::npos);
    CHECK(scene::compile_sheet(request).list.root.items.size() > 3);
}

TEST_CASE("spreads stand as range bars in the middle of areas that can hold them, and names keep off") {
    const auto workspace = tiny::workspace();
    auto map = kinds_map(workspace);
    auto result = std::make_shared<model::Result>(*map.result);
    result->spreads = {{0, 0.1, 0.25, 0.9, 0.4}};
    map.result = result;
    const auto bars = [&](double page_side_mm) {
        const geo::PageBox frame{0, 0, page_side_mm, page_side_mm};
        const auto page_from_map = geo::fit(frame, map.geography->coverage->full().bounds());
        const scene::Group labels = scene::compile_labels(map, page_from_map, frame, scene::paper_map_theme(), {});
        std::vector<geo::PageBox> boxes;
        for (const scene::Item& item : labels.items)
            if (const auto* path = std::get_if<scene::MapPath>(&item)) {
                geo::PageBox box;
                for (const geo::MapPoint& p : path->parts->front()) box.add(page_from_map * p);
                boxes.push_back(box);
            }
        return boxes;
    };
    const auto boxes = bars(150);
    REQUIRE(boxes.size() == 4);  // ground, bar, gap at the median, line
    CHECK(boxes[0].height() == doctest::Approx(scene::spread_height_mm));
    // The axis is 2 x 0.6 mm shorter than the ground; the bar takes 0.8 of it.
    CHECK(boxes[1].height() == doctest::Approx(0.8 * (scene::spread_height_mm - 1.2)));
    // High is up, which is less on the page: the median at a quarter lies below the line at 0.4.
    CHECK(boxes[2].centre().y > boxes[3].centre().y);
    CHECK(bars(6).empty());
}

TEST_CASE("a spread beyond its axis is refused") {
    model::Result result = *tiny::kinds_result(tiny::workspace()->find_geography("ward"));
    result.spreads = {{0, 0.1, 0.25, 0.9, 0.4}};
    CHECK_NOTHROW(model::check_result(result));
    for (const model::Spread& wrong :
         {model::Spread{0, 0.5, 0.25, 0.9, 0.4}, {0, 0.1, 0.25, 1.9, 0.4}, {99, 0.1, 0.25, 0.9, 0.4}, {0, 0.1, 0.2, 0.3, -1}}) {
        result.spreads = {wrong};
        CHECK_THROWS_WITH(model::check_result(result), doctest::Contains("beyond its axis"));
    }
}
