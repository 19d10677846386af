// Text maps with irregular borders, and coverages back as polygons: material for property tests.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <string>

#include "geo/coverage_builder.hpp"
#include "support/text_map.hpp"

namespace needsmap::test {

/// A number in -1..1 that depends on nothing but its arguments, the same on every machine.
inline double wobble(std::int64_t a, std::int64_t b, std::int64_t c) {
    std::uint64_t h = static_cast<std::uint64_t>(a) * 0x9e3779b97f4a7c15ULL + static_cast<std::uint64_t>(b) * 0xc2b2ae3d27d4eb4fULL +
                      static_cast<std::uint64_t>(c) * 0x165667b19e3779f9ULL;
    h ^= h >> 31, h *= 0xbf58476d1ce4e5b9ULL, h ^= h >> 27, h *= 0x94d049bb133111ebULL, h ^= h >> 31;
    return static_cast<double>(h >> 11) / static_cast<double>(1ULL << 52) - 1;
}

/// Moves every grid corner of a text map by up to 0.15 cells and puts `steps - 1` further vertices, bent sideways by up to 0.12 cells,
/// on every cell side. Both areas on a side get the same vertices, and no two sides can cross.
[[nodiscard]] inline geo::PolygonInput wobbly(const geo::PolygonInput& map, int steps, const TextMapFrame& frame = {}) {
    const auto column = [&](geo::MapPoint p) { return std::llround((p.x - frame.west_m) / frame.cell_m); };
    const auto row = [&](geo::MapPoint p) { return std::llround((p.y - frame.south_m) / frame.cell_m); };
    const auto moved = [&](geo::MapPoint p) {
        return geo::MapPoint{p.x + 0.15 * frame.cell_m * wobble(column(p), row(p), 1),
                             p.y + 0.15 * frame.cell_m * wobble(column(p), row(p), 2)};
    };
    geo::PolygonInput out;
    out.file = map.file, out.area_labels = map.area_labels, out.ring_area = map.ring_area, out.ring_part = map.ring_part;
    out.ring_begin.push_back(0);
    for (std::size_t r = 0; r < map.ring_area.size(); ++r) {
        const std::uint32_t begin = map.ring_begin[r], end = map.ring_begin[r + 1];
        for (std::uint32_t i = begin; i < end; ++i) {
            geo::MapPoint from = map.points[i], to = map.points[i + 1 < end ? i + 1 : begin];
            out.points.push_back(moved(from));
            // Computed from the lower end, whichever way the ring goes.
            const bool turned = from.x > to.x || from.y > to.y;
            if (turned) std::swap(from, to);
            const geo::MapPoint a = moved(from), b = moved(to);
            const int upright = from.x == to.x ? 1 : 0;
            for (int k = 1; k < steps; ++k) {
                const int step = turned ? steps - k : k;
                const double t = static_cast<double>(step) / steps;
                const double side = 0.12 * std::sin(t * 3.14159265358979) * wobble(column(from) * 64 + step, row(from), 3 + upright);
                out.points.push_back({a.x + (b.x - a.x) * t - (b.y - a.y) * side, a.y + (b.y - a.y) * t + (b.x - a.x) * side});
            }
        }
        out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
    }
    return out;
}

/// Random letters A.. (and dots), rows separated by '/': enclaves, islands and touching corners come by themselves.
[[nodiscard]] inline std::string random_text_map(unsigned seed, int columns, int rows, int letters) {
    std::mt19937 random(seed);
    std::string text;
    for (int r = 0; r < rows; ++r) {
        if (r > 0) text += '/';
        for (int c = 0; c < columns; ++c) {
            const auto pick = static_cast<int>(random() % static_cast<unsigned>(letters + 1));
            text += pick == letters ? '.' : static_cast<char>('A' + pick);
        }
    }
    return text;
}

/// The areas of a coverage as polygons in map coordinates, to be looked at or built again.
[[nodiscard]] inline geo::PolygonInput polygons_of(const geo::Coverage& coverage) {
    geo::PolygonInput out;
    out.file = "coverage";
    out.ring_begin.push_back(0);
    std::uint32_t part = 0;
    for (geo::AreaIndex a = 0; a < static_cast<geo::AreaIndex>(coverage.area_count()); ++a) {
        out.area_labels.push_back("area " + std::to_string(a));
        for (std::uint32_t ring = coverage.first_ring(a); ring < coverage.last_ring(a); ++ring) {
            if (!coverage.is_hole(ring)) ++part;
            coverage.append_ring(ring, out.points);
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
            out.ring_area.push_back(a);
            out.ring_part.push_back(part);
        }
    }
    return out;
}

[[nodiscard]] inline geo::BuiltCoverage build(geo::PolygonInput input, const geo::BuildOptions& options = {}) {
    base::QuietJob job;
    return geo::build_coverage(std::move(input), geo::MapFromCrs("EPSG:27700"), options, job);
}

}  // namespace needsmap::test
