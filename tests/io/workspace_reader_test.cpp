#include "io/workspace_reader.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

#include "base/error.hpp"
#include "io/shared_data.hpp"
#include "io/text_map.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

// a b | d      wards: W1 = a b c, W2 = d e
// c c | e
const std::vector<std::string> county_map = {"abd", "cce"};

/// A whole small county that has nothing wrong with it; tests damage one thing each.
struct County {
    TemporaryFolder folder;
    std::string top = "format = 1\ntitle = \"Tiny\"\ncounty = \"Tinyshire\"\nlayers = \"layers\"\ndefault_layer = \"poor\"\n";
    std::string geographies =
        "[[geography]]\nid = \"small\"\nsingular = \"small area\"\nboundaries = \"areas.geojson\"\ncode = \"code\"\nname = \"name\"\n"
        "[[geography]]\nid = \"ward\"\nsingular = \"ward\"\ndissolve = \"small\"\n"
        "[[geography]]\nid = \"county\"\nsingular = \"county\"\ndissolve = \"ward\"\nall = { code = \"T\", name = \"Tinyshire\" }\n";
    std::string lookups =
        "[[lookup]]\nfile = \"lookup.csv\"\nfrom = { geography = \"small\", code = \"code\" }\nto = [ { geography = \"ward\", code = "
        "\"ward\", name = \"ward_name\" } ]\n";
    std::string tables = "[[table]]\nid = \"t\"\nfile = \"t.csv\"\ngeography = \"small\"\ncode = \"code\"\n";
    std::string more;
    std::string areas = geojson_of_text_map(county_map);
    std::string lookup = "code,ward,ward_name\nCa,W1,West\nCb,W1,West\nCc,W1,West\nCd,W2,East\nCe,W2,East\n";
    std::string table = "code,poor,all\nCa,1,10\nCb,2,20\nCc,3,30\nCd,4,40\nCe,5,50\n";
    std::string layer =
        "title = \"Poor\"\nkind = \"proportion\"\ntable = \"t\"\nnumerator = \"poor\"\ndenominator = \"all\"\nunit = \"%\"\n";

    std::filesystem::path write() const {
        folder.write("areas.geojson", areas);
        folder.write("lookup.csv", lookup);
        folder.write("t.csv", table);
        folder.write("layers/poor.toml", layer);
        return folder.write("w.toml", top + geographies + lookups + tables + more);
    }
    std::shared_ptr<const model::Workspace> read() const { return read_fresh(write()); }
};

const base::Diagnostic* only_problem(const model::Workspace& w) {
    INFO(all_text(w.diagnostics));
    CHECK(error_count(w.diagnostics) == 1);
    for (const base::Diagnostic& d : w.diagnostics.items())
        if (d.severity == base::Severity::error) return &d;
    return nullptr;
}
bool says(const base::Diagnostic* d, std::string_view text) {
    if (d == nullptr) return false;
    INFO(d->text());
    const bool found = d->text().find(text) != std::string::npos;
    CHECK(found);
    return found;
}

}  // namespace

TEST_CASE("a sound workspace is read whole and has nothing to report") {
    const auto w = County().read();
    CHECK_MESSAGE(w->diagnostics.empty(), all_text(w->diagnostics));
    REQUIRE(w->geographies.size() == 3);
    CHECK(w->geographies[0]->codes == std::vector<std::string>{"Ca", "Cb", "Cc", "Cd", "Ce"});
    CHECK(w->geographies[0]->names[2] == "Area c");
    CHECK(w->geographies[1]->names == std::vector<std::string>{"West", "East"});
    CHECK(w->geographies[1]->title == "Wards");
    CHECK(w->find_table("t")->find("poor")->cells[4].number == 5);
    CHECK(w->default_layer == "poor");
    CHECK(w->default_geography == "small");
}

