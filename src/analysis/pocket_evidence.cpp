#include "analysis/pocket_evidence.hpp"

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <numeric>

#include "analysis/ranking.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::Indicator;
using model::LayerDefinition;
using model::LayerKind;

namespace {

constexpr double z_95 = 1.959963984540054;  ///< 97.5th percentile of the normal distribution
constexpr double byar_from = 10;            ///< events from which Byar's approximation is used

ValueInterval wilson(double x, double n) {
    const double p = x / n, z2 = z_95 * z_95;
    const double middle = 2 * x + z2, half = z_95 * std::sqrt(z2 + 4 * x * (1 - p)), whole = 2 * (n + z2);
    return {std::max(0.0, (middle - half) / whole), std::min(1.0, (middle + half) / whole)};
}

double exact_poisson(double degrees, double probability) {
    return boost::math::quantile(boost::math::chi_squared(degrees), probability) / 2;
}

ValueInterval poisson_count(double x) {
    if (x < byar_from) return {x > 0 ? exact_poisson(2 * x, 0.025) : 0.0, exact_poisson(2 * x + 2, 0.975)};
    const double above = x + 1;
    const double low = 1 - 1 / (9 * x) - z_95 / (3 * std::sqrt(x)), high = 1 - 1 / (9 * above) + z_95 / (3 * std::sqrt(above));
    return {x * low * low * low, above * high * high * high};
}

Cell median_of(std::vector<double> sorted) {
    const std::size_t n = sorted.size();
    return Cell::of(n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2);
}

void note_spread(const Indicator& small, std::span<const AreaIndex> usable, Pocket& pocket) {
    if (usable.empty()) return;
    std::vector<double> values;
    for (const AreaIndex a : usable) values.push_back(small.value[static_cast<std::size_t>(a)].number);
    std::ranges::sort(values);
    pocket.least = Cell::of(values.front()), pocket.most = Cell::of(values.back());
    pocket.median = median_of(std::move(values));
}

/// The worst with enough children; of equal ones the one with more children, then the first.
AreaIndex worst_of(const Indicator& small, std::span<const AreaIndex> usable, double min_children) {
    const double sign = low_is_worse(*small.definition) ? -1 : 1;
    AreaIndex best = geo::no_area;
    const auto key = [&](AreaIndex a) {
        const auto i = static_cast<std::size_t>(a);
        return std::pair(sign * small.value[i].number, small.denominator[i].number);
    };
    for (const AreaIndex a : usable)
        if (small.denominator[static_cast<std::size_t>(a)].number >= min_children && (best == geo::no_area || key(a) > key(best))) best = a;
    return best;
}

SmallArea described(const Indicator& small, AreaIndex area, std::span<const AreaIndex> usable) {
    const auto i = static_cast<std::size_t>(area);
    const LayerDefinition& layer = *small.definition;
    const CountOf count = count_of(small, i);
    const ValueInterval interval = value_interval(count, layer);
    CountOf rest;
    for (const AreaIndex other : usable) {
        if (other == area) continue;
        const CountOf more = count_of(small, static_cast<std::size_t>(other));
        rest.events += more.events, rest.size += more.size;
    }
    const double p = p_above(count, rest, layer.kind == LayerKind::proportion, low_is_worse(layer));
    return {area,
            small.value[i].number,
            interval.low,
            interval.high,
            in_need(small, i).number,
            count.size,
            std::min(1.0, p * static_cast<double>(usable.size()))};
}

void test_evenness(const Indicator& small, std::span<const AreaIndex> usable, const PocketOptions& options, Pocket& pocket) {
    std::vector<CountOf> counts;
    for (const AreaIndex a : usable) counts.push_back(count_of(small, static_cast<std::size_t>(a)));
    pocket.is_tested = counts.size() >= 2;
    const Homogeneity test = test_homogeneity(counts, {.is_proportion = small.definition->kind == LayerKind::proportion,
                                                       .permutations = options.permutations,
                                                       .seed = options.seed,
                                                       .stream = static_cast<std::uint64_t>(pocket.parent)});
    pocket.heterogeneity_p = test.p, pocket.is_simulated = test.is_simulated;
}

}  // namespace

ValueInterval value_interval(const CountOf& count, const LayerDefinition& layer) {
    if (layer.kind == LayerKind::proportion) {
        const ValueInterval share = wilson(count.events, count.size);
        return {share.low * layer.per, share.high * layer.per};
    }
    const ValueInterval events = poisson_count(count.events);
    return {events.low / count.size * layer.per, events.high / count.size * layer.per};
}

std::vector<double> pocket_q_values(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return p[a] != p[b] ? p[a] < p[b] : a < b; });
    std::vector<double> q(p.size());
    double smallest = 1;
    for (std::size_t i = order.size(); i-- > 0;) {
        smallest = std::min(smallest, p[order[i]] * static_cast<double>(p.size()) / static_cast<double>(i + 1));
        q[order[i]] = smallest;
    }
    return q;
}

bool is_usable(const Indicator& indicator, std::size_t area) {
    const Cell &value = indicator.value[area], &part = indicator.numerator[area], &whole = indicator.denominator[area];
    if (!value.has_number() || !part.has_number() || !whole.has_number() || whole.number <= 0 || part.number < 0) return false;
    return indicator.definition->kind != LayerKind::proportion || part.number <= whole.number;
}

CountOf count_of(const Indicator& indicator, std::size_t area) {
    return {indicator.numerator[area].number, indicator.denominator[area].number};
}

Cell in_need(const Indicator& indicator, std::size_t area) {
    const Cell& part = indicator.numerator[area];
    if (!is_usable(indicator, area)) return Cell::none(part.has_number() ? model::CellState::missing : part.state);
    if (!low_is_worse(*indicator.definition)) return part;
    return Cell::of(indicator.denominator[area].number - part.number, part.state == model::CellState::provisional);
}

void gather_evidence(const Indicator& small, std::span<const AreaIndex> inside, const PocketOptions& options, Pocket& pocket) {
    std::vector<AreaIndex> usable;
    for (const AreaIndex a : inside)
        if (is_usable(small, static_cast<std::size_t>(a))) usable.push_back(a);
    pocket.small_areas = static_cast<int>(inside.size());
    pocket.without_number = static_cast<int>(inside.size() - usable.size());
    note_spread(small, usable, pocket);
    const AreaIndex worst = worst_of(small, usable, options.min_children);
    if (worst != geo::no_area) pocket.worst = described(small, worst, usable);
    test_evenness(small, usable, options, pocket);
}

}  // namespace needsmap::analysis
