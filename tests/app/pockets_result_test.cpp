#include "app/pockets_result.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/pockets_choice.hpp"
#include "app/small_county.hpp"
#include "support/layered_county.hpp"

using namespace needsmap;
using analysis::PocketOptions;
using analysis::PocketReport;
using test::SmallAreaRow;

namespace {

/// Ward w1 looks fine (17 %) and hides s4 with 75 of 300; w0 is the worst; w2 to w4 are even.
std::vector<SmallAreaRow> rows() {
    return {{0, 120, 300}, {0, 130, 300}, {0, 112, 300}, {1, 15, 300}, {1, 75, 300}, {1, 12, 300}, {1, 13, 300}, {2, 30, 300},
            {2, 31, 300},  {2, 29, 300},  {3, 20, 300},  {3, 19, 300}, {3, 21, 300}, {4, 9, 300},  {4, 10, 300}, {4, 8, 300}};
}

struct Made {
    test::LayeredCounty county;
    PocketOptions options;
    PocketReport report;
    std::shared_ptr<const model::Result> result;
};
model::LayerDefinition poverty() {
    model::LayerDefinition layer;
    layer.id = "child-poverty", layer.title = "Children in poverty", layer.unit = "%", layer.numerator_title = "children in poverty",
    layer.denominator_title = "children";
    return layer;
}
Made made(const std::vector<SmallAreaRow>& small) {
    Made m{test::layered_county(small, 5, poverty()), {}, {}, nullptr};
    base::QuietJob job;
    m.report = analysis::find_pockets(*m.county.small, *m.county.wards, m.options, job);
    m.result = app::pockets_result(m.report, {*m.county.small, *m.county.wards, m.options, "needsmap pockets child-poverty -o OUT.csv"});
    return m;
}
std::string text(const model::Result& result, const char* column, std::size_t row) {
    return model::cell_text(*result.table.find(column), row);
}
std::size_t row_of(const model::Result& result, const std::string& code) {
    const auto& codes = result.table.find("code")->texts;
    return static_cast<std::size_t>(std::ranges::find(codes, code) - codes.begin());
}

}  // namespace

TEST_CASE("the first columns of pockets are those that scripts rely on") {
    const Made m = made(rows());
    model::check_result(*m.result);
    std::vector<std::string> names;
    for (std::size_t c = 0; c < 10; ++c) names.push_back(m.result->table.columns[c].name);
    CHECK(names == std::vector<std::string>{"code", "name", "value", "rank", "worst_small_area", "worst_value", "children_in_need",
                                            "children_in_need_unflagged", "heterogeneity_q", "verdict"});
}

TEST_CASE("a pocket's row says what its average hides") {
    const Made m = made(rows());
    REQUIRE(text(*m.result, "code", 0) == "w1");
    CHECK(text(*m.result, "verdict", 0) == "pocket");
    // 115 of 1,200 and 75 of 300, by hand.
    CHECK(text(*m.result, "value", 0) == "9.58333");
    CHECK(text(*m.result, "worst_small_area", 0) == "s4");
    CHECK(text(*m.result, "worst_value", 0) == "25");
    CHECK(text(*m.result, "children_in_need", 0) == "115");
    CHECK(text(*m.result, "children_in_need_unflagged", 0) == "115");
    CHECK(text(*m.result, "least", 0) == "4");
    CHECK(text(*m.result, "most", 0) == "25");
    const std::size_t worst = row_of(*m.result, "w0");
    CHECK(text(*m.result, "verdict", worst) == "flagged");
    CHECK(text(*m.result, "children_in_need", worst) == "362");
    CHECK(text(*m.result, "children_in_need_unflagged", worst) == "0");
}

TEST_CASE("the map of pockets has a kind for each verdict") {
    const Made m = made(rows());
    const model::Indicator& indicator = *m.result->indicator;
    CHECK(model::category_of(*indicator.definition, indicator.value[0])->label == "flagged");
    CHECK(model::category_of(*indicator.definition, indicator.value[1])->label == "pocket");
    CHECK(model::category_of(*indicator.definition, indicator.value[2])->label == "even");
}

