// The context ring: areas around the county that count as neighbours of those at its edge and are not tested themselves.
//
// They come from a workspace of a larger map that holds the same areas by code and the same layer, such as England's. The county's own
// figures stay those of its own workspace.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "analysis/hot_spots.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// The larger map as a test wants it. Everything is by area of the larger map but `place`.
struct WiderMap {
    std::shared_ptr<const model::Geography> geography;
    std::vector<model::Cell> value, numerator, denominator;  ///< the counts are empty when the layer has none
    std::vector<std::uint8_t> context;                       ///< 1: not of the county
    std::vector<model::AreaIndex> place;                     ///< by area of the county: where it is on the larger map
};

/// `county` is the indicator to be tested. Throws base::Error when `wider` has no layer of that id and unit, no geography with all of the
/// county's areas, or no areas beyond them.
[[nodiscard]] WiderMap wider_map(const model::Workspace& wider, const model::Indicator& county);

/// What was found on the larger map, by area of the county only. Counts never held the ring.
[[nodiscard]] analysis::HotSpotResult county_part(analysis::HotSpotResult found, const WiderMap& map);

}  // namespace needsmap::app
