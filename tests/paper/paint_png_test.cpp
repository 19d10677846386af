#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "pages.hpp"

using namespace needsmap;
using pages::pixel;
using pages::Rgb;

namespace {

constexpr double dpi = 254;  // ten pixels a millimetre

scene::DisplayList map_page(const scene::CoverageFill& fill, double width_mm = 40, double height_mm = 30) {
    scene::DisplayList list = pages::page(width_mm, height_mm);
    list.root.page_from_map = geo::fit(pages::box(2, 2, width_mm - 2, height_mm - 2), fill.coverage->full().bounds());
    list.root.items.push_back(fill);
    return list;
}

scene::FillStyle plain(scene::Rgba colour) { return {colour, scene::Pattern::none, {}}; }

std::string chunk_text(const std::string& png, const std::string& key) {
    const std::size_t at = png.find(key + '\0');
    if (at == std::string::npos) return {};
    const std::size_t length_at = png.rfind("tEXt", at) == at - 4 ? at - 8 : png.rfind("iTXt", at) - 4;
    std::uint32_t length = 0;
    for (std::size_t i = 0; i < 4; ++i) length = length << 8 | static_cast<unsigned char>(png[length_at + i]);
    const std::size_t begin = at + key.size() + 1 + (png.compare(length_at + 4, 4, "iTXt") == 0 ? 4 : 0);
    return png.substr(begin, length_at + 8 + length - begin);
}

struct CancelledJob final : base::JobContext {
    void progress(double, std::string_view) override {}
    [[nodiscard]] bool cancelled() const override { return true; }
};

}  // namespace

TEST_CASE("a picture has the page's size at its dpi, and says so") {
    base::QuietJob job;
    const std::string png = paper::paint_png(pages::everything(), 300, pages::metadata(), job);
    const paper::Image image = paper::decode_png(png);
    CHECK(image.width == 1181);  // 100 mm * 300 / 25.4
    CHECK(image.height == 827);
    const std::size_t phys = png.find("pHYs");
    REQUIRE(phys != std::string::npos);
    // 300 / 0.0254 = 11811.02 pixels per metre.
    CHECK(png.substr(phys + 4, 9) == std::string("\x00\x00\x2e\x23\x00\x00\x2e\x23\x01", 9));
    CHECK(chunk_text(png, "Title") == "Child poverty – Øxfordshire");
    CHECK(chunk_text(png, "command") == "needsmap export child-poverty");
    CHECK(chunk_text(png, "workspace-hash") == "0123456789abcdef");
    CHECK(chunk_text(png, "Creation Time") == "2026-11-18T11:06:40Z");  // date -u -d @1795000000
}

TEST_CASE("the same page gives the same bytes, and the pixels of the file are those of the image") {
    base::QuietJob job;
    const scene::DisplayList list = pages::everything();
    const std::string png = paper::paint_png(list, 200, pages::metadata(), job);
    CHECK(png == paper::paint_png(list, 200, pages::metadata(), job));
    const paper::Image from_file = paper::decode_png(png), direct = paper::paint_image(list, 200);
    CHECK(from_file.rgba == direct.rgba);
}

TEST_CASE("areas of one colour join without a seam") {
    const paper::Image image =
        paper::paint_image(map_page(pages::fill(pages::sheared("ABAB/CDCD/EAFB"), {0, 0, 0, 0, 0, 0}, {plain(pages::blue)})), dpi);
    // Walking each row, once inside the map every pixel is blue until the map is left again.
    int inside_pixels = 0;
    for (int y = 0; y < image.height; ++y) {
        int first = -1, last = -1;
        for (int x = 0; x < image.width; ++x)
            if (pixel(image, x, y) == Rgb{20, 60, 160}) first = first < 0 ? x : first, last = x;
        for (int x = first; first >= 0 && x <= last; ++x, ++inside_pixels) CHECK(pixel(image, x, y) == Rgb{20, 60, 160});
    }
    CHECK(inside_pixels > 10000);
}

