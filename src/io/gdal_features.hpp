// Features of an open GDAL dataset into the flat form of VectorFile.
#pragma once

#include <string>

#include "base/job.hpp"
#include "io/gdal_support.hpp"
#include "io/vector_file.hpp"

namespace needsmap::io {

/// Reads all features of a layer and its coordinate system. Large GeoPackages are read from several threads; the result is the same.
[[nodiscard]] VectorFile read_features(const VectorDataset& dataset, const std::string& layer, base::JobContext& job);

/// Reads only the attributes; the "line" of a row is the feature's own number (the row of a spreadsheet).
[[nodiscard]] TextGrid read_attribute_grid(const VectorDataset& dataset, const std::string& layer);

}  // namespace needsmap::io
