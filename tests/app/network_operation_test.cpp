#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "app/operation_run.hpp"
#include "app/small_county.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;
using test::refusal;
using test::run;

namespace {

/// Two roads that cross at (430800, 200000), a lane far off, and a path that is no road we know.
std::string roads() {
    const auto line = [](const std::string& kind, const std::string& points) {
        return R"({"type":"Feature","properties":{"class":")" + kind + R"("},"geometry":{"type":"LineString","coordinates":[)" + points +
               "]}}";
    };
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
           line("residential", "[430000,200000],[430800,200000],[431600,200000]") + "," +
           line("residential", "[430800,199600],[430800,200000],[430800,200400]") + "," +
           line("tertiary", "[437000,207000],[437500,207000]") + "," + line("canal", "[430000,200000],[430000,201000]") + "]}";
}

}  // namespace

TEST_CASE("the report says how much road there is, what is cut off, and what kinds were left out") {
    const io::TemporaryFolder folder;
    const std::string file = folder.write("roads.geojson", roads()).string();
    const auto text = run("network", test::small_county(), {{"action", "build"}, {"file", file}}).output;
    CHECK(text.find("3 lines, 2.9 km") != std::string::npos);  // 1,600 + 800 + 500 m
    CHECK(text.find("1 line of other kinds left out") != std::string::npos);
    CHECK(text.find("On foot: 1 part cut off, 0.5 km") != std::string::npos);
    const auto json =
        nlohmann::json::parse(run("network", test::small_county(), {{"action", "build"}, {"file", file}, {"json", "on"}}).output);
    CHECK(json["format"] == 1);
    CHECK(json["roads"]["nodes"] == 7);  // four ends, the crossing, and the lane's two
    CHECK(json["roads"]["edges"] == 5);
    CHECK(json["timetable"].is_null());
}

TEST_CASE("nothing to read, a missing file and an unknown action are said in one sentence") {
    const auto county = test::small_county();
    CHECK(refusal("network", county, {{"action", "build"}}).find("names neither roads nor a timetable") != std::string::npos);
    CHECK(refusal("network", county, {{"action", "build"}, {"file", "/nowhere/roads.gpkg"}}).find("roads.gpkg") != std::string::npos);
    CHECK(refusal("network", county, {{"action", "bild"}}).find("Did you mean build?") != std::string::npos);
}
