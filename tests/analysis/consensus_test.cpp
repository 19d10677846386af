#include "analysis/consensus.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/counter_random.hpp"
#include "analysis/reference_data.hpp"
#include "base/error.hpp"
#include "support/text_map.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using model::Cell;

namespace {

constexpr int side = 12;
constexpr std::size_t middle = 5 * side + 5;

/// Square cells 1 km wide with the neighbours that a specification asks for.
Weights grid_weights(std::string_view text) {
    const WeightsSpec spec = weights_spec_from(text);
    geo::Neighbours rows;
    rows.begin.push_back(0);
    for (int cell = 0; cell < side * side; ++cell) {
        for (int other = 0; other < side * side; ++other) {
            const int down = std::abs(other / side - cell / side), across = std::abs(other % side - cell % side);
            const bool near = spec.kind == WeightsKind::rook ? down + across == 1 : std::max(down, across) == 1;
            if (near) rows.index.push_back(other);
        }
        rows.begin.push_back(static_cast<std::uint32_t>(rows.index.size()));
    }
    Weights weights;
    weights.spec = spec;
    weights.rows = higher_order(rows, spec.order);
    weights.touches_outside.assign(side * side, 0);
    return weights;
}
std::vector<Weights> four_weights() {
    return {grid_weights("queen"), grid_weights("rook"), grid_weights("queen:2"), grid_weights("rook:2")};
}

/// Noise with a raised block of 5 x 5 around the middle; one cell far away is raised alone.
std::vector<Cell> planted() {
    CounterRandom random(21, 0);
    std::vector<Cell> values;
    for (int cell = 0; cell < side * side; ++cell) {
        const bool inside = std::abs(cell / side - 5) <= 2 && std::abs(cell % side - 5) <= 2;
        values.push_back(Cell::of(random.below(1000) / 1000.0 + (inside ? 2 : 0)));
    }
    values.back() = Cell::of(3);
    return values;
}

ConsensusResult run(const HotSpotInput& input, const std::vector<Weights>& weights) {
    base::QuietJob job;
    const std::vector<ConsensusMeasure> measures = {{"", input}};
    return hot_spot_consensus(measures, weights, {.permutations = 1999}, job);
}

}  // namespace

TEST_CASE("a broad block is robustly hot, a lone high cell is not, and far away nothing is") {
    const std::vector<Cell> values = planted();
    const auto result = run({.values = values}, four_weights());
    CHECK(result.specifications.size() == 16);
    CHECK(result.areas[middle].verdict == ConsensusVerdict::robust);
    CHECK(result.areas[middle].hot == 16);
    CHECK(result.areas[side * side - 1].verdict != ConsensusVerdict::robust);
    CHECK(result.areas[side - 1].verdict == ConsensusVerdict::never);
    CHECK(consensus_sentence(result.areas[middle]) == "Hot in 16 of 16 ways of asking: robust.");
    int sum = 0;
    for (const int count : result.verdict_counts) sum += count;
    CHECK(sum == side * side);
}

TEST_CASE("each specification says what it asked and counts what it called") {
    const std::vector<Cell> values = planted();
    const auto result = run({.values = values}, four_weights());
    CHECK(result.specifications[0].name == "queen, Gi*, FDR 5 %");
    CHECK(result.specifications[3].name == "queen, local Moran, p ≤ 0.01");
    CHECK(result.specifications[4].name == "rook, Gi*, FDR 5 %");
    for (const ConsensusSpecification& s : result.specifications) CHECK(std::ranges::count(s.hot, 1) == s.hot_count);
    CHECK(result.method.find("16 specifications") != std::string::npos);
}

TEST_CASE("verdicts follow the shares") {
    // The words' bounds, over the areas of a real run: 16 specifications, robust from 13 (0.8 x 16 = 12.8), sensitive from 8.
    const std::vector<Cell> values = planted();
    for (const ConsensusArea& area : run({.values = values}, four_weights()).areas) {
        const ConsensusVerdict expected = area.hot >= 13  ? ConsensusVerdict::robust
                                          : area.hot >= 8 ? ConsensusVerdict::sensitive
                                          : area.hot >= 1 ? ConsensusVerdict::fragile
                                                          : ConsensusVerdict::never;
        CHECK(area.verdict == expected);
    }
}

TEST_CASE("low values are the need where low is worse") {
    std::vector<Cell> values = planted();
    for (Cell& cell : values) cell.number = -cell.number;
    const auto result = run({.values = values, .direction = model::Direction::low_is_worse}, four_weights());
    CHECK(result.areas[middle].verdict == ConsensusVerdict::robust);
    CHECK(run({.values = values}, four_weights()).areas[middle].verdict == ConsensusVerdict::never);
}

TEST_CASE("rates with denominators are asked raw and standardised") {
    std::vector<Cell> values = planted(), cases, people;
    for (Cell& cell : values) {
        cases.push_back(Cell::of(std::round(cell.number * 20)));
        people.push_back(Cell::of(100));
        cell = Cell::of(cases.back().number);
    }
    const std::vector<Weights> two = {grid_weights("queen"), grid_weights("rook")};
    const auto result = run({.values = values, .numerators = cases, .denominators = people}, two);
    CHECK(result.specifications.size() == 16);
    CHECK(result.specifications[4].name == "queen, Gi* of EB-standardised rates, FDR 5 %");
    CHECK(result.areas[middle].verdict == ConsensusVerdict::robust);
}

TEST_CASE("an area is judged by the specifications that can test it, and one that none can test says so") {
    std::vector<Cell> values = planted();
    values[3] = Cell{};
    std::vector<Weights> weights = four_weights();
    const auto result = run({.values = values}, weights);
    CHECK(result.areas[3].verdict == ConsensusVerdict::no_statistic);
    CHECK(consensus_sentence(result.areas[3]) == "No way of asking could test it.");
    // An island to one kind of neighbours only.
    std::vector<std::uint8_t> keep(side * side, 1);
    keep[middle] = 0;
    weights[1] = restricted(weights[1], keep);
    const auto without = run({.values = values}, weights);
    CHECK(without.areas[middle].tests == 12);
    CHECK(without.areas[middle].verdict == ConsensusVerdict::robust);
}

TEST_CASE("two periods double the specifications, and fewer than twelve are refused") {
    const std::vector<Cell> values = planted();
    const std::vector<ConsensusMeasure> measures = {{"2010", {.values = values}}, {"2011", {.values = values}}};
    const std::vector<Weights> two = {grid_weights("queen"), grid_weights("rook")};
    base::QuietJob job;
    const auto result = hot_spot_consensus(measures, two, {.permutations = 199}, job);
    CHECK(result.specifications.size() == 16);
    CHECK(result.specifications[8].name == "2011, queen, Gi*, FDR 5 %");
    CHECK_THROWS_AS((void)run({.values = values}, two), base::Error);
}
