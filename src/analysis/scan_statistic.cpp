#include "analysis/scan_statistic.hpp"

#include <algorithm>
#include <atomic>
#include <boost/random/binomial_distribution.hpp>
#include <cmath>
#include <cstddef>
#include <limits>
#include <utility>

#include "analysis/counter_random.hpp"
#include "analysis/scan_circles.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/parallel.hpp"

namespace needsmap::analysis {

namespace {

constexpr double most_cases = 1e9;  ///< in one area; far above any population and far below where whole numbers overflow
constexpr std::size_t replicates_per_range = 8;
/// Ratios that differ by less are equal but for rounding: a dealt-out map that repeats the real one must count as "at least as large".
constexpr double rounding = 1e-9;

/// x ln x for whole numbers: circles need nothing but these and the logarithms of what is expected.
class LogLikelihood {
public:
    explicit LogLikelihood(std::int64_t cases, ScanRates rates) : m_cases(cases), m_rates(rates) {
        // Up to 32 MB; beyond, logarithms are taken as they come.
        const std::int64_t size = std::min<std::int64_t>(cases, 4'000'000) + 1;
        m_table.resize(static_cast<std::size_t>(size));
        for (std::int64_t x = 0; x < size; ++x) m_table[static_cast<std::size_t>(x)] = slow(x);
    }
    [[nodiscard]] double of(std::int64_t inside, const ScanCircles& circles, std::size_t circle) const {
        const auto c = static_cast<double>(inside);
        const double e = circles.expected[circle];
        if (c == e || (c > e ? m_rates == ScanRates::low : m_rates == ScanRates::high)) return 0;
        const auto outside = static_cast<double>(m_cases - inside);
        return x_log_x(inside) - c * circles.log_expected[circle] + x_log_x(m_cases - inside) - outside * circles.log_outside[circle];
    }

private:
    static double slow(std::int64_t x) { return x == 0 ? 0 : static_cast<double>(x) * std::log(static_cast<double>(x)); }
    [[nodiscard]] double x_log_x(std::int64_t x) const {
        const auto at = static_cast<std::size_t>(x);
        return at < m_table.size() ? m_table[at] : slow(x);
    }
    std::int64_t m_cases;
    ScanRates m_rates;
    std::vector<double> m_table;
};

double largest_ratio(const ScanCircles& circles, std::span<const std::int64_t> cases, const LogLikelihood& likelihood) {
    double largest = 0;
    for (std::size_t centre = 0; centre + 1 < circles.begin.size(); ++centre) {
        std::int64_t inside = 0;
        for (std::size_t i = circles.begin[centre]; i < circles.begin[centre + 1]; ++i) {
            inside += cases[circles.added[i]];
            if (circles.complete[i] != 0) largest = std::max(largest, likelihood.of(inside, circles, i));
        }
    }
    return largest;
}

/// All cases dealt out by population: each site in turn gets a binomial share of what is left (which makes a multinomial).
void deal_out(std::span<const ScanSite> sites, std::int64_t cases, double population, CounterRandom& random,
              std::vector<std::int64_t>& out) {
    for (std::size_t i = 0; i < sites.size(); ++i) {
        const double share = population > 0 ? std::clamp(sites[i].population / population, 0.0, 1.0) : 1.0;
        const bool last = i + 1 == sites.size();
        out[i] = last ? cases : boost::random::binomial_distribution<std::int64_t>(cases, share)(random);
        cases -= out[i];
        population -= sites[i].population;
    }
}

std::vector<double> replicate_ratios(std::span<const ScanSite> sites, const ScanCircles& circles, std::int64_t cases, double population,
                                     const ScanOptions& options, const LogLikelihood& likelihood, base::JobContext& job) {
    std::vector<double> largest(static_cast<std::size_t>(options.replicates));
    std::atomic<std::size_t> done = 0;
    base::parallel_ranges(largest.size(), replicates_per_range, [&](std::size_t first, std::size_t last) {
        std::vector<std::int64_t> dealt(sites.size());
        for (std::size_t r = first; r < last; ++r) {
            job.check_cancelled();
            CounterRandom random(options.seed, r);
            deal_out(sites, cases, population, random, dealt);
            largest[r] = largest_ratio(circles, dealt, likelihood);
        }
        done += last - first;
        job.progress(static_cast<double>(done) / static_cast<double>(largest.size()), "scanning chance maps");
    });
    std::sort(largest.begin(), largest.end());
    return largest;
}

/// The best circle that holds no used site.
struct Best {
    double ratio = 0;
    std::size_t centre = 0, circle = 0;
    std::int64_t inside = 0;
};
Best best_circle(std::span<const ScanSite> sites, const ScanCircles& circles, const std::vector<std::uint8_t>& used,
                 const LogLikelihood& likelihood) {
    Best best;
    for (std::size_t centre = 0; centre < sites.size(); ++centre) {
        std::int64_t inside = 0;
        for (std::size_t i = circles.begin[centre]; i < circles.begin[centre + 1] && used[circles.added[i]] == 0; ++i) {
            inside += sites[circles.added[i]].cases;
            if (circles.complete[i] == 0) continue;
            const double ratio = likelihood.of(inside, circles, i);
            if (ratio > best.ratio + rounding) best = {ratio, centre, i, inside};
        }
    }
    return best;
}

struct Participants {
    std::vector<ScanSite> sites;
    std::vector<geo::AreaIndex> area;  ///< by site
    std::int64_t cases = 0;
    double population = 0;
};

Participants take_part(std::span<const geo::MapPoint> points, std::span<const model::Cell> numerators,
                       std::span<const model::Cell> denominators) {
    Participants out;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!numerators[i].has_number() || !denominators[i].has_number()) continue;
        if (denominators[i].number <= 0 || numerators[i].number < 0) continue;
        if (numerators[i].number > most_cases)
            throw base::Error("A numerator is above a thousand million, which cannot be a count of cases.");
        out.sites.push_back({points[i], std::llround(numerators[i].number), denominators[i].number});
        out.area.push_back(static_cast<geo::AreaIndex>(i));
        out.cases += out.sites.back().cases;
        out.population += out.sites.back().population;
    }
    return out;
}

