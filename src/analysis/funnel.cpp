#include "analysis/funnel.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <optional>

#include "analysis/intervals.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {

using model::Cell;

namespace {

struct Figure {
    std::size_t area = 0;
    double numerator = 0, denominator = 0;
};

void check(std::span<const Cell> numerator, std::span<const Cell> denominator, const FunnelOptions& options) {
    if (numerator.size() != denominator.size()) throw base::Error("Numerators and denominators are not for the same areas.");
    const bool is_in_range =
        std::isfinite(options.target) && options.target > 0 && (!options.is_proportion || options.target < options.per);
    if (!is_in_range)
        throw base::Error("A funnel around " + base::format_number(options.target, 1) + " has no limits.",
                          "Choose a target above zero and, for a share, below the whole.");
}

std::vector<Figure> figures_of(std::span<const Cell> numerator, std::span<const Cell> denominator, bool is_proportion) {
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < numerator.size(); ++i) {
        if (!numerator[i].has_number() || !denominator[i].has_number()) continue;
        if (interval_problem(numerator[i].number, denominator[i].number, is_proportion, 0.95) == IntervalProblem::none)
            figures.push_back({i, numerator[i].number, denominator[i].number});
    }
    return figures;
}

/// Standard error at the target of a value with this denominator, in the unit of the target.
double standard_error(double denominator, const FunnelOptions& options) {
    const double p = options.target / options.per;
    return options.per * std::sqrt((options.is_proportion ? p * (1 - p) : p) / denominator);
}

Interval around_target(double denominator, double standard_errors, const FunnelOptions& options) {
    const double reach = standard_errors * standard_error(denominator, options);
    const double high = options.target + reach;
    return {std::max(options.target - reach, 0.0), options.is_proportion ? std::min(high, options.per) : high};
}

/// The count at which `limit` of its interval reaches `expected`, by bisection: limits grow with the count. Sixty halvings leave less
/// than rounding error.
template <class Limit>
double count_where(Limit limit, double expected, double confidence) {
    const double z = normal_quantile(confidence);
    double low = 0, high = expected + 2 * z * std::sqrt(expected) + 2 * z * z + 10;  // beyond both limits for every expected count
    if (limit(*poisson_interval(low, confidence)) >= expected) return 0;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (limit(*poisson_interval(middle, confidence)) < expected ? low : high) = middle;
    }
    return (low + high) / 2;
}

/// A count above `high` has an interval above the expected count, one below `low` an interval below it.
Interval poisson_funnel(double expected, double confidence) {
    return {count_where([](const Interval& i) { return i.high; }, expected, confidence),
            count_where([](const Interval& i) { return i.low; }, expected, confidence)};
}

Interval plain_limits(double denominator, double confidence, const FunnelOptions& options) {
    if (options.is_proportion) return around_target(denominator, normal_quantile(confidence), options);
    const double factor = options.per / denominator;
    const Interval counts = poisson_funnel(options.target / factor, confidence);
    return {counts.low * factor, counts.high * factor};
}

FunnelLimits overdispersed_limits(double denominator, double phi, const FunnelOptions& options) {
    const Interval inner = around_target(denominator, normal_quantile(0.95) * std::sqrt(phi), options);
    const Interval outer = around_target(denominator, normal_quantile(0.998) * std::sqrt(phi), options);
    return {outer.low, inner.low, inner.high, outer.high};
}

/// Quantile of sorted values, linear between them (type 7 of R, the usual one).
double quantile(const std::vector<double>& sorted, double share) {
    const double position = share * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const std::size_t next = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (position - static_cast<double>(below)) * (sorted[next] - sorted[below]);
}

double overdispersion(const std::vector<Figure>& figures, const FunnelOptions& options) {
    std::vector<double> scores;
    scores.reserve(figures.size());
    for (const Figure& f : figures)
        scores.push_back((f.numerator / f.denominator * options.per - options.target) / standard_error(f.denominator, options));
    std::sort(scores.begin(), scores.end());
    const double low = quantile(scores, 0.1), high = quantile(scores, 0.9);
    double sum = 0;
    for (const double score : scores) sum += std::pow(std::clamp(score, low, high), 2);
    return sum / static_cast<double>(scores.size());
}

