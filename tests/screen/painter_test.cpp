// What the painter puts on the screen, looked at pixel by pixel. Tolerances of 3 in 255 allow for rounding in the driver.
#include "screen/painter.hpp"

#include <doctest/doctest.h>

#include <numbers>

#include "base/files.hpp"
#include "scene/font.hpp"
#include "screen/canvas.hpp"

using namespace needsmap;
using test::Canvas;
using Pixel = Canvas::Pixel;

namespace {

constexpr scene::Rgba red{200, 30, 20, 255}, blue{20, 60, 180, 255}, black{0, 0, 0, 255}, white{255, 255, 255, 255};
constexpr Pixel red_pixel{200, 30, 20}, blue_pixel{20, 60, 180}, white_pixel{255, 255, 255}, black_pixel{0, 0, 0};

std::shared_ptr<const std::vector<std::uint8_t>> classes(std::vector<std::uint8_t> values) {
    return std::make_shared<const std::vector<std::uint8_t>>(std::move(values));
}
scene::FillStyle plain(scene::Rgba colour) { return {colour, scene::Pattern::none, {}}; }
scene::PagePath line(std::vector<geo::PagePoint> points, double width_mm, std::vector<double> dash = {}) {
    return {{std::move(points)}, false, std::nullopt, scene::StrokeStyle{black, width_mm, std::move(dash)}};
}

}  // namespace

TEST_CASE("each area has the colour of its class") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    canvas.clear();
    canvas.paint({scene::CoverageFill{test::levels_of("AAB/ACB"), classes({0, 1, 2}), {plain(red), plain(blue), plain(black)}}});
    CHECK(canvas.at(10, 10) == red_pixel);
    CHECK(canvas.at(10, 30) == red_pixel);
    CHECK(canvas.at(50, 10) == blue_pixel);
    CHECK(canvas.at(30, 30) == black_pixel);
}

TEST_CASE("neighbours meet without a gap") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    canvas.clear();
    canvas.paint({scene::CoverageFill{test::levels_of("ABC/ABD"), classes({0, 0, 0, 0}), {plain(red)}}});
    CHECK(canvas.count_other_than(red_pixel, 0, 0, 60, 40) == 0);
}

TEST_CASE("the pixels on an edge between two colours have a share of each") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    canvas.view.page_from_map.offset_x += 0.3 / 4;  // the edge at 20.3 pixels: the pixel from 20 to 21 is three tenths left
    const scene::CoverageFill fill{test::levels_of("AB/AB"), classes({0, 1}), {plain(black), plain(white)}};
    for (int i = 0; i < 2; ++i) {  // the first painting has asked for the borders
        canvas.clear(blue);
        canvas.paint({fill});
    }
    CHECK(canvas.at(19, 20) == black_pixel);
    CHECK(canvas.at(20, 20)[0] == doctest::Approx(0.7 * 255).epsilon(0.02));
    CHECK(canvas.at(21, 20) == white_pixel);
    canvas.view.smooth_edges = false;
    canvas.clear(blue);
    canvas.paint({fill});
    CHECK((canvas.at(20, 20) == black_pixel || canvas.at(20, 20) == white_pixel));
}

TEST_CASE("areas of one colour have no edge between them") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    canvas.view.page_from_map.offset_x -= 0.1;
    for (int i = 0; i < 2; ++i) {
        canvas.clear();
        canvas.paint({scene::CoverageFill{test::levels_of("ABC/ABC"), classes({0, 0, 0}), {plain(red), plain(blue)}}});
    }
    CHECK(canvas.count_other_than(red_pixel, 1, 1, 58, 40) == 0);
}

TEST_CASE("a hole shows what lies below") {
    NEEDS_OPENGL();
    Canvas canvas(60, 60);
    canvas.clear();
    canvas.paint({scene::CoverageFill{test::levels_of("AAA/A.A/AAA"), classes({0}), {plain(red)}}});
    CHECK(canvas.at(30, 30) == white_pixel);
    CHECK(canvas.at(10, 30) == red_pixel);
}

TEST_CASE("an area whose class has no style is not painted") {
    NEEDS_OPENGL();
    Canvas canvas(40, 20);
    canvas.clear();
    canvas.paint({scene::CoverageFill{test::levels_of("AB"), classes({0, 7}), {plain(red)}}});
    CHECK(canvas.at(10, 10) == red_pixel);
    CHECK(canvas.at(30, 10) == white_pixel);
}

