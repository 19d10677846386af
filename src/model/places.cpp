#include "model/places.hpp"

#include <algorithm>

namespace needsmap::model {

std::optional<std::size_t> grade_of(const PlaceSet& set, const Place& place) {
    if (set.graded_by.empty()) return std::nullopt;
    const auto detail = std::ranges::find(set.details, set.graded_by, &PlaceDetail::column);
    const auto at = static_cast<std::size_t>(detail - set.details.begin());
    if (at >= place.details.size()) return std::nullopt;
    const auto grade = std::ranges::find(set.grades, place.details[at], &PlaceGrade::value);
    if (grade == set.grades.end()) return std::nullopt;
    return static_cast<std::size_t>(grade - set.grades.begin());
}

}  // namespace needsmap::model
