#include "scene/map_row.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;

namespace {

/// Kinds near and far; `far` areas of four are far.
scene::MapInput map_of(const std::shared_ptr<model::Workspace>& workspace, int far) {
    std::vector<model::Cell> cells;
    for (int a = 0; a < 4; ++a) cells.push_back(model::Cell::of(a < far ? 1 : 0));
    auto indicator = std::make_shared<model::Indicator>(*tiny::indicator_of_cells(cells, [](model::LayerDefinition& layer) {
        layer.title = "Minutes", layer.kind = model::LayerKind::category;
        layer.categories = {{"near", "#FFFFD4", {}}, {"far", "#8C2D04", {}}};
    }));
    indicator->geography = workspace->geographies.front();
    scene::MapInput map;
    map.workspace = workspace, map.geography = indicator->geography, map.indicator = indicator;
    map.classification = std::make_shared<const scene::Classification>(scene::classify(*indicator, indicator->definition->classes));
    map.document.places = {"centres"};
    return map;
}

struct Seen {
    std::vector<std::string> texts;
    std::vector<geo::PageFromMap> placements;
};
void look(const scene::Group& group, Seen& seen) {
    if (group.page_from_map) seen.placements.push_back(*group.page_from_map);
    for (const scene::Item& item : group.items) {
        if (const auto* inner = std::get_if<std::shared_ptr<const scene::Group>>(&item)) look(**inner, seen);
        if (const auto* text = std::get_if<scene::TextItem>(&item)) seen.texts.push_back(text->run.text);
    }
}
bool says(const Seen& seen, const std::string& text) { return std::ranges::find(seen.texts, text) != seen.texts.end(); }

scene::MapRowRequest row_of(int far_before, int far_after) {
    const auto workspace = tiny::workspace(2, 2);
    scene::MapRowRequest request;
    request.panels = {{map_of(workspace, far_before), "A: before", "A"}, {map_of(workspace, far_after), "B: after", "B"}};
    request.words.title = "Two plans", request.words.source_lines = {"Made up."};
    request.paper = scene::paper_from("A4");
    return request;
}

}  // namespace

TEST_CASE("two maps have one scale and one legend that counts each map's areas") {
    const scene::Sheet sheet = scene::compile_map_row(row_of(1, 3));
    Seen seen;
    look(sheet.list.root, seen);
    REQUIRE(seen.placements.size() == 2);
    CHECK(seen.placements[0].scale == seen.placements[1].scale);
    CHECK(seen.placements[0].offset_x < seen.placements[1].offset_x);
    for (const char* text : {"Two plans", "A: before", "B: after", "Near", "Far", "A", "B"}) CHECK(says(seen, text));
    CHECK(std::ranges::count(seen.texts, "3") >= 2);  // near before, far after
    CHECK(std::ranges::count(seen.texts, "Far") == 1);
}

TEST_CASE("a figure without words fills its own page") {
    scene::MapRowRequest request = row_of(1, 3);
    request.words = {};
    request.panels.pop_back();
    request.paper = {210, 150, "figure"};
    Seen seen;
    look(scene::compile_map_row(request).list.root, seen);
    CHECK(seen.placements.size() == 1);
    CHECK_FALSE(says(seen, "Two plans"));
}

TEST_CASE("maps that do not share their kinds or areas are refused, and paper that is too small") {
    scene::MapRowRequest request = row_of(1, 3);
    request.panels[1].map = map_of(tiny::workspace(2, 2), 1);  // another county
    CHECK_THROWS_AS((void)scene::compile_map_row(request), base::Error);
    request = row_of(1, 3);
    request.paper = {150, 100, "small"};
    CHECK_THROWS_AS((void)scene::compile_map_row(request), base::Error);
    request.panels.clear();
    CHECK_THROWS_AS((void)scene::compile_map_row(request), base::Error);
}
