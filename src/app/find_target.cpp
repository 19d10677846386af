#include "app/find_target.hpp"

#include <algorithm>
#include <memory>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using model::AreaIndex;
using model::Geography;
using model::Settlement;
using model::SettlementClass;

/// Half the side of the box that shows a settlement with its edges, in metres: about the built-up extent of Oxford, of Banbury or
/// Abingdon, of Chipping Norton or Thame, and of a village with its fields.
double reach_m(SettlementClass kind) {
    switch (kind) {
        case SettlementClass::city: return 5500;
        case SettlementClass::major_town: return 3500;
        case SettlementClass::market_town: return 2000;
        case SettlementClass::village: break;
    }
    return 1200;
}
constexpr double service_reach_m = 1000;

geo::MapBox box_around(geo::MapPoint point, double reach) {
    geo::MapBox box;
    box.add(point);
    return box.padded(reach);
}

geo::MapBox box_of(const Geography& geography, AreaIndex area) {
    const geo::MapBox& box = geography.coverage->full().area_bounds(area);
    // An area without ground (a code without a boundary) cannot be shown; its label point is the best there is.
    return box.empty() ? box_around(geography.label_points[static_cast<std::size_t>(area)], service_reach_m) : box;
}

Target target_of(const Geography& geography, AreaIndex area) {
    return {geography.names[static_cast<std::size_t>(area)], box_of(geography, area), model::AreaRef{geography.id, area}};
}

/// The shown geography first, then the others from the largest areas to the smallest.
std::vector<std::shared_ptr<const Geography>> in_search_order(const model::Workspace& workspace, std::string_view shown) {
    auto order = workspace.geographies;
    std::ranges::stable_sort(order, [&](const auto& a, const auto& b) {
        if ((a->id == shown) != (b->id == shown)) return a->id == shown;
        return a->size() < b->size();
    });
    return order;
}

struct Query {
    std::string text;  ///< as typed, trimmed
    std::string folded;
};

std::optional<Target> by_code(const Geography& geography, const Query& query) {
    if (const auto area = geography.find_code(query.text)) return target_of(geography, *area);
    for (std::size_t a = 0; a < geography.size(); ++a)
        if (geography.codes[a].size() == query.text.size() && base::fold(geography.codes[a]) == query.folded)
            return target_of(geography, static_cast<AreaIndex>(a));
    return std::nullopt;
}

[[noreturn]] void refuse_several(const Geography& geography, const std::vector<AreaIndex>& areas, const Query& query) {
    std::vector<std::string> codes;
    for (const AreaIndex area : areas)
        if (codes.size() < 5) codes.push_back(geography.codes[static_cast<std::size_t>(area)]);
    throw base::Error("“" + query.text + "” is the name of " + std::to_string(areas.size()) + " areas (" + geography.title + ").",
                      "Give a code: " + base::join_and(codes) + (areas.size() > codes.size() ? " are some of them." : "."),
                      base::ErrorKind::usage);
}

std::optional<Target> by_name(const Geography& geography, const Query& query) {
    std::vector<AreaIndex> found;
    for (std::size_t a = 0; a < geography.size(); ++a)
        if (base::fold(geography.names[a]) == query.folded) found.push_back(static_cast<AreaIndex>(a));
    if (found.size() > 1) refuse_several(geography, found, query);
    if (found.empty()) return std::nullopt;
    return target_of(geography, found.front());
}

const Settlement* find_settlement(const model::Workspace& workspace, const Query& query) {
    const Settlement* best = nullptr;
    for (const Settlement& settlement : workspace.settlements) {
        if (base::fold(settlement.name) != query.folded) continue;
        // Of two places with one name the larger is meant.
        const bool larger =
            best == nullptr || settlement.kind < best->kind || (settlement.kind == best->kind && settlement.population > best->population);
        if (larger) best = &settlement;
    }
    return best;
}

