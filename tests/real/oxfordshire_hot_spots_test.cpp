// Hot spots of the real county from its boundary file to the statistic, against R's spdep (README of the reference values).
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "analysis/evaluate_layer.hpp"
#include "analysis/hot_spots.hpp"
#include "app/context_ring.hpp"
#include "io/shared_data.hpp"
#include "io/workspace_reader.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using namespace needsmap::io;

namespace {

/// Two columns of a reference file, by code.
std::map<std::string, std::pair<double, double>> reference(const char* file, std::string_view first, std::string_view second) {
    std::ifstream in(shared_data().parent_path() / "reference" / file);
    REQUIRE_MESSAGE(in.good(), file);
    const auto fields_of = [](const std::string& line) {
        std::vector<std::string> out;
        std::istringstream fields(line);
        for (std::string field; std::getline(fields, field, ',');) out.push_back(field);
        return out;
    };
    std::string line;
    std::getline(in, line);
    const auto header = fields_of(line);
    const auto at = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(header, name) - header.begin()); };
    REQUIRE(std::max(at(first), at(second)) < header.size());
    std::map<std::string, std::pair<double, double>> out;
    while (std::getline(in, line)) {
        const auto row = fields_of(line);
        out[row[0]] = {std::stod(row[at(first)]), std::stod(row[at(second)])};
    }
    return out;
}

struct RealCounty {
    std::shared_ptr<const model::Workspace> workspace =
        read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "tests/real/oxfordshire.toml");
    std::shared_ptr<const model::Indicator> imd = evaluate_layer(*workspace, "imd-2019", "lsoa");
    Weights queen;

    RealCounty() {
        base::QuietJob job;
        queen = make_weights(imd->geography->coverage->full(), {}, {}, job);
    }
    [[nodiscard]] HotSpotResult hot_spots(HotSpotStatistic statistic) const {
        base::QuietJob job;
        HotSpotInput input;
        input.values = imd->value, input.direction = imd->definition->direction;
        return analysis::hot_spots(input, queen, statistic, {}, job);
    }
};

}  // namespace

TEST_CASE("Gi* of the real county, from its boundaries, equals spdep's for every LSOA") {
    SKIP_WITHOUT_SHARED_DATA();
    const RealCounty county;
    const auto expected = reference("oxon_lsoa_imd2019_gistar.csv", "gistar_z", "gistar_p_two_sided");
    const HotSpotResult found = county.hot_spots(HotSpotStatistic::gi_star);
    REQUIRE(found.areas.size() == 407);
    REQUIRE(expected.size() == 407);
    double largest_z = 0, largest_p = 0;
    for (std::size_t i = 0; i < found.areas.size(); ++i) {
        const auto& [z, p] = expected.at(county.imd->geography->codes[i]);
        largest_z = std::max(largest_z, std::abs(found.areas[i].z.number - z));
        largest_p = std::max(largest_p, std::abs(found.areas[i].p_analytic.number - p));
    }
    CHECK(largest_z < 1e-9);
    CHECK(largest_p < 1e-6);
}

TEST_CASE("the real county's queen neighbours are as many as spdep's") {
    SKIP_WITHOUT_SHARED_DATA();
    const RealCounty county;
    CHECK(county.queen.link_count() == 2'292);
    CHECK(county.queen.islands().empty());
    std::map<std::string, std::size_t> expected;
    std::ifstream in(shared_data().parent_path() / "reference" / "oxon_lsoa_queen_neighbours.csv");
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) ++expected[line.substr(0, line.find(','))];
    for (std::size_t i = 0; i < county.queen.size(); ++i) CHECK(county.queen.count(i) == expected[county.imd->geography->codes[i]]);
}

TEST_CASE("the real county's hot spots lie where its deprivation is") {
    SKIP_WITHOUT_SHARED_DATA();
    const RealCounty county;
    const HotSpotResult found = county.hot_spots(HotSpotStatistic::gi_star);
    const auto& lsoas = *county.imd->geography;
    const auto class_of = [&](std::string_view code) { return found.areas[static_cast<std::size_t>(*lsoas.find_code(code))].spot_class; };
    // An independent run of the same design (numpy, seed 7) calls 20 hot: Benjamini-Hochberg over twice its folded p, by hand in Python.
    // Its last is at p 0.0024; areas whose p lies within 0.0007 (one Monte Carlo error) of the limit may go either way.
    CHECK(std::abs(found.count(SpotClass::hot) - 20) <= 4);
    // The four highest Gi* of the reference: three in Oxford's south-east, and Banbury's Ruscote.
    for (const char* code : {"E01028520", "E01028454", "E01028568", "E01028519"}) CHECK(class_of(code) == SpotClass::hot);
    for (const HotSpotArea& area : found.areas)
        if (area.spot_class == SpotClass::hot) CHECK(area.z.number > 0);
}

TEST_CASE("with England as the context ring no area of the county is at an edge, and inner areas keep their statistic") {
    SKIP_WITHOUT_SHARED_DATA();
    const RealCounty county;
    base::QuietJob job;
    const auto england = read_workspace(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "tests/real/england.toml", {true, false}, job);
    const app::WiderMap map = app::wider_map(*england, *county.imd);
    HotSpotInput input;
    input.values = map.value, input.context = map.context, input.direction = county.imd->definition->direction;
    const Weights queen = make_weights(map.geography->coverage->full(), {}, {}, job);
    const HotSpotResult ring =
        app::county_part(analysis::hot_spots(input, queen, HotSpotStatistic::gi_star, {.permutations = 0}, job), map);
    const HotSpotResult alone = county.hot_spots(HotSpotStatistic::gi_star);
    REQUIRE(ring.areas.size() == 407);
    // Oxfordshire has no coast; alone, 58 of its LSOAs touch the outside.
    CHECK(alone.border_count == 58);
    CHECK(ring.border_count == 0);
    CHECK(ring.n == 407);
    int more_neighbours = 0;
    for (std::size_t i = 0; i < ring.areas.size(); ++i) {
        if (alone.areas[i].border) {
            more_neighbours += ring.areas[i].neighbours > alone.areas[i].neighbours ? 1 : 0;
            continue;
        }
        // The same neighbours, and mean and variance over the same 407 areas.
        CHECK(ring.areas[i].neighbours == alone.areas[i].neighbours);
        CHECK(ring.areas[i].z.number == doctest::Approx(alone.areas[i].z.number).epsilon(1e-12));
    }
    CHECK(more_neighbours >= 57);
}
