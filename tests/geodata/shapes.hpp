// Reads the made GeoJSON files, one feature to a line, without the program's own reader.
#pragma once

#include "table.hpp"

#include <cctype>
#include <utility>

namespace county_test {

using Vertex = std::pair<long, long>;
using Ring = std::vector<Vertex>;

/// The innermost coordinate lists of one feature line.
inline std::vector<Ring> coordinate_lists(const std::string& line) {
    std::vector<Ring> rings;
    const char* p = line.data() + line.find("\"coordinates\":");
    const char* end = line.data() + line.size();
    Ring ring;
    for (; p < end; ++p) {
        if (*p == '[' && (std::isdigit(static_cast<unsigned char>(p[1])) != 0)) {
            Vertex v;
            p = std::from_chars(p + 1, end, v.first).ptr;
            p = std::from_chars(p + 1, end, v.second).ptr;
            ring.push_back(v);
        } else if (*p == ']' && !ring.empty()) {
            rings.push_back(std::move(ring));
            ring = {};
        }
    }
    return rings;
}

/// A property that is a text; empty when the feature has none of that name.
inline std::string property(const std::string& line, const std::string& name) {
    const std::string key = "\"" + name + "\":\"";
    const auto at = line.find(key);
    return at == std::string::npos ? "" : line.substr(at + key.size(), line.find('"', at + key.size()) - at - key.size());
}

/// Whether closed rings enclose a point (even-odd rule).
inline bool enclose(const std::vector<Ring>& rings, double x, double y) {
    bool inside = false;
    for (const Ring& ring : rings) {
        for (std::size_t i = 1; i < ring.size(); ++i) {
            const auto [ax, ay] = ring[i - 1];
            const auto [bx, by] = ring[i];
            if ((static_cast<double>(ay) > y) != (static_cast<double>(by) > y)) {
                const double at =
                    static_cast<double>(ax) + (y - static_cast<double>(ay)) * static_cast<double>(bx - ax) / static_cast<double>(by - ay);
                inside ^= x < at;
            }
        }
    }
    return inside;
}

}  // namespace county_test
