#include "scene/map_scene.hpp"

#include <algorithm>
#include <cmath>

#include "base/format.hpp"
#include "scene/context_parts.hpp"
#include "scene/map_fills.hpp"

namespace needsmap::scene {

namespace {

/// Own borders are left out where the typical area is smaller than this on the page: they would hide the colours.
constexpr double least_bordered_mm = 1.4;
/// Paper is read from nearer than a screen, and its dense towns are drawn again as insets: spokes are finer there.
constexpr double printed_spoke = 0.7;
/// Roads and rivers beyond the county fade to this share of their strength.
constexpr double beyond_strength = 0.3;

Rgba faded(Rgba colour, double share) {
    colour.a = static_cast<std::uint8_t>(std::lround(colour.a * share));
    return colour;
}

struct ContextLook {
    model::ContextKind kind;
    Rgba MapTheme::*colour;
    double width_mm;
    double strength;
    std::vector<double> dash_mm;
};

void add_context(Group& group, const MapInput& input, const MapTheme& theme, double size_scale) {
    using enum model::ContextKind;
    const std::vector<ContextLook> looks{{urban, &MapTheme::urban, 0, 1, {}},
                                         {river, &MapTheme::water, 0.32, 0.75, {}},
                                         {railway, &MapTheme::railway, 0.16, 0.6, {1.2, 0.6}},
                                         {main_road, &MapTheme::road, 0.2, 0.55, {}},
                                         {motorway, &MapTheme::motorway, 0.4, 0.6, {}}};
    // Any geography covers the county's ground; the one with the smallest areas answers fastest.
    const model::Geography& ground = **std::max_element(input.workspace->geographies.begin(), input.workspace->geographies.end(),
                                                        [](const auto& a, const auto& b) { return a->size() < b->size(); });
    for (const ContextLook& look : looks)
        for (const auto& layer : input.workspace->context) {
            if (layer->kind != look.kind) continue;
            // A wash over class colours would make them lie; towns keep their names instead.
            if (look.kind == urban && input.classification) continue;
            const auto parts = context_parts(layer, ground);
            const auto add = [&](const ContextParts::Lines& lines, double strength) {
                if (lines.empty()) return;
                MapPath path{std::shared_ptr<const ContextParts::Lines>(parts, &lines), look.kind == urban, {}, {}};
                const Rgba colour = faded(theme.*look.colour, look.strength * strength);
                if (look.kind == urban)
                    path.fill = FillStyle{colour, Pattern::none, {}};
                else
                    path.stroke = StrokeStyle{colour, look.width_mm * size_scale, look.dash_mm};
                group.items.emplace_back(std::move(path));
            };
            add(parts->inside, 1);
            add(parts->outside, beyond_strength);
        }
}

void add_fill(Group& group, const MapInput& input, const MapTheme& theme) {
    CoverageFill fill;
    fill.coverage = input.geography->coverage;
    if (input.classification && input.indicator) {
        fill.class_of_area = input.classification->class_of_area;
        fill.styles = map_fills(*input.classification, *input.indicator->definition, theme);
    } else {
        fill.class_of_area = std::make_shared<const std::vector<std::uint8_t>>(input.geography->size(), std::uint8_t{0});
        fill.styles = {FillStyle{theme.missing_fill, Pattern::none, {}}};
    }
    group.items.emplace_back(std::move(fill));
}

void add_borders(Group& group, const MapInput& input, const MapTheme& theme, double size_scale) {
    const BorderLevels levels = border_levels(*input.workspace, *input.geography);
    const auto add = [&](const model::Geography& geography, Rgba colour, double width_mm, double least_mm, bool outline_only) {
        const double size = typical_size_m(geography);
        const double min_scale = least_mm > 0 && size > 0 ? least_mm * size_scale / size : 0;
        group.items.emplace_back(CoverageStroke{geography.coverage, {colour, width_mm * size_scale, {}}, outline_only, min_scale});
    };
    // Over no colours the light border of the fills would not be seen.
    const Rgba own = input.classification ? theme.ward_border : theme.locality_border;
    if (input.geography->size() > 1) add(*input.geography, own, 0.1, least_bordered_mm, false);
    if (levels.middle) add(*levels.middle, theme.locality_border, 0.16, 3 * least_bordered_mm, false);
    if (levels.strong) add(*levels.strong, theme.district_border, 0.3, 4 * least_bordered_mm, false);
    // A coast with thousands of bays would be all ink under the full width, so a country seen whole keeps a fine line.
    add(*input.geography, theme.county_border, 0.18, 0, true);
    add(*input.geography, theme.county_border, 0.45, least_bordered_mm / 2, true);
}

/// An outline's label stands on its northernmost point.
void add_outline_label(Group& group, const model::Outline& outline, const MapTheme& theme, double size_scale) {
    if (outline.label.empty() || outline.rings.empty() || outline.rings.front().empty()) return;
    const auto& ring = outline.rings.front();
    const geo::MapPoint top = *std::ranges::max_element(ring, {}, &geo::MapPoint::y);
    constexpr double size_mm = 3.0;
    TextItem text;
    text.run = Fonts::shared().shape(outline.label, Weight::semibold, size_mm * size_scale);
    text.anchor.point = top;
    text.offset = {-Fonts::shared().width_mm(outline.label, Weight::semibold, size_mm * size_scale) / 2, -0.8 * size_scale};
    text.colour = theme.text, text.halo = theme.halo, text.halo_mm = 0.5 * size_scale;
    group.items.emplace_back(std::move(text));
}

/// Shapes of a result over everything else, with a light casing so that they show on every class colour.
void add_outlines(Group& group, const MapInput& input, const MapTheme& theme, double size_scale) {
    if (!input.result) return;
    // Many small rings in full weight would bury the map.
    constexpr std::size_t many = 20;
    std::size_t ring_count = 0;
    for (const model::Outline& outline : input.result->outlines) ring_count += outline.rings.size();
    const double weight = (ring_count > many ? 0.5 : 1) * size_scale;
    for (const model::Outline& outline : input.result->outlines) {
        const std::shared_ptr<const std::vector<std::vector<geo::MapPoint>>> rings(input.result, &outline.rings);
        group.items.emplace_back(MapPath{rings, true, {}, StrokeStyle{theme.halo, 1.3 * weight, {}}});
        group.items.emplace_back(MapPath{rings, true, {}, StrokeStyle{theme.text, outline_width_mm * weight, {}}});
    }
    for (const model::Outline& outline : input.result->outlines) add_outline_label(group, outline, theme, size_scale);
}

}  // namespace

double typical_size_m(const model::Geography& geography) {
    const geo::Coverage& coverage = geography.coverage->full();
    std::vector<double> areas(coverage.area_count());
    if (areas.empty()) return 0;
    for (std::size_t a = 0; a < areas.size(); ++a) areas[a] = coverage.area_m2(static_cast<geo::AreaIndex>(a));
    const auto middle = areas.begin() + static_cast<std::ptrdiff_t>(areas.size() / 2);
    std::nth_element(areas.begin(), middle, areas.end());
    return std::sqrt(*middle);
}

BorderLevels border_levels(const model::Workspace& workspace, const model::Geography& geography) {
    BorderLevels out;
    std::vector<std::shared_ptr<const model::Geography>> coarser;
    for (const auto& other : workspace.geographies)
        if (geography.parents_in(other->id) != nullptr && other->size() >= 2 && other->size() * 2 < geography.size())
            coarser.push_back(other);
    std::sort(coarser.begin(), coarser.end(), [](const auto& a, const auto& b) { return a->size() > b->size(); });
    for (const auto& g : coarser)
        if (g->id == "district") out.strong = g;
    if (!out.strong && !coarser.empty()) out.strong = coarser.back();
    // The middle one has to be clearly finer than the strong one, or two nearly equal nets cross each other.
    for (const auto& g : coarser)
        if (g != out.strong && g->size() >= 2 * out.strong->size()) {
            out.middle = g;
            break;
        }
    return out;
}

Group compile_map(const MapInput& input, const MapTheme& theme, double size_scale) {
    Group group;
    group.name = "map";
    add_fill(group, input, theme);
    if (input.document.show_context) add_context(group, input, theme, size_scale);
    add_borders(group, input, theme, size_scale);
    if (input.spokes) add_spokes(group, input.spokes->lines, theme, false, size_scale * printed_spoke);
    add_outlines(group, input, theme, size_scale);
    return group;
}

Group compile_overlay(const MapInput& input, geo::AreaIndex hovered, std::span<const geo::AreaIndex> selected, const MapTheme& theme,
                      double size_scale) {
    Group group;
    group.name = "overlay";
    const auto exists = [&](geo::AreaIndex area) { return area >= 0 && static_cast<std::size_t>(area) < input.geography->size(); };
    for (const geo::AreaIndex area : selected) {
        if (!exists(area)) continue;
        // A light casing below the accent, so that the selection shows on every class colour.
        group.items.emplace_back(AreaStroke{input.geography->coverage, area, {theme.halo, 1.3 * size_scale, {}}, std::nullopt});
        group.items.emplace_back(AreaStroke{input.geography->coverage, area, {theme.accent, 0.65 * size_scale, {}}, std::nullopt});
    }
    if (exists(hovered)) {
        group.items.emplace_back(AreaStroke{input.geography->coverage, hovered, {theme.halo, 0.9 * size_scale, {}}, std::nullopt});
        group.items.emplace_back(AreaStroke{input.geography->coverage, hovered, {theme.text, 0.4 * size_scale, {}}, std::nullopt});
    }
    return group;
}

ScaleBar scale_bar(const geo::PageFromMap& page_from_map, double max_mm) {
    const double longest_m = max_mm / page_from_map.scale;
    const double power = std::pow(10.0, std::floor(std::log10(longest_m)));
    ScaleBar bar;
    for (const double step : {1.0, 2.0, 5.0})
        if (step * power <= longest_m * (1 + 1e-12)) bar.length_m = step * power;
    bar.length_mm = bar.length_m * page_from_map.scale;
    const bool kilometres = bar.length_m >= 1000;
    const double shown = kilometres ? bar.length_m / 1000 : bar.length_m;
    const int decimals = shown >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(shown) - 1e-9));
    bar.label = base::format_number(shown, decimals) + (kilometres ? " km" : " m");
    return bar;
}

}  // namespace needsmap::scene
