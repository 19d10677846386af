#include "io/road_tags.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

RoadSpeeds shipped() {
    base::Diagnostics diagnostics;
    RoadSpeeds speeds = read_road_speeds(embedded_speeds(), diagnostics);
    CHECK(diagnostics.empty());
    return speeds;
}

/// The profile of one line with these columns and values.
RoadProfile profile_of(std::vector<std::string> columns, const std::vector<std::string>& values) {
    static const RoadSpeeds speeds = shipped();
    RawTable table;
    table.columns = std::move(columns);
    for (const std::string& value : values) table.grid.add_cell(value);
    table.grid.end_row(1);
    const RoadTags tags(table, {}, speeds);
    const auto road_class = speeds.find(tags.class_word(0));
    REQUIRE(road_class);
    return tags.profile(0, *road_class);
}

}  // namespace

TEST_CASE("the speeds that ship know OpenStreetMap's and Open Roads' words, large and small letters alike") {
    const RoadSpeeds speeds = shipped();
    for (const char* word : {"motorway", "motorway_link", "trunk", "primary", "secondary", "tertiary", "unclassified", "residential",
                             "service", "footway", "path", "track", "steps", "A Road", "B road", "Motorway"})
        CHECK_MESSAGE(speeds.find(word).has_value(), word);
    CHECK_FALSE(speeds.find("construction"));
    CHECK(speeds.walk_kmh == 4.8);
}

TEST_CASE("speed limits are read in both units, and words of the national limit as miles an hour") {
    CHECK(speed_limit_kmh("30 mph") == doctest::Approx(48.28032));
    CHECK(speed_limit_kmh("50") == 50);
    CHECK(speed_limit_kmh("national") == doctest::Approx(96.56064));
    CHECK(speed_limit_kmh("signals") == 0);
    CHECK(speed_limit_kmh("20 knots") == 0);
    CHECK(speed_limit_kmh("") == 0);
}

TEST_CASE("tags are found in GDAL's hstore text, escaped quotes and all, and not inside other values") {
    const std::string text = R"("note"=>"say \"foot\"=>\"no\"","foot"=>"yes","name:en"=>"A \"B\" C")";
    CHECK(hstore_value(text, "foot") == "yes");
    CHECK(hstore_value(text, "name:en") == "A \"B\" C");
    CHECK(hstore_value(text, "en").empty());
    CHECK(hstore_value("\"foot\"=>\"unfinished", "foot") == "unfinished");
}

TEST_CASE("a road is driven both ways unless it says otherwise") {
    const RoadProfile both = profile_of({"class"}, {"residential"});
    CHECK(both.forward_kmh == 26);
    CHECK(both.backward_kmh == 26);
    CHECK(both.walk_kmh == doctest::Approx(4.8));
    for (const char* word : {"yes", "1", "true"}) CHECK(profile_of({"class", "oneway"}, {"primary", word}).backward_kmh == 0);
    const RoadProfile against = profile_of({"class", "oneway"}, {"primary", "-1"});
    CHECK(against.forward_kmh == 0);
    CHECK(against.backward_kmh == 60);
    CHECK(profile_of({"class", "junction"}, {"primary", "roundabout"}).backward_kmh == 0);
    CHECK(profile_of({"class", "junction"}, {"primary", "roundabout"}).walk_kmh > 0);  // people walk round either way
}

TEST_CASE("OpenStreetMap's motorways are one-way even where they do not say so; a centre line of ours is not") {
    CHECK(profile_of({"highway"}, {"motorway"}).backward_kmh == 0);
    CHECK(profile_of({"highway", "oneway"}, {"motorway", "no"}).backward_kmh == 100);
    CHECK(profile_of({"class"}, {"motorway"}).backward_kmh == 100);
}

TEST_CASE("a lower limit slows a road down, a higher one changes nothing") {
    CHECK(profile_of({"class", "maxspeed"}, {"primary", "20 mph"}).forward_kmh == doctest::Approx(32.18688));
    CHECK(profile_of({"class", "maxspeed"}, {"primary", "60 mph"}).forward_kmh == 60);
}

TEST_CASE("who may not use a road does not; the more particular word wins") {
    CHECK(profile_of({"highway", "other_tags"}, {"residential", R"("access"=>"private")"}).closed());
    const RoadProfile footbridge = profile_of({"highway", "other_tags"}, {"residential", R"("motor_vehicle"=>"no")"});
    CHECK(footbridge.forward_kmh == 0);
    CHECK(footbridge.walk_kmh > 0);
    const RoadProfile gate = profile_of({"highway", "access", "foot"}, {"service", "private", "yes"});
    CHECK(gate.walk_kmh > 0);
    CHECK(gate.forward_kmh == 0);
    CHECK(profile_of({"highway"}, {"motorway"}).walk_kmh == 0);
    CHECK(profile_of({"highway", "access"}, {"motorway", "yes"}).walk_kmh == 0);
    CHECK(profile_of({"highway"}, {"footway"}).forward_kmh == 0);
    CHECK(profile_of({"highway"}, {"steps"}).walk_kmh == doctest::Approx(2.4));
}

TEST_CASE("a table without classes, or without a column that was named, is an error that lists the columns") {
    RawTable table;
    table.columns = {"name", "kind"};
    const RoadSpeeds speeds = shipped();
    CHECK_THROWS_AS(RoadTags(table, {}, speeds), base::Error);
    model::RoadSource source;
    source.class_column = "kind", source.oneway_column = "direction";
    CHECK_THROWS_AS(RoadTags(table, source, speeds), base::Error);
}
