// Simplification of a whole coverage, arc by arc (see arc_simplifier.cpp for method and proof), and the ladder of drawing levels.
#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "geo/arc_simplifier.hpp"
#include "geo/nodes.hpp"
#include "geo/pieces.hpp"
#include "geo/spatial_index.hpp"
#include "geo/topology.hpp"

namespace needsmap::geo {

namespace {

/// Interior vertices an arc keeps so that no ring collapses: two for one that closes on itself, one where another arc joins the
/// same two nodes, none otherwise (a ring of three or more arcs has three nodes).
std::size_t least_interior(const Nodes& nodes, std::uint32_t arc) {
    const auto forward = static_cast<SignedArc>(arc);
    const std::uint32_t start = nodes.start_of(forward), end = nodes.end_of(forward);
    if (start == end) return 2;
    for (const SignedArc other : nodes.leaving_from(start))
        if (arc_of(other) != arc && nodes.end_of(other) == end) return 1;
    return 0;
}

/// Points of other arcs in the box of `arc`, those at its ends left out.
void gather_foreign(const Coverage& coverage, const Pieces& pieces, const BoxIndex& index, std::uint32_t arc, std::vector<MapPoint>& out) {
    const std::span<const MapPoint> points = coverage.arc_points(arc);
    MapBox box;
    for (const MapPoint p : points) box.add(p);
    out.clear();
    index.for_each(box, [&](std::uint32_t i) {
        const Pieces::Piece& piece = pieces.pieces[i];
        if (piece.arc == arc) return true;
        for (std::uint32_t p = piece.first; p <= piece.last; ++p) {
            const MapPoint candidate = coverage.data().points[p];
            if (box.contains(candidate) && candidate != points.front() && candidate != points.back()) out.push_back(candidate);
        }
        return true;
    });
}

/// One flag per point of the coverage: stays.
std::vector<std::uint8_t> points_to_keep(const Coverage& coverage, double threshold_m2) {
    const CoverageData& d = coverage.data();
    const Pieces pieces = pieces_of(coverage);
    const BoxIndex index(pieces.boxes);
    const Nodes nodes = find_nodes(d.points, d.arc_begin);
    std::vector<std::uint8_t> keep(d.points.size(), 1);
    base::parallel_ranges(coverage.arc_count(), 256, [&](std::size_t first, std::size_t last) {
        ArcSimplifier simplifier;
        std::vector<MapPoint> foreign;
        for (auto arc = static_cast<std::uint32_t>(first); arc < last; ++arc) {
            const std::span<const MapPoint> points = coverage.arc_points(arc);
            if (!ArcSimplifier::has_work(points, threshold_m2)) continue;
            const std::size_t least = least_interior(nodes, arc);
            if (points.size() - 2 <= least) continue;
            gather_foreign(coverage, pieces, index, arc, foreign);
            simplifier.run(points, threshold_m2, least, foreign, std::span(keep).subspan(d.arc_begin[arc], points.size()));
        }
    });
    return keep;
}

/// Points whose triangle is below the threshold before anything is removed. Removing one usually enlarges its neighbours'
/// triangles, so hardly more than these can go.
std::size_t removable_points(const Coverage& coverage, double threshold_m2) {
    std::size_t count = 0;
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const std::span<const MapPoint> p = coverage.arc_points(arc);
        for (std::size_t i = 1; i + 1 < p.size(); ++i) {
            const MapPoint u = p[i] - p[i - 1], v = p[i + 1] - p[i - 1];
            if (std::abs(u.x * v.y - v.x * u.y) < 2 * threshold_m2) ++count;
        }
    }
    return count;
}

}  // namespace

Coverage simplify(const Coverage& coverage, double tolerance_m) {
    if (!(tolerance_m >= 0)) throw base::Error("Borders cannot be simplified with a negative tolerance.");
    const std::vector<std::uint8_t> keep = points_to_keep(coverage, tolerance_m * tolerance_m);
    const CoverageData& d = coverage.data();
    CoverageData out;
    out.arc_left = d.arc_left;
    out.arc_right = d.arc_right;
    out.area_ring_begin = d.area_ring_begin;
    out.ring_arc_begin = d.ring_arc_begin;
    out.ring_is_hole = d.ring_is_hole;
    out.ring_arcs = d.ring_arcs;
    out.points.reserve(static_cast<std::size_t>(std::count(keep.begin(), keep.end(), 1)));
    out.arc_begin.reserve(d.arc_begin.size());
    for (std::size_t arc = 0; arc < coverage.arc_count(); ++arc) {
        out.arc_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        for (std::uint32_t p = d.arc_begin[arc]; p < d.arc_begin[arc + 1]; ++p)
            if (keep[p]) out.points.push_back(d.points[p]);
    }
    out.arc_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
    return Coverage(std::move(out));
}

CoverageLevels make_levels(std::shared_ptr<const Coverage> full, base::JobContext& job) {
    // Metres. The finest is half a pixel at the closest useful zoom of a county's small areas, the coarsest about a pixel of a
    // whole country on a large screen.
    constexpr std::array<double, 5> ladder = {4, 16, 64, 256, 1024};
    std::vector<CoverageLevels::Level> levels = {{0, std::move(full)}};
    for (std::size_t i = 0; i < ladder.size(); ++i) {
        job.check_cancelled();
        job.progress(static_cast<double>(i) / ladder.size(), "simplifying borders");
        const Coverage& finest = *levels.back().coverage;
        const std::size_t points = finest.data().points.size();
        if (removable_points(finest, ladder[i] * ladder[i]) * 3 < points) continue;
        auto coarser = std::make_shared<const Coverage>(simplify(finest, ladder[i]));
        if (coarser->data().points.size() * 3 <= points * 2) levels.push_back({ladder[i], std::move(coarser)});
    }
    return CoverageLevels(std::move(levels));
}

}  // namespace needsmap::geo
