#include "scene/place_symbol.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "scene/colour_space.hpp"
#include "scene/marker_clusters.hpp"

namespace needsmap::scene {

namespace {

constexpr Rgba white{255, 255, 255, 255}, no_grade_grey{122, 132, 137, 255};
constexpr double no_grade_share = 0.7;  ///< of the usual size
constexpr double graded_scale = 1.2;    ///< an edge and a middle need room to be seen
constexpr double edge_wanted_mm = 0.32;
constexpr double most_edge_share = 0.45;  ///< of the way to the middle, so that some of it is left in thin shapes
constexpr const char* not_known = "Not known";

/// From the middle of a shape of size 1 to the nearest point of its outline.
double inner_radius(model::MarkerShape shape) {
    const std::vector<geo::PagePoint> outline = marker_outline(shape);
    double nearest = 1;
    for (std::size_t i = 0; i < outline.size(); ++i) {
        const geo::PagePoint a = outline[i], step = outline[(i + 1) % outline.size()] - a;
        const double along = std::clamp(-(a.x * step.x + a.y * step.y) / (step.x * step.x + step.y * step.y), 0.0, 1.0);
        nearest = std::min(nearest, std::hypot(a.x + along * step.x, a.y + along * step.y));
    }
    return nearest;
}

/// So much smaller is the middle that the edge around it is as thick as wanted.
double middle_share(const PlaceSymbol& symbol) {
    const double radius = inner_radius(symbol.shape) * symbol.size_mm;
    return 1 - std::min(edge_wanted_mm / radius, most_edge_share);
}

std::size_t detail_of_grades(const model::PlaceSet& set) {
    return static_cast<std::size_t>(std::ranges::find(set.details, set.graded_by, &model::PlaceDetail::column) - set.details.begin());
}

}  // namespace

PlaceSymbol symbol_of(const model::PlaceSet& set, std::optional<std::size_t> grade, Rgba usual) {
    PlaceSymbol symbol{set.shape, marker_size_mm, set.colour.empty() ? usual : rgba_from(set.colour), 0, {}};
    if (set.graded_by.empty()) return symbol;
    symbol.size_mm *= graded_scale;
    if (!grade) symbol.colour = no_grade_grey, symbol.size_mm *= no_grade_share;
    if (!grade || *grade == 0) return symbol;
    const auto last = static_cast<double>(std::max<std::size_t>(set.grades.size(), 2) - 1);
    symbol.middle_mm = symbol.size_mm * middle_share(symbol);
    symbol.middle = mix(symbol.colour, white, std::min(1.0, static_cast<double>(*grade) / last));
    return symbol;
}

void add_symbols(Group& group, const PlaceSymbol& symbol, const std::vector<Anchor>& anchors, double scale, Rgba rim,
                 const std::string& id) {
    if (anchors.empty()) return;
    group.items.emplace_back(Markers{symbol.shape, symbol.size_mm * scale, symbol.colour, rim, marker_rim_mm * scale, anchors, id});
    if (symbol.middle_mm > 0)
        group.items.emplace_back(Markers{symbol.shape, symbol.middle_mm * scale, symbol.middle, {0, 0, 0, 0}, 0, anchors, id + "-middle"});
}

std::vector<GradeLine> grade_lines(const model::PlaceSet& set) {
    if (set.graded_by.empty()) return {};
    std::vector<GradeLine> lines;
    for (std::size_t g = 0; g < set.grades.size(); ++g) lines.push_back({set.grades[g].title, 0, g});
    lines.push_back({not_known, 0, std::nullopt});
    for (const model::Place& place : set.places) ++lines[model::grade_of(set, place).value_or(set.grades.size())].count;
    std::erase_if(lines, [](const GradeLine& line) { return line.count == 0; });
    if (lines.size() == 1 && set.title.starts_with(lines.front().title)) lines.clear();
    return lines;
}

PlaceSymbol symbol_of(const model::PlaceSet& set, Rgba usual) {
    return symbol_of(set, set.places.empty() ? std::nullopt : model::grade_of(set, set.places.front()), usual);
}

std::string places_title(const model::PlaceSet& set) {
    const std::size_t detail = detail_of_grades(set);
    return detail >= set.details.size() || grade_lines(set).empty() ? set.title
                                                                    : set.title + " by " + base::lower_first(set.details[detail].title);
}

std::string grade_title(const model::PlaceSet& set, const model::Place& place) {
    if (const auto grade = model::grade_of(set, place)) return set.grades[*grade].title;
    const std::size_t detail = detail_of_grades(set);
    const bool says_something = detail < place.details.size() && !place.details[detail].empty();
    return says_something ? place.details[detail] : not_known;
}

}  // namespace needsmap::scene
