#include "analysis/homogeneity.hpp"

#include <algorithm>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <cstddef>
#include <vector>

#include "analysis/random_draws.hpp"

namespace needsmap::analysis {

namespace {

constexpr double smallest_expected = 5;  ///< Cochran (1954)
constexpr double most_dealt = 2'000;     ///< events per redistribution: 2,000 x 9,999 draws take about 0.2 s
constexpr int enough_exceedances = 100;  ///< p is then known to about a tenth of itself

struct Totals {
    double events = 0, size = 0;
};

Totals totals_of(std::span<const CountOf> areas) {
    Totals sum;
    for (const CountOf& area : areas) sum.events += area.events, sum.size += area.size;
    return sum;
}

/// Sum of (observed - expected)^2 / expected over events and, for proportions, non-events.
double chi_squared(std::span<const CountOf> areas, const Totals& total, bool is_proportion) {
    const double rate = total.events / total.size;
    double sum = 0;
    for (const CountOf& area : areas) {
        const double expected = area.size * rate, off = area.events - expected;
        sum += off * off / (is_proportion ? expected * (1 - rate) : expected);
    }
    return sum;
}

double expected_minimum(const CountOf& area, double rate, bool is_proportion) {
    return area.size * (is_proportion ? std::min(rate, 1 - rate) : rate);
}

/// Deals `events` out over the areas and returns the counts in `dealt`.
void deal(std::span<const CountOf> areas, const Totals& total, bool is_proportion, RandomDraws& random, std::vector<CountOf>& dealt) {
    for (std::size_t i = 0; i < areas.size(); ++i) dealt[i] = {0, areas[i].size};
    double left = total.size;
    const int events = static_cast<int>(total.events);  // at most most_dealt
    for (int event = 0; event < events; ++event) {
        double at = random.uniform() * left;
        std::size_t i = 0;
        const auto room = [&](std::size_t a) { return dealt[a].size - (is_proportion ? dealt[a].events : 0); };
        while (i + 1 < areas.size() && at >= room(i)) at -= room(i), ++i;
        dealt[i].events += 1;
        if (is_proportion) left -= 1;
    }
}

double simulated_p(std::span<const CountOf> areas, const Totals& total, double observed, const HomogeneityOptions& options) {
    RandomDraws random(options.seed, options.stream);
    std::vector<CountOf> dealt(areas.size());
    int as_uneven = 0, times = 0;
    while (times < options.permutations && as_uneven < enough_exceedances) {
        deal(areas, total, options.is_proportion, random, dealt);
        ++times;
        // The tolerance keeps redistributions that equal the observed one from counting as less uneven by a rounding error.
        if (chi_squared(dealt, total, options.is_proportion) >= observed * (1 - 1e-9)) ++as_uneven;
    }
    return as_uneven == enough_exceedances ? static_cast<double>(as_uneven) / times : (1.0 + as_uneven) / (1.0 + times);
}

/// Areas of small expected number become one.
std::vector<CountOf> pooled(std::span<const CountOf> areas, double rate, bool is_proportion) {
    std::vector<CountOf> out;
    CountOf pool;
    for (const CountOf& area : areas) {
        if (expected_minimum(area, rate, is_proportion) >= smallest_expected)
            out.push_back(area);
        else
            pool.events += area.events, pool.size += area.size;
    }
    if (pool.size > 0) out.push_back(pool);
    return out;
}

Homogeneity by_distribution(std::span<const CountOf> areas, const Totals& total, bool is_proportion) {
    Homogeneity out;
    out.degrees_of_freedom = static_cast<int>(areas.size()) - 1;
    if (out.degrees_of_freedom < 1) return out;
    out.chi_squared = chi_squared(areas, total, is_proportion);
    out.p = boost::math::cdf(boost::math::complement(boost::math::chi_squared(out.degrees_of_freedom), out.chi_squared));
    return out;
}

double log_choose(double n, double k) { return boost::math::lgamma(n + 1) - boost::math::lgamma(k + 1) - boost::math::lgamma(n - k + 1); }

/// P(X >= x): X children in need among `n` of `size` children, of whom `events` are in need. Terms fall off fast above the mean; below it
/// the sum is long but no longer than `events` terms.
double hypergeometric_upper(double x, double n, double events, double size) {
    const double last = std::min(n, events), first = std::max(0.0, n + events - size);
    if (x <= first) return 1;
    double term = std::exp(log_choose(n, x) + log_choose(size - n, events - x) - log_choose(size, events)), sum = 0;
    if (term <= 0) return x < n * events / size ? 1 : 0;  // too far from the mean for a double
    double k = x;
    while (k <= last) {
        sum += term;
        if (term < sum * 1e-16) break;
        term *= (n - k) * (events - k) / ((k + 1) * (size - n - events + k + 1));
        k += 1;
    }
    return std::min(sum, 1.0);
}

}  // namespace

Homogeneity test_homogeneity(std::span<const CountOf> input, const HomogeneityOptions& options) {
    std::vector<CountOf> areas;
    for (const CountOf& area : input)
        if (area.size > 0) areas.push_back({std::round(area.events), area.size});
    const Totals total = totals_of(areas);
    if (areas.size() < 2 || total.events <= 0 || (options.is_proportion && total.events >= total.size)) return {};

    const double rate = total.events / total.size;
    const auto is_small = [&](const CountOf& area) { return expected_minimum(area, rate, options.is_proportion) < smallest_expected; };
    if (std::ranges::none_of(areas, is_small)) return by_distribution(areas, total, options.is_proportion);
    if (total.events > most_dealt) return by_distribution(pooled(areas, rate, options.is_proportion), total, options.is_proportion);

    Homogeneity out;
    out.chi_squared = chi_squared(areas, total, options.is_proportion);
    out.degrees_of_freedom = static_cast<int>(areas.size()) - 1;
    out.p = simulated_p(areas, total, out.chi_squared, options);
    out.is_simulated = true;
    return out;
}

double p_above(const CountOf& one, const CountOf& others, bool is_proportion, bool lower) {
    if (one.size <= 0 || others.size <= 0) return 1;
    const double x = std::round(one.events), rest = std::round(others.events), events = x + rest;
    if (is_proportion) {
        const double n = std::round(one.size), size = n + std::round(others.size);
        if (x > n || rest > size - n) return 1;  // more in need than there are: no test
        // Fewer children in need among these is more children not in need.
        return lower ? hypergeometric_upper(n - x, n, size - events, size) : hypergeometric_upper(x, n, events, size);
    }
    if (events <= 0) return 1;
    const boost::math::binomial share(events, one.size / (one.size + others.size));
    if (lower) return boost::math::cdf(share, x);
    return x <= 0 ? 1 : boost::math::cdf(boost::math::complement(share, x - 1));
}

}  // namespace needsmap::analysis
