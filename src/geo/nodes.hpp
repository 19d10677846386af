// Where arcs meet: the ends of all arcs, grouped by place.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/coverage.hpp"

namespace needsmap::geo {

struct Nodes {
    std::vector<std::uint32_t> node_of_end;  ///< arc i starts at node [2 i] and ends at node [2 i + 1]
    std::vector<std::uint32_t> begin;        ///< nodes + 1
    std::vector<SignedArc> leaving;          ///< arcs as they leave each node, ascending by arc; a loop is listed twice

    [[nodiscard]] std::size_t count() const { return begin.size() - 1; }
    [[nodiscard]] std::span<const SignedArc> leaving_from(std::uint32_t node) const {
        return {leaving.data() + begin[node], leaving.data() + begin[node + 1]};
    }
    [[nodiscard]] std::uint32_t start_of(SignedArc a) const { return node_of_end[2 * arc_of(a) + (is_reversed(a) ? 1 : 0)]; }
    [[nodiscard]] std::uint32_t end_of(SignedArc a) const { return node_of_end[2 * arc_of(a) + (is_reversed(a) ? 0 : 1)]; }
};

/// Ends are at the same node when their coordinates are bitwise equal. `points` and `arc_begin` as in CoverageData.
[[nodiscard]] Nodes find_nodes(std::span<const MapPoint> points, std::span<const std::uint32_t> arc_begin);

}  // namespace needsmap::geo
