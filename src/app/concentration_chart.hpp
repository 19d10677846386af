// The concentration curve as a chart: which share of those in need lives among which share of the people, most deprived first.
#pragma once

#include <string>

#include "app/charts.hpp"

namespace needsmap::app {

/// The layer that orders areas by deprivation where no other is named.
inline constexpr const char* usual_deprivation = "deprivation";

/// `indicator` by `deprivation`, both of one geography. The most deprived fifth of the people is marked. Areas without either figure are left
/// out and told. Throws base::Error when `indicator` has no numerator and denominator, the two are on different areas, `deprivation` shows
/// kinds, or nobody is in need.
[[nodiscard]] ChartView concentration_chart(const model::Workspace& workspace, const model::Indicator& indicator,
                                            const model::Indicator& deprivation);
/// The same with the deprivation of a layer by its id.
[[nodiscard]] ChartView concentration_chart(const model::Workspace& workspace, const model::Indicator& indicator, const std::string& by);

}  // namespace needsmap::app