TEST_CASE("dissolved areas cover the ground of their parts, and the hierarchy reaches the county") {
    const auto w = County().read();
    const auto& wards = *w->geographies[1];
    CHECK(wards.coverage->full().area_m2(0) == doctest::Approx(4e6));  // a, b, c (two squares)
    CHECK(wards.coverage->full().area_m2(1) == doctest::Approx(2e6));
    CHECK(w->geographies[2]->coverage->full().area_m2(0) == doctest::Approx(6e6));
    REQUIRE(w->geographies[0]->parents_in("ward"));
    CHECK(*w->geographies[0]->parents_in("ward") == std::vector<geo::AreaIndex>{0, 0, 0, 1, 1});
    REQUIRE(w->geographies[0]->parents_in("county"));
    CHECK(*w->geographies[0]->parents_in("county") == std::vector<geo::AreaIndex>{0, 0, 0, 0, 0});
    CHECK(wards.parents_in("small") == nullptr);
}

TEST_CASE("an unknown key is an error with line, column and the likely key") {
    County county;
    county.top += "tittle = \"x\"\n";
    const auto w = county.read();
    const auto* d = only_problem(*w);
    REQUIRE(says(d, "\"tittle\" is not a key of the workspace. Did you mean \"title\"?"));
    CHECK(d->line == 6);
    CHECK(d->column == 1);
}

TEST_CASE("unknown keys inside tables, inline tables and layers are found too") {
    County county;
    county.tables += "decimals = 1\n";
    county.lookups =
        "[[lookup]]\nfile = \"lookup.csv\"\nfrom = { geography = \"small\", code = \"code\", colum = \"x\" }\nto = [ { geography = "
        "\"ward\", code = \"ward\" } ]\n";
    county.layer += "directoin = \"neutral\"\n[classes]\nmethd = \"equal\"\n";
    const auto w = county.read();
    CHECK(error_count(w->diagnostics) == 4);
    CHECK(find_diagnostic(w->diagnostics, "unknown-key", "Did you mean \"direction\"?"));
    CHECK(find_diagnostic(w->diagnostics, "unknown-key", "layers/poor.toml:7:1"));
    CHECK(find_diagnostic(w->diagnostics, "unknown-key", "Did you mean \"method\"?"));
    CHECK(find_diagnostic(w->diagnostics, "unknown-key", "\"colum\""));
}

TEST_CASE("a wrong type and a wrong word are reported where they stand") {
    County county;
    county.top += "illustrative = \"yes\"\n";
    county.layer = "title = \"Poor\"\nkind = \"proporton\"\ntable = \"t\"\nnumerator = \"poor\"\ndenominator = \"all\"\ndecimals = 99\n";
    const auto w = county.read();
    CHECK(find_diagnostic(w->diagnostics, "wrong-type", "w.toml:6:"));
    CHECK(find_diagnostic(w->diagnostics, "unknown-word", "Did you mean \"proportion\"?"));
    CHECK(find_diagnostic(w->diagnostics, "out-of-range", "\"decimals\" has to be from 0 to 6."));
}

TEST_CASE("broken TOML is refused with its place; a broken layer only loses the layer") {
    County county;
    county.top += "x = = 1\n";
    CHECK_THROWS_WITH_AS((void)county.read(), doctest::Contains("w.toml:6:5: This is not TOML"), base::Error);
    County other;
    other.layer = "title = \"Poor\nkind = 1\n";
    const auto w = other.read();
    CHECK(find_diagnostic(w->diagnostics, "broken-toml", "layers/poor.toml:1:"));
    CHECK(w->layers.empty());
    CHECK(w->geographies.size() == 3);
}

TEST_CASE("a workspace that is not there, or a folder, is one sentence") {
    const TemporaryFolder folder;
    CHECK_THROWS_WITH_AS((void)read_fresh(folder.path() / "no.toml"), doctest::Contains("There is no workspace"), base::Error);
    CHECK_THROWS_WITH_AS((void)read_fresh(folder.path()), doctest::Contains("is a folder"), base::Error);
    CHECK_THROWS_WITH_AS((void)read_fresh(folder.write("w.toml", "format = 1\ntitle = \"x\"\n")), doctest::Contains("no [[geography]]"),
                         base::Error);
}

