#include "geo/triangulate.hpp"

#include <algorithm>

#include "base/parallel.hpp"
#include "geo/earclip.hpp"
#include "geo/hilbert.hpp"

namespace needsmap::geo {

namespace {

// A tile is drawn or skipped as a whole. About 2,000 triangles: a view of a town in a mesh of all England skips nearly everything, and
// there are still under a thousand tiles to look at per frame.
constexpr std::size_t tile_vertices = 2048;
constexpr std::size_t tile_segments = 4096;

/// Consecutive entries of `order`, cut where the weights of a run reach `limit`: begin of each run and the end of the last.
template <class Weight>
std::vector<std::size_t> runs_of(std::span<const std::uint32_t> order, std::size_t limit, const Weight& weight) {
    std::vector<std::size_t> begin = {0};
    std::size_t sum = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        sum += weight(order[i]);
        if (sum < limit) continue;
        begin.push_back(i + 1);
        sum = 0;
    }
    if (begin.back() != order.size()) begin.push_back(order.size());
    return begin;
}

std::size_t point_count(const Coverage& coverage, AreaIndex area) {
    std::size_t count = 0;
    for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring)
        for (const SignedArc arc : coverage.ring_arcs(ring)) count += coverage.arc_points(arc_of(arc)).size() - 1;
    return count;
}

/// The mesh of a few areas, indices from 0.
struct TileMesh {
    std::vector<Mesh::Vertex> vertices;
    std::vector<std::uint32_t> indices;
    MapBox box;
    double uncovered_m2 = 0;
};

/// Scratch memory for the parts of areas.
struct PartMaker {
    EarClipper clipper;
    std::vector<MapPoint> points;
    std::vector<std::size_t> ring_end;
    std::vector<std::span<const MapPoint>> rings;

    /// Triangulates the part gathered in `points` and forgets it.
    void flush(TileMesh& tile, AreaIndex area, MapPoint origin) {
        if (points.empty()) return;
        rings.clear();
        std::size_t begin = 0;
        for (const std::size_t end : ring_end) {
            rings.emplace_back(points.data() + begin, end - begin);
            begin = end;
        }
        const auto first_vertex = static_cast<std::uint32_t>(tile.vertices.size());
        const std::size_t first_index = tile.indices.size();
        tile.uncovered_m2 += clipper.run(rings, tile.indices);
        for (std::size_t i = first_index; i < tile.indices.size(); ++i) tile.indices[i] += first_vertex;
        for (const MapPoint p : points)
            tile.vertices.push_back(
                {static_cast<float>(p.x - origin.x), static_cast<float>(p.y - origin.y), static_cast<std::uint32_t>(area)});
        points.clear();
        ring_end.clear();
    }
};

void add_area(const Coverage& coverage, AreaIndex area, MapPoint origin, PartMaker& maker, TileMesh& tile) {
    for (std::uint32_t ring = coverage.first_ring(area); ring < coverage.last_ring(area); ++ring) {
        if (!coverage.is_hole(ring)) maker.flush(tile, area, origin);
        coverage.append_ring(ring, maker.points);
        maker.ring_end.push_back(maker.points.size());
    }
    maker.flush(tile, area, origin);
    tile.box.add(coverage.area_bounds(area));
}

MapPoint origin_of(const Coverage& coverage) { return coverage.bounds().empty() ? MapPoint{} : coverage.bounds().centre(); }

Mesh joined(std::vector<TileMesh>& tiles, MapPoint origin) {
    Mesh mesh;
    mesh.origin = origin;
    std::vector<std::size_t> first_vertex;
    std::size_t vertices = 0, indices = 0;
    for (const TileMesh& tile : tiles) {
        first_vertex.push_back(vertices);
        mesh.tiles.push_back({tile.box, static_cast<std::uint32_t>(indices), static_cast<std::uint32_t>(tile.indices.size())});
        vertices += tile.vertices.size();
        indices += tile.indices.size();
        mesh.uncovered_m2 += tile.uncovered_m2;
    }
    mesh.vertices.resize(vertices);
    mesh.indices.resize(indices);
    base::parallel_ranges(tiles.size(), 16, [&](std::size_t first, std::size_t last) {
        for (std::size_t t = first; t < last; ++t) {
            std::copy(tiles[t].vertices.begin(), tiles[t].vertices.end(),
                      mesh.vertices.begin() + static_cast<std::ptrdiff_t>(first_vertex[t]));
            const auto shift = static_cast<std::uint32_t>(first_vertex[t]);
            std::transform(tiles[t].indices.begin(), tiles[t].indices.end(), mesh.indices.begin() + mesh.tiles[t].first_index,
                           [shift](std::uint32_t i) { return i + shift; });
            tiles[t] = {};
        }
    });
    return mesh;
}

}  // namespace

