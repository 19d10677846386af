// A cache file: sections of plain data behind a key and a checksum. Anything doubtful reads as "not there".
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace needsmap::io {

/// Collects sections in order. The reader has to ask for them in the same order and with the same types.
class CacheWriter {
public:
    template <class T>
    void put(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T>);
        const std::uint64_t count = items.size();
        append(&count, sizeof count);
        append(items.data(), items.size_bytes());
        // Sections start at multiples of 8, so that a mapped file can be read in place.
        m_bytes.resize((m_bytes.size() + 7) / 8 * 8);
    }
    template <class T>
    void put(const std::vector<T>& items) { put(std::span<const T>(items)); }
    void put(std::string_view text) { put(std::span<const char>(text.data(), text.size())); }
    void put(const std::vector<std::string>& texts);
    void put_number(std::uint64_t number) { append(&number, sizeof number); }
    void reserve(std::size_t bytes) { m_bytes.reserve(bytes); }

    /// Writes beside `file`, then renames. Throws base::Error when it cannot.
    void write(const std::filesystem::path& file, std::uint64_t key) const;

private:
    void append(const void* data, std::size_t size) {
        if (size > 0) m_bytes.append(static_cast<const char*>(data), size);
    }
    std::string m_bytes;
};

/// Reads what CacheWriter wrote, from a mapped file. Every get returns false once anything did not fit.
class CacheReader {
public:
    /// Nothing can be got when the file is not there, has another key or format, is cut short or damaged.
    CacheReader(const std::filesystem::path& file, std::uint64_t key);
    ~CacheReader();
    CacheReader(const CacheReader&) = delete;
    CacheReader& operator=(const CacheReader&) = delete;

    /// True when the file was there but could not be used.
    [[nodiscard]] bool was_damaged() const { return m_damaged; }
    [[nodiscard]] bool good() const { return m_good; }

    template <class T>
    bool get(std::vector<T>& items) {
        static_assert(std::is_trivially_copyable_v<T>);
        std::uint64_t count = 0;
        const char* data = take_section(sizeof(T), count);
        if (data == nullptr) return false;
        const auto* first = reinterpret_cast<const T*>(data);
        items.assign(first, first + count);
        return true;
    }
    bool get(std::string& text);
    bool get(std::vector<std::string>& texts);
    bool get_number(std::uint64_t& number);

private:
    const char* take_section(std::size_t item_size, std::uint64_t& count);

    const char* m_map = nullptr;
    std::size_t m_size = 0;
    std::size_t m_at = 0;
    bool m_good = false;
    bool m_damaged = false;
};

/// Removes the cache files that were not used for longest, until at most `keep_files` and `keep_bytes` remain.
void trim_cache(const std::filesystem::path& folder, std::size_t keep_files, std::uintmax_t keep_bytes);

}  // namespace needsmap::io
