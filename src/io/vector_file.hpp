// Features of any OGR format as flat coordinates and text attributes, still in the file's coordinate system.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/spaces.hpp"
#include "io/raw_table.hpp"
#include "io/source_path.hpp"

namespace needsmap::io {

enum class FeatureShape : std::uint8_t { none, point, line, polygon };

struct VectorFile {
    RawTable attributes;                                  ///< one row per feature; "lines" are running numbers from 1
    std::vector<geo::MapPoint> points;                    ///< x, y as in the file (east before north)
    std::vector<std::uint32_t> ring_begin = {0};          ///< rings, lines and single points; size rings + 1
    std::vector<std::uint32_t> ring_part;                 ///< running number of the polygon (line, point); first ring of a part is outer
    std::vector<std::uint32_t> feature_ring_begin = {0};  ///< size features + 1
    std::vector<FeatureShape> shape;                      ///< by feature
    std::string crs;                                      ///< "EPSG:4326" or WKT; empty when the file does not say
    std::string crs_name;                                 ///< for messages: "WGS 84"
    bool crs_is_degrees = false;

    [[nodiscard]] std::size_t feature_count() const { return shape.size(); }
    [[nodiscard]] geo::MapBox bounds() const;  ///< of finite coordinates
};

/// Reads a layer (the first when `layer` is empty). Curves become lines, Z and M are dropped, parts of collections that are no
/// polygons are dropped when there are polygons. What GDAL complains about goes to `diagnostics` as errors.
/// Throws base::Error without the file name when the file cannot be read at all: also for JSON that ends early.
[[nodiscard]] VectorFile read_vector_file(const SourcePath& source, const std::string& layer, base::Diagnostics& diagnostics,
                                          base::JobContext& job);

/// Reads only the attributes. `headers_are_rows`: see VectorDataset.
[[nodiscard]] TextGrid read_spreadsheet(const SourcePath& source, const std::string& layer, base::Diagnostics& diagnostics);

/// Throws base::Error naming the line when JSON text stops inside an object, array or string.
void require_whole_json(std::string_view text);

}  // namespace needsmap::io
