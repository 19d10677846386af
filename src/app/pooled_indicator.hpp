// A layer's figures pooled over its latest periods: small counts become larger ones, at the price of being less recent.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "model/workspace.hpp"

namespace needsmap::app {

struct PooledIndicator {
    std::shared_ptr<const model::Indicator> indicator;  ///< its definition says the pooled periods; ranks are anew
    int periods = 0;
    std::string sentence;  ///< "2 periods (2003 to 2005 and 2006 to 2008): 82 % of areas are known to within ±50 %."
};

/// The layer on a geography over its `periods` latest periods, or with nullopt over the shortest pool at which most areas are precise
/// (analysis/pooling.hpp says how precise and how many). An area that lacks a number in one of them has none; suppressed where one is.
/// Throws base::Error when the layer has no earlier periods or not as many, or cannot be shown on the geography.
[[nodiscard]] PooledIndicator pooled_indicator(const model::Workspace& workspace,
                                               const std::shared_ptr<const model::LayerDefinition>& layer, const std::string& geography,
                                               std::optional<int> periods);

}  // namespace needsmap::app
