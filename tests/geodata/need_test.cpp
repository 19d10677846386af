// What was planted in the embedded county is found by the analyses, and chance is not. What is planted: geodata/README.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "analysis/evaluate_layer.hpp"
#include "analysis/index_sensitivity.hpp"
#include "analysis/index_uncertainty.hpp"
#include "analysis/need_index.hpp"
#include "analysis/pockets.hpp"
#include "analysis/reach.hpp"
#include "base/job.hpp"
#include "geodata/table.hpp"
#include "io/workspace_reader.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

const model::Workspace& county() {
    static const auto workspace = [] {
        base::QuietJob job;
        return io::read_workspace(io::embedded_workspace(), {.use_cache = false, .drawing_levels = false}, job);
    }();
    return *workspace;
}

PocketReport pockets_of(std::string_view layer, const PocketOptions& options = {}) {
    base::QuietJob job;
    return find_pockets(*evaluate_layer(county(), layer, "small-area"), *evaluate_layer(county(), layer, "ward"), options, job);
}

const Pocket& ward(const PocketReport& report, std::string_view code) {
    return report.parents[static_cast<std::size_t>(*county().find_geography("ward")->find_code(code))];
}

std::set<std::string> planted(std::string_view kind, std::string_view layer) {
    std::set<std::string> codes;
    for (const auto& row : county_test::read("tests/geodata/planted.csv").rows)
        if (row.at("kind") == kind && row.at("layer") == layer) codes.insert(row.at("code"));
    return codes;
}

/// Codes of the worst small area of every ward that is called a pocket.
std::set<std::string> found(const PocketReport& report) {
    std::set<std::string> codes;
    for (const Pocket& pocket : report.parents)
        if (pocket.verdict == PocketVerdict::pocket)
            codes.insert(county().find_geography("small-area")->codes[static_cast<std::size_t>(pocket.worst->area)]);
    return codes;
}

struct CountyIndex {
    NeedIndex index;
    std::vector<IndexInput> inputs;
};
CountyIndex index_of(const std::vector<std::string>& layers, std::string_view geography, IndexMethod method = IndexMethod::exponential,
                     IndexCombine combine = IndexCombine::arithmetic) {
    IndexRecipe recipe;
    recipe.method = method, recipe.combine = combine;
    std::vector<IndexInput> inputs;
    for (const std::string& layer : layers) {
        recipe.ingredients.push_back({layer, 1, {}});
        inputs.push_back(index_input(*evaluate_layer(county(), layer, geography)));
    }
    return {need_index(recipe, inputs), std::move(inputs)};
}
const std::vector<std::string> five_layers = {"child-poverty", "neet", "under-18-conceptions", "obesity-year-6", "deprivation"};

}  // namespace

TEST_CASE("the five planted pockets of child poverty are found, and few others") {
    const PocketReport report = pockets_of("child-poverty");
    const std::set<std::string> expected = planted("hidden-poverty", "child-poverty"), pockets = found(report);
    REQUIRE(expected.size() == 5);
    for (const std::string& code : expected) CHECK_MESSAGE(pockets.contains(code), code);
    // One more: Didcot Park, rank 28 where 27 are flagged, with 15.9 % and a small area of 70 in 334 = 21.0 %.
    CHECK(pockets.size() == 6);
    CHECK(ward(report, "E05006581").verdict == PocketVerdict::pocket);
    // The planted ones are the surest, and so come first.
    for (std::size_t i = 0; i < 5; ++i)
        CHECK(expected.contains(
            county()
                .find_geography("small-area")
                ->codes[static_cast<std::size_t>(report.parents[static_cast<std::size_t>(report.ranked[i])].worst->area)]));
}

TEST_CASE("wards in the worst quarter for child poverty are flagged, not pockets, when the worst fifth of wards is flagged") {
    const PocketReport report = pockets_of("child-poverty");
    for (const char* kind : {"worst-tenth", "worst-quarter"})
        for (const std::string& code : planted(kind, "child-poverty"))
            CHECK_MESSAGE(ward(report, code).verdict == PocketVerdict::flagged, code);
}

TEST_CASE("two children in poverty of five live outside the flagged wards") {
    const PocketReport report = pockets_of("child-poverty");
    // Counted here from the files, not by the program: all wards that show a number, and of these the unflagged ones.
    const auto ward_of = county_test::lookup(county_test::read("geodata/small-area-to-ward.csv"), "small_area_code", "ward_code");
    std::map<std::string, long> poor;
    for (const auto& row : county_test::read("geodata/children.csv").rows)
        poor[ward_of.at(row.at("code"))] += *county_test::Table::number(row.at("children_in_poverty"));
    long total = 0, outside = 0;
    for (const auto& [code, count] : poor) {
        if (count >= 1 && count < 5) continue;  // suppressed
        total += count;
        outside += ward(report, code).is_flagged ? 0 : count;
    }
    CHECK(report.in_need_total == total);
    CHECK(report.in_need_unflagged == outside);
    CHECK(static_cast<double>(outside) / static_cast<double>(total) == doctest::Approx(0.40).epsilon(0.02));
}

