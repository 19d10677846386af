#include "geo/coverage.hpp"

#include <string>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "geo/label_point.hpp"
#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

[[noreturn]] void fail(const char* what) {
    throw base::Error(std::string("The stored map geometry does not fit together (") + what + ").",
                      "Delete the cache folder; it is made again from the boundary files.");
}

/// Offsets must start at 0, never fall, and end at `total`.
void check_offsets(const std::vector<std::uint32_t>& begin, std::size_t total, const char* what) {
    if (begin.empty()) {
        if (total != 0) fail(what);
        return;
    }
    if (begin.front() != 0 || begin.back() != total) fail(what);
    for (std::size_t i = 1; i < begin.size(); ++i)
        if (begin[i] < begin[i - 1]) fail(what);
}

void check_areas(const std::vector<AreaIndex>& areas, std::size_t area_count) {
    for (const AreaIndex a : areas)
        if (a < no_area || a >= static_cast<AreaIndex>(area_count)) fail("an arc names an area that does not exist");
}

/// Everything later code relies on without looking again.
void check(const CoverageData& d) {
    const std::size_t areas = d.area_ring_begin.empty() ? 0 : d.area_ring_begin.size() - 1;
    const std::size_t arcs = d.arc_left.size();
    if (d.arc_right.size() != arcs) fail("left and right sides of arcs");
    if (d.arc_begin.size() != arcs + 1 && !(arcs == 0 && d.arc_begin.empty())) fail("number of arcs");
    if (d.ring_arc_begin.size() != d.ring_is_hole.size() + 1 && !(d.ring_is_hole.empty() && d.ring_arc_begin.empty()))
        fail("number of rings");
    check_offsets(d.arc_begin, d.points.size(), "points of arcs");
    check_offsets(d.area_ring_begin, d.ring_is_hole.size(), "rings of areas");
    check_offsets(d.ring_arc_begin, d.ring_arcs.size(), "arcs of rings");
    for (std::size_t i = 0; i < arcs; ++i)
        if (d.arc_begin[i + 1] - d.arc_begin[i] < 2) fail("an arc has fewer than two points");
    for (std::size_t r = 0; r < d.ring_is_hole.size(); ++r)
        if (d.ring_arc_begin[r + 1] == d.ring_arc_begin[r]) fail("a ring has no arc");
    for (const SignedArc a : d.ring_arcs)
        if (arc_of(a) >= arcs) fail("a ring names an arc that does not exist");
    check_areas(d.arc_left, areas);
    check_areas(d.arc_right, areas);
}

}  // namespace

Coverage::Coverage(CoverageData data) : m_data(std::move(data)) {
    check(m_data);
    m_area_bounds.resize(area_count());
    m_area_m2.resize(area_count());
    base::parallel_ranges(area_count(), 2048, [&](std::size_t first, std::size_t last) {
        std::vector<MapPoint> ring_points;
        for (std::size_t a = first; a < last; ++a) {
            const auto area = static_cast<AreaIndex>(a);
            for (std::uint32_t ring = first_ring(area); ring < last_ring(area); ++ring) {
                ring_points.clear();
                append_ring(ring, ring_points);
                for (const MapPoint p : ring_points) m_area_bounds[a].add(p);
                m_area_m2[a] += signed_area_m2(ring_points);
            }
        }
    });
    for (const MapBox& box : m_area_bounds) m_bounds.add(box);
}

void Coverage::append_ring(std::uint32_t ring, std::vector<MapPoint>& out) const {
    for (const SignedArc arc : ring_arcs(ring)) {
        const std::span<const MapPoint> points = arc_points(arc_of(arc));
        // The last point of an arc is the first of the next one.
        if (is_reversed(arc)) {
            out.insert(out.end(), points.rbegin(), points.rend() - 1);
        } else {
            out.insert(out.end(), points.begin(), points.end() - 1);
        }
    }
}

MapPoint Coverage::label_point(AreaIndex area) const { return find_label_point(*this, area); }

std::size_t Coverage::memory_bytes() const {
    const auto bytes = [](const auto& v) { return v.capacity() * sizeof(v[0]); };
    return sizeof(*this) + bytes(m_data.points) + bytes(m_data.arc_begin) + bytes(m_data.arc_left) + bytes(m_data.arc_right) +
           bytes(m_data.area_ring_begin) + bytes(m_data.ring_arc_begin) + bytes(m_data.ring_is_hole) + bytes(m_data.ring_arcs) +
           bytes(m_area_bounds) + bytes(m_area_m2);
}

}  // namespace needsmap::geo
