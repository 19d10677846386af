#include "analysis/intervals.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <limits>

namespace needsmap::analysis {

namespace {

/// Limits of the expected count for which the count seen would be in the upper or lower tail (Ulm 1990).
Interval exact_poisson(double count, double confidence) {
    using boost::math::chi_squared;
    const double tail = (1 - confidence) / 2;
    const double low = count > 0 ? boost::math::quantile(chi_squared(2 * count), tail) / 2 : 0;
    return {low, boost::math::quantile(boost::math::complement(chi_squared(2 * count + 2), tail)) / 2};
}

/// PHE technical guide, "Byar's method": the cube root of a Poisson count is nearly normal.
Interval byars(double count, double confidence) {
    const double z = normal_quantile(confidence), next = count + 1;
    const double low_root = 1 - 1 / (9 * count) - z / (3 * std::sqrt(count));
    const double high_root = 1 - 1 / (9 * next) + z / (3 * std::sqrt(next));
    return {count * std::pow(std::max(low_root, 0.0), 3), next * std::pow(high_root, 3)};
}

}  // namespace

std::string_view sentence(IntervalProblem problem) {
    switch (problem) {
        case IntervalProblem::none: return "";
        case IntervalProblem::not_finite: return "No interval: a number is missing.";
        case IntervalProblem::negative: return "No interval: a count or its base is below zero.";
        case IntervalProblem::no_denominator: return "No interval: there is nobody in the base.";
        case IntervalProblem::above_whole: return "No interval: more are counted than there are in the base.";
        case IntervalProblem::bad_confidence: return "No interval: the confidence must lie between 0 and 1, such as 0.95.";
    }
    return "";
}

IntervalProblem interval_problem(double numerator, double denominator, bool is_proportion, double confidence) {
    if (!std::isfinite(numerator) || !std::isfinite(denominator)) return IntervalProblem::not_finite;
    if (numerator < 0 || denominator < 0) return IntervalProblem::negative;
    if (denominator == 0) return IntervalProblem::no_denominator;
    if (is_proportion && numerator > denominator) return IntervalProblem::above_whole;
    if (!(confidence > 0 && confidence < 1)) return IntervalProblem::bad_confidence;
    return IntervalProblem::none;
}

double normal_quantile(double confidence) {
    return boost::math::quantile(boost::math::complement(boost::math::normal(), (1 - confidence) / 2));
}

std::optional<Interval> wilson_interval(double numerator, double denominator, double confidence) {
    if (interval_problem(numerator, denominator, true, confidence) != IntervalProblem::none) return std::nullopt;
    const double n = denominator, p = numerator / n, z = normal_quantile(confidence), z2 = z * z;
    const double centre = 2 * numerator + z2, spread = z * std::sqrt(z2 + 4 * numerator * (1 - p)), scale = 2 * (n + z2);
    // At 0 of n and n of n one limit is the value itself; rounding must not put it a hair beyond.
    return Interval{std::clamp((centre - spread) / scale, 0.0, p), std::clamp((centre + spread) / scale, p, 1.0)};
}

std::optional<Interval> poisson_interval(double count, double confidence) {
    if (interval_problem(count, 1, false, confidence) != IntervalProblem::none) return std::nullopt;
    return count < exact_below ? exact_poisson(count, confidence) : byars(count, confidence);
}

std::optional<Interval> rate_interval(double numerator, double denominator, double per, bool is_proportion, double confidence) {
    if (interval_problem(numerator, denominator, is_proportion, confidence) != IntervalProblem::none) return std::nullopt;
    const auto unit = is_proportion ? wilson_interval(numerator, denominator, confidence) : poisson_interval(numerator, confidence);
    const double factor = is_proportion ? per : per / denominator;
    return Interval{unit->low * factor, unit->high * factor};
}

double relative_half_width(double value, const Interval& interval) {
    if (!(value > 0)) return std::numeric_limits<double>::infinity();
    return (interval.high - interval.low) / 2 / value;
}

}  // namespace needsmap::analysis
