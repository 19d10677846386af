// A plan that is being tried out: which of a set's places are open, where new ones stand, and how one would get there.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "geo/spaces.hpp"
#include "model/places.hpp"
#include "model/travel.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

struct PlanSite {
    std::string id, name;
    geo::MapPoint position;
    bool open = true;
    bool added = false;                   ///< not one of the set's places
    std::optional<double> capacity = {};  ///< where the scenario that it comes from says one
    friend bool operator==(const PlanSite&, const PlanSite&) = default;
};

/// Costs of the mode `line` are kilometres, straight lines with the detour factor of the commands (app/travel.hpp); of all others minutes.
struct DraftPlan {
    std::string places;    ///< id of a set of the workspace
    std::string scenario;  ///< that it began from: an id of the workspace or a file; empty: all the set's places open
    std::string demand;    ///< id of the layer that says where the people are
    model::TravelMode mode = model::TravelMode::line;
    double within = 5;                   ///< kilometres or minutes; > 0
    std::vector<PlanSite> start, sites;  ///< as it began, and as it is; `sites` begins with those of `start`, in their order
    std::string proof;                   ///< what a search has proven of it; empty once it is changed by hand
    friend bool operator==(const DraftPlan&, const DraftPlan&) = default;

    [[nodiscard]] const PlanSite* find(std::string_view id) const;
    [[nodiscard]] std::size_t open_count() const;
};

/// The plan that begins with a set of places, all open, or with a scenario; `id` is of either, or a scenario's file. A site that the scenario adds under
/// the id of a closed place is that place, moved. People are those of the first layer that counts them. Throws base::Error when there is neither,
/// the file cannot be used, the set is empty, or no layer says where people are.
[[nodiscard]] DraftPlan starting_plan(const model::Workspace& workspace, const std::string& id);

/// Layers that can say where people are, in the workspace's order: amounts that can be worked out for the finest areas.
[[nodiscard]] std::vector<std::shared_ptr<const model::LayerDefinition>> demand_layers(const model::Workspace& workspace);

/// A usual limit: 5 km, a quarter of an hour on foot or by car, half an hour by bus.
[[nodiscard]] double usual_limit(model::TravelMode mode);
/// From the words of app/travel.hpp's mode_id.
[[nodiscard]] std::optional<model::TravelMode> travel_mode_from(std::string_view word);

/// The same plan with one site changed, open or closed; or with a new one at `position`, named after the settlement nearest to it. An id that is
/// not there throws base::Error. Whatever was proven no longer is.
[[nodiscard]] DraftPlan with_site_open(DraftPlan plan, std::string_view id, bool open);
[[nodiscard]] DraftPlan with_site_at(DraftPlan plan, std::string_view id, geo::MapPoint position);
[[nodiscard]] DraftPlan with_new_site(DraftPlan plan, const model::Workspace& workspace, geo::MapPoint position);
/// Takes an added site away; a site that the plan began with is closed instead.
[[nodiscard]] DraftPlan without_site(DraftPlan plan, std::string_view id);

}  // namespace needsmap::app
