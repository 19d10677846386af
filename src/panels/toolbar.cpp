#include "panels/toolbar.hpp"

#include <algorithm>
#include <string>

#include "panels/search_box.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

void draw_title(PanelContext& context) {
    const auto& workspace = *context.session.workspace();
    {
        const FontScope font(context.style.fonts.heading);
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(fitted(workspace.county.empty() ? workspace.title : workspace.county, context.px(190)).c_str());
    }
    if (!workspace.illustrative) return;
    ImGui::SameLine(0, context.px(10));
    ImGui::SetCursorPosY((context.px(52) - chip_size("Illustrative data").y) / 2);
    chip("Illustrative data", context.style.colours.warning, context.style.colours.hover);
    tip_for_last_item(
        "The figures are made up to show what the tool does. They match the county's published totals but say nothing about real places.");
}

void draw_geographies(PanelContext& context) {
    std::vector<Segment> segments;
    int chosen = -1;
    for (const app::GeographyChoice& choice : context.ui.geographies) {
        if (choice.geography->id == context.session.geography().id) chosen = static_cast<int>(segments.size());
        segments.push_back({choice.geography->title, choice.available, choice.available ? std::string() : choice.reason});
    }
    const int wanted = segmented("geography", segments, chosen);
    if (wanted >= 0) context.emit(app::SetGeography{context.ui.geographies[static_cast<std::size_t>(wanted)].geography->id});
}

float geographies_width(const PanelContext& context) {
    std::vector<Segment> segments;
    for (const app::GeographyChoice& choice : context.ui.geographies) segments.push_back({choice.geography->title, true, {}});
    return segmented_width(segments);
}

/// Too narrow for a row of segments: the same as a list.
void draw_geography_list(PanelContext& context) {
    std::vector<std::string> titles;
    int chosen = -1;
    for (const app::GeographyChoice& choice : context.ui.geographies) {
        if (choice.geography->id == context.session.geography().id) chosen = static_cast<int>(titles.size());
        titles.push_back(choice.geography->title + (choice.available ? "" : " (not for this layer)"));
    }
    const int wanted = choice("##geography", titles, chosen, context.px(150));
    if (wanted >= 0) context.emit(app::SetGeography{context.ui.geographies[static_cast<std::size_t>(wanted)].geography->id});
}

void draw_buttons(PanelContext& context) {
    const auto& session = context.session;
    if (icon_button("undo", Icon::undo, session.can_undo() ? "Undo " + session.undo_title() + " (Ctrl+Z)" : "Nothing to undo",
                    session.can_undo()))
        context.emit(app::Undo{});
    ImGui::SameLine(0, context.px(2));
    if (icon_button("redo", Icon::redo, session.can_redo() ? "Redo " + session.redo_title() + " (Ctrl+Shift+Z)" : "Nothing to redo",
                    session.can_redo()))
        context.emit(app::Redo{});
    ImGui::SameLine(0, context.px(10));
    const bool comparing = session.state().comparing;
    if (icon_button("compare", Icon::compare, comparing ? "Back to one map (C)" : "Compare two layers side by side (C)", true, comparing))
        context.emit(app::SetCompare{!comparing});
    ImGui::SameLine(0, context.px(2));
    const bool dark = session.settings().theme == app::Theme::dark;
    if (icon_button("theme", dark ? Icon::sun : Icon::moon, dark ? "Light colours" : "Dark colours"))
        context.emit(app::SetTheme{dark ? app::Theme::light : app::Theme::dark});
    ImGui::SameLine(0, context.px(2));
    if (icon_button("help", Icon::help, "Help and keys (F1)")) context.emit(app::OpenDialog{"help"});
    ImGui::SameLine(0, context.px(10));
    if (accent_button("Export")) context.emit(app::OpenDialog{"export"});
    tip_for_last_item("Save this map as PDF, SVG or PNG (Ctrl+E)");
}

}  // namespace

void draw_toolbar(PanelContext& context) {
    const float middle = context.px(10);
    ImGui::SetCursorPos({context.px(16), middle});
    draw_title(context);
    const float title_end = ImGui::GetItemRectMax().x - ImGui::GetWindowPos().x + context.px(24);
    const float buttons_width = context.px(32 * 5 + 2 * 3 + 10 * 2) + text_size("Export").x + context.px(30);
    const float buttons_start = ImGui::GetWindowWidth() - context.px(14) - buttons_width;
    const float free = buttons_start - title_end - context.px(16);
    const float segments = geographies_width(context);
    const bool wide = free > segments + context.px(180);
    const float geography_width = wide ? segments : context.px(150);
    const float search_width = std::clamp(free - geography_width - context.px(16), context.px(120), context.px(320));
    ImGui::SetCursorPos({title_end, middle});
    draw_search_box(context, search_width);
    ImGui::SetCursorPos({title_end + search_width + context.px(16), middle});
    if (wide)
        draw_geographies(context);
    else
        draw_geography_list(context);
    ImGui::SetCursorPos({buttons_start, middle});
    draw_buttons(context);
}

}  // namespace needsmap::panels
