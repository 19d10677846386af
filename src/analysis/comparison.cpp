#include "analysis/comparison.hpp"

#include <cmath>

namespace needsmap::analysis {

std::string_view to_string(Comparison comparison) {
    switch (comparison) {
        case Comparison::not_compared: return "not compared";
        case Comparison::better: return "better";
        case Comparison::similar: return "similar";
        case Comparison::worse: return "worse";
        case Comparison::lower: return "lower";
        case Comparison::higher: return "higher";
    }
    return "not compared";
}

Comparison compare(const std::optional<Interval>& interval, std::optional<double> comparator, model::Direction direction) {
    if (!interval || !comparator || !std::isfinite(*comparator)) return Comparison::not_compared;
    const bool is_above = interval->low > *comparator, is_below = interval->high < *comparator;
    if (!is_above && !is_below) return Comparison::similar;
    if (direction == model::Direction::neutral) return is_above ? Comparison::higher : Comparison::lower;
    return is_above == (direction == model::Direction::high_is_worse) ? Comparison::worse : Comparison::better;
}

}  // namespace needsmap::analysis
