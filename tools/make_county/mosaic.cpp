#include "mosaic.hpp"

#include "lines.hpp"
#include "random.hpp"
#include "seeds.hpp"
#include "segments.hpp"

#include <cmath>
#include <limits>
#include <map>

namespace needsmap::county {
namespace {

/// How much further a region would rather walk than cross one of these, in metres.
double barrier_of(const FineLine& line) {
    if (line.kind == "river") {
        return line.name == "Thames" ? 4000.0 : 700.0;
    }
    return line.kind == "motorway" ? 900.0 : line.kind == "railway" ? 250.0 : 200.0;
}

void join_parcels(Mosaic& mosaic, const SegmentIndex& segments) {
    const auto count = static_cast<int>(mosaic.parcels.size());
    for (std::size_t t = 0; t < mosaic.dual.triangles.size(); ++t) {
        const Triangle& triangle = mosaic.dual.triangles[t];
        for (int i = 0; i < 3; ++i) {
            const int u = triangle.neighbour[i];
            const int p = triangle.corner[(i + 1) % 3];
            const int q = triangle.corner[(i + 2) % 3];
            if (u < static_cast<int>(t) || p >= count || q >= count) {
                continue;
            }
            Parcel& a = mosaic.parcels[p];
            Parcel& b = mosaic.parcels[q];
            const Point from = mosaic.corner(static_cast<int>(t));
            const Point to = mosaic.corner(u);
            a.area_m2 += 0.5 * std::abs(turn(a.seed, from, to));
            b.area_m2 += 0.5 * std::abs(turn(b.seed, from, to));
            if (a.inside && b.inside) {
                Link link{{p, q}, distance(from, to), distance(a.seed, b.seed), 0.0, 0.0};
                for (const int line : segments.lines_crossing(a.seed, b.seed)) {
                    link.barrier_m += barrier_of(mosaic.lines[line]);
                }
                const Point m = middle(a.seed, b.seed);
                const double ground =
                    0.25 + 0.9 * noise(m.x, m.y, 2300.0, 31) + 0.5 * noise(m.x, m.y, 800.0, 32) + 0.45 * noise(m.x, m.y, 170.0, 33);
                link.walk_m = link.distance_m * ground + link.barrier_m;
                a.links.push_back(static_cast<int>(mosaic.links.size()));
                b.links.push_back(static_cast<int>(mosaic.links.size()));
                mosaic.links.push_back(link);
            }
        }
    }
}

}  // namespace

Point Mosaic::corner(int triangle) const {
    const GridPoint& c = dual.centres[triangle];
    return {static_cast<double>(c.x) / 10.0 + grid_origin.x, static_cast<double>(c.y) / 10.0 + grid_origin.y};
}

int Mosaic::nearest(Point p) const {
    int best = -1;
    double best_distance = std::numeric_limits<double>::max();
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        const double d = distance(parcels[i].seed, p);
        if (parcels[i].inside && d < best_distance) {
            best_distance = d;
            best = static_cast<int>(i);
        }
    }
    return best;
}

double built_up_radius_m(int population) {
    // About 2,600 residents to the square kilometre of built-up land, gardens and greens included.
    return std::sqrt(population / 2600.0 * 1e6 / 3.14159265358979);
}

Mosaic lay_mosaic(const Inputs& inputs) {
    Mosaic mosaic;
    mosaic.outline = roughen(inputs.outline, river_roughness(), true);
    for (const Line& line : inputs.lines) {
        mosaic.lines.push_back(
            {line.kind, line.name, roughen(line.points, line.kind == "river" ? river_roughness() : road_roughness(), false)});
    }
    mosaic.parcels = sow(inputs, mosaic.outline, mosaic.lines);

    std::vector<GridPoint> grid;
    for (const Parcel& parcel : mosaic.parcels) {
        grid.push_back({std::llround((parcel.seed.x - grid_origin.x) * 10.0), std::llround((parcel.seed.y - grid_origin.y) * 10.0)});
    }
    mosaic.dual = triangulate(grid);

    SegmentIndex segments;
    for (std::size_t i = 0; i < mosaic.lines.size(); ++i) {
        segments.add(mosaic.lines[i].points, static_cast<int>(i), false);
    }
    join_parcels(mosaic, segments);
    return mosaic;
}

}  // namespace needsmap::county
