#include <doctest/doctest.h>

#include <algorithm>

#include "pages.hpp"
#include "scene/font_face.hpp"

using namespace needsmap;
using pages::pixel;
using pages::Rgb;

namespace {

std::string pdf_of(const scene::DisplayList& list) {
    base::QuietJob job;
    return paper::paint_pdf(list, pages::metadata(), job);
}

/// The page as another program sees it.
paper::Image rendered(const std::string& pdf, int dpi, const pages::TemporaryFolder& folder) {
    base::write_file(folder / "page.pdf", pdf);
    pages::output_of("pdftoppm -png -singlefile -r " + std::to_string(dpi) + " '" + (folder / "page.pdf").string() + "' '" +
                     (folder / "page").string() + "'");
    return paper::decode_png(base::read_file(folder / "page.png"));
}

/// Mean difference over what both pictures have: poppler paints one more row where a page ends within it.
double difference(const paper::Image& a, const paper::Image& b) {
    REQUIRE(std::abs(a.width - b.width) <= 1);
    REQUIRE(std::abs(a.height - b.height) <= 1);
    const int width = std::min(a.width, b.width), height = std::min(a.height, b.height);
    double sum = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const Rgb p = pixel(a, x, y), q = pixel(b, x, y);
            sum += std::abs(p.r - q.r) + std::abs(p.g - q.g) + std::abs(p.b - q.b);
        }
    return sum / width / height / 3;
}

}  // namespace

TEST_CASE("a PDF repeats byte for byte and takes its date from the metadata") {
    const std::string pdf = pdf_of(pages::everything());
    CHECK(pdf.starts_with("%PDF-1.5"));
    CHECK(pdf == pdf_of(pages::everything()));
    CHECK(pdf.find("/CreationDate (D:20261118110640Z)") != std::string::npos);  // date -u -d @1795000000
    CHECK(pdf.find("/workspace-hash (0123456789abcdef)") != std::string::npos);
}

TEST_CASE("text of a PDF can be read, searched and copied") {
    if (!pages::has_program("pdftotext")) return;
    pages::TemporaryFolder folder;
    base::write_file(folder / "page.pdf", pdf_of(pages::everything()));
    const std::string text = pages::output_of("pdftotext -layout '" + (folder / "page.pdf").string() + "' -");
    // Once: the halo is not text.
    CHECK(text.find("Ærø & Øst <ward>") != std::string::npos);
    CHECK(text.find("Ærø") == text.rfind("Ærø"));
    CHECK(text.find("10.5 to 12.4") != std::string::npos);
    CHECK(text.find("1,111 children") != std::string::npos);
}

TEST_CASE("fonts of a PDF are embedded and subset, and its words are where readers look") {
    if (!pages::has_program("pdffonts") || !pages::has_program("pdfinfo")) return;
    pages::TemporaryFolder folder;
    base::write_file(folder / "page.pdf", pdf_of(pages::everything()));
    const std::string path = "'" + (folder / "page.pdf").string() + "'";
    // Two header lines, then one line per font: name, type, encoding, "emb sub uni" as yes or no.
    const std::string fonts = pages::output_of("pdffonts " + path + " | tail -n +3 | grep -c ' yes yes yes '");
    CHECK(fonts == "3\n");  // regular, semibold, bold
    CHECK(pages::output_of("pdffonts " + path + " | wc -l") == "5\n");
    const std::string info = pages::output_of("pdfinfo " + path);
    CHECK(info.find("Child poverty – Øxfordshire") != std::string::npos);
    CHECK(info.find("A map of made-up areas.") != std::string::npos);
    CHECK(info.find("workspace-hash: 0123456789abcdef") != std::string::npos);
    CHECK(info.find("Tests") != std::string::npos);
    // 100 x 70 mm in points.
    CHECK(info.find("283.465 x 198.425 pts") != std::string::npos);
}

TEST_CASE("a checker finds no fault in a PDF") {
    if (!pages::has_program("qpdf")) return;
    pages::TemporaryFolder folder;
    base::write_file(folder / "page.pdf", pdf_of(pages::everything()));
    CHECK(
        pages::output_of("qpdf --check '" + (folder / "page.pdf").string() + "' 2>&1").find("No syntax or stream encoding errors found") !=
        std::string::npos);
}

TEST_CASE("TrueType fonts are embedded as well as OpenType ones") {
    const std::filesystem::path file = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf";
    if (!std::filesystem::exists(file)) {
        std::printf("skipped: DejaVu Sans is not installed\n");
        return;
    }
    const auto face = std::make_shared<scene::FontFile>(file, "DejaVu Sans", scene::Weight::regular);
    scene::TextItem item = pages::text("", 5, 15, 8);
    item.run.face = face;
    item.run.text = "AVATAR ß 123";
    item.run.glyphs = face->shape(item.run.text, item.run.width_mm);
    for (scene::Glyph& glyph : item.run.glyphs) glyph.x_mm *= 8, glyph.y_mm *= 8;
    item.run.width_mm *= 8;
    scene::DisplayList list = pages::page(80, 20);
    list.root.items.push_back(item);
    const std::string pdf = pdf_of(list);
    CHECK(pdf.find("/CIDFontType2") != std::string::npos);
    if (!pages::has_program("pdftotext") || !pages::has_program("pdftoppm")) return;
    pages::TemporaryFolder folder;
    base::write_file(folder / "page.pdf", pdf);
    CHECK(pages::output_of("pdftotext '" + (folder / "page.pdf").string() + "' -").find("AVATAR ß 123") != std::string::npos);
    const paper::Image theirs = rendered(pdf, 254, folder), ours = paper::paint_image(list, 254);
    // Letters at the wrong place or of the wrong width would differ over about a sixth of the page.
    CHECK(difference(theirs, ours) < 1.5);
}