TEST_CASE("a new classification or palette sends no geometry") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    const auto map = test::levels_of("AAB/ACB");
    canvas.clear();
    canvas.paint({scene::CoverageFill{map, classes({0, 1, 1}), {plain(red), plain(blue)}}, scene::CoverageStroke{map, {black, 0.2, {}}}});
    const screen::PaintStatistics before = canvas.painter.statistics();
    CHECK(before.geometry_uploads == 2);

    canvas.clear();
    canvas.paint({scene::CoverageFill{map, classes({1, 0, 0}), {plain(black), plain(white)}}});
    CHECK(canvas.painter.statistics().geometry_uploads == before.geometry_uploads);
    CHECK(canvas.painter.statistics().geometry_bytes == before.geometry_bytes);
    CHECK(canvas.painter.statistics().table_uploads == before.table_uploads + 1);
    CHECK(canvas.at(10, 10) == white_pixel);
    CHECK(canvas.at(50, 10) == black_pixel);
}

TEST_CASE("hatching covers its share of an area, over the colour") {
    NEEDS_OPENGL();
    Canvas canvas(200, 200, 200, 8);
    const auto map = test::levels_of("A");
    for (const scene::Pattern pattern :
         {scene::Pattern::dots, scene::Pattern::hatch, scene::Pattern::fine_hatch, scene::Pattern::cross_hatch}) {
        CAPTURE(static_cast<int>(pattern));
        canvas.clear();
        canvas.paint({scene::CoverageFill{map, classes({0}), {scene::FillStyle{white, pattern, black}}}});
        const scene::PatternGeometry shape = scene::pattern_geometry(pattern);
        const double line = shape.thickness_mm / shape.spacing_mm;
        const double expected = pattern == scene::Pattern::dots          ? std::numbers::pi / 4 * line * line
                                : pattern == scene::Pattern::cross_hatch ? 2 * line - line * line
                                                                         : line;
        // The picture is not a whole number of periods wide, so a few per cent of the pattern's own ink may be missing.
        CHECK(canvas.ink(0, 0, 200, 200) / 40000 == doctest::Approx(expected).epsilon(0.08));
    }
}

TEST_CASE("hatching rises to the right and begins at the page's corner") {
    NEEDS_OPENGL();
    Canvas canvas(200, 200, 200, 10);
    canvas.clear();
    canvas.paint({scene::CoverageFill{test::levels_of("A"), classes({0}), {scene::FillStyle{white, scene::Pattern::hatch, black}}}});
    // A line runs through x + y = k * spacing * sqrt(2) for every k (paper/patterns.hpp).
    const double period_px = scene::pattern_geometry(scene::Pattern::hatch).spacing_mm * 10 * std::numbers::sqrt2;
    const int sum = static_cast<int>(std::lround(4 * period_px));
    CHECK(canvas.at(sum / 2, sum - sum / 2)[0] < 100);
    CHECK(canvas.at(sum / 2 + 9, sum - sum / 2 - 9)[0] < 100);
    CHECK(canvas.at(sum / 2 + static_cast<int>(period_px / 2), sum - sum / 2)[0] > 200);
}

TEST_CASE("a stroke is as wide as its millimetres say") {
    NEEDS_OPENGL();
    Canvas canvas(100, 60, 20, 4);
    for (const double width_mm : {0.1, 0.25, 1.0, 2.5}) {
        CAPTURE(width_mm);
        canvas.clear();
        canvas.paint({line({{2, 7.3}, {23, 7.3}}, width_mm)});
        // One column through the line, away from its ends: the ink is the width in pixels, at any position between pixels.
        CHECK(canvas.ink(50, 0, 51, 60) == doctest::Approx(width_mm * 4).epsilon(0.02));
    }
}

TEST_CASE("a bent stroke has neither gap nor double ink at its joints") {
    NEEDS_OPENGL();
    Canvas canvas(100, 100, 20, 4);
    canvas.clear();
    scene::PagePath bent = line({{3, 20}, {12, 20}, {12, 5}}, 2);
    bent.stroke->colour = {0, 0, 0, 128};
    canvas.paint({bent});
    // Half-transparent black over white is 127; a double layer would be 63.
    for (int x = 20; x < 50; ++x) CHECK(canvas.at(x, 80)[0] == doctest::Approx(127).epsilon(0.02));
    CHECK(canvas.at(51, 83)[0] == doctest::Approx(127).epsilon(0.02));
    for (int y = 30; y < 78; ++y) CHECK(canvas.at(48, y)[0] == doctest::Approx(127).epsilon(0.02));
}

