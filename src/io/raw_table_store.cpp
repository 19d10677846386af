#include "io/raw_table_store.hpp"

#include "base/error.hpp"
#include "io/table_reader.hpp"

namespace needsmap::io {

void RawTableStore::add(const SourcePath& source, const std::string& layer, std::shared_ptr<const RawTable> table) {
    m_attributes[{source.file.string(), source.inside, layer}] = std::move(table);
}

void RawTableStore::prefetch(const RawTableRequest& request) {
    const Key key{request.source.file.string(), request.source.inside, request.layer, request.key_column, request.header_line};
    const auto [it, is_new] = m_entries.try_emplace(key);
    if (!is_new) return;
    Entry& entry = it->second;
    try {
        entry.table = std::make_shared<const RawTable>(
            read_raw_table(request.source, request.layer, {request.key_column}, request.header_line, entry.diagnostics));
    } catch (const base::Error& error) {
        entry.diagnostics.add({base::Severity::error, "unreadable-file", request.source.written, 0, 0, {}, error.what(), error.hint()});
    }
}

std::shared_ptr<const RawTable> RawTableStore::get(const RawTableRequest& request, base::Diagnostics& diagnostics) {
    const auto attributes = m_attributes.find({request.source.file.string(), request.source.inside, request.layer});
    if (attributes != m_attributes.end()) return attributes->second;
    prefetch(request);
    Entry& entry =
        m_entries.at({request.source.file.string(), request.source.inside, request.layer, request.key_column, request.header_line});
    if (!entry.told) diagnostics.add_all(entry.diagnostics);
    entry.told = true;
    return entry.table;
}

}  // namespace needsmap::io
