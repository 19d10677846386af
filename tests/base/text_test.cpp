#include "base/text.hpp"

#include <doctest/doctest.h>

using namespace needsmap::base;

TEST_CASE("trimming removes every kind of space a spreadsheet leaves") {
    CHECK(trim("  Ruscote\t\r\n") == "Ruscote");
    CHECK(trim("\xC2\xA0North\xC2\xA0Oxford\xC2\xA0") == "North\xC2\xA0Oxford");
    CHECK(trim("\xEF\xBB\xBFward_code") == "ward_code");  // byte order mark
    CHECK(trim("\u202F12") == "12");                      // narrow no-break space
    CHECK(trim(" \t ").empty());
    CHECK(trim("").empty());
}

TEST_CASE("trimming leaves letters that end in the bytes of a space alone") {
    CHECK(trim("à") == "à");    // C3 A0
    CHECK(trim("\xA0") == "");  // a Latin-1 no-break space
}

TEST_CASE("folded names meet however they were typed") {
    CHECK(fold("St Clement’s") == "st clements");
    CHECK(fold("ST. CLEMENT'S ") == "st clements");
    CHECK(fold("Stow-on-the-Wold") == "stow on the wold");
    CHECK(fold("Risinghurst & Sandhills") == "risinghurst and sandhills");
    CHECK(fold("Risinghurst  and Sandhills") == "risinghurst and sandhills");
    CHECK(fold("Fyfield&Tubney") == "fyfield and tubney");
    CHECK(fold("Ynys Môn") == "ynys mon");
    CHECK(fold("Straße Łódź Œuvre") == "strasse lodz oeuvre");
    CHECK(fold("E05001922") == "e05001922");
    CHECK(fold("–  —").empty());
}

TEST_CASE("folding keeps scripts it does not know and never loses itself in broken bytes") {
    CHECK(fold("Οξφόρδη") == "Οξφόρδη");
    CHECK(fold("a\xFF\xC3") == "aya");  // stray bytes read as Latin-1: y with diaeresis, A with tilde
}

TEST_CASE("well-formed UTF-8 is told from everything else") {
    CHECK(is_utf8(""));
    CHECK(is_utf8("plain"));
    CHECK(is_utf8("£ – é 𝒜"));
    CHECK_FALSE(is_utf8("\xA3 5"));            // Latin-1 pound sign
    CHECK_FALSE(is_utf8("\xC0\xAF"));          // overlong slash
    CHECK_FALSE(is_utf8("\xE0\x80\xAF"));      // overlong, three bytes
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // beyond U+10FFFF
    CHECK_FALSE(is_utf8("\xE2\x82"));          // cut short
}

TEST_CASE("CSV fields are quoted only when they must be") {
    CHECK(csv_text("Ruscote") == "Ruscote");
    CHECK(csv_text("") == "");
    CHECK(csv_text("Barton, Oxford") == "\"Barton, Oxford\"");
    CHECK(csv_text("the \"Leys\"") == "\"the \"\"Leys\"\"\"");
    CHECK(csv_text("two\nlines") == "\"two\nlines\"");
    CHECK(csv_text(" edge") == "\" edge\"");
}

TEST_CASE("CSV text never runs as a formula in a spreadsheet") {
    CHECK(csv_text("=1+1") == "'=1+1");
    CHECK(csv_text("+44 1865") == "'+44 1865");
    CHECK(csv_text("-") == "'-");
    CHECK(csv_text("@name") == "'@name");
    CHECK(csv_text("=HYPERLINK(\"x\",1)") == "\"'=HYPERLINK(\"\"x\"\",1)\"");
    CHECK(csv_text("a=b") == "a=b");
}

TEST_CASE("a slip of the finger finds the word meant") {
    const std::vector<std::string> layers = {"child-poverty", "children-0-4", "deprivation", "neet", "obesity-year-6"};
    CHECK(closest("child-povety", layers) == "child-poverty");
    CHECK(closest("chidl-poverty", layers) == "child-poverty");  // two letters swapped are one slip
    CHECK(closest("Child Poverty", layers) == "child-poverty");
    CHECK(closest("need", layers) == "neet");
    CHECK(closest("deprivaton", layers) == "deprivation");
}

TEST_CASE("what is no slip suggests nothing") {
    const std::vector<std::string> layers = {"child-poverty", "neet", "x"};
    CHECK(closest("housing", layers).empty());
    CHECK(closest("", layers).empty());
    CHECK(closest("y", layers).empty());
    CHECK(closest("neet", {}).empty());
}

TEST_CASE("lists read as English") {
    CHECK(join_and({}) == "");
    CHECK(join_and({"Oxford"}) == "Oxford");
    CHECK(join_and({"Banbury", "Oxford"}) == "Banbury and Oxford");
    CHECK(join_and({"a", "b", "c"}) == "a, b and c");
}

TEST_CASE("the first letter changes its size, an abbreviation stays") {
    CHECK(capitalised("not significant") == "Not significant");
    CHECK(capitalised("5 wards") == "5 wards");
    CHECK(capitalised("").empty());
    CHECK(lower_first("Wards") == "wards");
    CHECK(lower_first("LSOAs") == "LSOAs");
    CHECK(lower_first("A") == "a");
}
