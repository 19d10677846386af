// From boundary data or by dissolving another geography: areas with codes, names, coverage and locator.
#pragma once

#include <memory>

#include "base/job.hpp"
#include "io/boundary_reader.hpp"
#include "io/lookup_reader.hpp"
#include "io/workspace_file.hpp"
#include "model/geography.hpp"

namespace needsmap::io {

/// Takes the areas of a boundary file.
[[nodiscard]] std::shared_ptr<model::Geography> make_geography(const GeographySpec& spec, BoundaryData data);

/// Joins the areas of `from` by group. Every drawing level is made from the same level of `from`, so that borders of both lie on
/// the very same points at every scale.
[[nodiscard]] std::shared_ptr<model::Geography> dissolve_geography(const GeographySpec& spec, const model::Geography& from,
                                                                   const Grouping& grouping, bool use_cache, base::JobContext& job);

/// One group of all areas.
[[nodiscard]] Grouping group_all(const GeographySpec& spec, std::size_t areas);

}  // namespace needsmap::io
