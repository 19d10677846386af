// Hidden pockets as a result that can be mapped, exported and tabulated.
#pragma once

#include <memory>
#include <string>

#include "analysis/pockets.hpp"
#include "model/result.hpp"

namespace needsmap::app {

/// The indicators and options a report was made from, and the command line that makes it again.
struct PocketsSource {
    const model::Indicator& small;
    const model::Indicator& parents;
    const analysis::PocketOptions& options;
    std::string command;
};

/// Kinds by verdict (pocket, flagged, cannot tell, even), one row per parent in the order of the report's ranking. Columns: docs/manual.md.
/// Where all small areas with a number would be told beside others that are suppressed, their figures stay out of the table: with the
/// parent's own they could tell the hidden one. Totals are given as rounded shares for the same reason.
[[nodiscard]] std::shared_ptr<const model::Result> pockets_result(const analysis::PocketReport& report, const PocketsSource& source);

/// "6 of 136 wards look fine on average but hide a small area in need, most surely Hendreds (Hendreds A: 22.2 %; the ward: 6.1 %)."
[[nodiscard]] std::string pockets_finding(const analysis::PocketReport& report, const PocketsSource& source);

}  // namespace needsmap::app
