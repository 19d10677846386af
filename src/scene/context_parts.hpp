// Rivers and roads cut at the county's edge, so that what lies beyond can fade.
#pragma once

#include <memory>
#include <vector>

#include "model/geography.hpp"
#include "model/places.hpp"

namespace needsmap::scene {

struct ContextParts {
    using Lines = std::vector<std::vector<geo::MapPoint>>;
    Lines inside, outside;
};
/// The layer's lines (all features together) inside and outside the geography's ground. Made once per layer and kept while the layer
/// lives; thread-safe. Without a locator, and for built-up areas (which are
/// no lines), everything is inside.
[[nodiscard]] std::shared_ptr<const ContextParts> context_parts(const std::shared_ptr<const model::ContextLayer>& layer,
                                                                const model::Geography& geography);

}  // namespace needsmap::scene
