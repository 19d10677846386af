// Places with a position: centres, hubs, schools, play areas, clubs and clinics.
#pragma once

#include "people.hpp"

#include <filesystem>

namespace needsmap::county {

/// Writes one CSV per kind of place into the folder.
void write_services(const std::filesystem::path& folder, const Mosaic& mosaic, const Inputs& inputs, const SmallAreas& keys,
                    const std::vector<SmallArea>& areas);

}  // namespace needsmap::county
