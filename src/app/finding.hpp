// One finding of a map in plain English: what a manager reads before looking at any control.
#pragma once

#include <string>

#include "model/layer.hpp"

namespace needsmap::app {

/// "Children in poverty: 9 of 136 wards in Oxfordshire are in the worst 10 % in England and 25 in the worst 25 % in England; the highest is Blackbird Leys, 38.1 %
/// (Oxfordshire 11.8 %)." Areas are counted on their printed values, so that the sentence, the legend and the table never disagree. Areas
/// without a number are counted and said so, never given a figure.
[[nodiscard]] std::string finding_of(const model::Indicator& indicator, const std::string& county);

/// With a full stop, unless it ends like a sentence already.
[[nodiscard]] std::string as_sentence(std::string text);

}  // namespace needsmap::app
