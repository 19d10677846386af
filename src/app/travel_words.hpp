// Who cannot be reached, by name.
#pragma once

#include <string>
#include <vector>

#include "app/travel.hpp"
#include "model/demand.hpp"

namespace needsmap::app {

/// Adds one note for demand points and one for sites that are too far from every road, saying which these are; nothing when there are none.
/// `site_names` by site.
void tell_unreachable(const model::Demand& demand, const std::vector<std::string>& site_names, const Travel& journeys,
                      base::Diagnostics& diagnostics);

}  // namespace needsmap::app
