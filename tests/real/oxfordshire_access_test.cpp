// From the postcodes of real areas to the county's children's centres in a straight line, and along the streets of central Oxford.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/operation_run.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;

namespace {

std::string workspace_text(const std::string& more) {
    return R"(format = 1
title = "Oxfordshire"
county = "Oxfordshire"
layers = "layers"
default_layer = "children-0-4"
default_geography = "lsoa"

[[geography]]
id = "lsoa"
title = "LSOAs"
singular = "LSOA"
boundaries = "${NEEDSMAP_SHARED}/data/oxfordshire/lsoa11_imd2019_bng.gpkg"
code = "lsoa11cd"
name = "lsoa11nm"

[[table]]
id = "population"
file = "${NEEDSMAP_SHARED}/data/oxfordshire/population_lsoa11_mid2019.csv"
geography = "lsoa"
code = "lsoa11cd"

[[places]]
id = "centres"
title = "Children's centres"
singular = "children's centre"
file = "${NEEDSMAP_SHARED}/data/oxfordshire/childrens_centres.csv"
name = "name"
x = "easting"
y = "northing"

[[population_points]]
title = "Postcodes"
file = "${NEEDSMAP_SHARED}/data/oxfordshire/postcodes_2014.csv"
x = "easting"
y = "northing"
)" + more;
}

constexpr const char* layer_text = R"(title = "Children aged 0 to 4"
theme = "Population"
kind = "count"
counts_on_map = true
table = "population"
value = "age0_4"
unit = "children"
)";

std::string value(const model::Result& result, const char* code, const char* column) {
    const auto& codes = result.table.find("code")->texts;
    const auto at = std::ranges::find(codes, code);
    REQUIRE(at != codes.end());
    return model::cell_text(*result.table.find(column), static_cast<std::size_t>(at - codes.begin()));
}

std::shared_ptr<const model::Workspace> county(const io::TemporaryFolder& folder, const std::string& more = {}) {
    folder.write("layers/children-0-4.toml", layer_text);
    return io::read_fresh(folder.write("county.toml", workspace_text(more)));
}

}  // namespace

TEST_CASE("kilometres from an LSOA's postcodes to the nearest of eleven centres, worked out apart") {
    SKIP_WITHOUT_SHARED_DATA();
    const io::TemporaryFolder folder;
    const auto outcome = test::run("access", county(folder), {{"places", "centres"}, {"mode", "line"}, {"detour", "1"}, {"points", "all"}});
    const model::Result& result = *outcome.results[0];
    // A Python script (even-odd test on the same boundaries, Pythagoras) over LSOAs with no postcode within 20 m of their border:
    // 60 postcodes, mean 3.1338 km; 127 postcodes, mean 21.1530 km.
    CHECK(value(result, "E01028425", "km") == "3.1");
    CHECK(value(result, "E01028425", "nearest") == "Bicester Children and Family Centre");
    CHECK(value(result, "E01028425", "demand") == "270");
    CHECK(value(result, "E01028713", "km") == "21.2");
    CHECK(result.indicator->value[static_cast<std::size_t>(*result.indicator->geography->find_code("E01028425"))].number ==
          doctest::Approx(3.13383).epsilon(1e-5));
    CHECK(result.indicator->value[static_cast<std::size_t>(*result.indicator->geography->find_code("E01028713"))].number ==
          doctest::Approx(21.15296).epsilon(1e-5));
}

TEST_CASE("with the streets of central Oxford alone, the rest of the county is out of reach and told") {
    SKIP_WITHOUT_SHARED_DATA();
    const io::TemporaryFolder folder;
    const auto outcome =
        test::run("access", county(folder, "[roads]\nfiles = [\"${NEEDSMAP_SHARED}/data/oxfordshire/oxford_centre_osm_2015.osm.pbf\"]\n"),
                  {{"places", "centres"}, {"mode", "walk"}, {"points", "all"}});
    bool demand_told = false, sites_told = false;
    for (const base::Diagnostic& d : outcome.diagnostics.items())
        demand_told = demand_told || d.id == "unreachable-demand", sites_told = sites_told || d.id == "unreachable-sites";
    CHECK(demand_told);
    CHECK(sites_told);
    CHECK(value(*outcome.results[0], "E01028425", "minutes").empty());  // Bicester
}