TEST_CASE("dashes leave their gaps") {
    NEEDS_OPENGL();
    Canvas canvas(200, 20, 20, 4);
    canvas.clear();
    canvas.paint({line({{0, 2.5}, {50, 2.5}}, 1, {3, 2})});
    const double whole = 200 * 4;
    CHECK(canvas.ink(0, 0, 200, 20) == doctest::Approx(whole * 3 / 5).epsilon(0.03));
    CHECK(canvas.at(5, 10)[0] < 30);    // within the first dash (0 to 12 px)
    CHECK(canvas.at(16, 10)[0] > 225);  // within the first gap (12 to 20 px)
}

TEST_CASE("borders are drawn once each, outer ones alone on request") {
    NEEDS_OPENGL();
    Canvas canvas(48, 28, 20, 4);
    canvas.view.page_from_map.offset_x += 1;  // 4 pixels of room around the map
    canvas.view.page_from_map.offset_y -= 1;
    const auto map = test::levels_of("AB");
    canvas.clear();
    canvas.paint({scene::CoverageStroke{map, {{0, 0, 0, 128}, 0.5, {}}}});
    CHECK(canvas.ink(22, 14, 26, 15) == doctest::Approx(2 * 128 / 255.0).epsilon(0.03));
    CHECK(canvas.ink(2, 14, 6, 15) == doctest::Approx(2 * 128 / 255.0).epsilon(0.03));
    canvas.clear();
    canvas.paint({scene::CoverageStroke{map, {black, 0.5, {}}, true}});
    CHECK(canvas.ink(20, 10, 28, 18) == 0);
    CHECK(canvas.ink(2, 14, 6, 15) == doctest::Approx(2).epsilon(0.03));
}

TEST_CASE("borders in a net too fine for the page fade away, the outer border stays") {
    NEEDS_OPENGL();
    Canvas canvas(40, 40, 2, 4);  // cells of half a millimetre
    canvas.view.page_from_map.offset_x += 2;
    canvas.view.page_from_map.offset_y -= 2;
    canvas.clear();
    canvas.paint({scene::CoverageStroke{test::levels_of("ABCDEF/GHIJKL/MNOPQR"), {black, 0.25, {}}}});
    CHECK(canvas.ink(10, 27, 18, 31) == 0);
    CHECK(canvas.ink(4, 20, 24, 40) > 10);
}

TEST_CASE("one area is outlined and washed, its neighbour is not") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    canvas.clear();
    canvas.paint({scene::AreaStroke{test::levels_of("AAB/AAB"), 0, {black, 1, {}}, scene::Rgba{255, 0, 0, 128}}});
    CHECK(canvas.at(20, 20)[0] == 255);
    CHECK(canvas.at(20, 20)[1] == doctest::Approx(127).epsilon(0.02));
    CHECK(canvas.at(40, 20)[0] < 10);
    CHECK(canvas.at(55, 20) == white_pixel);
}

TEST_CASE("polygons on the page are filled even-odd") {
    NEEDS_OPENGL();
    Canvas canvas(80, 80, 20, 4);
    canvas.clear();
    scene::PagePath rings;
    rings.parts = {{{2, 2}, {18, 2}, {18, 18}, {2, 18}}, {{5, 5}, {15, 5}, {15, 15}, {5, 15}}, {{8, 8}, {12, 8}, {12, 12}, {8, 12}}};
    rings.closed = true;
    rings.fill = plain(blue);
    canvas.paint({rings});
    CHECK(canvas.at(14, 40) == blue_pixel);
    CHECK(canvas.at(26, 40) == white_pixel);
    CHECK(canvas.at(40, 40) == blue_pixel);
    CHECK(canvas.at(4, 40) == white_pixel);
}