/// The box around the areas that carry the town's name and lie near it ("Banbury Ruscote", but not "Banbury Road" in another town).
geo::MapBox built_up_box(const Geography& geography, const Settlement& settlement) {
    const std::string name = base::fold(settlement.name);
    const double near_m = 1.5 * reach_m(settlement.kind);
    geo::MapBox box;
    for (std::size_t a = 0; a < geography.size(); ++a) {
        const std::string area_name = base::fold(geography.names[a]);
        const bool named_after = area_name == name || area_name.starts_with(name + " ");
        if (named_after && geo::distance(geography.label_points[a], settlement.position) <= near_m)
            box.add(box_of(geography, static_cast<AreaIndex>(a)));
    }
    return box;
}

std::optional<Target> by_built_up_areas(const std::vector<std::shared_ptr<const Geography>>& order, const Settlement& settlement) {
    if (settlement.kind == SettlementClass::village) return std::nullopt;
    for (const auto& geography : order) {
        const geo::MapBox box = built_up_box(*geography, settlement);
        // A locality or district named after its town reaches far into the country: that is not the town.
        const double limit_m = 4 * reach_m(settlement.kind);
        if (!box.empty() && box.width() <= limit_m && box.height() <= limit_m) return Target{settlement.name, box, std::nullopt};
    }
    return std::nullopt;
}

std::optional<Target> by_words(const model::Workspace& workspace, const std::vector<std::shared_ptr<const Geography>>& order,
                               const Query& query) {
    const std::vector<model::SearchHit> hits = model::search(workspace, query.text, 2000);
    for (const auto& geography : order) {
        std::vector<const model::SearchHit*> found;
        for (const model::SearchHit& hit : hits)
            if (hit.kind == model::SearchHit::Kind::area && hit.area.geography == geography->id) found.push_back(&hit);
        if (found.size() == 1) return target_of(*geography, found.front()->area.area);
    }
    std::vector<const model::SearchHit*> points;
    for (const model::SearchHit& hit : hits)
        if (hit.kind != model::SearchHit::Kind::area) points.push_back(&hit);
    if (points.size() != 1) return std::nullopt;
    return Target{points.front()->title, box_around(points.front()->position, service_reach_m), std::nullopt};
}

[[noreturn]] void refuse_unknown(const model::Workspace& workspace, const Query& query) {
    std::vector<std::string> suggestions;
    for (const model::SearchHit& hit : model::search(workspace, query.text, 4))
        if (std::ranges::find(suggestions, hit.title) == suggestions.end()) suggestions.push_back(hit.title);
    if (!suggestions.empty())
        throw base::Error("“" + query.text + "” fits more than one place.", "For example " + base::join_and(suggestions) + ".",
                          base::ErrorKind::usage);
    std::vector<std::string> names;
    for (const auto& geography : workspace.geographies) names.insert(names.end(), geography->names.begin(), geography->names.end());
    for (const Settlement& settlement : workspace.settlements) names.push_back(settlement.name);
    const std::string near = base::closest(query.text, names);
    throw base::Error(
        "There is no area or town “" + query.text + "” in " + (workspace.county.empty() ? workspace.title : workspace.county) + ".",
        near.empty() ? "Give the name or code of an area, or the name of a town." : "Did you mean " + near + "?", base::ErrorKind::usage);
}

}  // namespace

Target find_target(const model::Workspace& workspace, std::string_view shown_geography, std::string_view text) {
    const Query query{std::string(base::trim(text)), base::fold(text)};
    if (query.folded.empty())
        throw base::Error("The name of the place is empty.", "Give the name or code of an area, or the name of a town.",
                          base::ErrorKind::usage);
    const auto order = in_search_order(workspace, shown_geography);
    for (const auto& geography : order)
        if (auto target = by_code(*geography, query)) return *target;
    if (!order.empty() && order.front()->id == shown_geography)
        if (auto target = by_name(*order.front(), query)) return *target;
    const Settlement* settlement = find_settlement(workspace, query);
    if (settlement != nullptr)
        if (auto target = by_built_up_areas(order, *settlement)) return *target;
    for (const auto& geography : order)
        if (auto target = by_name(*geography, query)) return *target;
    if (settlement != nullptr) return {settlement->name, box_around(settlement->position, reach_m(settlement->kind)), std::nullopt};
    if (auto target = by_words(workspace, order, query)) return *target;
    refuse_unknown(workspace, query);
}

}  // namespace needsmap::app
