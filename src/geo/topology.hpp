// What falls out of shared arcs: neighbours, dissolve, simplification, drawing levels.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/job.hpp"
#include "geo/coverage.hpp"

namespace needsmap::geo {

/// Neighbours of each area as compressed rows: those of area a are index[begin[a]..begin[a+1]), ascending, without a itself.
struct Neighbours {
    std::vector<std::uint32_t> begin;
    std::vector<AreaIndex> index;
    [[nodiscard]] std::span<const AreaIndex> of(AreaIndex a) const {
        return {index.data() + begin[static_cast<std::size_t>(a)], index.data() + begin[static_cast<std::size_t>(a) + 1]};
    }
};
enum class Contiguity {
    queen,  ///< share at least one vertex
    rook    ///< share more than one vertex (the convention of R's spdep; nearly always a piece of border)
};
/// "Share" means identical vertices: areas whose borders only run close together are no neighbours.
[[nodiscard]] Neighbours neighbours(const Coverage& coverage, Contiguity contiguity);

/// Areas with the same group become one: arcs with the same group on both sides are dropped. `group_of_area` in 0..group_count-1,
/// or no_area to leave the area out (its ground then is outside). Groups without areas have no rings.
/// Total area is preserved to rounding; borders are the very same points.
[[nodiscard]] Coverage dissolve(const Coverage& coverage, std::span<const AreaIndex> group_of_area, std::size_t group_count);

/// Simplifies every arc once (Visvalingam-Whyatt by effective area, keeping nodes), so neighbours still share every border. No ring
/// collapses, no arc crosses or touches another as a result, and no area vanishes; where that would happen more points stay.
/// tolerance_m is the side of the square whose area is the smallest triangle that may be kept; 0 removes nothing. Method and proof:
/// arc_simplifier.cpp. Arcs, rings and areas keep their numbers. From several threads; the result does not depend on their number.
[[nodiscard]] Coverage simplify(const Coverage& coverage, double tolerance_m);

/// Drawing levels: full, then those tolerances of a fixed ladder (x 4, 4 to 1024 m) that remove at least a third of the points between
/// the ends of arcs of the level before. Each is what simplify() would give, but for borders that only fit past each other at the coarser level.
[[nodiscard]] CoverageLevels make_levels(std::shared_ptr<const Coverage> full, base::JobContext& job);

}  // namespace needsmap::geo
