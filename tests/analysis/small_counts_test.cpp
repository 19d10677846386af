#include "analysis/small_counts.hpp"

#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "analysis/access_counts.hpp"

using namespace needsmap::analysis;

namespace {

using Counts = std::vector<double>;
using Bands = std::vector<int>;

NestedCounts row(std::string grouping, Counts counts) { return {std::move(grouping), {std::move(counts)}, {}}; }

std::string text(const std::vector<bool>& told) {
    std::string out;
    for (const bool t : told) out += t ? 'x' : '-';
    return out;
}

/// Somebody who has only the published table, and tries all whole numbers that fit it. It knows nothing of how the table was made.
class Attacker {
public:
    Attacker(const std::vector<NestedCounts>& rows, const ToldCounts& told) : m_rows(rows), m_told(told) {
        m_counts = told.front().size();
        for (std::size_t r = 1; r < rows.size(); ++r) m_groupings[rows[r].grouping].push_back(r);
        for (const auto& [name, members] : m_groupings) m_sums[name] = sums(members);
    }

    /// All values that a difference of two counts of a row may have (`last` one past the counts: none less).
    [[nodiscard]] std::set<int> values(std::size_t r, std::size_t first, std::size_t last) const {
        std::set<int> out;
        for (const Bands& bands : options(r))
            if (is_possible(r, bands)) {
                int sum = 0;
                for (std::size_t b = first; b < last; ++b) sum += bands[b];
                out.insert(sum);
            }
        return out;
    }

private:
    static constexpr int most = 10;  ///< above every whole of the tables below

    /// Bands of a row (of the whole, from the first to the last) that fit what is told of it.
    [[nodiscard]] std::vector<Bands> options(std::size_t r) const {
        std::vector<Bands> out;
        Bands counts(m_counts);
        add(r, 0, counts, out);
        return out;
    }
    void add(std::size_t r, std::size_t at, Bands& counts, std::vector<Bands>& out) const {
        if (at == m_counts) {
            Bands bands;
            for (std::size_t i = 0; i < m_counts; ++i) bands.push_back(counts[i] - (i + 1 < m_counts ? counts[i + 1] : 0));
            return out.push_back(bands);
        }
        for (int value = 0; value <= (at == 0 ? most : counts[at - 1]); ++value) {
            if (m_told[r][at] && value != static_cast<int>(m_rows[r].plans.front()[at])) continue;
            counts[at] = value;
            add(r, at + 1, counts, out);
        }
    }
    /// What the members of a grouping can add up to, one of them left out.
    [[nodiscard]] std::set<Bands> sums(const std::vector<std::size_t>& members, std::size_t without = 0) const {
        std::set<Bands> out = {Bands(m_counts, 0)};
        for (const std::size_t r : members) {
            if (r == without) continue;
            std::set<Bands> next;
            for (const Bands& one : options(r))
                for (const Bands& sum : out) next.insert(plus(one, sum));
            out = std::move(next);
        }
        return out;
    }
    static Bands plus(Bands a, const Bands& b) {
        for (std::size_t i = 0; i < a.size(); ++i) a[i] += b[i];
        return a;
    }
    [[nodiscard]] bool fits_everybody(const Bands& sum, const std::string& but) const {
        Bands counts(m_counts, 0);
        for (std::size_t i = m_counts; i-- > 0;) counts[i] = sum[i] + (i + 1 < m_counts ? counts[i + 1] : 0);
        for (std::size_t i = 0; i < m_counts; ++i)
            if (m_told[0][i] && counts[i] != static_cast<int>(m_rows[0].plans.front()[i])) return false;
        return std::ranges::all_of(m_sums, [&](const auto& of) { return of.first == but || of.second.contains(sum); });
    }
    [[nodiscard]] bool is_possible(std::size_t r, const Bands& bands) const {
        if (r == 0) return fits_everybody(bands, {});
        const std::string& grouping = m_rows[r].grouping;
        if (!m_others.contains(r)) m_others[r] = sums(m_groupings.at(grouping), r);
        return std::ranges::any_of(m_others[r], [&](const Bands& rest) { return fits_everybody(plus(bands, rest), grouping); });
    }

