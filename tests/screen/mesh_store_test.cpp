#include "screen/mesh_store.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "support/text_map.hpp"

using namespace needsmap;
using screen::MeshKind;

namespace {

std::shared_ptr<const geo::Coverage> map(const char* text) {
    return std::make_shared<const geo::Coverage>(test::text_coverage(text).coverage);
}

}  // namespace

TEST_CASE("a requested mesh is there after a while and is handed over once") {
    screen::MeshStore store;
    const auto coverage = map("AAB/ACB");
    CHECK(store.take(coverage, MeshKind::fill) == nullptr);
    store.request(coverage, MeshKind::fill);
    store.request(coverage, MeshKind::fill);
    store.finish();
    CHECK_FALSE(store.working());
    const auto mesh = store.take(coverage, MeshKind::fill);
    REQUIRE(mesh);
    double area_m2 = 0;
    for (std::size_t i = 0; i < mesh->fill.indices.size(); i += 3) {
        const auto &a = mesh->fill.vertices[mesh->fill.indices[i]], &b = mesh->fill.vertices[mesh->fill.indices[i + 1]],
                   &c = mesh->fill.vertices[mesh->fill.indices[i + 2]];
        area_m2 += std::abs((b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y)) / 2;
    }
    CHECK(area_m2 == doctest::Approx(6e6));  // six cells of 1 km
    CHECK(store.take(coverage, MeshKind::fill) == nullptr);
}

TEST_CASE("waiting makes what nobody has asked for") {
    screen::MeshStore store;
    const auto coverage = map("AB");
    const auto all = store.wait(coverage, MeshKind::borders), outer = store.wait(coverage, MeshKind::outline);
    REQUIRE((all && outer));
    CHECK(all->borders.stroke.segments.size() == outer->borders.stroke.segments.size() + 1);
}

TEST_CASE("leaving with work to do does no harm") {
    screen::MeshStore store;
    for (int i = 0; i < 20; ++i) store.request(map("ABCD/EFGH/IJKL"), MeshKind::fill);
}