TEST_CASE("no ground shows between areas of different colours") {
    // On a black ground, then on a white one: border pixels must not depend on what is underneath.
    scene::DisplayList list = map_page(
        pages::fill(pages::sheared("ABAB/CDCD/EAFB"), {0, 1, 2, 0, 1, 2}, {plain(pages::red), plain(pages::blue), plain(pages::pale)}));
    const paper::Image on_white = paper::paint_image(list, dpi);
    list.background = pages::black;
    const paper::Image on_black = paper::paint_image(list, dpi);
    int different = 0, same = 0;
    const Rgb ground{0, 0, 0};
    for (int y = 1; y + 1 < on_white.height; ++y)
        for (int x = 1; x + 1 < on_white.width; ++x) {
            // The rim of the map may mix with the ground: look only where all neighbours are map.
            bool inside = true;
            for (int dy = -1; dy <= 1; ++dy)
                for (int dx = -1; dx <= 1; ++dx) inside &= !(pixel(on_black, x + dx, y + dy) == ground);
            if (!inside) continue;
            const bool rim = [&] {
                for (int dy = -2; dy <= 2; ++dy)
                    for (int dx = -2; dx <= 2; ++dx)
                        if (x + dx >= 0 && y + dy >= 0 && x + dx < on_black.width && y + dy < on_black.height &&
                            pixel(on_black, x + dx, y + dy) == ground)
                            return true;
                return false;
            }();
            if (rim) continue;
            (pixel(on_white, x, y) == pixel(on_black, x, y) ? same : different)++;
        }
    CHECK(same > 10000);
    CHECK(different == 0);
}

TEST_CASE("a border pixel mixes the two colours by the area each holds") {
    // One vertical border in the middle of pixel column 20.5: half red, half blue.
    scene::DisplayList list = pages::page(4, 2);
    const auto coverage = pages::coverage_of("AB");
    list.root.page_from_map = geo::PageFromMap{0.002, 0.05 - 800, 402, -1};  // map x 401,000 at 2.05 mm, 20.5 px
    list.root.items.push_back(pages::fill(coverage, {0, 1}, {plain(pages::red), plain(pages::blue)}));
    const paper::Image image = paper::paint_image(list, dpi);
    CHECK(pixel(image, 19, 10) == Rgb{200, 30, 30});
    CHECK(pixel(image, 20, 10) == Rgb{110, 45, 95});  // the mean of both, rounded
    CHECK(pixel(image, 21, 10) == Rgb{20, 60, 160});
}

TEST_CASE("a patterned area has its marks and its ground, and its neighbour has neither") {
    for (const scene::Pattern pattern :
         {scene::Pattern::dots, scene::Pattern::hatch, scene::Pattern::fine_hatch, scene::Pattern::cross_hatch}) {
        const paper::Image image = paper::paint_image(
            map_page(pages::fill(pages::coverage_of("AB"), {0, 1}, {{pages::pale, pattern, pages::black}, plain(pages::red)})), 508);
        int dark = 0, ground = 0, strange = 0;
        for (int y = 200; y < 400; ++y) {
            for (int x = 100; x < 380; ++x) {
                const Rgb p = pixel(image, x, y);
                dark += p.r < 60 ? 1 : 0;
                ground += p == Rgb{220, 230, 240} ? 1 : 0;
            }
            for (int x = 420; x < 700; ++x) strange += pixel(image, x, y) == Rgb{200, 30, 30} ? 0 : 1;
        }
        CAPTURE(static_cast<int>(pattern));
        CHECK(dark > 500);
        CHECK(ground > 10000);
        CHECK(strange == 0);
    }
}

TEST_CASE("bands do not show: a page painted in one band equals the same page in many") {
    // A narrow page has bands of 256 rows; the same content on a wide page has bands of fewer rows.
    scene::DisplayList narrow = pages::everything(), wide = pages::everything();
    wide.width_mm = 2000;
    const paper::Image a = paper::paint_image(narrow, dpi), b = paper::paint_image(wide, dpi);
    int largest = 0;
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x) {
            const Rgb p = pixel(a, x, y), q = pixel(b, x, y);
            largest = std::max({largest, std::abs(p.r - q.r), std::abs(p.g - q.g), std::abs(p.b - q.b)});
        }
    // Sums in another order round differently in the last place, and Cairo's scan lines start elsewhere.
    CHECK(largest <= 3);
}

