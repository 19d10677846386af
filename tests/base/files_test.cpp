#include "base/files.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>

#include "base/error.hpp"

using namespace needsmap::base;
namespace fs = std::filesystem;

namespace {

/// An empty folder that is gone when the test ends.
class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "needsmap-files-XXXXXX").string();
        m_path = ::mkdtemp(name.data());
    }
    ~Folder() { fs::remove_all(m_path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] fs::path operator/(const char* name) const { return m_path / name; }
    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

/// An environment variable set for one test.
class Variable {
public:
    Variable(const char* name, const std::string& value) : m_name(name) {
        if (const char* old = std::getenv(name)) m_old = old;
        ::setenv(name, value.c_str(), 1);
    }
    ~Variable() {
        if (m_old.empty()) {
            ::unsetenv(m_name);
        } else {
            ::setenv(m_name, m_old.c_str(), 1);
        }
    }
    Variable(const Variable&) = delete;
    Variable& operator=(const Variable&) = delete;

private:
    const char* m_name;
    std::string m_old;
};

std::string error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.full_text();
    }
    return "no error";
}

std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

TEST_CASE("what is written is read back, zero bytes and all") {
    const Folder folder;
    const std::string bytes("a\0b\n\xFF", 5);
    write_file(folder / "x", bytes);
    CHECK(read_file(folder / "x") == bytes);
    write_file(folder / "x", "");
    CHECK(read_file(folder / "x").empty());
    CHECK(entries(folder.path()) == 1);
}

TEST_CASE("reading says which file is missing or is a folder") {
    const Folder folder;
    const fs::path missing = folder / "none.csv";
    CHECK(error_of([&] { (void)read_file(missing); }) == "There is no file " + missing.string() + ". Check the path.");
    CHECK(error_of([&] { (void)file_hash(missing); }) == "There is no file " + missing.string() + ". Check the path.");
    CHECK(error_of([&] { (void)read_file(folder.path()); }) == folder.path().string() + " is a folder, not a file.");
}

TEST_CASE("a pipe can be read although its size is not known") {
    const Folder folder;
    const fs::path pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    const std::string long_text(200000, 'x');
    const pid_t writer = ::fork();
    if (writer == 0) {
        std::ofstream(pipe) << long_text;
        ::_exit(0);
    }
    CHECK(read_file(pipe) == long_text);
    ::waitpid(writer, nullptr, 0);
}

TEST_CASE("a failed write leaves the old file and no litter") {
    const Folder folder;
    write_file(folder / "map.pdf", "old");
    fs::create_directory(folder / "sub");
    CHECK(error_of([&] { write_file(folder / "sub", "x"); }) ==
          "Cannot write " + (folder / "sub").string() + ": it is a folder. Give a file name.");
    const fs::path nowhere = folder / "none" / "map.pdf";
    CHECK(error_of([&] { write_file(nowhere, "x"); }) ==
          "Cannot write " + nowhere.string() + ". Check that the folder exists, may be written to, and has space.");
    CHECK(read_file(folder / "map.pdf") == "old");
    CHECK(entries(folder.path()) == 2);
}

TEST_CASE("a full disk is reported, and devices are written into, not replaced") {
    struct stat before {};
    struct stat after {};
    REQUIRE(::stat("/dev/null", &before) == 0);
    write_file("/dev/null", "x");
    REQUIRE(::stat("/dev/null", &after) == 0);
    CHECK(S_ISCHR(after.st_mode));
    CHECK(before.st_ino == after.st_ino);
    CHECK(error_of([] { write_file("/dev/full", std::string(100000, 'x')); }).starts_with("Cannot write /dev/full."));
}

TEST_CASE("writing through a link keeps the link") {
    const Folder folder;
    write_file(folder / "real.csv", "old");
    fs::create_symlink("real.csv", folder / "link.csv");
    write_file(folder / "link.csv", "new");
    CHECK(fs::is_symlink(folder / "link.csv"));
    CHECK(read_file(folder / "real.csv") == "new");
}

// The hash of no bytes is the published XXH3 64-bit test value for length 0 and seed 0.
TEST_CASE("hashes are XXH3 of the content and nothing else") {
    CHECK(hex64(content_hash("")) == "2d06800538d394c2");
    const Folder folder;
    write_file(folder / "a", "needsmap");
    write_file(folder / "b", "needsmap");
    CHECK(file_hash(folder / "a") == content_hash("needsmap"));
    CHECK(file_hash(folder / "a") == file_hash(folder / "b"));
    CHECK(content_hash("needsmap", 1) != content_hash("needsmap"));
    write_file(folder / "b", "");
    CHECK(file_hash(folder / "b") == content_hash(""));
}

TEST_CASE("hex has sixteen digits") {
    CHECK(hex64(0) == "0000000000000000");
    CHECK(hex64(0x1234abcdULL) == "000000001234abcd");
    CHECK(hex64(~0ULL) == "ffffffffffffffff");
}

TEST_CASE("dates on documents follow SOURCE_DATE_EPOCH") {
    const Variable epoch("SOURCE_DATE_EPOCH", "1227312000");
    CHECK(document_time() == 1227312000);
    CHECK(format_date(1227312000) == "22 November 2008");  // date -u -d @1227312000
    CHECK(format_date(0) == "1 January 1970");
    CHECK(format_date(951782400) == "29 February 2000");
}

TEST_CASE("a SOURCE_DATE_EPOCH that is no number is ignored") {
    const Variable epoch("SOURCE_DATE_EPOCH", "yesterday");
    CHECK(document_time() > 1577836800);  // 1 January 2020: some time that has passed
}

TEST_CASE("the cache goes where the user says and is made when missing") {
    const Folder folder;
    const Variable own("NEEDSMAP_CACHE", (folder / "mine").string());
    const Variable xdg("XDG_CACHE_HOME", (folder / "xdg").string());
    CHECK(cache_dir() == folder / "mine");
    CHECK(fs::is_directory(folder / "mine"));
}

TEST_CASE("without a place of its own the cache is in the XDG folder, the state likewise") {
    const Folder folder;
    const Variable own_cache("NEEDSMAP_CACHE", "");
    const Variable own_state("NEEDSMAP_STATE", "");
    const Variable xdg_cache("XDG_CACHE_HOME", (folder / "c").string());
    const Variable xdg_state("XDG_STATE_HOME", (folder / "s").string());
    CHECK(cache_dir() == folder / "c" / "needsmap");
    CHECK(state_dir() == folder / "s" / "needsmap");
}

TEST_CASE("a folder that cannot be made means no cache, not an error") {
    const Folder folder;
    write_file(folder / "file", "x");
    const Variable own("NEEDSMAP_CACHE", (folder / "file" / "below").string());
    CHECK(cache_dir().empty());
}

TEST_CASE("a NEEDSMAP_DATA that holds no data is an error, not a silent fallback") {
    const Folder folder;
    const Variable own("NEEDSMAP_DATA", folder.path().string());
    CHECK(error_of([] { (void)data_dir(); }).starts_with("NEEDSMAP_DATA names " + folder.path().string()));
    fs::create_directory(folder / "geodata");
    fs::create_directory(folder / "layers");
    CHECK(data_dir() == folder.path());
}
