#include "io/population_points.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "io/shared_data.hpp"
#include "io/text_map.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

/// Two square areas of 1 km side by side from 400000, 200000, and a file of points.
struct Village {
    TemporaryFolder folder;
    std::string entry = "[[population_points]]\nfile = \"points.csv\"\nx = \"x\"\ny = \"y\"\npeople = \"people\"\n";

    std::shared_ptr<const model::Workspace> read(const std::string& points) const {
        folder.write("areas.geojson", geojson_of_text_map({"ab"}));
        if (!points.empty()) folder.write("points.csv", points);
        return read_fresh(
            folder.write("w.toml",
                         "format = 1\ntitle = \"Tiny\"\ncounty = \"Tinyshire\"\n[[geography]]\nid = \"small\"\nsingular = \"small "
                         "area\"\nboundaries = \"areas.geojson\"\ncode = \"code\"\nname = \"name\"\n" +
                             entry));
    }
};

model::PopulationPoints read_points(const model::Workspace& workspace) {
    base::QuietJob job;
    return read_population_points(workspace, job);
}

/// The middles of the two areas, from the map itself.
std::string row_at(const model::Workspace& w, std::size_t area, const std::string& people) {
    const geo::MapPoint p = w.geographies.front()->label_points[area];
    return std::to_string(p.x) + "," + std::to_string(p.y) + "," + people + "\n";
}

}  // namespace

TEST_CASE("population points know their area and their people") {
    const Village village;
    const auto shape = village.read("x,y,people\n1,1,1\n");
    const auto w = village.read("x,y,people\n" + row_at(*shape, 0, "120") + row_at(*shape, 1, "0") + row_at(*shape, 1, "30"));
    const auto points = read_points(*w);
    INFO(all_text(points.diagnostics));
    REQUIRE(points.points.size() == 3);
    CHECK(points.points[0].area == 0);
    CHECK(points.points[0].people == 120);
    CHECK(points.points[1].people == 0);
    CHECK(points.points[2].area == 1);
    CHECK(points.title == "Where people live");
}

TEST_CASE("without a column of people every point counts the same") {
    Village village;
    village.entry = "[[population_points]]\ntitle = \"Postcodes\"\nfile = \"points.csv\"\nx = \"x\"\ny = \"y\"\n";
    const auto shape = village.read("x,y,people\n1,1,1\n");
    const auto points = read_points(*village.read("x,y,people\n" + row_at(*shape, 0, "7") + row_at(*shape, 1, "")));
    REQUIRE(points.points.size() == 2);
    CHECK(points.points[0].people == 1);
    CHECK(points.points[1].people == 1);
}

TEST_CASE("points outside every area and rows without people are left out and told") {
    const Village village;
    const auto shape = village.read("x,y,people\n1,1,1\n");
    const auto points = read_points(
        *village.read("x,y,people\n" + row_at(*shape, 0, "5") + row_at(*shape, 1, "-3") + row_at(*shape, 1, "many") + "300000,300000,9\n"));
    CHECK(points.points.size() == 1);
    CHECK(points.diagnostics.count(base::Severity::warning) == 2);
    REQUIRE(find_diagnostic(points.diagnostics, "points-outside") != nullptr);
    CHECK(find_diagnostic(points.diagnostics, "points-outside")->message.starts_with("1 population point lies in none of the"));
}

TEST_CASE("a missing file of points is told when the workspace opens, a missing column when it is read") {
    const Village village;
    const auto absent = village.read("");
    CHECK(error_count(absent->diagnostics) == 1);
    CHECK(absent->population_points.empty());
    CHECK(read_points(*absent).points.empty());
    const auto shape = village.read("x,y,people\n1,1,1\n");
    CHECK_THROWS_AS((void)read_points(*village.read("x,y,persons\n" + row_at(*shape, 0, "5"))), base::Error);
    CHECK_THROWS_AS((void)read_points(*village.read("x,y,people\n300000,300000,9\n")), base::Error);
}

TEST_CASE("the embedded county has points in every small area") {
    const auto w = read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "geodata/oxfordshire.toml");
    const auto points = read_points(*w);
    INFO(all_text(points.diagnostics));
    CHECK(points.diagnostics.items().empty());
    std::vector<int> count(points.geography->size());
    double people = 0;
    for (const auto& p : points.points) ++count[static_cast<std::size_t>(p.area)], people += p.people;
    CHECK(std::ranges::all_of(count, [](int n) { return n > 0; }));
    CHECK(people == 639800);  // mid-2008, as the plan prints
}

TEST_CASE("postcodes of Oxfordshire are population points of its LSOAs") {
    SKIP_WITHOUT_SHARED_DATA();
    const auto points = read_points(*read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "tests/real/oxfordshire.toml"));
    // 20,854 rows of postcodes_2014.csv; some lie beyond the county in the border areas of its districts.
    CHECK(points.points.size() > 20'500);
    CHECK(points.points.size() <= 20'854);
    std::vector<int> count(points.geography->size());
    for (const auto& p : points.points) ++count[static_cast<std::size_t>(p.area)];
    CHECK(std::ranges::count(count, 0) <= 1);
}
