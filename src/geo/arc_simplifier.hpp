// Simplifies one arc so that it crosses nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// A point near an arc that the arc must not be pulled across.
struct Obstacle {
    static constexpr std::uint32_t foreign = 0xffffffff;
    MapPoint place;
    std::uint32_t own_index = foreign;  ///< position in the arc, or `foreign` for a point of another arc
};

/// Scratch memory for many arcs; one per thread.
class ArcSimplifier {
public:
    static constexpr std::uint8_t stays = 255;

    /// True when some interior vertex has a triangle below `threshold_m2`, so that run() has anything to do.
    [[nodiscard]] static bool has_work(std::span<const MapPoint> arc, double threshold_m2);

    /// Simplifies to the largest of `thresholds_m2` (ascending, at most 255) and tells on the way which vertices go at each of them:
    /// step[i] is the index of the first threshold without vertex i, or `stays` (ends always do). `least_interior`: how many
    /// interior vertices stay at least. `foreign`: points of other arcs in the arc's box, without those at the arc's own ends.
    void run(std::span<const MapPoint> arc, std::span<const double> thresholds_m2, std::size_t least_interior,
             std::span<const MapPoint> foreign, std::span<std::uint8_t> step);

private:
    struct Candidate {
        double area_m2;
        std::uint32_t index;
    };
    void prepare_obstacles(std::span<const MapPoint> arc, std::span<const MapPoint> foreign);
    void consider(std::span<const MapPoint> arc, std::uint32_t index, double threshold_m2);
    [[nodiscard]] bool is_free(std::span<const MapPoint> arc, std::uint32_t index) const;

    std::vector<Obstacle> m_obstacles;  // ascending x
    std::vector<std::uint32_t> m_previous;
    std::vector<std::uint32_t> m_next;
    std::vector<double> m_area_m2;  // of the current triangle of each vertex
    std::vector<Candidate> m_heap;
};

}  // namespace needsmap::geo
