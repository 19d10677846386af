#include "analysis/evaluate_layer.hpp"

#include <doctest/doctest.h>

#include <sstream>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::model;

namespace {

// Six small areas a..f in two wards, drawn as the county lies; f belongs to no ward.
//   a b | d
//   c   | e   f
constexpr std::string_view small_areas = "a b c d e f";
constexpr std::string_view ward_of_area = "0 0 0 1 1 -";

std::vector<std::string> words(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::vector<std::string> out;
    for (std::string word; in >> word;) out.push_back(word);
    return out;
}

/// "5 - * 3p n" -> value, missing, suppressed, provisional, not applicable.
std::vector<Cell> cells(std::string_view text) {
    std::vector<Cell> out;
    for (const std::string& word : words(text)) {
        if (word == "-")
            out.push_back(Cell::none(CellState::missing));
        else if (word == "*")
            out.push_back(Cell::none(CellState::suppressed));
        else if (word == "n")
            out.push_back(Cell::none(CellState::not_applicable));
        else
            out.push_back(Cell::of(std::stod(word), word.ends_with('p')));
    }
    return out;
}

std::shared_ptr<Geography> geography(std::string id, std::string title, std::string singular, std::string_view codes) {
    auto out = std::make_shared<Geography>();
    out->id = std::move(id), out->title = std::move(title), out->singular = std::move(singular);
    out->codes = out->names = words(codes);
    return out;
}

/// One layer "x" on table "t" by small area, with the given columns.
Workspace workspace_with(LayerDefinition layer, std::vector<Table::Column> columns) {
    Workspace workspace;
    auto fine = geography("small-area", "Small areas", "small area", small_areas);
    for (const std::string& word : words(ward_of_area)) fine->parents["ward"].push_back(word == "-" ? geo::no_area : std::stoi(word));
    workspace.geographies = {fine, geography("ward", "Wards", "ward", "W0 W1"), geography("parish", "Parishes", "parish", "P0")};
    auto table = std::make_shared<Table>();
    table->id = "t", table->geography = "small-area", table->columns = std::move(columns);
    workspace.tables = {table};
    layer.id = "x", layer.title = "X", layer.table = "t";
    workspace.layers = {std::make_shared<LayerDefinition>(layer)};
    return workspace;
}

LayerDefinition proportion(double suppress_below = 0) {
    LayerDefinition layer;
    layer.kind = LayerKind::proportion;
    layer.numerator = "poor", layer.denominator = "children";
    layer.suppress_below = suppress_below;
    return layer;
}
LayerDefinition of_kind(LayerKind kind, std::string weight = {}) {
    LayerDefinition layer;
    layer.kind = kind;
    layer.value = "v", layer.weight = std::move(weight);
    return layer;
}

}  // namespace

