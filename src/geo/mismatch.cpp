// How two areas can share ground, and how each case is found. Where ground is covered once more on one side of a border than on the
// other, the border has an area on one side only. So ground covered twice is surrounded by such loose arcs, and it is enough to
// look where these go:
//  - an arc with two areas on the same side (identical borders) is known from cutting;
//  - a loose arc that meets an arc of other areas elsewhere than at a common node;
//  - a loose arc wholly inside another area: where nothing meets, one point speaks for the arc.
// GEOS measures the pairs found. From each pair that does overlap we go on to the neighbours of either area, because borders inside
// ground covered twice need not be loose; so all pairs are found.
// A gap is a space between at least two areas that no area covers, enclosed, and too small or too thin to be meant: smaller than a
// tenth of the median area, or a strip more than about sixty times as long as wide. Larger ones are taken for lakes, or for
// places left out on purpose; a hole in one area alone was drawn on purpose.
#include "geo/mismatch.hpp"

#include <algorithm>
#include <numbers>
#include <set>

#include "base/format.hpp"
#include "base/parallel.hpp"
#include "geo/geos_handle.hpp"
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

bool has_area(const Coverage& coverage, std::uint32_t arc, AreaIndex area) {
    return area != no_area && (coverage.arc_left(arc) == area || coverage.arc_right(arc) == area);
}

bool is_loose(const Coverage& coverage, std::uint32_t arc) {
    return (coverage.arc_left(arc) == no_area) != (coverage.arc_right(arc) == no_area);
}

/// True when a segment of `piece` meets one of `other` elsewhere than at a common end.
bool meet(std::span<const MapPoint> piece, const MapBox& piece_box, std::span<const MapPoint> other) {
    for (std::size_t j = 1; j < other.size(); ++j) {
        const MapPoint c = other[j - 1], d = other[j];
        if (std::max(c.x, d.x) < piece_box.min_x || std::min(c.x, d.x) > piece_box.max_x || std::max(c.y, d.y) < piece_box.min_y ||
            std::min(c.y, d.y) > piece_box.max_y)
            continue;
        for (std::size_t i = 1; i < piece.size(); ++i) {
            const MapPoint a = piece[i - 1], b = piece[i];
            if (a == c || a == d || b == c || b == d) continue;
            if (segments_meet(a, b, c, d)) return true;
        }
    }
    return false;
}

BoxIndex index_of_areas(const Coverage& coverage) {
    std::vector<MapBox> boxes(coverage.area_count());
    for (std::size_t a = 0; a < boxes.size(); ++a) boxes[a] = coverage.area_bounds(static_cast<AreaIndex>(a));
    return BoxIndex(std::move(boxes));
}

/// Pairs of `arc`'s area with areas whose border it meets. Arcs of the same area cannot cross: its outline was checked.
void add_meeting(const Coverage& coverage, const BoxIndex& areas, std::uint32_t arc, Pairs& pairs) {
    constexpr std::size_t piece_size = 16;  // segments; keeps boxes tight on long coasts
    const AreaIndex own = std::max(coverage.arc_left(arc), coverage.arc_right(arc));
    const std::span<const MapPoint> points = coverage.arc_points(arc);
    for (std::size_t first = 0; first + 1 < points.size(); first += piece_size) {
        const std::span<const MapPoint> piece = points.subspan(first, std::min(piece_size + 1, points.size() - first));
        MapBox box;
        for (const MapPoint p : piece) box.add(p);
        areas.for_each(box, [&](std::uint32_t i) {
            const auto area = static_cast<AreaIndex>(i);
            if (area == own) return true;
            for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring)
                for (const SignedArc other : coverage.ring_arcs(ring))
                    if (!has_area(coverage, arc_of(other), own) && meet(piece, box, coverage.arc_points(arc_of(other))))
                        add_pair(pairs, own, area);
            return true;
        });
    }
}

