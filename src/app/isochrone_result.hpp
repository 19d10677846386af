// Isochrones as a result: a table and a shape per number of minutes, and a map of how many of each area's people live inside.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/isochrone_shapes.hpp"
#include "model/demand.hpp"
#include "model/result.hpp"
#include "model/travel.hpp"

namespace needsmap::app {

struct IsochroneQuestion {
    std::string id;             ///< of the result
    std::string site_singular;  ///< "Children's Centre"
    std::size_t site_count = 0;
    std::string plan;  ///< which of all sites these are, for the title; empty: all
    model::TravelMode mode = model::TravelMode::walk;
    std::shared_ptr<const model::Geography> geography;  ///< of the map
    double suppress_below = 0;                          ///< counts of people below it are left out, and those that would give them away
    std::string source, licence, command;
    std::vector<std::string> method_lines;  ///< of the journeys
};

/// One row per band, shortest first: minutes, people (who need at most so long, by `costs`; the column's title says who), share (per cent of all), area_km2,
/// road_km (empty where it is not known). The outlines are the bands' shapes, by row.
[[nodiscard]] std::shared_ptr<const model::Result> isochrone_result(const model::Demand& demand, const model::TravelCosts& costs,
                                                                    const IsochroneShapes& shapes, const IsochroneQuestion& question);

}  // namespace needsmap::app
