#include "scene/sheet.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "scene/legend.hpp"
#include "scene/sheet_insets.hpp"
#include "scene/sheet_words.hpp"
#include "support/text_map.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;

namespace {

scene::SheetRequest request_of(std::shared_ptr<model::Workspace> workspace, const char* paper = "A4", const tiny::Edit& edit = {}) {
    scene::SheetRequest request;
    request.map.workspace = workspace;
    request.map.geography = workspace->geographies.front();
    std::vector<model::Cell> cells;
    const std::size_t n = request.map.geography->size();
    for (std::size_t i = 0; i < n; ++i)
        cells.push_back(i == 1            ? model::Cell{}
                        : i == 2 && n > 3 ? model::Cell::none(model::CellState::suppressed)
                                          : model::Cell::of(1.5 * static_cast<double>(i)));
    auto indicator = std::make_shared<model::Indicator>(*tiny::indicator_of_cells(cells, [&](model::LayerDefinition& d) {
        d.numerator_title = "children in poverty", d.denominator_title = "children";
        if (edit) edit(d);
    }));
    indicator->geography = request.map.geography;
    indicator->county_value = model::Cell::of(11.8);
    for (std::size_t i = 0; i < n; ++i) indicator->rank.push_back(cells[i].has_number() ? static_cast<int>(n - i) : 0);
    indicator->ranked_count = static_cast<int>(n) - 2;
    request.map.indicator = indicator;
    request.map.classification = std::make_shared<const scene::Classification>(scene::classify(*indicator, indicator->definition->classes));
    request.map.document.places = {"centres"};
    request.paper = scene::paper_from(paper);
    request.date = "22 November 2026";
    return request;
}

struct Seen {
    std::vector<std::string> texts;
    std::vector<std::string> groups;
    std::vector<geo::PageBox> text_boxes;  ///< of page-anchored text only
};
void look(const scene::Group& group, Seen& seen) {
    seen.groups.push_back(group.name);
    for (const auto& item : group.items) {
        if (const auto* inner = std::get_if<std::shared_ptr<const scene::Group>>(&item)) look(**inner, seen);
        const auto* text = std::get_if<scene::TextItem>(&item);
        if (text == nullptr) continue;
        seen.texts.push_back(text->run.text);
        if (const auto* p = std::get_if<geo::PagePoint>(&text->anchor.point))
            seen.text_boxes.push_back({p->x, p->y - 0.72 * text->run.size_mm, p->x + text->run.width_mm, p->y});
    }
}
Seen look(const scene::Sheet& sheet) {
    Seen seen;
    look(sheet.list.root, seen);
    return seen;
}
bool has_text(const Seen& seen, std::string_view part) {
    return std::any_of(seen.texts.begin(), seen.texts.end(), [&](const std::string& t) { return t.find(part) != std::string::npos; });
}
bool has_group(const Seen& seen, std::string_view name) {
    return std::find(seen.groups.begin(), seen.groups.end(), name) != seen.groups.end();
}

}  // namespace

TEST_CASE("paper sizes are read by name and by millimetres") {
    CHECK(scene::paper_from("A4").width_mm == 297);
    CHECK(scene::paper_from("a4-portrait").width_mm == 210);
    CHECK(scene::paper_from("A3").height_mm == 297);
    CHECK(scene::paper_from("A3-portrait").height_mm == 420);
    CHECK(scene::paper_from("200x150mm").width_mm == 200);
    CHECK(scene::paper_from("200.5x150").width_mm == 200.5);
    for (const char* bad : {"", "B4", "10x150mm", "200x5000mm", "200x", "x", "nanxnan", "-200x150mm", "200x150cm"}) {
        CAPTURE(bad);
        CHECK_THROWS_AS((void)scene::paper_from(bad), base::Error);
    }
}

