#include "io/code_vintage.hpp"

#include <doctest/doctest.h>

using namespace needsmap::io;

TEST_CASE("official codes are known by their first three characters") {
    CHECK(code_kind("E01028568") == "E01");
    CHECK(code_kind("E0102856").empty());
    CHECK(code_kind("38UCFT").empty());
    CHECK(code_kind("E0102856X").empty());
    CHECK(describe_codes({"E05006546", "E05006547"}) == "ward codes");
    CHECK(describe_codes({"E02005921", "E02005922"}) == "MSOA codes");
    CHECK(describe_codes({"38UCFT", "38UCFU"}) == "old-style ward codes (before 2011)");
    CHECK(describe_codes({"A", "B"}).empty());
    CHECK(describe_codes({}).empty());
}

TEST_CASE("the highest number tells which census the codes were made for") {
    CHECK(describe_codes({"E01028568", "E01032482"}) == "LSOA codes");  // 32,482 areas in 2001
    CHECK(describe_codes({"E01028568", "E01033768"}) == "2011 LSOA codes");
    CHECK(describe_codes({"E01028568", "E01033769"}) == "2021 LSOA codes");
    CHECK(describe_codes({"E02006886"}) == "2011 MSOA codes");
    CHECK(describe_codes({"E02007021"}) == "2021 MSOA codes");
}

TEST_CASE("codes that are mostly of no kind are not described") { CHECK(describe_codes({"E05006546", "x", "y"}).empty()); }
