#include "app/context_ring.hpp"

#include <doctest/doctest.h>

#include "analysis/evaluate_layer.hpp"
#include "app/small_county.hpp"
#include "base/error.hpp"

using namespace needsmap;
using model::Cell;

namespace {

/// A strip of `codes.size()` squares from the west, beginning `first` squares east of the larger map's edge, with the layer "score".
std::shared_ptr<model::Workspace> strip(int first, const std::vector<std::string>& codes, const std::vector<double>& scores) {
    auto workspace = std::make_shared<model::Workspace>();
    workspace->file = "/made/up/strip.toml";
    const auto count = static_cast<int>(codes.size());
    auto squares = test::make_geography("square", "Squares", "square", "S", codes,
                                        tiny::detail::grid_coverage(count, 1, 1'000, 430'000 + 1'000 * first));
    squares->codes = codes;
    squares->area_of_code.clear();
    for (std::size_t i = 0; i < codes.size(); ++i) squares->area_of_code[codes[i]] = static_cast<model::AreaIndex>(i);
    workspace->geographies = {squares};
    auto table = std::make_shared<model::Table>();
    table->id = "children", table->geography = "square";
    table->columns = {{"score", {}}};
    for (const double score : scores) table->columns[0].cells.push_back(Cell::of(score));
    workspace->tables = {table};
    workspace->layers = {test::score_layer()};
    return workspace;
}

/// C and B of the larger map A B C D, in another order and with scores of its own.
std::shared_ptr<const model::Indicator> county() { return analysis::evaluate_layer(*strip(1, {"B", "C"}, {20, 30}), "score", "square"); }
std::shared_ptr<model::Workspace> larger_map() { return strip(0, {"A", "B", "C", "D"}, {1, 2, 3, 4}); }

}  // namespace

TEST_CASE("the ring is what the larger map holds beside the county, whose own figures stay") {
    const app::WiderMap map = app::wider_map(*larger_map(), *county());
    CHECK(map.context == std::vector<std::uint8_t>{1, 0, 0, 1});
    CHECK(map.place == std::vector<model::AreaIndex>{1, 2});
    std::vector<double> values;
    for (const Cell& cell : map.value) values.push_back(cell.number);
    CHECK(values == std::vector<double>{1, 20, 30, 4});
    CHECK(map.numerator.empty());
}

TEST_CASE("what is found comes back by area of the county") {
    const app::WiderMap map = app::wider_map(*larger_map(), *county());
    analysis::HotSpotResult found;
    found.areas.resize(4);
    for (int i = 0; i < 4; ++i) found.areas[static_cast<std::size_t>(i)].neighbours = 10 + i;
    const analysis::HotSpotResult part = app::county_part(found, map);
    REQUIRE(part.areas.size() == 2);
    CHECK(part.areas[0].neighbours == 11);
    CHECK(part.areas[1].neighbours == 12);
}

TEST_CASE("a map that is no larger, lacks an area or has another layer is refused with its name") {
    const auto refusal = [](const model::Workspace& wider) {
        try {
            static_cast<void>(app::wider_map(wider, *county()));
        } catch (const base::Error& error) {
            return std::string(error.what());
        }
        return std::string("no error");
    };
    CHECK(refusal(*strip(1, {"B", "C"}, {2, 3})).find("no areas around") != std::string::npos);
    CHECK(refusal(*strip(0, {"A", "B", "X"}, {1, 2, 3})).find("strip.toml does not hold every square of the county: C") !=
          std::string::npos);
    CHECK(refusal(*strip(0, {"X", "Y", "Z"}, {1, 2, 3})).find("does not hold every square") != std::string::npos);
    auto other = larger_map();
    other->layers = {test::count_layer()};
    CHECK(refusal(*other).find("has no layer score") != std::string::npos);
    auto unit = larger_map();
    auto layer = test::score_layer();
    layer->unit = "points";
    unit->layers = {layer};
    CHECK(refusal(*unit).find("not in the unit") != std::string::npos);
}
