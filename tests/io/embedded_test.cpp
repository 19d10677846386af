// The county that ships with the program loads whole and without a single finding.
#include <doctest/doctest.h>

#include <cmath>

#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

const model::Workspace& county() {
    static const auto workspace = read_fresh(embedded_workspace(), true);
    return *workspace;
}

struct Share {
    double part = 0, whole = 0;
    [[nodiscard]] double per(double base) const { return part / whole * base; }
};

/// Sums of a layer's numerator and denominator by area of `geography`, worked out here and not by the analysis layer.
std::vector<Share> shares(std::string_view layer_id, std::string_view geography) {
    const auto layer = county().find_layer(layer_id);
    const auto table = county().find_table(layer->table);
    const auto& parents = *county().find_geography("small-area")->parents_in(geography);
    const auto& part = table->find(layer->numerator)->cells;
    const auto& whole = table->find(layer->denominator)->cells;
    std::vector<Share> out(county().find_geography(geography)->size());
    for (std::size_t a = 0; a < parents.size(); ++a)
        if (part[a].has_number() && whole[a].has_number())
            out[static_cast<std::size_t>(parents[a])].part += part[a].number,
                out[static_cast<std::size_t>(parents[a])].whole += whole[a].number;
    return out;
}
double printed(double value) { return std::round(value * 10) / 10; }

}  // namespace

TEST_CASE("the embedded county has no findings") { CHECK_MESSAGE(county().diagnostics.empty(), all_text(county().diagnostics)); }

TEST_CASE("the embedded county has its geographies, each nested in the next") {
    const auto size = [](std::string_view id) { return county().find_geography(id)->size(); };
    CHECK(size("small-area") >= 380);
    CHECK(size("ward") == 136);
    CHECK(size("locality") == 13);
    CHECK(size("area") == 3);
    CHECK(size("district") == 5);
    CHECK(size("county") == 1);
    for (const char* id : {"ward", "locality", "area", "district", "county"}) {
        const auto* parents = county().find_geography("small-area")->parents_in(id);
        REQUIRE(parents);
        CHECK(std::ranges::count(*parents, geo::no_area) == 0);
    }
    CHECK(county().illustrative);
    CHECK(county().default_geography == "ward");
    CHECK(county().default_layer == "child-poverty");
}

TEST_CASE("every geography covers the same ground") {
    const double whole = county().find_geography("county")->coverage->full().area_m2(0);
    CHECK(whole > 2.4e9);  // Oxfordshire has 2,605 km²; the schematic county is about that
    CHECK(whole < 2.8e9);
    for (const auto& geography : county().geographies) {
        double sum = 0;
        for (std::size_t a = 0; a < geography->size(); ++a) sum += geography->coverage->full().area_m2(static_cast<geo::AreaIndex>(a));
        CHECK(sum == doctest::Approx(whole).epsilon(1e-9));
        CHECK(geography->label_points.size() == geography->size());
        for (std::size_t a = 0; a < geography->size(); ++a)
            CHECK(geography->locator->find(geography->label_points[a]) == static_cast<geo::AreaIndex>(a));
    }
}

TEST_CASE("all six layers with figures find their columns, and the index its layers") {
    REQUIRE(county().layers.size() == 7);
    REQUIRE(county().find_layer("need-index"));
    CHECK(county().native_geography(*county().find_layer("need-index"))->id == "small-area");
    for (const char* id : {"deprivation", "child-poverty", "under-18-conceptions", "children-0-4", "neet", "obesity-year-6"}) {
        const auto layer = county().find_layer(id);
        REQUIRE(layer);
        const auto table = county().find_table(layer->table);
        REQUIRE(table);
        for (const std::string& column : {layer->numerator, layer->denominator, layer->value, layer->weight})
            CHECK((column.empty() || table->find(column) != nullptr));
        CHECK_FALSE(layer->source.empty());
        CHECK_FALSE(layer->licence.empty());
    }
}

TEST_CASE("county figures are the plans' figures") {
    const auto figure = [](std::string_view layer, double base) { return printed(shares(layer, "county")[0].per(base)); };
    CHECK(figure("child-poverty", 100) == 11.8);
    CHECK(shares("child-poverty", "county")[0].part > 13000);
    CHECK(figure("under-18-conceptions", 1000) == 29.5);
    CHECK(figure("neet", 100) == 6.5);
    CHECK(figure("obesity-year-6", 100) == 15.8);
}

TEST_CASE("nine wards lie in the worst tenth for child poverty and sixteen more in the worst quarter") {
    const auto layer = county().find_layer("child-poverty");
    REQUIRE(layer->thresholds.size() == 2);
    std::vector<int> beyond(2, 0);
    for (const Share& share : shares("child-poverty", "ward"))
        for (std::size_t t = 0; t < 2; ++t) beyond[t] += share.per(100) >= layer->thresholds[t].value ? 1 : 0;
    CHECK(beyond[0] == 9);
    CHECK(beyond[1] == 9 + 16);
}

TEST_CASE("half of the conceptions are in Oxford and Banbury") {
    const auto conceptions = shares("under-18-conceptions", "locality");
    const auto& names = county().find_geography("locality")->names;
    double there = 0, all = 0;
    for (std::size_t l = 0; l < names.size(); ++l) {
        all += conceptions[l].part;
        if (names[l].find("Oxford") != std::string::npos || names[l].find("Banbury") != std::string::npos) there += conceptions[l].part;
    }
    CHECK(there / all > 0.45);
    CHECK(there / all < 0.6);
}

TEST_CASE("all services stand in the county with their attributes") {
    const auto size = [](std::string_view id) { return county().find_places(id) ? county().find_places(id)->places.size() : 0; };
    CHECK(size("childrens-centres") == 45);
    for (const char* id : {"early-intervention-hubs", "schools", "play-areas", "youth-centres", "sexual-health-services"})
        CHECK(size(id) > 0);
    for (const auto& set : county().places)
        for (const model::Place& place : set->places) {
            CAPTURE(place.name);
            CHECK(county().find_geography("county")->locator->find(place.position) == 0);
            CHECK(place.details.size() == set->details.size());
        }
    CHECK(county().settlements.size() > 20);
    CHECK(county().context.size() == 5);
}

TEST_CASE("the embedded county's play areas are graded by their quality, every one of them") {
    const auto set = county().find_places("play-areas");
    REQUIRE(set);
    CHECK(set->graded_by == "quality");
    REQUIRE(set->grades.size() == 3);
    // Counted in play-areas.csv by its column quality: 110 good, 46 fair, 24 poor.
    std::vector<int> count(3, 0);
    for (const model::Place& place : set->places) {
        const auto grade = model::grade_of(*set, place);
        REQUIRE(grade);
        ++count[*grade];
    }
    CHECK(count == std::vector<int>{110, 46, 24});
}
