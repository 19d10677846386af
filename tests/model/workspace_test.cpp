#include "model/workspace.hpp"

#include <doctest/doctest.h>

using namespace needsmap;
using namespace needsmap::model;

namespace {

std::shared_ptr<Geography> geography(std::string id, std::string singular, std::vector<std::pair<std::string, std::string>> areas) {
    auto out = std::make_shared<Geography>();
    out->id = std::move(id);
    out->singular = std::move(singular);
    for (auto& [code, name] : areas) {
        out->area_of_code.emplace(code, static_cast<AreaIndex>(out->codes.size()));
        out->label_points.push_back({static_cast<double>(out->codes.size()), 0});
        out->codes.push_back(code);
        out->names.push_back(name);
    }
    return out;
}

Workspace county() {
    Workspace workspace;
    auto wards =
        geography("ward", "ward", {{"W1", "Banbury Ruscote"}, {"W2", "St Clement's"}, {"W3", "Banbury Neithrop"}, {"W4", "Ruscombe"}});
    wards->parents["district"] = {0, 1, 0, geo::no_area};
    wards->parents["county"] = {0, 0, 0, 0};
    wards->parents["area"] = {0, 1, 0, 0};
    workspace.geographies = {wards, geography("area", "area", {{"A1", "North"}, {"A2", "Central"}}),
                             geography("district", "district", {{"D1", "Cherwell"}, {"D2", "Oxford"}, {"D3", "Banburyshire"}}),
                             geography("county", "county", {{"C", "Oxfordshire"}})};
    workspace.settlements = {{"Banbury", {1, 2}, SettlementClass::major_town, 0}, {"Banbury Cross", {3, 4}, SettlementClass::village, 0}};
    auto centres = std::make_shared<PlaceSet>();
    centres->id = "centres";
    centres->singular = "Children's Centre";
    centres->places = {{"1", "Ruscote Children’s Centre", {5, 6}, {}}};
    workspace.places = {centres};
    return workspace;
}

std::vector<std::string> titles(const std::vector<SearchHit>& hits) {
    std::vector<std::string> out;
    for (const SearchHit& hit : hits) out.push_back(hit.title);
    return out;
}

}  // namespace

TEST_CASE("things are found by id, and unknown ids give nothing") {
    const Workspace workspace = county();
    REQUIRE(workspace.find_geography("district"));
    CHECK(workspace.find_geography("district")->size() == 3);
    CHECK(workspace.find_places("centres")->places.size() == 1);
    CHECK_FALSE(workspace.find_geography("District"));
    CHECK_FALSE(workspace.find_layer("child-poverty"));
    CHECK_FALSE(workspace.find_table(""));
}

TEST_CASE("the native geography of a layer is that of its table") {
    Workspace workspace = county();
    auto table = std::make_shared<Table>();
    table->id = "children";
    table->geography = "ward";
    workspace.tables = {table};
    LayerDefinition layer;
    layer.table = "children";
    REQUIRE(workspace.native_geography(layer));
    CHECK(workspace.native_geography(layer)->id == "ward");
    layer.table = "adults";
    CHECK_FALSE(workspace.native_geography(layer));
}

TEST_CASE("search finds a ward by a later word of its name and says where it is") {
    const Workspace workspace = county();
    const auto hits = search(workspace, "ruscote", 10);
    CHECK(titles(hits) == std::vector<std::string>{"Banbury Ruscote", "Ruscote Children’s Centre"});
    CHECK(hits[1].subtitle == "Children's Centre");
    CHECK(hits[0].subtitle == "ward in Cherwell");
    CHECK(hits[0].area == AreaRef{"ward", 0});
    CHECK(hits[0].position == geo::MapPoint{0, 0});
}

TEST_CASE("search folds case, apostrophes and punctuation") {
    const Workspace workspace = county();
    CHECK(titles(search(workspace, "ST. CLEMENTS", 10)) == std::vector<std::string>{"St Clement's"});
    CHECK(titles(search(workspace, "st clement’s", 10)) == std::vector<std::string>{"St Clement's"});
}

TEST_CASE("every word that was typed has to begin a word of the name") {
    const Workspace workspace = county();
    CHECK(titles(search(workspace, "ban nei", 10)) == std::vector<std::string>{"Banbury Neithrop"});
    CHECK(search(workspace, "ban oxford", 10).empty());
}

TEST_CASE("an exact code comes before every name, in any case") {
    Workspace workspace = county();
    const auto hits = search(workspace, "w3", 10);
    REQUIRE(hits.size() == 1);
    CHECK(hits[0].title == "Banbury Neithrop");
}

TEST_CASE("the town comes before the areas and services named after it") {
    const Workspace workspace = county();
    const auto hits = search(workspace, "banbury", 3);
    REQUIRE(hits.size() == 3);
    CHECK(hits[0].title == "Banbury");
    CHECK(hits[0].kind == SearchHit::Kind::settlement);
    CHECK(hits[0].subtitle == "major town");
}

TEST_CASE("an empty search finds nothing rather than everything") {
    const Workspace workspace = county();
    CHECK(search(workspace, "", 10).empty());
    CHECK(search(workspace, " . ", 10).empty());
    CHECK(search(workspace, "banbury", 0).empty());
}

TEST_CASE("names of kinds, methods and directions read back as themselves") {
    for (const auto kind : {LayerKind::proportion, LayerKind::rate, LayerKind::count, LayerKind::score, LayerKind::rank})
        CHECK(layer_kind_from(to_string(kind)) == kind);
    for (const auto direction : {Direction::high_is_worse, Direction::low_is_worse, Direction::neutral})
        CHECK(direction_from(to_string(direction)) == direction);
    for (const auto method : {ClassMethod::quantile, ClassMethod::equal, ClassMethod::natural_breaks, ClassMethod::standard_deviation,
                              ClassMethod::fixed, ClassMethod::national})
        CHECK(class_method_from(to_string(method)) == method);
    CHECK(class_method_from("jenks") == ClassMethod::natural_breaks);
    CHECK(class_method_from("sd") == ClassMethod::standard_deviation);
    CHECK_FALSE(class_method_from("Jenks breaks"));
    CHECK(to_string(CellState::not_applicable) == "not applicable");
}

TEST_CASE("a layer's own word for what does not apply stands in sentences, and touches no other state") {
    model::LayerDefinition layer;
    CHECK(state_word(layer, CellState::not_applicable) == "not applicable");
    layer.not_applicable_label = "No service";
    CHECK(state_word(layer, CellState::not_applicable) == "no service");
    CHECK(state_word(layer, CellState::missing) == "missing");
}

TEST_CASE("a cell made of something that is no number is missing, never zero") {
    CHECK(Cell::of(0).has_number());
    CHECK_FALSE(Cell::of(std::numeric_limits<double>::infinity()).has_number());
    CHECK(Cell::of(std::nan("")).state == CellState::missing);
    CHECK_FALSE(Cell::none(CellState::suppressed).has_number());
    CHECK(Cell::of(3, true).state == CellState::provisional);
}
