// What was planted in the embedded county is found by the analyses, and chance is not. What is planted: geodata/README.md.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "analysis/evaluate_layer.hpp"
#include "analysis/pockets.hpp"
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
