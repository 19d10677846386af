#include "scene/marker_clusters.hpp"

#include <cmath>
#include <cstdint>
#include <unordered_map>

namespace needsmap::scene {

namespace {

/// Seeds by square cell of the reach, so that each place looks at nine cells only.
class SeedGrid {
public:
    explicit SeedGrid(double cell_m) : m_cell_m(cell_m) {}
    void add(geo::MapPoint p, std::size_t seed) { m_cells[key(column(p.x), column(p.y))].push_back(seed); }
    template <class Visit>
    void near(geo::MapPoint p, Visit visit) const {
        const std::int64_t cx = column(p.x), cy = column(p.y);
        for (std::int64_t y = cy - 1; y <= cy + 1; ++y)
            for (std::int64_t x = cx - 1; x <= cx + 1; ++x)
                if (const auto it = m_cells.find(key(x, y)); it != m_cells.end())
                    for (const std::size_t seed : it->second) visit(seed);
    }

private:
    [[nodiscard]] std::int64_t column(double v) const { return static_cast<std::int64_t>(std::floor(v / m_cell_m)); }
    [[nodiscard]] static std::uint64_t key(std::int64_t x, std::int64_t y) {
        return (static_cast<std::uint64_t>(x) << 32) ^ (static_cast<std::uint64_t>(y) & 0xFFFFFFFFu);
    }
    double m_cell_m;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> m_cells;
};

}  // namespace

std::vector<MarkerCluster> cluster_places(const model::PlaceSet& set, double reach_m) {
    std::vector<MarkerCluster> clusters;
    std::vector<geo::MapPoint> seeds;  // a cluster's first place: comparing with the moving mean would depend on chains
    SeedGrid grid(std::max(reach_m, 1e-3));
    for (std::size_t i = 0; i < set.places.size(); ++i) {
        const geo::MapPoint p = set.places[i].position;
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) continue;
        std::size_t best = clusters.size();
        double nearest = reach_m;
        grid.near(p, [&](std::size_t seed) {
            if (const double d = geo::distance(seeds[seed], p); d < nearest) nearest = d, best = seed;
        });
        if (best == clusters.size()) {
            clusters.emplace_back();
            seeds.push_back(p);
            grid.add(p, best);
        }
        MarkerCluster& cluster = clusters[best];
        cluster.places.push_back(i);
        const double n = static_cast<double>(cluster.places.size());
        cluster.position = cluster.position * ((n - 1) / n) + p * (1 / n);
    }
    return clusters;
}

double cluster_reach_m(const geo::PageFromMap& page_from_map, double size_scale) {
    return 0.85 * marker_size_mm * size_scale / page_from_map.scale;
}

double cluster_size_mm(std::size_t count, double size_scale) {
    if (count <= 1) return marker_size_mm * size_scale;
    return (count < 10 ? 3.5 : count < 100 ? 4.2 : 5.2) * size_scale;
}

}  // namespace needsmap::scene
