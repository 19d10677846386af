// The county as a mosaic of small parcels (fields, blocks of houses): the grain that every boundary follows.
#pragma once

#include "delaunay.hpp"
#include "inputs.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace needsmap::county {

/// A line after roughening, ready to be drawn and to bend the mosaic.
struct FineLine {
    std::string kind;
    std::string name;
    Polyline points;
};

/// One parcel.
struct Parcel {
    Point seed;
    bool inside = false;     ///< inside the county
    int settlement = -1;     ///< whose streets it belongs to; -1 in open country
    double spacing_m = 0.0;  ///< local grain
    double area_m2 = 0.0;
    double people = 0.0;  ///< relative number of residents
    std::vector<int> links;
};

/// Two parcels that share a border.
struct Link {
    std::array<int, 2> parcel{};
    double border_m = 0.0;
    double distance_m = 0.0;
    double barrier_m = 0.0;  ///< extra cost of crossing rivers, roads and railways
    double walk_m = 0.0;     ///< cost of walking across: distance stretched by smooth noise, plus the barriers

    int other(int p) const { return parcel[0] == p ? parcel[1] : parcel[0]; }
};

struct Mosaic {
    std::vector<Parcel> parcels;
    std::vector<Link> links;
    Triangulation dual;  ///< parcels are its points, so a parcel's corners are its centres
    std::vector<FineLine> lines;
    Polyline outline;

    /// Circumcentre of a triangle in metres.
    Point corner(int triangle) const;
    /// The parcel inside the county whose seed is nearest.
    int nearest(Point p) const;
};

/// Lays the mosaic: rows of fields turned by village, finer in towns, with pairs of parcels along the county border, rivers and roads
/// so that those run between parcels.
Mosaic lay_mosaic(const Inputs& inputs);

/// Radius in metres of a settlement's built-up area for a number of residents.
double built_up_radius_m(int population);

}  // namespace needsmap::county
