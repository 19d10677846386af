// The plain GeoJSON that most boundary files are, read ten times as fast as through GDAL and without starting it.
#pragma once

#include <optional>
#include <string_view>

#include "io/vector_file.hpp"

namespace needsmap::io {

/// Features of a FeatureCollection with points, lines and polygons and flat properties, in longitude and latitude or on the British
/// National Grid. nullopt for everything else (other systems, geometry collections, nested properties, text that is no GeoJSON):
/// GDAL reads it or says what is wrong.
[[nodiscard]] std::optional<VectorFile> read_plain_geojson(std::string_view text);

}  // namespace needsmap::io
