// One map pane on screen: the map itself, kept as a picture; over it what is hovered and selected; over that the labels.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "app/session.hpp"
#include "geo/spaces.hpp"
#include "scene/map_scene.hpp"
#include "screen/map_picture.hpp"

namespace needsmap::viewer {

/// Page millimetres on the screen: 96 pixels per inch at 100 %.
[[nodiscard]] constexpr double pixels_per_mm(double ui_scale) { return 96 / 25.4 * ui_scale; }

/// How a pane's pixels, the page in it and the map relate.
struct PaneGeometry {
    geo::PixelBox box;  ///< whole framebuffer pixels
    geo::PageBox page;
    geo::PixelFromPage pixel_from_page;
    geo::PageFromMap page_from_map;

    PaneGeometry(const geo::PixelBox& pane, double ui_scale, const app::Camera& camera);
    [[nodiscard]] geo::PagePoint page_at(geo::PixelPoint pixel) const { return pixel_from_page.inverse() * pixel; }
    [[nodiscard]] geo::MapPoint map_at(geo::PixelPoint pixel) const { return page_from_map.inverse() * page_at(pixel); }
};

class MapView {
public:
    explicit MapView(screen::Painter& painter);

    /// Draws into the bound framebuffer. `pane` says which of the session's maps.
    void draw(const app::Session& session, app::PaneIndex pane, const PaneGeometry& geometry, int framebuffer_height, bool is_moving);
    /// True while another frame would look better than this one.
    [[nodiscard]] bool unfinished() const;
    /// Forget what belongs to another session.
    void reset();

private:
    void compile_base(const app::Session& session, app::PaneIndex pane, const scene::MapTheme& theme);
    void compile_labels(const app::Session& session, app::PaneIndex pane, const scene::MapTheme& theme, const PaneGeometry& geometry,
                        bool is_moving);
    void compile_plan(const app::Session& session, const PaneGeometry& geometry);
    void compile_isochrones(const app::Session& session);

    screen::Painter& m_painter;
    screen::MapPicture m_picture;
    std::optional<scene::Group> m_base, m_labels;
    std::uint64_t m_base_of = 0, m_revision = 0;  ///< session's revision compiled, and our own count of different pictures
    app::Theme m_theme = app::Theme::light;
    std::uint64_t m_labels_of = 0;
    std::string m_labels_without;                                 ///< services that the plan shows in its own way
    std::optional<scene::Group> m_catchments, m_catchment_fills;  ///< of the plan; fills only when they are wanted
    std::uint64_t m_catchments_of = 0;                            ///< revision of the plan's view
    std::size_t m_catchments_level = 0;
    app::Theme m_catchments_theme = app::Theme::light;
    std::optional<scene::Group> m_isochrones;  ///< of the selected site
    std::shared_ptr<const scene::IsochronePicture> m_isochrones_of;
    app::Theme m_isochrones_theme = app::Theme::light;
    geo::PageFromMap m_labels_from_map;  ///< placement that labels were placed for
    geo::PageBox m_labels_page;
    bool m_labels_late = false;
};

/// The colours of the map in a theme.
[[nodiscard]] const scene::MapTheme& map_theme(app::Theme theme);

}  // namespace needsmap::viewer