TEST_CASE("missing files lose what they hold and nothing else, all found in one reading") {
    County county;
    county.tables += "[[table]]\nid = \"u\"\nfile = \"none.csv\"\ngeography = \"small\"\ncode = \"code\"\n";
    county.more =
        "[[places]]\nid = \"p\"\nfile = \"gone.csv\"\nname = \"name\"\nx = \"x\"\ny = \"y\"\n[[context]]\nkind = \"river\"\nfile = "
        "\"dry.geojson\"\n";
    const auto w = county.read();
    CHECK(find_diagnostic(w->diagnostics, "unreadable-file", "none.csv: There is no such file."));
    CHECK(find_diagnostic(w->diagnostics, "unreadable-file", "gone.csv: There is no such file."));
    CHECK(find_diagnostic(w->diagnostics, "unreadable-file", "dry.geojson: There is no such file."));
    CHECK(error_count(w->diagnostics) == 3);
    CHECK(w->find_table("t"));
}

TEST_CASE("without its only boundaries there is nothing to show, and the reason is told") {
    County county;
    county.geographies = "[[geography]]\nid = \"small\"\nboundaries = \"none.geojson\"\ncode = \"code\"\n";
    county.lookups.clear(), county.tables.clear();
    CHECK_THROWS_WITH_AS((void)county.read(), doctest::Contains("none.geojson: There is no such file."), base::Error);
}

TEST_CASE("an unknown column is reported with the file's columns, for boundaries, lookups, tables and layers") {
    SUBCASE("boundaries") {
        County county;
        county.geographies =
            "[[geography]]\nid = \"small\"\nboundaries = \"areas.geojson\"\ncode = \"kode\"\n[[geography]]\nid = \"other\"\nboundaries = "
            "\"areas.geojson\"\ncode = \"code\"\n";
        county.lookups.clear();
        const auto w = county.read();
        CHECK(find_diagnostic(w->diagnostics, "unreadable-boundaries",
                              "There is no column \"kode\"; the columns are code, name. Did you mean \"code\"?"));
        CHECK(w->geographies.size() == 1);
    }
    SUBCASE("lookup") {
        County county;
        county.lookups =
            "[[lookup]]\nfile = \"lookup.csv\"\nfrom = { geography = \"small\", code = \"code\" }\nto = [ { geography = \"ward\", code = "
            "\"wrad\" } ]\n";
        const auto w = county.read();
        CHECK(find_diagnostic(w->diagnostics, "unknown-column", "Did you mean \"ward\"?"));
        CHECK(find_diagnostic(w->diagnostics, "geography-not-built", "\"ward\""));
    }
    SUBCASE("table") {
        County county;
        county.tables = "[[table]]\nid = \"t\"\nfile = \"t.csv\"\ngeography = \"small\"\ncode = \"codes\"\n";
        says(only_problem(*county.read()), "There is no column \"codes\"; the columns are code, poor, all. Did you mean \"code\"?");
    }
    SUBCASE("layer") {
        County county;
        county.layer = "title = \"Poor\"\nkind = \"proportion\"\ntable = \"t\"\nnumerator = \"pooor\"\ndenominator = \"all\"\n";
        const auto w = county.read();
        const auto* d = only_problem(*w);
        REQUIRE(says(d, "There is no column \"pooor\""));
        CHECK(d->line == 4);
        CHECK(d->file.ends_with("layers/poor.toml"));
    }
}

TEST_CASE("codes without geometry and geometry without codes are both told") {
    County county;
    county.table = "code,poor,all\nCa,1,10\nCb,2,20\nCc,3,30\nCd,4,40\nCx,5,50\n";
    const auto w = county.read();
    CHECK(error_count(w->diagnostics) == 2);
    const auto* code = find_diagnostic(w->diagnostics, "code-without-area", "4 of 5 rows match; 1 code is not in the small areas (Cx)");
    REQUIRE(code);
    CHECK(code->line == 6);
    CHECK(find_diagnostic(w->diagnostics, "area-without-row", "1 small area has no row (Ce); it is shown as missing."));
    CHECK(w->find_table("t")->find("poor")->cells[4].state == model::CellState::missing);
}

TEST_CASE("a table that is meant to be partial is no problem") {
    County county;
    county.table = "code,poor,all\nCa,1,10\n";
    county.tables += "partial = true\n";
    CHECK(error_count(county.read()->diagnostics) == 0);
}

