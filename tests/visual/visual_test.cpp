// The same display list through OpenGL and on paper, and paper against pictures kept in golden/.
//
// After a deliberate change of what is painted: NEEDSMAP_UPDATE_GOLDENS=1 build/tests/visual/visual_test, look at the pictures,
// and commit them with the change.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "base/files.hpp"
#include "paper/paint.hpp"
#include "scenes.hpp"
#include "screen/canvas.hpp"

using namespace needsmap;
namespace fs = std::filesystem;

namespace {

constexpr double dpi = 127;  // five pixels a millimetre: screens are like that, and goldens stay small

fs::path golden_file(const std::string& name) { return fs::path(NEEDSMAP_SOURCE_DIR) / "tests" / "visual" / "golden" / (name + ".png"); }

void save(const paper::Image& image, const std::string& name) {
    fs::create_directories(NEEDSMAP_PICTURE_DIR);
    base::write_file(fs::path(NEEDSMAP_PICTURE_DIR) / (name + ".png"), paper::encode_png(image, dpi, {}));
}

paper::Image on_screen(const scene::DisplayList& list, int width, int height) {
    test::Canvas canvas(width, height);
    canvas.view.pixel_from_page = {dpi / 25.4, 0, 0, 1};
    for (int i = 0; i < 2; ++i) {  // the first painting asks for meshes, the second has them all
        canvas.clear(list.background);
        canvas.paint(list.root);
    }
    paper::Image image{width, height, {}};
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            for (const int channel : canvas.at(x, y)) image.rgba.push_back(static_cast<std::uint8_t>(channel));
            image.rgba.push_back(255);
        }
    return image;
}

int largest_difference(const pages::Rgb& a, const pages::Rgb& b) {
    return std::max({std::abs(a.r - b.r), std::abs(a.g - b.g), std::abs(a.b - b.b)});
}

/// How far a pixel is from everything within one pixel of its place in the other picture: two ways of antialiasing put an edge up to
/// half a pixel apart, but do not invent or lose things.
int mismatch(const paper::Image& a, const paper::Image& b, int x, int y) {
    int best = 255;
    for (int v = std::max(0, y - 1); v <= std::min(b.height - 1, y + 1); ++v)
        for (int u = std::max(0, x - 1); u <= std::min(b.width - 1, x + 1); ++u)
            best = std::min(best, largest_difference(pages::pixel(a, x, y), pages::pixel(b, u, v)));
    return best;
}

struct Comparison {
    double mean = 0;           ///< mean difference of channels, 0..255
    double strange_share = 0;  ///< of pixels that are unlike all near them in the other picture
    paper::Image picture;      ///< what differs: red = strange, grey = along edges
};

Comparison compare(const paper::Image& a, const paper::Image& b) {
    Comparison result;
    result.picture = {a.width, a.height, {}};
    int strange = 0;
    for (int y = 0; y < a.height; ++y)
        for (int x = 0; x < a.width; ++x) {
            const int nearest = std::max(mismatch(a, b, x, y), mismatch(b, a, x, y));
            const int difference = largest_difference(pages::pixel(a, x, y), pages::pixel(b, x, y));
            const bool odd = nearest > 32;
            strange += odd ? 1 : 0;
            const auto shade = static_cast<std::uint8_t>(255 - difference);
            for (const std::uint8_t channel :
                 {odd ? std::uint8_t{220} : shade, odd ? std::uint8_t{0} : shade, odd ? std::uint8_t{0} : shade, std::uint8_t{255}})
                result.picture.rgba.push_back(channel);
        }
    result.mean = pages::mean_difference(a, b);
    result.strange_share = static_cast<double>(strange) / a.width / a.height;
    return result;
}

}  // namespace

TEST_CASE("screen and paper show the same") {
    NEEDS_OPENGL();
    for (const scenes::Scene& scene : scenes::all()) {
        CAPTURE(scene.name);
        const paper::Image paper_image = paper::paint_image(scene.list, dpi);
        const paper::Image screen_image = on_screen(scene.list, paper_image.width, paper_image.height);
        const Comparison result = compare(paper_image, screen_image);
        // Text from a glyph atlas is placed on quarters of a pixel; everything else differs by antialiasing only.
        const bool same = result.mean < 1.5 && result.strange_share < 0.002;
        CHECK(result.mean < 1.5);
        CHECK(result.strange_share < 0.002);
        if (!same) {
            save(paper_image, scene.name + "-paper");
            save(screen_image, scene.name + "-screen");
            save(result.picture, scene.name + "-difference");
            MESSAGE("Look at " << NEEDSMAP_PICTURE_DIR << "/" << scene.name << "-difference.png");
        }
    }
}

TEST_CASE("paper shows what it showed before") {
    const bool update = std::getenv("NEEDSMAP_UPDATE_GOLDENS") != nullptr;
    for (const scenes::Scene& scene : scenes::all()) {
        if (!scene.golden) continue;
        CAPTURE(scene.name);
        const paper::Image image = paper::paint_image(scene.list, dpi);
        if (update) base::write_file(golden_file(scene.name), paper::encode_png(image, dpi, {}));
        REQUIRE(fs::exists(golden_file(scene.name)));
        const paper::Image golden = paper::decode_png(base::read_file(golden_file(scene.name)));
        REQUIRE(golden.width == image.width);
        REQUIRE(golden.height == image.height);
        int changed = 0;
        for (int y = 0; y < image.height; ++y)
            for (int x = 0; x < image.width; ++x)
                // Compilers and Cairo versions may round the last steps of 255 differently.
                if (largest_difference(pages::pixel(image, x, y), pages::pixel(golden, x, y)) > 4) ++changed;
        CHECK(changed <= 3);
        if (changed > 3) {
            save(image, scene.name + "-now");
            save(compare(golden, image).picture, scene.name + "-change");
            MESSAGE(changed << " pixels have changed: look at " << NEEDSMAP_PICTURE_DIR << "/" << scene.name << "-change.png");
        }
    }
}
