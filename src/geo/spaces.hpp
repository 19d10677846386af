// The spaces a point can live in, as types, so that metres are never taken for millimetres.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace needsmap::geo {

/// A point in the space `Tag`. See MapPoint, PagePoint, PixelPoint for units.
template <class Tag>
struct Point {
    double x = 0;
    double y = 0;
    friend bool operator==(const Point&, const Point&) = default;
    friend Point operator+(Point a, Point b) { return {a.x + b.x, a.y + b.y}; }
    friend Point operator-(Point a, Point b) { return {a.x - b.x, a.y - b.y}; }
    friend Point operator*(Point a, double s) { return {a.x * s, a.y * s}; }
};

struct LonLatSpace {};
struct MapSpace {};
struct PageSpace {};
struct PixelSpace {};

using LonLat = Point<LonLatSpace>;     ///< degrees, WGS 84, x = longitude
using MapPoint = Point<MapSpace>;      ///< metres, EPSG:27700, y to the north
using PagePoint = Point<PageSpace>;    ///< millimetres, y down from the top of the page; the screen is a page too
using PixelPoint = Point<PixelSpace>;  ///< framebuffer pixels, y down

template <class P>
[[nodiscard]] double distance(P a, P b) {
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// Axis-parallel box; empty until something is added.
template <class Tag>
struct Box {
    double min_x = std::numeric_limits<double>::infinity();
    double min_y = std::numeric_limits<double>::infinity();
    double max_x = -std::numeric_limits<double>::infinity();
    double max_y = -std::numeric_limits<double>::infinity();

    [[nodiscard]] bool empty() const { return min_x > max_x; }
    [[nodiscard]] double width() const { return empty() ? 0 : max_x - min_x; }
    [[nodiscard]] double height() const { return empty() ? 0 : max_y - min_y; }
    [[nodiscard]] Point<Tag> centre() const { return {(min_x + max_x) / 2, (min_y + max_y) / 2}; }
    void add(Point<Tag> p) {
        min_x = std::min(min_x, p.x), max_x = std::max(max_x, p.x);
        min_y = std::min(min_y, p.y), max_y = std::max(max_y, p.y);
    }
    void add(const Box& o) {
        min_x = std::min(min_x, o.min_x), max_x = std::max(max_x, o.max_x);
        min_y = std::min(min_y, o.min_y), max_y = std::max(max_y, o.max_y);
    }
    [[nodiscard]] bool contains(Point<Tag> p) const { return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y; }
    [[nodiscard]] bool intersects(const Box& o) const {
        return min_x <= o.max_x && o.min_x <= max_x && min_y <= o.max_y && o.min_y <= max_y;
    }
    /// Grown by `margin` on every side.
    [[nodiscard]] Box padded(double margin) const {
        Box b = *this;
        if (!empty()) b.min_x -= margin, b.min_y -= margin, b.max_x += margin, b.max_y += margin;
        return b;
    }
    friend bool operator==(const Box&, const Box&) = default;
};
using MapBox = Box<MapSpace>;
using PageBox = Box<PageSpace>;
using PixelBox = Box<PixelSpace>;

/// A uniform scale with translation, flipping y where the two spaces disagree on its direction:
/// to.x = scale * from.x + offset_x, to.y = y_sign * scale * from.y + offset_y. Read right to left: page_from_map * point.
template <class To, class From>
struct Similarity {
    double scale = 1;     ///< units of To per unit of From, > 0
    double offset_x = 0;  ///< in units of To
    double offset_y = 0;
    double y_sign = 1;  ///< +1 or -1

    friend Point<To> operator*(const Similarity& t, Point<From> p) {
        return {t.scale * p.x + t.offset_x, t.y_sign * t.scale * p.y + t.offset_y};
    }
    friend Box<To> operator*(const Similarity& t, const Box<From>& b) {
        Box<To> out;
        if (b.empty()) return out;
        out.add(t * Point<From>{b.min_x, b.min_y});
        out.add(t * Point<From>{b.max_x, b.max_y});
        return out;
    }
    [[nodiscard]] Similarity<From, To> inverse() const { return {1 / scale, -offset_x / scale, -y_sign * offset_y / scale, y_sign}; }
    friend bool operator==(const Similarity&, const Similarity&) = default;
};
template <class A, class B, class C>
Similarity<A, C> operator*(const Similarity<A, B>& ab, const Similarity<B, C>& bc) {
    return {ab.scale * bc.scale, ab.scale * bc.offset_x + ab.offset_x, ab.y_sign * ab.scale * bc.offset_y + ab.offset_y,
            ab.y_sign * bc.y_sign};
}
using PageFromMap = Similarity<PageSpace, MapSpace>;
using PixelFromPage = Similarity<PixelSpace, PageSpace>;
using PixelFromMap = Similarity<PixelSpace, MapSpace>;

/// The transform that shows `box` whole and centred inside `frame` (both non-empty), y flipped.
[[nodiscard]] inline PageFromMap fit(const PageBox& frame, const MapBox& box) {
    const double scale = std::min(frame.width() / std::max(box.width(), 1e-9), frame.height() / std::max(box.height(), 1e-9));
    const PagePoint middle = frame.centre();
    const MapPoint centre = box.centre();
    return {scale, middle.x - scale * centre.x, middle.y + scale * centre.y, -1};
}

}  // namespace needsmap::geo
