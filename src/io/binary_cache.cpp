#include "io/binary_cache.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/files.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

/// Raised whenever the layout of any cached section changes.
constexpr std::array<char, 8> magic = {'N', 'M', 'C', 'A', 'C', 'H', 'E', '1'};

struct Header {
    std::array<char, 8> magic_bytes;
    std::uint64_t key;
    std::uint64_t size;  ///< of what follows
    std::uint64_t hash;
};
static_assert(sizeof(Header) == 32);

}  // namespace

void CacheWriter::put(const std::vector<std::string>& texts) {
    std::vector<std::uint32_t> lengths;
    std::string all;
    for (const std::string& text : texts) lengths.push_back(static_cast<std::uint32_t>(text.size())), all += text;
    put(lengths);
    put(std::string_view(all));
}

void CacheWriter::write(const fs::path& file, std::uint64_t key) const {
    const Header header{magic, key, m_bytes.size(), base::content_hash(m_bytes)};
    const fs::path part = base::part_file_name(file);
    const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const auto write_all = [&](const char* data, std::size_t size) {
        while (size > 0) {
            const ssize_t written = ::write(descriptor, data, size);
            if (written <= 0) return false;
            data += written, size -= static_cast<std::size_t>(written);
        }
        return true;
    };
    const bool written = descriptor >= 0 && write_all(reinterpret_cast<const char*>(&header), sizeof header) && write_all(m_bytes.data(), m_bytes.size());
    if (descriptor >= 0) ::close(descriptor);
    std::error_code error;
    if (written) fs::rename(part, file, error);
    if (!written || error) {
        fs::remove(part, error);
        throw base::Error("Cannot write the cache file " + file.string() + ".", "Check that the disk has space.");
    }
}

CacheReader::CacheReader(const fs::path& file, std::uint64_t key) {
    const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return;
    struct stat info {};
    if (::fstat(descriptor, &info) == 0 && info.st_size > 0) {
        m_size = static_cast<std::size_t>(info.st_size);
        void* map = ::mmap(nullptr, m_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, descriptor, 0);
        if (map != MAP_FAILED) m_map = static_cast<const char*>(map);
    }
    ::futimens(descriptor, nullptr);  // so that trim_cache keeps what is in use; no harm if it fails
    ::close(descriptor);
    m_damaged = true;
    if (m_map == nullptr || m_size < sizeof(Header)) return;
    Header header{};
    std::memcpy(&header, m_map, sizeof header);
    if (header.magic_bytes != magic || header.key != key || header.size != m_size - sizeof header) return;
    if (base::content_hash({m_map + sizeof header, m_size - sizeof header}) != header.hash) return;
    m_at = sizeof header;
    m_good = true, m_damaged = false;
}

CacheReader::~CacheReader() {
    if (m_map != nullptr) ::munmap(const_cast<char*>(m_map), m_size);
}

const char* CacheReader::take_section(std::size_t item_size, std::uint64_t& count) {
    if (!get_number(count)) return nullptr;
    const std::size_t left = m_size - m_at;
    if (count > left / item_size) return m_good = false, nullptr;
    const char* data = m_map + m_at;
    m_at = std::min(m_size, (m_at + count * item_size + 7) / 8 * 8);
    return data;
}

bool CacheReader::get_number(std::uint64_t& number) {
    if (!m_good || m_size - m_at < sizeof number) return m_good = false;
    std::memcpy(&number, m_map + m_at, sizeof number);
    m_at += sizeof number;
    return true;
}

bool CacheReader::get(std::string& text) {
    std::uint64_t count = 0;
    const char* data = take_section(1, count);
    if (data == nullptr) return false;
    text.assign(data, count);
    return true;
}

bool CacheReader::get(std::vector<std::string>& texts) {
    std::vector<std::uint32_t> lengths;
    std::uint64_t count = 0;
    if (!get(lengths)) return false;
    const char* data = take_section(1, count);
    if (data == nullptr) return false;
    texts.clear();
    texts.reserve(lengths.size());
    std::uint64_t at = 0;
    for (const std::uint32_t length : lengths) {
        if (length > count - at) return m_good = false;
        texts.emplace_back(data + at, length);
        at += length;
    }
    return true;
}

void trim_cache(const fs::path& folder, std::size_t keep_files, std::uintmax_t keep_bytes) {
    struct Entry {
        fs::path path;
        fs::file_time_type used;
        std::uintmax_t size;
    };
    std::vector<Entry> entries;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".cache") entries.push_back({entry.path(), entry.last_write_time(error), entry.file_size(error)});
    std::ranges::sort(entries, std::ranges::greater{}, &Entry::used);
    std::uintmax_t bytes = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        bytes += entries[i].size;
        // The newest always stays, however large.
        if (i > 0 && (i >= keep_files || bytes > keep_bytes)) fs::remove(entries[i].path, error);
    }
}

}  // namespace needsmap::io