ScanCluster cluster_of(const Best& best, const Participants& all, const ScanCircles& circles, std::vector<std::uint8_t>& used) {
    ScanCluster out;
    out.centre = all.area[best.centre];
    out.centre_point = all.sites[best.centre].point;
    for (std::size_t i = circles.begin[best.centre]; i <= best.circle; ++i) {
        const ScanSite& site = all.sites[circles.added[i]];
        used[circles.added[i]] = 1;
        out.members.push_back(all.area[circles.added[i]]);
        out.population += site.population;
        out.radius_m = std::hypot(site.point.x - out.centre_point.x, site.point.y - out.centre_point.y);
    }
    out.observed = static_cast<double>(best.inside);
    out.expected = circles.expected[best.circle];
    out.log_likelihood_ratio = best.ratio;
    const double observed_outside = static_cast<double>(all.cases) - out.observed;
    const double expected_outside = static_cast<double>(all.cases) - out.expected;
    out.has_relative_risk = observed_outside > 0;
    if (out.has_relative_risk) out.relative_risk = (out.observed / out.expected) / (observed_outside / expected_outside);
    return out;
}

double rank_p(const std::vector<double>& sorted_ratios, double ratio) {
    const auto at_least =
        sorted_ratios.end() - std::lower_bound(sorted_ratios.begin(), sorted_ratios.end(), ratio - rounding * (1 + ratio));
    return (1 + static_cast<double>(at_least)) / (static_cast<double>(sorted_ratios.size()) + 1);
}

