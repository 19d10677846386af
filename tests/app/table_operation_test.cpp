#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/operation.hpp"
#include "app/small_county.hpp"
#include "base/error.hpp"
#include "base/files.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

/// A folder of its own for one test, gone afterwards.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("needsmap-table-test-" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    [[nodiscard]] std::string file(const char* name) const { return (path / name).string(); }
};

Outcome run(const char* operation, const std::shared_ptr<const model::Workspace>& workspace,
            std::initializer_list<std::pair<const char*, std::string>> values) {
    Params params;
    for (const auto& [name, value] : values) params.add(name, value);
    base::QuietJob job;
    const Operation& found = *find_operation(operation);
    return found.run(workspace, checked(found, params), job);
}

std::string refusal(const char* operation, const std::shared_ptr<const model::Workspace>& workspace,
                    std::initializer_list<std::pair<const char*, std::string>> values) {
    try {
        static_cast<void>(run(operation, workspace, values));
    } catch (const base::Error& error) {
        return error.full_text();
    }
    return {};
}

}  // namespace

TEST_CASE("a table holds the figures worst first, with what the legend calls their class") {
    const Folder folder;
    const Outcome outcome =
        run("table", test::small_county(), {{"layer", "child-poverty"}, {"output", folder.file("a.csv")}, {"breaks", "5,15,30"}});
    CHECK(outcome.code == base::ExitCode::done);
    CHECK(outcome.summary == "Wrote " + folder.file("a.csv") + ": Children in poverty, 4 wards, illustrative data.");
    CHECK(base::read_file(folder.file("a.csv")) ==
          "code,name,value,state,numerator,denominator,rank,class\n"
          "W00,Banbury Ruscote,35,value,140,400,1,30.0 to 35.0\n"
          "W02,Riverside,20,value,80,400,2,15.0 to 29.9\n"
          "W01,Banbury Road,10,value,40,400,3,5.0 to 14.9\n"
          "W03,Upper Cherwell,4,value,12,300,4,4.0 to 4.9\n");
}

TEST_CASE("suppressed and missing cells are empty in every column and say why") {
    const Folder folder;
    static_cast<void>(
        run("table", test::small_county(), {{"layer", "child-poverty"}, {"output", folder.file("a.csv")}, {"geography", "small-area"}}));
    const std::string csv = base::read_file(folder.file("a.csv"));
    CHECK(csv.ends_with("S11,Small area 11,,suppressed,,,,\nS14,Small area 14,,suppressed,,,,\nS15,Small area 15,,missing,,100,,\n"));
}

TEST_CASE("figures as read are exact, rates have four decimals more than the map, sums no noise") {
    auto county = test::small_county();
    auto layer = test::poverty_layer();
    layer->suppress_below = 0;
    county->layers = {layer, test::score_layer()};
    auto table = std::make_shared<model::Table>(*county->tables[0]);
    table->columns[1].cells[0] = model::Cell::of(97);         // 40 / 97 = 41.23711340… %
    table->columns[2].cells[0] = model::Cell::of(0.1 + 0.2);  // 0.30000000000000004 as read
    county->tables = {table};
    const Folder folder;
    static_cast<void>(run("table", county, {{"layer", "child-poverty"}, {"output", folder.file("a.csv")}, {"geography", "small-area"}}));
    CHECK(base::read_file(folder.file("a.csv")).find("S00,Small area 0,41.23711,value,40,97,1,") != std::string::npos);
    static_cast<void>(run("table", county, {{"layer", "score"}, {"output", folder.file("b.csv")}}));
    CHECK(base::read_file(folder.file("b.csv")).find("S00,Small area 0,0.30000000000000004,value,,,16,") != std::string::npos);
}

TEST_CASE("text that a spreadsheet would run as a formula is defused") {
    auto county = test::small_county();
    auto wards = std::make_shared<model::Geography>(*county->geographies[1]);
    wards->names = {"=HYPERLINK(\"x\")", "+1", "St Mary's, \"North\"", "-"};
    county->geographies[1] = wards;
    const Folder folder;
    static_cast<void>(run("table", county, {{"layer", "child-poverty"}, {"output", folder.file("a.csv")}}));
    const std::string csv = base::read_file(folder.file("a.csv"));
    CHECK(csv.find("W00,\"'=HYPERLINK(\"\"x\"\")\",35") != std::string::npos);
    CHECK(csv.find("W01,'+1,10") != std::string::npos);
    CHECK(csv.find("W02,\"St Mary's, \"\"North\"\"\",20") != std::string::npos);
    CHECK(csv.find("W03,'-,4") != std::string::npos);
}

TEST_CASE("the metadata beside the table says what it is, where it is from, and that it is illustrative") {
    const Folder folder;
    const Outcome outcome =
        run("table", test::small_county(), {{"layer", "child-poverty"}, {"output", folder.file("a.csv")}, {"geography", "locality"}});
    REQUIRE(outcome.files.size() == 2);
    CHECK(outcome.files[1] == folder.file("a.csv-metadata.json"));
    const auto json = nlohmann::json::parse(base::read_file(outcome.files[1]));
    CHECK(json["url"] == "a.csv");
    CHECK(json["dc:title"] == "Children in poverty by locality, Tinyshire");
    CHECK(json["needsmap:illustrative"] == "Illustrative data");
    CHECK(json["dc:source"] == "Made-up numbers");
    CHECK(json["dc:license"] == "CC0-1.0");
    CHECK(json["needsmap:workspace-hash"] == "0123456789abcdef");
    CHECK(json["needsmap:command"] == "needsmap table child-poverty -w small.toml -o OUT.csv --geography locality");
    CHECK(json["needsmap:method"].get<std::string>().starts_with("Numerators and denominators summed over small areas"));
    std::vector<std::string> columns;
    for (const auto& column : json["tableSchema"]["columns"]) columns.push_back(column["name"]);
    CHECK(columns == std::vector<std::string>{"code", "name", "value", "state", "numerator", "denominator", "rank", "class"});
    // Folders tell about the machine and stay out.
    CHECK(base::read_file(outcome.files[1]).find(folder.path.string()) == std::string::npos);
}

