// Funnel plots: how far from a target may an area of its size lie by chance alone?
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/cell.hpp"

namespace needsmap::analysis {

struct FunnelOptions {
    bool is_proportion = false;
    double per = 100;       ///< unit of target, limits and values
    double target = 0;      ///< in that unit; above zero, and below `per` for a proportion
    int curve_points = 50;  ///< how finely the limits are drawn; at least 2
};

struct FunnelLimits {
    double low998 = 0, low95 = 0, high95 = 0, high998 = 0;
};
struct FunnelPoint {
    double denominator = 0;
    FunnelLimits plain;
    FunnelLimits overdispersed;  ///< as `plain` when there is no overdispersion
};

enum class FunnelZone : std::uint8_t {
    no_figure,
    far_below,  ///< beyond the 99.8 % limit
    below,      ///< between the 95 % and the 99.8 % limit
    inside,
    above,
    far_above
};
/// For tables and CSV: "no figure", "far below", "below", "inside", "above", "far above".
[[nodiscard]] std::string_view to_string(FunnelZone zone);

struct Funnel {
    std::vector<FunnelPoint>
        curve;  ///< from the smallest to the largest denominator, evenly on a log scale; one point where all are the same, none without areas
    std::vector<FunnelZone> zone;                ///< by area, plain limits
    std::vector<FunnelZone> zone_overdispersed;  ///< by area, overdispersed limits
    double overdispersion = 0;                   ///< phi, the winsorised mean squared z-score; 0 without areas
    bool is_overdispersed = false;               ///< phi is significantly above 1 (5 %), so the limits are widened by its root
    std::size_t areas_left_out = 0;
    std::string method;  ///< one sentence for the plot
};

/// Plain limits are the inverse of the intervals in intervals.hpp: an area is beyond a limit exactly when its own interval leaves out the
/// target, so funnel and table never disagree. For a proportion that is target ± z standard errors at the target (Wilson's test); for a
/// rate, exact Poisson below 10 events and Byar's from there on.
/// Overdispersed limits: target ± z sqrt(phi) standard errors at the target, phi from z-scores winsorised at 10 % on each side
/// (Spiegelhalter, Statistics in Medicine 2005, multiplicative model), used only when phi times the number of areas is beyond the 95th
/// percentile of chi-squared with as many degrees of freedom. Winsorising lowers phi, so this errs towards the plain limits.
/// A target far from the areas' own mean reads as overdispersion too: that is Spiegelhalter's definition.
/// Areas without numbers, with a zero denominator or an impossible figure have no zone and do not count.
/// Throws base::Error when the target is out of range or the spans differ in length.
[[nodiscard]] Funnel funnel(std::span<const model::Cell> numerator, std::span<const model::Cell> denominator, const FunnelOptions& options);

/// The plain limits for one denominator, clipped at zero and, for proportions, at `per`.
[[nodiscard]] FunnelLimits funnel_limits(double denominator, const FunnelOptions& options);

}  // namespace needsmap::analysis
