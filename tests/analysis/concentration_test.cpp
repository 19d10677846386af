#include "analysis/concentration.hpp"

#include <doctest/doctest.h>

#include "analysis/six_areas.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

Concentration concentration_of(const Areas& areas) { return concentration(rank_by_deprivation(areas.data(false))); }

}  // namespace

TEST_CASE("the curve cumulates people and events from the most deprived on") {
    const Concentration result = concentration_of(six_areas());
    REQUIRE(result.curve.size() == 7);
    CHECK(result.curve[0].people == 0);
    CHECK(result.curve[2].people == doctest::Approx(0.3));
    CHECK(result.curve[2].events == doctest::Approx(74.0 / 174));
    CHECK(result.curve[6].people == doctest::Approx(1));
    CHECK(result.curve[6].events == doctest::Approx(1));
}

TEST_CASE("the index is twice the covariance of rate and ridit over the mean") {
    // Python, from that other formula (Kakwani et al. 1997, equation 1) for the six areas: -0.18965517241379312.
    CHECK(*concentration_of(six_areas()).index == doctest::Approx(-0.18965517241379312).epsilon(1e-12));
}

TEST_CASE("equal rates give nought, and everything in the most deprived half gives minus a half") {
    CHECK(*concentration_of({cells("1 2 3"), cells("10 20 30"), cells("3 2 1")}).index == doctest::Approx(0));
    CHECK(*concentration_of({cells("8 0"), cells("10 10"), cells("2 1")}).index == doctest::Approx(-0.5));  // triangle by hand
    CHECK(*concentration_of({cells("0 8"), cells("10 10"), cells("2 1")}).index == doctest::Approx(0.5));
}

TEST_CASE("equally deprived areas make one straight piece, whatever their order") {
    const Concentration one = concentration_of({cells("9 1 4"), cells("10 10 10"), cells("5 5 1")});
    const Concentration other = concentration_of({cells("1 9 4"), cells("10 10 10"), cells("5 5 1")});
    CHECK(one.curve.size() == 3);
    CHECK(*one.index == *other.index);
}

TEST_CASE("without events or areas there is no curve") {
    CHECK_FALSE(concentration_of({cells("0 0"), cells("10 10"), cells("2 1")}).index);
    CHECK(concentration_of({cells("- *"), cells("10 10"), cells("2 1")}).curve.empty());
}
