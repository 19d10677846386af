#include "analysis/index_uncertainty.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "analysis/random_draws.hpp"
#include "analysis/ranking.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::LayerKind;

namespace {

constexpr std::size_t most_ranks = 300'000'000;  ///< kept at once: 1.2 GB
constexpr double tail = 0.025;                   ///< left out at either end: 95 % remain

bool has_counts(const IndexInput& input) {
    return (input.kind == LayerKind::proportion || input.kind == LayerKind::rate) && !input.numerator.empty() && !input.denominator.empty();
}

void check(const NeedIndex& index, std::span<const IndexInput> inputs, const IndexUncertaintyOptions& options) {
    if (options.draws < 100) throw base::Error("Rank intervals need at least 100 draws.");
    if (!(options.weight_spread >= 0 && options.weight_spread <= 1)) throw base::Error("The spread of weights must lie between 0 and 1.");
    if (!(options.worst_share > 0 && options.worst_share < 1)) throw base::Error("The worst share must lie between 0 and 1.");
    const std::size_t areas = index.score.size();
    const auto fits = [&](const IndexInput& input) {
        return input.value.size() == areas &&
               (!has_counts(input) || (input.numerator.size() == areas && input.denominator.size() == areas));
    };
    if (inputs.size() != index.scaled.size() || !std::ranges::all_of(inputs, fits))
        throw base::Error("The indicators do not fit the index they are said to make up.");
    if (areas * static_cast<std::size_t>(options.draws) > most_ranks)
        throw base::Error(base::format_count(options.draws) + " draws of " + base::format_count(static_cast<std::int64_t>(areas)) +
                              " areas are too many to keep.",
                          "Ask for fewer draws.");
}

/// Whether a value can be drawn anew from its numerator and denominator.
bool is_drawable(const IndexInput& input, std::size_t a) {
    const Cell &x = input.numerator[a], &n = input.denominator[a];
    if (!input.value[a].has_number() || !x.has_number() || !n.has_number() || x.number < 0 || n.number <= 0) return false;
    return input.kind != LayerKind::proportion || x.number <= n.number;
}

std::vector<Cell> drawn_values(const IndexInput& input, RandomDraws& random) {
    std::vector<Cell> out = input.value;
    if (!has_counts(input)) return out;
    for (std::size_t a = 0; a < out.size(); ++a) {
        if (!is_drawable(input, a)) continue;
        const double x = input.numerator[a].number, n = input.denominator[a].number;
        const double rate = input.kind == LayerKind::proportion ? random.beta(x + 0.5, n - x + 0.5) : random.gamma(x + 0.5) / n;
        out[a] = Cell::of(rate * input.per);
    }
    return out;
}

std::vector<double> drawn_weights(const NeedIndex& index, double spread, RandomDraws& random) {
    std::vector<double> weights = index.weights;
    for (double& weight : weights) weight *= 1 - spread + 2 * spread * random.uniform();
    return weights;
}

RankInterval interval_of(std::vector<int>& ranks, double worst_share, int ranked) {
    std::ranges::sort(ranks);
    const std::size_t n = ranks.size(), cut = static_cast<std::size_t>(std::floor(tail * static_cast<double>(n)));
    const auto worst = std::ranges::upper_bound(ranks, worst_count(worst_share, ranked)) - ranks.begin();
    return {ranks[cut], ranks[n - 1 - cut], ranks[n / 2], static_cast<int>(worst)};
}

void say_what_stays(const NeedIndex& index, std::span<const IndexInput> inputs, IndexUncertainty& out) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (index.weights[i] <= 0) continue;
        if (!has_counts(inputs[i]))
            out.diagnostics.add({.severity = base::Severity::note,
                                 .id = "index-no-sampling-error",
                                 .subject = inputs[i].title,
                                 .message = "It has no numerator and denominator, so its values are taken as exact."});
    }
}

std::string method_text(const IndexUncertaintyOptions& options) {
    std::string text = base::format_count(options.draws) + " draws";
    if (options.sampling_error) text += ", values from Beta and Gamma posteriors (Jeffreys)";
    if (options.weight_spread > 0) text += ", weights ±" + base::format_number(options.weight_spread * 100, 0) + " %";
    return text + ", seed " + std::to_string(options.seed);
}

}  // namespace

std::vector<int> ranks_in_draw(const NeedIndex& index, std::span<const IndexInput> inputs, const IndexUncertaintyOptions& options,
                               int draw) {
    RandomDraws random(options.seed, static_cast<std::uint64_t>(draw));
    const std::vector<double> weights = drawn_weights(index, options.weight_spread, random);
    if (!options.sampling_error) return competition_ranks(scores_with_weights(index, index.scaled, weights), false);
    std::vector<ScaledIndicator> scaled;
    for (const IndexInput& input : inputs)
        scaled.push_back(scale_indicator(drawn_values(input, random), input.low_is_worse, index.recipe.method));
    return competition_ranks(scores_with_weights(index, scaled, weights), false);
}

IndexUncertainty index_uncertainty(const NeedIndex& index, std::span<const IndexInput> inputs, const IndexUncertaintyOptions& options,
                                   base::JobContext& job) {
    check(index, inputs, options);
    const std::size_t areas = index.score.size(), draws = static_cast<std::size_t>(options.draws);
    std::vector<std::vector<int>> ranks(draws);
    std::atomic<std::size_t> done = 0;
    base::parallel_ranges(draws, 8, [&](std::size_t first, std::size_t last) {
        for (std::size_t d = first; d < last; ++d) {
            job.check_cancelled();
            ranks[d] = ranks_in_draw(index, inputs, options, static_cast<int>(d));
        }
        job.progress(static_cast<double>(done += last - first) / static_cast<double>(draws), "drawing ranks");
    });

    IndexUncertainty out;
    out.areas.resize(areas);
    out.draws = options.draws, out.seed = options.seed, out.worst_share = options.worst_share;
    out.method = method_text(options);
    base::parallel_ranges(areas, 256, [&](std::size_t first, std::size_t last) {
        std::vector<int> of_area(draws);
        for (std::size_t a = first; a < last; ++a) {
            if (!index.score[a].has_number()) continue;
            for (std::size_t d = 0; d < draws; ++d) of_area[d] = ranks[d][a];
            out.areas[a] = interval_of(of_area, options.worst_share, index.ranked_count);
        }
    });
    job.check_cancelled();
    if (options.sampling_error) say_what_stays(index, inputs, out);
    return out;
}

std::string rank_interval_words(const IndexUncertainty& uncertainty, std::size_t area) {
    const RankInterval& ranks = uncertainty.areas[area];
    if (ranks.best == 0) return "no index";
    const std::string share = uncertainty.worst_share == 0.1 ? "tenth" : base::format_number(uncertainty.worst_share * 100, 0) + " %";
    return "in the worst " + share + " in " + base::format_count(ranks.draws_in_worst) + " of " + base::format_count(uncertainty.draws) +
           " draws, rank " + base::format_count(ranks.worst) + " to " + base::format_count(ranks.best);
}

}  // namespace needsmap::analysis
