// Is an area better, similar or worse than a comparator? Only when its whole interval lies on one side is it called different.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analysis/intervals.hpp"
#include "model/layer.hpp"

namespace needsmap::analysis {

enum class Comparison : std::uint8_t {
    not_compared,  ///< no interval or no comparator
    better,
    similar,  ///< the comparator lies inside the interval, limits included
    worse,
    lower,  ///< lower and higher: where neither is better (neutral direction)
    higher
};
/// For tables and CSV: "not compared", "better", "similar", "worse", "lower", "higher".
[[nodiscard]] std::string_view to_string(Comparison comparison);

/// PHE's convention (Fingertips): the comparator is a fixed value, its own sampling error is not counted.
/// A comparator that is no finite number is not compared.
[[nodiscard]] Comparison compare(const std::optional<Interval>& interval, std::optional<double> comparator, model::Direction direction);

}  // namespace needsmap::analysis
