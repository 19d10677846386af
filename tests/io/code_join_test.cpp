#include "io/code_join.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"
#include "io/delimited_text.hpp"
#include "io/shared_data.hpp"
#include "io/wording.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

struct Joined {
    JoinResult result;
    base::Diagnostics diagnostics;
};
Joined join(const std::vector<std::string>& areas, const std::string& csv, JoinOptions options = {}) {
    Joined out;
    const RawTable table = parse_delimited(csv, "t.csv", {}, 0, out.diagnostics);
    out.result = join_rows(table, 0, {&areas, "ward", "wards"}, options, out.diagnostics);
    return out;
}
const std::vector<std::string> wards = {"E05000001", "E05000002", "E05000003"};

}  // namespace

TEST_CASE("rows find their areas by the exact text of the code") {
    const Joined j = join(wards, "code,n\nE05000003,3\nE05000001,1\nE05000002,2\n");
    CHECK(j.diagnostics.empty());
    CHECK(j.result.area_of_row == std::vector<geo::AreaIndex>{2, 0, 1});
    CHECK(j.result.row_of_area == std::vector<std::int64_t>{1, 2, 0});
    CHECK(j.result.matched == 3);
}

TEST_CASE("the county's row among wards is left out with a note") {
    const Joined j = join(wards, "code,n\nE05000001,1\nE05000002,2\nE05000003,3\nE10000025,6\n");
    CHECK(error_count(j.diagnostics) == 0);
    CHECK(find_diagnostic(j.diagnostics, "other-areas", "t.csv:5: 1 row is about another kind of area (E10000025)"));
}

TEST_CASE("when no row matches, the codes are described") {
    const Joined j = join(wards, "code,n\nE02005921,1\nE02005922,2\n");
    CHECK(error_count(j.diagnostics) == 1);
    CHECK(find_diagnostic(
        j.diagnostics, "no-match",
        "None of the 2 rows has the code of a ward; column \"code\" holds E02005921 and E02005922, which look like MSOA codes."));
}

TEST_CASE("figures without a code are a problem, totals are not") {
    const Joined j = join(wards, "code,name,n\nE05000001,a,1\nE05000002,b,2\nE05000003,c,3\n,County total,6\n,d,4\n");
    CHECK(error_count(j.diagnostics) == 1);
    CHECK(find_diagnostic(j.diagnostics, "row-without-code", "t.csv:6: 1 row has figures but no code"));
    CHECK(find_diagnostic(j.diagnostics, "total-rows", "\"County total\""));
}

TEST_CASE("one wrong code is a problem even when every area has its row; a national table is not") {
    std::string csv = "code,n\nE05000001,1\nE05000002,2\nE05000003,3\nE05000009,9\n";
    CHECK(find_diagnostic(join(wards, csv).diagnostics, "code-without-area", "3 of 4 rows match; 1 code is not in the wards (E05000009)"));
    for (int i = 100; i < 130; ++i) csv += "E05000" + std::to_string(i) + ",1\n";
    CHECK(error_count(join(wards, csv).diagnostics) == 0);
    CHECK(find_diagnostic(join(wards, csv).diagnostics, "rows-outside", "31 rows"));
}

TEST_CASE("names that several areas carry join nothing") {
    JoinOptions options;
    options.by_name = true;
    const Joined j = join({"St Mary", "Abbey", "Abbey"}, "name,n\nSt Mary,1\nAbbey,2\nTotal,3\n", options);
    CHECK(j.result.matched == 1);
    CHECK(find_diagnostic(j.diagnostics, "ambiguous-name", "Several wards are called Abbey"));
    CHECK(find_diagnostic(j.diagnostics, "total-rows"));
}

TEST_CASE("rows that agree in the compared columns are copies") {
    JoinOptions options;
    options.compare = {1};
    const std::string csv = "code,ward,postcode\nE05000001,W,OX1\nE05000001,W,OX2\nE05000002,W,OX3\nE05000003,V,OX4\n";
    CHECK(error_count(join(wards, csv, options).diagnostics) == 0);
    CHECK(error_count(join(wards, csv).diagnostics) == 1);
}

TEST_CASE("lists and counts read as sentences") {
    CHECK(list_some({"a", "b"}) == "a and b");
    CHECK(list_some({"a", "b", "c", "d"}, 2) == "a, b and 2 more");
    CHECK(count_of(1, "ward", "wards") == "1 ward");
    CHECK(count_of(1234, "ward", "wards") == "1,234 wards");
    CHECK(base::lower_first("Wards") == "wards");
    CHECK(base::lower_first("LSOAs") == "LSOAs");
}
