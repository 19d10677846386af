// All indicators of one area beside the county's.
#pragma once

#include <vector>

#include "app/map_building.hpp"
#include "app/session.hpp"

namespace needsmap::app {

/// Results made for this geography, then one row per layer, in the workspace's order. A layer that cannot be shown for this geography has a row that says why.
[[nodiscard]] std::vector<ProfileRow> profile_of(LayerCache& layers, const model::Geography& geography, model::AreaIndex area);

}  // namespace needsmap::app
