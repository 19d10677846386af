#include "analysis/pooling.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/intervals.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;

namespace {

/// Adds a year's cell to the sum so far. A reason for no number stays; suppression outdoes every other reason.
Cell plus(const Cell& sum, const Cell& year) {
    if (sum.state == CellState::suppressed || year.state == CellState::suppressed) return Cell::none(CellState::suppressed);
    if (!sum.has_number()) return sum;
    if (!year.has_number()) return year;
    return Cell::of(sum.number + year.number, sum.state == CellState::provisional || year.state == CellState::provisional);
}

/// Without its partner a numerator or denominator is of no use, and beside a suppressed one it could give it away.
void blank_together(Cell& numerator, Cell& denominator) {
    if (numerator.has_number() && denominator.has_number()) return;
    const bool is_suppressed = numerator.state == CellState::suppressed || denominator.state == CellState::suppressed;
    const CellState why = is_suppressed ? CellState::suppressed : numerator.has_number() ? denominator.state : numerator.state;
    numerator = denominator = Cell::none(why);
}

void check_sizes(std::span<const YearOfCells> years) {
    for (const YearOfCells& year : years)
        if (year.numerator.size() != years.back().numerator.size() || year.denominator.size() != years.back().numerator.size())
            throw base::Error("The year " + year.period + " is not for the same areas as the latest one.");
}

bool has_numbers(const YearOfCells& year, std::size_t area) {
    return year.numerator[area].has_number() && year.denominator[area].has_number();
}

bool is_precise(const Cell& numerator, const Cell& denominator, const PoolingOptions& options) {
    if (!numerator.has_number() || !denominator.has_number()) return false;
    const auto interval = rate_interval(numerator.number, denominator.number, 1, options.is_proportion, 0.95);
    return interval && relative_half_width(numerator.number / denominator.number, *interval) <= options.widest_half_width;
}

/// "1 year (2008)", "2 periods (2003 to 2005 and 2006 to 2008)".
std::string periods(std::span<const YearOfCells> years, int count, const std::string& noun) {
    std::vector<std::string> names;
    for (const YearOfCells& year : years.last(static_cast<std::size_t>(count))) names.push_back(year.period);
    return base::format_count(count) + " " + noun + (count == 1 ? "" : "s") + " (" + base::join_and(names) + ")";
}

/// Shares are rounded down: 79.6 % must not read as the 80 % it misses.
std::string sentence_of(const Pool& pool, std::span<const YearOfCells> years, const PoolingOptions& options) {
    if (pool.areas_judged == 0) return "No area has numbers in the latest " + options.noun + ", so no pool can be proposed.";
    const std::string share = base::format_number(std::floor(100 * pool.share_precise + 1e-9), 0) + " % of areas are known to within ±" +
                              base::format_number(100 * options.widest_half_width, 0) + " %.";
    if (pool.reached) return periods(years, pool.years, options.noun) + ": " + share;
    return "Not even " + periods(years, pool.years, options.noun) + " are enough: only " + share;
}

}  // namespace

Pool pool_of(std::span<const YearOfCells> latest_last, int years, const PoolingOptions& options) {
    check_sizes(latest_last);
    Pool pool;
    years = std::min(years, static_cast<int>(latest_last.size()));
    if (years < 1) return pool;
    const YearOfCells& latest = latest_last.back();
    pool.years = years, pool.numerator = latest.numerator, pool.denominator = latest.denominator;
    std::size_t precise = 0;
    for (std::size_t area = 0; area < latest.numerator.size(); ++area) {
        for (int back = 1; back < years; ++back) {
            const YearOfCells& year = latest_last[latest_last.size() - 1 - static_cast<std::size_t>(back)];
            pool.numerator[area] = plus(pool.numerator[area], year.numerator[area]);
            pool.denominator[area] = plus(pool.denominator[area], year.denominator[area]);
        }
        blank_together(pool.numerator[area], pool.denominator[area]);
        if (!has_numbers(latest, area)) continue;
        ++pool.areas_judged;
        if (is_precise(pool.numerator[area], pool.denominator[area], options)) ++precise;
    }
    if (pool.areas_judged > 0) pool.share_precise = static_cast<double>(precise) / static_cast<double>(pool.areas_judged);
    pool.reached = pool.areas_judged > 0 && pool.share_precise >= options.share_of_areas;
    pool.sentence = sentence_of(pool, latest_last, options);
    return pool;
}

Pool propose_pool(std::span<const YearOfCells> latest_last, const PoolingOptions& options) {
    Pool pool;
    pool.sentence = "There are no " + options.noun + "s to pool.";
    for (int years = 1; years <= static_cast<int>(latest_last.size()); ++years) {
        pool = pool_of(latest_last, years, options);
        if (pool.reached) return pool;
    }
    return pool;
}

}  // namespace needsmap::analysis
