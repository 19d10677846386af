// Small pages that together hold everything a display list can hold: painted on screen and on paper, and kept as goldens.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "paper/pages.hpp"

namespace scenes {

using namespace needsmap;
using scene::Pattern;
using scene::Rgba;

inline constexpr Rgba ink{40, 45, 50, 255};
inline constexpr Rgba grey{125, 130, 134, 255};
inline constexpr Rgba ground{240, 240, 236, 255};
inline const std::vector<Rgba> ramp = {
    {255, 255, 212, 255}, {254, 217, 142, 255}, {254, 153, 41, 255}, {217, 95, 14, 255}, {153, 52, 4, 255}};

inline scene::DisplayList page() { return pages::page(60, 45); }

/// A group that shows `coverage` inside `frame`, clipped to it.
inline std::shared_ptr<scene::Group> map(const std::shared_ptr<const geo::CoverageLevels>& coverage, const geo::PageBox& frame,
                                         double margin_mm = 2) {
    auto group = std::make_shared<scene::Group>();
    group->name = "map";
    group->clip = frame;
    group->page_from_map = geo::fit(frame.padded(-margin_mm), coverage->full().bounds());
    return group;
}

inline void add(scene::DisplayList& list, std::shared_ptr<const scene::Group> group) { list.root.items.push_back(std::move(group)); }

inline std::shared_ptr<const geo::CoverageLevels> county() { return pages::sheared("AABBCC/ADDBEC/FDDGEE/FFHGG./.IHHJJ/.III.J"); }

inline scene::DisplayList fills() {
    scene::DisplayList list = page();
    const auto coverage = county();
    auto group = map(coverage, pages::box(2, 2, 58, 43));
    std::vector<scene::FillStyle> styles;
    for (const Rgba colour : ramp) styles.push_back({colour, Pattern::none, {}});
    group->items.push_back(pages::fill(coverage, {0, 1, 2, 3, 4, 3, 0, 2, 4, 1}, styles));
    // Every map has a rim, so the screen need not smooth the outermost edge of its fills.
    group->items.push_back(scene::CoverageStroke{coverage, {ink, 0.45, {}}, true});
    add(list, group);
    return list;
}

inline scene::DisplayList patterns() {
    scene::DisplayList list = page();
    const auto coverage = pages::sheared("AABB/AABB/CCDD/CCDD");
    auto group = map(coverage, pages::box(2, 2, 44, 43));
    group->items.push_back(pages::fill(coverage, {0, 1, 2, 3},
                                       {{ground, Pattern::dots, grey},
                                        {ground, Pattern::hatch, grey},
                                        {ramp[2], Pattern::fine_hatch, pages::white},
                                        {ground, Pattern::cross_hatch, grey}}));
    add(list, group);
    double y = 4;
    for (const Pattern pattern : {Pattern::dots, Pattern::hatch, Pattern::fine_hatch, Pattern::cross_hatch}) {
        scene::PagePath swatch;
        swatch.parts = {{{47, y}, {57, y}, {57, y + 8}, {47, y + 8}}};
        swatch.closed = true;
        swatch.fill = scene::FillStyle{ground, pattern, grey};
        swatch.stroke = scene::StrokeStyle{ink, 0.3, {}};
        list.root.items.push_back(swatch);
        y += 10;
    }
    return list;
}

inline scene::DisplayList borders() {
    scene::DisplayList list = page();
    const auto coverage = county();
    auto group = map(coverage, pages::box(2, 2, 58, 43));
    group->items.push_back(pages::fill(coverage, std::vector<std::uint8_t>(10, 0), {{ramp[1], Pattern::none, {}}}));
    group->items.push_back(scene::CoverageStroke{coverage, {{255, 255, 255, 190}, 0.6, {}}, false});
    group->items.push_back(scene::CoverageStroke{coverage, {ink, 1.2, {}}, true});
    group->items.push_back(scene::AreaStroke{coverage, 3, {{11, 92, 173, 255}, 0.8, {}}, Rgba{11, 92, 173, 70}});
    add(list, group);
    return list;
}

inline scene::DisplayList paths() {
    scene::DisplayList list = page();
    scene::PagePath ring;  // even-odd: the inner square stays open
    ring.parts = {{{4, 4}, {26, 4}, {26, 22}, {4, 22}}, {{10, 9}, {20, 9}, {20, 17}, {10, 17}}};
    ring.closed = true;
    ring.fill = scene::FillStyle{ramp[3], Pattern::none, {}};
    ring.stroke = scene::StrokeStyle{ink, 0.5, {}};
    list.root.items.push_back(ring);
    scene::PagePath dashed;
    dashed.parts = {{{30, 5}, {56, 9}, {40, 20}}};
    dashed.stroke = scene::StrokeStyle{ink, 0.7, {2.5, 1.5}};
    list.root.items.push_back(dashed);
    auto water = std::make_shared<std::vector<std::vector<geo::MapPoint>>>();
    water->push_back({{0, 0}, {1000, 400}, {1500, 1500}, {3000, 1200}, {4200, 2100}});
    scene::MapPath river;
    river.parts = water;
    river.stroke = scene::StrokeStyle{{94, 147, 184, 255}, 1.0, {}};
    scene::MapPath lake;
    lake.parts = std::make_shared<std::vector<std::vector<geo::MapPoint>>>(
        std::vector<std::vector<geo::MapPoint>>{{{3000, 0}, {4200, 100}, {4400, 900}, {3300, 800}}});
    lake.closed = true;
    lake.fill = scene::FillStyle{{94, 147, 184, 120}, Pattern::none, {}};
    auto group = std::make_shared<scene::Group>();
    group->clip = pages::box(4, 25, 56, 43);
    group->page_from_map = geo::fit(pages::box(6, 27, 54, 41), geo::MapBox{0, 0, 4400, 2100});
    group->items.push_back(river);
    group->items.push_back(lake);
    add(list, group);
    return list;
}

inline scene::DisplayList symbols() {
    scene::DisplayList list = page();
    list.background = {220, 228, 224, 255};
    int i = 0;
    for (const model::MarkerShape shape :
         {model::MarkerShape::circle, model::MarkerShape::square, model::MarkerShape::triangle, model::MarkerShape::diamond,
          model::MarkerShape::star, model::MarkerShape::pentagon, model::MarkerShape::cross, model::MarkerShape::hexagon}) {
        scene::Markers markers;
        markers.shape = shape;
        markers.size_mm = 6;
        markers.colour = ramp[static_cast<std::size_t>(i % 4 + 1)];
        markers.rim = pages::white;
        markers.rim_mm = 0.7;
        const double x = 9 + 14 * (i % 4), y = 11 + 20 * (i / 4);
        markers.anchors = {{geo::PagePoint{x, y}}, {geo::PagePoint{x + 3, y + 4}}};  // the second covers part of the first
        list.root.items.push_back(markers);
        ++i;
    }
    return list;
}

inline scene::DisplayList insets() {
    scene::DisplayList list = page();
    const auto coverage = county();
    std::vector<scene::FillStyle> styles;
    for (const Rgba colour : ramp) styles.push_back({colour, Pattern::none, {}});
    const auto fill = pages::fill(coverage, {0, 1, 2, 3, 4, 3, 0, 2, 4, 1}, styles);
    for (const auto& [frame, margin] : {std::pair{pages::box(2, 2, 30, 43), 2.0}, std::pair{pages::box(33, 2, 58, 20), -18.0},
                                        std::pair{pages::box(33, 23, 58, 43), -60.0}}) {
        auto group = map(coverage, frame, margin);
        group->items.push_back(fill);
        group->items.push_back(scene::CoverageStroke{coverage, {pages::white, 0.4, {}}, false});
        add(list, group);
        scene::PagePath rim;
        rim.parts = {{{frame.min_x, frame.min_y}, {frame.max_x, frame.min_y}, {frame.max_x, frame.max_y}, {frame.min_x, frame.max_y}}};
        rim.closed = true;
        rim.stroke = scene::StrokeStyle{ink, 0.4, {}};
        list.root.items.push_back(rim);
    }
    return list;
}

inline scene::DisplayList words() {
    scene::DisplayList list = page();
    list.background = {214, 224, 232, 255};
    double y = 8;
    for (const auto& [size, weight] : {std::pair{6.0, scene::Weight::bold}, std::pair{4.2, scene::Weight::semibold},
                                       std::pair{3.2, scene::Weight::regular}, std::pair{2.4, scene::Weight::italic}}) {
        scene::TextItem item = pages::text("Banbury 1,234 – 10.5", 4, y, size, weight);
        item.colour = ink;
        if (size < 5) item.halo = pages::white, item.halo_mm = 0.14 * size;
        list.root.items.push_back(item);
        y += 2.1 * size;
    }
    return list;
}

struct Scene {
    std::string name;
    scene::DisplayList list;
    bool golden = true;  ///< words depend on the version of the typeface that is installed
};
inline std::vector<Scene> all() {
    return {{"fills", fills()},     {"patterns", patterns()}, {"borders", borders()},   {"paths", paths()},
            {"symbols", symbols()}, {"insets", insets()},     {"words", words(), false}};
}

}  // namespace scenes
