// One function per operation, each in a file of its own; app/operations.cpp lists them.
#pragma once

#include "app/operation.hpp"

namespace needsmap::app {

[[nodiscard]] Operation export_operation();
[[nodiscard]] Operation table_operation();
[[nodiscard]] Operation layers_operation();
[[nodiscard]] Operation check_operation();
[[nodiscard]] Operation rates_operation();
[[nodiscard]] Operation hotspots_operation();
[[nodiscard]] Operation pockets_operation();
[[nodiscard]] Operation reach_operation();
[[nodiscard]] Operation index_operation();
[[nodiscard]] Operation gap_operation();
[[nodiscard]] Operation cross_operation();
[[nodiscard]] Operation access_operation();
[[nodiscard]] Operation isochrone_operation();
[[nodiscard]] Operation network_operation();
[[nodiscard]] Operation site_operation();
[[nodiscard]] Operation compare_operation();

}  // namespace needsmap::app
