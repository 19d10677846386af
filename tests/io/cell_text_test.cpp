#include "io/cell_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace needsmap::io;
using needsmap::model::CellState;

namespace {
double number(std::string_view text, DecimalMark mark = DecimalMark::point) { return parse_cell(text, mark).cell.number; }
CellState state(std::string_view text) { return parse_cell(text).cell.state; }
CellRemark remark(std::string_view text, DecimalMark mark = DecimalMark::point) { return parse_cell(text, mark).remark; }
}  // namespace

TEST_CASE("plain numbers are read exactly") {
    CHECK(number("0") == 0);
    CHECK(number("-0.073") == -0.073);
    CHECK(number("1e3") == 1000);
    CHECK(number("+12") == 12);
    CHECK(number(" 27 ") == 27);
    CHECK(number("−3.5") == -3.5);  // U+2212
    CHECK(number(".5") == 0.5);
}

TEST_CASE("thousands commas count only where they belong") {
    CHECK(number("1,234") == 1234);
    CHECK(number("12,345,678.9") == 12345678.9);
    CHECK(remark("12,34") == CellRemark::unreadable);
    CHECK(remark("1234,567") == CellRemark::unreadable);
    CHECK(remark("1,23,456") == CellRemark::unreadable);
    CHECK(remark(",123") == CellRemark::unreadable);
    CHECK(number("452 883") == 452883);
    CHECK(remark("452 883") == CellRemark::spaced);
}

TEST_CASE("with a decimal comma the point separates thousands") {
    CHECK(number("44,473", DecimalMark::comma) == 44.473);
    CHECK(number("1.234,5", DecimalMark::comma) == 1234.5);
    CHECK(number("6730", DecimalMark::comma) == 6730);
    CHECK(number("-0,5", DecimalMark::comma) == -0.5);
    CHECK(looks_like_decimal_comma("44,473"));
    CHECK_FALSE(looks_like_decimal_comma("1,234.5"));
    CHECK_FALSE(looks_like_decimal_comma("1,234,567"));
    CHECK_FALSE(looks_like_decimal_comma("a,b"));
}

TEST_CASE("markers say why there is no number") {
    for (const char* text : {"", " ", "NA", "n/a", "N/A", "NULL", "null", "-", "..", ".", "~", "#N/A", "[x]", "u", "[u]"}) {
        CAPTURE(text);
        CHECK(state(text) == CellState::missing);
        CHECK(remark(text) == CellRemark::none);
    }
    for (const char* text : {"*", "c", "C", "[c]", "<5", "< 5", "<10", ">95%"}) {
        CAPTURE(text);
        CHECK(state(text) == CellState::suppressed);
    }
    for (const char* text : {":", "z", "[z]", "[Z]"}) {
        CAPTURE(text);
        CHECK(state(text) == CellState::not_applicable);
    }
}

TEST_CASE("a mark after a number leaves the number, as provisional") {
    CHECK(number("5,280 (p)") == 5280);
    CHECK(state("5280p") == CellState::provisional);
    CHECK(state("31 u") == CellState::provisional);
    CHECK(number("31 u") == 31);
    CHECK(remark("31 u") == CellRemark::marked);
    CHECK(number("35*") == 35);
    CHECK(remark("5280p") == CellRemark::none);
}

TEST_CASE("percent signs are a unit, not a factor") {
    CHECK(number("5.1%") == 5.1);
    CHECK(number("19.8 %") == 19.8);
    CHECK(remark("19.8 %") == CellRemark::percent);
}

TEST_CASE("not-a-number and infinity are missing and remarked") {
    for (const char* text : {"NaN", "inf", "-Infinity", "1e999", "#DIV/0!"}) {
        CAPTURE(text);
        CHECK(state(text) == CellState::missing);
        CHECK(remark(text) == CellRemark::not_finite);
    }
}

TEST_CASE("anything else is unreadable, and no prefix of it is taken for a number") {
    for (const char* text : {"abc", "12 children", "5-9", "0x10", "1.2.3", "SP 55 08", "=1+1", "20175 note", "1;2", "--5", "£5"}) {
        CAPTURE(text);
        CHECK(remark(text) == CellRemark::unreadable);
        CHECK(state(text) == CellState::missing);
    }
    CHECK(remark(std::string(100000, '7')) == CellRemark::unreadable);
}
