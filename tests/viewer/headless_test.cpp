// The interface as a whole: opening, pictures, jobs.
#include "viewer/headless.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.hpp"
#include "viewer/stage.hpp"
#include "viewer/viewer.hpp"

using namespace needsmap;
using test::Stage;

namespace {

std::filesystem::path temporary(const std::string& name) {
    const auto folder = std::filesystem::temp_directory_path() / "needsmap-viewer-test";
    std::filesystem::create_directories(folder);
    std::filesystem::remove(folder / name);
    return folder / name;
}

/// How many different colours a part of the picture has.
std::size_t colours(Stage& stage, const geo::PixelBox& box) {
    const auto pixels = stage.headless().pixels();
    std::vector<std::uint32_t> seen;
    for (int y = static_cast<int>(box.min_y); y < static_cast<int>(box.max_y); ++y)
        for (int x = static_cast<int>(box.min_x); x < static_cast<int>(box.max_x); ++x) {
            const std::size_t i =
                (static_cast<std::size_t>(y) * static_cast<std::size_t>(stage.headless().width()) + static_cast<std::size_t>(x)) * 4;
            seen.push_back(pixels[i] | pixels[i + 1] << 8 | pixels[i + 2] << 16);
        }
    std::sort(seen.begin(), seen.end());
    return static_cast<std::size_t>(std::unique(seen.begin(), seen.end()) - seen.begin());
}

}  // namespace

TEST_CASE("the same script draws the same picture, pixel for pixel") {
    NEEDS_OPENGL();
    const std::string script = "zoom-to Banbury\nselect Banbury Ruscote\nset-theme dark\nwait\nmove 640 400";
    const auto picture = [&] {
        Stage stage;
        stage.play(script);
        return stage.headless().pixels();
    };
    const auto first = picture();
    CHECK(first == picture());
}

TEST_CASE("both maps are drawn while comparing") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("compare on\nset-layer under-18-conceptions pane=1");
    CHECK(colours(stage, stage.geometry(0).box) > 50);
    CHECK(colours(stage, stage.geometry(1).box) > 50);
}

TEST_CASE("restyling sends no geometry to the card") {
    NEEDS_OPENGL();
    Stage stage;
    const auto before = stage.headless().workbench().painter().statistics();
    stage.play("set-classes equal count=7 palette=viridis\nset-layer deprivation\nset-theme dark");
    const auto& after = stage.headless().workbench().painter().statistics();
    CHECK(after.geometry_uploads == before.geometry_uploads);
    CHECK(after.table_uploads > before.table_uploads);
}

TEST_CASE("an export started from the interface writes its file and says so") {
    NEEDS_OPENGL();
    const auto file = temporary("map.svg");
    Stage stage;
    stage.play("run export layer=child-poverty output=\"" + file.string() + "\"\nwait");
    CHECK(std::filesystem::exists(file));
    REQUIRE(stage.session().notice());
    CHECK_FALSE(stage.session().notice()->is_problem);
    CHECK(stage.session().notice()->text.find("map.svg") != std::string::npos);
}

TEST_CASE("an export that cannot be made is a notice, and the interface goes on") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("run export layer=child-poverty output=/nowhere/at/all/map.pdf\nwait");
    REQUIRE(stage.session().notice());
    CHECK(stage.session().notice()->is_problem);
    stage.play("set-layer deprivation");
    CHECK(stage.session().state().maps[0].layer == "deprivation");
}

TEST_CASE("a workspace that cannot be shown is an error that names it") {
    NEEDS_OPENGL();
    viewer::ViewerOptions options;
    options.workspace = "/nowhere/county.toml";
    viewer::Headless headless(options);
    CHECK_THROWS_WITH_AS(headless.wait_until_open(), doctest::Contains("county.toml"), base::Error);
}

TEST_CASE("opening something broken later keeps what is shown") {
    NEEDS_OPENGL();
    Stage stage;
    stage.play("open /nowhere/county.toml\nwait");
    CHECK(stage.session().is_open());
    REQUIRE(stage.session().notice());
    CHECK(stage.session().notice()->is_problem);
}

TEST_CASE("a screenshot is a PNG of the wanted size at any scale") {
    NEEDS_OPENGL();
    viewer::ViewerOptions options;
    options.screenshot = temporary("shot.png");
    options.width = 900, options.height = 700, options.ui_scale = 1.5;
    CHECK(viewer::run_viewer(options) == base::ExitCode::done);
    const std::string png = base::read_file(*options.screenshot);
    REQUIRE(png.size() > 24);
    const auto number = [&](std::size_t at) {
        return static_cast<unsigned char>(png[at + 2]) * 256 + static_cast<unsigned char>(png[at + 3]);
    };
    CHECK(png.substr(1, 3) == "PNG");
    CHECK(number(16) == 900);  // IHDR: width and height, big-endian
    CHECK(number(20) == 700);
}

TEST_CASE("a script with an error is told before anything is drawn, and no picture is written") {
    viewer::ViewerOptions options;
    options.screenshot = temporary("none.png");
    options.play = temporary("broken.txt");
    base::write_file(*options.play, "wait\nno-such-thing\n");
    CHECK_THROWS_WITH_AS(static_cast<void>(viewer::run_viewer(options)), doctest::Contains("broken.txt:2"), base::Error);
    CHECK_FALSE(std::filesystem::exists(*options.screenshot));
}
