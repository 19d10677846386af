// Writes the county's boundaries, lookups, tables and context.
#pragma once

#include "people.hpp"

#include <filesystem>

namespace needsmap::county {

void write_boundaries(const std::filesystem::path& folder, const Mosaic& mosaic, const SmallAreas& keys,
                      const std::vector<SmallArea>& areas);
void write_lookups(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas);
void write_tables(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas);
/// Homes planned by small area, 55,000 in all, where the plans expect growth; which estates is ours.
void write_growth(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas);

void write_settlements(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas);
void write_context(const std::filesystem::path& folder, const Mosaic& mosaic, const Inputs& inputs);

/// planted.csv: what was planted where, for tests of the analyses.
void write_planted(const std::filesystem::path& file, const Inputs& inputs, const std::vector<SmallArea>& areas);

}  // namespace needsmap::county
