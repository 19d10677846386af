#include "analysis/hot_spots.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "analysis/false_discovery.hpp"
#include "analysis/hot_spot_words.hpp"
#include "analysis/local_statistics.hpp"
#include "base/error.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;

namespace {

/// One area's statistic before anything is said about significance.
struct Score {
    LocalScore local;
    bool high_around = false;  ///< which tail of the permutations the class speaks of
    bool decided = true;       ///< false: local Moran at the mean, 0 whatever the neighbours are
    SpotClass if_significant = SpotClass::not_significant;
    bool leans_to_need = false;
};
using Scores = std::vector<std::optional<Score>>;

void check(const HotSpotInput& input, const Weights& weights, const HotSpotOptions& options) {
    const std::size_t size = input.values.size();
    const auto fits = [&](std::size_t length) { return length == 0 || length == size; };
    if (weights.size() != size || !fits(input.numerators.size()) || !fits(input.context.size()) ||
        input.numerators.size() != input.denominators.size())
        throw base::Error("Values, weights, numerators, denominators and context ring must be of the same areas.");
    if (!(options.fdr > 0 && options.fdr <= 0.5))
        throw base::Error("The false-discovery rate must be above 0 and at most 0.5.", "0.05 is usual.", base::ErrorKind::usage);
    if (options.permutations < 0)
        throw base::Error("The number of permutations cannot be negative.", "0 takes p from formulas.", base::ErrorKind::usage);
}

Scores scores_from(const std::vector<std::optional<LocalScore>>& local, bool low_is_worse) {
    Scores out(local.size());
    for (std::size_t i = 0; i < local.size(); ++i) {
        if (!local[i]) continue;
        const bool high = local[i]->z > 0, hot = high != low_is_worse;
        out[i] = Score{*local[i], high, true, hot ? SpotClass::hot : SpotClass::cold, hot};
    }
    return out;
}

Scores scores_from(const std::vector<std::optional<LocalMoran>>& local, bool low_is_worse) {
    constexpr std::array<SpotClass, 4> classes = {SpotClass::high_high, SpotClass::low_low, SpotClass::high_low, SpotClass::low_high};
    const Quadrant need = low_is_worse ? Quadrant::low_low : Quadrant::high_high;
    Scores out(local.size());
    for (std::size_t i = 0; i < local.size(); ++i) {
        if (!local[i]) continue;
        const Quadrant quadrant = local[i]->quadrant;
        const bool high_around = quadrant == Quadrant::high_high || quadrant == Quadrant::low_high;
        out[i] = Score{{local[i]->value, local[i]->z, local[i]->p},
                       high_around,
                       local[i]->variance > 0,
                       classes[static_cast<std::size_t>(quadrant)],
                       quadrant == need};
    }
    return out;
}

Scores make_scores(HotSpotStatistic statistic, const Sample& sample, const Weights& weights, model::Direction direction) {
    const bool low_is_worse = direction == model::Direction::low_is_worse;
    switch (statistic) {
        case HotSpotStatistic::gi_star: return scores_from(gi_star(sample, weights), low_is_worse);
        case HotSpotStatistic::gi: return scores_from(gi(sample, weights), low_is_worse);
        case HotSpotStatistic::moran: break;
    }
    return scores_from(local_moran(sample, weights), low_is_worse);
}

double tail_p(const PermutationCounts& counts, std::size_t area, bool high_around) {
    const std::int32_t beyond = high_around ? counts.at_least[area] : counts.at_most[area];
    return (beyond + 1.0) / (counts.draws[area] + 1.0);
}

void set_p(HotSpotArea& area, const Score& score, const PermutationCounts* counts, std::size_t index) {
    area.p_analytic = Cell::of(score.local.p);
    area.p_permutation = Cell::none(CellState::not_applicable);
    area.p_two_sided = area.p_analytic;
    if (counts == nullptr) return;
    area.p_permutation = Cell::of(score.decided ? counts->folded_p(index) : 1.0);
    area.p_two_sided = Cell::of(score.decided ? std::min(1.0, 2 * tail_p(*counts, index, score.high_around)) : 1.0);
}

/// What is known of an area before any statistic.
std::vector<HotSpotArea> described_areas(const HotSpotInput& input, std::span<const Cell> tested_values, const Sample& sample,
                                         const Weights& weights) {
    std::vector<HotSpotArea> areas(input.values.size());
    for (std::size_t i = 0; i < areas.size(); ++i) {
        HotSpotArea& area = areas[i];
        area.value = input.values[i];
        area.tested_value = tested_values[i];
        area.neighbours = static_cast<int>(weights.count(i));
        area.island = sample.tested(i) && area.neighbours == 0;
        area.border = sample.tested(i) && !weights.touches_outside.empty() && weights.touches_outside[i] != 0;
        area.context = !input.context.empty() && input.context[i] != 0;
        const Cell none = Cell::none(tested_values[i].has_number() ? CellState::not_applicable : tested_values[i].state);
        area.statistic = area.z = area.p_analytic = area.p_permutation = area.p_two_sided = area.q_fdr = none;
    }
    return areas;
}

void fill_scores(HotSpotResult& result, const Scores& scores, const PermutationCounts* counts) {
    std::vector<std::optional<double>> p(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!scores[i]) continue;
        HotSpotArea& area = result.areas[i];
        area.statistic = Cell::of(scores[i]->local.value);
        area.z = Cell::of(scores[i]->local.z);
        area.leans_to_need = scores[i]->leans_to_need;
        set_p(area, *scores[i], counts, i);
        p[i] = area.p_two_sided.number;
    }
    const auto q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < scores.size(); ++i) {
        if (!scores[i]) continue;
        HotSpotArea& area = result.areas[i];
        area.q_fdr = Cell::of(*q[i]);
        area.spot_class = *q[i] <= result.options.fdr ? scores[i]->if_significant : SpotClass::not_significant;
        area.uncorrected_class = *p[i] <= result.options.fdr ? scores[i]->if_significant : SpotClass::not_significant;
    }
}

