// Where the parcels of the mosaic stand.
#pragma once

#include "mosaic.hpp"

namespace needsmap::county {

/// The triangulation counts decimetres from here, south-west of the county.
inline constexpr Point grid_origin = {400000.0, 160000.0};

/// Parcels with seed, grain, settlement and relative residents set: first pairs along the outline and the lines, then rows of fields.
std::vector<Parcel> sow(const Inputs& inputs, const Polyline& outline, const std::vector<FineLine>& lines);

}  // namespace needsmap::county
