// Graded places: every grade looks different, in greyscale too, on maps and in legends, and every place is counted.
#include "scene/place_symbol.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "scene/colour_space.hpp"
#include "scene/marker_clusters.hpp"
#include "scene/sheet.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;

namespace {

constexpr scene::Rgba usual{11, 92, 173, 255};

/// Five play areas 4 km apart: two good ones, one fair, one poor, one that nobody has looked at.
std::shared_ptr<const model::PlaceSet> play_areas() {
    model::PlaceSet set;
    set.id = "play-areas", set.title = "Play areas", set.singular = "play area", set.colour = "#007A5A";
    set.shape = model::MarkerShape::triangle;
    set.details = {{"fenced", "Fenced", ""}, {"quality", "Quality", ""}};
    set.graded_by = "quality", set.grades = {{"good", "Good"}, {"fair", "Fair"}, {"poor", "Poor"}};
    const char* qualities[] = {"good", "poor", "good", "fair", ""};
    for (int i = 0; i < 5; ++i)
        set.places.push_back(
            {std::to_string(i), "Play area " + std::to_string(i), {431'000 + 4'000.0 * i, 215'000}, {"yes", qualities[i]}});
    return std::make_shared<const model::PlaceSet>(set);
}

scene::MapInput input_with(const std::shared_ptr<const model::PlaceSet>& set) {
    auto workspace = tiny::workspace(6, 6);
    workspace->places = {set};
    scene::MapInput input;
    input.workspace = workspace, input.geography = workspace->geographies.front();
    auto indicator = std::make_shared<model::Indicator>(*tiny::indicator(std::vector<double>(36, 2)));
    indicator->geography = input.geography;
    input.indicator = indicator;
    input.classification = std::make_shared<const scene::Classification>(scene::classify(*indicator, {}));
    input.document.places = {set->id};
    return input;
}

/// All markers of a group and the groups in it.
std::vector<scene::Markers> markers_in(const scene::Group& group) {
    std::vector<scene::Markers> out;
    for (const auto& item : group.items) {
        if (const auto* markers = std::get_if<scene::Markers>(&item)) out.push_back(*markers);
        if (const auto* inner = std::get_if<std::shared_ptr<const scene::Group>>(&item))
            for (auto& markers : markers_in(**inner)) out.push_back(std::move(markers));
    }
    return out;
}

std::vector<std::string> texts_in(const scene::Group& group) {
    std::vector<std::string> out;
    for (const auto& item : group.items) {
        if (const auto* text = std::get_if<scene::TextItem>(&item)) out.push_back(text->run.text);
        if (const auto* inner = std::get_if<std::shared_ptr<const scene::Group>>(&item))
            for (auto& text : texts_in(**inner)) out.push_back(std::move(text));
    }
    return out;
}

/// How many places carry a symbol filled with this colour.
std::size_t filled(const std::vector<scene::Markers>& markers, scene::Rgba colour, double size_mm) {
    std::size_t count = 0;
    for (const auto& m : markers)
        if (m.colour == colour && std::abs(m.size_mm - size_mm) < 1e-9) count += m.anchors.size();
    return count;
}

}  // namespace

TEST_CASE("the best grade is filled, the worst hollow, and those between differ in greyscale") {
    model::PlaceSet set = *play_areas();
    for (std::size_t count = 2; count <= model::most_grades; ++count) {
        set.grades.clear();
        for (std::size_t g = 0; g < count; ++g) set.grades.push_back({std::to_string(g), std::to_string(g)});
        const auto inside = [&](std::size_t grade) {
            const auto symbol = scene::symbol_of(set, grade, usual);
            return symbol.middle_mm > 0 ? symbol.middle : symbol.colour;
        };
        CHECK(inside(0) == scene::rgba_from(set.colour));
        CHECK(inside(count - 1) == scene::Rgba{255, 255, 255, 255});
        for (std::size_t g = 1; g < count; ++g) {
            const double lighter = scene::lab_from(inside(g)).lightness - scene::lab_from(inside(g - 1)).lightness;
            CHECK(lighter > 10);  // 2.3 is just noticeable on a screen; a photocopy needs several times that
        }
    }
}

TEST_CASE("all grades have one outline, whatever the shape; a place without a grade is smaller and grey") {
    model::PlaceSet set = *play_areas();
    for (const auto shape : {model::MarkerShape::circle, model::MarkerShape::square, model::MarkerShape::triangle, model::MarkerShape::star,
                             model::MarkerShape::cross}) {
        set.shape = shape;
        const auto filled = scene::symbol_of(set, 0, usual), hollow = scene::symbol_of(set, 2, usual);
        CHECK(hollow.size_mm == filled.size_mm);
        CHECK(hollow.colour == scene::rgba_from(set.colour));
        CHECK(hollow.middle_mm > 0.5 * hollow.size_mm);  // something has to be left of the middle
        CHECK(hollow.middle_mm < 0.8 * hollow.size_mm);  // and an edge that a printer can print
    }
    const auto unknown = scene::symbol_of(set, std::nullopt, usual);
    CHECK(unknown.size_mm < 0.8 * scene::symbol_of(set, 0, usual).size_mm);
    const auto grey = scene::lab_from(unknown.colour);
    CHECK(std::hypot(grey.a, grey.b) < 8);  // next to no colour
}

TEST_CASE("a set that is not graded has one filled symbol and no lines of grades") {
    model::PlaceSet set = *play_areas();
    set.graded_by.clear(), set.grades.clear();
    const auto symbol = scene::symbol_of(set, std::nullopt, usual);
    CHECK(symbol.colour == scene::rgba_from(set.colour));
    CHECK(symbol.size_mm == scene::marker_size_mm);
    CHECK(symbol.middle_mm == 0);
    CHECK(scene::grade_lines(set).empty());
    CHECK(scene::places_title(set) == "Play areas");
    set.colour.clear();
    CHECK(scene::symbol_of(set, std::nullopt, usual).colour == usual);
}

TEST_CASE("legend lines count every place once, the unknown ones last, and leave out grades that nobody has") {
    model::PlaceSet set = *play_areas();
    set.grades.insert(set.grades.begin(), {"excellent", "Excellent"});
    const auto lines = scene::grade_lines(set);
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].title == "Good");
    CHECK(lines[0].count == 2);
    CHECK(lines[0].grade == 1);
    CHECK(lines[1].title == "Fair");
    CHECK(lines[2].title == "Poor");
    CHECK(lines[3].title == "Not known");
    CHECK(lines[3].count == 1);
    CHECK_FALSE(lines[3].grade);
    CHECK(scene::places_title(set) == "Play areas by quality");
    CHECK(scene::grade_title(set, set.places[3]) == "Fair");
    CHECK(scene::grade_title(set, set.places[4]) == "Not known");
    set.places[4].details[1] = "closed";
    CHECK(scene::grade_title(set, set.places[4]) == "closed");
}

TEST_CASE("places of one grade whose title says so have one row, with that grade's symbol") {
    model::PlaceSet set = *play_areas();
    std::erase_if(set.places, [&](const model::Place& place) { return place.details[1] != "poor"; });
    CHECK(scene::grade_lines(set).size() == 1);
    set.title = "Poor play areas";
    CHECK(scene::grade_lines(set).empty());
    CHECK(scene::places_title(set) == "Poor play areas");
    CHECK(scene::symbol_of(set, usual).middle_mm > 0);
}

TEST_CASE("a map shows each place by its grade, and gathers them without losing one where there is no room") {
    const auto set = play_areas();
    const auto input = input_with(set);
    const auto map_at = [&](double mm_per_m) {
        return markers_in(scene::compile_labels(input, {mm_per_m, -430'000 * mm_per_m, 215'000 * mm_per_m, -1}, {-500, -500, 500, 500},
                                                scene::paper_map_theme(), {.labels = false}));
    };
    const auto apart = map_at(0.002);  // 8 mm from one to the next
    const auto good = scene::symbol_of(*set, 0, usual), fair = scene::symbol_of(*set, 1, usual), poor = scene::symbol_of(*set, 2, usual);
    CHECK(filled(apart, good.colour, good.size_mm) == 4);  // two good ones, and the edges of two others
    CHECK(filled(apart, fair.middle, fair.middle_mm) == 1);
    CHECK(filled(apart, poor.middle, poor.middle_mm) == 1);
    const auto unknown = scene::symbol_of(*set, std::nullopt, usual);
    CHECK(filled(apart, unknown.colour, unknown.size_mm) == 1);
    const auto together = map_at(0.0001);  // 1.6 mm for all five
    REQUIRE(together.size() == 1);
    CHECK(together[0].shape == model::MarkerShape::circle);
    CHECK(together[0].size_mm == scene::cluster_size_mm(5, 1));
}

TEST_CASE("the pointer learns which places a symbol stands for") {
    const auto input = input_with(play_areas());
    const geo::PageFromMap page_from_map{0.0001, -43, 21.5, -1};
    const auto hit = scene::pick_place(input, page_from_map, page_from_map * geo::MapPoint{439'000, 215'000}, 1);
    REQUIRE(hit);
    CHECK(hit->all.size() == 5);
    CHECK(std::set<std::size_t>(hit->all.begin(), hit->all.end()).size() == 5);
}

TEST_CASE("a sheet's legend lists each grade with its symbol and number") {
    scene::SheetRequest request;
    request.map = input_with(play_areas());
    request.paper = scene::paper_from("A4");
    const auto sheet = scene::compile_sheet(request);
    const auto texts = texts_in(sheet.list.root);
    for (const char* text : {"Play areas by quality", "Good", "Fair", "Poor", "Not known"}) {
        CAPTURE(text);
        CHECK(std::ranges::count(texts, text) == 1);
    }
    // On the page and not in map space: the legend's own.
    std::size_t of_hollow = 0;
    const auto hollow = scene::symbol_of(*play_areas(), 2, usual);
    for (const auto& m : markers_in(sheet.list.root))
        if (m.colour == hollow.middle && m.id == "play-areas-middle" && std::holds_alternative<geo::PagePoint>(m.anchors.front().point))
            ++of_hollow;
    CHECK(of_hollow == 1);
}
