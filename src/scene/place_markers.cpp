#include "scene/place_markers.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "scene/marker_clusters.hpp"
#include "scene/place_symbol.hpp"

namespace needsmap::scene {

namespace {

Rgba colour_of(const model::PlaceSet& set, const MapTheme& theme) { return set.colour.empty() ? theme.accent : rgba_from(set.colour); }

std::shared_ptr<const std::vector<MarkerCluster>> clusters_of(const MapInput& input, const std::shared_ptr<const model::PlaceSet>& set,
                                                              const geo::PageFromMap& page_from_map, double size_scale) {
    // Several sets share the reader's attention.
    const double share = 1.0 / static_cast<double>(std::max<std::size_t>(input.document.places.size(), 1));
    return clusters_at(set, input.geography->coverage->full().bounds(), page_from_map, size_scale, share);
}

constexpr Rgba rim{255, 255, 255, 255};

/// Places that stand for themselves, by grade where there are grades; the best lie on top.
void add_singles(Group& group, const model::PlaceSet& set, const std::vector<MarkerCluster>& clusters, const MapTheme& theme,
                 double size_scale) {
    std::map<std::optional<std::size_t>, std::vector<Anchor>> by_grade;
    for (const MarkerCluster& c : clusters)
        if (c.places.size() == 1) by_grade[model::grade_of(set, set.places[c.places.front()])].push_back({c.position});
    for (auto it = by_grade.rbegin(); it != by_grade.rend(); ++it)
        add_symbols(group, symbol_of(set, it->first, theme.accent), it->second, size_scale, rim, set.id);
}

void add_count(Group& group, const MarkerCluster& cluster, double size_scale) {
    const Fonts& fonts = Fonts::shared();
    TextItem text;
    const double font_mm = (cluster.places.size() < 100 ? 2.2 : 2.0) * size_scale;
    text.run = fonts.shape(std::to_string(cluster.places.size()), Weight::bold, font_mm);
    text.anchor.point = cluster.position;
    text.offset = {-text.run.width_mm / 2, fonts.metrics(Weight::bold).cap_height * font_mm / 2};
    text.colour = {255, 255, 255, 255};
    group.items.emplace_back(std::move(text));
}

}  // namespace

void add_place_markers(Group& group, LabelSpace& space, const MapInput& input, const geo::PageFromMap& page_from_map,
                       const geo::PageBox& frame, const MapTheme& theme, double size_scale) {
    for (const std::string& id : input.document.places) {
        const auto set = input.workspace->find_places(id);
        if (!set) continue;
        std::vector<MarkerCluster> clusters = *clusters_of(input, set, page_from_map, size_scale);
        std::erase_if(clusters, [&](const MarkerCluster& c) { return !frame.contains(page_from_map * c.position); });
        for (const MarkerCluster& c : clusters) {
            const geo::PagePoint at = page_from_map * c.position;
            const double half = cluster_size_mm(c.places.size(), size_scale) / 2 + marker_rim_mm * size_scale;
            space.take({at.x - half, at.y - half, at.x + half, at.y + half});
        }
        add_singles(group, *set, clusters, theme, size_scale);
        for (const MarkerCluster& c : clusters) {
            if (c.places.size() < 2) continue;
            // A number does not fit into a star or a cross.
            group.items.emplace_back(Markers{model::MarkerShape::circle,
                                             cluster_size_mm(c.places.size(), size_scale),
                                             colour_of(*set, theme),
                                             rim,
                                             marker_rim_mm * size_scale,
                                             {{c.position}},
                                             set->id});
            add_count(group, c, size_scale);
        }
    }
}

std::optional<PlaceHit> pick_place(const MapInput& input, const geo::PageFromMap& page_from_map, geo::PagePoint point, double size_scale) {
    std::optional<PlaceHit> best;
    double nearest = 1e300;
    // The set drawn last lies on top.
    for (auto id = input.document.places.rbegin(); id != input.document.places.rend(); ++id) {
        const auto set = input.workspace->find_places(*id);
        if (!set) continue;
        for (const MarkerCluster& cluster : *clusters_of(input, set, page_from_map, size_scale)) {
            const double distance = geo::distance(page_from_map * cluster.position, point);
            const double reach = cluster_size_mm(cluster.places.size(), size_scale) / 2 + 1;
            if (distance > reach || distance >= nearest) continue;
            nearest = distance;
            std::size_t place = cluster.places.front();
            double closest = 1e300;
            for (const std::size_t i : cluster.places)
                if (const double d = geo::distance(page_from_map * set->places[i].position, point); d < closest) closest = d, place = i;
            best = PlaceHit{set->id, place, cluster.places.size(), cluster.places};
        }
    }
    return best;
}

}  // namespace needsmap::scene
