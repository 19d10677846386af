// Is a figure reliable enough to take the map's top colour? One rule, in one place.
#pragma once

#include <optional>
#include <string_view>

#include "analysis/intervals.hpp"

namespace needsmap::analysis {

/// The rule: half the 95 % interval may be at most half the value. That is a relative standard error of about 25 % (0.5 / 1.96), from
/// which on the Australian Bureau of Statistics marks an estimate "use with caution". For rates it is reached at 18 events, next to
/// the Office for National Statistics' "u" for rates from fewer than 20; unlike a bare count it also judges proportions of small groups.
inline constexpr double widest_reliable_half_width = 0.5;

/// False without an interval, and for a value of zero: nothing was seen, which is no measurement of how rare it is.
[[nodiscard]] bool is_reliable(double value, const std::optional<Interval>& interval95);

/// For the legend, beside the hatch.
[[nodiscard]] std::string_view reliability_sentence();

}  // namespace needsmap::analysis
