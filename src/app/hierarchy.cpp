#include "app/hierarchy.hpp"

#include <algorithm>

namespace needsmap::app {

using model::AreaIndex;
using model::Geography;

std::vector<std::shared_ptr<const Geography>> finer_geographies(const model::Workspace& workspace, const Geography& geography) {
    std::vector<std::shared_ptr<const Geography>> finer;
    for (const auto& candidate : workspace.geographies)
        if (candidate->id != geography.id && candidate->parents_in(geography.id) != nullptr) finer.push_back(candidate);
    std::ranges::stable_sort(finer, {}, [](const auto& g) { return g->size(); });
    return finer;
}

std::vector<std::shared_ptr<const Geography>> coarser_geographies(const model::Workspace& workspace, const Geography& geography) {
    std::vector<std::shared_ptr<const Geography>> coarser;
    for (const auto& candidate : workspace.geographies)
        if (candidate->id != geography.id && geography.parents_in(candidate->id) != nullptr) coarser.push_back(candidate);
    std::ranges::stable_sort(coarser, std::ranges::greater{}, [](const auto& g) { return g->size(); });
    return coarser;
}

std::vector<AreaIndex> related_areas(const Geography& from, const Geography& to, const std::vector<AreaIndex>& areas) {
    std::vector<AreaIndex> related;
    std::vector<bool> seen(to.size(), false);
    const auto add = [&](AreaIndex area) {
        if (area == geo::no_area || seen[static_cast<std::size_t>(area)]) return;
        seen[static_cast<std::size_t>(area)] = true;
        related.push_back(area);
    };
    if (from.id == to.id) {
        for (const AreaIndex area : areas) add(area);
    } else if (const auto* parents = from.parents_in(to.id)) {
        for (const AreaIndex area : areas) add((*parents)[static_cast<std::size_t>(area)]);
    } else if (const auto* holders = to.parents_in(from.id)) {
        for (const AreaIndex area : areas)
            for (std::size_t child = 0; child < holders->size(); ++child)
                if ((*holders)[child] == area) add(static_cast<AreaIndex>(child));
    }
    return related;
}

}  // namespace needsmap::app
