#include "analysis/pockets.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "analysis/pocket_evidence.hpp"
#include "analysis/random_draws.hpp"
#include "base/error.hpp"
#include "support/layered_county.hpp"

using namespace needsmap;
using namespace needsmap::analysis;
using test::layered_county;
using test::LayeredCounty;
using test::SmallAreaRow;

namespace {

PocketReport find(const LayeredCounty& county, const PocketOptions& options = {}) {
    base::QuietJob job;
    return find_pockets(*county.small, *county.wards, options, job);
}

/// Five wards of four small areas. Ward 0 is poor throughout, 1 hides a poor small area, 2 and 3 are even, 4 is small and uneven by chance.
const std::vector<SmallAreaRow> five_wards = {
    {0, 90, 300}, {0, 95, 300}, {0, 85, 300}, {0, 92, 300},  // 30 %
    {1, 75, 300}, {1, 12, 300}, {1, 15, 300}, {1, 13, 300},  // 9.6 %, one of 25 %
    {2, 30, 300}, {2, 33, 300}, {2, 28, 300}, {2, 31, 300},  // 10 %
    {3, 15, 300}, {3, 14, 300}, {3, 16, 300}, {3, 13, 300},  // 5 %
    {4, 10, 31},  {4, 6, 34},   {4, 5, 33},   {4, 6, 32},    // 21 %: 10 of 31 is 32 %
};

bool mentions(const base::Diagnostics& diagnostics, std::string_view id, std::string_view text) {
    return std::ranges::any_of(diagnostics.items(),
                               [&](const base::Diagnostic& d) { return d.id == id && d.message.find(text) != std::string::npos; });
}

}  // namespace

TEST_CASE("a pocket is found, a poor ward is flagged, an even ward is even and a noisy one cannot be told") {
    const PocketReport report = find(layered_county(five_wards, 5));
    const auto verdict = [&](std::size_t ward) { return report.parents[ward].verdict; };
    CHECK(verdict(0) == PocketVerdict::flagged);  // the worst fifth of five is one
    CHECK(verdict(1) == PocketVerdict::pocket);
    CHECK(verdict(2) == PocketVerdict::even);
    CHECK(verdict(3) == PocketVerdict::even);
    CHECK(verdict(4) == PocketVerdict::cannot_tell);
    CHECK(report.parents[1].reason == "s4 has 25.0 (20.4 to 30.2), hidden by an average of 9.6.");
    CHECK(report.parents[4].reason.ends_with("which chance could explain."));
    CHECK(report.ranked == std::vector<AreaIndex>{1, 0, 4, 2, 3});
    CHECK(report.flag_text == "worst fifth: 1 of 5 with a value are flagged");
    CHECK(*report.flag_line == doctest::Approx(362.0 / 1200 * 100));
}

TEST_CASE("a parent carries its own figures, the spread inside and its worst small area") {
    const PocketReport report = find(layered_county(five_wards, 5));
    const Pocket& ward = report.parents[1];
    CHECK(ward.numerator.number == 115);
    CHECK(ward.denominator.number == 1200);
    CHECK(ward.value.number == doctest::Approx(115.0 / 12));
    CHECK(ward.rank == 4);  // 30.2, 21.5, 10.2, 9.6, 4.8
    CHECK(ward.small_areas == 4);
    CHECK(ward.least.number == 4);
    CHECK(ward.median.number == doctest::Approx((13.0 + 15.0) / 2 / 3));
    CHECK(ward.most.number == 25);
    REQUIRE(ward.worst);
    CHECK(ward.worst->area == 4);
    CHECK(ward.worst->in_need == 75);
    CHECK(ward.worst->children == 300);
    CHECK(ward.is_tested);
    CHECK(ward.heterogeneity_q <= 0.05);
}

TEST_CASE("children in need outside every flagged ward are counted") {
    const PocketReport report = find(layered_county(five_wards, 5));
    CHECK(report.in_need_total == 362 + 115 + 122 + 58 + 27);
    CHECK(report.in_need_unflagged == 115 + 122 + 58 + 27);
}

TEST_CASE("a suppressed small area takes part in nothing and is counted") {
    auto rows = five_wards;
    rows[4].events = std::nullopt;
    const PocketReport report = find(layered_county(rows, 5));
    CHECK(report.parents[1].without_number == 1);
    CHECK(report.parents[1].small_areas == 4);
    CHECK(report.parents[1].verdict == PocketVerdict::even);
    CHECK(report.parents[1].most.number == 5);
    CHECK(mentions(report.diagnostics, "pockets-suppressed", ": 1 small area."));
}

