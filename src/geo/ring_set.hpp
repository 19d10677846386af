// Rings of vertex ids between reading and cutting into arcs.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/vertex_table.hpp"

namespace needsmap::geo {

/// Rings of all areas in order; no ring repeats its first vertex at the end or a vertex twice in a row.
struct RingSet {
    std::vector<VertexId> ids;
    std::vector<std::uint32_t> ring_begin{0};       ///< rings + 1
    std::vector<std::uint8_t> ring_is_hole;         ///< a ring that is not a hole starts a part; its holes follow
    std::vector<std::uint32_t> area_ring_begin{0};  ///< areas + 1

    [[nodiscard]] std::size_t area_count() const { return area_ring_begin.size() - 1; }
    [[nodiscard]] std::size_t ring_count() const { return ring_is_hole.size(); }
    [[nodiscard]] std::span<const VertexId> ring(std::size_t r) const {
        return {ids.data() + ring_begin[r], ids.data() + ring_begin[r + 1]};
    }
    [[nodiscard]] std::span<VertexId> ring(std::size_t r) { return {ids.data() + ring_begin[r], ids.data() + ring_begin[r + 1]}; }

    void add_ring(std::span<const VertexId> vertices, bool is_hole) {
        ids.insert(ids.end(), vertices.begin(), vertices.end());
        close_ring(is_hole);
    }
    /// Makes a ring of the vertices appended to `ids` since the last one.
    void close_ring(bool is_hole) {
        ring_begin.push_back(static_cast<std::uint32_t>(ids.size()));
        ring_is_hole.push_back(is_hole ? 1 : 0);
    }
    void close_area() { area_ring_begin.push_back(static_cast<std::uint32_t>(ring_is_hole.size())); }
};

}  // namespace needsmap::geo
