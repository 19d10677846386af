#include "scene/marker_clusters.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <mutex>
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

namespace {

/// Just under a symbol's width: neighbours may touch, not hide each other.
double least_reach_m(const geo::PageFromMap& page_from_map, double size_scale) {
    return 0.85 * marker_size_mm * size_scale / page_from_map.scale;
}

std::vector<MarkerCluster> readable_clusters(const model::PlaceSet& set, const geo::MapBox& ground, const geo::PageFromMap& page_from_map,
                                             double size_scale, double share) {
    constexpr double mm2_per_symbol = 130, widest_reach = 4;  // beyond four symbols' widths a cluster says nothing about where
    const double page_mm2 = ground.width() * ground.height() * page_from_map.scale * page_from_map.scale;
    const double most = std::max(12.0, share * page_mm2 / (mm2_per_symbol * size_scale * size_scale));
    const double least = least_reach_m(page_from_map, size_scale);
    std::vector<MarkerCluster> clusters;
    for (double reach = least; reach <= widest_reach * least; reach *= 1.25) {
        clusters = cluster_places(set, reach);
        if (static_cast<double>(clusters.size()) <= most) break;
    }
    return clusters;
}

}  // namespace

std::shared_ptr<const std::vector<MarkerCluster>> clusters_at(const std::shared_ptr<const model::PlaceSet>& set, const geo::MapBox& ground,
                                                              const geo::PageFromMap& page_from_map, double size_scale, double share) {
    using Clusters = std::shared_ptr<const std::vector<MarkerCluster>>;
    struct Kept {
        std::weak_ptr<const model::PlaceSet> set;
        geo::MapBox ground;
        double scale, size_scale, share;
        Clusters clusters;
    };
    constexpr std::size_t most_kept = 24;
    static std::mutex mutex;
    static std::deque<Kept> kept;  // newest first: the pointer asks again for what was just drawn
    const std::scoped_lock lock(mutex);
    for (const Kept& k : kept)
        if (k.set.lock() == set && k.ground == ground && k.scale == page_from_map.scale && k.size_scale == size_scale && k.share == share)
            return k.clusters;
    auto clusters = std::make_shared<const std::vector<MarkerCluster>>(readable_clusters(*set, ground, page_from_map, size_scale, share));
    kept.push_front({set, ground, page_from_map.scale, size_scale, share, clusters});
    if (kept.size() > most_kept) kept.pop_back();
    return clusters;
}

double cluster_size_mm(std::size_t count, double size_scale) {
    if (count <= 1) return marker_size_mm * size_scale;
    return (count < 10 ? 3.5 : count < 100 ? 4.2 : 5.2) * size_scale;
}

}  // namespace needsmap::scene
