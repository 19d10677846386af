// GDAL, kept in one place: drivers registered when needed, its messages caught, datasets owned.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "io/source_path.hpp"

namespace needsmap::io {

/// While this lives, what GDAL wants to say on this thread is kept here instead of going to the console.
class GdalMessages {
public:
    GdalMessages();
    ~GdalMessages();
    GdalMessages(const GdalMessages&) = delete;
    GdalMessages& operator=(const GdalMessages&) = delete;

    /// Warnings and errors so far, each once, in order.
    [[nodiscard]] const std::vector<std::string>& all() const { return m_messages; }
    /// True when at least one was an error.
    [[nodiscard]] bool failed() const { return m_failed; }
    void add(std::string message, bool is_error);
    /// As one sentence in brackets for the end of ours: " (GDAL: …)"; empty when there was none.
    [[nodiscard]] std::string in_brackets() const;

private:
    std::vector<std::string> m_messages;
    bool m_failed = false;
};

/// An open vector dataset. Move-only; closes itself and drops the memory copy of an archive's member.
class VectorDataset {
public:
    /// Opens for reading. Members of archives are unpacked into memory first: reading a database through the archive costs
    /// ten times as much. `headers_are_rows`: spreadsheets give their header as an ordinary row. Throws base::Error in one
    /// sentence without the file name.
    explicit VectorDataset(const SourcePath& source, bool headers_are_rows = false);
    ~VectorDataset();
    VectorDataset(VectorDataset&&) noexcept;
    VectorDataset& operator=(VectorDataset&&) noexcept;

    /// The same data opened once more, for another thread.
    [[nodiscard]] VectorDataset again() const;

    [[nodiscard]] void* handle() const;  ///< GDALDatasetH
    [[nodiscard]] std::string driver() const;
    [[nodiscard]] std::vector<std::string> layer_names() const;
    /// OGRLayerH of that name; the first when `name` is empty. Throws base::Error listing the layers.
    [[nodiscard]] void* layer(const std::string& name) const;

private:
    struct Impl;
    explicit VectorDataset(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::io
