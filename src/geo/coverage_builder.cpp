#include "geo/coverage_builder.hpp"

#include <algorithm>
#include <cmath>

#include "base/format.hpp"
#include "base/parallel.hpp"
#include "geo/arc_cutter.hpp"
#include "geo/mismatch.hpp"
#include "geo/repair.hpp"
#include "geo/ring_check.hpp"
#include "geo/rings.hpp"
#include "geo/vertex_table.hpp"

namespace needsmap::geo {

namespace {

/// Twice around the Earth: no coordinate of a map is farther out, and squares of such numbers still have all their digits.
constexpr double farthest_m = 1e8;

base::Diagnostic area_diagnostic(const char* id, const PolygonInput& input, AreaIndex area, std::string message) {
    base::Diagnostic d;
    d.id = id;
    d.file = input.file;
    d.subject = input.area_labels[static_cast<std::size_t>(area)];
    d.message = std::move(message);
    return d;
}

/// Appends the ring's vertices without closing point, repetitions and points that are not numbers; returns how many of the latter.
std::size_t append_clean_ring(std::span<const VertexId> given, const std::vector<std::uint8_t>& is_on_map, std::vector<VertexId>& ids) {
    const std::size_t begin = ids.size();
    std::size_t lost_points = 0;
    for (const VertexId id : given) {
        if (!is_on_map[id]) {
            ++lost_points;
        } else if (ids.size() == begin || ids.back() != id) {
            ids.push_back(id);
        }
    }
    while (ids.size() > begin + 1 && ids.back() == ids[begin]) ids.pop_back();
    return lost_points;
}

/// Clean rings of all areas. Areas that lost points or have no rings are reported.
RingSet clean_rings(const PolygonInput& input, const VertexTable& table, base::Diagnostics& diagnostics) {
    std::vector<std::uint8_t> is_on_map(table.vertices.size());
    for (std::size_t v = 0; v < is_on_map.size(); ++v)
        is_on_map[v] = std::abs(table.vertices[v].x) < farthest_m && std::abs(table.vertices[v].y) < farthest_m;  // false for NaN

    RingSet rings;
    rings.ids.reserve(table.id_of_point.size());
    std::size_t r = 0;
    for (std::size_t area = 0; area < input.area_count(); ++area) {
        std::size_t lost_points = 0;
        const std::size_t first = r;
        for (; r < input.ring_area.size() && input.ring_area[r] == static_cast<AreaIndex>(area); ++r) {
            const std::span<const VertexId> given(table.id_of_point.data() + input.ring_begin[r],
                                                  table.id_of_point.data() + input.ring_begin[r + 1]);
            lost_points += append_clean_ring(given, is_on_map, rings.ids);
            const bool is_hole = r > first && input.ring_part[r] == input.ring_part[r - 1];
            // Rings that have become too short stay, so that the check finds them and the repair reports them. A hole without any
            // point has nothing to say.
            if (is_hole && rings.ids.size() == rings.ring_begin.back()) continue;
            rings.close_ring(is_hole);
        }
        rings.close_area();
        const std::string& label = input.area_labels[area];
        if (lost_points > 0)
            diagnostics.add(area_diagnostic("invalid-coordinates", input, static_cast<AreaIndex>(area),
                                            base::format_count(static_cast<std::int64_t>(lost_points)) +
                                                (lost_points == 1 ? " point of the outline of " : " points of the outline of ") + label +
                                                (lost_points == 1 ? " is" : " are") +
                                                " left out: not numbers, or outside the coordinate system."));
        else if (r == first)
            diagnostics.add(
                area_diagnostic("no-geometry", input, static_cast<AreaIndex>(area), label + " has no outline, so it cannot be drawn."));
    }
    return rings;
}

/// Outer rings counter-clockwise, holes clockwise.
void orient(RingSet& rings, std::span<const MapPoint> vertices) {
    base::parallel_ranges(rings.ring_count(), 1024, [&](std::size_t first, std::size_t last) {
        std::vector<MapPoint> points;
        for (std::size_t r = first; r < last; ++r) {
            const std::span<VertexId> ids = rings.ring(r);
            points.clear();
            for (const VertexId id : ids) points.push_back(vertices[id]);
            const bool counter_clockwise = signed_area_m2(points) > 0;
            if (counter_clockwise == (rings.ring_is_hole[r] != 0)) std::reverse(ids.begin(), ids.end());
        }
    });
}

void check_input(const PolygonInput& input) {
    const std::string file = input.file.empty() ? "The boundary file" : input.file;
    if (input.points.empty()) throw base::Error(file + " holds no polygon.", "Choose a file with areas (polygons), not points or lines.");
    const std::size_t rings = input.ring_area.size();
    if (input.ring_begin.size() != rings + 1 || input.ring_part.size() != rings || input.ring_begin.back() != input.points.size())
        throw base::Error(file + " could not be taken in: its rings do not fit together.");
    for (std::size_t r = 0; r < rings; ++r)
        if (input.ring_area[r] < 0 || input.ring_area[r] >= static_cast<AreaIndex>(input.area_count()) ||
            (r > 0 && input.ring_area[r] < input.ring_area[r - 1]) || input.ring_begin[r] > input.ring_begin[r + 1])
            throw base::Error(file + " could not be taken in: its rings are not in the order of areas.");
}

}  // namespace

BuiltCoverage build_coverage(PolygonInput input, const MapFromCrs& map_from_crs, const BuildOptions& options, base::JobContext& job) {
    check_input(input);
    BuiltCoverage built;
    base::Diagnostics& diagnostics = built.report.diagnostics;

    job.progress(0.0, "finding shared vertices");
    VertexTable table = unique_vertices(input.points);
    input.points = {};  // not needed again; England's are 30 MB
    job.check_cancelled();
    job.progress(0.2, "converting coordinates");
    map_from_crs.transform(table.vertices);
    if (options.snap_tolerance_m > 0) snap_vertices(table, options.snap_tolerance_m);
    RingSet rings = clean_rings(input, table, diagnostics);
    table.id_of_point = {};

    job.check_cancelled();
    job.progress(0.4, "checking outlines");
    const std::vector<std::uint8_t> suspicious = suspicious_areas(rings, table.vertices);
    job.check_cancelled();
    RepairResult repaired = repair_areas(rings, table.vertices, suspicious, input.area_labels, input.file);
    built.report.repaired_areas = repaired.repaired_areas;
    diagnostics.add_all(repaired.diagnostics);

    job.check_cancelled();
    job.progress(0.6, "finding shared borders");
    orient(rings, table.vertices);
    CutArcs cut = cut_arcs(rings, table.vertices);
    rings = {};
    built.coverage = Coverage(std::move(cut.data));
    if (built.coverage.ring_count() == 0)
        throw base::Error((input.file.empty() ? "The boundary file" : input.file) + " holds no polygon with any ground.");

    if (options.measure_mismatch) {
        job.check_cancelled();
        job.progress(0.8, "measuring gaps and overlaps");
        measure_mismatch(built.coverage, cut.same_side, input.area_labels, input.file, job, built.report);
    }
    job.progress(1.0, "borders ready");
    return built;
}

}  // namespace needsmap::geo
