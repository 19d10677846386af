// Two layers crossed: each area by its third of the one and its third of the other, nine kinds in a square of colours.
#pragma once

#include "model/result.hpp"

namespace needsmap::app {

/// Both indicators are on one geography; neither is of kinds. Thirds are quantile classes of the printed values, from low need to high; where
/// ties leave two classes they are the outer thirds, and where they leave one it is the middle. An area that lacks one of the figures has
/// no kind: its cell says why, suppression first. Throws base::Error when a layer shows kinds.
[[nodiscard]] model::Result cross_result(const model::Indicator& across, const model::Indicator& up);

}  // namespace needsmap::app
