// The kept picture must look as if everything had been painted afresh.
#include "screen/map_picture.hpp"

#include <doctest/doctest.h>

#include "screen/canvas.hpp"

using namespace needsmap;
using test::Canvas;

namespace {

scene::Group striped_map() {
    const auto map = test::levels_of("AABBCC/AADDCC/EEDDFF");
    scene::Group group;
    group.items = {scene::CoverageFill{map,
                                       std::make_shared<const std::vector<std::uint8_t>>(std::vector<std::uint8_t>{0, 1, 2, 1, 2, 0}),
                                       {{{200, 30, 20, 255}, scene::Pattern::none, {}},
                                        {{20, 60, 180, 255}, scene::Pattern::none, {}},
                                        {{240, 240, 240, 255}, scene::Pattern::hatch, {0, 0, 0, 255}}}},
                   scene::CoverageStroke{map, {{0, 0, 0, 255}, 0.4, {}}}};
    return group;
}

std::vector<Canvas::Pixel> pixels_of(Canvas& canvas) {
    std::vector<Canvas::Pixel> out;
    for (int y = 0; y < canvas.height; ++y)
        for (int x = 0; x < canvas.width; ++x) out.push_back(canvas.at(x, y));
    return out;
}

int differing(const std::vector<Canvas::Pixel>& a, const std::vector<Canvas::Pixel>& b, int tolerance) {
    int count = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t c = 0; c < 3; ++c)
            if (std::abs(a[i][c] - b[i][c]) > tolerance) {
                ++count;
                break;
            }
    return count;
}

/// Shows until nothing is left to smooth.
screen::View settle(Canvas& canvas, screen::MapPicture& picture, const scene::Group& group, std::uint64_t revision = 1) {
    screen::View shown = canvas.view;
    do {
        canvas.bind();
        shown = picture.show({group, {255, 255, 255, 255}, revision}, canvas.view, false);
    } while (picture.unfinished());
    return shown;
}

}  // namespace

TEST_CASE("a settled picture is the painting itself") {
    NEEDS_OPENGL();
    Canvas canvas(130, 70);
    const scene::Group group = striped_map();
    for (int i = 0; i < 2; ++i) {  // the borders that edges are smoothed by come with the second
        canvas.clear();
        canvas.paint(group);
    }
    const auto painted = pixels_of(canvas);
    screen::MapPicture picture(canvas.painter);
    settle(canvas, picture, group);
    const auto shown = pixels_of(canvas);
    CHECK(differing(painted, shown, 0) == 0);
}

TEST_CASE("standing still paints nothing") {
    NEEDS_OPENGL();
    Canvas canvas(130, 70);
    const scene::Group group = striped_map();
    screen::MapPicture picture(canvas.painter);
    settle(canvas, picture, group);
    const auto before = canvas.painter.statistics().draw_calls;
    canvas.bind();
    picture.show({group, {255, 255, 255, 255}, 1}, canvas.view, false);
    CHECK(canvas.painter.statistics().draw_calls == before);
    picture.show({group, {255, 255, 255, 255}, 2}, canvas.view, false);
    CHECK(canvas.painter.statistics().draw_calls > before);
}

TEST_CASE("sliding by whole pixels ends in the same picture as painting afresh") {
    NEEDS_OPENGL();
    Canvas canvas(130, 70);
    const scene::Group group = striped_map();
    screen::MapPicture picture(canvas.painter);
    settle(canvas, picture, group);
    for (const auto& [dx, dy] : {std::pair{9, 0}, {-20, 5}, {3, -17}, {0, 12}, {-4, -6}}) {
        canvas.view.page_from_map.offset_x += dx / 4.0;
        canvas.view.page_from_map.offset_y += dy / 4.0;
        canvas.bind();
        picture.show({group, {255, 255, 255, 255}, 1}, canvas.view, true);
    }
    screen::View shown = settle(canvas, picture, group);
    const auto slid = pixels_of(canvas);

    // Patterns slide with the map, so a fresh painting is told where they begin now: 12 pixels to the left, 6 up.
    Canvas fresh(130, 70);
    fresh.view = shown;
    fresh.view.pattern_origin = geo::PixelPoint{-12, -6};
    for (int i = 0; i < 2; ++i) {
        fresh.clear();
        fresh.paint(group);
    }
    // Joins and patterns may round differently by a hair.
    CHECK(differing(slid, pixels_of(fresh), 8) == 0);
}

TEST_CASE("the picture says where it really stands: within half a pixel of what was asked") {
    NEEDS_OPENGL();
    Canvas canvas(130, 70);
    const scene::Group group = striped_map();
    screen::MapPicture picture(canvas.painter);
    settle(canvas, picture, group);
    const double before = canvas.view.page_from_map.offset_x;
    canvas.view.page_from_map.offset_x += 10.3 / 4;
    canvas.bind();
    const screen::View shown = picture.show({group, {255, 255, 255, 255}, 1}, canvas.view, true);
    CHECK(shown.page_from_map.offset_x == doctest::Approx(before + 10.0 / 4));
}

TEST_CASE("another scale is painted afresh") {
    NEEDS_OPENGL();
    Canvas canvas(130, 70);
    const scene::Group group = striped_map();
    screen::MapPicture picture(canvas.painter);
    settle(canvas, picture, group);
    const geo::PageFromMap now = canvas.view.page_from_map;
    canvas.view.page_from_map = {now.scale * 1.5, now.offset_x * 1.5, now.offset_y * 1.5, -1};
    settle(canvas, picture, group);
    const auto zoomed = pixels_of(canvas);
    canvas.clear();
    canvas.paint(group);
    CHECK(differing(zoomed, pixels_of(canvas), 40) == 0);
}
