#include "analysis/local_statistics.hpp"

#include <cmath>

#include "analysis/normal.hpp"

namespace needsmap::analysis {

namespace {

/// A variance smaller than this part of the sample's is rounding, not variation.
constexpr double rounding = 1e-12;

double neighbour_sum(const Sample& sample, const Weights& weights, std::size_t area) {
    double sum = 0;
    for (const AreaIndex other : weights.of(area)) sum += sample.deviation[static_cast<std::size_t>(other)];
    return sum;
}

template <class Score, class Compute>
std::vector<std::optional<Score>> by_area(const Sample& sample, const Weights& weights, Compute compute) {
    std::vector<std::optional<Score>> out(weights.size());
    for (std::size_t area = 0; area < weights.size(); ++area)
        if (has_local_statistic(sample, weights, area)) out[area] = compute(area);
    return out;
}

std::optional<LocalScore> deviate(double departure, double variance) {
    const double z = departure / std::sqrt(variance);
    return LocalScore{z, z, two_sided_p(z)};
}

Quadrant quadrant_of(double own, double around) {
    if (own >= 0) return around >= 0 ? Quadrant::high_high : Quadrant::high_low;
    return around >= 0 ? Quadrant::low_high : Quadrant::low_low;
}

}  // namespace

bool has_local_statistic(const Sample& sample, const Weights& weights, std::size_t area) {
    return !sample.constant && sample.tested(area) && weights.count(area) > 0 && weights.count(area) + 1 < sample.n;
}

std::optional<LocalScore> gi_star_of(const Sample& sample, const Weights& weights, std::size_t area) {
    if (!has_local_statistic(sample, weights, area)) return std::nullopt;
    const auto n = static_cast<double>(sample.n);
    const double variance = sample.sum_of_squares / n, w = static_cast<double>(weights.count(area)) + 1;
    // In deviations from the mean, sum_j x_j - W m is simply the sum of deviations.
    return deviate(neighbour_sum(sample, weights, area) + sample.deviation[area], variance * (n * w - w * w) / (n - 1));
}

std::vector<std::optional<LocalScore>> gi_star(const Sample& sample, const Weights& weights) {
    return by_area<LocalScore>(sample, weights, [&](std::size_t area) { return *gi_star_of(sample, weights, area); });
}

std::vector<std::optional<LocalScore>> gi(const Sample& sample, const Weights& weights) {
    const double others = static_cast<double>(sample.n) - 1;
    return by_area<LocalScore>(sample, weights, [&](std::size_t area) -> std::optional<LocalScore> {
        const double own = sample.deviation[area], w = static_cast<double>(weights.count(area));
        const double mean = -own / others;  // all deviations sum to 0
        const double variance = (sample.sum_of_squares - own * own) / others - mean * mean;
        if (variance <= rounding * sample.sum_of_squares / others) return std::nullopt;  // all others are the same
        return deviate(neighbour_sum(sample, weights, area) - w * mean, variance * (others * w - w * w) / (others - 1));
    });
}

std::vector<std::optional<LocalMoran>> local_moran(const Sample& sample, const Weights& weights) {
    const auto n = static_cast<double>(sample.n);
    const double m2 = sample.sum_of_squares / n;
    return by_area<LocalMoran>(sample, weights, [&](std::size_t area) -> std::optional<LocalMoran> {
        const double own = sample.deviation[area], k = static_cast<double>(weights.count(area));
        const double lag = neighbour_sum(sample, weights, area) / k;
        const double left = m2 - own * own / (n - 1);  // what variation the others have
        if (left <= rounding * m2) return std::nullopt;
        LocalMoran out;
        out.value = own / m2 * lag;
        out.quadrant = quadrant_of(own, lag);
        out.expectation = -own * own / ((n - 1) * m2);
        out.variance = (own / m2) * (own / m2) * n / (n - 2) * (1 / k - 1 / (n - 1)) * left;
        if (out.variance > 0) out.z = (out.value - out.expectation) / std::sqrt(out.variance);
        out.p = two_sided_p(out.z);
        return out;
    });
}

}  // namespace needsmap::analysis
