// The display list: what is to be painted, with style and data already resolved. Painters (screen, paper) look at nothing else.
// It holds no camera: items in map space are placed by the painter's page_from_map, widths and symbols are page millimetres.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "geo/coverage.hpp"
#include "geo/spaces.hpp"
#include "model/places.hpp"
#include "scene/font.hpp"

namespace needsmap::scene {

struct Rgba {
    std::uint8_t r = 0, g = 0, b = 0, a = 255;
    friend bool operator==(const Rgba&, const Rgba&) = default;
};
/// "#RRGGBB" or "#RRGGBBAA"; throws base::Error naming the text.
[[nodiscard]] Rgba rgba_from(std::string_view hex);

/// Patterns survive a greyscale photocopy: sparse dots = missing, diagonal hatch = suppressed, fine hatch = unreliable,
/// cross hatch = not applicable. Pattern geometry is fixed to the page, not to the map.
enum class Pattern : std::uint8_t { none, dots, hatch, fine_hatch, cross_hatch };
/// Spacing and thickness of a pattern's lines or dots, shared by both painters. Lines run at 45 degrees upwards to the right.
struct PatternGeometry {
    double spacing_mm;
    double thickness_mm;  ///< line width or dot diameter
};
[[nodiscard]] PatternGeometry pattern_geometry(Pattern pattern);

struct FillStyle {
    Rgba colour;
    Pattern pattern = Pattern::none;
    Rgba pattern_colour;
    friend bool operator==(const FillStyle&, const FillStyle&) = default;
};

struct StrokeStyle {
    Rgba colour;
    double width_mm = 0.1;
    std::vector<double> dash_mm;  ///< on, off, on, ...; empty = solid
    friend bool operator==(const StrokeStyle&, const StrokeStyle&) = default;
};

/// A position in map space (moves with the camera) or on the page.
struct Anchor {
    std::variant<geo::MapPoint, geo::PagePoint> point = geo::PagePoint{};
};

/// All areas of a coverage, each in the style of its class. Screen painters keep one mesh per coverage and change only the table.
struct CoverageFill {
    std::shared_ptr<const geo::CoverageLevels> coverage;
    std::shared_ptr<const std::vector<std::uint8_t>> class_of_area;  ///< index into styles
    std::vector<FillStyle> styles;                                   ///< at most 32
};
/// All borders of a coverage, each arc once.
struct CoverageStroke {
    std::shared_ptr<const geo::CoverageLevels> coverage;
    StrokeStyle stroke;
    bool outline_only = false;  ///< only arcs with nothing on one side
    double min_scale = 0;       ///< page mm per map metre below which these borders are left out: they would hide the fills
    [[nodiscard]] bool shows_at(const geo::PageFromMap& page_from_map) const { return page_from_map.scale >= min_scale; }
};
/// One area's outline (selection, hover), from full geometry.
struct AreaStroke {
    std::shared_ptr<const geo::CoverageLevels> coverage;
    geo::AreaIndex area = geo::no_area;
    StrokeStyle stroke;
    std::optional<Rgba> fill;  ///< translucent wash
};

/// Lines or polygons in map space (rivers, roads, built-up areas). Even-odd fill.
struct MapPath {
    std::shared_ptr<const std::vector<std::vector<geo::MapPoint>>> parts;
    bool closed = false;
    std::optional<FillStyle> fill;
    std::optional<StrokeStyle> stroke;
};
/// Lines or polygons on the page (legend boxes, scale bar, north arrow, rules, charts). Even-odd fill.
struct PagePath {
    std::vector<std::vector<geo::PagePoint>> parts;
    bool closed = false;
    std::optional<FillStyle> fill;
    std::optional<StrokeStyle> stroke;
};

/// A line of shaped text. The anchor is the left end of the baseline, shifted by `offset` on the page.
struct TextItem {
    GlyphRun run;
    Anchor anchor;
    geo::PagePoint offset;  ///< millimetres
    Rgba colour;
    Rgba halo;  ///< drawn first, `halo_mm` wide on each side; 0 = none
    double halo_mm = 0;
};

/// The same symbol at many places.
struct Markers {
    model::MarkerShape shape = model::MarkerShape::circle;
    double size_mm = 2.4;  ///< width of the symbol without its rim
    Rgba colour;
    Rgba rim;  ///< rim around the shape
    double rim_mm = 0.3;
    std::vector<Anchor> anchors;
    std::string id;  ///< place set id, for structure in SVG
};
/// Outline of a marker shape about 1 wide, sized so that all shapes look equally heavy, with its balance point on (0, 0), y down;
/// shared by both painters and by hit tests.
[[nodiscard]] std::vector<geo::PagePoint> marker_outline(model::MarkerShape shape);

struct Group;
using Item = std::variant<CoverageFill, CoverageStroke, AreaStroke, MapPath, PagePath, TextItem, Markers, std::shared_ptr<const Group>>;

/// Items painted in order, optionally clipped and with their own placement of map space (inset maps, compared maps).
struct Group {
    std::string name;  ///< becomes an id in SVG ("map", "legend")
    std::optional<geo::PageBox> clip;
    std::optional<geo::PageFromMap> page_from_map;  ///< absent: inherited from the parent (the screen's camera at the root)
    std::vector<Item> items;
};

/// How much detail a painter may leave out at this placement: 0.08 mm on the page (finer than a thin line), in map metres.
/// Both painters pick CoverageLevels::level_for(drawing_tolerance_m(...)).
[[nodiscard]] double drawing_tolerance_m(const geo::PageFromMap& page_from_map);

/// A whole page or screen. `root.page_from_map` is set for paper and left to the painter's camera for the screen.
struct DisplayList {
    double width_mm = 0;
    double height_mm = 0;
    Rgba background{255, 255, 255, 255};
    Group root;
};

}  // namespace needsmap::scene
