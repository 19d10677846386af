#include "geo/repair.hpp"

#include <bit>
#include <cmath>
#include <map>
#include <optional>

#include "base/format.hpp"
#include "base/parallel.hpp"
#include "geo/geos_handle.hpp"
#include "geo/rings.hpp"

namespace needsmap::geo {

namespace {

/// What GEOS said about one suspicious area; `parts` replaces its rings when it was invalid.
struct Verdict {
    Geos::Validity validity;
    PolygonParts parts;
    double drawn_m2 = 0;  // as given: outer rings less holes
};

PolygonParts parts_of_area(const RingSet& rings, std::size_t area, const std::vector<MapPoint>& vertices) {
    PolygonParts parts;
    for (std::uint32_t r = rings.area_ring_begin[area]; r < rings.area_ring_begin[area + 1]; ++r) {
        if (!rings.ring_is_hole[r] || parts.empty()) parts.emplace_back();
        parts.back().emplace_back();
        for (const VertexId id : rings.ring(r)) parts.back().back().push_back(vertices[id]);
    }
    return parts;
}

double ground_m2(const PolygonParts& parts) {
    double sum = 0;
    for (const auto& part : parts)
        for (std::size_t r = 0; r < part.size(); ++r) sum += (r == 0 ? 1 : -1) * std::abs(signed_area_m2(part[r]));
    return sum;
}

bool has_short_ring(const PolygonParts& parts) {
    for (const auto& part : parts)
        for (const auto& ring : part)
            if (ring.size() < 3) return true;
    return false;
}

Verdict judge(const PolygonParts& given) {
    const Geos geos;
    Verdict verdict;
    verdict.drawn_m2 = ground_m2(given);
    const Geos::Geometry geometry = geos.multi_polygon(given);
    verdict.validity = geos.validity(*geometry);
    if (verdict.validity.valid && has_short_ring(given)) {
        verdict.validity = {false, "Too few points", {}};
        for (const auto& part : given)
            for (const auto& ring : part)
                if (ring.size() < 3 && !ring.empty()) verdict.validity.where = ring[0];
    }
    if (!verdict.validity.valid) verdict.parts = geos.parts_of(*geos.make_valid(*geometry));
    return verdict;
}

/// GEOS keeps the coordinates it was given, so a vertex is found by its coordinates; only crossings are new.
class VertexFinder {
public:
    explicit VertexFinder(std::vector<MapPoint>& vertices) : m_vertices(vertices) {}
    void know(std::span<const VertexId> ids) {
        for (const VertexId id : ids) m_known.emplace(key(m_vertices[id]), id);
    }
    VertexId id_of(MapPoint p) {
        const auto [found, is_new] = m_known.emplace(key(p), static_cast<VertexId>(m_vertices.size()));
        if (is_new) m_vertices.push_back(p);
        return found->second;
    }

private:
    using Key = std::pair<std::uint64_t, std::uint64_t>;
    static Key key(MapPoint p) { return {std::bit_cast<std::uint64_t>(p.x + 0.0), std::bit_cast<std::uint64_t>(p.y + 0.0)}; }
    std::vector<MapPoint>& m_vertices;
    std::map<Key, VertexId> m_known;
};

/// GEOS's reasons in words a reader of maps knows, to follow "The outline of <area> ".
std::string describe(const std::string& reason) {
    if (reason == "Self-intersection") return "crosses itself";
    if (reason == "Ring Self-intersection") return "touches itself";
    if (reason == "Too few points" || reason == "Too few points in geometry component")
        return "has a ring of fewer than three different points";
    if (reason == "Hole lies outside shell") return "has a hole outside of it";
    if (reason == "Holes are nested") return "has a hole inside a hole";
    if (reason == "Nested shells") return "has a part inside another part";
    if (reason == "Interior is disconnected") return "is cut into pieces by its holes";
    if (reason == "Duplicate Rings") return "has the same ring twice";
    return "is not valid (" + reason + ")";
}

base::Diagnostic diagnostic_for(const Verdict& verdict, const std::string& label, const std::string& file) {
    base::Diagnostic d;
    d.severity = base::Severity::warning;
    d.file = file;
    d.subject = label;
    const std::string place = "near easting " + base::format_number(verdict.validity.where.x, 0) + ", northing " +
                              base::format_number(verdict.validity.where.y, 0);
    const std::string finding = "The outline of " + label + " " + describe(verdict.validity.reason) + " " + place;
    if (verdict.parts.empty()) {
        d.id = "no-ground";
        d.severity = base::Severity::error;
        d.message = finding + "; no ground is left of it, so it cannot be drawn.";
        d.hint = "Draw the outline again, or take it from the publisher's file.";
        return d;
    }
    d.id = "invalid-polygon";
    const double change_m2 = ground_m2(verdict.parts) - verdict.drawn_m2;
    d.message = finding + "; it was repaired, ";
    // Less than a square metre is rounding of coordinates, not ground. More than that changes figures per area: a problem.
    const bool is_unchanged = std::abs(change_m2) < 1;
    if (!is_unchanged) d.severity = base::Severity::error, d.hint = "Compare it with the publisher's map.";
    d.message += is_unchanged ? "its size is unchanged."
                              : "its size changed by " + base::format_number(change_m2, 0) + " m² to " +
                                    base::format_number(ground_m2(verdict.parts), 0) + " m².";
    return d;
}

/// The set with the rings of some areas replaced.
RingSet replaced(const RingSet& rings, const std::vector<std::optional<Verdict>>& verdict_of_area, std::vector<MapPoint>& vertices) {
    VertexFinder finder(vertices);
    for (std::size_t area = 0; area < rings.area_count(); ++area) {
        if (!verdict_of_area[area]) continue;
        for (std::uint32_t r = rings.area_ring_begin[area]; r < rings.area_ring_begin[area + 1]; ++r) finder.know(rings.ring(r));
    }
    RingSet out;
    out.ids.reserve(rings.ids.size());
    std::vector<VertexId> ids;
    for (std::size_t area = 0; area < rings.area_count(); ++area) {
        if (verdict_of_area[area]) {
            for (const auto& part : verdict_of_area[area]->parts) {
                for (std::size_t r = 0; r < part.size(); ++r) {
                    ids.clear();
                    for (const MapPoint p : part[r]) ids.push_back(finder.id_of(p));
                    out.add_ring(ids, r > 0);
                }
            }
        } else {
            for (std::uint32_t r = rings.area_ring_begin[area]; r < rings.area_ring_begin[area + 1]; ++r)
                out.add_ring(rings.ring(r), rings.ring_is_hole[r] != 0);
        }
        out.close_area();
    }
    return out;
}

}  // namespace

RepairResult repair_areas(RingSet& rings, std::vector<MapPoint>& vertices, const std::vector<std::uint8_t>& suspicious,
                          const std::vector<std::string>& labels, const std::string& file) {
    std::vector<std::size_t> areas;
    for (std::size_t a = 0; a < suspicious.size(); ++a)
        if (suspicious[a]) areas.push_back(a);
    std::vector<Verdict> verdicts(areas.size());
    base::parallel_ranges(areas.size(), 4, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) verdicts[i] = judge(parts_of_area(rings, areas[i], vertices));
    });

    RepairResult result;
    std::vector<std::optional<Verdict>> verdict_of_area(rings.area_count());
    for (std::size_t i = 0; i < areas.size(); ++i) {
        if (verdicts[i].validity.valid) continue;
        ++result.repaired_areas;
        result.diagnostics.add(diagnostic_for(verdicts[i], labels[areas[i]], file));
        verdict_of_area[areas[i]] = std::move(verdicts[i]);
    }
    if (result.repaired_areas > 0) rings = replaced(rings, verdict_of_area, vertices);
    return result;
}

}  // namespace needsmap::geo
