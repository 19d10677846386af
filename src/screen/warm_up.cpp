#include "screen/warm_up.hpp"

#include "scene/font.hpp"
#include "screen/offscreen.hpp"

namespace needsmap::screen {

namespace {

/// Two unit squares side by side.
std::shared_ptr<const geo::CoverageLevels> two_squares() {
    geo::CoverageData data;
    data.points = {{0, 0}, {0, 1}, {0, 1}, {-1, 1}, {-1, 0}, {0, 0}, {0, 0}, {1, 0}, {1, 1}, {0, 1}};
    data.arc_begin = {0, 2, 6, 10};
    data.arc_left = {0, 0, 1};
    data.arc_right = {1, geo::no_area, geo::no_area};
    data.area_ring_begin = {0, 1, 2};
    data.ring_arc_begin = {0, 2, 4};
    data.ring_is_hole = {0, 0};
    data.ring_arcs = {0, 1, 2, ~0};
    auto coverage = std::make_shared<const geo::Coverage>(std::move(data));
    return std::make_shared<const geo::CoverageLevels>(std::vector<geo::CoverageLevels::Level>{{0, std::move(coverage)}});
}

scene::Group one_of_each() {
    constexpr scene::Rgba ink{0, 0, 0, 255}, paper{255, 255, 255, 255};
    const auto squares = two_squares();
    const auto classes = std::make_shared<const std::vector<std::uint8_t>>(std::vector<std::uint8_t>{0, 1});
    scene::PagePath dashed;
    dashed.parts = {{{0, 0}, {4, 4}}};
    dashed.stroke = scene::StrokeStyle{ink, 0.2, {1, 1}};
    scene::TextItem text;
    text.run = scene::Fonts::shared().shape("a", scene::Weight::regular, 3);
    text.anchor.point = geo::PagePoint{1, 3};
    text.colour = ink;
    scene::Group group;
    group.items = {scene::CoverageFill{squares, classes, {{paper, scene::Pattern::none, {}}, {ink, scene::Pattern::none, {}}}},
                   scene::CoverageFill{squares, classes, {{paper, scene::Pattern::hatch, ink}, {ink, scene::Pattern::none, {}}}},
                   scene::CoverageStroke{squares, {ink, 0.2, {}}}, dashed, text};
    return group;
}

}  // namespace

void warm_up(Painter& painter) {
    constexpr int size = 16;
    const RenderTarget picture(size, size);
    picture.bind();
    View view;
    view.page_from_map = {2, 2, 3, -1};
    view.pixel_from_page = {4, 0, 0, 1};
    view.viewport = {0, 0, size, size};
    view.framebuffer_height = size;
    painter.clear({255, 255, 255, 255}, view);
    painter.paint(one_of_each(), view);
    picture.finish();
    painter.forget_unused();
}

}  // namespace needsmap::screen
