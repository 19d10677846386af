// From labelled parcels to polygons that share their borders point for point.
#pragma once

#include "mosaic.hpp"

#include <string>
#include <vector>

namespace needsmap::county {

/// One polygon: an outer ring (anticlockwise) and holes (clockwise), without repeated last points. Coordinates are whole metres.
using Polygon = std::vector<Polyline>;

/// The polygons of each label 0 … count-1. Borders are traced once between the places where three areas meet, softened, broken into the
/// small bends of hedges and lanes, thinned and rounded, so that neighbours carry identical points; where that would make two borders
/// touch, the plain border is kept.
std::vector<std::vector<Polygon>> trace(const Mosaic& mosaic, const std::vector<int>& label, int count);

/// GeoJSON geometry of an area: Polygon, or MultiPolygon when it has several parts.
std::string geometry_json(const std::vector<Polygon>& polygons);

/// GeoJSON coordinates of a line, in whole metres.
std::string line_json(const Polyline& line);

/// The start of a FeatureCollection in the British National Grid; follow with features and "\n]}\n".
std::string collection_json(const std::string& name);

/// A text with quotes and what JSON needs escaped.
std::string json_text(const std::string& text);

}  // namespace needsmap::county
