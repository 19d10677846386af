#include "analysis/false_discovery.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/reference_data.hpp"

using namespace needsmap;
using analysis::benjamini_hochberg;

TEST_CASE("q values follow Benjamini and Hochberg, worked out by hand") {
    // Sorted 0.01 0.02 0.03 0.5 of four: 0.04, 0.04, 0.04, 0.5; from the largest down each is the least so far.
    const std::vector<std::optional<double>> p = {0.02, 0.5, std::nullopt, 0.01, 0.03};
    const auto q = benjamini_hochberg(p);
    CHECK(*q[0] == doctest::Approx(0.04));
    CHECK(*q[1] == doctest::Approx(0.5));
    CHECK_FALSE(q[2].has_value());
    CHECK(*q[3] == doctest::Approx(0.04));
    CHECK(*q[4] == doctest::Approx(0.04));
}

TEST_CASE("q values agree with R's p.adjust on the Gi* of Oxfordshire") {
    SKIP_WITHOUT_REFERENCE();
    const auto table = test::read_csv("reference/oxon_lsoa_imd2019_gistar.csv");
    const auto p = table.numbers("gistar_p_two_sided"), expected = table.numbers("gistar_p_fdr_bh");
    const auto q = benjamini_hochberg(std::vector<std::optional<double>>(p.begin(), p.end()));
    double worst = 0;
    for (std::size_t i = 0; i < q.size(); ++i) worst = std::max(worst, std::abs(*q[i] - expected[i]));
    CHECK(worst < 1e-12);
}

TEST_CASE("no tests, no q; equal p have equal q; q is never above 1") {
    CHECK(benjamini_hochberg({}).empty());
    const std::vector<std::optional<double>> p = {0.9, 0.9, 1.0};
    for (const auto& q : benjamini_hochberg(p)) CHECK((*q >= 0.9 && *q <= 1));
    CHECK(*benjamini_hochberg(p)[0] == *benjamini_hochberg(p)[1]);
}
