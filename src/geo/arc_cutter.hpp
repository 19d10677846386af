// Rings of vertices to a coverage: finds the nodes, cuts rings into arcs there and stores each arc once.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/ring_set.hpp"

namespace needsmap::geo {

struct CutArcs {
    CoverageData data;
    /// Pairs of areas that use an arc in the same direction, that is, lie on the same side of it and so share ground. Ascending,
    /// lower area first, each pair once.
    std::vector<std::pair<AreaIndex, AreaIndex>> same_side;
};

/// `rings`: outer rings counter-clockwise, holes clockwise, valid areas. A vertex is a node where the borders that pass it do not
/// all go on to the same two vertices. A ring without nodes is one closed arc that starts at its westernmost, then southernmost
/// vertex, whatever vertex the file starts with. An arc runs in the direction of the first area that uses it, which is on its left.
[[nodiscard]] CutArcs cut_arcs(const RingSet& rings, std::span<const MapPoint> vertices);

}  // namespace needsmap::geo