    const std::vector<NestedCounts>& m_rows;
    const ToldCounts& m_told;
    std::size_t m_counts = 0;
    std::map<std::string, std::vector<std::size_t>> m_groupings;
    std::map<std::string, std::set<Bands>> m_sums;
    mutable std::map<std::size_t, std::set<Bands>> m_others;
};

/// True when the published table pins no difference of a row to a number in [1, below).
bool is_safe(const std::vector<NestedCounts>& rows, const ToldCounts& told, int below) {
    const Attacker attacker(rows, told);
    const std::size_t counts = told.front().size();
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t first = 0; first < counts; ++first)
            for (std::size_t last = first + 1; last <= counts; ++last) {
                const std::set<int> values = attacker.values(r, first, last);
                if (values.size() == 1 && *values.begin() > 0 && *values.begin() < below) return false;
            }
    return true;
}

/// People by chance: groups of one or two groupings, each by three bands, most of them few.
std::vector<NestedCounts> chance_table(std::mt19937& random, int people, int groups, int groupings) {
    const auto draw = [&](int end) { return static_cast<int>(random() % static_cast<unsigned>(end)); };
    std::vector<NestedCounts> rows(1 + static_cast<std::size_t>(groups * groupings), row("all", {0, 0, 0}));
    for (int g = 0; g < groupings; ++g)
        for (int i = 0; i < groups; ++i) rows[static_cast<std::size_t>(1 + g * groups + i)].grouping = g == 0 ? "first" : "second";
    for (int person = 0; person < people; ++person) {
        const int nested = 1 + (draw(3) == 0 ? 0 : 1 + draw(2));
        std::vector<std::size_t> in = {0};
        for (int g = 0; g < groupings; ++g) in.push_back(static_cast<std::size_t>(1 + g * groups + (draw(2) == 0 ? 0 : draw(groups))));
        for (const std::size_t r : in)
            for (int c = 0; c < nested; ++c) ++rows[r].plans.front()[static_cast<std::size_t>(c)];
    }
    return rows;
}

}  // namespace

TEST_CASE("two bounds do not tell the few between them") {
    const auto told = [](Counts counts) { return text(told_counts({row("all", std::move(counts))}, {9, 2, 3, 1}, 5).front()); };
    CHECK(told({100, 60, 40, 20}) == "xxxx");
    CHECK(told({100, 60, 40, 38}) == "xxx-");  // two between the last bounds: the less important is withheld
    CHECK(told({100, 42, 40, 20}) == "x-xx");
    CHECK(told({100, 98, 40, 20}) == "x-xx");  // all but two
    CHECK(told({100, 60, 40, 3}) == "xxx-");
    CHECK(told({100, 60, 60, 0}) == "xxxx");  // nobody between is not few
    CHECK(told({100, 44, 42, 40}) == "x-x-");
    CHECK(told({3, 3, 0, 0}) == "--xx");
    CHECK(told({100, 96, 93, 90}) == "x-x-");  // all but four, and three between the last bounds
}

TEST_CASE("the only group that is withheld takes another with it, the smallest that helps") {
    const std::vector<NestedCounts> rows = {row("all", {300, 63}), row("town", {100, 3}), row("town", {100, 20}), row("town", {100, 40})};
    const ToldCounts told = told_counts(rows, {2, 1}, 5);
    CHECK(text(told[0]) == "xx");
    CHECK(text(told[1]) == "x-");
    CHECK(text(told[2]) == "x-");
    CHECK(text(told[3]) == "xx");
}

TEST_CASE("two small groups that add up to few take a larger one with them") {
    // Whoever knows that nobody is withheld without a reason would read one and one from the sum of two.
    const std::vector<NestedCounts> rows = {row("all", {300, 42}), row("town", {100, 1}), row("town", {100, 1}), row("town", {100, 40})};
    CHECK(text(told_counts(rows, {2, 1}, 5)[3]) == "x-");
}

