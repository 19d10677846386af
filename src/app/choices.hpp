// What the user may switch to from here, and why not where it is not possible.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/session.hpp"

namespace needsmap::app {

/// A geography or a layer one could switch to. `reason` says why not when it is not available.
struct GeographyChoice {
    std::shared_ptr<const model::Geography> geography;
    bool available = false;
    std::string reason;
};
struct LayerChoice {
    std::shared_ptr<const model::LayerDefinition> layer;
    bool available = false;  ///< on the shown geography
    std::string reason;
    bool is_result = false;  ///< of an analysis: can be removed
};

/// Geographies for the layers that are shown (both, while comparing), coarsest first; geographies with a single area are left out.
[[nodiscard]] std::vector<GeographyChoice> geography_choices(const Session& session);
/// Results that can be mapped, newest first, then all layers, in workspace order (by theme, then title), for the shown geography.
[[nodiscard]] std::vector<LayerChoice> layer_choices(const Session& session);

}  // namespace needsmap::app
