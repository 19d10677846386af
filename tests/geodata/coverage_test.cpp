// The shapes: neighbours share every border point for point, and people and services stand where they should.
#include "shapes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <utility>

using namespace county_test;

namespace {

struct Area {
    std::string code;
    std::vector<Ring> rings;  ///< last point repeats the first
};

/// The areas of the file.
std::vector<Area> read_areas() {
    std::ifstream in(path("geodata/small-areas.geojson"));
    REQUIRE(in);
    std::vector<Area> areas;
    for (std::string line; std::getline(in, line);) {
        if (const std::string code = property(line, "code"); !code.empty()) {
            areas.push_back({code, coordinate_lists(line)});
        }
    }
    return areas;
}

double area_of(const Ring& ring) {
    double twice = 0.0;
    for (std::size_t i = 1; i < ring.size(); ++i) {
        twice += static_cast<double>(ring[i - 1].first - ring[0].first) * static_cast<double>(ring[i].second - ring[0].second) -
                 static_cast<double>(ring[i].first - ring[0].first) * static_cast<double>(ring[i - 1].second - ring[0].second);
    }
    return 0.5 * twice;
}

bool holds(const Area& area, double x, double y) { return enclose(area.rings, x, y); }

/// How many times each directed border piece is used.
std::map<std::pair<Vertex, Vertex>, int> pieces(const std::vector<Area>& areas) {
    std::map<std::pair<Vertex, Vertex>, int> count;
    for (const Area& area : areas) {
        for (const Ring& ring : area.rings) {
            for (std::size_t i = 1; i < ring.size(); ++i) {
                ++count[{ring[i - 1], ring[i]}];
            }
        }
    }
    return count;
}

}  // namespace

TEST_CASE("the boundary file is in the British National Grid and has a shape for every small area") {
    std::ifstream in(path("geodata/small-areas.geojson"));
    std::string first;
    std::getline(in, first);
    CHECK(first.find("urn:ogc:def:crs:EPSG::27700") != std::string::npos);

    std::set<std::string> drawn;
    std::size_t vertices = 0;
    for (const Area& area : read_areas()) {
        drawn.insert(area.code);
        for (const Ring& ring : area.rings) {
            vertices += ring.size();
            CHECK(ring.front() == ring.back());
            CHECK(ring.size() >= 4);
        }
    }
    std::set<std::string> listed;
    for (const auto& row : read("geodata/small-area-to-ward.csv").rows) {
        listed.insert(row.at("small_area_code"));
    }
    CHECK(drawn == listed);
    CHECK(vertices > 25000);
    CHECK(vertices < 60000);
}

TEST_CASE("neighbours share every border point for point") {
    // A piece of border runs once each way between two areas, or once along the county's edge; the edge must then be one closed ring
    // whose area is the sum of all areas, which leaves no room for gaps or overlaps.
    const std::vector<Area> areas = read_areas();
    const auto count = pieces(areas);
    std::map<Vertex, Vertex> edge;
    for (const auto& [piece, times] : count) {
        REQUIRE(times == 1);
        if (!count.contains({piece.second, piece.first})) {
            REQUIRE_FALSE(edge.contains(piece.first));
            edge[piece.first] = piece.second;
        }
    }
    Ring outline{edge.begin()->first};
    do {
        outline.push_back(edge.at(outline.back()));
    } while (outline.back() != outline.front() && outline.size() <= edge.size());
    CHECK(outline.size() == edge.size() + 1);

    double sum = 0.0;
    for (const Area& area : areas) {
        for (const Ring& ring : area.rings) {
            sum += area_of(ring);
        }
    }
    // Whole metres: sums of doubles below 2^53 are exact.
    CHECK(sum == area_of(outline));
    // Oxfordshire covers 2,605 square kilometres; a schematic one may differ by one per cent.
    CHECK(sum == doctest::Approx(2605.0e6).epsilon(0.01));
}

TEST_CASE("towns have small areas and the countryside large ones") {
    const auto kind = lookup(read("geodata/settlement-classes.csv"), "code", "rural_urban_class");
    std::map<std::string, std::vector<double>> sizes;
    for (const Area& area : read_areas()) {
        double size = 0.0;
        for (const Ring& ring : area.rings) {
            size += area_of(ring) / 1e6;
        }
        sizes[kind.at(area.code)].push_back(size);
    }
    const auto median = [&](const std::string& name) {
        std::vector<double>& v = sizes.at(name);
        std::sort(v.begin(), v.end());
        return v[v.size() / 2];
    };
    CHECK(median("Urban") < 1.0);
    CHECK(median("Village and countryside") > 8.0);
}

TEST_CASE("people's average place lies inside their small area") {
    std::map<std::string, Area> areas;
    for (Area& area : read_areas()) {
        areas[area.code] = std::move(area);
    }
    for (const auto& row : read("geodata/population.csv").rows) {
        CAPTURE(row.at("code"));
        // Half a metre aside, so that the ray of the inside test meets no vertex.
        CHECK(holds(areas.at(row.at("code")), std::stod(row.at("easting")) + 0.37, std::stod(row.at("northing")) + 0.41));
    }
}

TEST_CASE("every service stands in the county, and every locality has a sexual health service") {
    const std::vector<Area> areas = read_areas();
    const auto ward_of = lookup(read("geodata/small-area-to-ward.csv"), "small_area_code", "ward_code");
    const auto locality_of = lookup(read("geodata/ward-lookup.csv"), "ward_code", "locality_code");
    for (const std::string name :
         {"childrens-centres", "early-intervention-hubs", "schools", "play-areas", "youth-centres", "sexual-health-services"}) {
        std::set<std::string> localities;
        std::set<std::string> names;
        const Table table = read("geodata/" + name + ".csv");
        for (const auto& row : table.rows) {
            CAPTURE(row.at("name"));
            CHECK(names.insert(row.at("name")).second);
            const double x = std::stod(row.at("easting")) + 0.37;
            const double y = std::stod(row.at("northing")) + 0.41;
            const auto at = std::find_if(areas.begin(), areas.end(), [&](const Area& a) { return holds(a, x, y); });
            REQUIRE(at != areas.end());
            localities.insert(locality_of.at(ward_of.at(at->code)));
        }
        if (name == "sexual-health-services") {
            CHECK(localities.size() == 13);
        }
    }
}
