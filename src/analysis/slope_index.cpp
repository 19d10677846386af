#include "analysis/slope_index.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

namespace needsmap::analysis {

namespace {

/// Weighted straight line through rates on ridits.
struct Line {
    double at_middle = 0, middle = 0, slope = 0;
    double weight = 0, spread = 0;  ///< sum of weights; weighted sum of squares of the ridits about `middle`
    double residual_variance = 0;   ///< per unit of weight
    [[nodiscard]] double at(double x) const { return at_middle + slope * (x - middle); }
    [[nodiscard]] double covariance(double x, double y) const {
        return residual_variance * (1 / weight + (x - middle) * (y - middle) / spread);
    }
};

Line fit(const DeprivationRanking& ranking, double per) {
    Line line;
    line.weight = ranking.base;
    for (const RankedArea& a : ranking.areas) line.middle += a.base * a.ridit / line.weight;
    line.at_middle = ranking.events / line.weight * per;
    double products = 0, squares = 0;
    for (const RankedArea& a : ranking.areas) {
        const double x = a.ridit - line.middle;
        line.spread += a.base * x * x;
        products += a.base * x * (a.events / a.base * per - line.at_middle);
    }
    line.slope = products / line.spread;
    for (const RankedArea& a : ranking.areas) squares += a.base * std::pow(a.events / a.base * per - line.at(a.ridit), 2);
    line.residual_variance = squares / static_cast<double>(ranking.areas.size() - 2);
    return line;
}

/// Fieller's limits of high / low, both on the line.
std::optional<Interval> ratio_limits(const Line& line, double t) {
    const double u = line.at(0), v = line.at(1), t2 = t * t;
    const double a = v * v - t2 * line.covariance(1, 1);
    const double b = u * v - t2 * line.covariance(0, 1);
    const double c = u * u - t2 * line.covariance(0, 0);
    if (a <= 0) return std::nullopt;
    const double root = std::sqrt(std::max(b * b - a * c, 0.0));
    return Interval{std::max((b - root) / a, 0.0), (b + root) / a};
}

SlopeProblem problem_of(const DeprivationRanking& ranking) {
    if (ranking.areas.size() < 3) return SlopeProblem::too_few_areas;
    return ranking.areas.front().ridit == ranking.areas.back().ridit ? SlopeProblem::one_deprivation : SlopeProblem::none;
}

}  // namespace

std::string_view sentence(SlopeProblem problem) {
    switch (problem) {
        case SlopeProblem::none: return "";
        case SlopeProblem::too_few_areas: return "No slope index: fewer than three areas have numbers.";
        case SlopeProblem::one_deprivation: return "No slope index: all areas are equally deprived.";
        case SlopeProblem::no_ratio: return "No relative index: the line reaches zero at the least deprived end.";
    }
    return "";
}

SlopeIndex slope_index(const DeprivationRanking& ranking, double per, double confidence) {
    SlopeIndex out;
    out.problem = problem_of(ranking);
    if (out.problem != SlopeProblem::none) return out;
    const Line line = fit(ranking, per);
    const boost::math::students_t distribution(static_cast<double>(ranking.areas.size() - 2));
    const double t = boost::math::quantile(boost::math::complement(distribution, (1 - confidence) / 2));
    const double reach = t * std::sqrt(line.residual_variance / line.spread);
    out.slope = Estimate{-line.slope, Interval{-line.slope - reach, -line.slope + reach}};
    out.most_deprived = line.at(0), out.least_deprived = line.at(1);
    if (out.least_deprived > 0)
        out.relative = Estimate{out.most_deprived / out.least_deprived, ratio_limits(line, t)};
    else
        out.problem = SlopeProblem::no_ratio;
    return out;
}

}  // namespace needsmap::analysis
