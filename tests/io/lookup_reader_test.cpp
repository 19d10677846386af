#include "io/lookup_reader.hpp"

#include <doctest/doctest.h>

using namespace needsmap;
using namespace needsmap::io;
using model::Geography;

namespace {
std::shared_ptr<Geography> geography(std::string id, std::size_t size) {
    auto out = std::make_shared<Geography>();
    out->id = std::move(id);
    out->codes.resize(size);
    return out;
}
}  // namespace

TEST_CASE("parents of parents become parents, gaps stay gaps") {
    auto small = geography("small", 4), ward = geography("ward", 3), locality = geography("locality", 2), area = geography("area", 1);
    small->parents["ward"] = {0, 1, 2, geo::no_area};
    ward->parents["locality"] = {0, 1, geo::no_area};
    ward->parent_method["locality"] = "by hand";
    locality->parents["area"] = {0, 0};
    complete_hierarchy({small, ward, locality, area});
    CHECK(*small->parents_in("locality") == std::vector<geo::AreaIndex>{0, 1, geo::no_area, geo::no_area});
    CHECK(*small->parents_in("area") == std::vector<geo::AreaIndex>{0, 0, geo::no_area, geo::no_area});
    CHECK(*ward->parents_in("area") == std::vector<geo::AreaIndex>{0, 0, geo::no_area});
    CHECK(area->parents.empty());
}

TEST_CASE("a direct lookup is never overruled by a way round") {
    auto small = geography("small", 2), ward = geography("ward", 2), district = geography("district", 2);
    small->parents["ward"] = {0, 1};
    small->parents["district"] = {1, 1};
    ward->parents["district"] = {0, 0};
    complete_hierarchy({small, ward, district});
    CHECK(*small->parents_in("district") == std::vector<geo::AreaIndex>{1, 1});
}

TEST_CASE("lookups in a circle end") {
    auto a = geography("a", 1), b = geography("b", 1);
    a->parents["b"] = {0};
    b->parents["a"] = {0};
    complete_hierarchy({a, b});
    CHECK(a->parents.size() == 1);
    CHECK(b->parents.size() == 1);
}
