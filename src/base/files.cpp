#include "base/files.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

#include <array>
#include <cerrno>
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

[[noreturn]] void throw_unreadable(const fs::path& path, int error_number) {
    throw Error("Cannot read " + path.string() + ": " + std::strerror(error_number) + ".");
}

/// An open file descriptor, closed at the end.
class ReadOnlyFile {
public:
    explicit ReadOnlyFile(const fs::path& path) : m_path(path), m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (m_descriptor < 0 && errno == ENOENT) throw Error("There is no file " + path.string() + ".", "Check the path.");
        if (m_descriptor < 0 || ::fstat(m_descriptor, &m_info) != 0) fail();
        if (S_ISDIR(m_info.st_mode)) {
            ::close(m_descriptor);
            throw Error(path.string() + " is a folder, not a file.");
        }
    }
    ~ReadOnlyFile() { ::close(m_descriptor); }
    ReadOnlyFile(const ReadOnlyFile&) = delete;
    ReadOnlyFile& operator=(const ReadOnlyFile&) = delete;

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] bool is_regular() const { return S_ISREG(m_info.st_mode); }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(m_info.st_size); }

private:
    [[noreturn]] void fail() const {
        const int why = errno;
        if (m_descriptor >= 0) ::close(m_descriptor);
        throw_unreadable(m_path, why);
    }

    fs::path m_path;
    int m_descriptor;
    struct stat m_info {};
};

/// A regular file mapped for reading; an empty view for an empty file.
class MappedFile {
public:
    MappedFile(const ReadOnlyFile& file, const fs::path& path) : m_size(file.size()) {
        if (m_size == 0) return;
        void* data = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE, file.descriptor(), 0);
        if (data == MAP_FAILED) throw_unreadable(path, errno);
        m_data = data;
    }
    ~MappedFile() {
        if (m_data != nullptr) ::munmap(m_data, m_size);
    }
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;
    [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(m_data), m_size}; }

private:
    void* m_data = nullptr;
    std::size_t m_size = 0;
};

/// All bytes of `file` by reading: also works for pipes and devices, whose size is not known beforehand.
std::string read_to_end(const ReadOnlyFile& file, const fs::path& path) {
    std::string out(file.is_regular() ? file.size() + 1 : 65536, '\0');  // one spare byte, so that the end shows without growing
    std::size_t used = 0;
    while (true) {
        if (used == out.size()) out.resize(out.size() * 2);
        const ssize_t got = ::read(file.descriptor(), out.data() + used, out.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw_unreadable(path, errno);
        if (got == 0) break;
        used += static_cast<std::size_t>(got);
    }
    out.resize(used);
    return out;
}

void write_bytes(const fs::path& file, std::string_view bytes, const fs::path& shown) {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    out.close();
    if (!out) throw Error("Cannot write " + shown.string() + ".", "Check that the folder exists, may be written to, and has space.");
}

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

std::string read_file(const fs::path& path) { return read_to_end(ReadOnlyFile(path), path); }

fs::path part_file_name(const fs::path& path) {
    return path.parent_path() / ("." + path.filename().string() + "." + std::to_string(::getpid()) + ".part");
}

void write_file(const fs::path& path, std::string_view bytes) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) throw Error("Cannot write " + path.string() + ": it is a folder.", "Give a file name.");
    // Renaming onto /dev/null or a pipe would replace it for everyone; write into it instead.
    if (fs::exists(status) && !fs::is_regular_file(status)) return write_bytes(path, bytes, path);
    // A link stays a link: what it points to is replaced.
    fs::path target = fs::is_symlink(fs::symlink_status(path, error)) ? fs::canonical(path, error) : path;
    if (error) target = path;

    const fs::path part = part_file_name(target);
    try {
        write_bytes(part, bytes, path);
        fs::rename(part, target);
    } catch (const fs::filesystem_error& failure) {
        fs::remove(part, error);
        throw Error("Cannot write " + path.string() + ": " + failure.code().message() + ".");
    } catch (...) {
        fs::remove(part, error);
        throw;
    }
}

std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed) { return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed); }

std::uint64_t file_hash(const fs::path& path) {
    const ReadOnlyFile file(path);
    if (!file.is_regular()) return content_hash(read_to_end(file, path));
    return content_hash(MappedFile(file, path).bytes());
}

std::string hex64(std::uint64_t value) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out(16, '0');
    for (int i = 15; i >= 0; --i, value >>= 4) out[static_cast<std::size_t>(i)] = digits[value & 0xF];
    return out;
}

namespace {

bool holds_data(const fs::path& dir) {
    std::error_code error;
    return fs::is_directory(dir / "geodata", error) && fs::is_directory(dir / "layers", error);
}

fs::path find_data_dir() {
    if (const fs::path own = from_environment("NEEDSMAP_DATA"); !own.empty()) {
        if (holds_data(own)) return own;
        throw Error("NEEDSMAP_DATA names " + own.string() + ", which does not hold the folders geodata and layers.",
                    "Correct it, or unset it to use the data that came with the program.");
    }
    std::vector<fs::path> tried;
    std::error_code error;
    const fs::path executable = fs::read_symlink("/proc/self/exe", error);
    if (!error) tried.push_back(executable.parent_path().parent_path() / "share" / "needsmap");
    tried.emplace_back(NEEDSMAP_SOURCE_DIR);
    tried.emplace_back(NEEDSMAP_INSTALL_DATA);
    std::string list;
    for (const fs::path& dir : tried) {
        if (holds_data(dir)) return dir;
        list += (list.empty() ? "" : ", ") + dir.string();
    }
    throw Error("Cannot find the program's own data (geodata, layers); looked in " + list + ".",
                "Set NEEDSMAP_DATA to the folder that holds them.");
}

}  // namespace

fs::path data_dir() {
    static const fs::path found = find_data_dir();
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
    return std::to_string(parts.tm_mday) + " " + months[static_cast<std::size_t>(parts.tm_mon)] + " " +
           std::to_string(parts.tm_year + 1900);
}

}  // namespace needsmap::base
