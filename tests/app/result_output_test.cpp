#include "app/result_output.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/finding.hpp"
#include "app/small_county.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "io/temporary_folder.hpp"
#include "support/fixed_time.hpp"
#include "support/tiny_result.hpp"

using namespace needsmap;
namespace fs = std::filesystem;

namespace {

struct Written {
    std::shared_ptr<const model::Workspace> workspace = test::small_county();
    std::shared_ptr<model::Result> result = tiny::kinds_result(workspace->find_geography("ward"));
    io::TemporaryFolder folder;
    base::QuietJob job;

    app::Outcome write(const std::string& name) {
        return app::write_result(workspace, result, name.empty() || name == "-" ? fs::path(name) : folder.path() / name, {}, job);
    }
    [[nodiscard]] std::string bytes(const std::string& name) const { return base::read_file(folder.path() / name); }
};

/// What tiny_result.hpp puts into its table, by hand: statistic i / 8 with two digits, halves away from zero, the last without one.
constexpr const char* csv =
    "code,name,statistic,class,neighbours\n"
    "W00,Banbury Ruscote,0,hot,0\n"
    "W01,Banbury Road,0.13,cold,1\n"
    "W02,Riverside,0.25,not significant,2\n"
    "W03,Upper Cherwell,,no statistic,3\n";

}  // namespace

TEST_CASE("a result as CSV is its table, with what it means beside it") {
    Written w;
    const app::Outcome outcome = w.write("out.csv");
    CHECK(w.bytes("out.csv") == csv);
    const auto json = nlohmann::json::parse(w.bytes("out.csv-metadata.json"));
    CHECK(json["url"] == "out.csv");
    CHECK(json["dc:description"] == "Two areas are hot spots, which is made up.");
    CHECK(json["needsmap:method"] == "Kinds were dealt in turn; seed 7.");
    CHECK(json["needsmap:command"] == "needsmap hotspots test -o OUT.csv");
    CHECK(json["needsmap:illustrative"] == "Illustrative data");
    CHECK(json["tableSchema"]["primaryKey"] == "code");
    CHECK(json["tableSchema"]["columns"][2]["datatype"] == "number");
    CHECK(json["tableSchema"]["columns"][4]["datatype"] == "integer");
    REQUIRE(outcome.results.size() == 1);
    CHECK(outcome.results[0] == w.result);
    CHECK(outcome.files.size() == 2);
    CHECK(outcome.summary.starts_with("Two areas are hot spots, which is made up. Wrote "));
}

TEST_CASE("a dash gives the rows alone, and no file name gives the result alone") {
    Written w;
    CHECK(w.write("-").output == csv);
    const app::Outcome shown = w.write("");
    CHECK(shown.output.empty());
    CHECK(shown.files.empty());
    CHECK(shown.results.size() == 1);
    CHECK(shown.summary == "Two areas are hot spots, which is made up.");
}

TEST_CASE("GeoJSON has every row with its boundary in degrees, and no digit more than the CSV") {
    Written w;
    w.write("out.geojson");
    const auto json = nlohmann::json::parse(w.bytes("out.geojson"));
    REQUIRE(json["features"].size() == 4);
    const auto& cold = json["features"][1];
    CHECK(cold["properties"]["code"] == "W01");
    CHECK(cold["properties"]["statistic"] == 0.13);
    CHECK(json["features"][3]["properties"]["statistic"].is_null());
    CHECK(cold["geometry"]["type"] == "MultiPolygon");
    const auto& ring = cold["geometry"]["coordinates"][0][0];
    CHECK(ring.front() == ring.back());
    // 430-440 km east, 200-210 km north is south Oxfordshire: about 1.6 degrees west, 51.7 north.
    CHECK(ring[0][0].get<double>() == doctest::Approx(-1.5).epsilon(0.1));
    CHECK(ring[0][1].get<double>() == doctest::Approx(51.7).epsilon(0.01));
    double doubled = 0;  // counter-clockwise
    for (std::size_t i = 0; i + 1 < ring.size(); ++i)
        doubled += ring[i][0].get<double>() * ring[i + 1][1].get<double>() - ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    CHECK(doubled > 0);
    CHECK(json["provenance"]["command"] == "needsmap hotspots test -o OUT.csv");
    CHECK(json["provenance"]["illustrative"] == "Illustrative data");
}

TEST_CASE("a result is printed with its finding and method, and twice the same") {
    const test::FixedTime clock;
    Written w;
    w.write("a.svg");
    w.write("b.svg");
    CHECK(w.bytes("a.svg") == w.bytes("b.svg"));
    CHECK(w.bytes("a.svg").find("Two areas are hot spots, which is made up.") != std::string::npos);  // in the description
    CHECK(w.workspace->results.empty());                                                              // nothing is left behind
}

TEST_CASE("an ending that cannot be says which ones can") {
    Written w;
    const auto hint_of = [&](const char* name) {
        try {
            w.write(name);
        } catch (const base::Error& error) {
            return error.hint();
        }
        return std::string("written");
    };
    CHECK(hint_of("out.xlsx") == "Use a name that ends in .csv, .gpkg, .geojson, .pdf, .svg or .png.");
    w.result->indicator.reset();
    CHECK(hint_of("out.pdf") == "Use a name that ends in .csv, .gpkg or .geojson.");
    w.result->table.geography.reset(), w.result->table.area.clear();
    CHECK(hint_of("out.gpkg") == "Use a name that ends in .csv.");
    CHECK(fs::is_empty(w.folder.path()));
}

TEST_CASE("kinds are said in words") {
    const auto workspace = test::small_county();
    const auto result = tiny::kinds_result(workspace->find_geography("ward"));
    const model::Indicator& indicator = *result->indicator;
    CHECK(app::value_text(*indicator.definition, indicator.value[0]) == "hot");
    CHECK(app::finding_of(indicator, "Tinyshire") ==
          "Hot spots of children in poverty: of 4 wards in Tinyshire, 1 is “hot”, 1 “cold” and 1 “not significant”. 1 ward has no figure "
          "(missing).");
}
