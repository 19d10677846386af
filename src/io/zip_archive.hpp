// The directory and members of a zip archive, read straight from its bytes.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace needsmap::io {

/// A zip archive held in memory. GDAL can read archives too, but checks and inflates a large member ten times slower than one call
/// to its inflater does.
class ZipArchive {
public:
    struct Member {
        std::string name;
        std::uint32_t crc = 0;
        std::uint16_t method = 0;  ///< 0 stored, 8 deflate
        std::uint64_t packed_bytes = 0;
        std::uint64_t bytes = 0;
        std::uint64_t header_at = 0;
        bool is_encrypted = false;
    };

    /// Throws base::Error when the file is no whole zip archive.
    explicit ZipArchive(const std::filesystem::path& file);

    /// Files only, by name.
    [[nodiscard]] const std::vector<Member>& members() const { return m_members; }
    /// The member's content into `out` (of exactly member.bytes). Throws base::Error when it is damaged or packed in a way that is not
    /// known.
    void unpack(const Member& member, std::span<char> out) const;

private:
    [[nodiscard]] std::string_view packed(const Member& member) const;

    std::string m_bytes;
    std::vector<Member> m_members;
};

}  // namespace needsmap::io
