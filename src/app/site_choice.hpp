// Where a service is: a set of places, a scenario of it, or those of a quality, by the same options wherever journeys are measured.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/operation.hpp"
#include "base/diagnostics.hpp"
#include "geo/spaces.hpp"
#include "model/places.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

struct ChosenSites {
    std::shared_ptr<const model::PlaceSet>
        set;  ///< with the chosen places only; named after the grade where one was asked for: "good play area"
    std::shared_ptr<const model::Scenario> scenario;  ///< nullptr: none was asked for
    std::string plan;  ///< which of the set these are: "8 urban centres, 2015/16", "opened<=2008"; empty: all, or those of a grade
    std::vector<geo::MapPoint> positions;
    base::Diagnostics diagnostics;  ///< sites outside the county

    [[nodiscard]] std::vector<std::string> names() const;
};

/// PLACES, --scenario and --where.
[[nodiscard]] std::vector<Param> site_params();

/// No site at all is fine: it gives zero coverage. Throws base::Error (usage) for unknown places, scenarios, columns or a condition that is none,
/// with "did you mean".
[[nodiscard]] ChosenSites sites_from(const model::Workspace& workspace, const Params& params);

/// The same sites without those that are not named in "ID,ID". Throws base::Error (usage) for an id that is not among them.
void keep_sites(ChosenSites& sites, const std::string& ids);

/// By site the persons it can take, from the detail `column`. Throws base::Error (usage) when the set has no such detail, or naming the site whose
/// detail is no number or below zero.
[[nodiscard]] std::vector<double> capacities_from(const model::PlaceSet& set, const std::string& column);

/// The workspace with the chosen places instead of all of that set, to draw.
[[nodiscard]] std::shared_ptr<const model::Workspace> with_sites(const std::shared_ptr<const model::Workspace>& workspace,
                                                                 const ChosenSites& sites);

}  // namespace needsmap::app