double triangulate_polygon(std::span<const std::span<const MapPoint>> rings, std::vector<std::uint32_t>& indices) {
    return EarClipper().run(rings, indices);
}

Mesh triangulate(const Coverage& coverage, base::JobContext& job) {
    job.progress(0, "making triangles");
    std::vector<MapBox> boxes(coverage.area_count());
    for (std::size_t a = 0; a < boxes.size(); ++a) boxes[a] = coverage.area_bounds(static_cast<AreaIndex>(a));
    const std::vector<std::uint32_t> order = hilbert_order(boxes);
    const std::vector<std::size_t> runs =
        runs_of(order, tile_vertices, [&](std::uint32_t a) { return point_count(coverage, static_cast<AreaIndex>(a)); });
    const MapPoint origin = origin_of(coverage);
    std::vector<TileMesh> tiles(runs.size() - 1);
    base::parallel_ranges(tiles.size(), 4, [&](std::size_t first, std::size_t last) {
        job.check_cancelled();
        PartMaker maker;
        for (std::size_t t = first; t < last; ++t) {
            tiles[t].vertices.reserve(tile_vertices * 5 / 4);
            tiles[t].indices.reserve(tile_vertices * 15 / 4);
            for (std::size_t i = runs[t]; i < runs[t + 1]; ++i)
                add_area(coverage, static_cast<AreaIndex>(order[i]), origin, maker, tiles[t]);
        }
    });
    return joined(tiles, origin);
}

LineMesh line_mesh(const Coverage& coverage) {
    std::vector<MapBox> boxes(coverage.arc_count());
    for (std::uint32_t arc = 0; arc < boxes.size(); ++arc)
        for (const MapPoint p : coverage.arc_points(arc)) boxes[arc].add(p);
    const std::vector<std::uint32_t> order = hilbert_order(boxes);
    const auto segments = [&](std::uint32_t arc) { return coverage.arc_points(arc).size() - 1; };
    const std::vector<std::size_t> runs = runs_of(order, tile_segments, segments);

    LineMesh mesh;
    mesh.origin = origin_of(coverage);
    std::uint32_t first_segment = 0;
    for (std::size_t t = 0; t + 1 < runs.size(); ++t) {
        LineMesh::Tile tile{{}, first_segment, 0};
        for (std::size_t i = runs[t]; i < runs[t + 1]; ++i) {
            tile.box.add(boxes[order[i]]);
            tile.segment_count += static_cast<std::uint32_t>(segments(order[i]));
        }
        first_segment += tile.segment_count;
        mesh.tiles.push_back(tile);
    }
    mesh.vertices.resize(2 * std::size_t{first_segment});
    base::parallel_ranges(mesh.tiles.size(), 8, [&](std::size_t first, std::size_t last) {
        for (std::size_t t = first; t < last; ++t) {
            auto out = mesh.vertices.begin() + static_cast<std::ptrdiff_t>(2 * mesh.tiles[t].first_segment);
            const auto place = [&](MapPoint p) {
                *out++ = {static_cast<float>(p.x - mesh.origin.x), static_cast<float>(p.y - mesh.origin.y)};
            };
            for (std::size_t i = runs[t]; i < runs[t + 1]; ++i) {
                const std::span<const MapPoint> points = coverage.arc_points(order[i]);
                for (std::size_t p = 1; p < points.size(); ++p) place(points[p - 1]), place(points[p]);
            }
        }
    });
    return mesh;
}

}  // namespace needsmap::geo