TEST_CASE("people of no group are not told as the difference between everybody and the groups") {
    const std::vector<NestedCounts> rows = {row("all", {203}), row("town", {100}), row("town", {100})};
    const ToldCounts told = told_counts(rows, {1}, 5);
    CHECK(told[0][0]);
    CHECK((told[1][0] ? 1 : 0) + (told[2][0] ? 1 : 0) == 1);
}

TEST_CASE("a count stands under both plans or under neither") {
    const NestedCounts both{"all", {{100, 50, 30}, {100, 53, 30}}, {}};
    CHECK(text(told_counts({both}, {3, 2, 1}, 5).front()) == "x-x");  // three more are beyond the first bound
    const NestedCounts small{"all", {{100, 50, 2}, {100, 60, 30}}, {}};
    CHECK(text(told_counts({small}, {3, 2, 1}, 5).front()) == "xx-");
}

TEST_CASE("what another table has told is kept, and what it has withheld stays so") {
    NestedCounts settled = row("all", {100, 60, 40});
    settled.settled = {true, std::nullopt, false};
    CHECK(text(told_counts({settled}, {1, 1, 1}, 5).front()) == "xx-");
    settled.plans.front() = {100, 42, 40};
    settled.settled = {true, std::nullopt, true};
    CHECK(text(told_counts({settled}, {1, 9, 1}, 5).front()) == "x-x");
}

TEST_CASE("without a threshold everything is told") {
    CHECK(text(told_counts({row("all", {3, 2, 1})}, {1, 1, 1}, 0).front()) == "xxx");
    CHECK(told_counts({}, {1}, 5).empty());
}

TEST_CASE("the attacker of these tests finds what is not protected") {
    const std::vector<NestedCounts> rows = {row("all", {9, 5, 0}), row("a", {4, 1, 0}), row("a", {5, 4, 0})};
    CHECK_FALSE(is_safe(rows, ToldCounts(3, {true, true, true}), 3));
    CHECK_FALSE(is_safe(rows, {{true, true, true}, {true, false, true}, {true, true, true}}, 3));  // from the sum
    CHECK_FALSE(is_safe({row("all", {9, 5, 3})}, {{true, true, true}}, 3));                        // two between two bounds
    CHECK(is_safe({row("all", {9, 5, 3})}, {{true, true, false}}, 3));
}

TEST_CASE("no published table of one grouping pins a small number, whoever tries all numbers that fit") {
    std::mt19937 random(20091);
    int withheld = 0, told_numbers = 0;
    for (int i = 0; i < 60; ++i) {
        const auto rows = chance_table(random, 6 + i % 4, 2 + i % 2, 1);
        const ToldCounts told = told_counts(rows, {100, 2.0 + (i % 3), 3}, 3);
        CHECK(is_safe(rows, told, 3));
        for (const auto& of : told)
            for (const bool t : of) (t ? told_numbers : withheld) += 1;
    }
    CHECK(withheld > 120);  // the tables are such that much has to go
    CHECK(told_numbers > 120);
}

TEST_CASE("nor does a table of two groupings that share everybody") {
    std::mt19937 random(20101);
    for (int i = 0; i < 30; ++i) {
        const auto rows = chance_table(random, 6 + i % 4, 2, 2);
        CHECK(is_safe(rows, told_counts(rows, {100, 2.0 + (i % 3), 3}, 3), 3));
    }
}

TEST_CASE("those without a place are withheld with those out of reach") {
    const AccessOptions options{.within = 15, .nth = 2, .beyond = {15, 30, 45}, .capacity = {1}};
    const auto group = [](double reached, double beyond, double unmet) {
        AccessSummary out;
        out.points = 1, out.weight = 100, out.reached = reached, out.beyond = {100 - reached, beyond, beyond}, out.unmet = unmet;
        return out;
    };
    const AccessCounts order(options);
    CHECK(order.out_of_reach() == order.beyond(0));  // one bound, though it stands in two columns
    const auto unmet_told = [&](double unmet) -> bool { return told_access(group(40, 20, unmet), {}, options, 5).unmet.front(); };
    CHECK(unmet_told(70));
    CHECK(unmet_told(60));        // no more than those out of reach
    CHECK_FALSE(unmet_told(62));  // two in reach without a place
    CHECK_FALSE(unmet_told(98));  // all but two
}
