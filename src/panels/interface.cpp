// Lays the window out: toolbar, rails, drawer and status line around one or two map panes.
#include <algorithm>
#include <array>
#include <cmath>

#include "panels/context.hpp"
#include "panels/dialogs.hpp"
#include "panels/frame.hpp"
#include "panels/map_furniture.hpp"
#include "panels/plan_caption.hpp"
#include "panels/registry.hpp"
#include "panels/status_line.hpp"
#include "panels/tab_order.hpp"
#include "panels/toolbar.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

constexpr double toolbar_height = 52, status_height = 27, folded_rail = 28, drawer_bar = 34, splitter = 6;

/// Where everything is, in pixels.
struct Layout {
    ImVec2 toolbar_size, left_min, left_max, right_min, right_max, drawer_min, drawer_max, map_min, map_max, status_min;
};

Layout layout_of(const FrameView& view, const Style& s, const app::Settings& settings) {
    const auto width = static_cast<float>(view.width_px), height = static_cast<float>(view.height_px);
    // On a narrow window the rails give way before the map does.
    const float most = std::max(s.px(200), width * 0.32F);
    const float left = settings.left_folded ? s.px(folded_rail) : std::min(s.px(settings.left_width), most);
    const float right = settings.right_folded ? s.px(folded_rail) : std::min(s.px(settings.right_width), most);
    const float top = s.px(toolbar_height), bottom = height - s.px(status_height);
    const float drawer = settings.drawer_folded ? s.px(drawer_bar) : std::min(s.px(settings.drawer_height), (bottom - top) * 0.6F);
    Layout l;
    l.toolbar_size = {width, top};
    l.left_min = {0, top}, l.left_max = {left, bottom};
    l.right_min = {width - right, top}, l.right_max = {width, bottom};
    l.drawer_min = {left, bottom - drawer}, l.drawer_max = {width - right, bottom};
    l.map_min = {left, top}, l.map_max = {width - right, bottom - drawer};
    l.status_min = {0, bottom};
    return l;
}

/// A fixed region of the window with an optional hairline on one side.
class Region {
public:
    Region(const char* id, ImVec2 min, ImVec2 max, ImVec2 padding) {
        ImGui::SetNextWindowPos(min);
        ImGui::SetNextWindowSize({max.x - min.x, max.y - min.y});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
        ImGui::Begin(id, nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                         ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoNavFocus);
        ImGui::PopStyleVar();
    }
    ~Region() { ImGui::End(); }
    Region(const Region&) = delete;
    Region& operator=(const Region&) = delete;
};

void edge(ImVec2 from, ImVec2 to) {
    const float thick = std::max(1.0F, std::floor(style().scale));
    ImGui::GetWindowDrawList()->AddRectFilled(from, {std::max(to.x, from.x + thick), std::max(to.y, from.y + thick)},
                                              packed(style().colours.hairline));
}

/// A draggable border. Returns the drag distance since the last frame along its axis.
float drag_splitter(const char* id, ImVec2 min, ImVec2 size, bool horizontal) {
    ImGui::SetCursorScreenPos(min);
    ImGui::InvisibleButton(id, size);
    const bool held = ImGui::IsItemActive();
    if (held || ImGui::IsItemHovered()) {
        ImGui::SetMouseCursor(horizontal ? ImGuiMouseCursor_ResizeNS : ImGuiMouseCursor_ResizeEW);
        ImGui::GetWindowDrawList()->AddRectFilled(min, {min.x + size.x, min.y + size.y}, packed(style().colours.accent, held ? 0.5 : 0.25));
    }
    if (!held) return 0;
    return horizontal ? ImGui::GetIO().MouseDelta.y : ImGui::GetIO().MouseDelta.x;
}

void draw_finding(PanelContext& context) {
    const std::string finding = context.session.finding(0);
    if (finding.empty()) return;
    text_wrapped(finding, context.style.colours.text);
    ImGui::Dummy({0, context.px(2)});
    hairline();
}

