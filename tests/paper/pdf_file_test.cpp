#include "paper/pdf_file.hpp"

#include <doctest/doctest.h>

#include "base/files.hpp"
#include "pages.hpp"
#include "paper/sfnt.hpp"

using namespace needsmap::paper;

TEST_CASE("the cross-reference table points at every object") {
    PdfFile file;
    const int catalog = file.reserve(), info = file.reserve(), data = file.reserve();
    file.stream(data, "", "some words");  // in any order
    file.object(info, "<< /Title (t) >>");
    file.object(catalog, "<< /Type /Catalog >>");
    const std::string bytes = file.finish(catalog, info);
    const std::size_t table = std::stoul(bytes.substr(bytes.rfind("startxref\n") + 10));
    REQUIRE(bytes.compare(table, 9, "xref\n0 4\n") == 0);
    for (int number = 1; number <= 3; ++number) {
        // Each entry is 20 bytes long; the first belongs to the head of the free list.
        const std::size_t offset = std::stoul(bytes.substr(table + 9 + 20 * static_cast<std::size_t>(number), 10));
        CHECK(bytes.compare(offset, 7, std::to_string(number) + " 0 obj") == 0);
    }
    CHECK(bytes.ends_with("%%EOF\n"));
}

TEST_CASE("text strings are escaped, or UTF-16 when they are more than ASCII") {
    CHECK(pdf_text("a (b) \\ c") == "(a \\(b\\) \\\\ c)");
    CHECK(pdf_text("é") == "<FEFF00E9>");
    CHECK(utf16_hex("A–𝄞") == "00412013D834DD1E");  // U+1D11E as a surrogate pair: D834 DD1E
    CHECK(pdf_text("\xff") == "(?)");
}

TEST_CASE("names escape what is not a plain character") {
    CHECK(pdf_name("workspace-hash") == "/workspace-hash");
    CHECK(pdf_name("a b#/") == "/a#20b#23#2F");
}

TEST_CASE("widths come from the font file") {
    const auto face = needsmap::scene::Fonts::shared().face(needsmap::scene::Weight::regular);
    const std::string bytes = needsmap::base::read_file(face->file());
    const Sfnt font(bytes);
    const auto run = needsmap::scene::Fonts::shared().shape("n", needsmap::scene::Weight::regular, 1000);
    CHECK(font.advance(run.glyphs.at(0).id) * 1000.0 / font.units_per_em() == doctest::Approx(run.width_mm).epsilon(1e-6));
    CHECK(font.box().ascent > 0);
    CHECK(font.box().descent < 0);
}

TEST_CASE("a damaged font file gives empty tables and not a crash") {
    for (const char* bytes : {"", "OTTO", "OTTO\x00\x09 and no tables at all"}) {
        const Sfnt font{std::string_view(bytes)};
        CHECK(font.table("CFF ").empty());
        CHECK(font.advance(12) == 0);
        CHECK(font.units_per_em() == 1);
    }
    // A table that claims to reach beyond the file.
    const std::string claims("OTTO\0\1......CFF ....\0\0\0\x10\0\0\xff\xff", 28);
    CHECK(Sfnt(claims).table("CFF ").empty());
}