void count_classes(HotSpotResult& result) {
    result.class_counts.assign(spot_class_count, 0);
    result.uncorrected_counts.assign(spot_class_count, 0);
    for (const HotSpotArea& area : result.areas) {
        if (area.context) continue;
        ++result.class_counts[static_cast<std::size_t>(area.spot_class)];
        ++result.uncorrected_counts[static_cast<std::size_t>(area.uncorrected_class)];
        result.island_count += area.island ? 1 : 0;
        result.border_count += area.border ? 1 : 0;
    }
}

}  // namespace

std::vector<HotSpotResult> hot_spots(const HotSpotInput& input, const Weights& all_weights, std::span<const HotSpotStatistic> statistics,
                                     const HotSpotOptions& options, base::JobContext& job) {
    check(input, all_weights, options);
    const bool standardise = options.eb_standardise && !input.numerators.empty();
    std::vector<Cell> values(input.values.begin(), input.values.end());
    if (standardise) values = eb_standardised(input.numerators, input.denominators, input.context);
    const Sample sample = make_sample(values, input.context);
    const Weights weights = restricted(all_weights, sample.with_number());
    std::optional<PermutationCounts> counts;
    if (options.permutations > 0) {
        counts = permute_neighbour_sums(sample, weights, options.permutations, options.seed, job);
        draw_more_where_unmatched(*counts, sample, weights, fewest_certified(options.permutations, sample.n, options.fdr), job);
    }

    HotSpotResult common;
    common.weights = weights.spec;
    common.options = options;
    common.eb_standardised = standardise;
    common.areas = described_areas(input, values, sample, weights);
    common.n = static_cast<int>(sample.n);
    common.drawn_more = counts ? static_cast<int>(counts->drawn_more) : 0;
    common.global_moran = moran_i(sample, weights);
    common.global_geary = geary_c(sample, weights);

    std::vector<HotSpotResult> results;
    for (const HotSpotStatistic statistic : statistics) {
        job.check_cancelled();
        HotSpotResult result = common;
        result.statistic = statistic;
        fill_scores(result, make_scores(statistic, sample, weights, input.direction), counts ? &*counts : nullptr);
        count_classes(result);
        result.method = hot_spot_method(result, input);
        result.diagnostics = hot_spot_diagnostics(result, input, sample);
        results.push_back(std::move(result));
    }
    return results;
}

HotSpotResult hot_spots(const HotSpotInput& input, const Weights& weights, HotSpotStatistic statistic, const HotSpotOptions& options,
                        base::JobContext& job) {
    return std::move(hot_spots(input, weights, std::span(&statistic, 1), options, job).front());
}

}  // namespace needsmap::analysis
