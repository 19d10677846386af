#include "layering.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

using namespace needsmap::layering;
namespace fs = std::filesystem;

namespace {

using Found = std::vector<std::string>;

std::string text_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Files source_files() {
    const fs::path root = fs::path(NEEDSMAP_SOURCE_DIR) / "src";
    Files files;
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(root)) {
        const fs::path kind = entry.path().extension();
        if (kind == ".hpp" || kind == ".cpp" || kind == ".h")
            files[entry.path().lexically_relative(root).generic_string()] = text_of(entry.path());
    }
    return files;
}

const Layers small_house = parse_record("base||xxhash\nio|base|gdal;toml++\npanels|base|imgui\nviewer|panels;base|imgui;imgui_impl\n");

/// A file called a.cpp in `layer` with one #include, next to one header in each layer.
Found including(const std::string& layer, const std::string& include) {
    return violations(small_house, {{"base/error.hpp", ""},
                                    {"io/read.hpp", ""},
                                    {"panels/panel.hpp", ""},
                                    {"viewer/window.hpp", ""},
                                    {layer + "/a.cpp", "// first line\n#include " + include + "\n"}});
}

}  // namespace

TEST_CASE("the source tree keeps to the declared layers") {
    const Layers layers = parse_record(text_of(NEEDSMAP_LAYER_RECORD));
    const Files files = source_files();
    REQUIRE(layers.size() >= 13);  // the rooms of docs/design.md
    REQUIRE(files.size() > layers.size());
    for (const std::string& violation : violations(layers, files)) FAIL_CHECK(violation);
}

TEST_CASE("declared edges and one's own headers are fine") {
    CHECK(including("io", "\"base/error.hpp\"").empty());
    CHECK(including("io", "\"io/read.hpp\"").empty());
    CHECK(including("viewer", "\"panels/panel.hpp\"").empty());
}

TEST_CASE("an edge that nobody declared is caught with its line") {
    CHECK(including("base", "\"io/read.hpp\"") == Found{"src/base/a.cpp:2: base may not include io."});
    CHECK(including("panels", "<io/read.hpp>") == Found{"src/panels/a.cpp:2: panels may not include io."});
    CHECK(including("io", "  \"panels/panel.hpp\" // sideways") == Found{"src/io/a.cpp:2: io may not include panels."});
}

TEST_CASE("a library stays with the layer that owns it, however it is included") {
    CHECK(including("io", "<gdal_priv.h>").empty());
    CHECK(including("io", "<toml++/toml.h>").empty());
    CHECK(including("base", "<gdal_priv.h>") == Found{"src/base/a.cpp:2: base may not include headers of gdal."});
    CHECK(including("panels", "\"gdal.h\"") == Found{"src/panels/a.cpp:2: panels may not include headers of gdal."});
}

TEST_CASE("the longest declared prefix decides who owns a header") {
    CHECK(including("panels", "<imgui_internal.h>").empty());
    CHECK(including("viewer", "<imgui_impl_glfw.h>").empty());
    CHECK(including("panels", "<imgui_impl_glfw.h>") == Found{"src/panels/a.cpp:2: panels may not include headers of imgui_impl."});
}

TEST_CASE("a library that no layer owns is caught") {
    CHECK(including("io", "<curl/curl.h>").size() == 1);
    CHECK(including("io", "<imguizmo.h>").size() == 1);
    CHECK(including("io", "<vector>").empty());
    CHECK(including("io", "<sys/stat.h>").empty());
}

TEST_CASE("an include of a file that is not there is caught") {
    CHECK(including("io", "\"base/erorr.hpp\"") == Found{"src/io/a.cpp:2: there is no src/base/erorr.hpp."});
    CHECK(including("io", "\"read.hpp\"").size() == 1);  // must be "io/read.hpp"
}

TEST_CASE("a folder that is no layer is caught, and main.cpp opens only the two doors") {
    CHECK(violations(small_house, {{"utils/a.cpp", ""}}) == Found{"src/utils/a.cpp lies in no layer of src/CMakeLists.txt."});
    const Files files = {
        {"io/read.hpp", ""}, {"viewer/window.hpp", ""}, {"main.cpp", "#include \"viewer/window.hpp\"\n#include \"io/read.hpp\"\n"}};
    CHECK(violations(small_house, files) == Found{"src/main.cpp:2: main.cpp may not include io."});
}

TEST_CASE("layers in a circle and headers in a circle are caught") {
    CHECK(violations(parse_record("a|b|\nb|c|\nc|a|\n"), {}) == Found{"The layers go round in a circle: a -> b -> c -> a."});
    const Files files = {{"base/x.hpp", "#include \"base/y.hpp\"\n"}, {"base/y.hpp", "#include \"base/x.hpp\"\n"}};
    CHECK(violations(small_house, files) == Found{"Files include each other in a circle: base/x.hpp -> base/y.hpp -> base/x.hpp."});
}
