#include "analysis/deprivation_rank.hpp"

#include <algorithm>

#include "analysis/intervals.hpp"
#include "base/error.hpp"

namespace needsmap::analysis {

namespace {

bool is_usable(const DeprivationData& data, std::size_t i) {
    if (!data.numerator[i].has_number() || !data.denominator[i].has_number() || !data.deprivation[i].has_number()) return false;
    return interval_problem(data.numerator[i].number, data.denominator[i].number, data.is_proportion, 0.95) == IntervalProblem::none;
}

/// Gives every run of equally deprived areas the middle of the population share it takes up.
void set_ridits(DeprivationRanking& ranking, const DeprivationData& data) {
    double before = 0;
    for (std::size_t first = 0; first < ranking.areas.size();) {
        const double deprivation = data.deprivation[ranking.areas[first].area].number;
        double here = 0;
        std::size_t last = first;
        for (; last < ranking.areas.size() && data.deprivation[ranking.areas[last].area].number == deprivation; ++last)
            here += ranking.areas[last].base;
        for (; first < last; ++first) ranking.areas[first].ridit = (before + here / 2) / ranking.base;
        before += here;
    }
}

}  // namespace

DeprivationRanking rank_by_deprivation(const DeprivationData& data) {
    if (data.denominator.size() != data.numerator.size() || data.deprivation.size() != data.numerator.size())
        throw base::Error("The deprivation values are not for the same areas as the figures.");
    DeprivationRanking out;
    for (std::size_t i = 0; i < data.numerator.size(); ++i) {
        if (!is_usable(data, i)) {
            ++out.areas_left_out;
            continue;
        }
        out.areas.push_back({i, data.numerator[i].number, data.denominator[i].number, 0});
        out.events += data.numerator[i].number, out.base += data.denominator[i].number;
    }
    const bool low_first = data.deprivation_direction == model::Direction::low_is_worse;
    std::stable_sort(out.areas.begin(), out.areas.end(), [&](const RankedArea& a, const RankedArea& b) {
        const double x = data.deprivation[a.area].number, y = data.deprivation[b.area].number;
        return low_first ? x < y : x > y;
    });
    set_ridits(out, data);
    return out;
}

}  // namespace needsmap::analysis