TEST_CASE("paths in map space move with the camera and are sent once") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    const auto parts = std::make_shared<const std::vector<std::vector<geo::MapPoint>>>(
        std::vector<std::vector<geo::MapPoint>>{{{400500, 200500}, {402500, 200500}}});
    const scene::MapPath path{parts, false, std::nullopt, scene::StrokeStyle{black, 0.5, {}}};
    canvas.clear();
    canvas.paint({path});
    CHECK(canvas.ink(30, 28, 31, 32) == doctest::Approx(2).epsilon(0.03));
    canvas.view.page_from_map.offset_y -= 2.5;
    canvas.clear();
    canvas.paint({path});
    CHECK(canvas.ink(30, 18, 31, 22) == doctest::Approx(2).epsilon(0.03));
    CHECK(canvas.painter.statistics().geometry_uploads == 1);
}

TEST_CASE("a group's clip and its own placement hold for its items only") {
    NEEDS_OPENGL();
    Canvas canvas(80, 40);
    auto inset = std::make_shared<scene::Group>();
    inset->clip = geo::PageBox{10, 0, 15, 10};
    inset->page_from_map = geo::PageFromMap{0.01, 10 - 0.01 * 400000, 10 + 0.01 * 200000, -1};
    const auto map = test::levels_of("AB");
    inset->items = {scene::CoverageFill{map, classes({0, 1}), {plain(blue), plain(black)}}};
    canvas.clear();
    canvas.paint({std::shared_ptr<const scene::Group>(inset), scene::CoverageFill{map, classes({0, 0}), {plain(red)}}});
    CHECK(canvas.at(20, 30) == red_pixel);
    CHECK(canvas.at(50, 20) == blue_pixel);
    CHECK(canvas.at(65, 20) == white_pixel);
}

TEST_CASE("text appears in its colour above its baseline, with a halo around it") {
    NEEDS_OPENGL();
    Canvas canvas(120, 40, 20, 4);
    scene::TextItem text;
    text.run = scene::Fonts::shared().shape("HHHH", scene::Weight::bold, 5);
    text.anchor.point = geo::PagePoint{2, 7};
    text.colour = black;
    canvas.clear();
    canvas.paint({text});
    const double ink = canvas.ink(0, 0, 120, 40);
    CHECK(ink > 100);
    CHECK(canvas.ink(0, 29, 120, 40) == 0);
    // Capitals of Inter are 0.727 em high: 14.5 of these pixels.
    CHECK(canvas.ink(8, 28 - 15, 8 + static_cast<int>(text.run.width_mm * 4) + 1, 28) == doctest::Approx(ink).epsilon(0.01));

    text.halo = blue, text.halo_mm = 0.5;
    canvas.clear();
    canvas.paint({text});
    // 0.5 mm are two pixels: the halo reaches two rows below the baseline, and no further than its soft edge.
    CHECK(canvas.count_other_than(white_pixel, 0, 29, 120, 30) > 20);
    CHECK(canvas.count_other_than(white_pixel, 0, 31, 120, 40) == 0);
    CHECK(canvas.ink(0, 14, 120, 28) > ink);
}

TEST_CASE("text anchored in the map moves with it") {
    NEEDS_OPENGL();
    Canvas canvas(120, 80, 20, 4);
    scene::TextItem text;
    text.run = scene::Fonts::shared().shape("Witney", scene::Weight::regular, 4);
    text.anchor.point = geo::MapPoint{401000, 201000};
    text.offset = {1, 0};
    text.colour = black;
    canvas.clear();
    canvas.paint({text});
    const double ink = canvas.ink(20, 40, 120, 68);
    CHECK(ink > 20);
    canvas.view.page_from_map.offset_x += 5;
    canvas.clear();
    canvas.paint({text});
    CHECK(canvas.ink(0, 0, 43, 80) == 0);
    CHECK(canvas.ink(40, 40, 120, 68) == doctest::Approx(ink).epsilon(0.001));
}

TEST_CASE("a symbol stands on its place with its rim around it") {
    NEEDS_OPENGL();
    Canvas canvas(60, 60, 20, 4);
    canvas.clear(scene::Rgba{0, 128, 0, 255});
    for (const model::MarkerShape shape : {model::MarkerShape::circle, model::MarkerShape::square, model::MarkerShape::diamond}) {
        canvas.paint({scene::Markers{shape, 4, red, white, 1, {{geo::MapPoint{401500, 201500}}}, "centres"}});
        CHECK(canvas.at(30, 30) == red_pixel);
        CHECK(canvas.at(5, 30) == Pixel{0, 128, 0});
    }
    canvas.clear(scene::Rgba{0, 128, 0, 255});
    canvas.paint({scene::Markers{model::MarkerShape::circle, 4, red, white, 1, {{geo::MapPoint{401500, 201500}}}, "centres"}});
    int across_red = 0, across_white = 0;
    for (int x = 0; x < 60; ++x)
        across_red += canvas.at(x, 30) == red_pixel ? 1 : 0, across_white += canvas.at(x, 30) == white_pixel ? 1 : 0;
    // A circle "about 1 wide" of 4 mm is about 16 px across; rims of 1 mm are 4 px each, less the soft pixels at their edges.
    CHECK(across_red > 11);
    CHECK(across_red < 20);
    CHECK(across_white >= 5);
    CHECK(across_white <= 8);
}

