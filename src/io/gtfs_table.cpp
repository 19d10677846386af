#include "io/gtfs_table.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "io/text_encoding.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

std::string_view trimmed(std::string_view text) {
    const auto plain = [](char c) { return c > ' ' && static_cast<unsigned char>(c) < 0x80; };
    return text.empty() || (plain(text.front()) && plain(text.back())) ? text : base::trim(text);
}

}  // namespace

GtfsTable::GtfsTable(std::string bytes, std::string file) : m_bytes(decode_text(std::move(bytes)).text), m_file(std::move(file)) {
    if (!next()) throw base::Error(m_file + " is empty.", "Export the timetable again.");
    m_columns.assign(m_cells.begin(), m_cells.end());
}

std::optional<std::size_t> GtfsTable::find(std::string_view column) const {
    const auto it = std::ranges::find(m_columns, column);
    return it == m_columns.end() ? std::nullopt : std::optional(static_cast<std::size_t>(it - m_columns.begin()));
}

std::size_t GtfsTable::require(std::string_view column) const {
    if (const auto found = find(column)) return *found;
    throw base::Error(m_file + " has no column " + std::string(column) + ".", "Its columns are " + list_some(m_columns, 12) + ".");
}

std::size_t GtfsTable::lines_at_most() const {
    const auto feeds = std::ranges::count(m_bytes, '\n'), returns = std::ranges::count(m_bytes, '\r');
    return static_cast<std::size_t>(std::max(feeds, returns)) + 1;
}

bool GtfsTable::next() {
    while (m_at < m_bytes.size()) {
        m_row_line = m_line;
        read_row();
        if (m_cells.size() > 1 || !m_cells.front().empty()) return true;
    }
    return false;
}

void GtfsTable::read_row() {
    m_cells.clear();
    while (true) {
        const std::size_t begin = m_at;
        // Spaces may stand before a quotation mark.
        while (m_at < m_bytes.size() && m_bytes[m_at] == ' ') ++m_at;
        if (m_at < m_bytes.size() && m_bytes[m_at] == '"') {
            read_quoted();
        } else {
            const char* p = m_bytes.data() + m_at;
            const char* last = m_bytes.data() + m_bytes.size();
            while (p != last && *p != ',' && *p != '\n' && *p != '\r') ++p;
            m_at = static_cast<std::size_t>(p - m_bytes.data());
            m_cells.push_back(trimmed(std::string_view(m_bytes).substr(begin, m_at - begin)));
        }
        if (m_at < m_bytes.size() && m_bytes[m_at] == ',')
            ++m_at;
        else
            return end_line();
    }
}

/// Doubled quotes are rewritten in place: the text only gets shorter.
void GtfsTable::read_quoted() {
    const int opened_on = m_line;
    const std::size_t begin = ++m_at;
    std::size_t out = begin;
    for (; m_at < m_bytes.size(); ++m_at) {
        const char c = m_bytes[m_at];
        if (c == '"' && m_at + 1 < m_bytes.size() && m_bytes[m_at + 1] == '"')
            ++m_at;
        else if (c == '"')
            break;
        else if (c == '\n')
            ++m_line;
        m_bytes[out++] = c;
    }
    if (m_at >= m_bytes.size())
        throw base::Error(m_file + ": a quotation mark opened in line " + std::to_string(opened_on) + " is never closed.");
    ++m_at;
    while (m_at < m_bytes.size() && m_bytes[m_at] != ',' && m_bytes[m_at] != '\n' && m_bytes[m_at] != '\r') ++m_at;
    m_cells.push_back(trimmed(std::string_view(m_bytes).substr(begin, out - begin)));
}

void GtfsTable::end_line() {
    if (m_at < m_bytes.size() && m_bytes[m_at] == '\r') ++m_at;
    if (m_at < m_bytes.size() && m_bytes[m_at] == '\n') ++m_at;
    ++m_line;
}

GtfsFeed::GtfsFeed(const SourcePath& source) : m_written(source.written) {
    std::error_code error;
    if (!fs::exists(source.file, error)) throw base::Error("There is no timetable " + m_written + ".", "Check the path.");
    if (fs::is_directory(source.file, error)) {
        for (const auto& entry : fs::directory_iterator(source.file))
            if (entry.is_regular_file()) m_files.emplace(entry.path().filename().string(), entry.path());
    } else if (source.is_zip) {
        try {
            m_zip = std::make_unique<ZipArchive>(source.file);
        } catch (const base::Error& problem) {
            throw problem.in(m_written);
        }
        const std::string inside = source.inside.empty() ? std::string() : source.inside + "/";
        for (const ZipArchive::Member& member : m_zip->members())
            if (member.name.starts_with(inside) && !member.name.starts_with("__MACOSX/"))
                m_members.emplace(fs::path(member.name).filename().string(), &member);
    } else {
        throw base::Error(m_written + " is no timetable.", "A timetable is a folder or a .zip file with GTFS files in it.");
    }
    if (!has("stops.txt"))
        throw base::Error("The timetable " + m_written + " has no file stops.txt.", "A timetable in the GTFS format has one.");
}

std::optional<GtfsTable> GtfsFeed::open(const std::string& name) const {
    const std::string written = m_written + "/" + name;
    std::string bytes;
    if (const auto file = m_files.find(name); file != m_files.end()) {
        bytes = base::read_file(file->second);
    } else if (const auto member = m_members.find(name); member != m_members.end()) {
        bytes.resize(member->second->bytes);
        try {
            m_zip->unpack(*member->second, bytes);
        } catch (const base::Error& problem) {
            throw problem.in(written);
        }
    }
    if (base::trim(std::string_view(bytes).substr(0, 1000)).empty()) return std::nullopt;
    return GtfsTable(std::move(bytes), written);
}

GtfsTable GtfsFeed::require(const std::string& name) const {
    auto table = open(name);
    if (!table)
        throw base::Error("The timetable " + m_written + " has no file " + name + (has(name) ? " with anything in it." : "."),
                          "A timetable in the GTFS format needs one.");
    return std::move(*table);
}

void RowFindings::add(base::Severity severity, const std::string& id, const std::string& file, int line, std::string message) {
    for (Kind& kind : m_kinds)
        if (kind.first.id == id && kind.first.file == file) return void(++kind.count);
    m_kinds.push_back({{severity, id, file, line, 0, {}, std::move(message), {}}, 1});
}

void RowFindings::tell(base::Diagnostics& diagnostics) const {
    for (const Kind& kind : m_kinds) {
        base::Diagnostic d = kind.first;
        if (kind.count > 1) d.message += " " + base::capitalised(count_of(kind.count - 1, "more row is", "more rows are")) + " like it.";
        diagnostics.add(std::move(d));
    }
}

}  // namespace needsmap::io