TEST_CASE("a clipped group paints nothing outside its clip") {
    scene::DisplayList list = pages::page(40, 30);
    auto group = std::make_shared<scene::Group>();
    group->clip = pages::box(10, 10, 20, 20);
    const auto coverage = pages::coverage_of("AB");
    group->page_from_map = geo::fit(pages::box(0, 0, 40, 30), coverage->full().bounds());
    group->items.push_back(pages::fill(coverage, {0, 0}, {plain(pages::red)}));
    group->items.push_back(scene::CoverageStroke{coverage, {pages::black, 3, {}}, false});
    group->items.push_back(pages::text("WWWWWWWWWWWW", 0, 15, 8));
    scene::PagePath bar;
    bar.parts = {{{0, 11}, {40, 11}}};
    bar.stroke = scene::StrokeStyle{pages::blue, 1, {}};
    group->items.push_back(bar);
    list.root.items.push_back(std::shared_ptr<const scene::Group>(group));
    const paper::Image image = paper::paint_image(list, dpi);
    int outside = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x)
            if ((x < 100 || x >= 200 || y < 100 || y >= 200) && !(pixel(image, x, y) == Rgb{255, 255, 255})) ++outside;
    CHECK(outside == 0);
    CHECK(pixel(image, 150, 110) == Rgb{20, 60, 160});
}

TEST_CASE("text has ink in its own colour inside its box, and a halo around it") {
    scene::DisplayList list = pages::page(60, 20);
    list.background = pages::blue;
    scene::TextItem label = pages::text("Banbury", 10, 12, 8, scene::Weight::bold);
    label.colour = pages::red;
    label.halo = pages::white;
    label.halo_mm = 0.6;
    list.root.items.push_back(label);
    const paper::Image image = paper::paint_image(list, dpi);
    int ink = 0, halo = 0, far = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) {
            const Rgb p = pixel(image, x, y);
            ink += p == Rgb{200, 30, 30} ? 1 : 0;
            halo += p == Rgb{255, 255, 255} ? 1 : 0;
            const bool near = x > 90 && x < 100 + static_cast<int>(label.run.width_mm * 10) + 10 && y > 50 && y < 150;
            far += !near && !(p == Rgb{20, 60, 160}) ? 1 : 0;
        }
    // Seven bold letters of 8 mm: roughly a sixth of 80 x 330 pixels is ink.
    CHECK(ink > 2000);
    CHECK(ink < 10000);
    CHECK(halo > 1500);
    CHECK(far == 0);
}

TEST_CASE("pixels survive writing and reading, with and without transparency") {
    paper::Image image{3, 2, {}};
    for (int i = 0; i < 6; ++i)
        for (const int channel : {i * 40, 255 - i * 30, i * 7, 255}) image.rgba.push_back(static_cast<std::uint8_t>(channel));
    const paper::Image opaque = paper::decode_png(paper::encode_png(image, 96, {{"Title", "t"}}));
    CHECK(opaque.rgba == image.rgba);
    for (std::size_t i = 3; i < image.rgba.size(); i += 8) image.rgba[i] = 0;
    const paper::Image clear = paper::decode_png(paper::encode_png(image, 96, {}));
    REQUIRE(clear.width == 3);
    CHECK(clear.rgba[3] == 0);
    CHECK(clear.rgba[7] == 255);
    CHECK(std::equal(clear.rgba.begin() + 4, clear.rgba.begin() + 8, image.rgba.begin() + 4));
}

TEST_CASE("pictures taller than one band survive writing and reading") {
    paper::Image image{5, 700, {}};
    for (int i = 0; i < 5 * 700; ++i)
        for (const int channel : {i % 256, i / 256, i * 13 % 256, 255}) image.rgba.push_back(static_cast<std::uint8_t>(channel));
    CHECK(paper::decode_png(paper::encode_png(image, 96, {})).rgba == image.rgba);
}

TEST_CASE("sizes that cannot be are refused with what to try") {
    base::QuietJob job;
    CHECK_THROWS_WITH_AS((void)paper::paint_png(pages::page(2000, 100), 1200, {}, job),
                         "The picture would be 94488 pixels long; the most is 60000.", base::Error);
    CHECK_THROWS_AS((void)paper::paint_png(pages::page(100, 100), 0, {}, job), base::Error);
    CHECK_THROWS_AS((void)paper::encode_png({}, 96, {}), base::Error);
    CHECK_THROWS_AS((void)paper::decode_png("no picture"), base::Error);
}

TEST_CASE("a cancelled picture yields nothing") {
    CancelledJob job;
    CHECK_THROWS_AS((void)paper::paint_png(pages::everything(), 100, {}, job), base::Cancelled);
    CHECK_THROWS_AS((void)paper::paint_pdf(pages::everything(), {}, job), base::Cancelled);
    CHECK_THROWS_AS((void)paper::paint_svg(pages::everything(), {}, job), base::Cancelled);
}
