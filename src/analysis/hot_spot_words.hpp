// What a hot-spot result says about itself: the method line and the diagnostics.
#pragma once

#include "analysis/hot_spots.hpp"

namespace needsmap::analysis {

/// One line that names every choice on which programs differ.
[[nodiscard]] std::string hot_spot_method(const HotSpotResult& result, const HotSpotInput& input);

/// What was left out, what could not be tested and why, and how many areas the number of permutations can certify.
[[nodiscard]] base::Diagnostics hot_spot_diagnostics(const HotSpotResult& result, const HotSpotInput& input, const Sample& sample);

}  // namespace needsmap::analysis
