#include "lines.hpp"

#include "random.hpp"

#include <cmath>
#include <utility>

namespace needsmap::county {
namespace {

std::uint64_t hash_of(Point p) {
    return mix(mix(static_cast<std::uint64_t>(std::llround(p.x))) ^ static_cast<std::uint64_t>(std::llround(p.y)));
}

bool before(Point a, Point b) { return a.x != b.x ? a.x < b.x : a.y < b.y; }

/// Appends everything after `a` up to and including `b`.
void displace(Point a, Point b, const Roughness& roughness, Polyline& out) {
    if (distance(a, b) < roughness.step_m) {
        out.push_back(b);
        return;
    }
    const auto [first, second] = before(a, b) ? std::pair(a, b) : std::pair(b, a);
    Random random(hash_of(first) ^ mix(hash_of(second)));
    const Point along = second - first;
    const double shift = roughness.amplitude * random.between(-1.0, 1.0);
    const double slide = 0.5 + random.between(-0.12, 0.12);
    const Point bend = {first.x + slide * along.x - shift * along.y, first.y + slide * along.y + shift * along.x};
    displace(a, bend, roughness, out);
    displace(bend, b, roughness, out);
}

Polyline cut_corners(const Polyline& line, bool closed) {
    Polyline out;
    const std::size_t n = line.size();
    if (!closed) {
        out.push_back(line.front());
    }
    for (std::size_t i = 0; i + (closed ? 0 : 1) < n; ++i) {
        const Point a = line[i];
        const Point b = line[(i + 1) % n];
        out.push_back(a + 0.25 * (b - a));
        out.push_back(a + 0.75 * (b - a));
    }
    if (!closed) {
        out.push_back(line.back());
    }
    return out;
}

void keep_far_points(const Polyline& line, std::size_t from, std::size_t to, double tolerance, std::vector<bool>& keep) {
    double worst = 0.0;
    std::size_t where = from;
    for (std::size_t i = from + 1; i < to; ++i) {
        const double d = distance_to_segment(line[i], line[from], line[to]);
        if (d > worst) {
            worst = d;
            where = i;
        }
    }
    if (worst > tolerance) {
        keep[where] = true;
        keep_far_points(line, from, where, tolerance, keep);
        keep_far_points(line, where, to, tolerance, keep);
    }
}

}  // namespace

Polyline roughen(const Polyline& rough, const Roughness& roughness, bool closed) {
    Polyline fine;
    if (!closed) {
        fine.push_back(rough.front());
    }
    for (std::size_t i = 0; i + (closed ? 0 : 1) < rough.size(); ++i) {
        displace(rough[i], rough[(i + 1) % rough.size()], roughness, fine);
    }
    for (int pass = 0; pass < roughness.smoothing_passes; ++pass) {
        fine = cut_corners(fine, closed);
    }
    return fine;
}

Roughness river_roughness() { return {170.0, 0.2, 1}; }
Roughness road_roughness() { return {900.0, 0.07, 3}; }

Polyline simplify(const Polyline& line, double tolerance_m) {
    if (line.size() < 3) {
        return line;
    }
    std::vector<bool> keep(line.size(), false);
    keep.front() = keep.back() = true;
    keep_far_points(line, 0, line.size() - 1, tolerance_m, keep);
    Polyline out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (keep[i]) {
            out.push_back(line[i]);
        }
    }
    return out;
}

}  // namespace needsmap::county
