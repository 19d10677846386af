// Lookups: which area of one geography belongs to which of a coarser one, and the hierarchy that follows from them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "io/raw_table.hpp"
#include "io/workspace_file.hpp"
#include "model/geography.hpp"

namespace needsmap::io {

/// The groups that a lookup makes of the areas of a geography.
struct Grouping {
    std::vector<std::string> codes, names;      ///< by group, ascending by code
    std::vector<geo::AreaIndex> group_of_area;  ///< no_area where the lookup does not say
};

/// Reads the target column `to` of a lookup for the areas of `from`. Reported: areas without a row, rows that contradict each other,
/// unknown columns (then everything is empty).
[[nodiscard]] Grouping read_grouping(const LookupSpec& spec, const LookupTarget& to, const RawTable& raw, const model::Geography& from,
                                     base::Diagnostics& diagnostics);

/// The grouping in terms of `coarser`'s own areas. Reported: groups that are not among its codes (error), areas of it that get
/// nothing (warning: their figures will be missing).
[[nodiscard]] std::vector<geo::AreaIndex> parents_from(const Grouping& grouping, const model::Geography& from,
                                                       const model::Geography& coarser, const std::string& file,
                                                       base::Diagnostics& diagnostics);

/// Fills in what follows from the direct parents: small area -> ward and ward -> district give small area -> district. A direct
/// lookup is never overruled.
void complete_hierarchy(const std::vector<std::shared_ptr<model::Geography>>& geographies);

}  // namespace needsmap::io