void check(std::span<const geo::MapPoint> points, std::span<const model::Cell> numerators, std::span<const model::Cell> denominators,
           const ScanOptions& options) {
    if (points.size() != numerators.size() || points.size() != denominators.size())
        throw base::Error("Points, numerators and denominators must be of the same areas.");
    if (!(options.most_population > 0 && options.most_population <= 0.5))
        throw base::Error("A circle may hold more than 0 and at most half of the population.", {}, base::ErrorKind::usage);
    if (options.replicates < 1 || options.replicates > 99'999)
        throw base::Error("The number of replicates must be from 1 to 99,999.", "999 is usual.", base::ErrorKind::usage);
    if (!(options.most_radius_m >= 0)) throw base::Error("The largest radius cannot be negative.", {}, base::ErrorKind::usage);
}

std::string method_of(const ScanResult& result) {
    const ScanOptions& o = result.options;
    const std::string rates = o.rates == ScanRates::high ? "high rates" : (o.rates == ScanRates::low ? "low rates" : "high and low rates");
    std::string text = "Kulldorff's circular scan statistic (Poisson), " + rates + "; circles with up to " +
                       base::format_exact(100 * o.most_population) + " % of the population";
    if (o.most_radius_m > 0) text += " and a radius of up to " + base::format_exact(o.most_radius_m) + " m";
    return text + "; p from " + base::format_count(o.replicates) + " chance maps (seed " + std::to_string(o.seed) +
           ") against the largest ratio anywhere; secondary clusters share no area with a more likely one.";
}

void say(ScanResult& result, base::Severity severity, std::string id, std::string message) {
    base::Diagnostic d;
    d.severity = severity, d.id = std::move(id), d.message = std::move(message);
    result.diagnostics.add(std::move(d));
}

void find_clusters(ScanResult& result, const Participants& all, const ScanCircles& circles, base::JobContext& job) {
    const LogLikelihood likelihood(all.cases, result.options.rates);
    const std::vector<double> ratios = replicate_ratios(all.sites, circles, all.cases, all.population, result.options, likelihood, job);
    std::vector<std::uint8_t> used(all.sites.size());
    for (int i = 0; i < result.options.most_clusters; ++i) {
        const Best best = best_circle(all.sites, circles, used, likelihood);
        if (best.ratio <= rounding) return;
        const double p = rank_p(ratios, best.ratio);
        if (i > 0 && p > result.options.report_p) return;
        result.clusters.push_back(cluster_of(best, all, circles, used));
        result.clusters.back().p = p;
    }
    say(result, base::Severity::note, "more-clusters",
        "Only the " + std::to_string(result.options.most_clusters) + " most likely clusters are given; there may be more.");
}

}  // namespace

ScanResult scan_statistic(std::span<const geo::MapPoint> points, std::span<const model::Cell> numerators,
                          std::span<const model::Cell> denominators, const ScanOptions& options, base::JobContext& job) {
    check(points, numerators, denominators, options);
    const Participants all = take_part(points, numerators, denominators);
    ScanResult result;
    result.options = options;
    result.cases = static_cast<double>(all.cases);
    result.population = all.population;
    result.areas = static_cast<int>(all.sites.size());
    result.method = method_of(result);
    if (const std::size_t without = points.size() - all.sites.size(); without > 0)
        say(result, base::Severity::note, "areas-without-number",
            base::format_count(static_cast<std::int64_t>(without)) +
                (without == 1 ? " area has no usable numerator and denominator and takes"
                              : " areas have no usable numerator and denominator and take") +
                " no part.");
    if (all.sites.size() < 2 || all.cases == 0) {
        say(result, base::Severity::warning, "nothing-to-test",
            all.cases == 0 ? "There are no cases, so there are no clusters to look for." : "One area alone cannot be a cluster.");
        return result;
    }
    const ScanCircles circles = make_scan_circles(all.sites, result.cases, options.most_population, options.most_radius_m, job);
    result.circles = static_cast<std::size_t>(std::count(circles.complete.begin(), circles.complete.end(), 1));
    find_clusters(result, all, circles, job);
    if (result.clusters.empty())
        say(result, base::Severity::note, "no-cluster", "No circle has a rate that stands out in the direction asked for.");
    return result;
}

}  // namespace needsmap::analysis