TEST_CASE("a PDF looks like the picture of the same page") {
    if (!pages::has_program("pdftoppm")) return;
    pages::TemporaryFolder folder;
    const scene::DisplayList list = pages::everything();
    const paper::Image theirs = rendered(pdf_of(list), 254, folder), ours = paper::paint_image(list, 254);
    // Two antialiasing schemes differ along edges only; a missing item would be ten times this.
    CHECK(difference(theirs, ours) < 1.5);
}

TEST_CASE("no ground shows between areas in a PDF viewer") {
    if (!pages::has_program("pdftoppm")) return;
    pages::TemporaryFolder folder;
    scene::DisplayList list = pages::page(40, 30);
    list.background = pages::white;
    const auto coverage = pages::sheared("ABAB/CDCD/EAFB");
    list.root.page_from_map = geo::fit(pages::box(2, 2, 38, 28), coverage->full().bounds());
    const scene::Rgba dark{0, 60, 0, 255}, middle{0, 60, 80, 255}, other{80, 60, 0, 255};
    list.root.items.push_back(
        pages::fill(coverage, {0, 1, 2, 0, 1, 2},
                    {{dark, scene::Pattern::none, {}}, {middle, scene::Pattern::none, {}}, {other, scene::Pattern::none, {}}}));
    const paper::Image image = rendered(pdf_of(list), 254, folder);
    int lighter = 0, inside_count = 0;
    for (int y = 3; y + 3 < image.height; ++y)
        for (int x = 3; x + 3 < image.width; ++x) {
            bool inside = true;  // away from the map's rim, which does mix with the paper
            for (int dy = -3; dy <= 3; dy += 3)
                for (int dx = -3; dx <= 3; dx += 3) inside &= pixel(image, x + dx, y + dy).g < 100;
            if (!inside) continue;
            ++inside_count;
            // All three colours have 60 of green: anything above is paper shining through.
            if (pixel(image, x, y).g > 62) ++lighter;
        }
    CHECK(inside_count > 10000);
    CHECK(lighter == 0);
}

TEST_CASE("patterned areas stay vector: a dotted area holds dots, not pictures") {
    scene::DisplayList list = pages::page(40, 30);
    const auto coverage = pages::coverage_of("AB");
    list.root.page_from_map = geo::fit(pages::box(2, 2, 38, 28), coverage->full().bounds());
    list.root.items.push_back(pages::fill(
        coverage, {0, 1}, {{pages::pale, scene::Pattern::dots, pages::black}, {pages::pale, scene::Pattern::hatch, pages::black}}));
    const std::string pdf = pdf_of(list);
    CHECK(pdf.find("/Subtype /Image") == std::string::npos);
    CHECK(pdf.find("/SMask") == std::string::npos);
}

TEST_CASE("a map zoomed far into a coverage does not carry what cannot be seen") {
    scene::DisplayList whole = pages::page(40, 30), part = pages::page(40, 30);
    std::string rows;
    for (int row = 0; row < 24; ++row) {
        for (int column = 0; column < 24; ++column) rows += static_cast<char>('A' + (row * 7 + column * 5) % 26);
        if (row < 23) rows += '/';
    }
    const auto coverage = pages::sheared(rows);
    std::vector<std::uint8_t> classes;
    for (std::size_t a = 0; a < coverage->full().area_count(); ++a) classes.push_back(a % 2);
    const auto fill = pages::fill(coverage, classes, {{pages::pale, scene::Pattern::none, {}}, {pages::blue, scene::Pattern::none, {}}});
    whole.root.page_from_map = geo::fit(pages::box(0, 0, 40, 30), coverage->full().bounds());
    part.root.page_from_map = geo::fit(pages::box(-400, -300, 440, 330), coverage->full().bounds());
    whole.root.items.push_back(fill), part.root.items.push_back(fill);
    CHECK(pdf_of(part).size() * 2 < pdf_of(whole).size());
}

TEST_CASE("several pages are one PDF, each with its own size") {
    base::QuietJob job;
    scene::DisplayList upright = pages::everything();
    std::swap(upright.width_mm, upright.height_mm);
    const std::vector<scene::DisplayList> lists = {pages::everything(), upright};
    const std::string pdf = paper::paint_pdf(lists, pages::metadata(), job);
    CHECK(pdf.find("/Count 2 ") != std::string::npos);
    const pages::TemporaryFolder folder;
    base::write_file(folder / "two.pdf", pdf);
    const std::string info = pages::output_of("pdfinfo -l 2 '" + (folder / "two.pdf").string() + "' | grep 'size:'");
    // "Page 1 size: W x H pts", "Page 2 size: H x W pts"
    const auto sizes = [&](const char* page) { return info.substr(info.find(page), info.find('\n', info.find(page)) - info.find(page)); };
    CHECK(sizes("Page    1") != sizes("Page    2"));
    CHECK(paper::paint_pdf(std::span(lists).first(1), pages::metadata(), job) == pdf_of(lists.front()));
}
