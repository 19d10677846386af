#include "io/road_reader.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "base/error.hpp"
#include "io/road_speeds.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::io;
using model::no_way;

namespace {

/// A road as a test writes it: class, more properties as JSON, points in hundreds of metres from (450 km, 200 km).
struct Road {
    std::string road_class, more;
    std::vector<std::pair<double, double>> points;
};
std::string geojson(const std::vector<Road>& roads, const std::string& crs = "EPSG:27700", double scale = 100, double west = 450000,
                    double south = 200000) {
    std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":")" + crs + R"("}},"features":[)";
    for (std::size_t i = 0; i < roads.size(); ++i) {
        text += std::string(i > 0 ? "," : "") + R"({"type":"Feature","properties":{"class":")" + roads[i].road_class + "\"" +
                roads[i].more + R"(},"geometry":{"type":"LineString","coordinates":[)";
        for (std::size_t p = 0; p < roads[i].points.size(); ++p)
            text += (p > 0 ? ",[" : "[") + std::to_string(west + scale * roads[i].points[p].first) + "," +
                    std::to_string(south + scale * roads[i].points[p].second) + "]";
        text += "]}}";
    }
    return text + "]}";
}

const char* const simple_speeds = R"(format = 1
walk_kmh = 6
junction_penalty_s = 4
closed = ["no"]
[[class]]
names = ["road"]
drive_kmh = 36
[[class]]
names = ["slow"]
drive_kmh = 18
[[class]]
names = ["path"]
)";

struct Files {
    TemporaryFolder folder;
    model::Workspace workspace;
    explicit Files(const std::string& roads) {
        workspace.roads.files = {folder.write("roads.geojson", roads).string()};
        workspace.roads.speeds_file = folder.write("speeds.toml", simple_speeds).string();
        workspace.county = "Testshire";
    }
    [[nodiscard]] RoadReading read(bool use_cache = false) const {
        base::QuietJob job;
        return read_road_network(workspace, nullptr, use_cache, job);
    }
    [[nodiscard]] std::string error() const {
        try {
            (void)read();
        } catch (const base::Error& error) {
            return error.full_text();
        }
        return "no error";
    }
};

}  // namespace

TEST_CASE("lines are joined where nothing else meets them, and time passes with their length") {
    // Two lines of the same class make one edge of 300 m with a bend; 36 km/h are 10 m/s, 6 km/h are 100 m a minute.
    const auto out = Files(geojson({{"road", "", {{0, 0}, {1, 0}}}, {"road", "", {{2, 1}, {1, 1}, {1, 0}}}})).read();
    const model::RoadNetwork& n = *out.network;
    REQUIRE(n.node_count() == 2);
    REQUIRE(n.edge_count() == 1);
    CHECK(n.shape(0).size() == 4);
    CHECK(n.forward_ms[0] == std::array<model::RoadTime, 2>{180000, 30000});
    CHECK(n.backward_ms[0] == n.forward_ms[0]);
    CHECK(n.report.classes[0].km == doctest::Approx(0.3));
    CHECK(out.diagnostics.empty());
}

TEST_CASE("a change of class keeps its node, a crossing without a shared point connects nothing") {
    const auto out =
        Files(geojson({{"road", "", {{0, 0}, {1, 0}}}, {"slow", "", {{1, 0}, {2, 0}}}, {"road", "", {{0.5, -1}, {0.5, 1}}}})).read();
    CHECK(out.network->node_count() == 5);
    CHECK(out.network->edge_count() == 3);
    CHECK(out.network->report.parts[0].part_count == 2);
    CHECK(out.network->report.parts[0].km_elsewhere == doctest::Approx(0.2));
    const auto* note = find_diagnostic(out.diagnostics, "disconnected-roads", "on foot");
    REQUIRE(note != nullptr);
    CHECK(note->message == "1 part of the network, 0.2 km in all, does not hang together with the rest on foot; no route uses it.");
}

TEST_CASE("where three roads meet drivers wait, walkers do not") {
    const auto out =
        Files(geojson({{"road", "", {{0, 0}, {1, 0}, {2, 0}}}, {"road", "", {{1, 0}, {1, 1}}}, {"path", "", {{2, 0}, {3, 0}}}})).read();
    const model::RoadNetwork& n = *out.network;
    CHECK(n.edge_count() == 4);
    CHECK(std::count(n.is_junction.begin(), n.is_junction.end(), 1) == 1);
    // Each 100 m road ends at the junction: 10 s and half of 4 s.
    for (std::size_t a = 0; a < n.graphs[1].head.size(); ++a) CHECK(n.graphs[1].out_ms[a] == 12000);
    for (std::size_t a = 0; a < n.graphs[0].head.size(); ++a) CHECK(n.graphs[0].out_ms[a] == 60000);
    CHECK(n.graphs[1].head.size() == 6);  // the path is not driven
    CHECK(n.graphs[0].head.size() == 8);
}

