#include "analysis/moran_scatter.hpp"

#include <doctest/doctest.h>

#include "analysis/global_autocorrelation.hpp"
#include "support/text_map.hpp"

using namespace needsmap;
using model::Cell;

namespace {

/// A row of areas, each beside the next.
geo::Neighbours chain(std::size_t count) {
    geo::Neighbours out;
    out.begin.push_back(0);
    for (std::size_t i = 0; i < count; ++i) {
        if (i > 0) out.index.push_back(static_cast<geo::AreaIndex>(i - 1));
        if (i + 1 < count) out.index.push_back(static_cast<geo::AreaIndex>(i + 1));
        out.begin.push_back(static_cast<std::uint32_t>(out.index.size()));
    }
    return out;
}
std::vector<Cell> cells(const std::vector<double>& numbers) {
    std::vector<Cell> out;
    for (const double n : numbers) out.push_back(Cell::of(n));
    return out;
}

}  // namespace

TEST_CASE("a point stands at an area's value and the mean of its neighbours") {
    const auto scatter = analysis::moran_scatter(cells({1, 2, 6}), chain(3));
    CHECK(scatter.value == std::vector<double>{1, 2, 6});
    CHECK(scatter.neighbours == std::vector<double>{2, 3.5, 2});
    CHECK(scatter.mean == 3);
    // By hand: z = -2, -1, 3; lag less mean = -1, 0.5, -1; (2 - 0.5 - 3) / 14.
    CHECK(scatter.slope == doctest::Approx(-1.5 / 14));
}

TEST_CASE("the slope is Moran's I") {
    const std::vector<double> values = {3, 4, 8, 7, 2, 1, 5};
    analysis::Weights weights;
    weights.rows = chain(values.size());
    weights.touches_outside.assign(values.size(), 0);
    const auto moran = analysis::moran_i(analysis::make_sample(cells(values)), weights);
    REQUIRE(moran);
    // The same number from sums in another order: equal to rounding.
    CHECK(analysis::moran_scatter(cells(values), chain(values.size())).slope == doctest::Approx(moran->value).epsilon(1e-12));
}

TEST_CASE("an area without a number is nobody's neighbour, and an island takes no part") {
    auto values = cells({1, 2, 0, 6});
    values[2] = Cell::none(model::CellState::suppressed);
    const auto scatter = analysis::moran_scatter(values, chain(4));
    CHECK(scatter.area == std::vector<geo::AreaIndex>{0, 1});
    CHECK(scatter.neighbours == std::vector<double>{2, 1});
    CHECK(scatter.without_number == 1);
    CHECK(scatter.islands == 1);
}

TEST_CASE("equal values everywhere have no slope") {
    CHECK(analysis::moran_scatter(cells({0.1, 0.1, 0.1}), chain(3)).slope == 0);
    CHECK(analysis::moran_scatter({}, chain(0)).slope == 0);
}
