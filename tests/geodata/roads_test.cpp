// The road network hangs together and leads to where people live; the points where they live add up.
#include "shapes.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <set>

using namespace county_test;

namespace {

struct RoadLine {
    std::string kind;
    bool oneway = false;
    Ring points;
};

std::vector<RoadLine> read_roads() {
    std::ifstream in(path("geodata/roads.geojson"));
    REQUIRE(in);
    std::vector<RoadLine> roads;
    for (std::string line; std::getline(in, line);) {
        if (const std::string kind = property(line, "class"); !kind.empty()) {
            const auto lists = coordinate_lists(line);
            REQUIRE(lists.size() == 1);
            roads.push_back({kind, property(line, "oneway") == "yes", lists[0]});
        }
    }
    return roads;
}

using Links = std::map<Vertex, std::vector<Vertex>>;

/// Links by first vertex, or by last one when turned round.
Links links(const std::vector<RoadLine>& roads, bool walk, bool turned) {
    Links out;
    const std::set<std::string> barred =
        walk ? std::set<std::string>{"motorway", "motorway_link"} : std::set<std::string>{"footway", "path"};
    for (const RoadLine& road : roads) {
        for (std::size_t i = 1; i < road.points.size() && !barred.contains(road.kind); ++i) {
            const auto& [a, b] = turned ? std::pair(road.points[i], road.points[i - 1]) : std::pair(road.points[i - 1], road.points[i]);
            out[a].push_back(b);
            out[b];
            if (walk || !road.oneway) {
                out[b].push_back(a);
            }
        }
    }
    return out;
}

std::size_t reached(const Links& links, Vertex from) {
    std::set<Vertex> seen{from};
    std::vector<Vertex> open{from};
    while (!open.empty()) {
        const Vertex v = open.back();
        open.pop_back();
        for (const Vertex& w : links.at(v)) {
            if (seen.insert(w).second) {
                open.push_back(w);
            }
        }
    }
    return seen.size();
}

double distance_m(double x, double y, Vertex a, Vertex b) {
    const auto ax = static_cast<double>(a.first);
    const auto ay = static_cast<double>(a.second);
    const double dx = static_cast<double>(b.first) - ax;
    const double dy = static_cast<double>(b.second) - ay;
    const double t = std::clamp(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy), 0.0, 1.0);
    return std::hypot(x - ax - t * dx, y - ay - t * dy);
}

}  // namespace

TEST_CASE("every road can be driven to and from every other, in spite of one-way streets, and walked") {
    const auto roads = read_roads();
    const Links out = links(roads, false, false);
    const Links back = links(roads, false, true);
    const Vertex start = roads.back().points.front();
    // From the start to everywhere, and from everywhere to the start.
    CHECK(reached(out, out.begin()->first) == out.size());
    CHECK(reached(back, out.begin()->first) == out.size());
    const Links on_foot = links(roads, true, false);
    CHECK(reached(on_foot, start) == on_foot.size());
    CHECK(std::ranges::count_if(roads, [](const RoadLine& r) { return r.oneway; }) > 100);
}

TEST_CASE("no road repeats a vertex in a row, and all kinds are words of OpenStreetMap") {
    const std::set<std::string> words = {"motorway", "motorway_link", "trunk",       "primary", "secondary",
                                         "tertiary", "unclassified",  "residential", "footway", "path"};
    std::set<std::string> seen;
    for (const RoadLine& road : read_roads()) {
        seen.insert(road.kind);
        CHECK(std::ranges::adjacent_find(road.points) == road.points.end());
        CHECK(road.points.size() >= 2);
    }
    CHECK(seen == words);
}

TEST_CASE("population points lie in their small area, near a road, and add up to its population") {
    std::map<std::string, std::vector<Ring>> areas;
    std::ifstream in(path("geodata/small-areas.geojson"));
    for (std::string line; std::getline(in, line);) {
        if (const std::string code = property(line, "code"); !code.empty()) {
            areas[code] = coordinate_lists(line);
        }
    }
    const auto roads = read_roads();
    std::map<std::string, long> people;
    for (const auto& row : read("geodata/population-points.csv").rows) {
        const double x = std::stod(row.at("easting"));
        const double y = std::stod(row.at("northing"));
        const auto home = std::ranges::find_if(areas, [&](const auto& area) { return enclose(area.second, x, y); });
        REQUIRE(home != areas.end());
        people[home->first] += *Table::number(row.at("people"));
        double nearest = 1e9;
        for (const RoadLine& road : roads) {
            for (std::size_t i = 1; i < road.points.size() && !road.kind.starts_with("motorway"); ++i) {
                nearest = std::min(nearest, distance_m(x, y, road.points[i - 1], road.points[i]));
            }
        }
        CAPTURE(home->first);
        CHECK(nearest < 500.0);
    }
    for (const auto& row : read("geodata/population.csv").rows) {
        CAPTURE(row.at("code"));
        // Each point lies in its own area, else two areas would be off.
        CHECK(people[row.at("code")] == *Table::number(row.at("population")));
    }
}
