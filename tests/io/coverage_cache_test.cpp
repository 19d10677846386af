#include "io/coverage_cache.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/binary_cache.hpp"
#include "io/shared_data.hpp"
#include "io/text_map.hpp"

using namespace needsmap;
using namespace needsmap::io;
namespace fs = std::filesystem;

namespace {

/// A cache folder of the test's own.
class OwnCache {
public:
    OwnCache() { ::setenv("NEEDSMAP_CACHE", m_folder.path().c_str(), 1); }
    ~OwnCache() { ::unsetenv("NEEDSMAP_CACHE"); }
    OwnCache(const OwnCache&) = delete;
    OwnCache& operator=(const OwnCache&) = delete;
    [[nodiscard]] std::vector<fs::path> files() const {
        std::vector<fs::path> out;
        for (const auto& entry : fs::directory_iterator(m_folder.path())) out.push_back(entry.path());
        return out;
    }

private:
    TemporaryFolder m_folder;
};

std::shared_ptr<const model::Workspace> read_cached(const fs::path& file) {
    base::QuietJob job;
    auto workspace = read_workspace(file, {}, job);
    finish_cache_writes();
    return workspace;
}

fs::path write_workspace(const TemporaryFolder& folder, const std::vector<std::string>& map) {
    folder.write("a.geojson", geojson_of_text_map(map));
    return folder.write(
        "w.toml",
        "format = 1\ntitle = \"T\"\n[[geography]]\nid = \"small\"\nboundaries = \"a.geojson\"\ncode = \"code\"\nname = \"name\"\n");
}

void overwrite(const fs::path& file, std::size_t at, char byte) {
    std::string bytes = base::read_file(file);
    REQUIRE(at < bytes.size());
    bytes[at] = static_cast<char>(bytes[at] ^ byte);
    std::ofstream(file, std::ios::binary) << bytes;
}

}  // namespace

TEST_CASE("a second reading comes from the cache and is the same in every respect") {
    const OwnCache cache;
    const TemporaryFolder folder;
    const auto file = write_workspace(folder, {"aab", "ccb"});
    const auto first = read_cached(file);
    REQUIRE(cache.files().size() == 1);
    const auto written = fs::last_write_time(cache.files()[0]);
    const auto second = read_cached(file);
    CHECK(cache.files().size() == 1);
    CHECK(fs::last_write_time(cache.files()[0]) >= written);
    const auto& a = *first->geographies[0];
    const auto& b = *second->geographies[0];
    CHECK(a.codes == b.codes);
    CHECK(a.names == b.names);
    CHECK(a.label_points == b.label_points);
    REQUIRE(a.coverage->levels().size() == b.coverage->levels().size());
    CHECK(a.coverage->full().data().points == b.coverage->full().data().points);
    CHECK(a.coverage->full().data().ring_arcs == b.coverage->full().data().ring_arcs);
    CHECK(a.coverage->full().area_m2(0) == b.coverage->full().area_m2(0));
}

TEST_CASE("findings are told again when the boundaries come from the cache") {
    const OwnCache cache;
    const TemporaryFolder folder;
    const auto file = write_workspace(folder, {"ab"});
    folder.write("a.geojson", geojson_of_text_map({"ab"}, ""));  // no coordinate system
    const auto first = read_cached(file);
    const auto second = read_cached(file);
    REQUIRE(error_count(first->diagnostics) == 1);
    CHECK(all_text(first->diagnostics) == all_text(second->diagnostics));
}

TEST_CASE("changed boundaries are read anew") {
    const OwnCache cache;
    const TemporaryFolder folder;
    const auto file = write_workspace(folder, {"ab"});
    CHECK(read_cached(file)->geographies[0]->size() == 2);
    write_workspace(folder, {"abc"});
    CHECK(read_cached(file)->geographies[0]->size() == 3);
}

