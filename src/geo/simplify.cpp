// Simplification of a whole coverage, arc by arc (see arc_simplifier.cpp for method and proof), and the ladder of drawing levels.
#include <algorithm>
#include <array>
#include <optional>

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

/// For every point of the coverage the first of `thresholds_m2` (ascending) at which it is left out, or ArcSimplifier::stays.
std::vector<std::uint8_t> removal_steps(const Coverage& coverage, std::span<const double> thresholds_m2) {
    const CoverageData& d = coverage.data();
    Pieces pieces;
    std::optional<BoxIndex> index;
    Nodes nodes;
    base::parallel_pair(
        [&] {
            pieces = pieces_of(coverage);
            index.emplace(pieces.boxes);
        },
        [&] { nodes = find_nodes(d.points, d.arc_begin); });
    std::vector<std::uint8_t> steps(d.points.size(), ArcSimplifier::stays);
    base::parallel_ranges(coverage.arc_count(), 256, [&](std::size_t first, std::size_t last) {
        ArcSimplifier simplifier;
        std::vector<MapPoint> foreign;
        for (auto arc = static_cast<std::uint32_t>(first); arc < last; ++arc) {
            const std::span<const MapPoint> points = coverage.arc_points(arc);
            if (points.size() < 3 || !ArcSimplifier::has_work(points, thresholds_m2.back())) continue;
            const std::size_t least = least_interior(nodes, arc);
            if (points.size() - 2 <= least) continue;
            gather_foreign(coverage, pieces, *index, arc, foreign);
            simplifier.run(points, thresholds_m2, least, foreign, std::span(steps).subspan(d.arc_begin[arc], points.size()));
        }
    });
    return steps;
}

/// The coverage with the points that are there at threshold `step`.
Coverage with_points_of(const Coverage& coverage, const std::vector<std::uint8_t>& steps, std::uint8_t step) {
    const CoverageData& d = coverage.data();
    CoverageData out;
    out.arc_left = d.arc_left;
    out.arc_right = d.arc_right;
    out.area_ring_begin = d.area_ring_begin;
    out.ring_arc_begin = d.ring_arc_begin;
    out.ring_is_hole = d.ring_is_hole;
    out.ring_arcs = d.ring_arcs;
    out.points.reserve(static_cast<std::size_t>(std::count_if(steps.begin(), steps.end(), [&](std::uint8_t s) { return s > step; })));
    out.arc_begin.reserve(d.arc_begin.size());
    for (std::size_t arc = 0; arc < coverage.arc_count(); ++arc) {
        out.arc_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        for (std::uint32_t p = d.arc_begin[arc]; p < d.arc_begin[arc + 1]; ++p)
            if (steps[p] > step) out.points.push_back(d.points[p]);
    }
    out.arc_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
    return Coverage(std::move(out));
}

}  // namespace

Coverage simplify(const Coverage& coverage, double tolerance_m) {
    if (!(tolerance_m >= 0)) throw base::Error("Borders cannot be simplified with a negative tolerance.");
    const std::array<double, 1> threshold_m2 = {tolerance_m * tolerance_m};
    return with_points_of(coverage, removal_steps(coverage, threshold_m2), 0);
}

CoverageLevels make_levels(std::shared_ptr<const Coverage> full, base::JobContext& job) {
    // Metres. The finest is half a pixel at the closest useful zoom of a county's small areas, the coarsest about a pixel of a
    // whole country on a large screen.
    constexpr std::array<double, 5> ladder = {4, 16, 64, 256, 1024};
    std::array<double, 5> thresholds_m2{};
    std::transform(ladder.begin(), ladder.end(), thresholds_m2.begin(), [](double m) { return m * m; });
    job.check_cancelled();
    job.progress(0, "simplifying borders");
    const std::vector<std::uint8_t> steps = removal_steps(*full, thresholds_m2);

    std::array<std::size_t, 256> points_at_step{};
    for (const std::uint8_t s : steps) ++points_at_step[s];
    std::vector<std::uint8_t> worthwhile;
    // Ends of arcs stay in every level. They are not counted, or the coarsest level of a map of very many areas, which halves its
    // triangles, would seem to gain little.
    const std::size_t between_ends = steps.size() - std::min(steps.size(), 2 * full->arc_count());
    std::size_t points = between_ends, left = between_ends;
    for (std::uint8_t i = 0; i < ladder.size(); ++i) {
        left -= points_at_step[i];
        if (left * 3 > points * 2) continue;
        worthwhile.push_back(i);
        points = left;
    }
    job.check_cancelled();
    std::vector<CoverageLevels::Level> levels(1 + worthwhile.size());
    levels[0] = {0, full};
    base::parallel_ranges(worthwhile.size(), 1, [&](std::size_t i, std::size_t) {
        levels[i + 1] = {ladder[worthwhile[i]], std::make_shared<const Coverage>(with_points_of(*full, steps, worthwhile[i]))};
    });
    job.progress(1, "simplifying borders");
    return CoverageLevels(std::move(levels));
}

}  // namespace needsmap::geo
