// The nesting of the areas, and that layer files and tables speak of the same columns.
#include "table.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace county_test;

namespace {

std::set<std::string> values(const Table& table, const std::string& column) {
    std::set<std::string> found;
    for (const auto& row : table.rows) {
        found.insert(row.at(column));
    }
    return found;
}

std::string text_of(const std::string& name) {
    std::ifstream in(path(name));
    REQUIRE(in);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The text between quotes after `key = ` in a layer file; empty when the key is absent.
std::string setting(const std::string& toml, const std::string& key) {
    const auto at = toml.find("\n" + key + " = \"");
    if (at == std::string::npos) {
        return {};
    }
    const auto from = toml.find('"', at) + 1;
    return toml.substr(from, toml.find('"', from) - from);
}

}  // namespace

TEST_CASE("404 small areas nest in 136 wards, 13 localities, 3 areas and 5 districts") {
    const Table small = read("geodata/small-area-to-ward.csv");
    const Table wards = read("geodata/ward-lookup.csv");
    const Table localities = read("geodata/locality-to-area.csv");
    CHECK(small.rows.size() == 404);
    CHECK(values(small, "small_area_code").size() == 404);
    CHECK(wards.rows.size() == 136);
    CHECK(values(wards, "ward_code") == values(small, "ward_code"));
    CHECK(values(wards, "district_code").size() == 5);
    CHECK(localities.rows.size() == 13);
    CHECK(values(wards, "locality_code") == values(localities, "locality_code"));
    CHECK(values(localities, "area_name") == std::set<std::string>{"Central", "North", "South"});
}

TEST_CASE("the small-area codes cannot be taken for national ones") {
    for (const std::string& code : values(read("geodata/small-area-to-ward.csv"), "small_area_code")) {
        CHECK(code.starts_with("NM"));
    }
}

TEST_CASE("Holywell is folded into Carfax, so that 137 wards become 136") {
    const auto codes = values(read("geodata/ward-lookup.csv"), "ward_code");
    CHECK_FALSE(codes.contains("E05006554"));
    CHECK(codes.contains("E05006547"));
}

TEST_CASE("every table has exactly one row for every small area") {
    const auto codes = values(read("geodata/small-area-to-ward.csv"), "small_area_code");
    for (const std::string name : {"population", "children", "conceptions", "neet", "year6", "deprivation", "settlement-classes"}) {
        CAPTURE(name);
        const Table table = read("geodata/" + name + ".csv");
        CHECK(table.rows.size() == codes.size());
        CHECK(values(table, "code") == codes);
    }
}

TEST_CASE("the columns that the layers name exist") {
    for (const std::string layer : {"deprivation", "child-poverty", "under-18-conceptions", "children-0-4", "neet", "obesity-year-6"}) {
        CAPTURE(layer);
        const std::string toml = text_of("layers/" + layer + ".toml");
        const Table table = read("geodata/" + setting(toml, "table") + ".csv");
        int named = 0;
        for (const std::string key : {"numerator", "denominator", "value", "weight"}) {
            const std::string column = setting(toml, key);
            if (!column.empty()) {
                CAPTURE(column);
                CHECK(table.rows.front().contains(column));
                ++named;
            }
        }
        CHECK(named >= 1);
    }
}

TEST_CASE("the lines of the child poverty layer are the ones the county is calibrated to") {
    const std::string toml = text_of("layers/child-poverty.toml");
    CHECK(toml.find("value = 30.0\nlabel = \"worst 10 % in England\"") != std::string::npos);
    CHECK(toml.find("value = 20.0\nlabel = \"worst 25 % in England\"") != std::string::npos);
}

TEST_CASE("there are one city, five major towns and nineteen market towns") {
    std::map<std::string, int> count;
    for (const auto& row : read("geodata/settlements.csv").rows) {
        ++count[row.at("class")];
    }
    CHECK(count["city"] == 1);
    CHECK(count["major-town"] == 5);
    CHECK(count["market-town"] == 19);
    CHECK(count["village"] > 100);
}
