// The map itself as display items: fills, borders by level, context, symbols; and labels for a given camera.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/map_document.hpp"
#include "model/result.hpp"
#include "model/workspace.hpp"
#include "scene/classify.hpp"
#include "scene/display_list.hpp"
#include "scene/palette.hpp"
#include "scene/spokes.hpp"

namespace needsmap::scene {

/// What a map is made of. Pointers are never null except `indicator` and `classification` (boundaries only) and `result` (an ordinary layer).
struct MapInput {
    std::shared_ptr<const model::Workspace> workspace;
    std::shared_ptr<const model::Geography> geography;
    std::shared_ptr<const model::Indicator> indicator;
    std::shared_ptr<const Classification> classification;
    model::MapDocument document;
    std::shared_ptr<const model::Result> result;  ///< where the layer is one: adds outlines, finding and method
    std::shared_ptr<const Spokes> spokes;         ///< of a sheet of a plan; null: none
};

/// Camera-free items in painting order: fills, context, borders (own geography thin, coarser ones stronger), outlines of a result, as one
/// group.
/// `size_scale` multiplies line widths (UI scale); 1 on paper.
[[nodiscard]] Group compile_map(const MapInput& input, const MapTheme& theme, double size_scale);

/// The line around a result's outlines, on maps and in the legend.
inline constexpr double outline_width_mm = 0.6;

/// Labels and service symbols for a camera: placed without collisions, towns before areas, areas as they become large enough,
/// symbols thinned into clusters where they would be confetti. Anchored in map space, so a pan needs no new call; a zoom does.
struct LabelOptions {
    double size_scale = 1;
    double text_scale = 1;  ///< text only, on top of size_scale: a screen is read from further away than paper
    bool labels = true;
    std::vector<geo::PageBox> keep_clear;  ///< e.g. the legend's box
    std::vector<geo::PageBox> avoid;       ///< names keep off where they can; those of towns may cross in need
    bool inside_frame_only = false;        ///< paper: nothing may be cut by the frame; the screen also places what a short pan shows
    bool place_names = true;               ///< names of services, where the map is large enough for them
};
[[nodiscard]] Group compile_labels(const MapInput& input, const geo::PageFromMap& page_from_map, const geo::PageBox& frame,
                                   const MapTheme& theme, const LabelOptions& options);

/// Outlines of hovered and selected areas; exports never see these.
[[nodiscard]] Group compile_overlay(const MapInput& input, geo::AreaIndex hovered, std::span<const geo::AreaIndex> selected,
                                    const MapTheme& theme, double size_scale);

/// A service under a page point (nearest within its symbol plus 1 mm), on a map drawn with this camera.
struct PlaceHit {
    std::string place_set;
    std::size_t place = 0;
    std::size_t together = 1;      ///< how many services the symbol stands for at this zoom
    std::vector<std::size_t> all;  ///< which ones
};
[[nodiscard]] std::optional<PlaceHit> pick_place(const MapInput& input, const geo::PageFromMap& page_from_map, geo::PagePoint point,
                                                 double size_scale);

/// The geographies whose borders are drawn over `geography`, finest first: a middle one if there is a fitting one and a strong one
/// (districts where there are any). The county outline is drawn in any case.
struct BorderLevels {
    std::shared_ptr<const model::Geography> middle, strong;  ///< may be null
};
[[nodiscard]] BorderLevels border_levels(const model::Workspace& workspace, const model::Geography& geography);

/// The side of a square as large as the area in the middle of the size order, in metres; 0 for no areas.
[[nodiscard]] double typical_size_m(const model::Geography& geography);

/// A round length for a scale bar at most `max_mm` wide: metres and label ("5 km").
struct ScaleBar {
    double length_m = 0;
    double length_mm = 0;
    std::string label;
};
[[nodiscard]] ScaleBar scale_bar(const geo::PageFromMap& page_from_map, double max_mm);

}  // namespace needsmap::scene
