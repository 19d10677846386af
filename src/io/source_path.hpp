// Paths in workspace files: relative to the file, with an environment override at the start, into zip archives.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace needsmap::io {

/// A file that a workspace names.
struct SourcePath {
    std::filesystem::path file;  ///< on disk; for archives the archive itself
    std::string inside;          ///< path within a zip archive, empty when it names the whole archive or the file is none
    bool is_zip = false;
    std::string written;  ///< for messages: the path from where the program was started, as short as the workspace's own

    friend bool operator==(const SourcePath&, const SourcePath&) = default;
};

/// Replaces "${NAME}" or "${NAME:-default}" at the start of `path` by the environment variable, or the default when it is unset or
/// empty. Throws base::Error when it is unset and there is no default.
[[nodiscard]] std::string expand_environment(std::string_view path);

/// Resolves `path` as written in a workspace that lies in `folder`. Understands "/vsizip/" in front, "archive.zip/inner.gpkg"
/// and a bare "archive.zip". Does not look whether the file is there, only which part of the path is an archive.
[[nodiscard]] SourcePath resolve_path(const std::filesystem::path& folder, std::string_view path);

/// Throws base::Error in one sentence when the file is missing, a folder, unreadable or empty (0 bytes).
void require_readable(const SourcePath& source);

/// Hash of the file's content together with the files that belong to it (.dbf, .shx, .prj, .cpg beside a .shp; everything in a
/// .gdb folder). 0 when it cannot be read.
[[nodiscard]] std::uint64_t source_hash(const SourcePath& source);

/// Lower-case extension with dot of what is read: of the inner path for archives that name one.
[[nodiscard]] std::string source_extension(const SourcePath& source);

}  // namespace needsmap::io
