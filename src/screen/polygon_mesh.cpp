#include "screen/polygon_mesh.hpp"

#include <span>

#include "geo/triangulate.hpp"

namespace needsmap::screen {

namespace {

using Ring = std::vector<geo::MapPoint>;

bool contains(const Ring& ring, geo::MapPoint p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        const geo::MapPoint a = ring[i], b = ring[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x) inside = !inside;
    }
    return inside;
}

/// For each ring, the rings that hold it.
std::vector<std::vector<std::size_t>> holders_of(const std::vector<Ring>& rings) {
    std::vector<geo::MapBox> boxes(rings.size());
    for (std::size_t i = 0; i < rings.size(); ++i)
        for (const geo::MapPoint& p : rings[i]) boxes[i].add(p);
    std::vector<std::vector<std::size_t>> holders(rings.size());
    for (std::size_t inner = 0; inner < rings.size(); ++inner)
        for (std::size_t outer = 0; outer < rings.size(); ++outer)
            if (outer != inner && boxes[outer].contains(rings[inner].front()) && contains(rings[outer], rings[inner].front()))
                holders[inner].push_back(outer);
    return holders;
}

void add_polygon(const std::vector<Ring>& rings, const std::vector<std::size_t>& members, PolygonMesh& mesh) {
    std::vector<std::span<const geo::MapPoint>> spans;
    const auto base = static_cast<std::uint32_t>(mesh.points.size());
    for (const std::size_t r : members) {
        spans.emplace_back(rings[r]);
        for (const geo::MapPoint& p : rings[r])
            mesh.points.push_back({static_cast<float>(p.x - mesh.origin_x), static_cast<float>(p.y - mesh.origin_y)});
    }
    std::vector<std::uint32_t> indices;
    geo::triangulate_polygon(spans, indices);
    for (const std::uint32_t i : indices) mesh.indices.push_back(base + i);
}

/// Rings at even depth are outer ones; their holes are the rings one step deeper that they hold.
PolygonMesh mesh_of(const std::vector<Ring>& rings) {
    PolygonMesh mesh;
    geo::MapBox box;
    for (const Ring& ring : rings)
        for (const geo::MapPoint& p : ring) box.add(p);
    if (box.empty()) return mesh;
    mesh.origin_x = box.centre().x, mesh.origin_y = box.centre().y;

    const auto holders = holders_of(rings);
    for (std::size_t outer = 0; outer < rings.size(); ++outer) {
        if (holders[outer].size() % 2 != 0) continue;
        std::vector<std::size_t> members{outer};
        for (std::size_t hole = 0; hole < rings.size(); ++hole) {
            if (holders[hole].size() != holders[outer].size() + 1) continue;
            for (const std::size_t h : holders[hole])
                if (h == outer) members.push_back(hole);
        }
        add_polygon(rings, members, mesh);
    }
    return mesh;
}

template <class P>
std::vector<Ring> cleaned(const std::vector<std::vector<P>>& rings) {
    std::vector<Ring> out;
    for (const auto& ring : rings) {
        Ring copy;
        for (const P& p : ring)
            if (copy.empty() || copy.back().x != p.x || copy.back().y != p.y) copy.push_back({p.x, p.y});
        if (copy.size() > 1 && copy.front() == copy.back()) copy.pop_back();
        if (copy.size() >= 3) out.push_back(std::move(copy));
    }
    return out;
}

}  // namespace

PolygonMesh polygon_mesh(const std::vector<std::vector<geo::MapPoint>>& rings) { return mesh_of(cleaned(rings)); }
PolygonMesh polygon_mesh(const std::vector<std::vector<geo::PagePoint>>& rings) { return mesh_of(cleaned(rings)); }

}  // namespace needsmap::screen
