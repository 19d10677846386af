// Scales and combination of the need index (need_index.hpp): the arithmetic that runs again when a slider moves.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "analysis/need_index.hpp"
#include "analysis/ranking.hpp"

namespace needsmap::analysis {

using model::Cell;

namespace {

/// Constant of the exponential transformation of the English Indices: it makes the most deprived tenth take up the upper half of the scale.
constexpr double exponential_scale = 23;

std::vector<double> exponential_scores(std::span<const double> need) {
    std::vector<double> score = mid_ranks(need);
    const double reach = 1 - std::exp(-100 / exponential_scale), n = static_cast<double>(need.size());
    for (double& s : score) s = -exponential_scale * std::log(1 - s / n * reach);
    return score;
}

std::vector<double> percentile_scores(std::span<const double> need) {
    std::vector<double> score = mid_ranks(need);
    for (double& s : score) s = 100 * (s - 0.5) / static_cast<double>(need.size());
    return score;
}

std::vector<double> minmax_scores(std::span<const double> need) {
    const auto [least, most] = std::ranges::minmax(need);
    std::vector<double> score(need.size(), 50);
    // Halved, so that the range of the largest doubles does not overflow.
    const double range = most / 2 - least / 2;
    if (range > 0)
        for (std::size_t i = 0; i < need.size(); ++i) score[i] = 100 * ((need[i] / 2 - least / 2) / range);
    return score;
}

/// Worked out on min-max scores, which changes nothing about z and keeps huge numbers from overflowing in squares.
std::vector<double> z_scores(std::span<const double> need) {
    std::vector<double> score = minmax_scores(need);
    const double n = static_cast<double>(score.size()), mean = std::accumulate(score.begin(), score.end(), 0.0) / n;
    double squares = 0;
    for (const double s : score) squares += (s - mean) * (s - mean);
    const double deviation = std::sqrt(squares / n);
    for (double& s : score) s = deviation > 0 ? (s - mean) / deviation : 0;
    return score;
}

std::vector<double> scores_of(std::span<const double> need, IndexMethod method) {
    switch (method) {
        case IndexMethod::exponential: return exponential_scores(need);
        case IndexMethod::zscore: return z_scores(need);
        case IndexMethod::minmax: return minmax_scores(need);
        case IndexMethod::percentile: break;
    }
    return percentile_scores(need);
}

/// What one area's indicators add up to so far.
struct Mixture {
    double sum = 0, present = 0;
    bool any = false;
};

}  // namespace

ScaledIndicator scale_indicator(std::span<const Cell> value, bool low_is_worse, IndexMethod method) {
    std::vector<double> need;
    ScaledIndicator out;
    for (const Cell& cell : value) {
        out.known.push_back(cell.has_number() ? 1 : 0);
        if (cell.has_number()) need.push_back(low_is_worse ? -cell.number : cell.number);
    }
    out.known_count = static_cast<int>(need.size());
    if (need.empty()) {
        out.score.assign(value.size(), 0.0);
        return out;
    }
    out.is_constant = std::ranges::min(need) == std::ranges::max(need);
    const std::vector<double> score = scores_of(need, method);
    out.mean = std::accumulate(score.begin(), score.end(), 0.0) / static_cast<double>(score.size());
    if (method == IndexMethod::zscore || method == IndexMethod::minmax) out.shift = 1 - std::ranges::min(score);
    std::size_t next = 0;
    for (const char known : out.known) out.score.push_back(known != 0 ? score[next++] : out.mean);
    return out;
}

std::vector<ScaledIndicator> scale_indicators(std::span<const IndexInput> inputs, IndexMethod method) {
    std::vector<ScaledIndicator> out;
    for (const IndexInput& input : inputs) out.push_back(scale_indicator(input.value, input.low_is_worse, method));
    return out;
}

std::vector<Cell> combine_scores(std::span<const ScaledIndicator> scaled, std::span<const double> weights, IndexCombine combine,
                                 MissingPolicy missing, double least_present) {
    const std::size_t areas = scaled.empty() ? 0 : scaled.front().score.size();
    const bool is_geometric = combine == IndexCombine::geometric;
    std::vector<Mixture> mixtures(areas);
    double total = 0;
    for (std::size_t i = 0; i < scaled.size(); ++i) {
        const double weight = scaled[i].known_count > 0 ? weights[i] : 0;
        if (!(weight > 0)) continue;
        total += weight;
        for (std::size_t a = 0; a < areas; ++a) {
            const bool known = scaled[i].known[a] != 0;
            mixtures[a].any = mixtures[a].any || known;
            if (!known && missing == MissingPolicy::reweight) continue;
            mixtures[a].present += weight;
            mixtures[a].sum += weight * (is_geometric ? std::log(scaled[i].score[a] + scaled[i].shift) : scaled[i].score[a]);
        }
    }
    std::vector<Cell> out(areas);
    for (std::size_t a = 0; a < areas; ++a) {
        // The tolerance lets exactly half count as half, whatever the weights were divided by.
        if (!mixtures[a].any || mixtures[a].present < total * (least_present - 1e-12)) continue;
        const double score = mixtures[a].sum / mixtures[a].present;
        out[a] = Cell::of(is_geometric ? std::exp(score) : score);
    }
    return out;
}

}  // namespace needsmap::analysis
