// Where the people are that a service is for: an indicator's children (or a bare weight) brought to points where people live.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "model/demand.hpp"
#include "model/layer.hpp"
#include "model/population_points.hpp"

namespace needsmap::analysis {

/// Homes to come, by area of the demand's geography: each adds as many persons as `per_home` says.
struct Growth {
    std::vector<model::Cell> homes;  ///< by area; a cell without a number adds nothing and is counted
    double per_home = 0;             ///< persons of the demand per new home, >= 0
    std::string title;               ///< "55,000 homes planned for 2006 to 2026"
};

/// Persons of the demand per home today: the indicator's whole weight over all `homes_today`, of areas that have both numbers. A home to come
/// is taken to hold as many as a home does now, which is a low guess for new estates: they attract young families.
/// Throws base::Error when the indicator is a bare weight, the numbers of areas differ, or there are no homes.
[[nodiscard]] double persons_per_home(const model::Indicator& indicator, std::span<const model::Cell> homes_today);

/// One point per area that has a number: the population point nearest to the weighted mean centre of the area's points, so that it lies
/// where people live. The weight is the numerator of a proportion or rate ("children in poverty"), the value of a count, or the value
/// itself of a score or index as a bare weight without a unit. Areas without a number (suppressed, missing) get no point and are told by
/// name in the diagnostics; nobody can work out their number from the demand. Without population points, or in an area without one, the
/// area's label point serves, and the diagnostics say so.
/// Throws base::Error for ranks and categories, for weights below zero, for growth of a bare weight, when no area has a number, and when
/// points or growth belong to another geography.
[[nodiscard]] model::Demand area_demand(const model::Indicator& indicator, const model::PopulationPoints& points,
                                        const std::optional<Growth>& growth = std::nullopt);

/// The same with each area's weight spread over its points in proportion to the people there (evenly where it has points but no people).
[[nodiscard]] model::Demand point_demand(const model::Indicator& indicator, const model::PopulationPoints& points,
                                         const std::optional<Growth>& growth = std::nullopt);

}  // namespace needsmap::analysis
