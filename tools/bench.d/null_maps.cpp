// Does the false-discovery rate hold? Hot spots on 200 maps of pure noise: every discovery is false, so the rate is the share of maps with
// any. Prints one JSON object for tools/bench.
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <vector>

#include "analysis/counter_random.hpp"
#include "analysis/hot_spots.hpp"

using namespace needsmap;

namespace {

constexpr int side = 20;  // 400 areas, as many as a county's small areas
constexpr int maps = 200;
constexpr std::uint64_t seed = 2026;

/// Squares that count as neighbours when they share a border or a corner.
analysis::Weights queen_grid() {
    analysis::Weights weights;
    weights.rows.begin.push_back(0);
    for (int cell = 0; cell < side * side; ++cell) {
        for (int other = 0; other < side * side; ++other)
            if (other != cell && std::abs(other / side - cell / side) <= 1 && std::abs(other % side - cell % side) <= 1)
                weights.rows.index.push_back(other);
        weights.rows.begin.push_back(static_cast<std::uint32_t>(weights.rows.index.size()));
    }
    weights.touches_outside.assign(static_cast<std::size_t>(side * side), 0);
    return weights;
}

bool finds_something(const analysis::Weights& weights, std::uint64_t map, analysis::HotSpotStatistic statistic) {
    analysis::CounterRandom random(seed, map);
    std::vector<model::Cell> values;
    for (int cell = 0; cell < side * side; ++cell) values.push_back(model::Cell::of(random.below(1'000'000)));
    base::QuietJob job;
    const auto result = analysis::hot_spots(analysis::HotSpotInput{.values = values}, weights, statistic, {}, job);
    return result.count(analysis::SpotClass::not_significant) < side * side;
}

int run() {
    const analysis::Weights weights = queen_grid();
    int gi_star = 0, moran = 0;
    for (std::uint64_t map = 0; map < maps; ++map) {
        gi_star += finds_something(weights, map, analysis::HotSpotStatistic::gi_star) ? 1 : 0;
        moran += finds_something(weights, map, analysis::HotSpotStatistic::moran) ? 1 : 0;
    }
    std::printf("{\"gi_star_percent\": %.1f, \"moran_percent\": %.1f}\n", 100.0 * gi_star / maps, 100.0 * moran / maps);
    return 0;
}

}  // namespace

int main() {
    try {
        return run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