TEST_CASE("rows with one code: copies are dropped, contradictions keep the first and are a problem") {
    County county;
    county.table += "Ca,1,10\nCb,9,20\n";
    const auto w = county.read();
    says(only_problem(*w), "The code Cb is in several rows that differ; line 3 is used.");
    CHECK(find_diagnostic(w->diagnostics, "identical-rows", "1 row repeats"));
    CHECK(w->find_table("t")->find("poor")->cells[1].number == 2);
}

TEST_CASE("what is no number is told with row and column; infinity and NaN are no numbers") {
    County county;
    county.table = "code,poor,all\nCa,one,10\nCb,NaN,20\nCc,inf,30\nCd,,40\nCe,*,50\n";
    const auto w = county.read();
    CHECK(error_count(w->diagnostics) == 3);
    const auto* word = find_diagnostic(w->diagnostics, "unreadable-cell", "\"one\" in column \"poor\" is not a number");
    REQUIRE(word);
    CHECK(word->line == 2);
    CHECK(find_diagnostic(w->diagnostics, "not-finite", "t.csv:3: \"NaN\""));
    CHECK(find_diagnostic(w->diagnostics, "not-finite", "t.csv:4: \"inf\""));
    const auto& cells = w->find_table("t")->find("poor")->cells;
    CHECK(cells[0].state == model::CellState::missing);
    CHECK(cells[3].state == model::CellState::missing);
    CHECK(cells[4].state == model::CellState::suppressed);
}

TEST_CASE("rows can be chosen by the text of a column") {
    County county;
    county.table = "code,year,poor,all\n";
    for (const char* year : {"2001", "2002"})
        for (const char* code : {"Ca", "Cb", "Cc", "Cd", "Ce"})
            county.table += std::string(code) + "," + year + "," + (year[3] == '1' ? "1" : "2") + ",10\n";
    county.tables += "where = { year = \"2002\" }\n";
    const auto w = county.read();
    CHECK_MESSAGE(w->diagnostics.empty(), all_text(w->diagnostics));
    CHECK(w->find_table("t")->find("poor")->cells[0].number == 2);
}

TEST_CASE("codes are text: leading zeros and numbers that look alike stay apart") {
    County county;
    county.areas = geojson_of_text_map({"ab"});
    for (std::size_t at = 0; (at = county.areas.find("\"Ca\"")) != std::string::npos;) county.areas.replace(at, 4, "\"007\"");
    for (std::size_t at = 0; (at = county.areas.find("\"Cb\"")) != std::string::npos;) county.areas.replace(at, 4, "\"7\"");
    county.geographies = "[[geography]]\nid = \"small\"\nboundaries = \"areas.geojson\"\ncode = \"code\"\n";
    county.lookups.clear();
    county.table = "code,poor,all\n007,1,10\n7,2,20\n";
    const auto w = county.read();
    CHECK_MESSAGE(w->diagnostics.empty(), all_text(w->diagnostics));
    CHECK(w->find_table("t")->find("poor")->cells[0].number == 1);
    CHECK(w->find_table("t")->find("poor")->cells[1].number == 2);
}

TEST_CASE("lookups: areas without a row, unknown targets and targets without parts") {
    County county;
    county.geographies += "[[geography]]\nid = \"parish\"\nsingular = \"parish\"\nboundaries = \"parishes.geojson\"\ncode = \"code\"\n";
    county.folder.write("parishes.geojson", geojson_of_text_map({"pqr"}));
    county.lookups +=
        "[[lookup]]\nfile = \"parish.csv\"\nfrom = { geography = \"small\", code = \"code\" }\nto = [ { geography = \"parish\", code = "
        "\"p\" } ]\nmethod = \"by hand\"\n";
    county.folder.write("parish.csv", "code,p\nCa,Cp\nCb,Cp\nCc,Cq\nCd,Cz\n");
    const auto w = county.read();
    CHECK(find_diagnostic(w->diagnostics, "area-without-row", "1 small area has no row (Ce); it is left out of the larger areas."));
    CHECK(find_diagnostic(w->diagnostics, "code-without-area", "1 code of the lookup is not in the parishes (Cz)"));
    const auto* childless = find_diagnostic(w->diagnostics, "area-without-parts", "1 parish has no small area in the lookup (Cr)");
    REQUIRE(childless);
    CHECK(childless->severity == base::Severity::warning);
    CHECK(*w->geographies[0]->parents_in("parish") == std::vector<geo::AreaIndex>{0, 0, 1, geo::no_area, geo::no_area});
    CHECK(w->geographies[0]->parent_method.at("parish") == "by hand");
}