TEST_CASE("a sheet says what, where, when, how much, from where, and that it is illustrative") {
    const auto sheet = scene::compile_sheet(request_of(tiny::workspace(6, 6)));
    const Seen seen = look(sheet);
    CHECK(sheet.title == "Children in poverty");
    CHECK(sheet.subtitle == "% of children · wards in Tinyshire · 2007/08");
    CHECK(has_text(seen, sheet.title));
    CHECK(has_text(seen, "wards in Tinyshire"));
    CHECK(has_text(seen, "Data: Made-up numbers"));
    CHECK(has_text(seen, "Boundaries: A drawing of squares"));
    CHECK(has_text(seen, "22 November 2026"));
    CHECK(std::count(seen.texts.begin(), seen.texts.end(), "Illustrative data") == 1);
    CHECK(has_text(seen, "Illustrative data: not measured values"));
    CHECK(has_text(seen, "km"));
    CHECK(std::count(seen.texts.begin(), seen.texts.end(), "N") == 1);
    CHECK(has_text(seen, "No data"));
    CHECK(has_text(seen, "Suppressed"));
    CHECK(has_text(seen, "Children's Centres"));
    CHECK(has_text(seen, "Tinyshire 11.8"));
    for (const char* group : {"title", "map", "legend", "source", "map-furniture"}) CHECK(has_group(seen, group));
    CHECK(sheet.description.find("Number of wards by class, worst first") != std::string::npos);
    CHECK(sheet.description.find("Illustrative") != std::string::npos);
}

TEST_CASE("real data is not called illustrative") {
    auto workspace = tiny::workspace(6, 6);
    workspace->illustrative = false;
    CHECK_FALSE(has_text(look(scene::compile_sheet(request_of(workspace))), "Illustrative"));
}

TEST_CASE("legend counts on the sheet are the classification's") {
    const auto request = request_of(tiny::workspace(6, 6));
    const Seen seen = look(scene::compile_sheet(request));
    int total = 0;
    for (const auto& line : request.map.classification->legend) {
        total += line.count;
        CHECK(std::find(seen.texts.begin(), seen.texts.end(), std::to_string(line.count)) != seen.texts.end());
    }
    CHECK(total == 36);
}

TEST_CASE("no text on any paper leaves the margins or runs into another line") {
    for (const char* paper : {"A4", "A3", "A4-portrait", "A3-portrait", "210x148mm", "300x180mm", "148x210mm"}) {
        for (int kind = 0; kind < 5; ++kind) {  // square, zoomed, wide, tall, many classes
            CAPTURE(paper);
            CAPTURE(kind);
            const bool zoomed = kind == 1;
            auto workspace = kind == 2 ? tiny::workspace(14, 3) : kind == 3 ? tiny::workspace(3, 14) : tiny::workspace(6, 7);
            auto request = request_of(workspace, paper, [kind](model::LayerDefinition& d) {
                d.comparators = {{"England", 21.6, "2007/08"}, {"Similar authorities with a rather long name indeed", 14.1, "2008"}};
                d.thresholds = {{30, "worst 10 % in England"}};
                if (kind == 4) d.classes.count = 9, d.classes.method = model::ClassMethod::equal;
                d.caution = "Small numbers: compare with care, because chance alone makes some wards stand out in any one year.";
            });
            if (zoomed) request.zoom_to = geo::MapBox{435'000, 205'000, 441'000, 209'000}, request.zoom_name = "Middleton";
            const auto sheet = scene::compile_sheet(request);
            const Seen seen = look(sheet);
            for (std::size_t i = 0; i < seen.text_boxes.size(); ++i) {
                const auto& box = seen.text_boxes[i];
                CHECK(box.min_x >= 11.9);
                CHECK(box.min_y >= 11.9);
                CHECK(box.max_x <= request.paper.width_mm - 11.9);
                CHECK(box.max_y <= request.paper.height_mm - 11.9);
                for (std::size_t j = i + 1; j < seen.text_boxes.size(); ++j) CHECK_FALSE(box.intersects(seen.text_boxes[j]));
            }
        }
    }
}

TEST_CASE("a long title takes two lines and is then cut") {
    auto request = request_of(tiny::workspace(6, 6));
    request.title =
        "Children under sixteen in families on low income by electoral ward, with the Children's Centres that were open to every family in "
        "the county "
        "at the end of the school year, as seen by the partnership that plans for them";
    const Seen seen = look(scene::compile_sheet(request));
    CHECK(std::count_if(seen.texts.begin(), seen.texts.end(), [](const std::string& t) { return t.ends_with("…"); }) == 1);
}