/// Pairs of `arc`'s area with areas that the middle of the arc lies in.
void add_containing(const Coverage& coverage, const BoxIndex& areas, std::uint32_t arc, Pairs& pairs) {
    const AreaIndex own = std::max(coverage.arc_left(arc), coverage.arc_right(arc));
    const std::span<const MapPoint> points = coverage.arc_points(arc);
    const std::size_t middle = (points.size() - 1) / 2;
    const MapPoint p = (points[middle] + points[middle + 1]) * 0.5;
    areas.for_each({p.x, p.y, p.x, p.y}, [&](std::uint32_t i) {
        const auto area = static_cast<AreaIndex>(i);
        if (area != own && area_contains(coverage, area, p)) add_pair(pairs, own, area);
        return true;
    });
}

Pairs pairs_at_loose_arcs(const Coverage& coverage) {
    const BoxIndex areas = index_of_areas(coverage);
    return gather_pairs(coverage.arc_count(), 512, [&](std::size_t i, Pairs& pairs) {
        const auto arc = static_cast<std::uint32_t>(i);
        if (!is_loose(coverage, arc)) return;
        add_meeting(coverage, areas, arc, pairs);
        add_containing(coverage, areas, arc, pairs);
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

std::vector<Overlap> measure_pairs(const Coverage& coverage, const Pairs& pairs, base::JobContext& job) {
    std::vector<Overlap> overlaps(pairs.size());
    base::parallel_ranges(pairs.size(), 8, [&](std::size_t first, std::size_t last) {
        job.check_cancelled();
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

/// Areas across the arcs of `area`.
template <class Visit>
void for_each_neighbour(const Coverage& coverage, AreaIndex area, const Visit& visit) {
    for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring) {
        for (const SignedArc a : coverage.ring_arcs(ring)) {
            const AreaIndex other = is_reversed(a) ? coverage.arc_left(arc_of(a)) : coverage.arc_right(arc_of(a));
            if (other != no_area) visit(other);
        }
    }
}

/// All overlapping pairs that can be reached from `candidates`, ascending.
std::vector<Overlap> find_overlaps(const Coverage& coverage, Pairs candidates, base::JobContext& job) {
    std::vector<Overlap> overlaps;
    std::set<Pair> known;
    while (!candidates.empty()) {
        sort_unique(candidates);
        std::erase_if(candidates, [&](const Pair& pair) { return !known.insert(pair).second; });
        const std::vector<Overlap> found = measure_pairs(coverage, candidates, job);
        overlaps.insert(overlaps.end(), found.begin(), found.end());
        candidates.clear();
        const auto add = [&](AreaIndex a, AreaIndex b) {
            if (coverage.area_bounds(a).intersects(coverage.area_bounds(b))) add_pair(candidates, a, b);
        };
        for (const Overlap& o : found) {
            for_each_neighbour(coverage, o.areas.first, [&](AreaIndex n) { add(n, o.areas.second); });
            for_each_neighbour(coverage, o.areas.second, [&](AreaIndex n) { add(n, o.areas.first); });
        }
    }
    std::sort(overlaps.begin(), overlaps.end(), [](const Overlap& l, const Overlap& r) { return l.areas < r.areas; });
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

base::Diagnostic overlap_diagnostic(const Overlap& o, const Coverage& coverage, const std::vector<std::string>& labels,
                                    const std::string& file) {
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
                                 : base::format_count(static_cast<std::int64_t>(gaps.size())) +
                                       " gaps between areas belong to none of them: " + square_metres(report.gap_m2) +
                                       " together, the largest " + square_metres(largest.ground_m2);
    d.message += " near easting " + base::format_number(largest.place.x, 0) + ", northing " + base::format_number(largest.place.y, 0) + ".";
    report.diagnostics.add(d);
}

}  // namespace

void measure_mismatch(const Coverage& coverage, std::span<const std::pair<AreaIndex, AreaIndex>> same_side,
                      const std::vector<std::string>& labels, const std::string& file, base::JobContext& job, CoverageReport& report) {
    Pairs candidates = pairs_at_loose_arcs(coverage);
    candidates.insert(candidates.end(), same_side.begin(), same_side.end());
    const std::vector<Overlap> overlaps = find_overlaps(coverage, std::move(candidates), job);
    report_overlaps(overlaps, coverage, labels, file, report);
    report_gaps(find_gaps(coverage, overlaps), file, report);
}

}  // namespace needsmap::geo
