#include "scene/fisher_jenks.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>

namespace needsmap::scene {

namespace {

// W. D. Fisher, "On grouping for maximum homogeneity", JASA 53 (1958), by dynamic programming over the last class. Because the cost of
// a class satisfies the quadrangle inequality, the best start of the last class never moves left as more values are taken in
// (H. Wang and M. Song, "Ckmeans.1d.dp", R Journal 3/2, 2011), which lets each row be solved by divide and conquer.

/// Distinct values with prefix sums, for the cost of a class in constant time.
class ClassCost {
public:
    explicit ClassCost(std::span<const double> sorted) {
        long double sum = 0;
        for (const double v : sorted) sum += v;
        // Sums of squares about the mean: without it, large values with small spread would lose their digits.
        m_origin = sorted.empty() ? 0 : static_cast<double>(sum / static_cast<long double>(sorted.size()));
        m_weight.push_back(0), m_sum.push_back(0), m_square.push_back(0);
        for (std::size_t i = 0; i < sorted.size();) {
            std::size_t j = i;
            while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
            const long double x = static_cast<long double>(sorted[i]) - m_origin, w = static_cast<long double>(j - i);
            m_values.push_back(sorted[i]);
            m_weight.push_back(m_weight.back() + w);
            m_sum.push_back(m_sum.back() + w * x);
            m_square.push_back(m_square.back() + w * x * x);
            i = j;
        }
    }
    [[nodiscard]] const std::vector<double>& values() const { return m_values; }
    /// Squared deviations from the mean of distinct values [first, last).
    [[nodiscard]] long double operator()(std::size_t first, std::size_t last) const {
        const long double w = m_weight[last] - m_weight[first], s = m_sum[last] - m_sum[first];
        return std::max(0.0L, m_square[last] - m_square[first] - s * s / w);
    }

private:
    double m_origin = 0;
    std::vector<double> m_values;
    std::vector<long double> m_weight, m_sum, m_square;
};

/// One row of the table: best[n] for the first n values in one class more than `before` has, start[n] where the last class begins.
struct Row {
    const ClassCost& cost;
    const std::vector<long double>& before;
    std::vector<long double>& best;
    std::vector<std::uint32_t>& start;

    void solve(std::size_t first, std::size_t last, std::size_t lowest, std::size_t highest) {
        if (first >= last) return;
        const std::size_t n = first + (last - first) / 2;
        best[n] = std::numeric_limits<long double>::infinity();
        for (std::size_t s = std::max<std::size_t>(lowest, 1); s <= std::min(highest, n - 1); ++s) {
            const long double total = before[s] + cost(s, n);
            if (total < best[n]) best[n] = total, start[n] = static_cast<std::uint32_t>(s);
        }
        solve(first, n, lowest, start[n]);
        solve(n + 1, last, start[n], highest);
    }
};

}  // namespace

std::vector<double> natural_breaks(std::span<const double> sorted, int count) {
    const ClassCost cost(sorted);
    const std::vector<double>& values = cost.values();
    const std::size_t n = values.size(), classes = std::min(n, static_cast<std::size_t>(std::max(count, 1)));
    if (classes < 2) return {};

    std::vector<long double> before(n + 1, std::numeric_limits<long double>::infinity()), best(n + 1);
    for (std::size_t i = 1; i <= n; ++i) before[i] = cost(0, i);
    std::vector<std::vector<std::uint32_t>> start(classes + 1, std::vector<std::uint32_t>(n + 1, 1));
    for (std::size_t k = 2; k <= classes; ++k) {
        std::fill(best.begin(), best.end(), std::numeric_limits<long double>::infinity());
        Row{cost, before, best, start[k]}.solve(k, n + 1, k - 1, n);
        std::swap(before, best);
    }
    std::vector<double> breaks(classes - 1);
    std::size_t end = n;
    for (std::size_t k = classes; k >= 2; --k) {
        end = start[k][end];
        breaks[k - 2] = values[end - 1] + (values[end] - values[end - 1]) / 2;
    }
    return breaks;
}

}  // namespace needsmap::scene
