// From the British National Grid to longitude and latitude, to a few metres: enough for bus stops.
#pragma once

#include "geometry.hpp"

#include <string>

namespace needsmap::county {

struct LonLat {
    double lon = 0.0;  ///< degrees, WGS 84
    double lat = 0.0;
};

/// By the formulas of Ordnance Survey, "A guide to coordinate systems in Great Britain": inverse Transverse Mercator on Airy's ellipsoid, then
/// the seven-parameter shift from OSGB36 to WGS 84, good to about five metres.
LonLat lon_lat(Point grid);

/// A number with a fixed count of decimals.
std::string fixed(double value, int decimals);

}  // namespace needsmap::county