TEST_CASE("paper too small for a legible map is refused with advice") {
    for (const char* paper : {"40x40mm", "297x60mm", "60x297mm"}) {
        CAPTURE(paper);
        CHECK_THROWS_WITH_AS((void)scene::compile_sheet(request_of(tiny::workspace(6, 6), paper)), doctest::Contains("too small"),
                             base::Error);
    }
}

TEST_CASE("a zoomed sheet names the place, frames the map and shows where it lies") {
    auto request = request_of(tiny::workspace(6, 6));
    request.zoom_to = geo::MapBox{435'000, 205'000, 440'000, 210'000};
    request.zoom_name = "Middleton";
    const auto sheet = scene::compile_sheet(request);
    CHECK(sheet.subtitle.find("wards in Middleton, Tinyshire") != std::string::npos);
    CHECK(has_group(look(sheet), "locator"));
    CHECK_FALSE(has_group(look(scene::compile_sheet(request_of(tiny::workspace(6, 6)))), "locator"));
}

TEST_CASE("boundaries alone make a sheet without classes") {
    auto request = request_of(tiny::workspace());
    request.map.indicator = nullptr, request.map.classification = nullptr;
    const auto sheet = scene::compile_sheet(request);
    CHECK(sheet.title == "Wards of Tinyshire");
    CHECK(has_group(look(sheet), "map"));
}

TEST_CASE("dense towns get insets, even counties do not") {
    // 36 x 36 cells of 1.5 km: nine blocks of 12 x 12, the middle one with 4 x 4 areas of one cell in its middle
    std::string text;
    for (int row = 0; row < 36; ++row) {
        for (int column = 0; column < 36; ++column) {
            const bool town = row >= 16 && row < 20 && column >= 16 && column < 20;
            text += static_cast<char>(town ? 'a' + (row - 16) * 4 + column - 16 : 'A' + row / 12 * 3 + column / 12);
        }
        text += '/';
    }
    const auto built = test::text_coverage(text, {.cell_m = 1'500, .west_m = 430'000, .south_m = 200'000});
    auto workspace = tiny::workspace(2, 2);
    workspace->geographies = {tiny::detail::geography("ward", "Wards", "ward", std::vector<std::string>(25, "x"),
                                                      std::make_shared<geo::CoverageLevels>(std::vector<geo::CoverageLevels::Level>{
                                                          {0.0, std::make_shared<const geo::Coverage>(built.coverage)}}))};
    workspace->settlements = {{"Middleton", {457'000, 227'000}, model::SettlementClass::major_town, 40'000}};
    const auto request = request_of(workspace);
    const auto towns = scene::inset_towns(request.map, {0.002, 0, 0, -1}, 3);  // an area of the town measures 3 mm
    REQUIRE(towns.size() == 1);
    CHECK(towns[0].name == "Middleton");
    CHECK(towns[0].areas == 16);
    CHECK(towns[0].box.contains(geo::MapPoint{454'100, 224'100}));
    CHECK(towns[0].box.width() < 8'000);
    CHECK(scene::inset_towns(request.map, {0.01, 0, 0, -1}, 3).empty());  // 15 mm: large enough
    const Seen seen = look(scene::compile_sheet(request));
    CHECK(has_group(seen, "inset-Middleton"));
    CHECK(has_group(seen, "inset-frame-Middleton"));
    CHECK(scene::inset_towns(request_of(tiny::workspace(30, 30, 700)).map, {0.002, 0, 0, -1}, 3).empty());
}

TEST_CASE("a map of crude counts says that they are no rates") {
    auto request = request_of(tiny::workspace(2, 3));
    auto definition = std::make_shared<model::LayerDefinition>(*request.map.indicator->definition);
    definition->kind = model::LayerKind::count;
    auto counts = std::make_shared<model::Indicator>(*request.map.indicator);
    counts->definition = definition;
    request.map.indicator = counts;
    CHECK(scene::sheet_lead(request).starts_with(std::string(model::counts_warning) + " Highest: "));
}

TEST_CASE("the lead names the worst areas and the county as a whole") {
    CHECK(scene::sheet_lead(request_of(tiny::workspace(2, 3))) ==
          "Highest: Ward 5 (7.5 %), Ward 4 (6.0 %) and Ward 3 (4.5 %). Tinyshire as a whole: 11.8 %.");
}
