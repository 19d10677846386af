#include "analysis/permutation.hpp"

#include <doctest/doctest.h>

#include <cmath>

#include "analysis/counter_random.hpp"
#include "analysis/reference_data.hpp"
#include "base/error.hpp"
#include "support/text_map.hpp"

using namespace needsmap;
using namespace needsmap::analysis;

namespace {

Weights rook_of(std::string_view map) {
    base::QuietJob job;
    return make_weights(test::text_coverage(map).coverage, {}, {.kind = WeightsKind::rook}, job);
}

class CancelledJob final : public base::JobContext {
public:
    void progress(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return true; }
};

}  // namespace

TEST_CASE("permutation p agree with an independent self-kept run on Oxfordshire within Monte Carlo error") {
    SKIP_WITHOUT_REFERENCE();
    const auto table = test::read_csv("reference/oxon_lsoa_imd2019_perm_self_kept.csv");
    REQUIRE(table.text("code") == test::oxfordshire().codes);
    base::QuietJob job;
    const auto counts = permute_neighbour_sums(make_sample(test::oxfordshire().score), test::oxfordshire().queen, 9'999, default_seed, job);
    const auto expected = table.numbers("gistar_perm9999_self_kept_p_folded");
    double mean_difference = 0, square_of_z = 0;
    int beyond = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        REQUIRE(counts.has(i));
        const double p = counts.folded_p(i), pooled = (p + expected[i]) / 2;
        const double error = std::sqrt(2 * pooled * (1 - pooled) / 9'999);
        mean_difference += (p - expected[i]) / 407;
        square_of_z += std::pow((p - expected[i]) / error, 2) / 407;
        beyond += std::abs(p - expected[i]) > 4 * error ? 1 : 0;
    }
    // Two independent runs differ by more than 4 standard errors in 1 of 16,000 areas.
    CHECK(beyond == 0);
    CHECK(std::abs(mean_difference) < 0.001);
    // The squared standardised differences average about 1; a wrong design (self redrawn: differences of 0.06) would make hundreds.
    CHECK(square_of_z > 0.7);
    CHECK(square_of_z < 1.3);
}

TEST_CASE("the draws are those of a small map counted out by hand") {
    // A strip A B C D E with 10 1 2 3 4. A has one neighbour, B = 1, the least of the four others (1 2 3 4): a draw is <= 1 one time in
    // four and never less. C has two, B + D = 4; pairs of 10 1 3 4 sum to 4 5 7 11 13 14: <= 4 one time in six.
    base::QuietJob job;
    const auto counts = permute_neighbour_sums(make_sample(test::cells_of({10, 1, 2, 3, 4})), rook_of("ABCDE"), 60'000, 3, job);
    CHECK(counts.at_least[0] == 60'000);
    // Tolerance: five standard deviations of a binomial.
    CHECK(std::abs(counts.at_most[0] - 15'000) < 5 * std::sqrt(60'000 * 0.25 * 0.75));
    CHECK(counts.at_least[2] == 60'000);
    CHECK(std::abs(counts.at_most[2] - 10'000) < 5 * std::sqrt(60'000 / 6.0 * 5 / 6));
    CHECK(counts.folded_p(2) == (counts.at_most[2] + 1.0) / 60'001);
    CHECK(counts.two_sided_p(2) == 2 * counts.folded_p(2));
}

TEST_CASE("equal sums tie although adding rounds: with two values the ties are those of counting") {
    // Values 0.1 and 0.3 only. B's neighbours A and C are one of each; pairs out of A C D E = 0.1 0.3 0.1 0.3: of six pairs one is lower,
    // four tie, one is higher, so both tails are five sixths.
    base::QuietJob job;
    const auto counts = permute_neighbour_sums(make_sample(test::cells_of({0.1, 0.1, 0.3, 0.1, 0.3})), rook_of("ABCDE"), 60'000, 5, job);
    CHECK(std::abs(counts.at_least[1] - 50'000) < 5 * std::sqrt(60'000 / 6.0 * 5 / 6));
    CHECK(std::abs(counts.at_most[1] - 50'000) < 5 * std::sqrt(60'000 / 6.0 * 5 / 6));
    CHECK(counts.at_least[1] + counts.at_most[1] > 60'000);
}

TEST_CASE("the seed decides every count, and another seed gives others") {
    std::vector<double> values(25);
    for (std::size_t i = 0; i < 25; ++i) values[i] = static_cast<double>((i * 7) % 11);
    const Weights weights = rook_of("ABCDE/FGHIJ/KLMNO/PQRST/UVWXY");
    base::QuietJob job;
    const auto once = permute_neighbour_sums(make_sample(test::cells_of(values)), weights, 999, 1, job);
    const auto again = permute_neighbour_sums(make_sample(test::cells_of(values)), weights, 999, 1, job);
    const auto other = permute_neighbour_sums(make_sample(test::cells_of(values)), weights, 999, 2, job);
    CHECK(once.at_least == again.at_least);
    CHECK(once.at_most == again.at_most);
    CHECK(once.at_least != other.at_least);
    // SplitMix64 by its published definition, worked out with Python's unbounded integers.
    CHECK(CounterRandom(1, 0)() == 0xB18A02F46D8D86C3);
}

TEST_CASE("any number of threads gives the same counts") {
    // This executable runs a second time with NEEDSMAP_THREADS=1 (see CMakeLists.txt): the digest, recorded once, must hold for both.
    SKIP_WITHOUT_REFERENCE();
    base::QuietJob job;
    const auto counts = permute_neighbour_sums(make_sample(test::oxfordshire().score), test::oxfordshire().queen, 499, 1, job);
    std::uint64_t digest = 0;
    for (std::size_t i = 0; i < counts.at_least.size(); ++i)
        digest = digest * 31 + static_cast<std::uint64_t>(counts.at_least[i]) * 500 + static_cast<std::uint64_t>(counts.at_most[i]);
    CHECK(digest == 7208625135730695381U);
}

TEST_CASE("islands and context areas get no counts, but a context area counts as a neighbour") {
    base::QuietJob job;
    const std::vector<std::uint8_t> ring = {1, 0, 0, 0, 0, 0};
    const Weights weights = rook_of("ABCDE.F");
    const auto counts = permute_neighbour_sums(make_sample(test::cells_of({9, 1, 2, 3, 4, 5}), ring), weights, 999, 1, job);
    CHECK_FALSE(counts.has(0));
    CHECK_FALSE(counts.has(5));
    // B's neighbours A and C sum to 11, more than any two of C D E F (2 3 4 5) reach.
    CHECK(counts.at_least[1] == 0);
    CHECK(counts.folded_p(1) == 0.001);
}

TEST_CASE("areas that no draw matched are drawn ten times as often, if they are few, and others are left as they are") {
    // As above: only B's real sum, 11, is out of reach; chance never matches it on the high side.
    base::QuietJob job;
    const std::vector<std::uint8_t> ring = {1, 0, 0, 0, 0, 0};
    const Weights weights = rook_of("ABCDE.F");
    const Sample sample = make_sample(test::cells_of({9, 1, 2, 3, 4, 5}), ring);
    const auto first = permute_neighbour_sums(sample, weights, 999, 1, job);
    auto counts = first;
    draw_more_where_unmatched(counts, sample, weights, 1, job);
    CHECK(counts.draws[1] == 999);  // one area passes by itself already
    draw_more_where_unmatched(counts, sample, weights, 2, job);
    CHECK(counts.drawn_more == 1);
    CHECK(counts.draws == std::vector<std::int32_t>{0, 9'990, 999, 999, 999, 0});
    CHECK(counts.at_least[1] == 0);
    CHECK(counts.at_most[1] == 9'990);
    CHECK(counts.folded_p(1) == 1.0 / 9'991);
    CHECK(counts.at_least[2] == first.at_least[2]);
}

TEST_CASE("drawing on gives new draws, the same every time") {
    // A strip A B C D E F G: A's neighbour B is the smallest of six others, so a draw is <= it one time in six: never among the
    // first few, and some times among ten times as many.
    base::QuietJob job;
    const Sample sample = make_sample(test::cells_of({10, 1, 2, 3, 4, 5, 6}));
    const Weights weights = rook_of("ABCDEFG");
    auto counts = permute_neighbour_sums(sample, weights, 3, 1, job);
    auto again = counts;
    draw_more_where_unmatched(counts, sample, weights, 8, job);
    draw_more_where_unmatched(again, sample, weights, 8, job);
    REQUIRE(counts.drawn_more > 0);
    CHECK(counts.at_least == again.at_least);
    CHECK(counts.at_most == again.at_most);
    for (std::size_t i = 0; i < 7; ++i) CHECK(counts.at_least[i] + counts.at_most[i] >= counts.draws[i]);
}

TEST_CASE("cancelled work and impossible numbers of permutations give nothing") {
    CancelledJob cancelled;
    const Sample sample = make_sample(test::cells_of({10, 1, 2, 3, 4}));
    CHECK_THROWS_AS((void)permute_neighbour_sums(sample, rook_of("ABCDE"), 99, 1, cancelled), base::Cancelled);
    base::QuietJob job;
    CHECK_THROWS_AS((void)permute_neighbour_sums(sample, rook_of("ABCDE"), 0, 1, job), base::Error);
    CHECK_THROWS_AS((void)permute_neighbour_sums(sample, rook_of("ABCDE"), 2'000'000, 1, job), base::Error);
}