TEST_CASE("the finding names the surest pocket and gives a rounded share") {
    const Made m = made(rows());
    CHECK(m.result->finding.starts_with(
        "1 of 5 wards looks fine on average but hides a small area in need: w1 (s4: 25.0 %; the whole ward: 9.6 %)."));
    // 362 + 115 + 90 + 60 + 27 = 654, of which 292 outside the flagged ward: 44.6 %.
    CHECK(m.result->finding.find("45 % of children in poverty live outside the flagged wards") != std::string::npos);
    // The total itself is nowhere: beside the county's it would tell a suppressed ward's count.
    for (const std::string& line : m.result->method_lines) CHECK(line.find("654") == std::string::npos);
}

TEST_CASE("figures inside are withheld where they would tell a suppressed one") {
    auto small = rows();
    // Two of w1's four are suppressed: the worst alone may be told, the spread would tell the other known one too.
    small[5].events = small[6].events = std::nullopt;
    const Made two = made(small);
    const std::size_t w1 = row_of(*two.result, "w1");
    CHECK(text(*two.result, "worst_small_area", w1) == "s4");
    CHECK(text(*two.result, "least", w1).empty());
    CHECK(text(*two.result, "most", w1).empty());
    CHECK(text(*two.result, "without_number", w1) == "2");
    // Three of four: the only known one stays unsaid.
    small[3].events = std::nullopt;
    const Made one = made(small);
    const std::size_t lone = row_of(*one.result, "w1");
    CHECK(text(*one.result, "verdict", lone) == "cannot tell");
    CHECK(text(*one.result, "worst_small_area", lone).empty());
    CHECK(text(*one.result, "worst_value", lone).empty());
    CHECK(text(*one.result, "worst_children", lone).empty());
}

TEST_CASE("without pockets the finding says so") {
    auto small = rows();
    small[4].events = 15;
    CHECK(made(small).result->finding.starts_with("No ward of 5 wards looks fine on average while hiding a small area in need."));
}

TEST_CASE("the rows to choose from are the pockets, with the worst figure as the layer prints it") {
    const Made m = made(rows());
    const auto listed = app::pocket_rows(*m.result, 1);
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].area == 1);
    CHECK(listed[0].name == "w1");
    CHECK(listed[0].figure == "25.0");
    CHECK(listed[0].reason.starts_with("s4 has 25.0 %"));
}

TEST_CASE("one can look inside what is put together from a layer's own areas") {
    const auto county = test::small_county();
    const auto layer = county->find_layer("child-poverty");
    const auto parents = app::pocket_parents(*county, *layer);
    CHECK(std::ranges::find(parents, "ward") != parents.end());
    CHECK(std::ranges::find(parents, "county") == parents.end());  // one area has no others to be ranked among
    CHECK(app::default_pocket_parent(*county, *layer) == "ward");
    CHECK(app::pockets_availability(*county, *layer).available);
    const auto refused = app::pockets_availability(*county, *county->find_layer("score"));
    CHECK_FALSE(refused.available);
    CHECK(refused.reason == "Pockets need a layer with a numerator and a denominator, and Deprivation score is a score.");
}

TEST_CASE("the article before a kind of area goes by its sound") {
    const Made m = made(rows());
    const auto finding_with = [&](const char* singular) {
        auto geography = std::make_shared<model::Geography>(*m.county.small->geography);
        geography->singular = singular;
        model::Indicator small = *m.county.small;
        small.geography = geography;
        return app::pockets_finding(m.report, {small, *m.county.wards, m.options, {}});
    };
    CHECK(finding_with("LSOA").find("hides an LSOA in need") != std::string::npos);
    CHECK(finding_with("area").find("hides an area in need") != std::string::npos);
    CHECK(finding_with("UPRN").find("hides a UPRN in need") != std::string::npos);
    CHECK(finding_with("ward").find("hides a ward in need") != std::string::npos);
}
