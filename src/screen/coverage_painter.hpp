// Draws areas, their borders and single outlines; picks the level of detail and waits for no finer one than it must.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <vector>

#include "scene/display_list.hpp"
#include "screen/fill_painter.hpp"
#include "screen/mesh_store.hpp"
#include "screen/seam_painter.hpp"
#include "screen/stroke_painter.hpp"

namespace needsmap::screen {

class CoveragePainter {
public:
    CoveragePainter(FillPainter& fills, StrokePainter& strokes, SeamPainter& seams, std::shared_ptr<MeshStore> store);
    ~CoveragePainter();

    void paint(const scene::CoverageFill& item, const Placement& placement);
    void paint(const scene::CoverageStroke& item, const Placement& placement);
    void paint(const scene::AreaStroke& item, const Placement& placement);

    /// Meshes sent to the card so far: a change means that the same view would now be drawn finer.
    [[nodiscard]] std::uint64_t generation() const { return m_generation; }
    /// Takes over finished meshes that a view is waiting for; true when there were any.
    bool take_finished();
    /// Levels that a view has asked for and that are not there yet.
    [[nodiscard]] bool waiting() const { return !m_wanted.empty(); }
    void forget_unused();

private:
    using CoveragePtr = std::shared_ptr<const geo::Coverage>;
    struct AreaMesh {
        std::weak_ptr<const geo::Coverage> owner;
        FillGeometry geometry;
        std::vector<geo::Mesh::Tile> tiles;
        std::vector<Run> run_of_area;
        std::uint64_t last_use = 0;
    };
    struct LineMeshOnCard {
        std::weak_ptr<const geo::Coverage> owner;
        StrokeGeometry geometry;
        std::vector<BorderMesh::Tile> tiles;
        std::uint64_t last_use = 0;
    };
    struct Outline {
        std::weak_ptr<const geo::Coverage> owner;
        StrokeGeometry geometry;
        std::uint64_t last_use = 0;
    };
    using Key = std::pair<const geo::Coverage*, MeshKind>;

    [[nodiscard]] bool on_card(const CoveragePtr& coverage, MeshKind kind) const;
    void upload(const CoveragePtr& coverage, MeshKind kind, const CoverageMesh& mesh);
    /// The level that suits the placement, or the next best that is there; makes sure that it is on the card.
    [[nodiscard]] CoveragePtr ready_level(const geo::CoverageLevels& levels, MeshKind kind, const Placement& placement);
    [[nodiscard]] Outline& outline(const CoveragePtr& coverage, geo::AreaIndex area);

    void paint_seams(const scene::CoverageFill& item, const CoveragePtr& level, const Placement& placement);
    /// Drops the meshes that were not drawn for longest while together with a new one they would take more than their share of memory.
    void make_room(std::size_t incoming_bytes);
    void want(const CoveragePtr& coverage, MeshKind kind);

    FillPainter& m_fills;
    StrokePainter& m_strokes;
    SeamPainter& m_seams;
    std::shared_ptr<MeshStore> m_store;
    std::map<const geo::Coverage*, AreaMesh> m_areas;
    std::map<Key, LineMeshOnCard> m_lines;
    std::map<std::pair<const geo::Coverage*, geo::AreaIndex>, Outline> m_outlines;
    std::map<Key, std::weak_ptr<const geo::Coverage>> m_wanted;
    std::uint64_t m_generation = 0, m_clock = 0;
    std::vector<Run> m_runs;
};

}  // namespace needsmap::screen
