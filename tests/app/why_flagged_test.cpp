#include "app/why_flagged.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "analysis/global_autocorrelation.hpp"
#include "analysis/local_statistics.hpp"
#include "app/operation.hpp"
#include "app/planted_county.hpp"
#include "app/session.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

struct Asked {
    std::shared_ptr<const model::Workspace> workspace;
    LayerCache layers{workspace};
    WhyBasis basis;

    Asked(std::shared_ptr<const model::Workspace> county, const std::string& geography)
        : workspace(std::move(county)), basis(why_basis(layers, "child-poverty", geography)) {}
    WhyFlagged operator()(model::AreaIndex area) { return why_flagged(basis, layers, area); }
};

const TestLine& line(const WhyFlagged& why, std::string_view name) {
    const auto found = std::ranges::find(why.tests, name, &TestLine::name);
    REQUIRE_MESSAGE(found != why.tests.end(), std::string(name));
    return *found;
}

std::shared_ptr<const model::Result> hot_spots_of(const std::shared_ptr<const model::Workspace>& workspace, const char* statistic) {
    Params params;
    params.add("layer", "child-poverty"), params.add("statistic", statistic), params.add("permutations", "999");
    base::QuietJob job;
    const Operation& operation = *find_operation("hotspots");
    return operation.run(workspace, checked(operation, params), job).results.front();
}

}  // namespace

TEST_CASE("value, rank, neighbours and small areas of a ward are said in words") {
    Asked why(test::small_county(), "ward");
    const WhyFlagged ruscote = why(0);
    // 140 of 400: Wilson's 95 % interval is 30.48 to 39.80 (by hand: centre 0.35142, half width 0.04659).
    CHECK(ruscote.value == "35.0 %, between 30.5 and 39.8 (95 % interval)");
    CHECK(ruscote.standing == "Rank 1 of 4, worse than Tinyshire (18.1 %).");
    CHECK(ruscote.around ==
          "1 of its 3 neighbours with a figure is worse than Tinyshire (18.1 %). It touches the edge of the map: neighbours beyond are "
          "unknown.");
    REQUIRE(ruscote.neighbours.size() == 3);
    CHECK(ruscote.neighbours[0].area == 2);  // Riverside, 20 %
    CHECK(ruscote.neighbours[0].value == "20.0 %");
    CHECK(ruscote.neighbours[0].is_worse);
    CHECK_FALSE(ruscote.neighbours[2].is_worse);
    // 30, 34, 36 and 40 of 100; Wilson of 40 / 100 is 30.94 to 49.80.
    CHECK(ruscote.inside ==
          "Its 4 small areas range from 30.0 to 40.0 %; the worst is Small area 0 with 40.0 %, between 30.9 and 49.8 (95 % interval).");
    CHECK(line(ruscote, "National threshold").words == "worst 10 % in England");
    CHECK(line(ruscote, "Surely above Tinyshire").answer == TestAnswer::yes);
    // Its neighbours are all the others: no chance map could differ.
    CHECK(line(ruscote, "Getis-Ord Gi*").answer == TestAnswer::cannot_tell);
    CHECK(ruscote.turning_point.empty());
    CHECK(ruscote.headline == "Called an area of need by 2 of 2 tests.");
}

TEST_CASE("suppressed figures are neither shown nor counted") {
    Asked why(test::small_county(), "ward");
    // Upper Cherwell holds small areas 10, 11, 14 and 15: 8, suppressed, suppressed, missing.
    CHECK(why(3).inside.empty());  // one figure has no range
    Asked small(test::small_county(), "small-area");
    const WhyFlagged hidden = small(11);
    CHECK(hidden.value == "suppressed");
    CHECK(hidden.standing.empty());
    CHECK(hidden.headline == "Nothing can be said: it has no figure.");
    const WhyFlagged beside = small(10);  // neighbours 5 6 7 9 11 13 14 15, of which 11, 14 and 15 have no figure
    CHECK(beside.around.find("of its 5 neighbours with a figure") != std::string::npos);
    CHECK(beside.neighbours.back().value != "3.0 %");
    CHECK(std::ranges::count(beside.neighbours, "suppressed", &NeighbourLine::value) == 2);
}

TEST_CASE("the middle of a planted block stays hot by its neighbours, and its edge turns where the statistic says") {
    Asked why(test::planted_county(), "square");
    const WhyFlagged middle = why(26);
    CHECK(line(middle, "Getis-Ord Gi*").answer == TestAnswer::yes);
    CHECK(line(middle, "Local Moran").words.starts_with("high-high, q < 0.0001"));
    CHECK(middle.turning_point == "No value of its own would make it no hot spot: its neighbours alone keep it one.");
    const WhyFlagged far = why(143);
    CHECK(line(far, "Getis-Ord Gi*").answer == TestAnswer::no);
    CHECK(far.headline == "Not flagged: none of 4 tests calls it an area of need.");

    // At the turning value z is the critical one: worked out again from the changed figures by the whole-map functions.
    const auto flagged_by_itself = [&](model::AreaIndex area) { return turning_value(why.basis, area, 100); };
    const auto value = flagged_by_itself(52);  // touches the block at one corner, not hot itself
    REQUIRE(value.has_value());
    const model::Indicator& indicator = *why.basis.indicator;
    std::vector<model::Cell> numerators = indicator.numerator;
    numerators[52] = model::Cell::of(*value);  // of 100
    const auto tested = analysis::eb_standardised(numerators, indicator.denominator);
    const auto score = analysis::gi_star(analysis::make_sample(tested), why.basis.weights)[52];
    CHECK(score->z == doctest::Approx(why.basis.critical_z).epsilon(1e-6));
}

TEST_CASE("results of hot spots take the place of formulas, and consensus and scan join the tests") {
    const auto own = test::planted_county();
    auto with_all = model::with_result(*own, hot_spots_of(own, "gi*"));
    with_all = model::with_result(*with_all, hot_spots_of(own, "scan"));
    with_all = model::with_result(*with_all, hot_spots_of(own, "consensus"));
    Asked why(with_all, "square");
    const WhyFlagged middle = why(26);
    CHECK(line(middle, "Getis-Ord Gi*").words.find("formula") == std::string::npos);
    CHECK(line(middle, "Local Moran").words.find("formula") != std::string::npos);
    CHECK(line(middle, "Circular scan").words == "in circle 1, p = 0.001");
    CHECK(line(middle, "Consensus").words == "robust, hot in 32 of 32 ways of asking");
    CHECK(line(why(143), "Circular scan").words == "in no circle");
    CHECK(line(why(143), "Consensus").answer == TestAnswer::no);
}

TEST_CASE("a session asks about the layer behind a map of hot spots and answers again when results come") {
    Session session;
    const auto county = test::planted_county();
    session.open(county);
    REQUIRE(session.why(26).found);
    CHECK(session.why(26).found->tests[0].words.find("formula") != std::string::npos);
    session.add_results({hot_spots_of(county, "gi*")});
    REQUIRE(session.why(26).found);
    CHECK(session.why(26).found->layer->id == "child-poverty");
    CHECK(session.why(26).found->tests[0].words.find("formula") == std::string::npos);
    CHECK_FALSE(session.why(geo::no_area).found);
    session.apply(Undo{});
    CHECK(session.why(26).found->tests[0].words.find("formula") != std::string::npos);
}
