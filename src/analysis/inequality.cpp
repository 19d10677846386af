#include "analysis/inequality.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace needsmap::analysis {

namespace {

void check(int group_count, double confidence) {
    if (group_count < 2) throw base::Error("An inequality gap needs at least two groups.", "Five groups (quintiles) are usual.");
    if (!(confidence > 0 && confidence < 1)) throw base::Error(std::string(sentence(IntervalProblem::bad_confidence)));
}

/// Sorts the ranked areas into groups by where their ridit falls.
void fill_groups(Inequality& out, const DeprivationRanking& ranking, int group_count) {
    out.groups.resize(static_cast<std::size_t>(group_count));
    for (const RankedArea& a : ranking.areas) {
        const int group = std::min(static_cast<int>(a.ridit * group_count), group_count - 1);
        DeprivationGroup& g = out.groups[static_cast<std::size_t>(group)];
        ++g.areas, g.events += a.events, g.base += a.base;
        out.group_of_area[a.area] = group;
    }
}

void add_rates(std::vector<DeprivationGroup>& groups, const DeprivationData& data, double confidence) {
    for (DeprivationGroup& g : groups) {
        if (g.areas == 0) continue;
        g.rate = g.events / g.base * data.per;
        g.interval = rate_interval(g.events, g.base, data.per, data.is_proportion, confidence);
    }
}

/// Newcombe's method 10: each side reaches as far as the two single intervals together, by Pythagoras. It needs only the intervals, so
/// it serves Poisson rates as well (Zou and Donner 2008).
Estimate gap_of(const DeprivationGroup& most, const DeprivationGroup& least) {
    const double gap = *most.rate - *least.rate;
    const double down = std::hypot(*most.rate - most.interval->low, least.interval->high - *least.rate);
    const double up = std::hypot(most.interval->high - *most.rate, *least.rate - least.interval->low);
    return {gap, Interval{gap - down, gap + up}};
}

std::optional<Estimate> ratio_of(const DeprivationGroup& most, const DeprivationGroup& least, bool is_proportion, double confidence) {
    if (least.events == 0) return std::nullopt;
    Estimate out{*most.rate / *least.rate, std::nullopt};
    if (most.events == 0) return out;
    double variance = 1 / most.events + 1 / least.events;
    if (is_proportion) variance = std::max(variance - 1 / most.base - 1 / least.base, 0.0);
    const double factor = std::exp(normal_quantile(confidence) * std::sqrt(variance));
    out.interval = Interval{out.value / factor, out.value * factor};
    return out;
}

void note(Inequality& out, std::string id, std::string message) {
    base::Diagnostic diagnostic;
    diagnostic.id = std::move(id), diagnostic.message = std::move(message);
    out.diagnostics.add(std::move(diagnostic));
}

void add_gaps(Inequality& out, bool is_proportion, double confidence) {
    const DeprivationGroup &most = out.groups.front(), &least = out.groups.back();
    if (!most.rate || !least.rate)
        return note(out, "empty-group", "No gap: no area falls into the most or the least deprived group; try fewer groups.");
    out.gap = gap_of(most, least);
    out.ratio = ratio_of(most, least, is_proportion, confidence);
    if (!out.ratio) note(out, "no-ratio", "No ratio: the least deprived group has no events.");
}

}  // namespace

Inequality inequality(const DeprivationData& data, int group_count, double confidence) {
    check(group_count, confidence);
    const DeprivationRanking ranking = rank_by_deprivation(data);
    Inequality out;
    out.group_of_area.assign(data.numerator.size(), -1);
    out.areas_left_out = ranking.areas_left_out;
    fill_groups(out, ranking, group_count);
    add_rates(out.groups, data, confidence);
    add_gaps(out, data.is_proportion, confidence);
    out.slope = slope_index(ranking, data.per, confidence);
    if (out.slope.problem != SlopeProblem::none) note(out, "no-slope", std::string(sentence(out.slope.problem)));
    out.concentration = concentration(ranking);
    if (!out.concentration.index) note(out, "no-events", "No concentration curve: there are no events.");
    return out;
}

}  // namespace needsmap::analysis