TEST_CASE("boundaries without a coordinate system are read as what they look like and that is a problem, unless crs says so") {
    County county;
    county.areas = geojson_of_text_map(county_map, "");  // GeoJSON without crs means degrees, which these cannot be
    says(only_problem(*county.read()), "look like British National Grid");
    county.geographies.insert(county.geographies.find("code = \"code\""), "crs = \"EPSG:27700\"\n");
    CHECK(county.read()->diagnostics.empty());
}

TEST_CASE("an area without geometry is kept in tables and told; points among the areas are left out") {
    County county;
    const std::size_t end = county.areas.rfind("\n]}");
    county.areas.insert(end,
                        ",\n{\"type\":\"Feature\",\"properties\":{\"code\":\"Cn\",\"name\":\"No ground\"},\"geometry\":null},\n"
                        "{\"type\":\"Feature\",\"properties\":{\"code\":\"Cp\",\"name\":\"Point\"},\"geometry\":{\"type\":\"Point\","
                        "\"coordinates\":[450500,200500]}}");
    county.table += "Cn,6,60\n";
    county.lookup += "Cn,W2,East\n";
    const auto w = county.read();
    CHECK(find_diagnostic(w->diagnostics, "code-without-geometry", "Cn has no geometry"));
    CHECK(find_diagnostic(w->diagnostics, "not-a-polygon", "1 feature is points or lines"));
    CHECK(w->geographies[0]->size() == 6);
    CHECK(w->find_table("t")->find("poor")->cells[5].number == 6);
}

TEST_CASE("truncated and unreadable boundaries say so") {
    County county;
    county.areas.resize(county.areas.size() / 2);
    CHECK_THROWS_WITH_AS((void)county.read(), doctest::Contains("The file ends early"), base::Error);
    county.areas = "this is no map";
    CHECK_THROWS_WITH_AS((void)county.read(), doctest::Contains("cannot be opened as map or table data"), base::Error);
    county.areas.clear();
    CHECK_THROWS_WITH_AS((void)county.read(), doctest::Contains("The file is empty"), base::Error);
}

TEST_CASE("places: attributes in order, positions in metres or degrees") {
    County county;
    county.more =
        "[[places]]\nid = \"p\"\nfile = \"p.csv\"\nid_column = \"id\"\nname = \"name\"\nx = \"lon\"\ny = \"lat\"\ncrs = "
        "\"EPSG:4326\"\nsymbol = \"star\"\ncolour = \"#112233\"\n"
        "details = [ { column = \"beds\", title = \"Beds\", unit = \"beds\" }, { column = \"open\" } ]\n";
    // pyproj: EPSG:27700 (451500, 201000) is EPSG:4326 (-1.25602, 51.70555) to about 5 m
    county.folder.write("p.csv", "id,name,lon,lat,open,beds\nA1,Hub,-1.25602,51.70555,Mon,7\n");
    const auto w = county.read();
    CHECK_MESSAGE(w->diagnostics.empty(), all_text(w->diagnostics));
    REQUIRE(w->places.size() == 1);
    const model::PlaceSet& set = *w->places[0];
    CHECK(set.shape == model::MarkerShape::star);
    REQUIRE(set.places.size() == 1);
    CHECK(set.places[0].id == "A1");
    CHECK(set.places[0].details == std::vector<std::string>{"7", "Mon"});
    CHECK(set.details[1].title == "open");
    CHECK(std::abs(set.places[0].position.x - 451500) < 20);
    CHECK(std::abs(set.places[0].position.y - 201000) < 20);
}

