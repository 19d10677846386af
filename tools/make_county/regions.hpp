// Wards and small areas: connected groups of parcels grown from centres until each has its share.
#pragma once

#include "mosaic.hpp"

#include <vector>

namespace needsmap::county {

/// A region to be grown.
struct Sprout {
    int parcel = -1;      ///< where it starts
    double target = 0.0;  ///< wanted share, in the units of the parcels' sizes
    double pull = 0.4;    ///< how strictly it keeps to the target, 0 (not at all) to 0.5
};

/// Divides the member parcels among the sprouts: a shortest-path partition whose walking speeds are adjusted until the regions'
/// sizes come near their targets, then tidied so that every region is connected and its border not ragged.
/// Returns the sprout's index per parcel, -1 outside the members.
std::vector<int> grow(const Mosaic& mosaic, const std::vector<int>& members, const std::vector<double>& size,
                      const std::vector<Sprout>& sprouts, int rounds);

/// Groups the parcels into parishes, and makes leaving a parish dear: wards grown afterwards are patched together from parishes, which
/// gives them the corners and bays of real ones.
void found_parishes(Mosaic& mosaic);

/// Ward index per parcel (-1 outside the county).
std::vector<int> grow_wards(const Mosaic& mosaic, const Inputs& inputs);

/// A small area: the ward it lies in and its number there.
struct SmallAreaKey {
    int ward = -1;
    int number = 0;
};

struct SmallAreas {
    std::vector<SmallAreaKey> keys;
    std::vector<int> of_parcel;  ///< small-area index per parcel, -1 outside
};

/// Splits every ward into its number of small areas of similar population.
SmallAreas grow_small_areas(const Mosaic& mosaic, const Inputs& inputs, const std::vector<int>& wards);

}  // namespace needsmap::county
