#include "scene/font.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <thread>

using namespace needsmap::scene;

namespace {
const Fonts& fonts() { return Fonts::shared(); }
}  // namespace

TEST_CASE("figures all have the same width, so that columns of numbers line up") {
    const double one = fonts().width_mm("1", Weight::regular, 10);
    for (const char* digit : {"0", "2", "3", "4", "5", "6", "7", "8", "9"})
        CHECK(fonts().width_mm(digit, Weight::regular, 10) == doctest::Approx(one));
}

TEST_CASE("a run's width grows with size and every glyph lies inside it") {
    const GlyphRun run = fonts().shape("Banbury Ruscote", Weight::regular, 3);
    CHECK(run.glyphs.size() == 15);
    CHECK(run.text == "Banbury Ruscote");
    CHECK(run.width_mm == doctest::Approx(3 * fonts().width_mm("Banbury Ruscote", Weight::regular, 1)));
    double before = -1;
    for (const Glyph& glyph : run.glyphs) {
        CHECK(glyph.x_mm > before);
        CHECK(glyph.x_mm < run.width_mm);
        before = glyph.x_mm;
    }
}

TEST_CASE("clusters point at the bytes where characters start") {
    const GlyphRun run = fonts().shape("5–9", Weight::regular, 3);  // the dash takes three bytes
    REQUIRE(run.glyphs.size() == 3);
    CHECK(run.glyphs[0].cluster == 0);
    CHECK(run.glyphs[1].cluster == 1);
    CHECK(run.glyphs[2].cluster == 4);
}

TEST_CASE("the characters that sheets print are in the font") {
    for (const char* character : {"–", "−", "…", "’", "£", "©", "²", "±", "≥", "×", "é", "·", "%"}) {
        CAPTURE(character);
        const GlyphRun run = fonts().shape(character, Weight::regular, 3);
        REQUIRE(run.glyphs.size() == 1);
        CHECK(run.glyphs[0].id != 0);
    }
}

TEST_CASE("a letter's outline is closed shapes about one cap height tall") {
    const GlyphRun run = fonts().shape("H", Weight::regular, 1);
    const auto& outline = run.face->outline(run.glyphs[0].id);
    REQUIRE(outline.contours.size() == 1);
    float top = 0, bottom = 0;
    for (const auto& [x, y] : outline.contours[0]) top = std::min(top, y), bottom = std::max(bottom, y);
    CHECK(bottom == doctest::Approx(0).epsilon(0.001));
    CHECK(-top == doctest::Approx(fonts().metrics(Weight::regular).cap_height).epsilon(0.01));
}

TEST_CASE("a bitmap covers as much as its outline encloses") {
    const GlyphRun run = fonts().shape("o", Weight::regular, 1);
    const auto& outline = run.face->outline(run.glyphs[0].id);
    double area = 0;
    for (const auto& contour : outline.contours)
        for (std::size_t i = 0; i < contour.size(); ++i) {
            const auto [x0, y0] = contour[i];
            const auto [x1, y1] = contour[(i + 1) % contour.size()];
            area += (static_cast<double>(x0) * y1 - static_cast<double>(x1) * y0) / 2;
        }
    const auto bitmap = run.face->rasterise(run.glyphs[0].id, 100);
    double covered = 0;
    for (const auto value : bitmap.coverage) covered += value / 255.0;
    REQUIRE(bitmap.coverage.size() == static_cast<std::size_t>(bitmap.width * bitmap.height));
    CHECK(covered / 10'000 == doctest::Approx(std::abs(area)).epsilon(0.01));  // flattening and 8-bit edges
    CHECK(bitmap.top > 40);                                                    // x-height at 100 px per em
}

TEST_CASE("wrapped lines fit and together are the text") {
    const std::string text = "Children in families on low income as a share of all children under sixteen";
    const auto lines = fonts().wrap(text, Weight::regular, 3, 40);
    CHECK(lines.size() > 2);
    std::string joined;
    for (const auto& line : lines) {
        CHECK(fonts().width_mm(line, Weight::regular, 3) <= 40);
        joined += (joined.empty() ? "" : " ") + line;
    }
    CHECK(joined == text);
}

TEST_CASE("a word longer than the line stands alone") {
    const auto lines = fonts().wrap("an Llanfairpwllgwyngyllgogerychwyrndrobwll here", Weight::regular, 3, 20);
    REQUIRE(lines.size() == 3);
    CHECK(lines[1] == "Llanfairpwllgwyngyllgogerychwyrndrobwll");
}

TEST_CASE("elided text fits, ends in an ellipsis and never cuts a character") {
    const std::string text = "Bürgermeisterstraße – ein langer Name";
    for (double width = 4; width < 60; width += 3) {
        const std::string cut = fonts().elide(text, Weight::regular, 3, width);
        CAPTURE(cut);
        CHECK(fonts().width_mm(cut, Weight::regular, 3) <= width);
        if (cut != text) {
            CHECK(cut.ends_with("…"));
            CHECK(text.starts_with(cut.substr(0, cut.size() - 3)));
        }
    }
    CHECK(fonts().elide("short", Weight::regular, 3, 100) == "short");
}

TEST_CASE("a subset is a smaller font file that keeps glyph ids") {
    const GlyphRun run = fonts().shape("Deprivation 2019", Weight::semibold, 3);
    std::vector<std::uint32_t> ids;
    for (const Glyph& glyph : run.glyphs) ids.push_back(glyph.id);
    const std::string bytes = run.face->subset(ids);
    CHECK(bytes.size() > 1'000);
    CHECK(bytes.size() < 60'000);
    const bool is_font = bytes.starts_with("OTTO") || bytes.starts_with(std::string("\0\1\0\0", 4));
    CHECK(is_font);
    CHECK(bytes == run.face->subset(ids));
}

TEST_CASE("several threads may shape and draw at once") {
    std::vector<std::thread> threads;
    std::array<double, 4> widths{};
    for (std::size_t t = 0; t < widths.size(); ++t)
        threads.emplace_back([&widths, t] {
            for (int i = 0; i < 50; ++i) {
                const GlyphRun run = fonts().shape("Ward " + std::to_string(i), Weight::medium, 2);
                for (const Glyph& glyph : run.glyphs) (void)run.face->outline(glyph.id);
                widths[t] += run.width_mm;
            }
        });
    for (auto& thread : threads) thread.join();
    for (const double width : widths) CHECK(width == widths[0]);
}
