// The files of a GTFS feed and their rows, one after the other: a county's stop_times.txt has millions.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"
#include "io/source_path.hpp"
#include "io/zip_archive.hpp"

namespace needsmap::io {

/// Rows of one comma-separated file (RFC 4180; LF or CRLF; a byte order mark is skipped), visited once in order and never all held as cells.
class GtfsTable {
public:
    /// Takes the first line as header. `file` is for messages. Throws base::Error for an empty file.
    GtfsTable(std::string bytes, std::string file);

    [[nodiscard]] const std::string& file() const { return m_file; }
    /// nullopt when there is no such column.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view column) const;
    /// Throws base::Error naming file and column when there is none.
    [[nodiscard]] std::size_t require(std::string_view column) const;

    /// Moves to the next row that is not empty. Throws base::Error when a quotation mark is never closed.
    [[nodiscard]] bool next();
    /// Without surrounding spaces; empty beyond the end of a short row and for a column that is not there. Valid until the table goes.
    [[nodiscard]] std::string_view text(std::optional<std::size_t> column) const {
        return column && *column < m_cells.size() ? m_cells[*column] : std::string_view();
    }
    [[nodiscard]] int line() const { return m_row_line; }
    /// No fewer than there are rows.
    [[nodiscard]] std::size_t lines_at_most() const;

private:
    void read_row();
    void read_quoted();
    void end_line();

    std::string m_bytes, m_file;
    std::vector<std::string> m_columns;
    std::vector<std::string_view> m_cells;
    std::size_t m_at = 0;
    int m_line = 1, m_row_line = 1;
};

/// A feed in a folder or a zip archive, in which the files may lie in a folder of their own.
class GtfsFeed {
public:
    /// Throws base::Error when there is no such folder or archive, or no stops.txt in it.
    explicit GtfsFeed(const SourcePath& source);

    [[nodiscard]] const std::string& written() const { return m_written; }
    [[nodiscard]] bool has(const std::string& name) const { return m_members.contains(name) || m_files.contains(name); }
    /// nullopt when the feed has no such file, or an empty one. Throws base::Error when it cannot be read.
    [[nodiscard]] std::optional<GtfsTable> open(const std::string& name) const;
    /// Throws base::Error too when the feed has no such file.
    [[nodiscard]] GtfsTable require(const std::string& name) const;

private:
    std::string m_written;
    std::unique_ptr<ZipArchive> m_zip;
    std::map<std::string, const ZipArchive::Member*> m_members;
    std::map<std::string, std::filesystem::path> m_files;
};

/// Problems of many rows, told as one sentence per kind and file: the first of them, and how many there are.
class RowFindings {
public:
    void add(base::Severity severity, const std::string& id, const GtfsTable& table, std::string message) {
        add(severity, id, table.file(), table.line(), std::move(message));
    }
    void add(base::Severity severity, const std::string& id, const std::string& file, int line, std::string message);
    void tell(base::Diagnostics& diagnostics) const;

private:
    struct Kind {
        base::Diagnostic first;
        std::size_t count = 0;
    };
    std::vector<Kind> m_kinds;  ///< in order of discovery
};

}  // namespace needsmap::io
