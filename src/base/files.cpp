#include "base/files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fstream>
#include <system_error>
#include <vector>

#include "base/error.hpp"

namespace needsmap::base {

namespace fs = std::filesystem;

namespace {

/// A file mapped for reading; an empty view for an empty file.
class MappedFile {
public:
    explicit MappedFile(const fs::path& path) {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0) throw Error("Cannot open " + path.string() + ": " + std::strerror(errno) + ".");
        struct stat info {};
        if (::fstat(descriptor, &info) != 0 || S_ISDIR(info.st_mode)) {
            ::close(descriptor);
            throw Error(path.string() + " is a folder, not a file.");
        }
        m_size = static_cast<std::size_t>(info.st_size);
        if (m_size > 0) m_data = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, descriptor, 0);
        ::close(descriptor);
        if (m_data == MAP_FAILED) throw Error("Cannot read " + path.string() + ": " + std::strerror(errno) + ".");
    }
    ~MappedFile() {
        if (m_data != nullptr && m_data != MAP_FAILED) ::munmap(m_data, m_size);
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(m_data), m_size}; }

private:
    void* m_data = nullptr;
    std::size_t m_size = 0;
};

fs::path from_environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? fs::path(value) : fs::path();
}

/// The first of three places that names a folder; created when it can be.
fs::path user_dir(const char* own_variable, const char* xdg_variable, const char* below_home) {
    fs::path dir = from_environment(own_variable);
    if (dir.empty()) {
        if (const fs::path xdg = from_environment(xdg_variable); !xdg.empty()) dir = xdg / "needsmap";
    }
    if (dir.empty()) {
        const fs::path home = from_environment("HOME");
        if (home.empty()) return {};
        dir = home / below_home / "needsmap";
    }
    std::error_code error;
    fs::create_directories(dir, error);
    return error ? fs::path() : dir;
}

}  // namespace

std::string read_file(const fs::path& path) {
    std::error_code error;
    if (!fs::exists(path, error)) throw Error("There is no file " + path.string() + ".", "Check the path.");
    return std::string(MappedFile(path).bytes());
}

fs::path part_file_name(const fs::path& path) {
    return path.parent_path() / ("." + path.filename().string() + "." + std::to_string(::getpid()) + ".part");
}

void write_file(const fs::path& path, std::string_view bytes) {
    const fs::path part = part_file_name(path);
    {
        std::ofstream out(part, std::ios::binary | std::ios::trunc);
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        out.close();
        if (!out) {
            std::error_code ignored;
            fs::remove(part, ignored);
            throw Error("Cannot write " + path.string() + ".", "Check that the folder exists, may be written to, and has space.");
        }
    }
    std::error_code error;
    fs::rename(part, path, error);
    if (error) {
        std::error_code ignored;
        fs::remove(part, ignored);
        throw Error("Cannot write " + path.string() + ": " + error.message() + ".");
    }
}

std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed) { return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed); }

std::uint64_t file_hash(const fs::path& path) { return content_hash(MappedFile(path).bytes()); }

std::string hex64(std::uint64_t value) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out(16, '0');
    for (int i = 15; i >= 0; --i, value >>= 4) out[static_cast<std::size_t>(i)] = digits[value & 0xF];
    return out;
}

fs::path data_dir() {
    static const fs::path found = [] {
        std::vector<fs::path> tried;
        if (const fs::path own = from_environment("NEEDSMAP_DATA"); !own.empty()) tried.push_back(own);
        std::error_code error;
        const fs::path executable = fs::read_symlink("/proc/self/exe", error);
        if (!error) tried.push_back(executable.parent_path().parent_path() / "share" / "needsmap");
        tried.emplace_back(NEEDSMAP_SOURCE_DIR);
        tried.emplace_back(NEEDSMAP_INSTALL_DATA);
        std::string list;
        for (const fs::path& dir : tried) {
            if (fs::is_directory(dir / "geodata", error) && fs::is_directory(dir / "layers", error)) return dir;
            list += (list.empty() ? "" : ", ") + dir.string();
        }
        throw Error("Cannot find the program's own data (geodata, layers); looked in " + list + ".",
                    "Set NEEDSMAP_DATA to the folder that holds them.");
    }();
    return found;
}

fs::path cache_dir() { return user_dir("NEEDSMAP_CACHE", "XDG_CACHE_HOME", ".cache"); }

fs::path state_dir() { return user_dir("NEEDSMAP_STATE", "XDG_STATE_HOME", ".local/state"); }

std::string_view version() { return NEEDSMAP_VERSION; }

std::int64_t document_time() {
    if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH")) {
        char* end = nullptr;
        const long long seconds = std::strtoll(epoch, &end, 10);
        if (end != epoch && *end == '\0') return seconds;
    }
    return std::time(nullptr);
}

std::string format_date(std::int64_t seconds_since_1970) {
    static constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                                          "July",    "August",   "September", "October", "November", "December"};
    const std::time_t time = static_cast<std::time_t>(seconds_since_1970);
    std::tm parts{};
    gmtime_r(&time, &parts);
    return std::to_string(parts.tm_mday) + " " + months[static_cast<std::size_t>(parts.tm_mon)] + " " + std::to_string(parts.tm_year + 1900);
}

}  // namespace needsmap::base
