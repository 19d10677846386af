// The order of rows in tables, on screen and in files.
#pragma once

#include <string_view>
#include <vector>

#include "scene/map_scene.hpp"

namespace needsmap::app {

/// All areas of the map's geography, sorted by "rank", "name", "value", "numerator", "denominator", "class" or "code". Areas without a
/// number in that column stand last in either direction; equal rows stand by code. An unknown column sorts by code.
[[nodiscard]] std::vector<model::AreaIndex> table_order(const scene::MapInput& map, std::string_view column, bool descending);

/// True for the columns above.
[[nodiscard]] bool is_table_column(std::string_view column);

}  // namespace needsmap::app
