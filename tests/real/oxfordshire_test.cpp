// Expected figures: README of the shared data, "Expected figures" and "Quirks worth a test".
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "analysis/evaluate_layer.hpp"
#include "base/error.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

const model::Workspace& oxfordshire() {
    static const auto workspace = read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "tests/real/oxfordshire.toml");
    return *workspace;
}

std::shared_ptr<const model::Indicator> evaluate(std::string_view layer, std::string_view geography) {
    return analysis::evaluate_layer(oxfordshire(), layer, geography);
}

double value_of(const model::Indicator& indicator, std::string_view code) {
    const auto area = indicator.geography->find_code(code);
    REQUIRE(area);
    return indicator.value[static_cast<std::size_t>(*area)].number;
}

/// Codes of the areas whose national rank is at most `rank`, worst first.
std::vector<std::string> worst(std::string_view layer, std::string_view geography, double rank) {
    const auto indicator = evaluate(layer, geography);
    std::vector<std::pair<double, std::string>> found;
    for (std::size_t a = 0; a < indicator->value.size(); ++a)
        if (indicator->value[a].has_number() && indicator->value[a].number <= rank)
            found.emplace_back(indicator->value[a].number, indicator->geography->codes[a]);
    std::ranges::sort(found);
    std::vector<std::string> codes;
    for (const auto& [number, code] : found) codes.push_back(code);
    return codes;
}

}  // namespace

TEST_CASE("the real county is read without problems: what there is to say are notes and warnings") {
    SKIP_WITHOUT_SHARED_DATA();
    CHECK_MESSAGE(error_count(oxfordshire().diagnostics) == 0, all_text(oxfordshire().diagnostics));
    CHECK(find_diagnostic(oxfordshire().diagnostics, "invalid-polygon", "E01028701"));
    CHECK(find_diagnostic(oxfordshire().diagnostics, "invalid-polygon", "E02005981"));
    CHECK(find_diagnostic(oxfordshire().diagnostics, "area-without-parts", "1 ward has no LSOA in the lookup (Carfax)"));
    CHECK(find_diagnostic(oxfordshire().diagnostics, "area-without-parts", "1 ward has no LSOA of 2001 in the lookup (Holywell)"));
    CHECK(find_diagnostic(oxfordshire().diagnostics, "place-outside", "Middleton Cheney"));
    CHECK(find_diagnostic(oxfordshire().diagnostics, "other-areas", "E92000001, E12000008 and E10000025"));
}

TEST_CASE("the geographies have the published numbers of areas") {
    SKIP_WITHOUT_SHARED_DATA();
    const std::map<std::string, std::size_t> expected = {{"lsoa", 407}, {"lsoa01", 404}, {"msoa", 86},
                                                         {"ward", 137}, {"district", 5}, {"county", 1}};
    for (const auto& [id, size] : expected) {
        CAPTURE(id);
        REQUIRE(oxfordshire().find_geography(id));
        CHECK(oxfordshire().find_geography(id)->size() == size);
    }
    // 2,605.9 km² on the ellipsoid (README, note 1); the grid's scale factor there is within 0.1 %
    for (const char* id : {"lsoa", "lsoa01", "county"}) {
        double sum = 0;
        const auto geography = oxfordshire().find_geography(id);
        for (std::size_t a = 0; a < geography->size(); ++a) sum += geography->coverage->full().area_m2(static_cast<geo::AreaIndex>(a));
        CHECK(sum == doctest::Approx(2605.9e6).epsilon(1e-3));
    }
}

TEST_CASE("district populations and children are the published sums") {
    SKIP_WITHOUT_SHARED_DATA();
    struct Row {
        const char* code;
        double people, under_5, under_16, under_20, girls;
    };
    const std::vector<Row> rows = {{"E07000177", 150503, 9489, 30218, 36404, 2517},
                                   {"E07000178", 152457, 8178, 27171, 37318, 2237},
                                   {"E07000179", 142057, 7991, 27308, 33149, 2380},
                                   {"E07000180", 136007, 7992, 26244, 31996, 2084},
                                   {"E07000181", 110643, 5782, 20432, 24812, 1775}};
    for (const Row& row : rows) {
        CAPTURE(row.code);
        CHECK(value_of(*evaluate("population", "district"), row.code) == row.people);
        CHECK(value_of(*evaluate("children-0-4", "district"), row.code) == row.under_5);
        CHECK(value_of(*evaluate("children-0-15", "district"), row.code) == row.under_16);
        CHECK(value_of(*evaluate("children-0-19", "district"), row.code) == row.under_20);
        CHECK(value_of(*evaluate("girls-15-17", "district"), row.code) == row.girls);
    }
    CHECK(evaluate("population", "county")->value[0].number == 691667);
    CHECK(evaluate("population", "lsoa")->county_value.number == 691667);
    CHECK(evaluate("children-0-4", "ward")->county_value.number == 39432);
}

