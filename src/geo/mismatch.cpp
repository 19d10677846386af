// How two areas can share ground, and how each case is found:
//  - an arc with both areas on the same side (identical borders): known from cutting;
//  - borders that cross or touch elsewhere than at a common node: every pair of arcs that have no area in common, by boxes of short
//    pieces of arcs (arcs of one area cannot cross: its outline was checked);
//  - one border wholly inside the other area: one point of every arc, looked up in all areas. Where nothing crosses, one point
//    speaks for the arc.
// GEOS then measures the pairs found. A gap is a space between at least two areas that no area covers, enclosed, and too small or
// too thin to be meant: smaller than a tenth of the median area, or a strip more than about sixty times as long as wide. Larger
// ones are taken for lakes, or for places left out on purpose; a hole in one area alone was drawn on purpose.
#include "geo/mismatch.hpp"

#include <algorithm>
#include <numbers>

#include "base/format.hpp"
#include "base/parallel.hpp"
#include "geo/geos_handle.hpp"
#include "geo/pieces.hpp"
#include "geo/predicates.hpp"
#include "geo/ring_tracer.hpp"
#include "geo/rings.hpp"
#include "geo/spatial_index.hpp"

namespace needsmap::geo {

namespace {

using Pair = std::pair<AreaIndex, AreaIndex>;
using Pairs = std::vector<Pair>;

constexpr double least_ground_m2 = 0.01;  // less is rounding of coordinates
constexpr double gap_share_of_median = 0.1;
constexpr double gap_roundness = 0.05;  // 4 pi area / perimeter^2: 1 for a circle, about 3 w / l for a strip
constexpr std::size_t listed_pairs = 20;

void add_pair(Pairs& pairs, AreaIndex a, AreaIndex b) {
    if (a != no_area && b != no_area && a != b) pairs.push_back(std::minmax(a, b));
}

void sort_unique(Pairs& pairs) {
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
}

/// Runs `body(i, pairs)` for i in 0..count-1 in parallel and gathers what it adds.
template <class Body>
Pairs gather_pairs(std::size_t count, std::size_t grain, const Body& body) {
    std::vector<Pairs> found((count + grain - 1) / grain);
    base::parallel_ranges(count, grain, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) body(i, found[first / grain]);
    });
    Pairs all;
    for (const Pairs& some : found) all.insert(all.end(), some.begin(), some.end());
    return all;
}

bool have_common_area(const Coverage& coverage, std::uint32_t a, std::uint32_t b) {
    const AreaIndex al = coverage.arc_left(a), ar = coverage.arc_right(a), bl = coverage.arc_left(b), br = coverage.arc_right(b);
    return (al != no_area && (al == bl || al == br)) || (ar != no_area && (ar == bl || ar == br));
}

MapBox box_of(MapPoint a, MapPoint b) { return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)}; }

/// Segments that meet other than at a common end.
bool pieces_meet(const std::vector<MapPoint>& points, const Pieces::Piece& p, const MapBox& p_box, const Pieces::Piece& q, const MapBox& q_box) {
    for (std::uint32_t i = p.first; i < p.last; ++i) {
        const MapPoint a = points[i], b = points[i + 1];
        const MapBox ab = box_of(a, b);
        if (!ab.intersects(q_box)) continue;
        for (std::uint32_t j = q.first; j < q.last; ++j) {
            const MapPoint c = points[j], d = points[j + 1];
            const MapBox cd = box_of(c, d);
            if (!cd.intersects(p_box) || !cd.intersects(ab) || a == c || a == d || b == c || b == d) continue;
            if (segments_meet(a, b, c, d)) return true;
        }
    }
    return false;
}

Pairs crossing_pairs(const Coverage& coverage) {
    const Pieces all = pieces_of(coverage);
    const BoxIndex index(all.boxes);
    return gather_pairs(all.pieces.size(), 1024, [&](std::size_t i, Pairs& pairs) {
        index.for_each(all.boxes[i], [&](std::uint32_t j) {
            const std::uint32_t a = all.pieces[i].arc, b = all.pieces[j].arc;
            if (j <= i || a == b || have_common_area(coverage, a, b)) return true;
            if (!pieces_meet(coverage.data().points, all.pieces[i], all.boxes[i], all.pieces[j], all.boxes[j])) return true;
            for (const AreaIndex one : {coverage.arc_left(a), coverage.arc_right(a)})
                for (const AreaIndex other : {coverage.arc_left(b), coverage.arc_right(b)}) add_pair(pairs, one, other);
            return true;
        });
    });
}