TEST_CASE("places: graded by a detail, or not at all when the grades contradict the details") {
    County county;
    county.folder.write("p.csv", "name,e,n,quality\nA,451500,201000,good\nB,451500,201100,closed\n");
    const auto read = [&](const std::string& grading) {
        county.more =
            "[[places]]\nid = \"p\"\nfile = \"p.csv\"\nname = \"name\"\nx = \"e\"\ny = \"n\"\n"
            "details = [ { column = \"quality\" } ]\n" +
            grading;
        return county.read();
    };
    const auto graded = read("graded_by = \"quality\"\ngrades = [ { value = \"good\", title = \"Good\" }, { value = \"poor\" } ]\n");
    CHECK_MESSAGE(graded->diagnostics.empty(), all_text(graded->diagnostics));
    const model::PlaceSet& set = *graded->places[0];
    CHECK(set.grades == std::vector<model::PlaceGrade>{{"good", "Good"}, {"poor", "poor"}});
    CHECK(model::grade_of(set, set.places[0]) == 0);
    CHECK(model::grade_of(set, set.places[1]) == std::nullopt);

    const auto refused = [&](const std::string& grading, const std::string& why) {
        const auto w = read(grading);
        CHECK(all_text(w->diagnostics).find(why) != std::string::npos);
        REQUIRE(w->places.size() == 1);
        CHECK(w->places[0]->grades.empty());
        CHECK(model::grade_of(*w->places[0], w->places[0]->places[0]) == std::nullopt);
    };
    refused("graded_by = \"fence\"\ngrades = [ { value = \"good\" } ]\n", "\"fence\" is none");
    refused("graded_by = \"quality\"\n", "need both");
    refused("grades = [ { value = \"good\" } ]\n", "need both");
    refused("graded_by = \"quality\"\ngrades = [{value=\"a\"},{value=\"b\"},{value=\"c\"},{value=\"d\"},{value=\"e\"}]\n", "At most 4");
}

TEST_CASE("settlements have a class and a population, and a wrong class is told") {
    County county;
    county.more = "[settlements]\nfile = \"s.csv\"\nname = \"name\"\nx = \"e\"\ny = \"n\"\nclass = \"class\"\npopulation = \"pop\"\n";
    county.folder.write("s.csv", "name,e,n,class,pop\nTown,450500,200500,market-town,9000\nCamp,451500,200500,hamlet,\n");
    const auto w = county.read();
    says(only_problem(*w), "s.csv:3: \"hamlet\" is not one of city");
    REQUIRE(w->settlements.size() == 2);
    CHECK(w->settlements[0].kind == model::SettlementClass::market_town);
    CHECK(w->settlements[0].population == 9000);
    CHECK(w->settlements[1].population == 0);
}

TEST_CASE("context lines keep their names and parts") {
    County county;
    county.more = "[[context]]\nkind = \"railway\"\nfile = \"r.geojson\"\nname = \"line\"\n";
    county.folder.write("r.geojson",
                        "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"urn:ogc:def:crs:EPSG::"
                        "27700\"}},\"features\":["
                        "{\"type\":\"Feature\",\"properties\":{\"line\":\"Main\"},\"geometry\":{\"type\":\"MultiLineString\","
                        "\"coordinates\":[[[450000,200000],[451000,201000]],[[451000,201000],[452000,201000]]]}}]}");
    const auto w = county.read();
    CHECK_MESSAGE(w->diagnostics.empty(), all_text(w->diagnostics));
    REQUIRE(w->context.size() == 1);
    CHECK(w->context[0]->kind == model::ContextKind::railway);
    REQUIRE(w->context[0]->features.size() == 1);
    CHECK(w->context[0]->features[0].name == "Main");
    REQUIRE(w->context[0]->features[0].parts.size() == 2);
    CHECK(w->context[0]->features[0].parts[1][1] == geo::MapPoint{452000, 201000});
}

TEST_CASE("the boundary file can be the table") {
    County county;
    for (std::size_t at = 0; (at = county.areas.find("\"name\":\"Area", at)) != std::string::npos; at += 30)
        county.areas.insert(at, "\"poor\":3,\"all\":12.5,");
    county.tables = "[[table]]\nid = \"t\"\nfile = \"areas.geojson\"\ngeography = \"small\"\ncode = \"code\"\n";
    const auto w = county.read();
    CHECK_MESSAGE(w->diagnostics.empty(), all_text(w->diagnostics));
    CHECK(w->find_table("t")->find("all")->cells[2].number == 12.5);
}

