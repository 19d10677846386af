// Draws the outcomes of the small areas: poverty, conceptions, NEET, obesity, deprivation.
#pragma once

#include "people.hpp"

namespace needsmap::county {

/// Fills the outcome counts so that they add up to the targets; the need of background wards is scaled for that.
/// Throws std::runtime_error when the planted wards do not fall into the bands they were planned for.
void set_outcomes(const Inputs& inputs, std::vector<SmallArea>& areas, const Calibration& target);

/// Ward-level poverty that stands for the worst tenth and the worst quarter of England; illustrative, repeated in layers/child-poverty.toml.
inline constexpr double worst_tenth_percent = 30.0;
inline constexpr double worst_quarter_percent = 20.0;

}  // namespace needsmap::county
