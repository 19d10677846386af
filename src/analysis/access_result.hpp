// Access to services as a result that can be mapped, tabulated and exported: one row and one figure per area of a geography.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "analysis/access.hpp"
#include "base/job.hpp"
#include "model/result.hpp"
#include "model/travel.hpp"

namespace needsmap::analysis {

/// What was asked, in words for titles and lines.
struct AccessQuestion {
    std::string id;                       ///< of the result: "access-childrens-centres-walk"
    std::string site_singular;            ///< "Children's Centre"
    std::string site_plural;              ///< "Children's Centres"
    std::vector<std::string> site_names;  ///< by site
    std::string plan;                     ///< which of all sites these are, for the title; empty: all
    model::TravelMode mode = model::TravelMode::walk;
    std::shared_ptr<const model::Geography> geography;  ///< whose areas the rows are
    AccessOptions options;
    double suppress_below = 0;    ///< counts of people below it are left out of the table, and those that would give them away; 0: none
    std::string source, licence;  ///< of the sites and the roads or timetable
    std::vector<std::string> method_lines;  ///< how the costs were made, before our own lines
    std::string command;
};

/// What an area is called where nobody can reach a site.
inline constexpr std::string_view no_service_words = "No service";

/// "on foot", "by car", "by bus"; for straight lines "by estimated distance", because a detour factor stretches them.
[[nodiscard]] std::string_view mode_words(model::TravelMode mode);

/// Minutes (or kilometres, for costs in metres) to the nearest site by area, as a layer of the kind score with ranks (the farthest is rank 1),
/// and the columns
///   code, name, minutes (km), nearest (the site that is nearest for most of its people), minutes_nth, minutes_p90, within (mean number of sites within
///   reach), demand, demand_within, beyond_15 …, no_service and, with capacities, places_per_person and unmet.
/// An area where nobody can reach a site is not_applicable ("no service") on the map and has an empty cell; one without demand points is
/// missing. `finding` is one sentence on all of them. Throws what measure_access and areas_of_points throw.
[[nodiscard]] std::shared_ptr<const model::Result> access_result(const model::Demand& demand, const model::TravelCosts& costs,
                                                                 const AccessQuestion& question, base::JobContext& job);

}  // namespace needsmap::analysis
