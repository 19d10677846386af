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
        m_prefix.push_back({});
        long double weight = 0, linear = 0, square = 0;
        for (std::size_t i = 0; i < sorted.size();) {
            std::size_t j = i;
            while (j < sorted.size() && sorted[j] == sorted[i]) ++j;
            const long double x = static_cast<long double>(sorted[i]) - m_origin, w = static_cast<long double>(j - i);
            weight += w, linear += w * x, square += w * x * x;
            m_values.push_back(sorted[i]);
            m_prefix.push_back({static_cast<double>(weight), static_cast<double>(linear), static_cast<double>(square)});
            i = j;
        }
    }
    [[nodiscard]] const std::vector<double>& values() const { return m_values; }
    /// Squared deviations from the mean of distinct values [first, last).
    [[nodiscard]] double operator()(std::size_t first, std::size_t last) const {
        const Prefix &a = m_prefix[first], &b = m_prefix[last];
        const double w = b.weight - a.weight, s = b.sum - a.sum;
        return std::max(0.0, b.square - a.square - s * s / w);
    }

private:
    struct Prefix {
        double weight = 0, sum = 0, square = 0;
    };
    double m_origin = 0;
    std::vector<double> m_values;
    std::vector<Prefix> m_prefix;  ///< of the first i distinct values
};

/// One row of the table: best[n] for the first n values in one class more than `before` has, start[n] where the last class begins.
struct Row {
    const ClassCost& cost;
    const std::vector<double>& before;
    std::vector<double>& best;
    std::vector<std::uint32_t>& start;

    void solve(std::size_t first, std::size_t last, std::size_t lowest, std::size_t highest) {
        if (first >= last) return;
        const std::size_t n = first + (last - first) / 2;
        best[n] = std::numeric_limits<double>::infinity();
        for (std::size_t s = std::max<std::size_t>(lowest, 1); s <= std::min(highest, n - 1); ++s) {
            const double total = before[s] + cost(s, n);
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

    std::vector<double> before(n + 1, std::numeric_limits<double>::infinity()), best(n + 1);
    for (std::size_t i = 1; i <= n; ++i) before[i] = cost(0, i);
    std::vector<std::vector<std::uint32_t>> start(classes + 1, std::vector<std::uint32_t>(n + 1, 1));
    for (std::size_t k = 2; k <= classes; ++k) {
        std::fill(best.begin(), best.end(), std::numeric_limits<double>::infinity());
        // Of the last row only the entry for all values is asked for.
        Row{cost, before, best, start[k]}.solve(k == classes ? n : k, n + 1, k - 1, n);
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