TEST_CASE("a table that cannot be made says why and leaves nothing behind") {
    const Folder folder;
    const auto county = test::small_county();
    CHECK(refusal("table", county, {{"layer", "child-povert"}, {"output", folder.file("a.csv")}}) ==
          "There is no layer “child-povert”. Did you mean child-poverty?");
    CHECK(refusal("table", county, {{"layer", "children"}, {"output", folder.file("a.csv")}, {"geography", "wards"}}) ==
          "There is no geography “wards”. Did you mean ward?");
    CHECK(refusal("table", county, {{"layer", "score"}, {"output", folder.file("a.csv")}, {"geography", "ward"}})
              .starts_with("Deprivation score cannot be shown by ward: A score without weights"));
    CHECK(refusal("table", county, {{"layer", "score"}, {"output", folder.file("a.csv")}, {"geography", "ward"}})
              .ends_with("It can be shown by small-area."));
    CHECK(refusal("table", county, {{"layer", "children"}, {"output", folder.file("a.xlsx")}})
              .ends_with("does not end in .csv. Tables are written as CSV only."));
    CHECK(refusal("table", county, {{"layer", "children"}, {"output", folder.file("no/a.csv")}})
              .starts_with("There is no folder " + folder.file("no") + "."));
    CHECK(refusal("table", county, {{"layer", "children"}, {"output", folder.path.string() + "/"}}).find("is a folder") !=
          std::string::npos);
    CHECK(refusal("table", county, {{"layer", "children"}, {"output", folder.file("a.csv")}, {"breaks", "5,5"}})
              .starts_with("--breaks must rise"));
    CHECK(refusal("table", county, {{"layer", "children"}, {"output", folder.file("a.csv")}, {"method", "national"}})
              .starts_with("Children has no national thresholds."));
    CHECK(refusal("table", county, {{"layer", "children"}, {"output", folder.file("a.csv")}, {"method", "fixed"}})
              .starts_with("--method fixed needs bounds."));
    CHECK(std::filesystem::is_empty(folder.path));
}

TEST_CASE("layers are listed by theme with where they can be shown") {
    const Outcome outcome = run("layers", test::small_county(), {});
    CHECK(outcome.output ==
          "Tinyshire (made up): illustrative data\n"
          "\nDeprivation\n"
          "  score          Deprivation score, 2010\n"
          "                 by small-area\n"
          "\nEconomic wellbeing\n"
          "  child-poverty  Children in poverty (%), 2007/08\n"
          "                 by small-area, ward, locality, district and county\n"
          "\nPopulation\n"
          "  children       Children\n"
          "                 by small-area, ward, locality, district and county\n"
          "\nGeographies\n"
          "  small-area     Small areas (16)\n"
          "  ward           Wards (4)\n"
          "  locality       Localities (2)\n"
          "  district       Districts (2)\n"
          "  county         County (1)\n"
          "\nPlaces\n"
          "  centres        Children's Centres (1)\n"
          "  schools        Schools (1)\n");
    const auto json = nlohmann::json::parse(run("layers", test::small_county(), {{"json", "on"}}).output);
    CHECK(json["format"] == 1);
    CHECK(json["layers"][1]["id"] == "child-poverty");
    CHECK(json["layers"][0]["geographies"] == nlohmann::json::array({"small-area"}));
    CHECK(json["geographies"][1]["areas"] == 4);
    CHECK(json["places"][0]["count"] == 1);
}

TEST_CASE("a check lists everything with its place and ends with exit code 3 only for errors") {
    auto county = test::small_county();
    CHECK(run("check", county, {}).output == "Tinyshire (made up): 3 layers, 5 geographies, 2 sets of places. Nothing is wrong.\n");
    CHECK(run("check", county, {}).code == base::ExitCode::done);
    base::Diagnostic warning;
    warning.file = "children.csv", warning.line = 7, warning.column = 3, warning.message = "“abc” is not a number.",
    warning.hint = "Write NA for missing.";
    county->diagnostics.add(warning);
    const Outcome warned = run("check", county, {});
    CHECK(warned.output ==
          "children.csv:7:3: warning: “abc” is not a number. Write NA for missing.\n"
          "Tinyshire (made up): 3 layers, 5 geographies, 2 sets of places. 0 errors, 1 warning, 0 notes.\n");
    CHECK(warned.code == base::ExitCode::done);
    auto layer = test::poverty_layer();
    layer->classes.palette = "Rainbow", layer->file = "layers/child-poverty.toml";
    county->layers = {layer};
    const Outcome failed = run("check", county, {});
    CHECK(failed.output.find("layers/child-poverty.toml: error: There is no palette 'Rainbow'.") != std::string::npos);
    CHECK(failed.code == base::ExitCode::problems);
    const auto json = nlohmann::json::parse(run("check", county, {{"json", "on"}}).output);
    CHECK(json["errors"] == 1);
    CHECK(json["warnings"] == 1);
    CHECK(json["diagnostics"][0]["line"] == 7);
    CHECK(json["diagnostics"][1]["severity"] == "error");
}
