// Up and down the geographies: which is next, and which areas are whose.
#pragma once

#include <memory>
#include <vector>

#include "model/workspace.hpp"

namespace needsmap::app {

/// Geographies whose areas lie inside areas of this one (a lookup says so), fewest areas first: from an area partnership the localities
/// come before the wards.
[[nodiscard]] std::vector<std::shared_ptr<const model::Geography>> finer_geographies(const model::Workspace& workspace,
                                                                                     const model::Geography& geography);
/// Geographies that this one's areas belong to, most areas first: from a ward the localities come before the districts.
[[nodiscard]] std::vector<std::shared_ptr<const model::Geography>> coarser_geographies(const model::Workspace& workspace,
                                                                                       const model::Geography& geography);

/// The areas of `to` that hold, or lie inside, the given areas of `from`, each once, in the order of `areas`. Empty when no lookup leads
/// from one to the other.
[[nodiscard]] std::vector<model::AreaIndex> related_areas(const model::Geography& from, const model::Geography& to,
                                                          const std::vector<model::AreaIndex>& areas);

}  // namespace needsmap::app
