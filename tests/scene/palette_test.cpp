#include "scene/palette.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "scene/colour_space.hpp"

using namespace needsmap;
using scene::PaletteKind;

TEST_CASE("every palette gives every number of colours it promises") {
    for (const auto& palette : scene::palettes())
        for (int count = 1; count <= 9; ++count) {
            CAPTURE(palette.id);
            CAPTURE(count);
            CHECK(scene::palette_colours(palette.id, count).size() == static_cast<std::size_t>(count));
            CHECK_FALSE(palette.source.empty());
        }
}

TEST_CASE("five classes of YlOrBr are the published colours") {
    // colorbrewer2.org, sequential, 5 classes, YlOrBr
    const std::vector<scene::Rgba> expected{scene::rgba_from("#FFFFD4"), scene::rgba_from("#FED98E"), scene::rgba_from("#FE9929"),
                                            scene::rgba_from("#D95F0E"), scene::rgba_from("#993404")};
    CHECK(scene::palette_colours("YlOrBr", 5) == expected);
}

TEST_CASE("sequential palettes fall in lightness by a visible step, so a photocopy keeps the order") {
    for (const auto& palette : scene::palettes()) {
        if (palette.kind != PaletteKind::sequential) continue;
        CAPTURE(palette.id);
        CHECK(palette.greyscale_safe);
        for (int count = 3; count <= 9; ++count) {
            const auto colours = scene::palette_colours(palette.id, count);
            for (std::size_t i = 1; i < colours.size(); ++i)
                CHECK(scene::lab_from(colours[i - 1]).lightness - scene::lab_from(colours[i]).lightness > 1.5);  // 1 L* is just noticeable
        }
    }
}

TEST_CASE("diverging palettes are lightest in the middle and warm at the high end") {
    for (const auto& palette : scene::palettes()) {
        if (palette.kind != PaletteKind::diverging) continue;
        CAPTURE(palette.id);
        const auto colours = scene::palette_colours(palette.id, 7);
        for (std::size_t i = 0; i < 3; ++i) {
            CHECK(scene::lab_from(colours[i]).lightness < scene::lab_from(colours[i + 1]).lightness);
            CHECK(scene::lab_from(colours[6 - i]).lightness < scene::lab_from(colours[5 - i]).lightness);
        }
        if (palette.id != "PRGn") CHECK(colours.back().r > colours.back().b);
    }
}

TEST_CASE("an unknown palette names the likely one") {
    CHECK_THROWS_AS((void)scene::find_palette("YlOrBn"), base::Error);
    try {
        (void)scene::find_palette("virdis");
        FAIL("must throw");
    } catch (const base::Error& e) {
        CHECK(e.hint().find("'viridis'") != std::string::npos);
    }
    CHECK(scene::find_palette("ylorbr").id == "YlOrBr");
}

TEST_CASE("the worst class is darkest whichever way the layer points, unless it is reversed") {
    using model::Direction;
    const auto lightness = [](const scene::FillStyle& style) { return scene::lab_from(style.colour).lightness; };
    model::ClassSpec spec;
    const auto high = scene::class_styles(spec, 5, Direction::high_is_worse, scene::paper_map_theme());
    CHECK(lightness(high[0]) > lightness(high[4]));
    const auto low = scene::class_styles(spec, 5, Direction::low_is_worse, scene::paper_map_theme());
    CHECK(lightness(low[0]) < lightness(low[4]));
    spec.reversed = true;
    const auto reversed = scene::class_styles(spec, 5, Direction::high_is_worse, scene::paper_map_theme());
    CHECK(lightness(reversed[0]) < lightness(reversed[4]));
}

TEST_CASE("the lightest class of every sequential palette differs from paper") {
    for (const auto& palette : scene::palettes()) {
        if (palette.kind != PaletteKind::sequential) continue;
        for (int count = 3; count <= 9; ++count) {
            CAPTURE(palette.id);
            CAPTURE(count);
            model::ClassSpec spec;
            spec.palette = palette.id;
            const auto styles = scene::class_styles(spec, count, model::Direction::high_is_worse, scene::paper_map_theme());
            CHECK(scene::colour_distance(styles[0].colour, scene::paper_map_theme().ground) >= 9);  // about four just-noticeable steps
            CHECK(scene::colour_distance(styles[0].colour, styles[1].colour) > 3);
        }
    }
}

TEST_CASE("states follow the classes and carry patterns that survive greyscale") {
    const auto styles = scene::class_styles({}, 4, model::Direction::neutral, scene::light_map_theme());
    REQUIRE(styles.size() == 8);
    CHECK(styles[4].pattern == scene::Pattern::dots);
    CHECK(styles[5].pattern == scene::Pattern::hatch);
    CHECK(styles[6].pattern == scene::Pattern::cross_hatch);
    CHECK(styles[7].pattern == scene::Pattern::none);
}

TEST_CASE("colours survive the way to CIELAB and back") {
    for (const char* hex : {"#000000", "#FFFFFF", "#993404", "#0B5CAD", "#41B6C4"})
        CHECK(scene::rgba_from(scene::lab_from(scene::rgba_from(hex))) == scene::rgba_from(hex));
    CHECK(scene::lab_from(scene::rgba_from("#FFFFFF")).lightness == doctest::Approx(100));
    CHECK(scene::lab_from(scene::rgba_from("#777777")).lightness == doctest::Approx(50.0).epsilon(0.01));  // sRGB mid grey
}
