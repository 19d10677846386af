#include "analysis/global_autocorrelation.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/normal.hpp"
#include "base/error.hpp"

namespace needsmap::analysis {

namespace {

/// The sums over weights that all moments are made of. Only links between tested areas count.
struct WeightSums {
    double n = 0;                       ///< areas with neighbours
    double s0 = 0;                      ///< sum of w_ij
    double s1 = 0;                      ///< half the sum of (w_ij + w_ji)^2
    double s2 = 0;                      ///< sum of (row sum + column sum)^2
    std::vector<double> weight_of_row;  ///< w_ij of each of the area's links; 0 without neighbours
};

std::size_t tested_neighbours(const Sample& sample, const Weights& weights, std::size_t area) {
    std::size_t count = 0;
    for (const AreaIndex other : weights.of(area)) count += sample.tested(static_cast<std::size_t>(other)) ? 1 : 0;
    return count;
}

bool links(const Weights& weights, std::size_t from, AreaIndex to) {
    const auto row = weights.of(from);
    return std::binary_search(row.begin(), row.end(), to);
}

/// Calls visit(area, other, weight) for every link between tested areas.
template <class Visit>
void for_each_link(const Sample& sample, const Weights& weights, const WeightSums& sums, Visit visit) {
    for (std::size_t area = 0; area < weights.size(); ++area) {
        if (!sample.tested(area)) continue;
        for (const AreaIndex other : weights.of(area))
            if (sample.tested(static_cast<std::size_t>(other))) visit(area, static_cast<std::size_t>(other), sums.weight_of_row[area]);
    }
}

WeightSums sums_of(const Sample& sample, const Weights& weights, WeightStyle style) {
    WeightSums sums;
    sums.weight_of_row.assign(weights.size(), 0);
    for (std::size_t area = 0; area < weights.size(); ++area) {
        const std::size_t count = sample.tested(area) ? tested_neighbours(sample, weights, area) : 0;
        if (count == 0) continue;
        sums.n += 1;
        sums.weight_of_row[area] = style == WeightStyle::binary ? 1 : 1 / static_cast<double>(count);
    }
    std::vector<double> row_and_column(weights.size());
    for_each_link(sample, weights, sums, [&](std::size_t area, std::size_t other, double w) {
        sums.s0 += w;
        row_and_column[area] += w;
        row_and_column[other] += w;
        // Half of (w_ij + w_ji)^2 over both directions is w_ij^2 + w_ij w_ji over links.
        const bool mutual = links(weights, other, static_cast<AreaIndex>(area));
        sums.s1 += w * w + (mutual ? w * sums.weight_of_row[other] : 0);
    });
    for (const double both : row_and_column) sums.s2 += both * both;
    return sums;
}

/// Fourth moment over squared second moment of the tested values, with `n` in the place of their number (as spdep has it).
double kurtosis(const Sample& sample, double n) {
    double fourth = 0;
    for (std::size_t area = 0; area < sample.role.size(); ++area)
        if (sample.tested(area)) fourth += std::pow(sample.deviation[area], 4);
    return n * fourth / (sample.sum_of_squares * sample.sum_of_squares);
}

bool has_statistic(const Sample& sample, const WeightSums& sums) { return !sample.constant && sums.n >= 4 && sums.s0 > 0; }

std::optional<GlobalTest> finished(GlobalTest test, double departure, const WeightSums& sums) {
    if (!(test.variance > 0)) return std::nullopt;
    test.n = static_cast<int>(sums.n);
    test.z = departure / std::sqrt(test.variance);
    test.p = upper_tail(test.z);
    return test;
}

double moran_variance(const WeightSums& s, double kurtosis, Variance kind) {
    const double n = s.n, expectation = -1 / (n - 1), s0_squared = s.s0 * s.s0;
    if (kind == Variance::normality)
        return (n * n * s.s1 - n * s.s2 + 3 * s0_squared) / (s0_squared * (n * n - 1)) - expectation * expectation;
    const double spread = n * (s.s1 * (n * n - 3 * n + 3) - n * s.s2 + 3 * s0_squared);
    const double peaked = kurtosis * (s.s1 * (n * n - n) - 2 * n * s.s2 + 6 * s0_squared);
    return (spread - peaked) / ((n - 1) * (n - 2) * (n - 3) * s0_squared) - expectation * expectation;
}

double geary_variance(const WeightSums& s, double kurtosis, Variance kind) {
    const double n = s.n, s0_squared = s.s0 * s.s0;
    if (kind == Variance::normality) return ((2 * s.s1 + s.s2) * (n - 1) - 4 * s0_squared) / (2 * (n + 1) * s0_squared);
    const double links = s.s1 * (n - 1) * (n * n - 3 * n + 3 - kurtosis * (n - 1));
    const double rows = 0.25 * (n - 1) * s.s2 * (n * n + 3 * n - 6 - kurtosis * (n * n - n + 2));
    const double total = s0_squared * (n * n - 3 - kurtosis * (n - 1) * (n - 1));
    return (links - rows + total) / (n * (n - 2) * (n - 3) * s0_squared);
}

/// Global rate and between-area variance by moments.
struct RateMoments {
    double rate = 0, between = 0, denominators = 0, areas = 0;
};

bool usable(const model::Cell& numerator, const model::Cell& denominator) {
    return numerator.has_number() && denominator.has_number() && denominator.number > 0 && numerator.number >= 0;
}

template <class Uses>
RateMoments rate_moments(std::span<const model::Cell> numerators, std::span<const model::Cell> denominators, Uses uses) {
    RateMoments m;
    double cases = 0, spread = 0;
    for (std::size_t area = 0; area < numerators.size(); ++area)
        if (uses(area)) cases += numerators[area].number, m.denominators += denominators[area].number, m.areas += 1;
    if (m.areas == 0) return m;
    m.rate = cases / m.denominators;
    for (std::size_t area = 0; area < numerators.size(); ++area) {
        if (!uses(area)) continue;
        const double off = numerators[area].number / denominators[area].number - m.rate;
        spread += denominators[area].number * off * off;
    }
    m.between = spread / m.denominators - m.rate / (m.denominators / m.areas);
    return m;
}

/// Why there is no deviate: the first state of the two cells that says so.
model::Cell absence(const model::Cell& numerator, const model::Cell& denominator) {
    if (!numerator.has_number()) return model::Cell::none(numerator.state);
    if (!denominator.has_number()) return model::Cell::none(denominator.state);
    return model::Cell::none(model::CellState::missing);
}

}  // namespace

std::optional<GlobalTest> moran_i(const Sample& sample, const Weights& weights, WeightStyle style, Variance variance) {
    const WeightSums sums = sums_of(sample, weights, style);
    if (!has_statistic(sample, sums)) return std::nullopt;
    double products = 0;
    for_each_link(sample, weights, sums,
                  [&](std::size_t a, std::size_t b, double w) { products += w * sample.deviation[a] * sample.deviation[b]; });
    GlobalTest test;
    test.value = sums.n / sums.s0 * products / sample.sum_of_squares;
    test.expectation = -1 / (sums.n - 1);
    // spdep's kurtosis for I counts all values, isolated areas included.
    test.variance = moran_variance(sums, kurtosis(sample, static_cast<double>(sample.n)), variance);
    return finished(test, test.value - test.expectation, sums);
}

std::optional<GlobalTest> geary_c(const Sample& sample, const Weights& weights, WeightStyle style, Variance variance) {
    const WeightSums sums = sums_of(sample, weights, style);
    if (!has_statistic(sample, sums)) return std::nullopt;
    double squares = 0;
    for_each_link(sample, weights, sums, [&](std::size_t a, std::size_t b, double w) {
        const double difference = sample.deviation[a] - sample.deviation[b];
        squares += w * difference * difference;
    });
    GlobalTest test;
    test.value = (sums.n - 1) / (2 * sums.s0) * squares / sample.sum_of_squares;
    test.expectation = 1;
    test.variance = geary_variance(sums, kurtosis(sample, sums.n), variance);
    return finished(test, test.expectation - test.value, sums);
}

std::vector<model::Cell> eb_standardised(std::span<const model::Cell> numerators, std::span<const model::Cell> denominators,
                                         std::span<const std::uint8_t> context) {
    if (numerators.size() != denominators.size() || (!context.empty() && context.size() != numerators.size()))
        throw base::Error("Numerators, denominators and context ring are of different lengths.");
    const auto in_county = [&](std::size_t area) {
        return (context.empty() || context[area] == 0) && usable(numerators[area], denominators[area]);
    };
    const RateMoments m = rate_moments(numerators, denominators, in_county);
    std::vector<model::Cell> out(numerators.size());
    for (std::size_t area = 0; area < numerators.size(); ++area) {
        if (!usable(numerators[area], denominators[area])) {
            out[area] = absence(numerators[area], denominators[area]);
            continue;
        }
        const double sampling = m.rate / denominators[area].number;
        const double variance = m.between + sampling > 0 ? m.between + sampling : sampling;
        if (!(variance > 0)) continue;  // no cases anywhere: every rate is the mean and nothing varies
        const double off = numerators[area].number / denominators[area].number - m.rate;
        const bool provisional =
            numerators[area].state == model::CellState::provisional || denominators[area].state == model::CellState::provisional;
        out[area] = model::Cell::of(off / std::sqrt(variance), provisional);
    }
    return out;
}

}  // namespace needsmap::analysis
