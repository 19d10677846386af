#include "analysis/rates.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <memory>

#include "analysis/cells.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;
using model::CellState;
using model::LayerKind;

namespace {

/// An indicator as evaluate_layer() makes it: the value is the ratio, and suppression is in all three cells.
model::Indicator indicator(LayerKind kind, std::string_view numerator, std::string_view denominator, double per = 100) {
    model::Indicator out;
    auto definition = std::make_shared<model::LayerDefinition>();
    definition->kind = kind, definition->per = per, definition->title = "Made up";
    out.definition = definition;
    out.numerator = cells(numerator), out.denominator = cells(denominator);
    auto geography = std::make_shared<model::Geography>();
    for (std::size_t i = 0; i < out.numerator.size(); ++i) {
        const Cell &n = out.numerator[i], &d = out.denominator[i];
        const bool is_known = n.has_number() && d.has_number() && d.number > 0;
        const bool has_reason = !n.has_number() || !d.has_number();
        out.value.push_back(is_known ? Cell::of(n.number / d.number * per, n.state == CellState::provisional)
                                     : Cell::none(has_reason ? (n.has_number() ? d.state : n.state) : CellState::missing));
        geography->names.push_back("Area " + std::to_string(i));
        geography->codes.push_back("E" + std::to_string(i));
    }
    out.geography = geography;
    out.county_value = Cell::of(12.2), out.county_numerator = Cell::of(122), out.county_denominator = Cell::of(1'000);
    return out;
}

std::vector<Cell> all_cells(const AreaRate& area) { return {area.value, area.low95, area.high95, area.low998, area.high998, area.shrunk}; }

/// Neither NaN nor infinity in a cell that claims to be a number.
void check_numbers_are_finite(const RatesResult& result) {
    for (const AreaRate& area : result.areas)
        for (const Cell& cell : all_cells(area)) CHECK(cell.has_number() == std::isfinite(cell.number));
}

}  // namespace

TEST_CASE("proportions get Wilson's limits in the layer's unit, a comparison and a verdict on reliability") {
    // The county's golden intervals: 77/630 is 9.89 to 15.01 %, 2/24 is 2.32 to 25.85 %.
    RatesOptions options;
    options.comparator = model::Comparator{"England", 9.5, "2008/09"};
    const RatesResult result = rates(indicator(LayerKind::proportion, "77 2", "630 24"), options);
    CHECK(result.areas[0].low95.number == doctest::Approx(9.89).epsilon(5e-4));
    CHECK(result.areas[0].high95.number == doctest::Approx(15.01).epsilon(5e-4));
    CHECK(result.areas[0].low998.number < result.areas[0].low95.number);
    CHECK(result.areas[0].comparison == Comparison::worse);
    CHECK(result.areas[0].is_reliable);
    CHECK(result.areas[1].comparison == Comparison::similar);
    CHECK_FALSE(result.areas[1].is_reliable);
    CHECK(result.method == "Intervals: Wilson; compared with England by the 95 % interval.");
    CHECK(result.areas_with_interval == 2);
    CHECK(result.diagnostics.empty());
}

TEST_CASE("the 99.8 % interval may decide the comparison") {
    RatesOptions options;
    options.comparator = model::Comparator{"England", 9.5, ""};
    options.interval = ComparisonInterval::percent998;  // 77 of 630: from 8.8 % by Wilson's formula with 3.09
    const RatesResult result = rates(indicator(LayerKind::proportion, "77", "630"), options);
    CHECK(result.areas[0].comparison == Comparison::similar);
    CHECK(result.method.ends_with("by the 99.8 % interval."));
}

TEST_CASE("rates get Poisson limits") {
    const RatesResult result = rates(indicator(LayerKind::rate, "7 260", "246 11159", 1'000), {});
    CHECK(result.areas[0].low95.number == doctest::Approx(11.4).epsilon(4e-3));  // golden, exact: 11.4 to 58.6
    CHECK(result.areas[0].high95.number == doctest::Approx(58.6).epsilon(1e-3));
    CHECK(result.areas[1].high95.number == doctest::Approx(26.3).epsilon(2e-3));  // golden, Byar's: 20.6 to 26.3
    CHECK(result.areas[0].comparison == Comparison::not_compared);
}

TEST_CASE("a suppressed area has nothing, whatever is asked for") {
    RatesOptions options;
    options.shrink = Shrink::global;
    options.comparator = model::Comparator{"England", 9.5, ""};
    const RatesResult result = rates(indicator(LayerKind::proportion, "* 10 30", "* 100 100"), options);
    for (const Cell& cell : all_cells(result.areas[0])) CHECK(cell.state == CellState::suppressed);
    CHECK(result.areas[0].comparison == Comparison::not_compared);
    CHECK(result.areas[1].shrunk.number == doctest::Approx(12));  // by hand in shrinkage_test
    CHECK(result.shrink_mean == doctest::Approx(20));
}

TEST_CASE("an impossible share keeps its value, gets no interval, moves no mean and is named") {
    RatesOptions options;
    options.shrink = Shrink::global;
    const RatesResult result = rates(indicator(LayerKind::proportion, "120 10 30", "100 100 100"), options);
    CHECK(result.areas[0].problem == IntervalProblem::above_whole);
    CHECK_FALSE(result.areas[0].low95.has_number());
    CHECK_FALSE(result.areas[0].shrunk.has_number());
    CHECK_FALSE(result.areas[0].is_reliable);
    CHECK(result.areas[1].shrunk.number == doctest::Approx(12));
    REQUIRE(result.diagnostics.items().size() == 1);
    CHECK(result.diagnostics.items()[0].subject == "Area 0");
}

TEST_CASE("local shrinkage flags the areas that had no neighbour to learn from") {
    const auto neighbours = neighbours_of_rows({{1}, {0}, {}});
    RatesOptions options;
    options.shrink = Shrink::local, options.neighbours = &neighbours;
    const RatesResult result = rates(indicator(LayerKind::rate, "10 30 20", "100 100 100"), options);
    CHECK_FALSE(result.areas[0].shrunk_globally);
    CHECK(result.areas[2].shrunk_globally);
    CHECK(result.areas[0].shrunk.number == doctest::Approx(12));  // the pair by hand in shrinkage_test
    options.neighbours = nullptr;
    CHECK_THROWS_AS((void)rates(indicator(LayerKind::rate, "10", "100"), options), base::Error);
}

TEST_CASE("a count gets its Poisson interval and says that it is neither compared nor shrunk") {
    model::Indicator counts = indicator(LayerKind::count, "5 100", "1 1", 1);
    counts.numerator.clear(), counts.denominator.clear();
    RatesOptions options;
    options.shrink = Shrink::global;
    options.comparator = model::Comparator{"England", 9.5, ""};
    const RatesResult result = rates(counts, options);
    CHECK(result.areas[0].low95.number == doctest::Approx(1.623).epsilon(1e-3));  // printed Poisson tables
    CHECK(result.areas[0].comparison == Comparison::not_compared);
    CHECK_FALSE(result.areas[0].shrunk.has_number());
    CHECK(result.diagnostics.items().size() == 2);
}

TEST_CASE("the county has its own interval and can be the comparator") {
    const model::Indicator made_up = indicator(LayerKind::proportion, "77", "630");
    const RatesResult result = rates(made_up, {});
    CHECK(result.county.value.number == 12.2);
    CHECK(result.county.low95.number < 12.2);
    CHECK(county_comparator(made_up)->value == 12.2);
    model::Indicator unknown = made_up;
    unknown.county_value = Cell::none(CellState::suppressed);
    CHECK_FALSE(county_comparator(unknown));
}

TEST_CASE("scores and ranks have no counts, and that is said") {
    CHECK_THROWS_WITH_AS((void)rates(indicator(LayerKind::score, "1", "1"), {}),
                         "“Made up” is a score: there are no counts behind it to work out an interval from.", base::Error);
}

TEST_CASE("constant, missing, single, zero and huge figures never give a number that is none") {
    const auto neighbours = neighbours_of_rows({{1}, {0, 2}, {1}});
    for (const auto& [numerator, denominator] :
         std::vector<std::pair<std::string, std::string>>{{"5 5 5", "50 50 50"},
                                                          {"- - -", "- - -"},
                                                          {"0 0 0", "0 0 0"},
                                                          {"0 0 0", "9 9 9"},
                                                          {"* * *", "* * *"},
                                                          {"1000000 1000000 0", "1000000 2000000 1000000"},
                                                          {"9 8 7", "3 2 1"},
                                                          {"-1 2 3", "5 5 5"}})
        for (const LayerKind kind : {LayerKind::proportion, LayerKind::rate})
            for (const Shrink shrink : {Shrink::none, Shrink::global, Shrink::local}) {
                RatesOptions options;
                options.shrink = shrink, options.neighbours = &neighbours;
                check_numbers_are_finite(rates(indicator(kind, numerator, denominator), options));
            }
    const RatesResult nothing = rates(indicator(LayerKind::rate, "- *", "- *"), {});
    CHECK(nothing.areas_with_interval == 0);
    CHECK(nothing.diagnostics.items().back().id == "no-figures");
    const RatesResult one = rates(indicator(LayerKind::proportion, "3", "60"), {.shrink = Shrink::global});
    CHECK(one.areas[0].shrunk.number == doctest::Approx(5));
}
