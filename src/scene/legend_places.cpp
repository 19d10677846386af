#include "base/format.hpp"
#include "scene/legend.hpp"
#include "scene/place_symbol.hpp"

namespace needsmap::scene {

namespace {

constexpr double legend_symbol_scale = 1.1;

/// Where the rows of one set go.
struct PlaceRows {
    Group* group;
    double x, y, width;
    const model::PlaceSet& set;
    const MapTheme& theme;
    const SheetType& type;

    void add(const std::string& title, std::size_t count, const PlaceSymbol* symbol, const std::string& id, double height,
             double indent = 0) {
        const double k = type.scale, left = x + (11.6 + indent) * k, middle = y + height / 2;
        y += height;
        if (group == nullptr) return;
        if (symbol != nullptr) add_symbols(*group, *symbol, {{geo::PagePoint{x + 4.5 * k, middle}}}, legend_symbol_scale, theme.page, id);
        const std::string number = base::format_count(static_cast<std::int64_t>(count));
        const TypeStyle& style = type.legend;
        const double baseline = middle + style.cap_mm() / 2, room = x + width - left - style.width_mm(number) - 2;
        PageInk page(*group);
        page.line(left, baseline, Fonts::shared().elide(title, style.weight, style.size_mm, room), style);
        page.line(x + width, baseline, number, style, Align::right);
    }
};

}  // namespace

double draw_places(Group* group, double x, double y, double width, const model::PlaceSet& set, const MapTheme& theme,
                   const SheetType& type) {
    const double k = type.scale, height = 5 * k;
    PlaceRows rows{group, x, y, width, set, theme, type};
    const std::vector<GradeLine> grades = grade_lines(set);
    const PlaceSymbol whole = symbol_of(set, theme.accent);
    rows.add(places_title(set), set.places.size(), grades.empty() ? &whole : nullptr, set.id, height);
    for (const GradeLine& line : grades) {
        const PlaceSymbol symbol = symbol_of(set, line.grade, theme.accent);
        rows.add(line.title, line.count, &symbol, set.id, 4.5 * k, 2.4);
    }
    return rows.y - y;
}

}  // namespace needsmap::scene
