// How places look on maps and in legends: one symbol for a set, or one for each grade of a set that is graded.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "model/places.hpp"
#include "scene/display_list.hpp"

namespace needsmap::scene {

/// A filled shape, and on it a smaller one that leaves an edge of the first. Sizes are those at scale 1, without the rim.
struct PlaceSymbol {
    model::MarkerShape shape = model::MarkerShape::circle;
    double size_mm = 0;
    Rgba colour;
    double middle_mm = 0;  ///< 0: it is filled throughout
    Rgba middle;
};

/// The symbol of a set's places of this grade (model::grade_of). The best grade is filled with the set's colour, the last one hollow, those between
/// have the colour in even steps to white, so that a greyscale copy still tells them apart; all have the same outline, larger than a symbol of a set without grades. Without a
/// grade: small and grey. A set that is not graded has one filled symbol. `usual` colours a set that has no colour.
[[nodiscard]] PlaceSymbol symbol_of(const model::PlaceSet& set, std::optional<std::size_t> grade, Rgba usual);

/// Appends the symbol at these places, `scale` times as large, within a rim that lifts it off the map.
void add_symbols(Group& group, const PlaceSymbol& symbol, const std::vector<Anchor>& anchors, double scale, Rgba rim,
                 const std::string& id);

/// What a legend says about one grade of a set.
struct GradeLine {
    std::string title;
    std::size_t count = 0;
    std::optional<std::size_t> grade;
};
/// Best grade first, "Not known" last; only those that places of the set have. Empty for a set that is not graded, and
/// for places of one grade whose title says it already ("Good play areas").
[[nodiscard]] std::vector<GradeLine> grade_lines(const model::PlaceSet& set);
/// The symbol of a set without lines of grades: that of all its places.
[[nodiscard]] PlaceSymbol symbol_of(const model::PlaceSet& set, Rgba usual);
/// "Play areas by quality"; the title alone where there are no lines of grades.
[[nodiscard]] std::string places_title(const model::PlaceSet& set);
/// The title of the place's grade; what the file says where it is none, and "Not known" where it says nothing.
[[nodiscard]] std::string grade_title(const model::PlaceSet& set, const model::Place& place);

}  // namespace needsmap::scene