TEST_CASE("joining a motorway costs no waiting, and journeys do not begin on it") {
    Files files(geojson({{"motorway", "", {{0, 0}, {1, 0}, {2, 0}}}, {"primary", "", {{1, 0}, {1, 1}}}}));
    files.workspace.roads.speeds_file.clear();
    const auto out = files.read();
    const model::RoadNetwork& n = *out.network;
    CHECK(std::count(n.is_junction.begin(), n.is_junction.end(), 1) == 0);
    int stops = 0;
    for (model::RoadEdge e = 0; e < n.edge_count(); ++e) stops += n.can_stop(model::RoadMode::drive, e) ? 1 : 0;
    CHECK(n.edge_count() == 3);
    CHECK(stops == 1);
}

TEST_CASE("a one-way street that leads nowhere is a trap: nobody is sent in") {
    const std::string one_way = R"(,"oneway":"yes")";
    const auto out = Files(geojson({{"road", "", {{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, {"road", one_way, {{1, 0}, {2, 0}, {3, 0}}}})).read();
    const model::RoadNetwork& n = *out.network;
    CHECK(n.report.parts[1].trap_nodes == 1);
    CHECK(n.report.parts[1].trap_km == doctest::Approx(0.2));
    CHECK(n.report.parts[0].trap_nodes == 0);
    CHECK(find_diagnostic(out.diagnostics, "one-way-trap", "by car") != nullptr);
}

TEST_CASE("joining two one-way lines keeps their direction, and opposite ones are not joined") {
    const std::string one_way = R"(,"oneway":"yes")", against = R"(,"oneway":"-1")";
    const auto joined =
        Files(geojson({{"road", one_way, {{0, 0}, {1, 0}}}, {"road", against, {{2, 0}, {1, 0}}}, {"road", "", {{2, 0}, {2, 5}, {0, 0}}}}))
            .read();
    REQUIRE(joined.network->edge_count() == 2);
    const model::RoadNetwork& n = *joined.network;
    const std::size_t way = n.shape(0).size() == 3 && n.backward_ms[0][1] != n.forward_ms[0][1] ? 0 : 1;
    const bool eastwards = n.shape(static_cast<model::RoadEdge>(way)).back().x > n.shape(static_cast<model::RoadEdge>(way)).front().x;
    CHECK((eastwards ? n.forward_ms : n.backward_ms)[way][1] == 20000);
    CHECK((eastwards ? n.backward_ms : n.forward_ms)[way][1] == no_way);
    CHECK(n.report.parts[1].trap_nodes == 0);
    const auto opposed = Files(geojson({{"road", one_way, {{0, 0}, {1, 0}}}, {"road", one_way, {{2, 0}, {1, 0}}}})).read();
    CHECK(opposed.network->edge_count() == 2);
}

TEST_CASE("a ring that nothing meets, a dead end and a loop at a junction are all kept") {
    const auto out =
        Files(geojson({{"road", "", {{0, 0}, {1, 0}, {1, 1}, {0, 0}}}, {"road", "", {{5, 5}, {6, 5}, {7, 5}, {7, 6}, {6, 5}}}})).read();
    CHECK(out.network->edge_count() == 3);
    CHECK(out.network->node_count() == 3);
    double km = 0;
    for (const auto& c : out.network->report.classes) km += c.km;
    CHECK(km == doctest::Approx((2 + std::sqrt(2.0) + 1 + 2 + std::sqrt(2.0)) / 10));
}

TEST_CASE("several files connect where they share a point, also in degrees") {
    Files files(geojson({{"road", "", {{0, 0}, {1, 0}}}}, "EPSG:4326", 0.001, -1.25, 51.75));
    files.workspace.roads.files.push_back(
        files.folder.write("more.geojson", geojson({{"road", "", {{1, 0}, {2, 0}}}}, "EPSG:4326", 0.001, -1.25, 51.75)).string());
    const auto out = files.read();
    CHECK(out.network->edge_count() == 1);
    // 0.002 degrees of longitude at 51.75 N: 111,320 m * cos(51.75) * 0.002 = 137.8 m, good to a metre.
    CHECK(out.network->report.classes[0].km == doctest::Approx(0.1378).epsilon(0.01));
}

TEST_CASE("words that are no class are counted and named; when none is known it is an error") {
    const auto out = Files(geojson({{"road", "", {{0, 0}, {1, 0}}}, {"canal", "", {{0, 0}, {0, 1}}}, {"", "", {{0, 0}, {1, 1}}}})).read();
    CHECK(out.network->report.other_lines == 1);
    CHECK(find_diagnostic(out.diagnostics, "unknown-road-class", "1 line was left out because its class has no speed: \"canal\" (1).") !=
          nullptr);
    CHECK(Files(geojson({{"canal", "", {{0, 0}, {0, 1}}}})).error().find("the column \"class\" holds \"canal\" (1).") != std::string::npos);
    CHECK(Files(geojson({{"", "", {{0, 0}, {0, 1}}}})).error().find("The file holds no roads") != std::string::npos);
    CHECK(Files(geojson({{"road", R"(,"access":"no")", {{0, 0}, {0, 1}}}})).error().find("no road that is open") != std::string::npos);
    CHECK(Files("{\"type\":\"FeatureCollection\",\"features\":[]}").error().find("roads.geojson") != std::string::npos);
}

TEST_CASE("roads far from the county are an error that names the distance, roads in a wrong system one that says so") {
    const auto county = read_fresh(embedded_workspace());
    Files files(geojson({{"road", "", {{0, 0}, {1, 0}}}}, "EPSG:27700", 100, 300000, 700000));
    files.workspace.geographies = county->geographies;
    CHECK(files.error().find("All roads lie outside Testshire") != std::string::npos);
    Files near(geojson({{"road", "", {{0, 0}, {1, 0}}}}));
    near.workspace.geographies = county->geographies;
    CHECK(near.error() == "no error");
}

TEST_CASE("no roads, no file, no speeds: one sentence each") {
    model::Workspace none;
    base::QuietJob job;
    CHECK_THROWS_AS((void)read_road_network(none, nullptr, false, job), base::Error);
    Files files(geojson({{"road", "", {{0, 0}, {1, 0}}}}));
    files.workspace.roads.speeds_file = (files.folder.path() / "none.toml").string();
    CHECK(files.error().find("There is no file of road speeds") != std::string::npos);
    files.workspace.roads.files = {(files.folder.path() / "none.geojson").string()};
    files.workspace.roads.speeds_file.clear();
    CHECK(files.error().find("There is no such file.") != std::string::npos);
}

TEST_CASE("a file of speeds with unknown keys and numbers out of range says where") {
    const TemporaryFolder folder;
    base::Diagnostics diagnostics;
    const auto file = folder.write("s.toml", "format = 1\nwalk_kmh = -1\nfast = 2\n[[class]]\nnames = [\"road\"]\njunction = \"stops\"\n");
    const RoadSpeeds speeds = read_road_speeds(file, diagnostics);
    CHECK(speeds.walk_kmh == 4.8);
    CHECK(error_count(diagnostics) >= 2);
    REQUIRE(find_diagnostic(diagnostics, "out-of-range") != nullptr);
    CHECK(find_diagnostic(diagnostics, "out-of-range")->line == 2);
    const auto empty = folder.write("e.toml", "format = 1\n");
    CHECK_THROWS_AS((void)read_road_speeds(empty, diagnostics), base::Error);
}

TEST_CASE("the cache gives the same network, and is left alone when a file, the speeds or the settings change") {
    const TemporaryFolder cache;
    const char* before = std::getenv("NEEDSMAP_CACHE");
    const std::string kept = before == nullptr ? "" : before;
    ::setenv("NEEDSMAP_CACHE", cache.path().c_str(), 1);
    Files files(geojson({{"road", "", {{0, 0}, {1, 0}, {2, 0}}}, {"slow", "", {{1, 0}, {1, 1}}}, {"road", "", {{5, 5}, {6, 6}}}}));
    const auto first = files.read(true), second = files.read(true);
    CHECK_FALSE(first.from_cache);
    REQUIRE(second.from_cache);
    CHECK(second.network->nodes == first.network->nodes);
    CHECK(second.network->shapes == first.network->shapes);
    CHECK(second.network->forward_ms == first.network->forward_ms);
    CHECK(second.network->graphs[1].out_ms == first.network->graphs[1].out_ms);
    CHECK(second.network->report.files == first.network->report.files);
    CHECK(second.network->report.parts[0].km_elsewhere == first.network->report.parts[0].km_elsewhere);
    CHECK(all_text(second.diagnostics) == all_text(first.diagnostics));

    // Damage: cut short, every file there is.
    for (const auto& entry : std::filesystem::directory_iterator(cache.path())) std::filesystem::resize_file(entry.path(), 200);
    const auto damaged = files.read(true);
    CHECK_FALSE(damaged.from_cache);
    CHECK(find_diagnostic(damaged.diagnostics, "cache-rebuilt") != nullptr);
    CHECK(files.read(true).from_cache);

    std::ofstream(files.workspace.roads.speeds_file, std::ios::app) << "# another\n";
    CHECK_FALSE(files.read(true).from_cache);
    files.workspace.roads.maxspeed_column = "";
    files.workspace.roads.crs = "EPSG:27700";
    CHECK_FALSE(files.read(true).from_cache);
    std::ofstream(files.workspace.roads.files[0], std::ios::app) << "\n";
    CHECK_FALSE(files.read(true).from_cache);
    if (before != nullptr)
        ::setenv("NEEDSMAP_CACHE", kept.c_str(), 1);
    else
        ::unsetenv("NEEDSMAP_CACHE");
}

TEST_CASE("a workspace records its roads and reports what is wrong with the entry, without reading them") {
    const TemporaryFolder folder;
    folder.write("areas.geojson", R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:27700"}},"features":[
{"type":"Feature","properties":{"code":"A"},"geometry":{"type":"Polygon","coordinates":[[[450000,200000],[451000,200000],[451000,201000],[450000,200000]]]}}]})");
    folder.write("roads.geojson", "this is no map, and nobody notices yet");
    const std::string head =
        "format = 1\ntitle = \"T\"\n[[geography]]\nid = \"area\"\nboundaries = \"areas.geojson\"\ncode = \"code\"\n[roads]\n";
    const auto good = read_fresh(folder.write("w.toml", head + "files = [\"roads.geojson\"]\nclass = \"kind\"\nsnap_limit_m = 250\n"));
    CHECK(error_count(good->diagnostics) == 0);
    REQUIRE(good->roads.files.size() == 1);
    CHECK(good->roads.files[0] == (folder.path() / "roads.geojson").string());
    CHECK(good->roads.class_column == "kind");
    CHECK(good->roads.snap_limit_m == 250);
    const auto bad =
        read_fresh(folder.write("w2.toml", head + "files = [\"roads.geojson\", \"none.gpkg\"]\nsnap_limit_m = 0\nspeed = 3\n"));
    CHECK(bad->roads.files.size() == 1);
    CHECK(bad->roads.snap_limit_m == 500);
    CHECK(find_diagnostic(bad->diagnostics, "unreadable-file", "none.gpkg") != nullptr);
    CHECK(find_diagnostic(bad->diagnostics, "out-of-range")->line == 9);
    CHECK(find_diagnostic(bad->diagnostics, "unknown-key", "speed") != nullptr);
    const auto empty = read_fresh(folder.write("w3.toml", head + "class = \"kind\"\n"));
    CHECK(empty->roads.files.empty());
    CHECK(find_diagnostic(empty->diagnostics, "missing-key", "\"files\"") != nullptr);
}

TEST_CASE("OpenStreetMap's central Oxford is read as it comes") {
    SKIP_WITHOUT_SHARED_DATA();
    model::Workspace workspace;
    workspace.roads.files = {(shared_data() / "oxfordshire" / "oxford_centre_osm_2015.osm.pbf").string()};
    base::QuietJob job;
    const auto out = read_road_network(workspace, nullptr, false, job);
    const model::RoadNetwork& n = *out.network;
    CHECK(n.node_count() > 300);
    CHECK(n.node_count() < 2000);
    // ogr2ogr writes 619 lines with a highway; counted in its output, 258 are private with no word for people on foot, one is closed to both.
    CHECK(n.report.line_count == 619 - 259);
    // Those 619 lie from 1.2702 to 1.2506 W and 51.7535 to 51.7664 N: by gdaltransform, rounded outwards to 50 m, this box.
    const geo::MapBox expected{450450, 206300, 451850, 207800};
    geo::MapBox box;
    for (const geo::MapPoint& p : n.nodes) box.add(p);
    CHECK(expected.contains({box.min_x, box.min_y}));
    CHECK(expected.contains({box.max_x, box.max_y}));
    // Nearly everything hangs together on foot.
    CHECK(n.report.parts[0].nodes_elsewhere < n.node_count() / 5);
    CHECK(n.report.parts[1].trap_nodes < n.node_count() / 10);
}
