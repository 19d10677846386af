#include "analysis/pooling.hpp"

#include <doctest/doctest.h>

#include "analysis/cells.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::CellState;

namespace {

YearOfCells year(std::string period, std::string_view numerator, std::string_view denominator) {
    return {std::move(period), cells(numerator), cells(denominator)};
}

}  // namespace

// A rate is within ±50 % from 18 events on (see reliability_test).
TEST_CASE("the shortest pool that makes enough areas precise is proposed") {
    const std::vector<YearOfCells> years = {year("2006", "9 9 9 9 1", "80 80 80 80 80"), year("2007", "9 9 9 9 1", "81 81 81 81 81"),
                                            year("2008", "9 9 9 9 1", "82 82 82 82 82")};
    const Pool pool = propose_pool(years, {});
    CHECK(pool.reached);
    CHECK(pool.years == 2);
    CHECK(pool.share_precise == doctest::Approx(0.8));  // four of five areas: 18 events in two years
    CHECK(pool.numerator[0].number == 18);
    CHECK(pool.denominator[0].number == 163);
    CHECK(pool.sentence == "2 years (2007 and 2008): 80 % of areas are known to within ±50 %.");
}

TEST_CASE("one year is proposed where it is enough") {
    const Pool pool = propose_pool(std::vector{year("2007", "5 5", "90 90"), year("2008", "40 50", "90 90")}, {});
    CHECK(pool.years == 1);
    CHECK(pool.sentence == "1 year (2008): 100 % of areas are known to within ±50 %.");
}

TEST_CASE("when no pool is precise enough the longest comes with a sentence that says so") {
    const Pool pool = propose_pool(std::vector{year("2007", "2 90 0", "90 90 90"), year("2008", "3 90 0", "90 90 90")}, {});
    CHECK_FALSE(pool.reached);
    CHECK(pool.years == 2);
    CHECK(pool.sentence == "Not even 2 years (2007 and 2008) are enough: only 33 % of areas are known to within ±50 %.");
}

TEST_CASE("a suppressed or missing year leaves its area out of the pool, and losing areas is no gain in precision") {
    const std::vector<YearOfCells> years = {year("2007", "* - 9 30", "90 90 90 -"), year("2008", "9 9 9 30", "90 90 90 90")};
    const Pool pool = pool_of(years, 2, {});
    CHECK(pool.numerator[0].state == CellState::suppressed);
    CHECK(pool.denominator[0].state == CellState::suppressed);
    CHECK(pool.numerator[1].state == CellState::missing);
    CHECK(pool.denominator[1].state == CellState::missing);
    CHECK(pool.numerator[3].state == CellState::missing);
    CHECK(pool.numerator[2].number == 18);
    CHECK(pool.areas_judged == 4);
    CHECK(pool.share_precise == doctest::Approx(0.25));
}

TEST_CASE("proportions are judged by Wilson's interval") {
    // 15 of 20: Wilson 53.1 to 88.8 %, half width 0.24 of the value (Python); as a rate 15 events would not do.
    const std::vector<YearOfCells> years = {year("2008", "15", "20")};
    CHECK(propose_pool(years, {.is_proportion = true}).reached);
    CHECK_FALSE(propose_pool(years, {.is_proportion = false}).reached);
}

TEST_CASE("all missing, zero denominators and no years give a sentence") {
    CHECK(propose_pool({}, {}).sentence == "There are no years to pool.");
    const Pool missing = propose_pool(std::vector{year("2008", "- *", "90 90")}, {});
    CHECK_FALSE(missing.reached);
    CHECK(missing.sentence == "No area has numbers in the latest year, so no pool can be proposed.");
    CHECK_FALSE(propose_pool(std::vector{year("2008", "3", "0")}, {}).reached);
    CHECK(pool_of(std::vector{year("2008", "3", "10")}, 7, {}).years == 1);
}

TEST_CASE("provisional years make a provisional pool") {
    CHECK(pool_of(std::vector{year("2007", "9", "90"), year("2008", "9p", "90")}, 2, {}).numerator[0].state == CellState::provisional);
}

TEST_CASE("years for different areas are refused") {
    CHECK_THROWS_AS((void)propose_pool(std::vector{year("2007", "9", "90"), year("2008", "9 8", "90 90")}, {}), base::Error);
}