TEST_CASE("two views side by side keep to themselves") {
    NEEDS_OPENGL();
    Canvas canvas(80, 40);
    const auto map = test::levels_of("AAAA/AAAA");
    canvas.clear();
    for (const int pane : {0, 1}) {
        screen::View view = canvas.view;
        view.viewport = {40.0 * pane, 0, 40.0 * pane + 40, 40};
        canvas.bind();
        scene::Group group;
        group.items = {scene::CoverageFill{map, classes({0}), {plain(pane == 0 ? red : blue)}}};
        canvas.painter.paint(group, view);
    }
    canvas.bind();
    CHECK(canvas.count_other_than(red_pixel, 0, 0, 40, 40) == 0);
    CHECK(canvas.count_other_than(blue_pixel, 40, 0, 80, 40) == 0);
}

TEST_CASE("a part of the view can be painted alone") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    canvas.clear();
    canvas.view.only = geo::PixelBox{10, 10, 30, 20};
    canvas.paint({scene::CoverageFill{test::levels_of("AAA/AAA"), classes({0}), {plain(red)}}});
    CHECK(canvas.count_other_than(red_pixel, 10, 10, 30, 20) == 0);
    CHECK(canvas.count_other_than(white_pixel, 0, 0, 60, 40) == 200);
}

TEST_CASE("a coarser level is drawn while a finer one is made") {
    NEEDS_OPENGL();
    Canvas canvas(60, 40);
    const auto fine = std::make_shared<const geo::Coverage>(test::text_coverage("AAB/AAB").coverage);
    const auto coarse = std::make_shared<const geo::Coverage>(test::text_coverage("ABB/ABB").coverage);
    const auto levels = std::make_shared<const geo::CoverageLevels>(std::vector<geo::CoverageLevels::Level>{{0, fine}, {100, coarse}});
    const scene::CoverageFill fill{levels, classes({0, 1}), {plain(red), plain(blue)}};
    // From afar: the coarse level is all there is.
    screen::View far = canvas.view;
    far.page_from_map = {0.001, -0.001 * 400000, 10 + 0.001 * 200000, -1};
    far.smooth_edges = canvas.view.smooth_edges = false;  // smoothing asks for the borders as well
    canvas.clear();
    canvas.bind();
    scene::Group group;
    group.items = {fill};
    canvas.painter.paint(group, far);
    CHECK_FALSE(canvas.painter.refining());
    // Near: still the coarse level at first, the fine one once it is finished.
    canvas.clear();
    canvas.bind();
    canvas.painter.paint(group, canvas.view);
    CHECK(canvas.painter.refining());
    CHECK(canvas.at(30, 20) == blue_pixel);
    canvas.painter.finish_refining();
    CHECK_FALSE(canvas.painter.refining());
    canvas.bind();
    canvas.painter.paint(group, canvas.view);
    CHECK(canvas.at(30, 20) == red_pixel);
}

TEST_CASE("a shader that does not compile is an error that names its file") {
    NEEDS_OPENGL();
    const auto folder = std::filesystem::temp_directory_path() / "needsmap-broken-shaders";
    std::filesystem::create_directories(folder);
    base::write_file(folder / "fill.vert", "#version 330 core\nvoid main() { nonsense; }\n");
    base::write_file(folder / "fill.frag", "#version 330 core\nvoid main() {}\n");
    screen::Painter painter(folder);
    Canvas canvas(60, 40);
    scene::Group group;
    group.items = {scene::CoverageFill{test::levels_of("A"), classes({0}), {plain(red)}}};
    canvas.bind();
    CHECK_THROWS_WITH_AS(painter.paint(group, canvas.view), doctest::Contains("fill.vert"), base::Error);
    std::filesystem::remove_all(folder);
}