TEST_CASE("a ward most of whose small areas are suppressed cannot be told") {
    auto rows = five_wards;
    rows[12].events = rows[13].events = rows[14].events = std::nullopt;
    CHECK(find(layered_county(rows, 5)).parents[3].verdict == PocketVerdict::cannot_tell);
}

TEST_CASE("small areas with fewer children than asked for cannot be the worst") {
    const PocketReport report = find(layered_county(five_wards, 5), {.min_children = 33});
    CHECK(report.parents[4].worst->area == 17);  // 6 of 34; areas 16 and 19 have fewer than 33 children
    CHECK_FALSE(find(layered_county(five_wards, 5), {.min_children = 500}).parents[1].worst);
}

TEST_CASE("flags follow the worst k or a national threshold") {
    const LayeredCounty county = layered_county(five_wards, 5);
    const PocketReport two = find(county, {.flag = {.kind = FlagRule::Kind::worst_count, .count = 2}});
    CHECK(two.parents[4].verdict == PocketVerdict::flagged);
    CHECK(two.in_need_unflagged == 115 + 122 + 58);
    // Ward 2 has 10.2 % and ward 1 9.6 %.
    const PocketReport line =
        find(county, {.flag = {.kind = FlagRule::Kind::threshold, .threshold = 10, .label = "worst 10 % in England"}});
    CHECK(line.parents[2].is_flagged);
    CHECK_FALSE(line.parents[1].is_flagged);
    CHECK(line.flag_text == "worst 10 % in England, 10.0 or more: 3 of 5 with a value are flagged");
}

TEST_CASE("where low is worse the pocket is the small area with the lowest value and need is those without") {
    model::LayerDefinition layer;
    layer.title = "Ready for school", layer.direction = model::Direction::low_is_worse;
    auto rows = five_wards;
    for (SmallAreaRow& row : rows) row.events = row.size - *row.events;
    const PocketReport mirrored = find(layered_county(rows, 5, layer)), plain = find(layered_county(five_wards, 5));
    CHECK(mirrored.in_need_total == plain.in_need_total);
    for (std::size_t w = 0; w < 5; ++w) {
        CHECK(mirrored.parents[w].verdict == plain.parents[w].verdict);
        CHECK(mirrored.parents[w].rank == plain.parents[w].rank);
        CHECK(mirrored.parents[w].worst->p_above_rest == doctest::Approx(plain.parents[w].worst->p_above_rest).epsilon(1e-9));
    }
}

TEST_CASE("rural is compared with rural") {
    PocketOptions options;
    options.classes = {"urban", "urban", "urban", "urban", "rural", "rural", "rural", "urban", "urban", "urban",
                       "urban", "urban", "rural", "rural", "rural", "rural", "",      "",      "",      ""};
    const PocketReport report = find(layered_county(five_wards, 5), options);
    CHECK(report.parents[1].rural_urban == "rural");  // three of four areas of equal size
    CHECK(report.parents[1].rank_in_class == 1);
    CHECK(report.parents[1].class_size == 2);
    CHECK(report.parents[3].rank_in_class == 2);
    CHECK(report.parents[2].rank_in_class == 2);
    CHECK(report.parents[4].rural_urban.empty());
    CHECK(report.parents[4].rank_in_class == 0);
}

TEST_CASE("where only chance makes small areas differ, hardly any county shows a pocket") {
    // 40 made-up counties of 60 wards, each ward with one rate for its two to five small areas. The false discovery rate of 5 % would allow a
    // false pocket in 2 of 40 counties; further conditions make them rarer. (200 counties of 136 wards gave 2.)
    int with_pocket = 0;
    for (std::uint64_t county = 0; county < 40; ++county) {
        RandomDraws random(99, county);
        std::vector<SmallAreaRow> rows;
        for (int ward = 0; ward < 60; ++ward) {
            const double rate = 0.03 + 0.32 * random.uniform() * random.uniform();
            const auto areas = 2 + random.below(4);
            for (std::uint64_t i = 0; i < areas; ++i) {
                const auto children = 150 + random.below(250);
                int poor = 0;
                for (std::uint64_t c = 0; c < children; ++c) poor += random.uniform() < rate ? 1 : 0;
                rows.push_back({ward, poor, static_cast<double>(children)});
            }
        }
        const PocketReport report = find(layered_county(rows, 60));
        with_pocket += std::ranges::count(report.parents, PocketVerdict::pocket, &Pocket::verdict) > 0 ? 1 : 0;
    }
    CHECK(with_pocket <= 4);  // twice what the rate allows
}

