#include "io/crs_choice.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {
const geo::MapBox oxford_degrees{-1.72, 51.46, -0.87, 52.17};
const geo::MapBox oxford_grid{420000, 170000, 480000, 250000};
const geo::MapBox oxford_swapped{51.46, -1.72, 52.17, -0.87};

std::string choose(const CrsClaim& claim, const geo::MapBox& box, base::Diagnostics* found = nullptr) {
    base::Diagnostics diagnostics;
    std::string crs = choose_crs(claim, box, "f", diagnostics);
    if (found != nullptr)
        *found = diagnostics;
    else
        CHECK(diagnostics.empty());
    return crs;
}
const CrsClaim degrees{"EPSG:4326", "WGS 84", true, {}, {}};
const CrsClaim grid{"EPSG:27700", "OSGB36 / British National Grid", false, {}, {}};
}  // namespace

TEST_CASE("what the file says is taken when its numbers can be that") {
    CHECK(choose(degrees, oxford_degrees) == "EPSG:4326");
    CHECK(choose(grid, oxford_grid) == "EPSG:27700");
}

TEST_CASE("numbers that contradict the file are read as what they look like, as a problem") {
    base::Diagnostics found;
    CHECK(choose(degrees, oxford_grid, &found) == "EPSG:27700");
    CHECK(found.count(base::Severity::error) == 1);
    CHECK(choose(grid, oxford_degrees, &found) == "EPSG:4326");
    CHECK(found.count(base::Severity::error) == 1);
}

TEST_CASE("the workspace's word settles what the file leaves open or gets wrong, and nothing else") {
    CrsClaim nothing{{}, {}, false, "EPSG:27700", {}};
    CHECK(choose(nothing, oxford_grid) == "EPSG:27700");
    CrsClaim wrong = degrees;
    wrong.workspace_crs = "EPSG:27700";
    CHECK(choose(wrong, oxford_grid) == "EPSG:27700");
    base::Diagnostics found;
    CHECK(choose(wrong, oxford_degrees, &found) == "EPSG:4326");
    CHECK(found.count(base::Severity::warning) == 1);
}

TEST_CASE("a file that says nothing is guessed with a problem, or refused when nothing fits") {
    base::Diagnostics found;
    CHECK(choose({}, oxford_grid, &found) == "EPSG:27700");
    CHECK(found.items()[0].hint == "Write crs = \"EPSG:27700\" in the workspace if that is right.");
    CHECK_THROWS_AS((void)choose({}, geo::MapBox{5e7, 5e7, 6e7, 6e7}, &found), base::Error);
}

TEST_CASE("latitude before longitude is noticed") {
    base::Diagnostics found;
    (void)choose(degrees, oxford_swapped, &found);
    REQUIRE(found.items().size() == 1);
    CHECK(found.items()[0].message.find("look swapped") != std::string::npos);
}
