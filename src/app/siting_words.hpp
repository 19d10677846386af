// A plan's figures in plain English.
#pragma once

#include <string>

#include "analysis/siting.hpp"
#include "analysis/siting_live.hpp"
#include "app/draft_plan.hpp"
#include "model/demand.hpp"
#include "model/places.hpp"

namespace needsmap::app {

/// Costs as people read them: metres as "2.3 km", minutes as "14 minutes" (one decimal below 10).
[[nodiscard]] std::string cost_text(model::TravelMode mode, double cost);
/// "5 km by estimated distance", "15 minutes on foot": the words of the command `access`.
[[nodiscard]] std::string limit_text(const DraftPlan& plan);
/// The limit in the unit of costs: metres or minutes.
[[nodiscard]] double limit_cost(const DraftPlan& plan);
/// "children", or "of the need" for a bare weight.
[[nodiscard]] std::string people_words(const model::Demand& demand);
/// "1 Children's Centre", "45 Children's Centres".
[[nodiscard]] std::string count_of_sites(const model::PlaceSet& set, std::size_t count);

/// "45 Children's Centres: 78.8 % of children aged 0 to 4 live within 5 km by estimated distance; the mean
/// journey is 3.0 km, the worst 14.2 km."
[[nodiscard]] std::string plan_sentence(const DraftPlan& plan, const model::PlaceSet& set, const model::Demand& demand,
                                        const analysis::LiveSummary& summary);
/// "78.8 % within 5 km; mean 3.0 km": where there is no room for the sentence.
[[nodiscard]] std::string plan_in_brief(const DraftPlan& plan, const analysis::LiveSummary& summary);
/// "1,234 children have a longer journey, by 1.8 km on average"; empty when nobody has.
[[nodiscard]] std::string farther_sentence(const DraftPlan& plan, const model::Demand& demand, const analysis::LiveSummary& summary);
[[nodiscard]] std::string nearer_sentence(const DraftPlan& plan, const model::Demand& demand, const analysis::LiveSummary& summary);
/// "2 closed, 1 opened, 1 new, 1 moved"; empty when the sites are as the plan began.
[[nodiscard]] std::string changes_of_sites(const DraftPlan& plan);

}  // namespace needsmap::app
