// The map of a siting plan: how far each area is from the site that serves it, and the borders of catchments.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "app/site_question.hpp"
#include "model/result.hpp"
#include "scene/spokes.hpp"

namespace needsmap::app {

/// What a plan means for one area of the demand's geography.
struct ServedArea {
    analysis::SiteIndex site = analysis::no_site;  ///< that serves most of its people, the first of equal ones
    double people = 0, served = 0;
    double travel = 0;  ///< sum of people times cost, of those served
    std::optional<double> worst;
};
[[nodiscard]] std::vector<ServedArea> served_areas(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// Mean journey by area of `geography`, in km or minutes, as a layer with the id of the result. Areas without people that are known have no
/// number, for the reason that the demand has. Throws base::Error when the demand's areas do not lead to `geography`.
[[nodiscard]] std::shared_ptr<const model::Indicator> journey_map(const SiteQuestion& question, const std::vector<ServedArea>& areas,
                                                                  const std::shared_ptr<const model::Geography>& geography,
                                                                  std::size_t open_sites, std::string id);

/// From where people live to the site that serves them: a line for each point, or for each area where there are many points. Where there are
/// too many areas as well, so that a sheet would be black with lines, null.
[[nodiscard]] std::shared_ptr<const scene::Spokes> plan_spokes(const SiteQuestion& question, const analysis::SitingPlan& plan);

/// Catchments: the areas with one serving site, joined.
[[nodiscard]] std::vector<model::Outline> catchments(const SiteQuestion& question, const std::vector<ServedArea>& areas);

}  // namespace needsmap::app
