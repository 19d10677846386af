#include "viewer/map_view.hpp"

#include <cmath>

#include "viewer/site_input.hpp"

namespace needsmap::viewer {

namespace {

/// Labels are placed this share of the pane beyond its edges, so that a short slide needs no new ones.
constexpr double label_margin = 0.3;
/// While the map glides, labels placed for a scale this much different are better than a stutter.
constexpr double label_stretch = 1.5;
/// Names on screen against those on paper: a screen is read from further away, and its pixels are coarser.
constexpr double screen_text_scale = 1.3;

/// What names keep off: the plan's sites as it began, so that no name jumps while one is dragged.
std::vector<geo::PageBox> boxes_of_sites(const app::Session& session, const geo::PageFromMap& page_from_map) {
    std::vector<geo::PageBox> boxes;
    if (!session.state().plan) return boxes;
    constexpr double rim = 0.45, air = 0.2;
    constexpr double half = scene::site_size_mm / 2 + rim + air;
    for (const app::PlanSite& site : session.state().plan->start) {
        const geo::PagePoint at = page_from_map * site.position;
        boxes.push_back({at.x - half, at.y - half, at.x + half, at.y + half});
    }
    return boxes;
}

geo::PixelBox on_whole_pixels(const geo::PixelBox& box) {
    return {std::round(box.min_x), std::round(box.min_y), std::round(box.max_x), std::round(box.max_y)};
}

}  // namespace

PaneGeometry::PaneGeometry(const geo::PixelBox& pane, double ui_scale, const app::Camera& camera) : box(on_whole_pixels(pane)) {
    const double scale = pixels_per_mm(ui_scale);
    page = {0, 0, box.width() / scale, box.height() / scale};
    pixel_from_page = {scale, box.min_x, box.min_y, 1};
    page_from_map = camera.page_from_map(page);
}

const scene::MapTheme& map_theme(app::Theme theme) {
    return theme == app::Theme::dark ? scene::dark_map_theme() : scene::light_map_theme();
}

MapView::MapView(screen::Painter& painter) : m_painter(painter), m_picture(painter) {}

void MapView::reset() {
    m_base.reset();
    m_labels.reset();
    m_catchments.reset();
    m_isochrones.reset();
}

void MapView::compile_base(const app::Session& session, app::PaneIndex pane, const scene::MapTheme& theme) {
    const std::uint64_t revision = session.map_revision(pane);
    if (m_base && m_base_of == revision && m_theme == session.settings().theme) return;
    m_base = scene::compile_map(session.map(pane), theme, 1);
    m_base_of = revision;
    m_theme = session.settings().theme;
    m_labels.reset();
    ++m_revision;
}

void MapView::compile_labels(const app::Session& session, app::PaneIndex pane, const scene::MapTheme& theme, const PaneGeometry& geometry,
                             bool is_moving) {
    const geo::PageBox& page = geometry.page;
    const std::string without = session.state().plan ? session.state().plan->places : std::string();
    if (m_labels && m_labels_of == session.map_revision(pane) && m_labels_without == without) {
        const double zoom = geometry.page_from_map.scale / m_labels_from_map.scale;
        const bool same_scale = std::abs(zoom - 1) < 1e-9;
        // Where the page of then lies on the page of now.
        const geo::PagePoint shift{geometry.page_from_map.offset_x - m_labels_from_map.offset_x,
                                   geometry.page_from_map.offset_y - m_labels_from_map.offset_y};
        const bool covers = std::abs(shift.x) < label_margin * page.width() && std::abs(shift.y) < label_margin * page.height() &&
                            m_labels_page.width() >= page.width() && m_labels_page.height() >= page.height();
        if (same_scale && covers) return void(m_labels_late = false);
        if (is_moving && zoom < label_stretch && zoom > 1 / label_stretch && !same_scale) return void(m_labels_late = true);
    }
    const geo::PageBox frame{page.min_x - label_margin * page.width(), page.min_y - label_margin * page.height(),
                             page.max_x + label_margin * page.width(), page.max_y + label_margin * page.height()};
    const scene::MapInput map = map_beside_plan(session, pane);
    m_labels_without = without;
    m_labels = scene::compile_labels(map, geometry.page_from_map, frame, theme,
                                     {.text_scale = screen_text_scale,
                                      .labels = map.document.show_labels,
                                      .keep_clear = {},
                                      .avoid = boxes_of_sites(session, geometry.page_from_map)});
    m_labels_of = session.map_revision(pane);
    m_labels_from_map = geometry.page_from_map;
    m_labels_page = page;
    m_labels_late = false;
}

void MapView::compile_plan(const app::Session& session, const PaneGeometry& geometry) {
    const app::SitingView* plan = session.siting();
    if (plan == nullptr) return m_catchments.reset(), m_catchment_fills.reset();
    const auto& coverage = plan->picture->coverage;
    const std::size_t level = coverage ? coverage->level_for(scene::drawing_tolerance_m(geometry.page_from_map)) : 0;
    const app::Theme theme = session.settings().theme;
    const bool is_coloured = m_catchment_fills.has_value();
    if (m_catchments && m_catchments_of == plan->revision && m_catchments_level == level && m_catchments_theme == theme &&
        is_coloured == session.colours_catchments())
        return;
    m_catchments = scene::compile_catchments(*plan->picture, level, map_theme(theme), theme == app::Theme::dark);
    m_catchment_fills.reset();
    if (session.colours_catchments()) m_catchment_fills = scene::compile_catchment_fills(*plan->picture, map_theme(theme));
    m_catchments_of = plan->revision, m_catchments_level = level, m_catchments_theme = theme;
    m_painter.forget_unused();  // lines of the plan before: a drag makes new ones every frame
}

void MapView::compile_isochrones(const app::Session& session) {
    const app::PlanIsochrones* found = session.isochrones();
    if (found == nullptr || !found->picture) return m_isochrones.reset();
    const app::Theme theme = session.settings().theme;
    if (m_isochrones && m_isochrones_of == found->picture && m_isochrones_theme == theme) return;
    m_isochrones = scene::compile_isochrones(*found->picture, map_theme(theme));
    m_isochrones_of = found->picture, m_isochrones_theme = theme;
    m_painter.forget_unused();
}

void MapView::draw(const app::Session& session, app::PaneIndex pane, const PaneGeometry& geometry, int framebuffer_height, bool is_moving) {
    const scene::MapTheme& theme = map_theme(session.settings().theme);
    compile_base(session, pane, theme);
    compile_labels(session, pane, theme, geometry, is_moving);
    compile_plan(session, geometry);
    compile_isochrones(session);

    screen::View view;
    view.page_from_map = geometry.page_from_map;
    view.pixel_from_page = geometry.pixel_from_page;
    view.viewport = geometry.box;
    view.framebuffer_height = framebuffer_height;
    const screen::View shown = m_picture.show({*m_base, theme.ground, m_revision}, view, is_moving);
    if (m_catchment_fills) m_painter.paint(*m_catchment_fills, shown);
    m_painter.paint(scene::compile_overlay(session.map(pane), session.hovered(), session.state().selection, theme, 1), shown);
    if (m_isochrones) m_painter.paint(*m_isochrones, shown);
    if (m_catchments) m_painter.paint(*m_catchments, shown);
    m_painter.paint(*m_labels, shown);
    if (const app::SitingView* plan = session.siting())
        m_painter.paint(scene::compile_sites(*plan->picture, plan->index_of(session.selected_site()), theme), shown);
}

bool MapView::unfinished() const { return m_labels_late || m_picture.unfinished(); }

}  // namespace needsmap::viewer
