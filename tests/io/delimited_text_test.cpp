#include "io/delimited_text.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "io/text_encoding.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {
RawTable parse(std::string text, std::vector<std::string> wanted = {}, base::Diagnostics* diagnostics = nullptr) {
    base::Diagnostics ignored;
    return parse_delimited(std::move(text), "t.csv", wanted, 0, diagnostics ? *diagnostics : ignored);
}
bool mentions(const base::Diagnostics& diagnostics, std::string_view id) {
    return std::ranges::any_of(diagnostics.items(), [&](const base::Diagnostic& d) { return d.id == id; });
}
}  // namespace

TEST_CASE("commas, quotes and doubled quotes follow RFC 4180") {
    const RawTable t = parse("code,name\nA,\"Hailey, Minster Lovell and Leafield\"\nB,\"the \"\"Ruscote\"\" ward\"\nC,St Clement's\n");
    CHECK(t.columns == std::vector<std::string>{"code", "name"});
    REQUIRE(t.row_count() == 3);
    CHECK(t.text(0, 1) == "Hailey, Minster Lovell and Leafield");
    CHECK(t.text(1, 1) == "the \"Ruscote\" ward");
    CHECK(t.text(2, 1) == "St Clement's");
    CHECK(t.line(2) == 4);
}

TEST_CASE("every kind of line end makes the same rows") {
    for (const char* text : {"a,b\n1,2\n3,4\n", "a,b\r\n1,2\r\n3,4\r\n", "a,b\r1,2\r3,4\r", "a,b\n1,2\n3,4"}) {
        const RawTable t = parse(text);
        REQUIRE(t.row_count() == 2);
        CHECK(t.text(1, 1) == "4");
        CHECK(t.line(1) == 3);
        CHECK(t.columns[1] == "b");
    }
}

TEST_CASE("a quoted line end stays in its cell and lines go on counting") {
    const RawTable t = parse("a,b\n1,\"two\nlines\"\n3,4\n");
    REQUIRE(t.row_count() == 2);
    CHECK(t.text(0, 1) == "two\nlines");
    CHECK(t.line(1) == 4);
}

TEST_CASE("short rows have empty cells at their end and empty lines are no rows") {
    const RawTable t = parse("a,b,c\n1\n\n2,,3\n");
    REQUIRE(t.row_count() == 2);
    CHECK(t.text(0, 2).empty());
    CHECK(t.text(1, 1).empty());
    CHECK(t.text(1, 2) == "3");
    CHECK(t.line(1) == 4);
}

TEST_CASE("semicolons, tabs and bars are recognised and said") {
    base::Diagnostics diagnostics;
    const RawTable t = parse("code;score\nA;32,854\nB;9,909\n", {"code"}, &diagnostics);
    CHECK(t.delimiter == ';');
    CHECK(t.text(0, 1) == "32,854");
    CHECK(mentions(diagnostics, "delimiter"));
    CHECK(parse("a\tb\n1\t2\n").delimiter == '\t');
    CHECK(parse("a|b\n1|2\n").delimiter == '|');
    CHECK(parse("a\n1\n").delimiter == ',');
}

TEST_CASE("the wanted column decides between delimiters that fit equally well") {
    const RawTable t = parse("code;a,b\nA;1,2\nB;3,4\n", {"code"});
    CHECK(t.delimiter == ';');
}

TEST_CASE("the header is found below title lines by the columns it must hold") {
    base::Diagnostics diagnostics;
    const RawTable t = parse("\"Children, by year\"\nA note; with more\n\nCode,2014/15\nE1,5\n", {"Code"}, &diagnostics);
    CHECK(t.columns == std::vector<std::string>{"Code", "2014/15"});
    REQUIRE(t.row_count() == 1);
    CHECK(t.line(0) == 5);
    CHECK(mentions(diagnostics, "title-rows"));
}

TEST_CASE("a wrong column name lists the columns and the likeliest one") {
    const RawTable t = parse("Code,Name\nE1,5\n", {"Cod"});
    const ColumnProblem problem = explain_missing_column(t, "Cod");
    CHECK(problem.message == "There is no column \"Cod\"; the columns are Code, Name.");
    CHECK(problem.hint == "Did you mean \"Code\"?");
}

TEST_CASE("a name that two columns carry is not guessed; a number says which") {
    const RawTable t = parse("code,n,n\nE1,5,6\n");
    CHECK_FALSE(t.find("n"));
    CHECK(t.find("#3") == 2);
    CHECK_FALSE(t.find("#4"));
    CHECK(explain_missing_column(t, "n").message == "Several columns are called \"n\" (#2 and #3).");
}

TEST_CASE("a byte order mark is no part of the first column's name") {
    CHECK(parse("\xEF\xBB\xBFLSOA Code,n\nE1,5\n").columns[0] == "LSOA Code");
    const std::string utf16(
        "\xFF\xFE"
        "a\0,\0b\0\n\0"
        "1\0,\0\x13\x20\n\0",
        18);
    const RawTable t = parse(utf16);
    CHECK(t.columns == std::vector<std::string>{"a", "b"});
    CHECK(t.text(0, 1) == "–");
}

TEST_CASE("Windows-1252 bytes become the characters they stood for, and that is said") {
    base::Diagnostics diagnostics;
    const RawTable t = parse(
        "name,cost\nSt Clement\x92s,\xA3"
        "2.50 caf\xE9 \x96 x\n",
        {}, &diagnostics);
    CHECK(t.text(0, 0) == "St Clement’s");
    CHECK(t.text(0, 1) == "£2.50 café – x");
    CHECK(mentions(diagnostics, "encoding"));
    CHECK(decode_text("plain").assumption.empty());
}

TEST_CASE("an empty file and an unclosed quote are refused with the place") {
    CHECK_THROWS_WITH_AS((void)parse(""), "The file is empty.", base::Error);
    CHECK_THROWS_WITH_AS((void)parse(" \r\n\r\n"), "The file is empty.", base::Error);
    CHECK_THROWS_WITH_AS((void)parse("a,b\n1,2\n3,\"4\n5,6\n"), "A quotation mark opened in line 3 is never closed.", base::Error);
}

TEST_CASE("a very long field is one cell") {
    const std::string longest(300000, 'x');
    const RawTable t = parse("a,b\n1," + longest + "\n2,y\n");
    REQUIRE(t.row_count() == 2);
    CHECK(t.text(0, 1) == longest);
}
