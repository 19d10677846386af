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

/// Writes sections in order, straight to a file beside the final one, so that a large cache costs no memory. The reader has to ask
/// for the same sections in the same order.
class CacheWriter {
public:
    /// Throws base::Error when the file cannot be made.
    CacheWriter(std::filesystem::path file, std::uint64_t key);
    /// Leaves nothing behind unless finish() was called.
    ~CacheWriter();
    CacheWriter(const CacheWriter&) = delete;
    CacheWriter& operator=(const CacheWriter&) = delete;

    template <class T>
    void put(std::span<const T> items) {
        static_assert(std::is_trivially_copyable_v<T>);
        put_number(items.size());
        append(reinterpret_cast<const char*>(items.data()), items.size_bytes());
        // Sections start at multiples of 8, so that a mapped file can be read in place.
        static constexpr char zeros[8] = {};
        append(zeros, (8 - items.size_bytes() % 8) % 8);
    }
    template <class T>
    void put(const std::vector<T>& items) {
        put(std::span<const T>(items));
    }
    void put(std::string_view text) { put(std::span<const char>(text.data(), text.size())); }
    void put(const std::vector<std::string>& texts);
    void put_number(std::uint64_t number) { append(reinterpret_cast<const char*>(&number), sizeof number); }

    /// Writes what is left and gives the file its name. Throws base::Error when anything could not be written.
    void finish();

private:
    void append(const char* data, std::size_t size);
    void flush();

    std::filesystem::path m_file, m_part;
    std::uint64_t m_key;
    int m_descriptor = -1;
    std::string m_block;
    std::uint64_t m_size = 0;
    std::vector<std::uint64_t> m_hashes;  ///< by block
    bool m_failed = false;
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
        std::span<const T> view;
        if (!view_next(view)) return false;
        items.assign(view.begin(), view.end());
        return true;
    }
    /// The next section in place; valid as long as the reader.
    template <class T>
    bool view_next(std::span<const T>& items) {
        static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
        std::uint64_t count = 0;
        const char* data = take_section(sizeof(T), count);
        if (data == nullptr) return false;
        items = {reinterpret_cast<const T*>(data), count};
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