TEST_CASE("ward sums follow the lookup by point on surface, name it, and leave Carfax without data") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto children = evaluate("children-0-4", "ward");
    const auto named = [&](std::string_view name) {
        const auto& names = children->geography->names;
        return children->value[static_cast<std::size_t>(std::ranges::find(names, name) - names.begin())];
    };
    CHECK(named("Banbury Grimsbury and Castle").number == 900);
    CHECK(named("Banbury Ruscote").number == 637);
    CHECK(named("Northfield Brook").number == 579);
    CHECK(named("Blackbird Leys").number == 454);
    CHECK(named("Holywell").number == 107);
    CHECK(named("Carfax").state == model::CellState::missing);
    CHECK(children->ranked_count == 136);
    CHECK(children->method_note.find("point on surface") != std::string::npos);
}

TEST_CASE("the most deprived areas by IMD 2019 are the published seventeen, the worst first") {
    SKIP_WITHOUT_SHARED_DATA();
    const std::vector<std::string> expected = {"E01028568", "E01028450", "E01028576", "E01028454", "E01028569", "E01028520",
                                               "E01028518", "E01028435", "E01032941", "E01028522", "E01028514", "E01028449",
                                               "E01028517", "E01028692", "E01028567", "E01028552", "E01028448"};
    CHECK(worst("imd-2019-rank", "lsoa", 6568) == expected);
    CHECK(worst("imd-2019-rank", "lsoa", 3284) == std::vector<std::string>{"E01028568"});
    // The score puts them in the same order.
    const auto score = evaluate("imd-2019", "lsoa");
    for (std::size_t i = 0; i < expected.size(); ++i)
        CHECK(score->rank[static_cast<std::size_t>(*score->geography->find_code(expected[i]))] == static_cast<int>(i) + 1);
}

TEST_CASE("the most deprived areas of 2015, of 2010 and for children are the published ones") {
    SKIP_WITHOUT_SHARED_DATA();
    CHECK(worst("imd-2015-rank", "lsoa", 6568).size() == 15);
    CHECK(worst("imd-2015-rank", "lsoa", 3284) == std::vector<std::string>{"E01028576", "E01028568"});
    CHECK(worst("imd-2010-rank", "lsoa01", 6496).size() == 18);
    CHECK(worst("imd-2010-rank", "lsoa01", 3248) == std::vector<std::string>{"E01028568"});
    CHECK(worst("idaci-2019-rank", "lsoa", 6568).size() == 16);
    CHECK(worst("idaci-2019-rank", "lsoa", 3284) == std::vector<std::string>{"E01028552", "E01028520", "E01028450", "E01028577"});
}

TEST_CASE("thresholds of the rank layers are a tenth and a fifth of the areas of England") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto of_2019 = oxfordshire().find_layer("imd-2019-rank");
    REQUIRE(of_2019->thresholds.size() == 2);
    CHECK(of_2019->thresholds[0].value == 3284);
    CHECK(of_2019->thresholds[1].value == 6568);
    CHECK(oxfordshire().find_layer("imd-2010-rank")->thresholds[1].value == 6496);
}

TEST_CASE("scores and ranks refuse wards; conceptions are the published district rates") {
    SKIP_WITHOUT_SHARED_DATA();
    CHECK_FALSE(analysis::layer_availability(oxfordshire(), *oxfordshire().find_layer("imd-2019"), "ward").available);
    CHECK_FALSE(analysis::layer_availability(oxfordshire(), *oxfordshire().find_layer("imd-2010"), "lsoa").available);
    CHECK_THROWS_AS((void)evaluate("imd-2019-rank", "district"), base::Error);
    CHECK(value_of(*evaluate("under-18-conceptions", "district"), "E07000178") == 14.4);
    CHECK(value_of(*evaluate("under-18-conceptions", "district"), "E07000177") == 9.5);
}

TEST_CASE("low-income counts by MSOA add up to the districts within their random adjustment") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto districts = evaluate("low-income", "district");
    const std::map<std::string, double> published = {{"E07000177", 4571},
                                                     {"E07000178", 4623}};  // children_relative_low_income_lad.csv, 2018/19
    for (const auto& [code, count] : published) CHECK(std::abs(value_of(*districts, code) - count) <= 15);
}

