// What the command `site` can be asked, as parameters and as the options they mean.
#pragma once

#include <vector>

#include "app/operation.hpp"
#include "app/site_question.hpp"

namespace needsmap::app {

/// Of the plan, of journeys, of demand, and of what is written.
[[nodiscard]] std::vector<Param> siting_params();

/// Throws base::Error (usage) for options that contradict each other, and as travel_options_from does.
[[nodiscard]] SiteOptions site_options_from(const Params& params);

}  // namespace needsmap::app
