#include "panels/plan_caption.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "panels/map_furniture.hpp"
#include "panels/siting_parts.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

using Box = geo::PixelBox;

constexpr double padding_x = 12, padding_y = 8;
/// Text of a caption in these widths, widest first.
constexpr std::array widths = {420.0, 320.0, 250.0, 200.0};
constexpr double brief_width = 170;
/// Another place is taken once it covers so many square pixels (at 100 %) less: a caption that jumps about is worse than one in the way.
constexpr double worth_moving = 1'200;
/// So many square pixels is the name of a town worth.
constexpr double per_town = 4'000;
/// Even where all places are alike the caption has its usual one, the upper left corner.
constexpr double per_place = 60;

const scene::MapTheme& theme_of(const PanelContext& context) {
    return context.style.theme == app::Theme::dark ? scene::dark_map_theme() : scene::light_map_theme();
}

void draw_text(PanelContext& context, const app::SitingView& view, float width, bool in_brief) {
    const Style& s = context.style;
    if (in_brief) return text_wrapped(view.brief, s.colours.text, width);
    text_wrapped(!view.problem.empty() ? view.problem : view.finding.empty() ? view.note : view.finding, s.colours.text, width);
    const FontScope font(s.fonts.small);
    if (view.summary && !view.sites_changed.empty()) draw_winners_and_losers(context, view, width);
    if (view.has_estimates) text_secondary(view.note, width);
    draw_isochrone_key(context, width);
    if (context.session.is_adding_site())
        text_wrapped("Click where the new site is to be; Enter takes the middle of the map, Escape ends.", s.colours.accent, width);
}

/// A window that takes no input: drawn to be seen at `corner`, or beside the screen to be measured.
ImVec2 draw_card(PanelContext& context, const app::SitingView& view, const char* id, ImVec2 corner, float width, bool in_brief) {
    const Style& s = context.style;
    ImGui::SetNextWindowPos(corner);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{s.px(padding_x), s.px(padding_y)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, s.px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{s.px(4), s.px(4)});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(s.colours.panel, 0.92));
    ImGui::Begin(id, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoInputs |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    draw_text(context, view, width, in_brief);
    const ImVec2 size{width + 2 * s.px(padding_x), ImGui::GetCursorPosY() - s.px(4) + s.px(padding_y)};
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(3);
    return size;
}

/// Corners of the pane beside its buttons and its scale bar, the usual one first.
std::array<Box, 4> places_in(const PanelContext& context, const Box& pane, double width, double height) {
    const double edge = context.px(12), buttons = context.px(12 + 36 + 12), bar = context.px(12 + 30 + 8);
    const double left = pane.min_x + edge, right = pane.max_x - width, top = pane.min_y + edge, bottom = pane.max_y - height;
    const auto at = [&](double x, double y) { return Box{x, y, x + width, y + height}; };
    return {at(left, top), at(right - edge, bottom - edge), at(left, bottom - bar), at(right - buttons, top)};
}

/// How much of the county a box hides, in square pixels, where the map comes to rest.
double hidden(const PanelContext& context, const Box& pane, const Box& box) {
    const model::Geography& geography = context.session.geography();
    if (!geography.locator) return 0;
    const double scale = px_per_mm(context.style.scale);
    const auto page_from_map = context.session.state().camera.page_from_map({0, 0, pane.width() / scale, pane.height() / scale});
    const auto map_from_page = page_from_map.inverse();
    constexpr int columns = 10, rows = 8;
    int inside = 0;
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < columns; ++column) {
            const geo::PagePoint at{(box.min_x - pane.min_x + (column + 0.5) / columns * box.width()) / scale,
                                    (box.min_y - pane.min_y + (row + 0.5) / rows * box.height()) / scale};
            if (geography.locator->find(map_from_page * at) != geo::no_area) ++inside;
        }
    return box.width() * box.height() * inside / (columns * rows);
}

/// How many larger towns have their names, which stand beside them, under a box.
int hidden_towns(const PanelContext& context, const Box& pane, const Box& box) {
    const double scale = px_per_mm(context.style.scale), name = context.px(70), line = context.px(10);
    const auto page_from_map = context.session.state().camera.page_from_map({0, 0, pane.width() / scale, pane.height() / scale});
    const Box around{box.min_x - name, box.min_y - line, box.max_x, box.max_y + line};
    return static_cast<int>(std::ranges::count_if(context.session.workspace()->settlements, [&](const model::Settlement& town) {
        const geo::PagePoint at = page_from_map * town.position;
        return town.kind <= model::SettlementClass::major_town && around.contains({pane.min_x + at.x * scale, pane.min_y + at.y * scale});
    }));
}

