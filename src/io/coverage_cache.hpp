// Boundaries as they are after reading, building and simplifying, kept for the next start.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "geo/coverage.hpp"
#include "io/raw_table.hpp"

namespace needsmap::io {

/// Everything a boundary file gives: areas with codes and names, their ground, and the other columns of the file.
struct BoundaryData {
    std::vector<std::string> codes, names;  ///< by area
    geo::CoverageLevels levels;
    std::vector<geo::MapPoint> label_points;     ///< by area
    std::shared_ptr<const RawTable> attributes;  ///< all features of the file
    base::Diagnostics diagnostics;               ///< found while reading; told again when read from the cache
};

/// The file in base::cache_dir() for this key; empty when nothing can be cached.
[[nodiscard]] std::filesystem::path cache_file(std::uint64_t key);

/// Removes what was not used for longest when there is much in the folder.
void trim_cache_folder();

/// nullopt when it is not there or not as it was written; the latter adds a note.
[[nodiscard]] std::optional<BoundaryData> read_cached_boundaries(std::uint64_t key, base::Diagnostics& diagnostics);

/// Writes in the background, so that nobody waits for the disk; the program's end does. Best effort: a full disk only costs time at
/// the next start.
void write_cached_boundaries(std::uint64_t key, BoundaryData data);
/// Waits until everything is written.
void finish_cache_writes();

/// Identifies this build of the program in cache keys, so that a newer one never reads what an older one built.
[[nodiscard]] std::uint64_t build_fingerprint();

}  // namespace needsmap::io
