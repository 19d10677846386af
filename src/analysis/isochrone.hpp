// From where a service is reached along roads within so many minutes, as areas on the map.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/contour.hpp"
#include "model/road_network.hpp"

namespace needsmap::analysis {

struct IsochroneOptions {
    model::RoadMode mode = model::RoadMode::walk;
    std::vector<double> minutes = {5, 10, 15};  ///< each above 0, in any order
    double snap_limit_m = 500;
    double beside_road_m = 100;  ///< places further from every reached stretch of road are left out
};

struct Isochrone {
    double minutes = 0;
    std::vector<geo::RingsOfPart> parts;  ///< valid polygons with holes
    double road_km = 0;                   ///< length of road from which a site is reached in time
};

struct Isochrones {
    std::vector<Isochrone> bands;                  ///< by ascending minutes; each lies within the next
    std::vector<std::uint32_t> unreachable_sites;  ///< further than the limit from every road; they reach nothing
    base::Diagnostics diagnostics;
};

/// A place on the way to a site, and what it takes from there: a stop, and the minutes by bus.
struct IsochroneStart {
    geo::MapPoint position;
    double minutes = 0;  ///< >= 0
};

/// The ground from which at least one of the sites is reached: the last metres to the road on foot, along the road towards the site, and
/// on foot from the road to the site. Ground is not reached from motorways, on which nobody stops. One-way roads are driven towards the site. Ask once per site for catchments of single sites.
/// Throws base::Error when there are no minutes, one is not above 0, or the network has no road of the mode. Cancelled from the job.
[[nodiscard]] Isochrones isochrones(const model::RoadNetwork& network, std::span<const geo::MapPoint> sites,
                                    const IsochroneOptions& options, base::JobContext& job);

/// The same towards places that are some minutes away from the site themselves. `unreachable_sites` are indices of `starts`.
[[nodiscard]] Isochrones isochrones(const model::RoadNetwork& network, std::span<const IsochroneStart> starts,
                                    const IsochroneOptions& options, base::JobContext& job);

}  // namespace needsmap::analysis
