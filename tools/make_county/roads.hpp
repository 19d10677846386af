// The road network: main roads along their lines, lanes between settlements, streets where houses are, lanes to where people live, paths.
#pragma once

#include "population_points.hpp"
#include "road_ground.hpp"

namespace needsmap::county {

/// Builds the network on the ground of the mosaic. Everything but footways and paths hangs together for vehicles both ways.
RoadGround build_roads(const Mosaic& mosaic, const Inputs& inputs, const std::vector<PopulationPoint>& points);

/// The motorway and its slip roads, which meet the network only at junctions.
struct Motorway {
    std::string name;
    Polyline points;  ///< whole metres
    std::vector<Polyline> links;
};
Motorway build_motorway(const Mosaic& mosaic, const RoadGround& roads);

/// Writes roads.geojson: lines run on through junctions and share a vertex where they meet.
void write_roads(const std::filesystem::path& folder, const RoadGround& roads, const Motorway& motorway);

}  // namespace needsmap::county
