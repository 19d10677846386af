// A layer's rates by area as they would be if every area had the ages of a standard population.
#pragma once

#include <string_view>

#include "analysis/rates.hpp"
#include "model/workspace.hpp"

namespace needsmap::analysis {

/// Directly standardised rates (standardised_rate.hpp) from the layer's [[band]]s, in the layer's unit, with the intervals of Dobson et al.
/// An area whose own figure is hidden or missing has none, in the same state; likewise one of whose bands is; fewer than ten events or a band
/// without people: missing, and `unstandardised` says why. The comparator of `options` has to be standardised alike: county_standardised() is.
/// Suppression is that of the layer's total: band by band nearly every count would be hidden, and none of them is shown.
/// Throws base::Error when the layer has no bands, or with shrinkage.
[[nodiscard]] RatesResult standardised_rates(const model::Workspace& workspace, const model::LayerDefinition& layer,
                                             std::string_view geography, const RatesOptions& options);

/// The county's standardised rate as comparator; nullopt when it has none.
[[nodiscard]] std::optional<model::Comparator> county_standardised(const RatesResult& rates, const model::LayerDefinition& layer);

}  // namespace needsmap::analysis
