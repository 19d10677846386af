#include "scene/siting_overlay.hpp"

#include <doctest/doctest.h>

#include <set>

#include "scene/catchment_colours.hpp"
#include "support/text_map.hpp"

using namespace needsmap;

namespace {

constexpr std::uint32_t none = 0xFFFFFFFF;

std::shared_ptr<const geo::CoverageLevels> levels_of(const char* map) {
    auto full = std::make_shared<const geo::Coverage>(test::text_coverage(map).coverage);
    return std::make_shared<const geo::CoverageLevels>(std::vector<geo::CoverageLevels::Level>{{0.0, std::move(full)}});
}

}  // namespace

TEST_CASE("catchments that share a border differ in colour, and one site has one colour") {
    // Areas A..I are the cells of a square; the site of each is given below. Site 2 has two areas that do not touch.
    const auto map = levels_of("ABC/DEF/GHI");
    const std::vector<std::uint32_t> site{0, 1, 2, 0, 3, 4, 2, 5, 4};
    const auto colours = scene::catchment_colours(map->full(), site, 6);
    REQUIRE(colours.size() == 9);
    for (std::size_t a = 0; a < 9; ++a)
        for (std::size_t b = 0; b < a; ++b) {
            const bool side_by_side = a / 3 == b / 3 && a - b == 1, one_above = a - b == 3;
            if (site[a] == site[b]) CHECK(colours[a] == colours[b]);
            if (site[a] != site[b] && (side_by_side || one_above)) CHECK(colours[a] != colours[b]);
        }
}

TEST_CASE("catchments keep their colour as far as neighbours leave it to them, and areas without a site are clear") {
    const auto map = levels_of("ABCDEFGH");
    const std::vector<std::uint32_t> site{0, 1, 2, 3, 4, 5, 6, none};
    const auto colours = scene::catchment_colours(map->full(), site, 7);
    CHECK(colours == std::vector<std::uint8_t>{0, 1, 2, 3, 4, 5, 6, scene::catchment_colour_count});
    const auto styles = scene::catchment_styles(scene::light_map_theme());
    REQUIRE(styles.size() == scene::catchment_colour_count + 1U);
    CHECK(styles.back().colour == scene::light_map_theme().missing_fill);
    // Site 1 closes: the others stay as they are.
    const auto after = scene::catchment_colours(map->full(), {0, 0, 2, 3, 4, 5, 6, none}, 7);
    CHECK(after == std::vector<std::uint8_t>{0, 0, 2, 3, 4, 5, 6, scene::catchment_colour_count});
}

TEST_CASE("more neighbours than colours is no failure: two of them look alike") {
    // Site 0 in the middle row borders on all eight others.
    const auto map = levels_of("BCDEFGHI/AAAAAAAA");
    std::vector<std::uint32_t> site;
    for (std::uint32_t s = 0; s < 9; ++s) site.push_back(s);
    const auto colours = scene::catchment_colours(map->full(), site, 9);
    const std::set<std::uint8_t> used(colours.begin(), colours.end());
    CHECK(used.size() == scene::catchment_colour_count);
    CHECK_FALSE(used.contains(scene::catchment_colour_count));
}

TEST_CASE("fills of catchments are one item over the sites' areas, and nothing while there are no catchments") {
    scene::SitingPicture picture;
    CHECK(scene::compile_catchment_fills(picture, scene::light_map_theme()).items.empty());
    picture.coverage = levels_of("AB");
    picture.site_of_area = {0, 1};
    picture.sites = {{{400'500, 200'500}, true, false}, {{401'500, 200'500}, true, false}};
    const auto group = scene::compile_catchment_fills(picture, scene::light_map_theme());
    REQUIRE(group.items.size() == 1);
    CHECK(*std::get<scene::CoverageFill>(group.items[0]).class_of_area == std::vector<std::uint8_t>{0, 1});
}
