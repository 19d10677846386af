#include "screen/stroke_points.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace needsmap::screen {

namespace {

/// Beyond any place on earth in metres; the shader takes such a point for "the line ends here".
constexpr float no_point = 3e30F;
constexpr std::uint32_t segments_per_tile = 384;

/// Interleaves the bits of two 16-bit numbers (Morton 1966): near in the plane, mostly near in order.
std::uint32_t morton(std::uint32_t x, std::uint32_t y) {
    const auto spread = [](std::uint32_t v) {
        v = (v | (v << 8)) & 0x00ff00ffU;
        v = (v | (v << 4)) & 0x0f0f0f0fU;
        v = (v | (v << 2)) & 0x33333333U;
        return (v | (v << 1)) & 0x55555555U;
    };
    return spread(x) | (spread(y) << 1);
}

/// Borders are kept together with others whose size differs by a factor of two at most, so that faded ones need not be looked at.
constexpr int outer_bucket = 1000;

struct ArcOrder {
    std::uint32_t arc;
    float size;
    int bucket;
    std::uint32_t place;
};

float size_of(const geo::Coverage& coverage, std::uint32_t arc) {
    double smallest_m2 = std::numeric_limits<double>::infinity();
    for (const geo::AreaIndex area : {coverage.arc_left(arc), coverage.arc_right(arc)}) {
        if (area == geo::no_area) return never_fades;
        smallest_m2 = std::min(smallest_m2, coverage.area_m2(area));
    }
    return static_cast<float>(std::sqrt(std::max(smallest_m2, 1.0)));
}

std::vector<ArcOrder> arcs_in_order(const geo::Coverage& coverage, bool outline_only) {
    const geo::MapBox& all = coverage.bounds();
    const double step = std::max({all.width(), all.height(), 1.0}) / 65535.0;
    std::vector<ArcOrder> order;
    order.reserve(coverage.arc_count());
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const auto points = coverage.arc_points(arc);
        if (points.size() < 2) continue;
        const bool is_outline = coverage.arc_left(arc) == geo::no_area || coverage.arc_right(arc) == geo::no_area;
        if (outline_only && !is_outline) continue;
        const geo::MapPoint middle = points[points.size() / 2];
        const auto cell = [&](double v, double low) { return static_cast<std::uint32_t>(std::clamp((v - low) / step, 0.0, 65535.0)); };
        const float size = size_of(coverage, arc);
        const int bucket = size == never_fades ? outer_bucket : static_cast<int>(std::floor(std::log2(size)));
        order.push_back({arc, size, bucket, morton(cell(middle.x, all.min_x), cell(middle.y, all.min_y))});
    }
    std::sort(order.begin(), order.end(), [](const ArcOrder& a, const ArcOrder& b) {
        if (a.bucket != b.bucket) return a.bucket > b.bucket;
        return a.place != b.place ? a.place < b.place : a.arc < b.arc;
    });
    return order;
}

}  // namespace

StrokeBuilder::StrokeBuilder(double origin_x, double origin_y) { m_result.origin_x = origin_x, m_result.origin_y = origin_y; }

void StrokeBuilder::push(const std::array<double, 2>& point, double along, float size) {
    m_result.points.push_back({static_cast<float>(point[0] - m_result.origin_x), static_cast<float>(point[1] - m_result.origin_y),
                               static_cast<float>(along), size});
}

void StrokeBuilder::push_end() { m_result.points.push_back({no_point, no_point, 0, 0}); }

void StrokeBuilder::add_line(bool closed, float size) {
    if (closed && m_line.size() > 1 && m_line.front() == m_line.back()) m_line.pop_back();
    if (m_line.size() < 2) return;
    if (m_line.size() < 3) closed = false;

    const std::size_t n = m_line.size();
    const auto first = static_cast<std::uint32_t>(m_result.points.size());
    if (closed)
        push(m_line.back(), 0, size);
    else
        push_end();
    double along = 0;
    for (std::size_t i = 0; i < n; ++i) {
        if (i > 0) along += std::hypot(m_line[i][0] - m_line[i - 1][0], m_line[i][1] - m_line[i - 1][1]);
        push(m_line[i], along, size);
    }
    if (closed) {
        along += std::hypot(m_line[0][0] - m_line[n - 1][0], m_line[0][1] - m_line[n - 1][1]);
        push(m_line[0], along, size);
        push(m_line[1], along, size);
    } else {
        push_end();
    }
    const auto count = static_cast<std::uint32_t>(closed ? n : n - 1);
    for (std::uint32_t q = 0; q < count; ++q) m_result.segments.push_back(first + q);
}

BorderMesh border_mesh(const geo::Coverage& coverage, bool outline_only) {
    const geo::MapPoint origin = coverage.bounds().empty() ? geo::MapPoint{} : coverage.bounds().centre();
    StrokeBuilder builder(origin.x, origin.y);
    BorderMesh mesh;
    int bucket_of_tile = 0;
    for (const ArcOrder& next : arcs_in_order(coverage, outline_only)) {
        const auto before = static_cast<std::uint32_t>(builder.result().segments.size());
        if (mesh.tiles.empty() || bucket_of_tile != next.bucket || before - mesh.tiles.back().first_segment >= segments_per_tile) {
            mesh.tiles.push_back({{}, before, 0, 0});
            bucket_of_tile = next.bucket;
        }
        const auto points = coverage.arc_points(next.arc);
        builder.add(points, points.front() == points.back(), next.size);
        mesh.sides.resize(builder.result().points.size(), {coverage.arc_left(next.arc), coverage.arc_right(next.arc)});
        BorderMesh::Tile& tile = mesh.tiles.back();
        for (const geo::MapPoint& p : points) tile.box.add(p);
        tile.largest_size_m = std::max(tile.largest_size_m, static_cast<double>(next.size));
        tile.segment_count = static_cast<std::uint32_t>(builder.result().segments.size()) - tile.first_segment;
    }
    mesh.stroke = builder.take();
    return mesh;
}

StrokePoints area_outline(const geo::Coverage& coverage, geo::AreaIndex area) {
    const geo::MapBox& box = coverage.area_bounds(area);
    const geo::MapPoint origin = box.empty() ? geo::MapPoint{} : box.centre();
    StrokeBuilder builder(origin.x, origin.y);
    std::vector<geo::MapPoint> ring;
    for (std::uint32_t r = coverage.first_ring(area); r < coverage.last_ring(area); ++r) {
        ring.clear();
        coverage.append_ring(r, ring);
        builder.add(std::span<const geo::MapPoint>(ring), true);
    }
    return builder.take();
}

}  // namespace needsmap::screen
