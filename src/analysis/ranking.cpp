#include "analysis/ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace needsmap::analysis {

namespace {

/// Positions of `values` in ascending order; equal numbers stay in their order, so that results never depend on the sort.
std::vector<std::size_t> ascending(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) { return values[a] != values[b] ? values[a] < values[b] : a < b; });
    return order;
}

}  // namespace

std::vector<int> competition_ranks(std::span<const double> values, bool low_is_worse) {
    std::vector<std::size_t> order = ascending(values);
    if (!low_is_worse) std::ranges::reverse(order);
    std::vector<int> rank(values.size(), 0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool tie = i > 0 && values[order[i]] == values[order[i - 1]];
        rank[order[i]] = tie ? rank[order[i - 1]] : static_cast<int>(i) + 1;
    }
    return rank;
}

std::vector<int> competition_ranks(std::span<const model::Cell> values, bool low_is_worse) {
    std::vector<double> numbers;
    for (const model::Cell& cell : values)
        if (cell.has_number()) numbers.push_back(cell.number);
    const std::vector<int> known = competition_ranks(numbers, low_is_worse);
    std::vector<int> rank(values.size(), 0);
    std::size_t next = 0;
    for (std::size_t a = 0; a < values.size(); ++a)
        if (values[a].has_number()) rank[a] = known[next++];
    return rank;
}

std::vector<double> mid_ranks(std::span<const double> values) {
    const std::vector<std::size_t> order = ascending(values);
    std::vector<double> rank(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first + 1;
        while (last < order.size() && values[order[last]] == values[order[first]]) ++last;
        const double middle = (static_cast<double>(first + 1) + static_cast<double>(last)) / 2;
        for (; first < last; ++first) rank[order[first]] = middle;
    }
    return rank;
}

int worst_count(double share, int ranked) {
    if (ranked < 2) return 0;
    // A tenth of 1/10 is not exactly representable: 0.1 * 30 must give 3, not 2.
    const int rounded_down = static_cast<int>(std::floor(share * ranked + 1e-9));
    return std::clamp(rounded_down, 1, ranked);
}

}  // namespace needsmap::analysis
