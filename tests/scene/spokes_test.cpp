#include "scene/spokes.hpp"

#include <doctest/doctest.h>

#include "scene/siting_overlay.hpp"

using namespace needsmap;
using scene::Spoke;

namespace {

const scene::MapPath& path(const scene::Group& group, std::size_t item) { return std::get<scene::MapPath>(group.items.at(item)); }

}  // namespace

TEST_CASE("spokes are one path, and those that changed lie on a casing over it") {
    const scene::MapTheme theme = scene::paper_map_theme();
    scene::Group group;
    scene::add_spokes(group, {{{0, 0}, {1, 1}, 0}, {{0, 5}, {1, 1}, 0}, {{3, 3}, {3, 3}, 0}, {{9, 9}, {1, 1}, 1}}, theme, false, 1);
    REQUIRE(group.items.size() == 3);
    CHECK(path(group, 0).parts->size() == 2);  // who lives at the site has no line
    CHECK_FALSE(path(group, 0).closed);
    CHECK(path(group, 1).stroke->width_mm == doctest::Approx(2 * path(group, 2).stroke->width_mm));
    CHECK(path(group, 2).stroke->colour == scene::farther_colour(false));
}

TEST_CASE("many spokes are finer, and never so fine that they are gone") {
    CHECK(scene::spoke_width_mm(1) == scene::spoke_mm);
    CHECK(scene::spoke_width_mm(404) == scene::spoke_mm);  // a county's small areas
    CHECK(scene::spoke_width_mm(1800) == doctest::Approx(scene::spoke_mm / 2));
    CHECK(scene::spoke_width_mm(1'000'000) > 0.05);
}

TEST_CASE("the screen's picture of a plan has the same spokes") {
    scene::SitingPicture picture;
    picture.spokes = {{{0, 0}, {1, 1}, 0}};
    CHECK(scene::compile_catchments(picture, 0, scene::paper_map_theme(), false).items.size() == 1);
}
