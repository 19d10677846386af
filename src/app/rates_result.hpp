// What the `rates` command makes of an indicator's rates: a layer with unreliable areas hatched, a table with intervals, and one sentence.
#pragma once

#include <string>

#include "analysis/rates.hpp"
#include "model/result.hpp"

namespace needsmap::app {

/// `rates` is what analysis::rates made of `indicator` with `options`; `county` is its name in sentences. With shrinkage the map shows the
/// shrunk rates, without counts beside them. The county's counts are left out: less the areas that are shown they would give away a single
/// suppressed one.
[[nodiscard]] model::Result rates_result(const model::Indicator& indicator, const analysis::RatesResult& rates,
                                         const analysis::RatesOptions& options, const std::string& county);

}  // namespace needsmap::app