Pairs containing_pairs(const Coverage& coverage) {
    std::vector<MapBox> boxes(coverage.area_count());
    for (std::size_t a = 0; a < boxes.size(); ++a) boxes[a] = coverage.area_bounds(static_cast<AreaIndex>(a));
    const BoxIndex index(std::move(boxes));
    return gather_pairs(coverage.arc_count(), 512, [&](std::size_t i, Pairs& pairs) {
        const auto arc = static_cast<std::uint32_t>(i);
        const AreaIndex left = coverage.arc_left(arc), right = coverage.arc_right(arc);
        const std::span<const MapPoint> points = coverage.arc_points(arc);
        const std::size_t middle = (points.size() - 1) / 2;
        const MapPoint p = (points[middle] + points[middle + 1]) * 0.5;
        index.for_each({p.x, p.y, p.x, p.y}, [&](std::uint32_t j) {
            const auto area = static_cast<AreaIndex>(j);
            if (area == left || area == right || !area_contains(coverage, area, p)) return true;
            add_pair(pairs, area, left);
            add_pair(pairs, area, right);
            return true;
        });
    });
}

PolygonParts parts_of(const Coverage& coverage, AreaIndex area) {
    PolygonParts parts;
    for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring) {
        if (!coverage.is_hole(ring) || parts.empty()) parts.emplace_back();
        coverage.append_ring(ring, parts.back().emplace_back());
    }
    return parts;
}

struct Overlap {
    Pair areas;
    double ground_m2 = 0;
};

std::vector<Overlap> measure_overlaps(const Coverage& coverage, const Pairs& pairs) {
    std::vector<Overlap> overlaps(pairs.size());
    base::parallel_ranges(pairs.size(), 8, [&](std::size_t first, std::size_t last) {
        const Geos geos;
        for (std::size_t i = first; i < last; ++i) {
            const Geos::Geometry a = geos.multi_polygon(parts_of(coverage, pairs[i].first));
            const Geos::Geometry b = geos.multi_polygon(parts_of(coverage, pairs[i].second));
            overlaps[i] = {pairs[i], geos.area_m2(*geos.intersection(*a, *b))};
        }
    });
    std::erase_if(overlaps, [](const Overlap& o) { return o.ground_m2 < least_ground_m2; });
    return overlaps;
}

double median_area_m2(const Coverage& coverage) {
    std::vector<double> sizes;
    for (std::size_t a = 0; a < coverage.area_count(); ++a)
        if (coverage.area_m2(static_cast<AreaIndex>(a)) > 0) sizes.push_back(coverage.area_m2(static_cast<AreaIndex>(a)));
    if (sizes.empty()) return 0;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::nth_element(sizes.begin(), middle, sizes.end());
    return *middle;
}

struct Gap {
    MapPoint place;
    double ground_m2 = 0;
};

/// What is left of an enclosed space once areas that reach over their neighbours are taken out.
double uncovered_m2(const std::vector<MapPoint>& space, const Coverage& coverage, const std::vector<AreaIndex>& overlapping) {
    MapBox box;
    for (const MapPoint p : space) box.add(p);
    const Geos geos;
    Geos::Geometry rest = geos.make_valid(*geos.multi_polygon({{space}}));
    for (const AreaIndex area : overlapping)
        if (coverage.area_bounds(area).intersects(box)) rest = geos.difference(*rest, *geos.multi_polygon(parts_of(coverage, area)));
    return geos.area_m2(*rest);
}

/// The outside as if it were an area: its counter-clockwise rings are the enclosed spaces. `beside[i]`: the area at arc i.
struct Outside {
    Coverage coverage;
    std::vector<AreaIndex> beside;
};

Outside outside_of(const Coverage& coverage) {
    CoverageData data;
    data.arc_begin = {0};
    Outside outside;
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const AreaIndex left = coverage.arc_left(arc), right = coverage.arc_right(arc);
        if ((left == no_area) == (right == no_area)) continue;
        const std::span<const MapPoint> points = coverage.arc_points(arc);
        data.points.insert(data.points.end(), points.begin(), points.end());
        data.arc_begin.push_back(static_cast<std::uint32_t>(data.points.size()));
        data.arc_left.push_back(left == no_area ? 0 : no_area);
        data.arc_right.push_back(right == no_area ? 0 : no_area);
        outside.beside.push_back(left == no_area ? right : left);
    }
    trace_rings(data, 1);
    outside.coverage = Coverage(std::move(data));
    return outside;
}

bool lies_between_areas(const Outside& outside, std::uint32_t ring) {
    const std::span<const SignedArc> arcs = outside.coverage.ring_arcs(ring);
    return std::any_of(arcs.begin(), arcs.end(), [&](SignedArc a) { return outside.beside[arc_of(a)] != outside.beside[arc_of(arcs[0])]; });
}

double perimeter_m(std::span<const MapPoint> ring) {
    double sum = 0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) sum += distance(ring[j], ring[i]);
    return sum;
}

