#include "base/diagnostics.hpp"

#include <doctest/doctest.h>

using needsmap::base::Diagnostic;
using needsmap::base::Diagnostics;
using needsmap::base::Severity;

TEST_CASE("a diagnostic leaves out the places it does not know") {
    Diagnostic d{.message = "The code E1 stands twice."};
    CHECK(d.text() == "The code E1 stands twice.");
    d.file = "wards.csv";
    CHECK(d.text() == "wards.csv: The code E1 stands twice.");
    d.line = 12;
    CHECK(d.text() == "wards.csv:12: The code E1 stands twice.");
    d.column = 3;
    d.hint = "Keep one row.";
    CHECK(d.text() == "wards.csv:12:3: The code E1 stands twice. Keep one row.");
}

TEST_CASE("a column without a line is not a place") {
    CHECK(Diagnostic{.file = "a.csv", .column = 4, .message = "m"}.text() == "a.csv: m");
}

TEST_CASE("diagnostics keep their order and count by severity") {
    Diagnostics first;
    first.add({.severity = Severity::warning, .id = "one"});
    Diagnostics second;
    second.add({.severity = Severity::error, .id = "two"});
    second.add({.severity = Severity::warning, .id = "three"});
    CHECK(Diagnostics().empty());
    first.add_all(second);
    REQUIRE(first.items().size() == 3);
    CHECK(first.items()[1].id == "two");
    CHECK(first.items()[2].id == "three");
    CHECK(first.count(Severity::warning) == 2);
    CHECK(first.count(Severity::error) == 1);
    CHECK(first.count(Severity::note) == 0);
}
