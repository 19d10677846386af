#include "analysis/false_discovery.hpp"

#include <algorithm>
#include <cstddef>

namespace needsmap::analysis {

std::vector<std::optional<double>> benjamini_hochberg(std::span<const std::optional<double>> p) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < p.size(); ++i)
        if (p[i]) order.push_back(i);
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return *p[a] < *p[b]; });
    std::vector<std::optional<double>> q(p.size());
    double smallest = 1;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        const std::size_t i = order[rank - 1];
        smallest = std::min(smallest, *p[i] * static_cast<double>(order.size()) / static_cast<double>(rank));
        q[i] = smallest;
    }
    return q;
}

}  // namespace needsmap::analysis
