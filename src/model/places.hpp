// Services with a position, and the lines and towns that orient the reader.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
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
/// A value of the detail that a set is graded by, such as "good".
struct PlaceGrade {
    std::string value, title;
    friend bool operator==(const PlaceGrade&, const PlaceGrade&) = default;
};
struct PlaceSet {
    std::string id, title, singular, theme;
    MarkerShape shape = MarkerShape::circle;
    std::string colour;  ///< "#RRGGBB"
    std::vector<PlaceDetail> details;
    std::string graded_by;           ///< column of the detail that symbols show; empty: all look alike
    std::vector<PlaceGrade> grades;  ///< best first, at most most_grades; empty when not graded
    std::vector<Place> places;
    std::string source, licence;
};

/// As many as one colour can be told apart in, on paper too.
inline constexpr std::size_t most_grades = 4;

/// Position in `grades` of a place of the set; nothing when the set is not graded or the place's value is none of its grades.
[[nodiscard]] std::optional<std::size_t> grade_of(const PlaceSet& set, const Place& place);

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