TEST_CASE("bad input gives defined results, never NaN") {
    SUBCASE("all missing") {
        const PocketReport report =
            find(layered_county({{0, std::nullopt, 0}, {0, std::nullopt, 0}, {1, std::nullopt, 0}}, 2), {.need_line = 10});
        for (const Pocket& ward : report.parents) CHECK(ward.verdict == PocketVerdict::cannot_tell);
        CHECK(report.in_need_total == 0);
    }
    SUBCASE("constants and ties everywhere") {
        const PocketReport report = find(layered_county({{0, 5, 50}, {0, 5, 50}, {1, 5, 50}, {1, 5, 50}}, 2));
        CHECK(report.parents[0].rank == 1);
        CHECK(report.parents[1].rank == 1);
        CHECK(report.parents[0].heterogeneity_p == 1);
    }
    SUBCASE("one ward of one area") {
        const PocketReport report = find(layered_county({{0, 5, 50}}, 1));
        CHECK(report.parents[0].verdict == PocketVerdict::cannot_tell);
        CHECK_FALSE(report.flag_line);
    }
    SUBCASE("zero denominators") {
        const PocketReport report = find(layered_county({{0, 0, 0}, {0, 5, 50}, {1, 5, 50}}, 2));
        CHECK(report.parents[0].without_number == 1);
        CHECK(mentions(report.diagnostics, "pockets-missing", ": 1 small area."));
    }
    SUBCASE("more in need than children") {
        const PocketReport report = find(layered_county({{0, 60, 50}, {0, 5, 500}, {1, 5, 50}}, 2));
        CHECK(report.parents[0].without_number == 1);
        CHECK(mentions(report.diagnostics, "pockets-impossible", ": 1 small area."));
    }
    SUBCASE("a million children") {
        const PocketReport report = find(layered_county(
            {{0, 900'000, 2'000'000}, {0, 880'000, 2'000'000}, {1, 400'000, 1'000'000}, {1, 100'000, 1'000'000}, {1, 0, 1}}, 2));
        for (const Pocket& ward : report.parents) {
            CHECK(std::isfinite(ward.heterogeneity_q));
            CHECK(std::isfinite(ward.worst->low));
        }
    }
    SUBCASE("an area in no ward") {
        CHECK(mentions(find(layered_county({{0, 5, 50}, {-1, 5, 50}, {1, 5, 50}}, 2)).diagnostics, "pockets-no-parent", ": 1 small area."));
    }
}

TEST_CASE("what cannot have pockets is refused in a sentence") {
    model::LayerDefinition score;
    score.title = "Deprivation", score.kind = model::LayerKind::score;
    CHECK_THROWS_WITH_AS(find(layered_county(five_wards, 5, score)),
                         "Pockets need a layer with a numerator and a denominator, and Deprivation is a score.", base::Error);
    const LayeredCounty county = layered_county(five_wards, 5);
    CHECK_THROWS_AS(find(county, {.fdr = 0}), base::Error);
    CHECK_THROWS_AS(find(county, {.fdr = std::nan("")}), base::Error);
    CHECK_THROWS_AS(find(county, {.classes = {"urban"}}), base::Error);
    const LayeredCounty other = layered_county(five_wards, 5, [] {
        model::LayerDefinition layer;
        layer.id = "other", layer.title = "Other";
        return layer;
    }());
    base::QuietJob job;
    CHECK_THROWS_AS((void)find_pockets(*county.small, *other.wards, {}, job), base::Error);
    CHECK_THROWS_AS((void)find_pockets(*county.wards, *county.small, {}, job), base::Error);
}

TEST_CASE("cancelled work yields nothing") {
    struct Stopped final : base::JobContext {
        void progress(double, std::string_view) override {}
        [[nodiscard]] bool cancelled() const override { return true; }
    } job;
    const LayeredCounty county = layered_county(five_wards, 5);
    CHECK_THROWS_AS((void)find_pockets(*county.small, *county.wards, {}, job), base::Cancelled);
}
