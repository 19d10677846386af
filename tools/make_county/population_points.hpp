// Where the people of each small area live: a few points per area, at houses rather than on empty ground.
#pragma once

#include "people.hpp"

#include <filesystem>
#include <vector>

namespace needsmap::county {

/// Some residents at one spot of a small area.
struct PopulationPoint {
    int area = -1;
    Point place;
    int people = 0;
};

/// About five points to a small area, in the order of the areas; the people of an area's points add up to its population.
std::vector<PopulationPoint> place_points(const Mosaic& mosaic, const SmallAreas& keys, const std::vector<SmallArea>& areas);

void write_population_points(const std::filesystem::path& folder, const std::vector<PopulationPoint>& points);

}  // namespace needsmap::county
