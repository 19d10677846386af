// Whole files in and out, content hashes, and where the program finds its own data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace needsmap::base {

/// Reads a whole file. Throws Error naming the file when it is missing, a folder, or unreadable.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

/// Writes `bytes` beside `path`, then renames: either the old file or the whole new one is there, never half of one.
/// A link is followed; pipes and devices (/dev/stdout, /dev/null) are written into. Creates no folders. Throws Error naming the file.
void write_file(const std::filesystem::path& path, std::string_view bytes);

/// A name beside `path` for work in progress, unique to this process ("map.pdf" -> ".map.pdf.1234.part").
[[nodiscard]] std::filesystem::path part_file_name(const std::filesystem::path& path);

/// XXH3 64-bit hash of bytes: for cache keys and provenance, not for security.
[[nodiscard]] std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed = 0);
/// Hash of a file's content (memory-mapped, so large files cost no copy). Throws Error naming the file.
[[nodiscard]] std::uint64_t file_hash(const std::filesystem::path& path);
/// 16 lower-case hex digits.
[[nodiscard]] std::string hex64(std::uint64_t value);

/// Folder with geodata/, layers/ and shaders/: NEEDSMAP_DATA if set, else ../share/needsmap beside the executable,
/// else the source tree the program was built from, else the install prefix. Throws Error listing what was tried.
[[nodiscard]] std::filesystem::path data_dir();

/// Folder for things that may be deleted at any time: $NEEDSMAP_CACHE, $XDG_CACHE_HOME/needsmap or ~/.cache/needsmap.
/// Created when missing; an empty path when no folder can be made (then nothing is cached).
[[nodiscard]] std::filesystem::path cache_dir();

/// Folder for the saved session and settings: $NEEDSMAP_STATE, $XDG_STATE_HOME/needsmap or ~/.local/state/needsmap; as cache_dir.
[[nodiscard]] std::filesystem::path state_dir();

/// "0.1.0".
[[nodiscard]] std::string_view version();

/// Seconds since 1970 for dates printed on sheets and in files: SOURCE_DATE_EPOCH if set, else now.
[[nodiscard]] std::int64_t document_time();
/// "22 November 2026" in UTC.
[[nodiscard]] std::string format_date(std::int64_t seconds_since_1970);

}  // namespace needsmap::base