std::vector<Gap> find_gaps(const Coverage& coverage, const std::vector<Overlap>& overlaps) {
    std::vector<AreaIndex> overlapping;
    for (const Overlap& o : overlaps) overlapping.insert(overlapping.end(), {o.areas.first, o.areas.second});
    std::sort(overlapping.begin(), overlapping.end());
    overlapping.erase(std::unique(overlapping.begin(), overlapping.end()), overlapping.end());

    const double median_m2 = median_area_m2(coverage);
    const Outside outside = outside_of(coverage);
    std::vector<Gap> gaps;
    std::vector<MapPoint> space;
    for (std::uint32_t ring = 0; ring < outside.coverage.ring_count(); ++ring) {
        if (outside.coverage.is_hole(ring) || !lies_between_areas(outside, ring)) continue;
        space.clear();
        outside.coverage.append_ring(ring, space);
        double size_m2 = signed_area_m2(space);
        const double roundness = 4 * std::numbers::pi * size_m2 / std::pow(perimeter_m(space), 2);
        if (size_m2 >= gap_share_of_median * median_m2 && roundness >= gap_roundness) continue;
        if (!overlapping.empty()) size_m2 = uncovered_m2(space, coverage, overlapping);
        if (size_m2 >= least_ground_m2) gaps.push_back({space[0], size_m2});
    }
    return gaps;
}

std::string square_metres(double m2) { return base::format_number(m2, m2 < 10 ? 2 : 0) + " m²"; }

base::Diagnostic overlap_diagnostic(const Overlap& o, const Coverage& coverage, const std::vector<std::string>& labels, const std::string& file) {
    base::Diagnostic d;
    d.id = "overlap";
    d.file = file;
    d.subject = labels[static_cast<std::size_t>(o.areas.first)];
    const double smaller = std::min(coverage.area_m2(o.areas.first), coverage.area_m2(o.areas.second));
    d.message = d.subject + " and " + labels[static_cast<std::size_t>(o.areas.second)] + " overlap by " + square_metres(o.ground_m2);
    d.message += o.ground_m2 > 0.999 * smaller ? ": one lies wholly on the other." : ".";
    return d;
}

void report_overlaps(const std::vector<Overlap>& overlaps, const Coverage& coverage, const std::vector<std::string>& labels,
                     const std::string& file, CoverageReport& report) {
    report.overlap_count = overlaps.size();
    for (std::size_t i = 0; i < overlaps.size(); ++i) {
        report.overlap_m2 += overlaps[i].ground_m2;
        if (i < listed_pairs) report.diagnostics.add(overlap_diagnostic(overlaps[i], coverage, labels, file));
    }
    if (overlaps.size() <= listed_pairs) return;
    base::Diagnostic d;
    d.id = "overlap";
    d.file = file;
    d.message = "In all " + base::format_count(static_cast<std::int64_t>(overlaps.size())) + " pairs of areas overlap, by " +
                square_metres(report.overlap_m2) + " together.";
    report.diagnostics.add(d);
}

void report_gaps(const std::vector<Gap>& gaps, const std::string& file, CoverageReport& report) {
    if (gaps.empty()) return;
    report.gap_count = gaps.size();
    Gap largest;
    for (const Gap& gap : gaps) {
        report.gap_m2 += gap.ground_m2;
        if (gap.ground_m2 > largest.ground_m2) largest = gap;
    }
    base::Diagnostic d;
    d.id = "gap";
    d.severity = base::Severity::note;
    d.file = file;
    d.message = gaps.size() == 1 ? "A gap between areas belongs to none of them: " + square_metres(report.gap_m2)
                                 : base::format_count(static_cast<std::int64_t>(gaps.size())) + " gaps between areas belong to none of them: " +
                                       square_metres(report.gap_m2) + " together, the largest " + square_metres(largest.ground_m2);
    d.message += " near easting " + base::format_number(largest.place.x, 0) + ", northing " + base::format_number(largest.place.y, 0) + ".";
    report.diagnostics.add(d);
}

}  // namespace

void measure_mismatch(const Coverage& coverage, std::span<const std::pair<AreaIndex, AreaIndex>> same_side,
                      const std::vector<std::string>& labels, const std::string& file, CoverageReport& report) {
    Pairs candidates(same_side.begin(), same_side.end());
    for (const Pairs& more : {crossing_pairs(coverage), containing_pairs(coverage)}) candidates.insert(candidates.end(), more.begin(), more.end());
    sort_unique(candidates);
    const std::vector<Overlap> overlaps = measure_overlaps(coverage, candidates);
    report_overlaps(overlaps, coverage, labels, file, report);
    report_gaps(find_gaps(coverage, overlaps), file, report);
}

}  // namespace needsmap::geo
