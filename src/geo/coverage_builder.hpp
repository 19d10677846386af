// From polygons as files give them to a coverage: shared vertices found once, transformed once, cut into arcs.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "geo/coverage.hpp"
#include "geo/crs.hpp"

namespace needsmap::geo {

/// Rings of all areas in source coordinates, flat. Ring r belongs to polygon part `ring_part[r]`, and `ring_area[r]` to an area.
/// Rings may be closed (last point = first) or not, in either orientation; the first ring of a part is its outer ring.
struct PolygonInput {
    std::vector<MapPoint> points;           ///< source x, y (not yet metres unless the CRS is EPSG:27700)
    std::vector<std::uint32_t> ring_begin;  ///< size rings + 1
    std::vector<AreaIndex> ring_area;       ///< non-decreasing
    std::vector<std::uint32_t> ring_part;   ///< running number of the polygon part; first ring of a part is outer
    std::vector<std::string> area_labels;   ///< for diagnostics: "E05006546 Blackbird Leys"; size = area count
    std::string file;                       ///< for diagnostics

    [[nodiscard]] std::size_t area_count() const { return area_labels.size(); }
};

struct BuildOptions {
    /// Vertices nearer than this (after transformation) are one vertex. 0: only identical source coordinates are.
    /// With 0 a mismatch is only measured and reported.
    double snap_tolerance_m = 0.0;
    /// Measure gaps and overlaps (area, count) and report them. Costs little; off for huge inputs only on request.
    bool measure_mismatch = true;
};

struct CoverageReport {
    std::size_t repaired_areas = 0;
    std::size_t gap_count = 0;  ///< enclosed slivers that no area covers
    double gap_m2 = 0;
    std::size_t overlap_count = 0;  ///< pairs of areas that share ground
    double overlap_m2 = 0;
    base::Diagnostics diagnostics;  ///< one per repaired area, one for gaps, one per overlapping pair (at most 20, then a count)
};

struct BuiltCoverage {
    Coverage coverage;
    CoverageReport report;
};

/// Builds the coverage. Invalid polygons (self-crossing, self-touching, too few points, NaN) are repaired with GEOS, one diagnostic
/// each; an area that has no ground left is kept with no rings and reported. Multipart areas, holes and islands work. Does not
/// depend on the number of threads. Throws base::Error when there is no polygon at all; Cancelled from the job.
[[nodiscard]] BuiltCoverage build_coverage(PolygonInput input, const MapFromCrs& map_from_crs, const BuildOptions& options,
                                           base::JobContext& job);

}  // namespace needsmap::geo
