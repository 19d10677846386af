#include "analysis/local_statistics.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "analysis/reference_data.hpp"
#include "support/text_map.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;

namespace {

Weights queen_of(std::string_view map) {
    base::QuietJob job;
    return make_weights(test::text_coverage(map).coverage, {}, {}, job);
}
constexpr std::string_view five_by_five = "ABCDE/FGHIJ/KLMNO/PQRST/UVWXY";

}  // namespace

TEST_CASE("Gi* and Gi agree with R's spdep on Oxfordshire") {
    SKIP_WITHOUT_REFERENCE();
    const auto table = test::read_csv("reference/oxon_lsoa_imd2019_gistar.csv");
    REQUIRE(table.text("code") == test::oxfordshire().codes);
    const Sample sample = make_sample(test::oxfordshire().score);
    const auto star = gi_star(sample, test::oxfordshire().queen), plain = gi(sample, test::oxfordshire().queen);
    const auto star_z = table.numbers("gistar_z"), star_p = table.numbers("gistar_p_two_sided");
    const auto plain_z = table.numbers("gi_z"), plain_p = table.numbers("gi_p_two_sided");
    double worst_z = 0, worst_p = 0;
    for (std::size_t i = 0; i < star.size(); ++i) {
        REQUIRE(star[i].has_value());
        REQUIRE(plain[i].has_value());
        worst_z = std::max({worst_z, std::abs(star[i]->z - star_z[i]), std::abs(plain[i]->z - plain_z[i])});
        worst_p = std::max({worst_p, std::abs(star[i]->p - star_p[i]), std::abs(plain[i]->p - plain_p[i])});
    }
    CHECK(worst_z < 1e-9);
    CHECK(worst_p < 1e-6);
}

TEST_CASE("local Moran agrees with R's spdep on Oxfordshire, with Sokal's conditional moments") {
    SKIP_WITHOUT_REFERENCE();
    const auto table = test::read_csv("reference/oxon_lsoa_imd2019_localmoran.csv");
    const auto moran = local_moran(make_sample(test::oxfordshire().score), test::oxfordshire().queen);
    const auto value = table.numbers("Ii"), expectation = table.numbers("E_cond"), variance = table.numbers("Var_cond");
    const auto z = table.numbers("z_cond"), p = table.numbers("p_cond_two_sided");
    const std::map<std::string, Quadrant> quadrants = {{"High-High", Quadrant::high_high},
                                                       {"Low-Low", Quadrant::low_low},
                                                       {"High-Low", Quadrant::high_low},
                                                       {"Low-High", Quadrant::low_high}};
    double worst = 0, worst_p = 0;
    std::vector<std::string> other_quadrant;
    for (std::size_t i = 0; i < moran.size(); ++i) {
        REQUIRE(moran[i].has_value());
        worst = std::max({worst, std::abs(moran[i]->value - value[i]), std::abs(moran[i]->expectation - expectation[i]),
                          std::abs(moran[i]->variance - variance[i]), std::abs(moran[i]->z - z[i])});
        worst_p = std::max(worst_p, std::abs(moran[i]->p - p[i]));
        if (moran[i]->quadrant != quadrants.at(table.text("quadrant")[i])) other_quadrant.push_back(table.text("code")[i]);
    }
    // spdep splits the lags at the mean of the lags (11.667), we at the mean of the values (11.580), so that the quadrant goes with the
    // sign of Ii. One area lies between: low, its neighbours at 11.636, Ii = -0.005, which spdep calls low-low.
    CHECK(other_quadrant == std::vector<std::string>{"E01028696"});
    CHECK(worst < 1e-9);
    CHECK(worst_p < 1e-6);
}

TEST_CASE("Gi* of a single raised cell follows from the formula by hand") {
    // 5 x 5 cells, all 0 but the middle one (M) 1: mean 1/25, variance 1/25 - 1/625 = 24/625. A corner area has W = 4 and sum 0, the
    // middle W = 9 and sum 1. z = (sum - W/25) / sqrt(24/625 * (25 W - W^2)/24).
    std::vector<double> values(25, 0);
    values[12] = 1;
    const auto star = gi_star(make_sample(test::cells_of(values)), queen_of(five_by_five));
    CHECK(star[12]->z == doctest::Approx((1 - 9 / 25.0) / std::sqrt((25.0 * 9 - 81) / 625)));
    CHECK(star[0]->z == doctest::Approx(-4 / 25.0 / std::sqrt((25.0 * 4 - 16) / 625)));
    // To the middle cell all others are the same: Gi and local Moran of it have no variance.
    CHECK_FALSE(gi(make_sample(test::cells_of(values)), queen_of(five_by_five))[12].has_value());
    CHECK_FALSE(local_moran(make_sample(test::cells_of(values)), queen_of(five_by_five))[12].has_value());
}

TEST_CASE("an island, an area without a number and one that neighbours all others have no local statistic") {
    const Weights weights = queen_of("AAA.F/BCD.F/EEE.F");
    const Sample sample = make_sample(test::cells_of({1, 2, 3, 4, 5, 6}));
    CHECK_FALSE(gi_star(sample, weights)[5].has_value());
    CHECK(gi_star(sample, weights)[0].has_value());
    // Without F the area C touches all others.
    std::vector<Cell> cells = test::cells_of({1, 2, 3, 4, 5, 6});
    cells[5] = Cell{};
    const Sample five = make_sample(cells);
    const auto star = gi_star(five, restricted(weights, five.with_number()));
    CHECK_FALSE(star[2].has_value());
    CHECK_FALSE(star[5].has_value());
    CHECK(star[0].has_value());
}

TEST_CASE("constants have no local statistic") {
    const auto star = gi_star(make_sample(test::cells_of(std::vector<double>(25, 0.1))), queen_of(five_by_five));
    for (const auto& score : star) CHECK_FALSE(score.has_value());
}

TEST_CASE("an area at the mean has a local Moran of nought and no evidence") {
    std::vector<double> values(25, 0);
    values[0] = 1, values[24] = -1;  // the mean is 0, which all others have
    const auto moran = local_moran(make_sample(test::cells_of(values)), queen_of(five_by_five));
    REQUIRE(moran[12].has_value());
    CHECK(moran[12]->value == 0);
    CHECK(moran[12]->z == 0);
    CHECK(moran[12]->p == 1);
}

TEST_CASE("a context ring counts as neighbours but moves neither mean nor n") {
    std::vector<double> values(25);
    for (std::size_t i = 0; i < 25; ++i) values[i] = static_cast<double>(i % 7);
    std::vector<std::uint8_t> ring(25, 1);
    for (const std::size_t inner : {6u, 7u, 8u, 11u, 12u, 13u, 16u, 17u, 18u}) ring[inner] = 0;
    const Sample sample = make_sample(test::cells_of(values), ring);
    CHECK(sample.n == 9);
    CHECK(sample.mean == doctest::Approx((6 + 0 + 1 + 4 + 5 + 6 + 2 + 3 + 4) / 9.0));
    const Weights weights = queen_of(five_by_five);
    const auto star = gi_star(sample, weights);
    CHECK_FALSE(star[0].has_value());
    // Area G (6) has all eight neighbours, five of them in the ring, which is n - 1: nothing is left to compare with.
    CHECK_FALSE(star[6].has_value());
}
