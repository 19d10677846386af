#include "app/journey_output.hpp"

#include <utility>

#include "app/result_output.hpp"
#include "app/travel_words.hpp"

namespace needsmap::app {

Outcome write_journey_result(const std::shared_ptr<const model::Workspace>& workspace, const ChosenSites& sites, const ChosenDemand& demand,
                             const Travel& journeys, model::Result result, const std::filesystem::path& file, const Params& params,
                             base::JobContext& job) {
    result.diagnostics.add_all(sites.diagnostics);
    result.diagnostics.add_all(journeys.diagnostics);
    tell_unreachable(demand.demand, sites.names(), journeys, result.diagnostics);
    SheetOptions sheet = sheet_options_from(params);
    sheet.places = {sites.set->id};
    return write_result(with_sites(workspace, sites), std::make_shared<const model::Result>(std::move(result)), file, sheet, job);
}

}  // namespace needsmap::app
