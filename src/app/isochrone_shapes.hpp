// The ground from which a service is reached within so many minutes, by any mode.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/travel.hpp"
#include "base/job.hpp"
#include "geo/contour.hpp"

namespace needsmap::app {

struct IsochroneBand {
    double minutes = 0;
    std::vector<geo::RingsOfPart> parts;  ///< largest first
    std::optional<double> road_km;        ///< of road within it; not known for line and bus
};

struct IsochroneShapes {
    std::vector<IsochroneBand> bands;       ///< as `minutes`
    std::vector<std::string> method_lines;  ///< how outlines were made
};

/// `minutes` ascending and above 0. On foot and by car: analysis::isochrones. In a straight line: circles. By bus: walks to the site, and walks of at
/// most the timetable's limit to every stop from which the rest of the time is enough. Throws as travel().
[[nodiscard]] IsochroneShapes isochrone_shapes(const model::Workspace& workspace, std::span<const geo::MapPoint> sites,
                                               const std::vector<double>& minutes, const TravelOptions& options, base::JobContext& job);

}  // namespace needsmap::app
