// Every table file of a workspace, read once even when several entries use it.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "base/diagnostics.hpp"
#include "io/raw_table.hpp"
#include "io/source_path.hpp"

namespace needsmap::io {

/// One reading of a file. The header is found by columns, so the same file may be read differently by two entries.
struct RawTableRequest {
    SourcePath source;
    std::string layer;
    std::string key_column;  ///< that the header must hold
    int header_line = 0;
};

class RawTableStore {
public:
    /// Attributes of a boundary file, which are then never read again.
    void add(const SourcePath& source, const std::string& layer, std::shared_ptr<const RawTable> table);
    /// Reads now, unless it was; failures are kept as diagnostics.
    void prefetch(const RawTableRequest& request);
    /// The table, or nullptr. What was found while reading goes to `diagnostics` the first time.
    [[nodiscard]] std::shared_ptr<const RawTable> get(const RawTableRequest& request, base::Diagnostics& diagnostics);

private:
    using Key = std::tuple<std::string, std::string, std::string, std::string, int>;
    struct Entry {
        std::shared_ptr<const RawTable> table;
        base::Diagnostics diagnostics;
        bool told = false;
    };
    std::map<Key, Entry> m_entries;
    std::map<std::tuple<std::string, std::string, std::string>, std::shared_ptr<const RawTable>> m_attributes;
};

}  // namespace needsmap::io
