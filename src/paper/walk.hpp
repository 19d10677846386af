// Visits a display list in painting order and keeps track of where map space lies, the same for every painter.
#pragma once

#include <memory>
#include <optional>
#include <variant>

#include "scene/display_list.hpp"

namespace needsmap::paper {

using scene::DisplayList;
using scene::Group;
using Placement = std::optional<geo::PageFromMap>;

/// Where an anchor stands on the page; nothing for a map point in a group without a map.
[[nodiscard]] inline std::optional<geo::PagePoint> place(const scene::Anchor& anchor, const Placement& page_from_map) {
    if (const auto* page = std::get_if<geo::PagePoint>(&anchor.point)) return *page;
    if (!page_from_map) return std::nullopt;
    return *page_from_map * std::get<geo::MapPoint>(anchor.point);
}

/// Calls painter.begin(group), painter.paint(item, page_from_map) for each item of each kind, and painter.end(group).
/// Map items in a group without a placement have no place on the page and are left out.
template <class Painter>
void walk(const Group& group, const Placement& inherited, Painter& painter) {
    const Placement page_from_map = group.page_from_map ? group.page_from_map : inherited;
    painter.begin(group);
    for (const scene::Item& item : group.items) {
        std::visit(
            [&](const auto& value) {
                using T = std::decay_t<decltype(value)>;
                if constexpr (std::is_same_v<T, std::shared_ptr<const Group>>) {
                    if (value) walk(*value, page_from_map, painter);
                } else if constexpr (std::is_same_v<T, scene::PagePath>) {
                    painter.paint(value);
                } else if constexpr (std::is_same_v<T, scene::TextItem> || std::is_same_v<T, scene::Markers>) {
                    painter.paint(value, page_from_map);
                } else {
                    if (page_from_map) painter.paint(value, *page_from_map);
                }
            },
            item);
    }
    painter.end(group);
}

}  // namespace needsmap::paper
