// Pockets and reach on the real county: children in income-deprived families (IoD 2019, numerator of IDACI; 90 LSOAs not published) among
// dependent children aged 0-15, mid-2015. Close to, but not, the published IDACI score (README of the shared data).
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "analysis/evaluate_layer.hpp"
#include "analysis/pockets.hpp"
#include "analysis/reach.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using namespace needsmap::io;

namespace {

/// A column of a file without quotes, by LSOA; blank = not published.
std::vector<model::Cell> column(const std::string& file, std::string_view name, const model::Geography& lsoas) {
    std::ifstream in(shared_data() / "oxfordshire" / file);
    std::vector<model::Cell> cells(lsoas.size());
    const auto split = [](const std::string& line) {
        std::vector<std::string> out(1);
        for (const char c : line) {
            if (c == ',')
                out.emplace_back();
            else if (c != '\r')
                out.back() += c;
        }
        return out;
    };
    std::string line;
    std::getline(in, line);
    const std::vector<std::string> header = split(line);
    const auto at = static_cast<std::size_t>(std::ranges::find(header, name) - header.begin());
    REQUIRE(at < header.size());
    while (std::getline(in, line)) {
        const std::vector<std::string> row = split(line);
        const auto area = lsoas.find_code(row[0]);
        if (area && !row[at].empty()) cells[static_cast<std::size_t>(*area)] = model::Cell::of(std::stod(row[at]));
    }
    return cells;
}

/// The county with one more layer, whose numerator and denominator come from two files.
model::Workspace with_income_deprived_children() {
    model::Workspace workspace = *read_fresh(std::filesystem::path(NEEDSMAP_SOURCE_DIR) / "tests/real/oxfordshire.toml");
    const model::Geography& lsoas = *workspace.find_geography("lsoa");
    auto table = std::make_shared<model::Table>();
    table->id = "income-deprived-children", table->geography = "lsoa";
    table->columns = {{"deprived", column("iod2019_indicators_lsoa11.csv", "idaci_numerator", lsoas)},
                      {"children", column("population_lsoa11_mid2015_iod.csv", "children0_15", lsoas)}};
    auto layer = std::make_shared<model::LayerDefinition>();
    layer->id = layer->table = table->id, layer->title = "Children in income-deprived families", layer->unit = "%";
    layer->numerator = "deprived", layer->denominator = "children";
    layer->numerator_title = "children in income-deprived families", layer->denominator_title = "children";
    workspace.tables.push_back(table), workspace.layers.push_back(layer);
    return workspace;
}

}  // namespace

// Expected numbers: worked out from the same files in Python 3.11 with the closed form of the chi-squared distribution and its own
// Benjamini-Hochberg; 128 wards have a number, 86 of them two LSOAs or more with one.
TEST_CASE("pockets of income-deprived children in the real county agree with an independent calculation") {
    SKIP_WITHOUT_SHARED_DATA();
    const model::Workspace workspace = with_income_deprived_children();
    const auto small = evaluate_layer(workspace, "income-deprived-children", "lsoa");
    const auto wards = evaluate_layer(workspace, "income-deprived-children", "ward");
    base::QuietJob job;
    const PocketReport report = find_pockets(*small, *wards, {}, job);
    CHECK(report.need_line == doctest::Approx(100 * 11990.0 / 102946));
    CHECK(report.in_need_total == 11990);
    CHECK(report.in_need_unflagged == 6225);  // outside the worst 25 wards of 128
    CHECK(std::ranges::count(report.parents, PocketVerdict::pocket, &Pocket::verdict) == 17);
    CHECK(std::ranges::count(report.parents, true, &Pocket::is_tested) == 86);

    const auto named = [&](std::string_view name) -> const Pocket& {
        return report.parents[static_cast<std::size_t>(std::ranges::find(wards->geography->names, name) - wards->geography->names.begin())];
    };
    // The surest is in Chipping Norton: 70 of 255 children in West Oxfordshire 001B, 10.5 % in the ward, which is 47th.
    const Pocket& first = report.parents[static_cast<std::size_t>(report.ranked.front())];
    CHECK(&first == &named("Chipping Norton"));
    CHECK(first.rank == 47);
    CHECK(first.reason == "West Oxfordshire 001B has 27.5 % (22.3 to 33.2), hidden by an average of 10.5 %.");
    CHECK(first.heterogeneity_p == doctest::Approx(7.500531137345883e-22).epsilon(1e-6));
    CHECK(first.heterogeneity_q == doctest::Approx(3.2252283890587296e-20).epsilon(1e-6));
    CHECK(named("Bicester Town").heterogeneity_q == doctest::Approx(1.2445788208275653e-13).epsilon(1e-6));
    CHECK(named("Harwell").heterogeneity_q == doctest::Approx(3.518349834038236e-06).epsilon(1e-6));
    CHECK(named("Headington Hill and Northway").heterogeneity_q == doctest::Approx(0.03921770116321119).epsilon(1e-6));
}

TEST_CASE("in the real county small areas reach more than wards with as many children") {
    SKIP_WITHOUT_SHARED_DATA();
    const model::Workspace workspace = with_income_deprived_children();
    const auto wards = evaluate_layer(workspace, "income-deprived-children", "ward");
    const auto small = evaluate_layer(workspace, "income-deprived-children", "lsoa");
    CHECK(
        reach_sentence({reach_curve(*wards), reach_curve(*small)}, *wards->definition, 14) ==
        "Targeting the worst 14 wards reaches 33.4 % of children in income-deprived families with 16.6 % of children; the worst LSOAs with "
        "as many reach 36.8 %.");
}
