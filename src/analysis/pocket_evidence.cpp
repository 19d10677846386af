#include "analysis/pocket_evidence.hpp"

#include <algorithm>
#include <utility>

#include "analysis/ranking.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::Indicator;
using model::LayerDefinition;
using model::LayerKind;

namespace {

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
    const Interval interval = interval_95(count, layer);
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

Interval interval_95(const CountOf& count, const LayerDefinition& layer) {
    return rate_interval(count.events, count.size, layer.per, layer.kind == LayerKind::proportion, 0.95).value();
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
