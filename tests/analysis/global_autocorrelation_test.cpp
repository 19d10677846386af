#include "analysis/global_autocorrelation.hpp"

#include <doctest/doctest.h>

#include "analysis/reference_data.hpp"
#include "support/text_map.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;

namespace {

Weights rook_of(std::string_view map) {
    base::QuietJob job;
    return make_weights(test::text_coverage(map).coverage, {}, {.kind = WeightsKind::rook}, job);
}

void check_row(const test::CsvTable& table, const std::string& statistic, const std::string& style, const std::optional<GlobalTest>& test) {
    REQUIRE(test.has_value());
    for (std::size_t i = 0; i < table.text("statistic").size(); ++i) {
        if (table.text("statistic")[i] != statistic || table.text("style")[i] != style) continue;
        CAPTURE(statistic);
        CAPTURE(style);
        CHECK(test->value == doctest::Approx(std::stod(table.text("value")[i])).epsilon(1e-9));
        CHECK(test->expectation == doctest::Approx(std::stod(table.text("expectation")[i])).epsilon(1e-9));
        CHECK(test->variance == doctest::Approx(std::stod(table.text("variance")[i])).epsilon(1e-9));
        CHECK(test->z == doctest::Approx(std::stod(table.text("z")[i])).epsilon(1e-9));
        // Far in the tail p is tiny: compare relatively, at the 1e-6 that the reference promises.
        CHECK(test->p / std::stod(table.text("p")[i]) == doctest::Approx(1).epsilon(1e-6));
        return;
    }
    FAIL("no such row");
}

}  // namespace

TEST_CASE("Moran's I and Geary's C agree with R's spdep on Oxfordshire, in both styles and with both variances") {
    SKIP_WITHOUT_REFERENCE();
    const auto table = test::read_csv("reference/oxon_lsoa_imd2019_global.csv");
    const Sample sample = make_sample(test::oxfordshire().score);
    const Weights& queen = test::oxfordshire().queen;
    for (const auto& [style, name] : {std::pair{WeightStyle::row_standardised, "W"}, std::pair{WeightStyle::binary, "B"}}) {
        check_row(table, "moran_I_randomisation", name, moran_i(sample, queen, style, Variance::randomisation));
        check_row(table, "moran_I_normality", name, moran_i(sample, queen, style, Variance::normality));
        check_row(table, "geary_C_randomisation", name, geary_c(sample, queen, style, Variance::randomisation));
        check_row(table, "geary_C_normality", name, geary_c(sample, queen, style, Variance::normality));
    }
}

TEST_CASE("the Moran of EB-standardised rates agrees with spdep's EBImoran") {
    SKIP_WITHOUT_REFERENCE();
    const auto table = test::read_csv("reference/oxon_lsoa_idaci_eb.csv");
    REQUIRE(table.text("code") == test::oxfordshire().codes);
    const auto deviates = eb_standardised(test::cells_of(table.numbers("count")), test::cells_of(table.numbers("population")));
    const auto moran = moran_i(make_sample(deviates), test::oxfordshire().queen);
    REQUIRE(moran.has_value());
    CHECK(moran->value == doctest::Approx(0.336566711256518).epsilon(1e-9));  // oxon_lsoa_imd2019_global.csv
}

TEST_CASE("a checkerboard is the most unlike its neighbours that a map can be") {
    // Four cells in a ring, 1 0 / 0 1: every product of neighbouring deviations is -1/4, their squares' mean 1/4.
    const auto moran = moran_i(make_sample(test::cells_of({1, 0, 0, 1})), rook_of("AB/CD"), WeightStyle::binary, Variance::normality);
    REQUIRE(moran.has_value());
    CHECK(moran->value == doctest::Approx(-1));
    CHECK(moran->z < 0);
    CHECK(moran->p > 0.5);
}

TEST_CASE("constants, too few areas and nothing but missing values have no autocorrelation") {
    const Weights weights = rook_of("AB/CD");
    CHECK_FALSE(moran_i(make_sample(test::cells_of({0.1, 0.1, 0.1, 0.1})), weights).has_value());
    CHECK_FALSE(geary_c(make_sample(test::cells_of({0.1, 0.1, 0.1, 0.1})), weights).has_value());
    CHECK_FALSE(moran_i(make_sample(std::vector<Cell>(4)), weights).has_value());
    CHECK_FALSE(moran_i(make_sample(test::cells_of({1, 2})), rook_of("AB")).has_value());
    CHECK_FALSE(geary_c(make_sample(test::cells_of({1})), rook_of("A")).has_value());
}

TEST_CASE("an island stays in the mean but is not counted in n") {
    const auto moran = moran_i(make_sample(test::cells_of({1, 3, 2, 5, 9})), rook_of("AB.E/CD."));
    REQUIRE(moran.has_value());
    CHECK(moran->n == 4);
    // By hand: mean 4; deviations -3 -1 -2 1 5, squares 40; A, B, C, D each have two neighbours at weight 1/2:
    // products A(-3)(-1-2)/2 + B(-1)(-3+1)/2 + C(-2)(-3+1)/2 + D(1)(-1-2)/2 = 4.5 + 1 + 2 - 1.5 = 6; I = 4/4 * 6/40.
    CHECK(moran->value == doctest::Approx(0.15));
}

TEST_CASE("EB standardisation leaves out what cannot be a rate, and keeps the reason") {
    const std::vector<Cell> cases = {Cell::of(5), Cell::none(model::CellState::suppressed), Cell::of(2), Cell::of(9), Cell::of(-1)};
    const std::vector<Cell> people = {Cell::of(50), Cell::of(50), Cell::of(0), Cell::of(60), Cell::of(60)};
    const auto out = eb_standardised(cases, people);
    CHECK(out[0].has_number());
    CHECK(out[1].state == model::CellState::suppressed);
    CHECK(out[2].state == model::CellState::missing);
    CHECK(out[3].number > 0);
    CHECK(out[4].state == model::CellState::missing);
    for (const Cell& cell : eb_standardised(test::cells_of({0, 0}), test::cells_of({10, 20}))) CHECK_FALSE(cell.has_number());
}
