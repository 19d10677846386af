// Points and small planar helpers. Everything is in metres of the British National Grid.
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace needsmap::county {

struct Point {
    double x = 0.0;
    double y = 0.0;
};

using Polyline = std::vector<Point>;

inline Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
inline Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
inline Point operator*(double s, Point a) { return {s * a.x, s * a.y}; }
inline double dot(Point a, Point b) { return a.x * b.x + a.y * b.y; }
inline double cross(Point a, Point b) { return a.x * b.y - a.y * b.x; }
inline double distance(Point a, Point b) { return std::sqrt(dot(a - b, a - b)); }
inline Point middle(Point a, Point b) { return 0.5 * (a + b); }

/// Twice the signed area of the triangle a, b, c; positive when it turns left.
inline double turn(Point a, Point b, Point c) { return cross(b - a, c - a); }

/// Whether two segments cross in their interiors. Segments that only touch do not cross.
inline bool segments_cross(Point a, Point b, Point c, Point d) {
    const double ac = turn(a, b, c);
    const double ad = turn(a, b, d);
    const double ca = turn(c, d, a);
    const double cb = turn(c, d, b);
    return ((ac > 0 && ad < 0) || (ac < 0 && ad > 0)) && ((ca > 0 && cb < 0) || (ca < 0 && cb > 0));
}

/// Distance from a point to a segment, in metres.
inline double distance_to_segment(Point p, Point a, Point b) {
    const Point ab = b - a;
    const double length2 = dot(ab, ab);
    double t = length2 > 0 ? dot(p - a, ab) / length2 : 0.0;
    t = t < 0 ? 0 : (t > 1 ? 1 : t);
    return distance(p, a + t * ab);
}

/// Signed area of a ring whose last point is not a copy of the first; positive when it runs anticlockwise.
inline double ring_area(const Polyline& ring) {
    double twice = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        twice += cross(ring[i] - ring[0], ring[(i + 1) % ring.size()] - ring[0]);
    }
    return 0.5 * twice;
}

/// Whether a ring encloses a point (even-odd rule).
inline bool encloses(const Polyline& ring, Point p) {
    bool inside = false;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
        if ((ring[i].y > p.y) != (ring[j].y > p.y)) {
            const double x = ring[i].x + (p.y - ring[i].y) * (ring[j].x - ring[i].x) / (ring[j].y - ring[i].y);
            inside ^= p.x < x;
        }
    }
    return inside;
}

}  // namespace needsmap::county
