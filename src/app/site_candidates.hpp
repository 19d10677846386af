// The sites that a plan may choose from: those that exist, other places, and a point where people live in each area.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "geo/spaces.hpp"
#include "model/demand.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

struct SitingSite {
    std::string id, name;
    std::string kind;  ///< id of the set of places or of the geography that it comes from
    geo::MapPoint position;
    bool exists = false;
    std::optional<double> capacity;
};

/// The set, or base::Error (usage) with "did you mean".
[[nodiscard]] std::shared_ptr<const model::PlaceSet> places_from(const model::Workspace& workspace, const std::string& id);

/// What stands for a candidate at every point of demand.
inline constexpr const char* small_area_candidates = "small-areas";

/// The places of `places` (all of a set of the workspace, or those that are open), then those of `candidates`: a list with commas of sets (of their own set: those that are
/// not open) and of `small_area_candidates` (one per area of the demand with
/// people, at its point with most of them). A site whose id is taken gets its kind in front ("schools:12"). `capacity` is a detail of the places,
/// or empty; sites without such a number hold as many as the middle one of those that have it. Throws base::Error (usage) for sets and details that are not there.
[[nodiscard]] std::vector<SitingSite> siting_sites(const model::Workspace& workspace, const model::PlaceSet& places,
                                                   const model::Demand& demand, const std::string& candidates, const std::string& capacity);

/// Positions in `sites` of ids in "CC-001,CC-002". Throws base::Error (usage), naming the option, with "did you mean".
[[nodiscard]] std::vector<std::size_t> sites_named(const std::vector<SitingSite>& sites, const std::string& option, const std::string& ids);

/// The items of a list with commas, without blanks around them; empty ones are left out.
[[nodiscard]] std::vector<std::string> items_of(const std::string& text);

}  // namespace needsmap::app