struct Place {
    int index = 0;  ///< by width and corner
    ImVec2 corner;
    float width = 0;
    bool in_brief = false;
};

/// Looks for the place that hides least, and remembers the one of the last frame.
class PlaceSearch {
public:
    PlaceSearch(PanelContext& context, const app::SitingView& view, const Box& pane) : m_context(context), m_view(view), m_pane(pane) {}

    void try_width(double wanted, bool in_brief) {
        const float most = static_cast<float>(m_pane.width()) - m_context.px(84) - 2 * m_context.px(padding_x);
        const float width = std::min(m_context.px(wanted), most);
        const std::string id = "##measure" + std::to_string(m_index);
        const ImVec2 size = draw_card(m_context, m_view, id.c_str(), {-10'000, -10'000}, width, in_brief);
        for (const Box& box : places_in(m_context, m_pane, size.x, size.y)) {
            const Place place{m_index, {static_cast<float>(box.min_x), static_cast<float>(box.min_y)}, width, in_brief};
            if (box.height() + m_context.px(24) <= m_pane.height()) compare(place, box);
            ++m_index;
        }
    }
    [[nodiscard]] bool hides_a_town() const { return m_towns > 0; }
    /// The best place, or the one of the last frame while that is about as good.
    [[nodiscard]] Place found() const { return m_least_of_last <= m_least + worth_moving ? m_last : m_best; }

private:
    void compare(const Place& place, const Box& box) {
        const double unit = static_cast<double>(m_context.style.scale) * m_context.style.scale;
        const int towns = hidden_towns(m_context, m_pane, box);
        const double cost = hidden(m_context, m_pane, box) / unit + per_town * towns + per_place * place.index;
        if (cost < m_least) m_least = cost, m_best = place, m_towns = towns;
        if (place.index == m_context.ui.caption_place) m_least_of_last = cost, m_last = place;
    }

    PanelContext& m_context;
    const app::SitingView& m_view;
    const Box& m_pane;
    int m_index = 0, m_towns = 0;
    Place m_best, m_last;
    double m_least = std::numeric_limits<double>::max(), m_least_of_last = m_least;
};

Place best_place(PanelContext& context, const app::SitingView& view, const Box& pane) {
    PlaceSearch search(context, view, pane);
    for (const double wanted : widths) search.try_width(wanted, false);
    // The whole sentence stands in the panel too; a hint what to do next does not.
    const bool may_be_brief = view.problem.empty() && !view.brief.empty() && !context.session.is_adding_site();
    if (search.hides_a_town() && may_be_brief) search.try_width(brief_width, true);
    return search.found();
}

}  // namespace

void draw_isochrone_key(PanelContext& context, float width) {
    const app::PlanIsochrones* found = context.session.isochrones();
    if (found == nullptr || !found->picture) return;
    const Style& s = context.style;
    const scene::MapTheme& theme = theme_of(context);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetTextLineHeight(), box = s.px(12);
    float x = corner.x;
    std::size_t band = 0;
    for (const auto& each : found->picture->bands) {
        const ImVec2 min{x, corner.y + (line - box) / 2}, max{min.x + box, min.y + box};
        draw.AddRectFilled(min, max, packed(theme.ground));
        draw.AddRectFilled(min, max, packed(scene::isochrone_wash(band++, found->picture->bands.size(), theme)));
        draw.AddRect(min, max, packed(theme.accent));
        x = max.x + s.px(5);
        draw.AddText({x, corner.y}, packed(s.colours.text), each.label.c_str());
        x += text_size(each.label).x + s.px(10);
    }
    // What follows the swatches begins beside them, and goes on below them where there is no room.
    const float used = x - corner.x;
    const std::string words = found->key + " to the selected site";
    if (used + text_size(words).x <= width) {
        draw.AddText({x, corner.y}, packed(s.colours.secondary), words.c_str());
        ImGui::Dummy({width, line});
    } else {
        ImGui::Dummy({width, line});
        text_secondary(words, width);
    }
}

void draw_plan_caption(PanelContext& context, const MapPane& pane) {
    const app::SitingView* view = context.session.siting();
    if (view == nullptr || pane.box.width() < context.px(250)) return;
    const Place place = best_place(context, *view, pane.box);
    if (place.width <= 0) return;
    context.ui.caption_place = place.index;
    static_cast<void>(draw_card(context, *view, "##plan-caption", place.corner, place.width, place.in_brief));
}

}  // namespace needsmap::panels
