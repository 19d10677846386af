#include "io/result_writer.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <optional>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/gdal_support.hpp"
#include "io/result_polygons.hpp"
#include "io/temporary_folder.hpp"
#include "support/fixed_time.hpp"
#include "support/text_map.hpp"
#include "support/tiny_result.hpp"
#include "support/tiny_workspace.hpp"

using namespace needsmap;

namespace {

const io::FeatureFileNotes notes{
    "hotspots", "Hot spots", "Made up.", {{"command", "needsmap hotspots"}, {"illustrative", "Illustrative data"}}};

}  // namespace

TEST_CASE("a GeoPackage has the rows, their boundaries and where they come from, and twice the same bytes") {
    const test::FixedTime time;
    const io::TemporaryFolder folder;
    base::QuietJob job;
    const auto result = tiny::kinds_result(tiny::workspace()->geographies.front());
    const auto file = folder.path() / "out.gpkg";
    io::write_geopackage(result->table, notes, file, job);
    io::write_geopackage(result->table, notes, folder.path() / "again.gpkg", job);
    const std::string bytes = base::read_file(file);
    CHECK(bytes == base::read_file(folder.path() / "again.gpkg"));
    CHECK(bytes.find("2001-09-09T01:46:40") != std::string::npos);  // no clock of its own
    CHECK(bytes.find("Illustrative data") != std::string::npos);
    CHECK(bytes.find("not significant") != std::string::npos);
    std::size_t left = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) left += entry.path().extension() == ".gpkg" ? 1 : 100;
    CHECK(left == 2);  // no journal, no part file

    const io::VectorDataset read(io::SourcePath{file, {}, false, file.string()});
    CHECK(read.driver() == "GPKG");
    CHECK(read.layer_names() == std::vector<std::string>{"hotspots"});
}

TEST_CASE("rings are closed, outer ones first, and holes belong to the polygon they are in") {
    // B has A in its middle.
    const auto built = test::text_coverage("BBB/BAB/BBB");
    const geo::AreaIndex b = built.coverage.area_m2(0) > built.coverage.area_m2(1) ? 0 : 1;
    const auto polygons = io::polygons_of(built.coverage, b);
    REQUIRE(polygons.size() == 1);
    REQUIRE(polygons[0].size() == 2);
    for (const auto& ring : polygons[0]) CHECK(geo::distance(ring.front(), ring.back()) == 0);
}

TEST_CASE("a table about no areas has no boundaries to write") {
    const io::TemporaryFolder folder;
    base::QuietJob job;
    model::ResultTable table;
    table.columns = {model::integer_column("k", "k", {1.0, 2.0})};
    CHECK_THROWS_AS(io::write_geopackage(table, notes, folder.path() / "out.gpkg", job), base::Error);
    CHECK_THROWS_AS(io::write_geojson(table, notes, folder.path() / "out.geojson", job), base::Error);
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a file that cannot be written is named") {
    base::QuietJob job;
    const auto result = tiny::kinds_result(tiny::workspace()->geographies.front());
    CHECK_THROWS_WITH_AS(io::write_geopackage(result->table, notes, "/nowhere/at/all/out.gpkg", job),
                         doctest::Contains("/nowhere/at/all/out.gpkg"), base::Error);
}

TEST_CASE("rows with shapes of their own carry them, holes with the part they lie in") {
    const io::TemporaryFolder folder;
    base::QuietJob job;
    model::ResultTable table;
    table.columns = {model::number_column("minutes", "minutes", 0, {5, 10})};
    // A square with a hole and a second part; and a row without any ground.
    const std::vector<model::Outline> shapes = {{"5",
                                                 {{{450000, 200000}, {450400, 200000}, {450400, 200400}, {450000, 200400}},
                                                  {{450100, 200100}, {450100, 200200}, {450200, 200200}, {450200, 200100}},
                                                  {{451000, 200000}, {451100, 200000}, {451100, 200100}}}},
                                                {"10", {}}};
    const auto polygons = io::polygons_of(shapes[0]);
    REQUIRE(polygons.size() == 2);
    CHECK(polygons[0].size() == 2);
    CHECK(polygons[1].size() == 1);
    CHECK(polygons[1][0].front() == polygons[1][0].back());
    io::write_geojson(table, notes, folder.path() / "out.geojson", job, shapes);
    const std::string text = base::read_file(folder.path() / "out.geojson");
    CHECK(text.find(R"("minutes":5},"geometry":{"type":"MultiPolygon")") != std::string::npos);
    CHECK(text.find(R"("minutes":10},"geometry":null)") != std::string::npos);
    io::write_geopackage(table, notes, folder.path() / "out.gpkg", job, shapes);
    CHECK_THROWS_AS(io::write_geojson(table, notes, folder.path() / "none.geojson", job), base::Error);
}