TEST_CASE("ten of the eleven centres are in the county and all are placed") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto centres = oxfordshire().find_places("childrens-centres");
    REQUIRE(centres);
    CHECK(centres->places.size() == 11);
    const auto county = oxfordshire().find_geography("county");
    CHECK(std::ranges::count_if(centres->places, [&](const model::Place& place) { return county->locator->find(place.position) == 0; }) ==
          10);
}

namespace {
/// Figures of one table against areas they were not made for, as a user would try it.
std::shared_ptr<const model::Workspace> joined(const std::string& boundaries, const std::string& code, const std::string& table,
                                               const std::string& key) {
    const TemporaryFolder folder;
    const std::string data = (shared_data() / "oxfordshire").string() + "/";
    folder.write("layers/x.toml", "title = \"X\"\nkind = \"score\"\ntable = \"t\"\nvalue = \"imd_score\"\n");
    return read_fresh(folder.write(
        "w.toml", "format = 1\ntitle = \"T\"\nlayers = \"layers\"\n[[geography]]\nid = \"lsoa\"\nsingular = \"LSOA\"\nboundaries = \"" +
                      data + boundaries + "\"\ncode = \"" + code + "\"\n[[table]]\nid = \"t\"\nfile = \"" + data + table +
                      "\"\ngeography = \"lsoa\"\ncode = \"" + key + "\"\n"));
}
}  // namespace

TEST_CASE("joins that must be incomplete are so by the published amounts") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto imd2010 = joined("lsoa11.geojson", "lsoa11cd", "imd2010_lsoa01.csv", "lsoa01cd");
    CHECK(find_diagnostic(imd2010->diagnostics, "code-without-area", "390 of 404 rows match; 14 codes are not in the LSOAs"));
    CHECK(find_diagnostic(imd2010->diagnostics, "area-without-row", "17 LSOAs have no row"));
    const auto imd2025 = joined("lsoa11.geojson", "lsoa11cd", "imd2025_lsoa21.csv", "lsoa21cd");
    CHECK(find_diagnostic(imd2025->diagnostics, "code-without-area", "386 of 428 rows match; 42 codes are not in the LSOAs"));
    CHECK(find_diagnostic(imd2025->diagnostics, "code-without-area", "2021 LSOA codes"));
    CHECK(find_diagnostic(imd2025->diagnostics, "area-without-row", "21 LSOAs have no row"));
    CHECK(error_count(joined("lsoa01.geojson", "lsoa01cd", "imd2010_lsoa01.csv", "lsoa01cd")->diagnostics) == 0);
    CHECK(error_count(joined("lsoa11.geojson", "lsoa11cd", "imd2019_lsoa11.csv", "lsoa11cd")->diagnostics) == 0);
}

TEST_CASE("a national table against the county leaves the rest of the country out without a fuss") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = joined("lsoa11.geojson", "lsoa11cd", "../england/imd2019_lsoa11.csv", "lsoa11cd");
    CHECK(error_count(w->diagnostics) == 0);
    CHECK(find_diagnostic(w->diagnostics, "rows-outside", "32,437 rows"));
}

TEST_CASE("boundaries in another format and coordinate system lie on the same ground") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto workspace_of = [](const std::string& file, const std::string& code) {
        const TemporaryFolder folder;
        return read_fresh(folder.write("w.toml", "format = 1\ntitle = \"T\"\n[[geography]]\nid = \"g\"\nboundaries = \"" +
                                                     (shared_data() / "oxfordshire" / file).string() + "\"\ncode = \"" + code + "\"\n"));
    };
    const auto compare = [](const model::Geography& a, const model::Geography& b) {
        REQUIRE(a.size() == b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            const auto j = b.find_code(a.codes[i]);
            REQUIRE(j);
            const auto& p = a.coverage->full().area_bounds(static_cast<geo::AreaIndex>(i));
            const auto& q = b.coverage->full().area_bounds(*j);
            // The projected copies were made without the OSTN15 grid: the README asks for a tolerance of 10 m.
            CHECK(std::abs(p.min_x - q.min_x) < 10);
            CHECK(std::abs(p.max_y - q.max_y) < 10);
        }
    };
    compare(*workspace_of("wards.geojson", "wd13cd")->geographies[0], *workspace_of("wards_bng_shapefile.zip", "WD13CD")->geographies[0]);
    compare(*workspace_of("lsoa11.geojson", "lsoa11cd")->geographies[0],
            *workspace_of("lsoa11_imd2019_bng.gpkg", "lsoa11cd")->geographies[0]);
}
