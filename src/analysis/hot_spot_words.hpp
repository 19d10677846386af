// What a hot-spot result says about itself: the method line and the diagnostics.
#pragma once

#include "analysis/hot_spots.hpp"

namespace needsmap::analysis {

/// One line that names every choice on which programs differ.
[[nodiscard]] std::string hot_spot_method(const HotSpotResult& result, const HotSpotInput& input);

/// Fewest areas that can pass together after so many draws: the smallest p, 2 / (draws + 1), has to be at most fdr * m / n.
[[nodiscard]] std::size_t fewest_certified(std::int64_t draws, std::size_t n, double fdr);

/// What was left out, what could not be tested and why, and how many areas the number of permutations can certify.
[[nodiscard]] base::Diagnostics hot_spot_diagnostics(const HotSpotResult& result, const HotSpotInput& input, const Sample& sample);

}  // namespace needsmap::analysis
