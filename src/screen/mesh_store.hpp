// Triangles and border lines of coverages, made on a thread of their own. Knows no OpenGL, so work can start before there is a window.
#pragma once

#include <memory>

#include "geo/coverage.hpp"
#include "geo/triangulate.hpp"
#include "screen/stroke_points.hpp"

namespace needsmap::screen {

enum class MeshKind { fill, borders, outline };

/// One of the two is filled, by kind.
struct CoverageMesh {
    geo::Mesh fill;
    BorderMesh borders;
};

/// Thread-safe. Meshes are handed over once: whoever takes one keeps it (on the graphics card).
class MeshStore {
public:
    MeshStore();
    ~MeshStore();  ///< leaves work in progress unfinished
    MeshStore(const MeshStore&) = delete;
    MeshStore& operator=(const MeshStore&) = delete;

    /// Starts making a mesh unless it is there or on its way.
    void request(const std::shared_ptr<const geo::Coverage>& coverage, MeshKind kind);
    /// The mesh if it is ready, else null. Throws what its making threw.
    [[nodiscard]] std::unique_ptr<CoverageMesh> take(const std::shared_ptr<const geo::Coverage>& coverage, MeshKind kind);
    /// The mesh, made here and now if need be.
    [[nodiscard]] std::unique_ptr<CoverageMesh> wait(const std::shared_ptr<const geo::Coverage>& coverage, MeshKind kind);
    /// True while something asked for is not ready yet.
    [[nodiscard]] bool working() const;
    /// Blocks until nothing is being made.
    void finish();
    /// Called from the worker thread whenever a mesh is ready, to wake a waiting window. Set before the first request.
    void on_ready(void (*wake)());

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::screen
