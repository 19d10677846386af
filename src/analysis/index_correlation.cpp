// Spearman's rank correlation between the indicators of a need index (index_sensitivity.hpp): Pearson's of mean ranks, ties shared.
#include <cmath>

#include "analysis/index_sensitivity.hpp"
#include "analysis/ranking.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {

using model::Cell;

namespace {

struct Pairs {
    std::vector<double> x, y;
};

/// Values of the areas that have both, turned so that high means need.
Pairs pairs_of(const IndexInput& a, const IndexInput& b) {
    Pairs pairs;
    const std::size_t count = std::min(a.value.size(), b.value.size());
    for (std::size_t i = 0; i < count; ++i) {
        if (!a.value[i].has_number() || !b.value[i].has_number()) continue;
        pairs.x.push_back(a.low_is_worse ? -a.value[i].number : a.value[i].number);
        pairs.y.push_back(b.low_is_worse ? -b.value[i].number : b.value[i].number);
    }
    return pairs;
}

Cell spearman(const Pairs& pairs) {
    if (pairs.x.size() < 3) return {};
    const std::vector<double> x = mid_ranks(pairs.x), y = mid_ranks(pairs.y);
    const double middle = (static_cast<double>(x.size()) + 1) / 2;
    double xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - middle) * (x[i] - middle);
        yy += (y[i] - middle) * (y[i] - middle);
        xy += (x[i] - middle) * (y[i] - middle);
    }
    return xx > 0 && yy > 0 ? Cell::of(xy / std::sqrt(xx * yy)) : Cell{};
}

std::string warning(const IndexInput& a, const IndexInput& b, double rho) {
    const std::string both = a.title + " and " + b.title;
    if (rho > 0)
        return both + " rank the areas nearly alike (rank correlation " + base::format_number(rho, 2) + "): what they share counts twice.";
    return both + " rank the areas nearly opposite (rank correlation " + base::format_number(rho, 2) +
           "): they cancel each other. Check their directions.";
}

}  // namespace

IndexCorrelation index_correlation(std::span<const IndexInput> inputs) {
    const std::size_t n = inputs.size();
    IndexCorrelation out;
    out.rho.assign(n, std::vector<Cell>(n));
    out.areas.assign(n, std::vector<int>(n, 0));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i; j < n; ++j) {
            const Pairs pairs = pairs_of(inputs[i], inputs[j]);
            const Cell rho = spearman(pairs);
            out.rho[i][j] = out.rho[j][i] = rho;
            out.areas[i][j] = out.areas[j][i] = static_cast<int>(pairs.x.size());
            if (i == j || !rho.has_number() || std::abs(rho.number) < double_counting_from) continue;
            out.diagnostics.add({.severity = base::Severity::warning,
                                 .id = rho.number > 0 ? "index-double-counting" : "index-opposed",
                                 .message = warning(inputs[i], inputs[j], rho.number)});
        }
    return out;
}

}  // namespace needsmap::analysis
