// The end that commands about journeys to places have in common: caveats told, places drawn, files written.
#pragma once

#include <filesystem>
#include <memory>

#include "app/demand_choice.hpp"
#include "app/operation.hpp"
#include "app/site_choice.hpp"
#include "app/travel.hpp"

namespace needsmap::app {

/// Adds to `result` what was noticed about places and journeys and who cannot be reached, and writes it as write_result (result_output.hpp)
/// does, with the chosen places on its sheets.
[[nodiscard]] Outcome write_journey_result(const std::shared_ptr<const model::Workspace>& workspace, const ChosenSites& sites,
                                           const ChosenDemand& demand, const Travel& journeys, model::Result result,
                                           const std::filesystem::path& file, const Params& params, base::JobContext& job);

}  // namespace needsmap::app
