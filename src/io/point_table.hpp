// Rows with a position, from columns of a table or from the geometry of a file, in map metres.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"
#include "io/places_reader.hpp"
#include "io/raw_table.hpp"
#include "io/source_path.hpp"

namespace needsmap::io {

struct PointTableSpec {
    std::string layer, name, x, y, crs;  ///< x and y empty: the file's own geometry
    int header_line = 0;
    bool warn_outside = true;  ///< tell about points near, but outside the county
};

struct PointTable {
    RawTable table;
    std::vector<std::optional<geo::MapPoint>> position;  ///< by row; nullopt for rows without a usable one, which were reported
};

/// Throws base::Error without the file name when the file or a column cannot be read.
[[nodiscard]] PointTable read_point_table(const PointTableSpec& spec, const SourcePath& source, const ExpectedGround& ground,
                                          base::Diagnostics& diagnostics, base::JobContext& job);

}  // namespace needsmap::io