TEST_CASE("a damaged cache is made again with a note, wherever the damage is") {
    const OwnCache cache;
    const TemporaryFolder folder;
    const auto file = write_workspace(folder, {"aab", "ccb"});
    const auto sound = read_cached(file);
    const fs::path cached = cache.files().at(0);
    const std::size_t size = fs::file_size(cached);
    for (const std::size_t at : {std::size_t{0}, std::size_t{9}, std::size_t{17}, std::size_t{25}, std::size_t{40}, size / 2, size - 1}) {
        CAPTURE(at);
        overwrite(cached, at, 0x55);
        const auto again = read_cached(file);
        CHECK(find_diagnostic(again->diagnostics, "cache-rebuilt"));
        CHECK(error_count(again->diagnostics) == 0);
        CHECK(again->geographies[0]->coverage->full().data().points == sound->geographies[0]->coverage->full().data().points);
        CHECK(read_cached(file)->diagnostics.empty());
    }
    fs::resize_file(cached, size / 3);
    CHECK(find_diagnostic(read_cached(file)->diagnostics, "cache-rebuilt"));
    fs::resize_file(cached, 0);
    CHECK(find_diagnostic(read_cached(file)->diagnostics, "cache-rebuilt"));
    fs::remove(cached);
    CHECK(read_cached(file)->diagnostics.empty());
}

TEST_CASE("sections come back as they were put, and not as anything else") {
    const TemporaryFolder folder;
    const fs::path file = folder.path() / "x.cache";
    const std::vector<std::uint32_t> large(700000, 9);  // several blocks
    {
        CacheWriter out(file, 7);
        out.put(std::vector<double>{1.5, -2});
        out.put(std::vector<std::string>{"", "a", "long text"});
        out.put(std::string_view("odd"));
        out.put(large);
        out.put_number(42);
        CHECK_FALSE(fs::exists(file));
        out.finish();
    }
    {
        CacheReader in(file, 7);
        std::vector<double> numbers;
        std::vector<std::string> texts;
        std::string text;
        std::uint64_t number = 0;
        CHECK(in.get(numbers));
        CHECK(in.get(texts));
        CHECK(in.get(text));
        std::vector<std::uint32_t> again;
        CHECK(in.get(again));
        CHECK(again == large);
        CHECK(in.get_number(number));
        CHECK(numbers == std::vector<double>{1.5, -2});
        CHECK(texts == std::vector<std::string>{"", "a", "long text"});
        CHECK(text == "odd");
        CHECK(number == 42);
        CHECK_FALSE(in.get_number(number));
        CHECK_FALSE(in.good());
    }
    { CacheWriter unfinished(folder.path() / "y.cache", 7); }
    CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
    CHECK_THROWS_AS(CacheWriter(folder.path() / "no-folder" / "x.cache", 7).finish(), base::Error);
    CHECK_FALSE(CacheReader(file, 8).good());
    CHECK_FALSE(CacheReader(folder.path() / "none", 7).good());
    CHECK_FALSE(CacheReader(folder.path() / "none", 7).was_damaged());
    CacheReader wrong(file, 7);
    std::vector<std::string> texts;
    CHECK_FALSE(wrong.get(texts));  // two doubles are no lengths that fit
}

TEST_CASE("the cache keeps the files used last within its limits") {
    const TemporaryFolder folder;
    for (int i = 0; i < 5; ++i) {
        const auto file = folder.write("f" + std::to_string(i) + ".cache", std::string(100, 'x'));
        fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::hours(i));
    }
    folder.write("other.txt", "not ours");
    trim_cache(folder.path(), 3, 1000);
    CHECK(fs::exists(folder.path() / "f0.cache"));
    CHECK(fs::exists(folder.path() / "f2.cache"));
    CHECK_FALSE(fs::exists(folder.path() / "f3.cache"));
    CHECK(fs::exists(folder.path() / "other.txt"));
    trim_cache(folder.path(), 3, 150);
    CHECK(fs::exists(folder.path() / "f0.cache"));
    CHECK_FALSE(fs::exists(folder.path() / "f1.cache"));
}