TEST_CASE("ids used twice, unknown geographies and unknown defaults are told") {
    County county;
    county.top += "default_geography = \"wrad\"\ndefault_places = [\"pp\"]\n";
    county.tables +=
        "[[table]]\nid = \"t\"\nfile = \"t.csv\"\ngeography = \"small\"\ncode = \"code\"\n[[table]]\nid = \"v\"\nfile = "
        "\"t.csv\"\ngeography = \"smal\"\ncode = \"code\"\n";
    const auto w = county.read();
    CHECK(find_diagnostic(w->diagnostics, "duplicate-id", "The id \"t\" is used twice"));
    CHECK(find_diagnostic(w->diagnostics, "unknown-geography", "Did you mean \"small\"?"));
    CHECK(find_diagnostic(w->diagnostics, "unknown-geography", "Did you mean \"ward\"?"));
    CHECK(find_diagnostic(w->diagnostics, "unknown-places", "\"pp\""));
    CHECK(w->default_geography == "small");
}

TEST_CASE("the content hash follows every file and nothing else") {
    County county;
    const auto first = county.read()->content_hash;
    CHECK(first == County().read()->content_hash);  // another folder, the same content
    county.table += "\n";
    const auto second = county.read()->content_hash;
    CHECK(first != second);
    county.layer += "# a remark\n";
    CHECK(second != county.read()->content_hash);
}

TEST_CASE("a cancelled reading yields nothing") {
    class Stopped final : public base::JobContext {
    public:
        void progress(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return true; }
    } job;
    const County county;
    CHECK_THROWS_AS((void)read_workspace(county.write(), {.use_cache = false}, job), base::Cancelled);
}

TEST_CASE("drawing levels are made when they are asked for, on the same borders in every geography") {
    const County county;
    const auto w = read_fresh(county.write(), true);
    CHECK(w->geographies[0]->coverage->levels().size() == w->geographies[1]->coverage->levels().size());
    CHECK(w->geographies[0]->label_points.size() == 5);
}

TEST_CASE("an index that uses an unknown layer is told with the line of its [[use]]") {
    County c;
    c.folder.write("layers/need.toml", "title = \"Need\"\nkind = \"index\"\n[[use]]\nlayer = \"poor\"\n[[use]]\nlayer = \"pour\"\n");
    const auto w = c.read();
    const base::Diagnostic* problem = only_problem(*w);
    REQUIRE(problem != nullptr);
    CHECK(says(problem, "There is no layer \"pour\". Did you mean \"poor\"?"));
    CHECK(problem->line == 5);
}

TEST_CASE("indices that are made of each other are told, once each") {
    County c;
    c.folder.write("layers/hen.toml", "title = \"Hen\"\nkind = \"index\"\n[[use]]\nlayer = \"poor\"\n[[use]]\nlayer = \"egg\"\n");
    c.folder.write("layers/egg.toml", "title = \"Egg\"\nkind = \"index\"\n[[use]]\nlayer = \"hen\"\n");
    const auto w = c.read();
    CHECK(error_count(w->diagnostics) == 2);
    const auto* hen = find_diagnostic(w->diagnostics, "index-of-itself", "The index is made of itself: hen uses egg uses hen.");
    REQUIRE(hen);
    CHECK(hen->line == 5);
    CHECK(find_diagnostic(w->diagnostics, "index-of-itself", "egg uses hen uses egg"));
}

TEST_CASE("an index has the coarsest geography of its layers for its own") {
    County c;
    c.tables += "[[table]]\nid = \"w\"\nfile = \"w.csv\"\ngeography = \"ward\"\ncode = \"code\"\n";
    c.folder.write("w.csv", "code,score\nW1,1\nW2,2\n");
    c.folder.write("layers/score.toml", "title = \"Score\"\nkind = \"score\"\ntable = \"w\"\nvalue = \"score\"\n");
    c.folder.write("layers/need.toml", "title = \"Need\"\nkind = \"index\"\n[[use]]\nlayer = \"poor\"\n[[use]]\nlayer = \"score\"\n");
    const auto w = c.read();
    CHECK_MESSAGE(error_count(w->diagnostics) == 0, all_text(w->diagnostics));
    CHECK(w->native_geography(*w->find_layer("need"))->id == "ward");
    CHECK(std::filesystem::path(w->layers_folder).filename() == "layers");
}
