// Tables of results joined to the boundaries of their areas: GeoPackage and GeoJSON.
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "base/job.hpp"
#include "model/result.hpp"

namespace needsmap::io {

/// What stands in the file beside the rows.
struct FeatureFileNotes {
    std::string name;         ///< of the layer in the file: letters, digits and underscores are safe everywhere
    std::string title;        ///< for people
    std::string description;  ///< finding and method
    std::vector<std::pair<std::string, std::string>> provenance;
};

/// Both write one feature per row with full boundaries, or with shapes of their own where `shapes` has one per row; a row about no area has no geometry, an empty cell is null. Numbers are those of the
/// printed cells (model::cell_number), so no file says more than the table. Written beside `file`, then renamed. The same table gives the
/// same bytes, as long as document_time() is the same (SOURCE_DATE_EPOCH) and, for GeoPackage, GDAL and SQLite are. Throw base::Error when
/// the table is about no areas or the file cannot be written.

/// British National Grid (EPSG:27700).
void write_geopackage(const model::ResultTable& table, const FeatureFileNotes& notes, const std::filesystem::path& file,
                      base::JobContext& job, const std::vector<model::Outline>& shapes = {});
/// WGS 84 longitude and latitude with seven decimals (about 1 cm), outer rings counter-clockwise, as RFC 7946 wants.
void write_geojson(const model::ResultTable& table, const FeatureFileNotes& notes, const std::filesystem::path& file, base::JobContext& job,
                   const std::vector<model::Outline>& shapes = {});

}  // namespace needsmap::io
