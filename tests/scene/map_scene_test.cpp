#include "scene/map_scene.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "scene/label_space.hpp"
#include "scene/marker_clusters.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;

namespace {

scene::MapInput input_of(std::shared_ptr<model::Workspace> workspace) {
    scene::MapInput input;
    input.workspace = workspace;
    input.geography = workspace->geographies.front();
    std::vector<model::Cell> cells;
    for (std::size_t i = 0; i < input.geography->size(); ++i)
        cells.push_back(i == 1 ? model::Cell{} : model::Cell::of(static_cast<double>(i)));
    auto indicator = std::make_shared<model::Indicator>(*tiny::indicator_of_cells(cells));
    indicator->geography = input.geography;
    input.indicator = indicator;
    input.classification = std::make_shared<const scene::Classification>(scene::classify(*indicator, {}));
    input.document.places = {"centres"};
    return input;
}

geo::PageFromMap camera(double mm_per_m) { return {mm_per_m, -430'000 * mm_per_m, 200'000 * mm_per_m + 150, -1}; }

/// Box of a text line as painters draw it, without air.
geo::PageBox box_of(const scene::TextItem& text, const geo::PageFromMap& page_from_map) {
    const geo::PagePoint p = page_from_map * std::get<geo::MapPoint>(text.anchor.point) + text.offset;
    const double cap = scene::Fonts::shared().metrics(scene::Weight::regular).cap_height * text.run.size_mm;
    return {p.x, p.y - cap, p.x + text.run.width_mm, p.y};
}

std::vector<scene::TextItem> texts_of(const scene::Group& group) {
    std::vector<scene::TextItem> out;
    for (const auto& item : group.items)
        if (const auto* text = std::get_if<scene::TextItem>(&item)) out.push_back(*text);
    return out;
}

template <class T>
int count_of(const scene::Group& group) {
    return static_cast<int>(
        std::count_if(group.items.begin(), group.items.end(), [](const scene::Item& item) { return std::holds_alternative<T>(item); }));
}

}  // namespace

TEST_CASE("the map fills every area in its class's style and draws borders from thin to strong") {
    const auto input = input_of(tiny::workspace(6, 6));
    const scene::Group map = scene::compile_map(input, scene::paper_map_theme(), 1);
    REQUIRE(count_of<scene::CoverageFill>(map) == 1);
    const auto& fill = std::get<scene::CoverageFill>(map.items.front());
    CHECK(fill.class_of_area == input.classification->class_of_area);  // the very same: no copy
    CHECK(fill.styles.size() == static_cast<std::size_t>(input.classification->class_count()) + 4);
    std::vector<double> widths;
    for (const auto& item : map.items)
        if (const auto* stroke = std::get_if<scene::CoverageStroke>(&item)) widths.push_back(stroke->stroke.width_mm);
    REQUIRE(widths.size() == 4);  // wards, districts, county fine and full
    CHECK(widths.front() < widths.back());
    CHECK(widths.back() == *std::max_element(widths.begin(), widths.end()));
    CHECK(std::get<scene::CoverageStroke>(map.items.back()).outline_only);
}

