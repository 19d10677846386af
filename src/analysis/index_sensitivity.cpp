#include "analysis/index_sensitivity.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "analysis/ranking.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {

using model::Cell;

namespace {

constexpr double largest_factor = 4;
constexpr double factor_step = 0.05;
constexpr double narrowest = 0.001;

std::vector<double> scaled_weight(const NeedIndex& index, std::size_t indicator, double factor) {
    std::vector<double> weights = index.weights;
    weights[indicator] *= factor;
    return weights;
}

std::vector<Cell> scores(const NeedIndex& index, std::size_t indicator, double factor) {
    return scores_with_weights(index, index.scaled, scaled_weight(index, indicator, factor));
}

/// Rank of one area without sorting all; 0 = it has no score.
struct Standing {
    int rank = 0;
    bool in_worst = false;
};
Standing standing(const NeedIndex& index, std::size_t area, std::size_t indicator, double factor, double worst_share) {
    const std::vector<Cell> score = scores(index, indicator, factor);
    if (!score[area].has_number()) return {};
    int rank = 1, ranked = 0;
    for (const Cell& cell : score) {
        ranked += cell.has_number() ? 1 : 0;
        rank += cell.has_number() && cell.number > score[area].number ? 1 : 0;
    }
    return {rank, is_worst(rank, worst_share, ranked)};
}

/// Searches factors about one indicator's weight.
class TippingSearch {
public:
    TippingSearch(const NeedIndex& index, std::size_t area, std::size_t indicator, double worst_share)
        : m_index(index), m_area(area), m_indicator(indicator), m_share(worst_share), m_in_worst(at(1).in_worst) {}

    [[nodiscard]] std::optional<double> nearest() const {
        const int steps = static_cast<int>(std::lround((largest_factor - 1) / factor_step));
        for (int s = 1; s <= steps; ++s) {
            const double down = std::max(0.0, 1 - s * factor_step), up = 1 + s * factor_step;
            const bool is_above_zero = 1 - s * factor_step > -factor_step / 2;
            std::optional<double> below, above;
            if (is_above_zero && tips(down)) below = narrowed(1 - (s - 1) * factor_step, down);
            if (tips(up)) above = narrowed(1 + (s - 1) * factor_step, up);
            if (below && above) return 1 - *below <= *above - 1 ? below : above;
            if (below || above) return below ? below : above;
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] Standing at(double factor) const { return standing(m_index, m_area, m_indicator, factor, m_share); }
    /// Without a rank there is nothing to be in or out of.
    [[nodiscard]] bool tips(double factor) const {
        const Standing there = at(factor);
        return there.rank > 0 && there.in_worst != m_in_worst;
    }
    [[nodiscard]] double narrowed(double stays, double moves) const {
        while (std::abs(moves - stays) > narrowest) {
            const double middle = (moves + stays) / 2;
            (tips(middle) ? moves : stays) = middle;
        }
        return moves;
    }

    const NeedIndex& m_index;
    std::size_t m_area, m_indicator;
    double m_share;
    bool m_in_worst;
};

WeightEffect effect_of(const NeedIndex& index, std::size_t area, std::size_t indicator, double worst_share) {
    const Standing without = standing(index, area, indicator, 0, worst_share), doubled = standing(index, area, indicator, 2, worst_share);
    return {indicator,        without.rank,     doubled.rank,
            without.in_worst, doubled.in_worst, TippingSearch(index, area, indicator, worst_share).nearest()};
}

std::string share_words(double share) {
    return share == 0.1 ? "the worst tenth" : "the worst " + base::format_number(share * 100, 0) + " %";
}

std::string sentence_of(const AreaSensitivity& area, std::span<const IndexInput> inputs, double share) {
    const std::string verb = area.in_worst ? "leave " : "enter ";
    if (!area.easiest) return "No change of one weight between nothing and fourfold makes it " + verb + share_words(share) + ".";
    const double factor = *area.easiest->tipping_factor;
    return "It would " + verb + share_words(share) + " if the weight of " + inputs[area.easiest->indicator].title + " were " +
           (factor == 0 ? "zero." : "multiplied by " + base::format_number(factor, 2) + ".");
}

int count_leaving(const NeedIndex& index, const std::vector<int>& rank, double share) {
    int count = 0;
    for (std::size_t a = 0; a < rank.size(); ++a)
        count += is_worst(index.rank[a], share, index.ranked_count) && !is_worst(rank[a], share, index.ranked_count) ? 1 : 0;
    return count;
}

void check_share(double share) {
    if (!(share > 0 && share < 1)) throw base::Error("The worst share must lie between 0 and 1.");
}

}  // namespace

int WeightEffect::swing(int rank) const {
    const int down = rank_without > 0 ? std::abs(rank_without - rank) : 0, up = rank_doubled > 0 ? std::abs(rank_doubled - rank) : 0;
    return std::max(down, up);
}

AreaSensitivity area_sensitivity(const NeedIndex& index, std::span<const IndexInput> inputs, std::size_t area, double worst_share) {
    check_share(worst_share);
    if (inputs.size() != index.scaled.size()) throw base::Error("The indicators do not fit the index they are said to make up.");
    if (area >= index.score.size() || !index.score[area].has_number())
        throw base::Error("The area has no index, so no weight can move it.");
    AreaSensitivity out;
    out.area = area, out.rank = index.rank[area];
    out.in_worst = is_worst(out.rank, worst_share, index.ranked_count);
    for (std::size_t i = 0; i < index.weights.size(); ++i)
        if (index.weights[i] > 0) out.effects.push_back(effect_of(index, area, i, worst_share));
    for (const WeightEffect& effect : out.effects)
        if (effect.tipping_factor && (!out.easiest || std::abs(*effect.tipping_factor - 1) < std::abs(*out.easiest->tipping_factor - 1)))
            out.easiest = effect;
    std::ranges::stable_sort(out.effects,
                             [&](const WeightEffect& a, const WeightEffect& b) { return a.swing(out.rank) > b.swing(out.rank); });
    out.sentence = sentence_of(out, inputs, worst_share);
    return out;
}

IndexSensitivity index_sensitivity(const NeedIndex& index, double worst_share) {
    check_share(worst_share);
    IndexSensitivity out;
    out.worst_share = worst_share;
    for (std::size_t i = 0; i < index.weights.size(); ++i) {
        out.rank_without.push_back(competition_ranks(scores(index, i, 0), false));
        out.rank_doubled.push_back(competition_ranks(scores(index, i, 2), false));
        out.leave_without.push_back(count_leaving(index, out.rank_without.back(), worst_share));
        out.leave_doubled.push_back(count_leaving(index, out.rank_doubled.back(), worst_share));
    }
    return out;
}

}  // namespace needsmap::analysis
