#include "publish/formats.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "base/error.hpp"
#include "base/files.hpp"
#include "paper/pages.hpp"

using namespace needsmap;
namespace fs = std::filesystem;

namespace {

scene::Sheet sheet() {
    scene::Sheet s;
    s.list = pages::everything();
    s.title = "Child poverty";
    s.subtitle = "Wards, 2026";
    s.description = "A map of seven areas.";
    return s;
}

}  // namespace

TEST_CASE("each format writes files of its kind, chosen by ending") {
    pages::TemporaryFolder folder;
    base::QuietJob job;
    const std::vector<std::pair<const char*, std::string>> cases = {{"a.pdf", "%PDF-1.5"}, {"a.SVG", "<?xml"}, {"a.png", "\x89PNG"}};
    for (const auto& [name, start] : cases) {
        publish::export_sheet(sheet(), folder / name, 100, {}, job);
        CHECK(base::read_file(folder / name).starts_with(start));
    }
    CHECK(publish::formats().size() == 3);
    CHECK(publish::format_for("map.Png").uses_dpi);
    CHECK_FALSE(publish::format_for("map.pdf").uses_dpi);
}

TEST_CASE("an unknown ending is refused with the known ones") {
    try {
        (void)publish::format_for("map.jpeg");
        FAIL("should have thrown");
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        CHECK(std::string(error.what()) == "Files ending in .jpeg cannot be written (map.jpeg).");
        CHECK(error.hint() == "Use a name that ends in .pdf, .svg or .png.");
    }
    CHECK_THROWS_AS((void)publish::format_for("map"), base::Error);
}

TEST_CASE("the sheet's words stand in the file unless the caller has others") {
    pages::TemporaryFolder folder;
    base::QuietJob job;
    publish::export_sheet(sheet(), folder / "a.svg", 100, {}, job);
    const std::string own = base::read_file(folder / "a.svg");
    CHECK(own.find(">Child poverty – Wards, 2026</title>") != std::string::npos);
    CHECK(own.find(">A map of seven areas.</desc>") != std::string::npos);
    publish::export_sheet(sheet(), folder / "a.svg", 100, pages::metadata(), job);
    CHECK(base::read_file(folder / "a.svg").find(">Child poverty – Øxfordshire</title>") != std::string::npos);
}

TEST_CASE("a folder that is not there is named, and nothing is left behind") {
    pages::TemporaryFolder folder;
    base::QuietJob job;
    const fs::path file = folder / "nowhere" / "map.pdf";
    try {
        publish::export_sheet(sheet(), file, 100, {}, job);
        FAIL("should have thrown");
    } catch (const base::Error& error) {
        CHECK(std::string(error.what()).find("nowhere") != std::string::npos);
    }
    CHECK(fs::is_empty(folder / "."));
}
