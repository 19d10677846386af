// Lines of road files on the map, with what may be done on each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"
#include "io/road_speeds.hpp"
#include "io/road_tags.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Lines connect where they share a vertex, that is a point with bit for bit the same coordinates.
struct RoadLines {
    std::vector<geo::MapPoint> vertices;
    std::vector<std::uint32_t> ids;               ///< vertices of all lines; no vertex twice in a row
    std::vector<std::uint32_t> line_begin = {0};  ///< lines + 1
    std::vector<RoadProfile> profiles;            ///< by line
    std::size_t other_lines = 0;                  ///< lines whose class the speeds do not know
    [[nodiscard]] std::size_t line_count() const { return profiles.size(); }
};

/// Where roads are expected; an empty box: anywhere.
struct RoadGround {
    geo::MapBox box;
    std::string county;  ///< "Oxfordshire", for sentences
};

/// Reads all files. Lines without a class are no roads; lines closed to people on foot and to cars are left out. Throws base::Error
/// that names the file when it cannot be read or holds no road, and when all roads lie outside the ground.
[[nodiscard]] RoadLines read_road_lines(const model::RoadSource& source, const RoadSpeeds& speeds, const RoadGround& ground,
                                        base::Diagnostics& diagnostics, base::JobContext& job);

}  // namespace needsmap::io
