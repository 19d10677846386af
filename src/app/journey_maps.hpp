// Maps of how people get to a service under two plans, in classes that never depend on the plans, so that any two maps can be compared.
#pragma once

#include <memory>

#include "analysis/equality.hpp"
#include "model/result.hpp"

namespace needsmap::app {

/// Mean minutes (or kilometres) to the nearest site by area in fixed bands, as kinds from near to far, with a kind of its own where most
/// people have no way there; the mean is of those who have. Areas without demand points are missing. Throws what analysis::areas_of_points throws.
[[nodiscard]] std::shared_ptr<const model::Indicator> journey_bands(const model::Demand& demand, const analysis::MeasuredPlan& plan,
                                                                    const analysis::EqualityQuestion& question,
                                                                    const std::shared_ptr<const model::Geography>& areas);

/// The change from one plan to the other by area, as kinds from longer to shorter around "about the same". An area shows what happens to most
/// of its people: the mean change of those who can get there under both plans, or that they lose the only way, gain one, or have none under
/// either. The table has the columns
///   code, name, demand, minutes_a, minutes_b, change (km_a, km_b), kind, gain, lose, no_service_a, no_service_b, state.
/// Small counts have empty cells, and so has what would give them away. It has no finding: the equality table does.
[[nodiscard]] std::shared_ptr<const model::Result> journey_changes(const model::Demand& demand, const analysis::MeasuredPlan& before,
                                                                   const analysis::MeasuredPlan& after,
                                                                   const analysis::EqualityQuestion& question,
                                                                   const std::shared_ptr<const model::Geography>& areas);

}  // namespace needsmap::app
