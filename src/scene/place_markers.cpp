#include "scene/place_markers.hpp"

#include <algorithm>

#include "scene/marker_clusters.hpp"

namespace needsmap::scene {

namespace {

Rgba colour_of(const model::PlaceSet& set, const MapTheme& theme) { return set.colour.empty() ? theme.accent : rgba_from(set.colour); }

std::shared_ptr<const std::vector<MarkerCluster>> clusters_of(const MapInput& input, const std::shared_ptr<const model::PlaceSet>& set,
                                                              const geo::PageFromMap& page_from_map, double size_scale) {
    // Several sets share the reader's attention.
    const double share = 1.0 / static_cast<double>(std::max<std::size_t>(input.document.places.size(), 1));
    return clusters_at(set, input.geography->coverage->full().bounds(), page_from_map, size_scale, share);
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
        Markers singles{
            set->shape, cluster_size_mm(1, size_scale), colour_of(*set, theme), {255, 255, 255, 255}, marker_rim_mm * size_scale, {},
            set->id};
        std::vector<MarkerCluster> clusters = *clusters_of(input, set, page_from_map, size_scale);
        std::erase_if(clusters, [&](const MarkerCluster& c) { return !frame.contains(page_from_map * c.position); });
        for (const MarkerCluster& c : clusters) {
            const geo::PagePoint at = page_from_map * c.position;
            const double half = cluster_size_mm(c.places.size(), size_scale) / 2 + marker_rim_mm * size_scale;
            space.take({at.x - half, at.y - half, at.x + half, at.y + half});
            if (c.places.size() == 1) singles.anchors.push_back({c.position});
        }
        if (!singles.anchors.empty()) group.items.emplace_back(singles);
        for (const MarkerCluster& c : clusters) {
            if (c.places.size() < 2) continue;
            Markers gathered = singles;
            // A number does not fit into a star or a cross.
            gathered.shape = model::MarkerShape::circle;
            gathered.size_mm = cluster_size_mm(c.places.size(), size_scale);
            gathered.anchors = {{c.position}};
            group.items.emplace_back(std::move(gathered));
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
            best = PlaceHit{set->id, place, cluster.places.size()};
        }
    }
    return best;
}

}  // namespace needsmap::scene
