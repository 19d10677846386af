// The bus timetable: routes from a hand-written table, run along the made roads, written as a GTFS feed.
#pragma once

#include "roads.hpp"

namespace needsmap::county {

/// One row of data/buses.csv.
struct BusPlan {
    std::string route;
    std::string kind;  ///< city, town, main, inter, rural, market-wed, market-thu, market-fri or school
    int headway_min = 0;
    std::vector<std::string> places;
};
std::vector<BusPlan> read_bus_plans(const std::filesystem::path& file);

struct BusStop {
    std::string name;
    Point place;
};

/// One way of a route: its stops and the minutes from the first to each.
struct BusPattern {
    int plan = -1;
    bool back = false;
    std::vector<int> stops;
    std::vector<int> minutes;  ///< ascending, each a minute later at least
};

struct BusNetwork {
    std::vector<BusStop> stops;
    std::vector<BusPattern> patterns;  ///< two to a plan
};

/// Runs the routes along the roads and sets down stops where houses are. Throws std::runtime_error for a place that nobody knows.
BusNetwork lay_bus_routes(const Inputs& inputs, const RoadGround& roads, const std::vector<BusPlan>& plans);

/// Writes the feed into a folder of its own.
void write_buses(const std::filesystem::path& folder, const std::vector<BusPlan>& plans, const BusNetwork& network);

}  // namespace needsmap::county