bool is_beyond_chance(double phi, std::size_t areas) {
    const auto count = static_cast<double>(areas);
    return phi > 1 && phi * count > boost::math::quantile(boost::math::chi_squared(count), 0.95);
}

FunnelZone zone_of(double distance_below95, double distance_below998, double distance_above95, double distance_above998) {
    if (distance_below998 > 0) return FunnelZone::far_below;
    if (distance_below95 > 0) return FunnelZone::below;
    if (distance_above998 > 0) return FunnelZone::far_above;
    return distance_above95 > 0 ? FunnelZone::above : FunnelZone::inside;
}

/// By the area's own intervals: the definition, whatever the drawn curve rounds to.
FunnelZone plain_zone(const Figure& f, const FunnelOptions& options) {
    const auto inner = *rate_interval(f.numerator, f.denominator, options.per, options.is_proportion, 0.95);
    const auto outer = *rate_interval(f.numerator, f.denominator, options.per, options.is_proportion, 0.998);
    return zone_of(options.target - inner.high, options.target - outer.high, inner.low - options.target, outer.low - options.target);
}

FunnelZone overdispersed_zone(const Figure& f, double phi, const FunnelOptions& options) {
    const FunnelLimits limits = overdispersed_limits(f.denominator, phi, options);
    const double value = f.numerator / f.denominator * options.per;
    return zone_of(limits.low95 - value, limits.low998 - value, value - limits.high95, value - limits.high998);
}

std::vector<double> curve_denominators(const std::vector<Figure>& figures, int points) {
    const auto [least, most] =
        std::minmax_element(figures.begin(), figures.end(), [](const Figure& a, const Figure& b) { return a.denominator < b.denominator; });
    if (least->denominator == most->denominator) return {least->denominator};
    std::vector<double> out;
    out.reserve(static_cast<std::size_t>(std::max(points, 0)));
    const double step = std::log(most->denominator / least->denominator) / std::max(points - 1, 1);
    for (int i = 0; i < points; ++i) out.push_back(least->denominator * std::exp(step * i));
    return out;
}

std::string method_sentence(const Funnel& result, const FunnelOptions& options) {
    std::string text = options.is_proportion ? "Limits 95 and 99.8 % from Wilson's interval"
                                             : "Limits 95 and 99.8 % from exact Poisson and Byar's intervals";
    if (result.is_overdispersed)
        text += "; overdispersed limits widened by the root of " + base::format_number(result.overdispersion, 2) + " (Spiegelhalter 2005)";
    return text + ".";
}

}  // namespace

std::string_view to_string(FunnelZone zone) {
    switch (zone) {
        case FunnelZone::no_figure: return "no figure";
        case FunnelZone::far_below: return "far below";
        case FunnelZone::below: return "below";
        case FunnelZone::inside: return "inside";
        case FunnelZone::above: return "above";
        case FunnelZone::far_above: return "far above";
    }
    return "no figure";
}

FunnelLimits funnel_limits(double denominator, const FunnelOptions& options) {
    const Interval inner = plain_limits(denominator, 0.95, options), outer = plain_limits(denominator, 0.998, options);
    return {outer.low, inner.low, inner.high, outer.high};
}

Funnel funnel(std::span<const Cell> numerator, std::span<const Cell> denominator, const FunnelOptions& options) {
    check(numerator, denominator, options);
    const auto figures = figures_of(numerator, denominator, options.is_proportion);
    Funnel out;
    out.zone.assign(numerator.size(), FunnelZone::no_figure);
    out.zone_overdispersed = out.zone;
    out.areas_left_out = numerator.size() - figures.size();
    if (!figures.empty()) {
        out.overdispersion = overdispersion(figures, options);
        out.is_overdispersed = is_beyond_chance(out.overdispersion, figures.size());
        for (const double n : curve_denominators(figures, options.curve_points)) {
            const FunnelLimits plain = funnel_limits(n, options);
            out.curve.push_back({n, plain, out.is_overdispersed ? overdispersed_limits(n, out.overdispersion, options) : plain});
        }
    }
    for (const Figure& f : figures) {
        out.zone[f.area] = plain_zone(f, options);
        out.zone_overdispersed[f.area] = out.is_overdispersed ? overdispersed_zone(f, out.overdispersion, options) : out.zone[f.area];
    }
    out.method = method_sentence(out, options);
    return out;
}

}  // namespace needsmap::analysis
