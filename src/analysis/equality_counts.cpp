#include "analysis/equality_counts.hpp"

#include <algorithm>

#include "analysis/access_counts.hpp"

namespace needsmap::analysis {

namespace {

std::vector<bool> column(const ToldCounts& told, std::size_t count) {
    std::vector<bool> out;
    for (const std::vector<bool>& row : told) out.push_back(row[count]);
    return out;
}

}  // namespace

ToldGainAndLoss told_gain_and_loss(const std::vector<GainAndLoss>& rows, const std::vector<bool>& all, double below) {
    // Who loses is part of those who do not gain, and they are part of all.
    std::vector<NestedCounts> counts;
    for (std::size_t r = 0; r < rows.size(); ++r)
        counts.push_back({rows[r].grouping,
                          {{rows[r].all, rows[r].all - rows[r].gain, rows[r].lose}},
                          {std::optional<bool>(all[r]), std::nullopt, std::nullopt}});
    const ToldCounts told = told_counts(counts, {1, 1, 1}, below);
    ToldGainAndLoss out{column(told, 1), column(told, 2)};
    for (std::size_t r = 0; r < rows.size(); ++r) out.gain[r] = out.gain[r] && all[r];
    return out;
}

bool ToldEquality::withholds() const {
    const auto some = [](const std::vector<bool>& told) { return std::ranges::find(told, false) != told.end(); };
    return some(all) || some(reached) || some(no_service) || some(gain) || some(lose) || std::ranges::any_of(beyond, some);
}

ToldEquality told_equality(const std::vector<EqualityRow>& rows, const EqualityQuestion& question, bool has_two_plans) {
    const AccessCounts order(question.options);
    std::vector<NestedCounts> counts;
    for (const EqualityRow& row : rows) {
        counts.push_back({row.dimension, {order.of(row.after)}, {}});
        if (has_two_plans) counts.back().plans.push_back(order.of(row.before));
    }
    const ToldCounts told = told_counts(counts, order.importance(), question.suppress_below);
    ToldEquality out;
    out.all = column(told, 0), out.reached = column(told, order.out_of_reach()), out.no_service = column(told, order.no_service());
    for (std::size_t b = 0; b < question.options.beyond.size(); ++b) out.beyond.push_back(column(told, order.beyond(b)));
    out.gain = out.lose = std::vector<bool>(rows.size(), true);
    if (has_two_plans) {
        std::vector<GainAndLoss> changes;
        for (const EqualityRow& row : rows) changes.push_back({row.dimension, row.after.weight, row.gain, row.lose});
        const ToldGainAndLoss changed = told_gain_and_loss(changes, out.all, question.suppress_below);
        out.gain = changed.gain, out.lose = changed.lose;
    }
    // Those in reach are a part of a whole that may not be told.
    for (std::size_t r = 0; r < rows.size(); ++r) out.reached[r] = out.reached[r] && out.all[r];
    return out;
}

}  // namespace needsmap::analysis