void draw_sections(PanelContext& context, app::Rail rail) {
    for (const PanelEntry& entry : panels()) {
        if (entry.rail != rail) continue;
        context.ui.folded_sections.try_emplace(entry.title, entry.folded_at_first);
        if (!section(context, entry.title)) continue;
        ImGui::PushID(entry.title);
        entry.draw(context);
        ImGui::PopID();
    }
}

void draw_rail(PanelContext& context, app::Rail rail, ImVec2 min, ImVec2 max) {
    const bool left = rail == app::Rail::left;
    const app::Settings& settings = context.session.settings();
    const bool folded = left ? settings.left_folded : settings.right_folded;
    const Region region(left ? "##left-rail" : "##right-rail", min, max, {0, 0});
    left ? edge({max.x - 1, min.y}, {max.x, max.y}) : edge(min, {min.x, max.y});
    const Icon icon = left == folded ? Icon::chevron_right : Icon::chevron_left;
    if (folded) {
        ImGui::SetCursorPos({0, context.px(8)});
        const float corner = (max.x - min.x - context.px(32)) / 2;
        ImGui::SetCursorPosX(corner);
        if (icon_button("unfold", icon, left ? "Show layers and services" : "Show legend and profile"))
            context.emit(app::FoldRail{rail, false});
        return;
    }
    const float width = max.x - min.x - context.px(splitter);
    ImGui::SetCursorPos({left ? 0 : context.px(splitter), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{context.px(left ? 16 : 12), context.px(10)});
    ImGui::BeginChild("content", {width, max.y - min.y}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar();
    if (!left) draw_finding(context);
    draw_sections(context, rail);
    ImGui::Dummy({0, context.px(12)});
    ImGui::EndChild();
    const float moved =
        drag_splitter("splitter", {left ? max.x - context.px(splitter) : min.x, min.y}, {context.px(splitter), max.y - min.y}, false);
    if (moved != 0) {
        const double now = (left ? settings.left_width : settings.right_width) + (left ? moved : -moved) / context.style.scale;
        context.emit(app::ResizeRail{rail, std::clamp(now, 200.0, 520.0)});
    }
}

void draw_drawer(PanelContext& context, ImVec2 min, ImVec2 max) {
    const app::Settings& settings = context.session.settings();
    const Region region("##drawer", min, max, {0, 0});
    edge(min, {max.x, min.y});
    ImGui::SetCursorPos({context.px(10), context.px(1)});
    const Icon icon = settings.drawer_folded ? Icon::chevron_up : Icon::chevron_down;
    if (icon_button("fold", icon, settings.drawer_folded ? "Show table and charts (T)" : "Hide table and charts (T)"))
        context.emit(app::FoldRail{app::Rail::drawer, !settings.drawer_folded});
    for (const PanelEntry& entry : panels()) {
        if (entry.rail != app::Rail::drawer) continue;
        ImGui::SameLine(0, context.px(6));
        ImGui::SetCursorPosY(context.px(3));
        const bool chosen = settings.drawer_page == entry.id;
        const FontScope font(chosen ? context.style.fonts.body_bold : context.style.fonts.body);
        const ImVec2 size = text_size(entry.title);
        if (press_area(entry.title, {size.x + context.px(12), context.px(28)})) {
            context.emit(app::ShowDrawerPage{std::string(entry.id)});
            context.emit(app::FoldRail{app::Rail::drawer, chosen && !settings.drawer_folded});
        }
        const scene::Rgba ink = ImGui::IsItemHovered() ? context.style.colours.accent : context.style.colours.text;
        ImGui::GetWindowDrawList()->AddText({ImGui::GetItemRectMin().x + context.px(6), ImGui::GetItemRectMin().y + context.px(6)},
                                            packed(ink), entry.title);
    }
    if (settings.drawer_folded) return;
    ImGui::SetCursorPos({context.px(12), context.px(drawer_bar)});
    ImGui::BeginChild("page", {max.x - min.x - context.px(24), max.y - min.y - context.px(drawer_bar + 4)});
    for (const PanelEntry& entry : panels())
        if (entry.rail == app::Rail::drawer && settings.drawer_page == entry.id) entry.draw(context);
    ImGui::EndChild();
    const float moved = drag_splitter("splitter", min, {max.x - min.x, context.px(4)}, true);
    if (moved != 0)
        context.emit(app::ResizeRail{app::Rail::drawer, std::clamp(settings.drawer_height - moved / context.style.scale, 120.0, 900.0)});
}

std::vector<MapPane> panes_of(const Layout& l, bool comparing) {
    const double x0 = l.map_min.x, x1 = l.map_max.x, y0 = l.map_min.y, y1 = l.map_max.y;
    if (x1 - x0 < 8 || y1 - y0 < 8) return {};
    if (!comparing) return {{0, {x0, y0, x1, y1}}};
    const double middle = std::round((x0 + x1) / 2);
    return {{0, {x0, y0, middle - 1, y1}}, {1, {middle + 1, y0, x1, y1}}};
}

/// Both compared layers on one map.
void draw_crossing(PanelContext& context) {
    const auto& maps = context.session.state().maps;
    const auto is_amount = [&](const model::MapDocument& map) {
        const auto layer = context.session.workspace()->find_layer(map.layer);
        return layer && layer->kind != model::LayerKind::category;
    };
    if (maps[0].layer == maps[1].layer || !is_amount(maps[0]) || !is_amount(maps[1]) || context.view.job) return;
    if (!ImGui::Button("Cross both maps")) return;
    context.emit(app::SetCompare{false});
    context.emit(app::RunOperation{"cross", {{"layer", maps[0].layer}, {"with", maps[1].layer}, {"geography", maps[0].geography}}});
}

/// The compared layer is chosen on its own pane.
void draw_compare_choice(PanelContext& context, const MapPane& pane) {
    std::vector<std::string> titles;
    int chosen = -1;
    const std::string& now = context.session.state().maps[static_cast<std::size_t>(pane.pane)].layer;
    for (const app::LayerChoice& offered : context.ui.layers) {
        if (offered.layer->id == now) chosen = static_cast<int>(titles.size());
        titles.push_back(offered.layer->title);
    }
    const Style& s = context.style;
    ImGui::SetNextWindowPos({static_cast<float>(pane.box.min_x) + s.px(10), static_cast<float>(pane.box.min_y) + s.px(10)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{0, 0});
    ImGui::PushStyleColor(ImGuiCol_WindowBg, packed(s.colours.panel, 0));
    const std::string id = "##compare" + std::to_string(pane.pane);
    ImGui::Begin(id.c_str(), nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                     ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoFocusOnAppearing);
    const int wanted = choice("##layer", titles, chosen, std::min(s.px(260), static_cast<float>(pane.box.width()) - s.px(70)));
    if (pane.pane == 1) draw_crossing(context);
    ImGui::End();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    if (wanted >= 0 && wanted != chosen)
        context.emit(app::SetLayer{pane.pane, context.ui.layers[static_cast<std::size_t>(wanted)].layer->id});
}

void refresh_choices(PanelContext& context) {
    // What can be switched to depends on the workspace with its results, the shown layers and the geography only.
    const std::uint64_t revision = context.session.workspace_revision() * 1000000007 + context.session.map_revision(0) * 1000003 +
                                   (context.session.state().comparing ? context.session.map_revision(1) + 1 : 0);
    if (context.ui.choices_revision == revision) return;
    context.ui.choices_revision = revision;
    context.ui.layers = app::layer_choices(context.session);
    context.ui.geographies = app::geography_choices(context.session);
}

/// Before the first workspace is there: a calm page that says what is going on.
void draw_waiting(PanelContext& context) {
    ImDrawList& draw = *ImGui::GetBackgroundDrawList();
    const Style& s = context.style;
    const auto width = static_cast<float>(context.view.width_px), height = static_cast<float>(context.view.height_px);
    draw.AddRectFilled({0, 0}, {width, height}, packed(s.colours.page));
    const FontScope font(s.fonts.heading);
    const auto& notice = context.session.notice();
    const std::string text = notice && notice->is_problem
                                 ? notice->text
                                 : "Opening " + (context.view.loading.empty() ? std::string("the county") : context.view.loading) + " …";
    const std::string shown = fitted(text, width - s.px(64));
    const ImVec2 size = text_size(shown);
    draw.AddText({(width - size.x) / 2, height / 2 - size.y}, packed(notice && notice->is_problem ? s.colours.error : s.colours.secondary),
                 shown.c_str());
    if (!context.view.job) return;
    const float bar = s.px(220), x = (width - bar) / 2, y = height / 2 + s.px(14);
    draw.AddRectFilled({x, y}, {x + bar, y + s.px(6)}, packed(s.colours.hairline), s.px(3));
    draw.AddRectFilled({x, y}, {x + bar * static_cast<float>(std::clamp(context.view.job->fraction, 0.02, 1.0)), y + s.px(6)},
                       packed(s.colours.accent), s.px(3));
}

}  // namespace

struct Interface::Impl {
    UiState ui;
};

Interface::Interface() : m_impl(std::make_unique<Impl>()) {}
Interface::~Interface() = default;

void Interface::focus_search() { m_impl->ui.search_focus_wanted = true; }

FrameResult Interface::draw(const FrameView& view) {
    FrameResult result;
    PanelContext context{view, view.session, style(), m_impl->ui, result.actions};
    if (!view.session.is_open()) {
        draw_waiting(context);
        return result;
    }
    refresh_choices(context);
    context.ui.pointed_area = geo::no_area;
    begin_tab_order();
    const Layout l = layout_of(view, style(), view.session.settings());
    {
        const Region region("##toolbar", {0, 0}, l.toolbar_size, {0, 0});
        draw_toolbar(context);
        edge({0, l.toolbar_size.y - 1}, l.toolbar_size);
    }
    draw_rail(context, app::Rail::left, l.left_min, l.left_max);
    draw_rail(context, app::Rail::right, l.right_min, l.right_max);
    draw_drawer(context, l.drawer_min, l.drawer_max);
    {
        const Region region("##status", l.status_min, {static_cast<float>(view.width_px), static_cast<float>(view.height_px)}, {0, 0});
        draw_status_line(context);
        edge(l.status_min, {static_cast<float>(view.width_px), l.status_min.y});
    }
    result.panes = panes_of(l, view.session.state().comparing);
    for (const MapPane& pane : result.panes) {
        draw_map_furniture(context, pane, false);
        if (view.session.state().comparing) draw_compare_choice(context, pane);
    }
    if (!result.panes.empty()) {
        context.ui.pane = result.panes.front().box;
        draw_map_buttons(context, result.panes.back());
        if (!view.session.state().comparing) draw_plan_caption(context, result.panes.front());
    }
    // A dialog keeps Tab to itself.
    if (!view.session.dialog().empty()) begin_tab_order();
    draw_dialogs(context);
    end_tab_order();
    const ImGuiIO& io = ImGui::GetIO();
    result.pointer_over_map = !io.WantCaptureMouse && std::any_of(result.panes.begin(), result.panes.end(), [&](const MapPane& pane) {
        return pane.box.contains({io.MousePos.x, io.MousePos.y});
    });
    result.keyboard_free = !io.WantTextInput && view.session.dialog().empty();
    result.pointed_area = context.ui.pointed_area;
    if (result.pointer_over_map) draw_map_tooltip(context);
    return result;
}

}  // namespace needsmap::panels
