// Expected figures: README of the shared data, section "england/".
#include <doctest/doctest.h>

#include "analysis/evaluate_layer.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::io;

TEST_CASE("England is read whole from the zipped database") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto england = read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "tests/real/england.toml");
    CHECK(error_count(england->diagnostics) == 0);
    const auto lsoa = england->find_geography("lsoa");
    REQUIRE(lsoa);
    CHECK(lsoa->size() == 32844);
    // "90 polygons are invalid (ring self-intersection) as published"
    CHECK(std::ranges::count(england->diagnostics.items(), std::string("invalid-polygon"), &base::Diagnostic::id) == 90);

    const auto imd = analysis::evaluate_layer(*england, "imd-2019", "lsoa");
    CHECK(imd->ranked_count == 32844);
    const auto worst = static_cast<std::size_t>(std::ranges::find(imd->rank, 1) - imd->rank.begin());
    CHECK(lsoa->codes[worst] == "E01021988");
    CHECK(lsoa->names[worst] == "Tendring 018A");
    CHECK(imd->value[worst].number == 92.735);

    std::size_t labels_elsewhere = 0;
    for (std::size_t a = 0; a < lsoa->size(); ++a)
        labels_elsewhere += lsoa->locator->find(lsoa->label_points[a]) == static_cast<geo::AreaIndex>(a) ? 0 : 1;
    CHECK(labels_elsewhere == 0);

    double people = 0;
    for (const model::Cell& cell : england->find_table("imd2019")->find("pop19_total")->cells) people += cell.number;
    CHECK(people == 56286961);

    // England has 130,279 km² (ONS, Standard Area Measurements); the file is clipped and generalised to 20 m.
    double ground = 0;
    for (std::size_t a = 0; a < lsoa->size(); ++a) ground += lsoa->coverage->full().area_m2(static_cast<geo::AreaIndex>(a));
    CHECK(ground == doctest::Approx(130279e6).epsilon(5e-3));
}