TEST_CASE("wards planted as chance are no pockets of their layers") {
    for (const char* layer : {"neet", "obesity-year-6"}) {
        const PocketReport report = pockets_of(layer);
        for (const std::string& code : planted("chance", layer)) CHECK_MESSAGE(ward(report, code).verdict != PocketVerdict::pocket, code);
    }
}

TEST_CASE("small areas reach more children in poverty than wards with as many children") {
    const ReachCurve wards = reach_curve(*evaluate_layer(county(), "child-poverty", "ward"));
    const ReachCurve small = reach_curve(*evaluate_layer(county(), "child-poverty", "small-area"));
    for (const int k : {5, 14, 27, 50}) {
        const double share = wards.points[static_cast<std::size_t>(k)].share_children;
        CAPTURE(k);
        CHECK(reached_by_children(small, share) > reached_by_areas(wards, k));
    }
    // 13,204 children in poverty (README) less the suppressed: 1 ward, and 11 small areas of 1 to 4 each.
    CHECK(wards.without_number == 1);
    CHECK(small.suppressed == 11);
    CHECK(small.in_need_total <= 13204 - 11);
    CHECK(small.in_need_total >= 13204 - 44);
}

TEST_CASE("the need index of the county puts the nine planted wards at the top, in every method") {
    for (const IndexMethod method : {IndexMethod::exponential, IndexMethod::zscore, IndexMethod::minmax, IndexMethod::percentile})
        for (const IndexCombine combine : {IndexCombine::arithmetic, IndexCombine::geometric}) {
            const NeedIndex index = index_of(five_layers, "ward", method, combine).index;
            CAPTURE(to_string(method));
            CAPTURE(to_string(combine));
            CHECK(index.ranked_count >= 130);  // five wards have suppressed counts in most layers; 13 are the worst tenth of 130 to 139
            for (const std::string& code : planted("worst-tenth", "child-poverty")) {
                const auto ward_area = static_cast<std::size_t>(*county().find_geography("ward")->find_code(code));
                CHECK_MESSAGE(index.rank[ward_area] <= 13, code, " rank ", index.rank[ward_area]);
            }
        }
}

TEST_CASE("the index names what areas lack and never drops one without a word") {
    const CountyIndex made = index_of(five_layers, "small-area");
    const NeedIndex& index = made.index;
    int lacking = 0, ranked = 0;
    for (std::size_t a = 0; a < index.score.size(); ++a) {
        int known = 0;
        for (const IndexInput& input : made.inputs) known += input.value[a].has_number() ? 1 : 0;
        CHECK(index.lacking[a].size() == five_layers.size() - static_cast<std::size_t>(known));
        CHECK(index.score[a].has_number() == (known >= 3));  // equal weights: three of five are more than half
        lacking += known < 5 ? 1 : 0, ranked += known >= 3 ? 1 : 0;
    }
    CHECK(lacking > 0);
    CHECK(index.ranked_count == ranked);
    CHECK_FALSE(index.diagnostics.empty());
}

TEST_CASE("the worst ward of the index is surely in the worst tenth, and one at the cut is not") {
    const CountyIndex made = index_of(five_layers, "ward");
    base::QuietJob job;
    const IndexUncertainty result = index_uncertainty(made.index, made.inputs, {}, job);
    const auto at_rank = [&](int rank) {
        return static_cast<std::size_t>(std::ranges::find(made.index.rank, rank) - made.index.rank.begin());
    };
    CHECK(result.areas[at_rank(1)].draws_in_worst == 1000);
    const int at_cut = result.areas[at_rank(13)].draws_in_worst;
    CHECK(at_cut > 100);
    CHECK(at_cut < 950);
    CHECK(result.areas[at_rank(made.index.ranked_count)].draws_in_worst == 0);
    // The draws' intervals hold the rank itself for nearly every ward.
    int inside = 0;
    for (std::size_t a = 0; a < 136; ++a)
        inside += result.areas[a].worst <= made.index.rank[a] && made.index.rank[a] <= result.areas[a].best ? 1 : 0;
    CHECK(inside >= 130);
}

TEST_CASE("poverty and deprivation count twice in the county, and the program says so") {
    const CountyIndex made = index_of(five_layers, "ward");
    const IndexCorrelation correlation = index_correlation(made.inputs);
    CHECK(correlation.rho[0][4].number > double_counting_from);
    const auto& said = correlation.diagnostics.items();
    CHECK(std::ranges::any_of(said, [](const base::Diagnostic& d) {
        return d.message.starts_with("Children in poverty and Deprivation rank the areas nearly alike");
    }));
}
