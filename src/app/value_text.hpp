// Figures as sentences print them: rounded to the layer's decimals, with their unit.
#pragma once

#include <string>

#include "model/layer.hpp"

namespace needsmap::app {

/// "38.1 %", "29.5 per 1,000 girls aged 15–17", "rank 3,168", the word for a kind ("hot"); for a cell without a number its state ("suppressed").
[[nodiscard]] std::string value_text(const model::LayerDefinition& layer, const model::Cell& cell);

/// The number as it is printed, as a number again. Who compares a value with a bound compares this, so that no printed figure contradicts it.
[[nodiscard]] double as_printed(const model::LayerDefinition& layer, double number);

/// "1 ward", "136 wards".
[[nodiscard]] std::string count_of_areas(const model::Geography& geography, std::size_t count);
/// "wards", "LSOAs": the geography's title within a sentence.
[[nodiscard]] std::string plural_in_sentence(const model::Geography& geography);

}  // namespace needsmap::app