TEST_CASE("on its own areas a proportion is numerator over denominator") {
    const auto workspace = workspace_with(proportion(), {{"poor", cells("10 0 30 5 1 7")}, {"children", cells("100 50 60 50 10 70")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "small-area");
    CHECK(x->value[0].number == doctest::Approx(10));  // 10 of 100
    CHECK(x->value[1].number == 0);                    // zero is a number
    CHECK(x->value[1].has_number());
    CHECK(x->value[2].number == doctest::Approx(50));  // 30 of 60
    CHECK(x->county_value.number == doctest::Approx(53.0 / 340 * 100));
    CHECK(x->county_numerator.number == 53);
    CHECK(x->county_denominator.number == 340);
    CHECK(x->method_note.empty());
}

TEST_CASE("a ward's rate comes from summed numerators and denominators, not from averaged rates") {
    const auto workspace = workspace_with(proportion(), {{"poor", cells("10 0 30 5 1 7")}, {"children", cells("100 50 60 50 10 70")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(x->numerator[0].number == 40);
    CHECK(x->denominator[0].number == 210);
    CHECK(x->value[0].number == doctest::Approx(40.0 / 210 * 100));  // the mean of the three rates would be 20
    CHECK(x->value[1].number == doctest::Approx(10));                // (5 + 1) of (50 + 10)
    CHECK(x->county_numerator.number == 53);                         // f is in no ward but in the county
    CHECK(x->method_note == "Numerators and denominators summed over small areas, then divided.");
}

TEST_CASE("a part that lacks either number is left out of both sums and counted") {
    const auto workspace = workspace_with(proportion(), {{"poor", cells("10 - 30 5 1 7")}, {"children", cells("100 50 60 - 10 70")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(x->numerator[0].number == 40);
    CHECK(x->denominator[0].number == 160);  // not 210: b has no numerator
    CHECK(x->parts_missing[0] == 1);
    CHECK(x->value[1].number == doctest::Approx(10));  // e alone
    CHECK(x->parts_missing[1] == 1);
}

TEST_CASE("no part with numbers gives missing, never zero") {
    const auto workspace = workspace_with(proportion(), {{"poor", cells("- - - 5 1 7")}, {"children", cells("100 50 60 50 10 70")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(x->value[0].state == CellState::missing);
    CHECK(x->parts_missing[0] == 3);
    CHECK(x->rank[0] == 0);
    CHECK(x->ranked_count == 1);
}

TEST_CASE("a zero denominator gives a missing rate and keeps the counts") {
    const auto workspace = workspace_with(proportion(), {{"poor", cells("0 0 0 5 1 7")}, {"children", cells("0 0 0 50 10 70")}});
    const auto fine = analysis::evaluate_layer(workspace, "x", "small-area");
    CHECK(fine->value[0].state == CellState::missing);
    CHECK(fine->denominator[0].number == 0);
    CHECK(analysis::evaluate_layer(workspace, "x", "ward")->value[0].state == CellState::missing);
}

TEST_CASE("an area that no part lies in has no data") {
    auto workspace = workspace_with(of_kind(LayerKind::count), {{"v", cells("1 2 3 4 5 6")}});
    auto fine = std::make_shared<Geography>(*workspace.geographies[0]);
    fine->parents["ward"] = {0, 0, 0, 0, 0, 0};
    workspace.geographies[0] = fine;
    const auto x = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(x->value[0].number == 21);
    CHECK(x->value[1].state == CellState::missing);
    CHECK(x->parts_missing[1] == 0);
}

TEST_CASE("a small numerator hides value, numerator and denominator, but not a zero") {
    const auto workspace = workspace_with(proportion(5), {{"poor", cells("4 0 30 2 2 5")}, {"children", cells("100 50 60 50 10 70")}});
    const auto fine = analysis::evaluate_layer(workspace, "x", "small-area");
    CHECK(fine->value[0].state == CellState::suppressed);
    CHECK(fine->numerator[0].state == CellState::suppressed);
    CHECK(fine->denominator[0].state == CellState::suppressed);
    CHECK(fine->value[1].number == 0);
    CHECK(fine->value[5].number == doctest::Approx(5.0 / 70 * 100));  // 5 is not below 5
    const auto wards = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(wards->numerator[0].number == 34);                // the source numbers are known: the sum is whole
    CHECK(wards->value[1].state == CellState::suppressed);  // 2 + 2 is still small
}

TEST_CASE("suppression also hides small counts") {
    auto layer = of_kind(LayerKind::count);
    layer.suppress_below = 5;
    const auto x = analysis::evaluate_layer(workspace_with(layer, {{"v", cells("4 0 5 1 2 9")}}), "x", "small-area");
    CHECK(x->value[0].state == CellState::suppressed);
    CHECK(x->value[1].number == 0);
    CHECK(x->value[2].number == 5);
}

TEST_CASE("a small numerator without a denominator stays hidden") {
    const auto workspace = workspace_with(proportion(5), {{"poor", cells("4 9 30 2 2 5")}, {"children", cells("- - 60 50 10 70")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "small-area");
    CHECK(x->numerator[0].state == CellState::suppressed);
    CHECK(x->numerator[1].number == 9);
    CHECK(x->value[1].state == CellState::missing);
}

TEST_CASE("source cells that are all suppressed make a suppressed sum, with others they are left out") {
    const auto workspace = workspace_with(of_kind(LayerKind::count), {{"v", cells("* * - * 5 1")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(x->value[0].state == CellState::suppressed);
    CHECK(x->value[1].number == 5);
    CHECK(x->parts_missing[1] == 1);
}

TEST_CASE("what does not apply anywhere in a ward does not apply to the ward; what is merely missing there is missing") {
    const auto workspace = workspace_with(of_kind(LayerKind::count), {{"v", cells("n n n n - 1")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(x->value[0].state == CellState::not_applicable);
    CHECK(x->value[1].state == CellState::missing);
}

TEST_CASE("a provisional part makes a provisional sum") {
    const auto workspace = workspace_with(of_kind(LayerKind::count), {{"v", cells("1 2p 3 4 5 6")}});
    const auto x = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(x->value[0].state == CellState::provisional);
    CHECK(x->value[0].number == 6);
    CHECK(x->value[1].state == CellState::value);
}

TEST_CASE("a score with a weight is averaged by it, and is itself on its own areas") {
    const auto workspace =
        workspace_with(of_kind(LayerKind::score, "people"), {{"v", cells("10 20 40 -2 6 1")}, {"people", cells("100 100 200 - 50 9")}});
    const auto wards = analysis::evaluate_layer(workspace, "x", "ward");
    CHECK(wards->value[0].number == doctest::Approx(27.5));  // (1000 + 2000 + 8000) / 400
    CHECK(wards->value[1].number == doctest::Approx(6));     // d has no weight
    CHECK(wards->parts_missing[1] == 1);
    CHECK(wards->method_note == "Mean of small areas weighted by people.");
    const auto fine = analysis::evaluate_layer(workspace, "x", "small-area");
    CHECK(fine->value[3].number == -2);
    CHECK(fine->county_value.number == doctest::Approx((1000 + 2000 + 8000 + 300 + 9) / 459.0));
}

TEST_CASE("ranks and scores without weight refuse to be put together, and say why") {
    const auto score = workspace_with(of_kind(LayerKind::score), {{"v", cells("1 2 3 4 5 6")}});
    const auto rank = workspace_with(of_kind(LayerKind::rank), {{"v", cells("1 2 3 4 5 6")}});
    CHECK(analysis::layer_availability(score, *score.layers[0], "small-area").available);
    const auto refusal = analysis::layer_availability(score, *score.layers[0], "ward");
    CHECK_FALSE(refusal.available);
    CHECK(refusal.reason == "A score without weights cannot be averaged over wards; it is shown by small area only.");
    CHECK_FALSE(analysis::layer_availability(rank, *rank.layers[0], "ward").available);
    CHECK_THROWS_AS((void)analysis::evaluate_layer(score, "x", "ward"), base::Error);
    CHECK(analysis::evaluate_layer(score, "x", "small-area")->county_value.state == CellState::not_applicable);
}

TEST_CASE("a geography that no lookup leads to is refused, as are unknown names") {
    const auto workspace = workspace_with(of_kind(LayerKind::count), {{"v", cells("1 2 3 4 5 6")}});
    CHECK(analysis::layer_availability(workspace, *workspace.layers[0], "parish").reason ==
          "The figures are by small area, and no lookup says which parish each belongs to.");
    CHECK_FALSE(analysis::layer_availability(workspace, *workspace.layers[0], "planet").available);
    CHECK_THROWS_AS((void)analysis::evaluate_layer(workspace, "y", "ward"), base::Error);
    const auto no_column = workspace_with(of_kind(LayerKind::count), {{"w", cells("1 2 3 4 5 6")}});
    CHECK(analysis::layer_availability(no_column, *no_column.layers[0], "ward").reason == "The table t has no column v; it has w.");
}

TEST_CASE("rank 1 is the worst by direction and ties share the best rank") {
    auto layer = of_kind(LayerKind::count);
    const std::string_view values = "7 9 - 9 1 7";
    const auto high = analysis::evaluate_layer(workspace_with(layer, {{"v", cells(values)}}), "x", "small-area");
    CHECK(high->rank == std::vector<int>{3, 1, 0, 1, 5, 3});
    CHECK(high->ranked_count == 5);
    layer.direction = Direction::low_is_worse;
    CHECK(analysis::evaluate_layer(workspace_with(layer, {{"v", cells(values)}}), "x", "small-area")->rank ==
          std::vector<int>{2, 4, 0, 4, 1, 2});
    layer.direction = Direction::neutral;
    CHECK(analysis::evaluate_layer(workspace_with(layer, {{"v", cells(values)}}), "x", "small-area")->rank == high->rank);
}

TEST_CASE("a rate is per its base, and pooled years are already in both columns") {
    auto layer = proportion();
    layer.kind = LayerKind::rate, layer.per = 1000, layer.pooled_years = 3;
    const auto workspace = workspace_with(layer, {{"poor", cells("7 0 0 0 0 0")}, {"children", cells("246 1 1 1 1 1")}});
    // 7 conceptions over 246 person-years = 28.5 per 1,000
    CHECK(analysis::evaluate_layer(workspace, "x", "small-area")->value[0].number == doctest::Approx(28.455).epsilon(1e-4));
}

TEST_CASE("the method note names how the lookup was made") {
    auto workspace = workspace_with(of_kind(LayerKind::count), {{"v", cells("1 2 3 4 5 6")}});
    auto fine = std::make_shared<Geography>(*workspace.geographies[0]);
    fine->parent_method["ward"] = "point on surface";
    workspace.geographies[0] = fine;
    CHECK(analysis::evaluate_layer(workspace, "x", "ward")->method_note ==
          "Summed over small areas; small areas belong to wards by point on surface.");
}
