#include "io/binary_cache.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

/// Raised whenever the layout of any cached section changes.
constexpr std::array<char, 8> magic = {'N', 'M', 'C', 'A', 'C', 'H', 'E', '3'};

struct Header {
    std::array<char, 8> magic_bytes;
    std::uint64_t key;
    std::uint64_t size;  ///< of what follows
    std::uint64_t hash;  ///< of the hashes of its blocks
};
static_assert(sizeof(Header) == 32);

/// Small enough for the processor's cache, so that hashing a block just written costs no second trip to memory. Blocks are hashed each by itself,
/// so that a reader does several at a time.
constexpr std::size_t block_bytes = std::size_t{1} << 20;

std::uint64_t hash_of_hashes(const std::vector<std::uint64_t>& hashes) {
    return base::content_hash({reinterpret_cast<const char*>(hashes.data()), hashes.size() * sizeof hashes[0]});
}

std::uint64_t hash_of_blocks(std::string_view bytes) {
    std::vector<std::uint64_t> hashes((bytes.size() + block_bytes - 1) / block_bytes);
    base::parallel_ranges(hashes.size(), 4, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) hashes[i] = base::content_hash(bytes.substr(i * block_bytes, block_bytes));
    });
    return hash_of_hashes(hashes);
}

bool write_all(int descriptor, const char* data, std::size_t size) {
    while (size > 0) {
        const ssize_t written = ::write(descriptor, data, size);
        if (written <= 0) return false;
        data += written, size -= static_cast<std::size_t>(written);
    }
    return true;
}

}  // namespace

CacheWriter::CacheWriter(fs::path file, std::uint64_t key) : m_file(std::move(file)), m_key(key) {
    // Two readings of one workspace in one program may write the same file.
    static std::atomic<int> running_number = 0;
    m_part = base::part_file_name(m_file.string() + "." + std::to_string(++running_number));
    m_descriptor = ::open(m_part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const Header placeholder{};
    m_failed = m_descriptor < 0 || !write_all(m_descriptor, reinterpret_cast<const char*>(&placeholder), sizeof placeholder);
    m_block.reserve(block_bytes);
}

CacheWriter::~CacheWriter() {
    if (m_descriptor < 0) return;
    ::close(m_descriptor);
    ::unlink(m_part.c_str());
}

void CacheWriter::append(const char* data, std::size_t size) {
    while (size > 0) {
        const std::size_t now = std::min(size, block_bytes - m_block.size());
        m_block.append(data, now);
        data += now, size -= now;
        if (m_block.size() == block_bytes) flush();
    }
}

void CacheWriter::flush() {
    if (m_block.empty()) return;
    m_hashes.push_back(base::content_hash(m_block));
    m_size += m_block.size();
    m_failed = m_failed || !write_all(m_descriptor, m_block.data(), m_block.size());
    m_block.clear();
}

void CacheWriter::put(const std::vector<std::string>& texts) {
    std::vector<std::uint32_t> lengths;
    std::string all;
    for (const std::string& text : texts) lengths.push_back(static_cast<std::uint32_t>(text.size())), all += text;
    put(lengths);
    put(std::string_view(all));
}

void CacheWriter::finish() {
    flush();
    const Header header{magic, m_key, m_size, hash_of_hashes(m_hashes)};
    m_failed = m_failed || ::pwrite(m_descriptor, &header, sizeof header, 0) != static_cast<ssize_t>(sizeof header);
    std::error_code error;
    if (!m_failed) fs::rename(m_part, m_file, error);
    if (m_failed || error) throw base::Error("Cannot write the cache file " + m_file.string() + ".", "Check that the disk has space.");
    ::close(m_descriptor);
    m_descriptor = -1;
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
    if (hash_of_blocks({m_map + sizeof header, m_size - sizeof header}) != header.hash) return;
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

namespace {

/// Work in progress of a program that was killed while writing.
bool is_abandoned(const fs::directory_entry& entry, fs::file_time_type now) {
    std::error_code error;
    return entry.path().extension() == ".part" && now - entry.last_write_time(error) > std::chrono::hours(24) && !error;
}

}  // namespace

void trim_cache(const fs::path& folder, std::size_t keep_files, std::uintmax_t keep_bytes) {
    struct Entry {
        fs::path path;
        fs::file_time_type used;
        std::uintmax_t size;
    };
    std::vector<Entry> entries;
    std::error_code error;
    const auto now = fs::file_time_type::clock::now();
    for (const auto& entry : fs::directory_iterator(folder, error))
        if (is_abandoned(entry, now))
            fs::remove(entry.path(), error);
        else if (entry.path().extension() == ".cache")
            entries.push_back({entry.path(), entry.last_write_time(error), entry.file_size(error)});
    std::ranges::sort(entries, std::ranges::greater{}, &Entry::used);
    std::uintmax_t bytes = 0;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        bytes += entries[i].size;
        // The newest always stays, however large.
        if (i > 0 && (i >= keep_files || bytes > keep_bytes)) fs::remove(entries[i].path, error);
    }
}

}  // namespace needsmap::io
