#include "analysis/shrinkage.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;

namespace {

struct Area {
    double events = 0, base = 0;
    bool is_known = false;
    [[nodiscard]] double rate() const { return events / base; }
};
struct Prior {
    double mean = 0, variance = 0;
};

bool is_known(const Cell& numerator, const Cell& denominator) {
    return numerator.has_number() && denominator.has_number() && numerator.number >= 0 && denominator.number > 0;
}

std::vector<Area> areas_of(std::span<const Cell> numerator, std::span<const Cell> denominator) {
    if (numerator.size() != denominator.size()) throw base::Error("Numerators and denominators are not for the same areas.");
    std::vector<Area> areas(numerator.size());
    for (std::size_t i = 0; i < areas.size(); ++i)
        if (is_known(numerator[i], denominator[i])) areas[i] = {numerator[i].number, denominator[i].number, true};
    return areas;
}

/// Sums over a neighbourhood (or over all areas).
struct Sums {
    double events = 0, base = 0, squares = 0;
    std::size_t count = 0;
    void add(const Area& area) { events += area.events, base += area.base, ++count; }
    void add_deviation(const Area& area, double mean) { squares += area.base * (area.rate() - mean) * (area.rate() - mean); }
    [[nodiscard]] double mean() const { return events / base; }
    /// Variance of rates beyond what Poisson counts would show by chance; negative estimates mean none.
    [[nodiscard]] Prior prior() const { return {mean(), std::max(squares / base - mean() / (base / static_cast<double>(count)), 0.0)}; }
};

/// Bayes estimate with the prior. A mean of zero (no events anywhere) leaves nothing to weigh.
double estimate(const Area& area, const Prior& prior) {
    const double chance = prior.mean / area.base;
    if (prior.variance + chance <= 0) return prior.mean;
    return prior.mean + (area.rate() - prior.mean) * (prior.variance / (prior.variance + chance));
}

Prior global_prior(const std::vector<Area>& areas) {
    Sums sums;
    for (const Area& area : areas)
        if (area.is_known) sums.add(area);
    if (sums.count == 0) return {};
    for (const Area& area : areas)
        if (area.is_known) sums.add_deviation(area, sums.mean());
    return sums.prior();
}

/// Calls `use` for the area itself and each neighbour that has numbers.
template <class Use>
void for_neighbourhood(const std::vector<Area>& areas, const geo::Neighbours& neighbours, std::size_t i, Use use) {
    use(i);
    for (const geo::AreaIndex j : neighbours.of(static_cast<geo::AreaIndex>(i)))
        if (areas[static_cast<std::size_t>(j)].is_known) use(static_cast<std::size_t>(j));
}

std::vector<Sums> neighbourhood_sums(const std::vector<Area>& areas, const geo::Neighbours& neighbours) {
    std::vector<Sums> sums(areas.size());
    for (std::size_t i = 0; i < areas.size(); ++i)
        if (areas[i].is_known) for_neighbourhood(areas, neighbours, i, [&](std::size_t j) { sums[i].add(areas[j]); });
    std::vector<double> mean(areas.size());
    for (std::size_t i = 0; i < areas.size(); ++i)
        if (areas[i].is_known) mean[i] = sums[i].mean();
    for (std::size_t i = 0; i < areas.size(); ++i)
        if (areas[i].is_known) for_neighbourhood(areas, neighbours, i, [&](std::size_t j) { sums[i].add_deviation(areas[j], mean[j]); });
    return sums;
}

/// Why an area has no estimate: suppression is never worded as mere absence.
Cell no_value(const Cell& numerator, const Cell& denominator) {
    for (const Cell& cell : {numerator, denominator})
        if (cell.state == CellState::suppressed) return Cell::none(CellState::suppressed);
    for (const Cell& cell : {numerator, denominator})
        if (!cell.has_number()) return Cell::none(cell.state);
    return {};
}

/// Events and size that the prior is worth: the Gamma distribution of mean m and variance v has shape m^2 / v and rate m / v.
void add_prior_counts(const Area& area, const Prior& prior, bool is_provisional, Cell& numerator, Cell& denominator) {
    if (prior.variance <= 0) return;
    const double size = prior.mean / prior.variance;
    numerator = Cell::of(area.events + prior.mean * size, is_provisional), denominator = Cell::of(area.base + size, is_provisional);
}

/// Puts an estimate, or the reason for none, into every area. `prior_of` gives each area's prior.
template <class PriorOf>
ShrunkRates shrunk(std::span<const Cell> numerator, std::span<const Cell> denominator, double per, const std::vector<Area>& areas,
                   PriorOf prior_of) {
    ShrunkRates out;
    out.value.resize(areas.size());
    out.numerator.resize(areas.size()), out.denominator.resize(areas.size());
    out.used_global.assign(areas.size(), 0);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const bool is_provisional = numerator[i].state == CellState::provisional || denominator[i].state == CellState::provisional;
        if (areas[i].is_known) {
            const Prior prior = prior_of(i);
            out.value[i] = Cell::of(per * estimate(areas[i], prior), is_provisional);
            add_prior_counts(areas[i], prior, is_provisional, out.numerator[i], out.denominator[i]);
        } else {
            out.value[i] = out.numerator[i] = out.denominator[i] = no_value(numerator[i], denominator[i]);
            ++out.areas_left_out;
        }
    }
    const Prior global = global_prior(areas);
    out.mean = global.mean * per, out.variance = global.variance * per * per;
    return out;
}

}  // namespace

ShrunkRates shrink_globally(std::span<const Cell> numerator, std::span<const Cell> denominator, double per) {
    const auto areas = areas_of(numerator, denominator);
    const Prior prior = global_prior(areas);
    return shrunk(numerator, denominator, per, areas, [&](std::size_t) { return prior; });
}

ShrunkRates shrink_locally(std::span<const Cell> numerator, std::span<const Cell> denominator, double per,
                           const geo::Neighbours& neighbours) {
    const auto areas = areas_of(numerator, denominator);
    if (neighbours.begin.size() != areas.size() + 1) throw base::Error("The neighbours are not those of the areas with the rates.");
    const Prior global = global_prior(areas);
    const auto sums = neighbourhood_sums(areas, neighbours);
    ShrunkRates out =
        shrunk(numerator, denominator, per, areas, [&](std::size_t i) { return sums[i].count > 1 ? sums[i].prior() : global; });
    for (std::size_t i = 0; i < areas.size(); ++i) out.used_global[i] = areas[i].is_known && sums[i].count == 1;
    return out;
}

}  // namespace needsmap::analysis