TEST_CASE("own borders vanish where areas are too small to carry them") {
    const auto input = input_of(tiny::workspace(6, 6, 5'000));
    const scene::Group map = scene::compile_map(input, scene::paper_map_theme(), 1);
    const auto& own = std::get<scene::CoverageStroke>(map.items[1]);
    CHECK(own.shows_at(camera(1.5 / 5'000)));                                                        // areas of 1.5 mm
    CHECK_FALSE(own.shows_at(camera(1.0 / 5'000)));                                                  // areas of 1 mm
    CHECK(std::get<scene::CoverageStroke>(map.items[map.items.size() - 2]).shows_at(camera(1e-9)));  // a fine outline always stays
}

TEST_CASE("boundaries alone make a map without classes") {
    auto input = input_of(tiny::workspace());
    input.indicator = nullptr, input.classification = nullptr;
    const scene::Group map = scene::compile_map(input, scene::light_map_theme(), 1);
    const auto& fill = std::get<scene::CoverageFill>(map.items.front());
    CHECK(fill.class_of_area->size() == 4);
    CHECK(fill.styles.size() == 1);
}

TEST_CASE("context is shown when asked for, and towns are not washed over class colours") {
    auto workspace = tiny::workspace();
    for (const auto kind : {model::ContextKind::river, model::ContextKind::urban}) {
        auto layer = std::make_shared<model::ContextLayer>();
        layer->kind = kind;
        layer->features = {{"x", {{{430'000, 200'000}, {440'000, 210'000}, {430'000, 210'000}}}}};
        workspace->context.push_back(layer);
    }
    auto input = input_of(workspace);
    const auto paths = [&] { return count_of<scene::MapPath>(scene::compile_map(input, scene::paper_map_theme(), 1)); };
    CHECK(paths() == 1);
    input.document.show_context = false;
    CHECK(paths() == 0);
    input.document.show_context = true;
    input.indicator = nullptr, input.classification = nullptr;
    CHECK(paths() == 2);
}

TEST_CASE("hovered and selected areas are outlined, and areas that do not exist are not") {
    const auto input = input_of(tiny::workspace());
    const std::vector<geo::AreaIndex> selected{2, 77};
    const scene::Group overlay = scene::compile_overlay(input, 1, selected, scene::light_map_theme(), 1);
    std::vector<geo::AreaIndex> areas;
    for (const auto& item : overlay.items) areas.push_back(std::get<scene::AreaStroke>(item).area);
    CHECK(areas == std::vector<geo::AreaIndex>{2, 2, 1, 1});  // casing and line each
    CHECK(scene::compile_overlay(input, geo::no_area, {}, scene::light_map_theme(), 1).items.empty());
}

TEST_CASE("labels never overlap, whatever the camera and however many towns") {
    std::mt19937 random(3);
    const auto in = [&](double low, double high) { return std::uniform_real_distribution<double>(low, high)(random); };
    for (int round = 0; round < 25; ++round) {
        auto workspace = tiny::workspace(8, 8, 4'000);
        workspace->settlements.clear();
        for (int i = 0; i < 60; ++i)
            workspace->settlements.push_back({"Town " + std::to_string(i * 7919 % 1000),
                                              {430'000 + in(0, 32'000), 200'000 + in(0, 32'000)},
                                              static_cast<model::SettlementClass>(random() % 4),
                                              in(0, 50'000)});
        model::PlaceSet schools = *workspace->places[0];
        schools.places.clear();
        for (int i = 0; i < 80; ++i)
            schools.places.push_back(
                {std::to_string(i), "School " + std::to_string(i), {430'000 + in(0, 32'000), 200'000 + in(0, 32'000)}, {}});
        workspace->places = {std::make_shared<model::PlaceSet>(schools)};
        const auto input = input_of(workspace);
        const auto page_from_map = camera(std::exp(in(std::log(0.002), std::log(0.05))));
        scene::LabelOptions options;
        options.size_scale = in(0.8, 2);
        options.inside_frame_only = round % 2 == 0;
        const geo::PageBox legend{20, 20, 60, 60}, frame{0, 0, 200, 150};
        options.keep_clear = {legend};
        const auto labels = scene::compile_labels(input, page_from_map, frame, scene::paper_map_theme(), options);
        const auto texts = texts_of(labels);
        CHECK(texts.size() > 3);
        for (std::size_t i = 0; i < texts.size(); ++i) {
            if (texts[i].halo_mm == 0) continue;  // the number inside a cluster's symbol
            const auto box = box_of(texts[i], page_from_map);
            CAPTURE(texts[i].run.text);
            CHECK_FALSE(box.intersects(legend));
            if (options.inside_frame_only) CHECK((frame.contains({box.min_x, box.min_y}) && frame.contains({box.max_x, box.max_y})));
            for (std::size_t j = i + 1; j < texts.size(); ++j) {
                if (texts[j].halo_mm == 0) continue;
                CAPTURE(texts[j].run.text);
                CHECK_FALSE(box.intersects(box_of(texts[j], page_from_map)));
            }
        }
    }
}

TEST_CASE("towns come before areas, and areas are named once they are large enough") {
    const auto input = input_of(tiny::workspace(2, 2, 5'000));
    const auto named = [&](double mm_per_m) {
        std::vector<std::string> out;
        for (const auto& text :
             texts_of(scene::compile_labels(input, camera(mm_per_m), {-500, -500, 500, 500}, scene::paper_map_theme(), {})))
            out.push_back(text.run.text);
        return out;
    };
    CHECK(named(0.001) == std::vector<std::string>{"Middleton"});  // areas of 5 mm
    const auto large = named(0.008);                               // areas of 40 mm
    CHECK(large.front() == "Middleton");
    CHECK(std::find(large.begin(), large.end(), "Ward 3") != large.end());
    CHECK(std::any_of(large.begin(), large.end(),
                      [](const std::string& t) { return t == "Riverside" || t == "and Riverside"; }));  // long names take two lines
}

TEST_CASE("labels can be switched off while services stay") {
    auto input = input_of(tiny::workspace());
    input.document.show_labels = false;
    const auto labels = scene::compile_labels(input, camera(0.008), {-500, -500, 500, 500}, scene::paper_map_theme(), {});
    CHECK(texts_of(labels).empty());
    CHECK(count_of<scene::Markers>(labels) == 1);
}

TEST_CASE("services that would overlap become one symbol with their number, and every service is counted once") {
    model::PlaceSet set;
    std::mt19937 random(5);
    for (int i = 0; i < 300; ++i)
        set.places.push_back({"", "", {static_cast<double>(random() % 20'000), static_cast<double>(random() % 20'000)}, {}});
    set.places.push_back({"", "", {std::nan(""), 0}, {}});
    const auto clusters = scene::cluster_places(set, 1'500);
    std::vector<int> seen(set.places.size());
    for (const auto& cluster : clusters)
        for (const auto place : cluster.places) ++seen[place];
    CHECK(std::count(seen.begin(), seen.end(), 1) == 300);
    CHECK(seen.back() == 0);  // nowhere
    CHECK(clusters.size() < 250);
    CHECK(scene::cluster_places(set, 0).size() > 290);
}

TEST_CASE("a pan moves symbols but never regroups them, and a country of schools does not become confetti") {
    auto set = std::make_shared<model::PlaceSet>();
    std::mt19937 random(9);
    for (int i = 0; i < 400; ++i)
        set->places.push_back({"", "", {static_cast<double>(random() % 60'000), static_cast<double>(random() % 60'000)}, {}});
    const geo::MapBox ground{0, 0, 60'000, 60'000};
    const auto at = [&](geo::PageFromMap page_from_map) { return scene::clusters_at(set, ground, page_from_map, 1, 1); };
    const auto here = at({0.002, 0, 0, -1}), panned = at({0.002, 170, -31, -1});
    REQUIRE(here->size() == panned->size());
    for (std::size_t i = 0; i < here->size(); ++i) CHECK((*here)[i].places == (*panned)[i].places);
    CHECK(here->size() <= 120 * 120 / 130);  // the map measures 120 x 120 mm
    CHECK(at({0.02, 0, 0, -1})->size() > 390);
}

TEST_CASE("a service is found under the pointer within a millimetre of its symbol") {
    const auto input = input_of(tiny::workspace());
    const auto page_from_map = camera(0.005);
    const auto at = page_from_map * input.workspace->places[0]->places[1].position;
    const auto hit = scene::pick_place(input, page_from_map, at + geo::PagePoint{2.0, 0}, 1);
    REQUIRE(hit);
    CHECK(hit->place_set == "centres");
    CHECK(hit->place == 1);
    CHECK(hit->together == 1);
    CHECK_FALSE(scene::pick_place(input, page_from_map, at + geo::PagePoint{3.0, 0}, 1));
    const auto gathered = scene::pick_place(input, camera(0.00005), camera(0.00005) * geo::MapPoint{435'000, 205'000}, 1);
    REQUIRE(gathered);
    CHECK(gathered->together == 2);
}

TEST_CASE("scale bars have round lengths that fit") {
    for (double mm_per_m = 1e-5; mm_per_m < 10; mm_per_m *= 1.37) {
        const auto bar = scene::scale_bar({mm_per_m, 0, 0, -1}, 35);
        CAPTURE(bar.label);
        CHECK(bar.length_mm <= 35 + 1e-9);
        CHECK(bar.length_mm >= 35 / 2.5 - 1e-9);  // the steps 1, 2, 5 are at most 2.5 apart
        const double lead = bar.length_m / std::pow(10, std::floor(std::log10(bar.length_m) + 1e-9));
        CHECK((std::abs(lead - 1) < 1e-6 || std::abs(lead - 2) < 1e-6 || std::abs(lead - 5) < 1e-6));
    }
    CHECK(scene::scale_bar({0.002, 0, 0, -1}, 35).label == "10 km");  // 35 mm = 17.5 km
    CHECK(scene::scale_bar({0.1, 0, 0, -1}, 35).label == "200 m");
    CHECK(scene::scale_bar({20, 0, 0, -1}, 35).label == "1 m");
}

TEST_CASE("border levels prefer districts and keep a clear distance between nets") {
    auto workspace = tiny::workspace(6, 6);
    auto levels = scene::border_levels(*workspace, *workspace->geographies[0]);
    REQUIRE(levels.strong);
    CHECK(levels.strong->id == "district");
    CHECK_FALSE(levels.middle);
    levels = scene::border_levels(*workspace, *workspace->geographies[2]);
    CHECK_FALSE(levels.strong);
}

TEST_CASE("a taken space is taken across cell borders") {
    scene::LabelSpace space(10);
    CHECK(space.try_take({5, 5, 35, 8}));
    CHECK_FALSE(space.try_take({30, 7, 31, 9}));
    CHECK(space.try_take({30, 9, 31, 12}));
    CHECK(space.is_free({-20, -20, -1, -1}));
    space.take({-15, -15, -12, -12});
    CHECK_FALSE(space.is_free({-20, -20, -1, -1}));
}

TEST_CASE("the taken part of a box is measured once for each box that takes it, across cells") {
    scene::LabelSpace space(10);
    space.take({0, 0, 25, 5});  // lies in three cells
    CHECK(space.taken_mm2({20, 0, 40, 5}) == doctest::Approx(25));
    CHECK(space.taken_mm2({25, 0, 40, 5}) == 0);  // edges that touch
    space.take({20, 4, 40, 6});
    CHECK(space.taken_mm2({20, 0, 40, 5}) == doctest::Approx(25 + 20));
}

TEST_CASE("a town's name goes round symbols, further away if it has to, and where there is no way round covers least of them") {
    const auto input = input_of(tiny::workspace());
    const auto page_from_map = camera(0.002);
    const geo::PagePoint town = page_from_map * input.workspace->settlements[0].position;
    const auto name_box = [&](std::vector<geo::PageBox> symbols) {
        scene::LabelOptions options;
        options.avoid = std::move(symbols);
        for (const auto& text :
             texts_of(scene::compile_labels(input, page_from_map, {-500, -500, 500, 500}, scene::paper_map_theme(), options)))
            if (text.run.text == "Middleton") return box_of(text, page_from_map);
        FAIL("the town has no name");
        return geo::PageBox{};
    };
    // Symbols of 4 mm round the dot, as centres in a town: every place right beside it is taken.
    std::vector<geo::PageBox> ring;
    for (const geo::PagePoint d : {geo::PagePoint{2.2, 0}, {-2.2, 0}, {0, -2.2}, {0, 2.2}})
        ring.push_back({town.x + d.x - 2, town.y + d.y - 2, town.x + d.x + 2, town.y + d.y + 2});
    const geo::PageBox round = name_box(ring);
    for (const geo::PageBox& symbol : ring) CHECK_FALSE(round.intersects(symbol));
    CHECK(geo::distance(round.centre(), town) < 20);
    // All of the ground is taken but for a strip on the left, within which the name lies at least with a part.
    const geo::PageBox left = name_box({{town.x - 8, -500, 500, 500}});
    CHECK(left.max_x < town.x - 4);
}
