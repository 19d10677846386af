// Triangles of one polygon with holes by ear clipping.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// Scratch memory for many polygons; one per thread. See earclip.cpp for the method.
class EarClipper {
public:
    /// Appends triangles (counter-clockwise) as indices into the concatenated points of `rings`, outer ring first, in whatever
    /// orientation. Returns | area of the polygon - area of the triangles | in square metres.
    double run(std::span<const std::span<const MapPoint>> rings, std::vector<std::uint32_t>& indices);

private:
    enum class Corner : std::uint8_t { convex, straight, reflex };
    struct Vertex {
        MapPoint p;
        std::uint32_t source;  // index for the caller
        std::uint32_t previous;
        std::uint32_t next;
        std::uint32_t slot;  // place in m_reflex, or none
        Corner corner;
    };
    struct Reflex {
        MapPoint p;
        std::uint32_t vertex;
    };
    static constexpr std::uint32_t none = 0xffffffff;

    std::uint32_t add_loop(std::span<const MapPoint> ring, std::uint32_t first_source, bool counter_clockwise);
    void join_holes(std::uint32_t outer);
    void join_touching_holes(std::uint32_t outer);
    bool join_at_place(std::span<const std::uint32_t> here, std::uint32_t outer);
    [[nodiscard]] std::uint32_t visible_vertex(std::uint32_t outer, std::uint32_t hole_vertex, std::span<const std::uint32_t> holes);
    [[nodiscard]] bool sees(std::uint32_t from, std::uint32_t to, std::uint32_t outer, std::span<const std::uint32_t> holes) const;
    [[nodiscard]] bool blocks(std::uint32_t loop, MapPoint a, MapPoint b) const;
    void bridge(std::uint32_t outer_vertex, std::uint32_t hole_vertex);

    [[nodiscard]] Corner corner_at(std::uint32_t vertex) const;
    void classify(std::uint32_t start);
    void fill_grid();
    void forget(std::uint32_t vertex);
    [[nodiscard]] std::uint32_t column_of(double x) const;
    [[nodiscard]] std::uint32_t row_of(double y) const;
    [[nodiscard]] std::size_t cell_of(MapPoint p) const { return std::size_t{row_of(p.y)} * m_columns + column_of(p.x); }
    [[nodiscard]] bool in_cone(std::uint32_t vertex, MapPoint direction) const;
    [[nodiscard]] bool is_ear(std::uint32_t vertex) const;
    std::uint32_t unlink(std::uint32_t vertex);
    void clip(std::uint32_t start, std::vector<std::uint32_t>& indices);

    std::vector<Vertex> m_vertices;
    std::vector<std::uint32_t> m_holes;    // rightmost vertex of each hole
    std::vector<std::uint32_t> m_hole_of;  // hole that a vertex belongs to, or none; twins of bridges are not listed
    std::vector<std::uint8_t> m_joined;    // by hole
    std::vector<std::uint32_t> m_waiting;  // rightmost vertices of holes not yet joined
    std::vector<std::uint32_t> m_by_place;
    std::vector<std::pair<double, std::uint32_t>> m_by_distance;
    std::vector<Reflex> m_reflex;             // by grid cell; those that may lie in an ear (straight corners may, too)
    std::vector<std::uint32_t> m_cell_begin;  // cells + 1
    std::vector<std::uint32_t> m_cell_end;    // shrinks as corners stop being reflex
    std::uint32_t m_columns = 1;
    std::uint32_t m_rows = 1;
    double m_columns_per_m = 0;
    double m_rows_per_m = 0;
    std::uint32_t m_left = 0;  // vertices still in the loop
    MapBox m_box;              // of the reflex vertices
    double m_triangles_m2 = 0;
};

}  // namespace needsmap::geo
