// One dataset out of a zip archive, unpacked into memory for as long as it is read.
#pragma once

#include <string>

#include "io/source_path.hpp"

namespace needsmap::io {

/// Unpacks `source.inside` (or the only map or table file of the archive) and the files with the same stem beside it.
class UnpackedMember {
public:
    /// Throws base::Error when the archive cannot be read, holds nothing usable, or several files to choose from.
    explicit UnpackedMember(const SourcePath& source);
    ~UnpackedMember();
    UnpackedMember(const UnpackedMember&) = delete;
    UnpackedMember& operator=(const UnpackedMember&) = delete;

    [[nodiscard]] const std::string& path() const { return m_path; }  ///< GDAL path of the main file
    [[nodiscard]] std::string extension() const;
    /// The main file's bytes.
    [[nodiscard]] std::string bytes() const;

private:
    std::string m_path;
    std::string m_folder;
};

}  // namespace needsmap::io
