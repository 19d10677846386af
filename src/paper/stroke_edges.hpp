// The outline of a thick line as edges for the accumulator: consistently oriented pieces whose coverages add up, so that a sharp
// bend never leaves a hole. Smooth bends share their mitred corner points and cost two edges per segment.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace needsmap::paper {

struct PixelVertex {
    float x = 0, y = 0;
    friend bool operator==(const PixelVertex&, const PixelVertex&) = default;
    friend PixelVertex operator+(PixelVertex a, PixelVertex b) { return {a.x + b.x, a.y + b.y}; }
    friend PixelVertex operator-(PixelVertex a, PixelVertex b) { return {a.x - b.x, a.y - b.y}; }
    friend PixelVertex operator*(PixelVertex a, float s) { return {a.x * s, a.y * s}; }
};

enum class LineEnds { butt, round };

namespace stroke_detail {

struct Segment {
    PixelVertex from, to, direction, normal;  // normal: half the width long, a quarter turn from the direction
    float length = 0;
};

inline float dot(PixelVertex a, PixelVertex b) { return a.x * b.x + a.y * b.y; }
inline float cross(PixelVertex a, PixelVertex b) { return a.x * b.y - a.y * b.x; }

/// Triangle fan around `centre` from offset `a` to offset `b` (both `radius` long) by `angle` radians, negative = from a to b with
/// falling angle. Emitted with the orientation of the segments' own outlines.
template <class Edge>
void fan(PixelVertex centre, PixelVertex a, PixelVertex b, float angle, float radius, Edge& edge) {
    // A chord may stand off the circle by an eighth of a pixel.
    const float step = 2 * std::acos(std::max(0.0F, 1 - 0.125F / std::max(radius, 0.25F)));
    const int pieces = std::max(1, static_cast<int>(std::ceil(std::abs(angle) / step)));
    PixelVertex previous = a;
    edge(centre, a);
    for (int i = 1; i <= pieces; ++i) {
        const float turn = angle * static_cast<float>(i) / static_cast<float>(pieces);
        const PixelVertex offset = a - centre;
        const PixelVertex next = i == pieces ? b
                                             : PixelVertex{centre.x + offset.x * std::cos(turn) - offset.y * std::sin(turn),
                                                           centre.y + offset.x * std::sin(turn) + offset.y * std::cos(turn)};
        edge(previous, next);
        previous = next;
    }
    edge(b, centre);
}

template <class Edge>
void round_join(const Segment& in, const Segment& out, float half_width, Edge& edge) {
    const float angle = std::atan2(cross(in.direction, out.direction), dot(in.direction, out.direction));
    if (angle > 0) {
        fan(in.to, in.to - out.normal, in.to - in.normal, -angle, half_width, edge);
    } else {
        fan(in.to, in.to + in.normal, in.to + out.normal, angle, half_width, edge);
    }
}

}  // namespace stroke_detail

/// Calls edge(a, b) for every edge of the outline of a line `2 * half_width` pixels wide with round joins. The edges of all calls
/// share one orientation: coverage is the sum of areas, limited to 1.
template <class Edge>
void stroke_edges(std::span<const PixelVertex> line, bool closed, float half_width, LineEnds ends, Edge&& edge) {
    using namespace stroke_detail;
    thread_local std::vector<Segment> segments;
    segments.clear();
    const std::size_t count = line.size();
    for (std::size_t i = 0; i + (closed ? 0 : 1) < count; ++i) {
        Segment s{line[i], line[(i + 1) % count], {}, {}, 0};
        if (!segments.empty()) s.from = segments.back().to;
        const PixelVertex d = s.to - s.from;
        s.length = std::hypot(d.x, d.y);
        if (s.length < 1e-3F) continue;
        s.direction = d * (1 / s.length);
        s.normal = PixelVertex{-s.direction.y, s.direction.x} * half_width;
        segments.push_back(s);
    }
    constexpr float half_turn = 3.14159265F;
    if (segments.empty()) {
        if (count == 0 || ends == LineEnds::butt) return;
        const PixelVertex r{half_width, 0};  // a dot
        fan(line[0], line[0] + r, line[0] - r, -half_turn, half_width, edge);
        fan(line[0], line[0] - r, line[0] + r, -half_turn, half_width, edge);
        return;
    }
    /// The offset both segments share at a smooth bend; false where the bend is too sharp or a segment too short.
    const auto shared_offset = [&](const Segment& in, const Segment& out, PixelVertex& offset) {
        const float cosine = dot(in.direction, out.direction);
        if (cosine < 0.5F) return false;
        const float reach = half_width * std::abs(cross(in.direction, out.direction)) / (1 + cosine);
        if (reach > std::min(in.length, out.length)) return false;
        offset = (in.normal + out.normal) * (1 / (1 + cosine));
        return true;
    };
    PixelVertex start = segments.front().normal;
    PixelVertex closing{};
    const bool smooth_closing = closed && segments.size() > 1 && shared_offset(segments.back(), segments.front(), closing);
    if (smooth_closing) start = closing;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const Segment& s = segments[i];
        const bool last = i + 1 == segments.size();
        if (i == 0 && !smooth_closing) edge(s.from - start, s.from + start);
        PixelVertex end = s.normal;
        const bool smooth = last ? smooth_closing : shared_offset(s, segments[i + 1], end);
        if (last && smooth_closing) end = closing;
        edge(s.from + start, s.to + end);
        edge(s.to - end, s.from - start);
        start = end;
        if (smooth) continue;
        edge(s.to + end, s.to - end);
        if (last) break;
        round_join(s, segments[i + 1], half_width, edge);
        start = segments[i + 1].normal;
        edge(segments[i + 1].from - start, segments[i + 1].from + start);
    }
    if (closed) {
        if (!smooth_closing && segments.size() > 1) round_join(segments.back(), segments.front(), half_width, edge);
    } else if (ends == LineEnds::round) {
        const Segment& first = segments.front();
        const Segment& final = segments.back();
        fan(first.from, first.from - first.normal, first.from + first.normal, -half_turn, half_width, edge);
        fan(final.to, final.to + final.normal, final.to - final.normal, -half_turn, half_width, edge);
    }
}

/// Cuts a line into the dashes of an on, off, on, ... pattern in pixels, starting with "on" at its first point. A closed line is
/// dashed once around. Calls dash(points) for each. An odd pattern counts twice over, as in PDF and SVG.
template <class Dash>
void dashes(std::span<const PixelVertex> line, bool closed, std::span<const float> pattern, Dash&& dash) {
    float total = 0;
    for (const float p : pattern) total += p;
    std::vector<PixelVertex> current;
    if (line.empty() || total <= 0) return;
    std::size_t at = 0;
    bool on = true;
    float left = pattern[0];
    current.push_back(line[0]);
    const std::size_t segments = closed ? line.size() : line.size() - 1;
    for (std::size_t i = 0; i < segments; ++i) {
        const PixelVertex a = line[i], b = line[(i + 1) % line.size()];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        float done = 0;
        while (length - done > left) {
            done += left;
            const PixelVertex p = a + (b - a) * (done / length);
            if (on) {
                current.push_back(p);
                dash(std::span<const PixelVertex>(current));
                current.clear();
            } else {
                current = {p};
            }
            on = !on;
            at = (at + 1) % pattern.size();
            left = pattern[at];
        }
        left -= length - done;
        if (on) current.push_back(b);
    }
    if (on && current.size() > 1) dash(std::span<const PixelVertex>(current));
}

}  // namespace needsmap::paper
