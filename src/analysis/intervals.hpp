// Confidence intervals of proportions, counts and rates, by the conventions of Public Health England's technical guide
// "Confidence intervals" (2018): Wilson for proportions; for counts and rates exact Poisson below 10 events, Byar's from 10.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace needsmap::analysis {

struct Interval {
    double low = 0, high = 0;
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// Why there is no interval. Every function below gives std::nullopt exactly when interval_problem() is not `none`.
enum class IntervalProblem : std::uint8_t {
    none,
    not_finite,      ///< one of the numbers is NaN or infinite
    negative,        ///< a count or a denominator below zero
    no_denominator,  ///< the denominator is zero
    above_whole,     ///< a proportion whose numerator exceeds its denominator
    bad_confidence   ///< confidence not inside (0, 1)
};
/// One plain sentence for people; empty for `none`.
[[nodiscard]] std::string_view sentence(IntervalProblem problem);

/// What is wrong with a figure, the first in the order of the enumeration. A rate may have more events than people: that is
/// wrong for a proportion only.
[[nodiscard]] IntervalProblem interval_problem(double numerator, double denominator, bool is_proportion, double confidence);

/// The two-sided standard normal quantile: 1.96 for 0.95, 3.09 for 0.998. `confidence` inside (0, 1).
[[nodiscard]] double normal_quantile(double confidence);

/// Wilson's score interval (Wilson 1927) of numerator / denominator, inside [0, 1]; no continuity correction.
[[nodiscard]] std::optional<Interval> wilson_interval(double numerator, double denominator, double confidence);

/// Interval of a Poisson count, in events: exact from the chi-squared distribution below `exact_below` events (Ulm 1990),
/// Byar's approximation (Breslow and Day 1987) from there on. Counts need not be whole (modelled or weighted counts).
[[nodiscard]] std::optional<Interval> poisson_interval(double count, double confidence);
/// PHE's switch from exact to Byar's.
inline constexpr double exact_below = 10;

/// Interval of numerator / denominator * per: Wilson when it is a proportion, else the Poisson interval of the numerator with the
/// denominator (person-years) taken as known. `per` is 100 for percent, 1,000 for "per 1,000"; finite and positive.
[[nodiscard]] std::optional<Interval> rate_interval(double numerator, double denominator, double per, bool is_proportion,
                                                    double confidence);

/// Half the interval's width relative to the value: 0.3 reads "plus or minus 30 %". Infinite for a value of zero or below.
[[nodiscard]] double relative_half_width(double value, const Interval& interval);

}  // namespace needsmap::analysis
