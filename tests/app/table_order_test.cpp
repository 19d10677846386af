#include "app/table_order.hpp"

#include <doctest/doctest.h>

#include "app/map_building.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using namespace needsmap::app;
using Order = std::vector<model::AreaIndex>;

namespace {

scene::MapInput map_of(const char* geography) {
    LayerCache layers(test::small_county());
    model::MapDocument document;
    document.layer = "child-poverty";
    document.geography = geography;
    return build_map(layers, document);
}

}  // namespace

TEST_CASE("rows stand by rank, name, value and class in either direction") {
    const scene::MapInput map = map_of("ward");  // 35, 10, 20, 4 %
    CHECK(table_order(map, "rank", false) == Order{0, 2, 1, 3});
    CHECK(table_order(map, "rank", true) == Order{3, 1, 2, 0});
    CHECK(table_order(map, "value", false) == Order{3, 1, 2, 0});
    CHECK(table_order(map, "name", false) == Order{1, 0, 2, 3});  // Banbury Road, Banbury Ruscote, Riverside, Upper Cherwell
    CHECK(table_order(map, "name", true) == Order{3, 2, 0, 1});
    CHECK(table_order(map, "class", false) == Order{3, 1, 2, 0});
    CHECK(table_order(map, "numerator", true) == Order{0, 2, 1, 3});
    CHECK(table_order(map, "denominator", false) == Order{3, 0, 1, 2});  // 300, then 400 three times by code
    CHECK(table_order(map, "code", true) == Order{3, 2, 1, 0});
}

TEST_CASE("rows without a number stand last in either direction") {
    const scene::MapInput map = map_of("small-area");
    for (const char* column : {"rank", "value", "numerator", "class"}) {
        for (const bool descending : {false, true}) {
            const Order order = table_order(map, column, descending);
            CAPTURE(column);
            REQUIRE(order.size() == 16);
            CHECK(Order(order.end() - 3, order.end()) == Order{11, 14, 15});
        }
    }
}

TEST_CASE("a map of boundaries alone stands by code") {
    LayerCache layers(test::small_county());
    model::MapDocument document;
    document.geography = "ward";
    CHECK(table_order(build_map(layers, document), "value", true) == Order{0, 1, 2, 3});
}
