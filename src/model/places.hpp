// Services with a position, and the lines and towns that orient the reader.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::model {

enum class MarkerShape { circle, square, triangle, diamond, star, pentagon, cross, hexagon };

/// One service with its attributes as text, in the order of PlaceSet::details.
struct Place {
    std::string id, name;
    geo::MapPoint position;
    std::vector<std::string> details;
};
struct PlaceDetail {
    std::string column, title, unit;
};
struct PlaceSet {
    std::string id, title, singular, theme;
    MarkerShape shape = MarkerShape::circle;
    std::string colour;  ///< "#RRGGBB"
    std::vector<PlaceDetail> details;
    std::vector<Place> places;
    std::string source, licence;
};

enum class ContextKind { river, motorway, main_road, railway, urban };
/// Lines, or for `urban` closed outlines.
struct ContextLayer {
    ContextKind kind = ContextKind::river;
    struct Feature {
        std::string name;
        std::vector<std::vector<geo::MapPoint>> parts;
    };
    std::vector<Feature> features;
};

enum class SettlementClass { city, major_town, market_town, village };
struct Settlement {
    std::string name;
    geo::MapPoint position;
    SettlementClass kind = SettlementClass::village;
    double population = 0;  ///< 0 = unknown
};

}  // namespace needsmap::model
