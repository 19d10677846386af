#include "screen/sprite_atlas.hpp"

#include <doctest/doctest.h>

#include <numeric>

using namespace needsmap;
using screen::SpriteAtlas;

namespace {

int ink(const SpriteAtlas& atlas, const screen::Sprite& sprite) {
    int sum = 0;
    for (int y = sprite.y; y < sprite.y + sprite.height; ++y)
        for (int x = sprite.x; x < sprite.x + sprite.width; ++x)
            sum += atlas.pixels()[static_cast<std::size_t>(y) * SpriteAtlas::size + static_cast<std::size_t>(x)];
    return sum;
}

}  // namespace

TEST_CASE("the same glyph at the same size is drawn once, another phase or size again") {
    SpriteAtlas atlas;
    const auto run = scene::Fonts::shared().shape("W", scene::Weight::regular, 4);
    const auto first = atlas.glyph(run.face, run.glyphs[0].id, 16, 0, 0), again = atlas.glyph(run.face, run.glyphs[0].id, 16, 0, 0);
    const auto shifted = atlas.glyph(run.face, run.glyphs[0].id, 16, 2, 0), larger = atlas.glyph(run.face, run.glyphs[0].id, 20, 0, 0);
    REQUIRE((first && again && shifted && larger));
    CHECK(first->x == again->x);
    CHECK(first->x != shifted->x);
    CHECK(larger->height > first->height);
    // Half a pixel further to the right, the ink is the same.
    CHECK(ink(atlas, *shifted) == doctest::Approx(ink(atlas, *first)).epsilon(0.02));
}

TEST_CASE("a halo holds its glyph and reaches as far as it should") {
    SpriteAtlas atlas;
    const auto run = scene::Fonts::shared().shape("o", scene::Weight::regular, 4);
    const auto glyph = atlas.glyph(run.face, run.glyphs[0].id, 20, 0, 0), halo = atlas.glyph(run.face, run.glyphs[0].id, 20, 0, 2);
    REQUIRE((glyph && halo));
    CHECK(halo->left == glyph->left - 3);  // two pixels and a soft edge
    CHECK(halo->top == glyph->top - 3);
    CHECK(halo->width == glyph->width + 6);
    CHECK(ink(atlas, *halo) > ink(atlas, *glyph));
}

TEST_CASE("a space takes no room") {
    SpriteAtlas atlas;
    const auto run = scene::Fonts::shared().shape(" ", scene::Weight::regular, 4);
    const auto sprite = atlas.glyph(run.face, run.glyphs[0].id, 16, 0, 1);
    REQUIRE(sprite);
    CHECK(sprite->width == 0);
}

TEST_CASE("a full atlas says so and can be emptied") {
    SpriteAtlas atlas;
    int placed = 0;
    while (placed < 1000 && atlas.marker(model::MarkerShape::square, 100 + placed, 0)) ++placed;
    CHECK(placed > 10);
    CHECK(placed < 100);  // a million pixels hold no more squares of 100 pixels
    atlas.clear();
    CHECK(atlas.marker(model::MarkerShape::square, 100, 0));
    CHECK_FALSE(atlas.marker(model::MarkerShape::square, 2000, 0));
}

TEST_CASE("a symbol's rim surrounds it evenly") {
    SpriteAtlas atlas;
    const auto plain = atlas.marker(model::MarkerShape::diamond, 12, 0), rimmed = atlas.marker(model::MarkerShape::diamond, 12, 2);
    REQUIRE((plain && rimmed));
    CHECK(rimmed->width == plain->width + 4);
    CHECK(rimmed->left == plain->left - 2);
}
