#include "panels/widgets.hpp"
#include "panels/tab_order.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace needsmap::panels {

namespace {

void add_text(ImDrawList& draw, ImVec2 at, ImU32 colour, std::string_view text) {
    draw.AddText(at, colour, text.data(), text.data() + text.size());
}

/// Frame colours of a clickable thing in its present state.
ImU32 ground_of(bool active, bool hovered, bool held) {
    const Colours& c = style().colours;
    if (held || active) return packed(c.accent_wash);
    return hovered ? packed(c.hover) : IM_COL32_BLACK_TRANS;
}

}  // namespace

ImVec2 text_size(std::string_view text) { return ImGui::CalcTextSize(text.data(), text.data() + text.size()); }

bool press_area(const char* id, ImVec2 size) {
    const bool pressed = ImGui::InvisibleButton(id, size);
    add_tab_stop(false);
    const ImGuiID item = ImGui::GetItemID();
    // ImGui draws no focus frame on invisible buttons; without one the keyboard path could not be seen.
    ImGui::RenderNavHighlight({ImGui::GetItemRectMin(), ImGui::GetItemRectMax()}, item, ImGuiNavHighlightFlags_TypeThin);
    return pressed || ImGui::GetCurrentContext()->NavActivateInputId == item;  // Space or Enter
}

bool icon_button(const char* id, Icon icon, std::string_view tip, bool enabled, bool active) {
    const Style& s = style();
    const float size = s.px(32);
    ImGui::BeginDisabled(!enabled);
    const bool pressed = press_area(id, {size, size});
    ImGui::EndDisabled();
    const ImVec2 corner = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(corner, ImGui::GetItemRectMax(), ground_of(active, ImGui::IsItemHovered() && enabled, ImGui::IsItemActive()),
                       s.px(6));
    const scene::Rgba ink = !enabled ? s.colours.control : active ? s.colours.accent : s.colours.text;
    draw_icon(draw, icon, {corner.x + s.px(8), corner.y + s.px(8)}, s.px(16), packed(ink, enabled ? 1 : 0.55));
    tip_for_last_item(tip);
    return pressed && enabled;
}

bool accent_button(const char* label) {
    const Colours& c = style().colours;
    ImGui::PushStyleColor(ImGuiCol_Button, vec(c.accent));
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, vec(c.accent, 0.88));
    ImGui::PushStyleColor(ImGuiCol_ButtonActive, vec(c.accent, 0.75));
    ImGui::PushStyleColor(ImGuiCol_Text, vec(c.on_accent));
    ImGui::PushStyleVar(ImGuiStyleVar_FrameBorderSize, 0.0F);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{style().px(14), style().px(6)});
    const FontScope font(style().fonts.body_bold);
    const bool pressed = ImGui::Button(label) || ImGui::GetCurrentContext()->NavActivateInputId == ImGui::GetItemID();
    add_tab_stop(false);
    ImGui::PopStyleVar(2);
    ImGui::PopStyleColor(4);
    return pressed;
}

float segmented_width(const std::vector<Segment>& segments) {
    float width = style().px(4);
    for (const Segment& segment : segments) width += text_size(segment.label).x + style().px(24);
    return width;
}

int segmented(const char* id, const std::vector<Segment>& segments, int chosen) {
    const Style& s = style();
    const float height = s.px(32);
    ImGui::PushID(id);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(corner, {corner.x + segmented_width(segments), corner.y + height}, packed(s.colours.hover), s.px(6));
    int result = -1;
    float x = corner.x + s.px(2);
    for (int i = 0; i < static_cast<int>(segments.size()); ++i) {
        const Segment& segment = segments[static_cast<std::size_t>(i)];
        const float width = text_size(segment.label).x + s.px(24);
        const ImVec2 min{x, corner.y + s.px(2)}, max{x + width, corner.y + height - s.px(2)};
        ImGui::SetCursorScreenPos(min);
        ImGui::PushID(i);
        ImGui::BeginDisabled(!segment.enabled);
        if (press_area("segment", {width, max.y - min.y}) && i != chosen) result = i;
        ImGui::EndDisabled();
        const bool hovered = ImGui::IsItemHovered();
        if (i == chosen) {
            draw.AddRectFilled(min, max, packed(s.colours.panel), s.px(5));
            draw.AddRect(min, max, packed(s.colours.hairline), s.px(5));
        }
        const scene::Rgba ink = !segment.enabled ? s.colours.control : i == chosen || hovered ? s.colours.accent : s.colours.text;
        add_text(draw, {min.x + s.px(12), min.y + (max.y - min.y - ImGui::GetTextLineHeight()) / 2}, packed(ink), segment.label);
        if (!segment.tip.empty()) tip_for_last_item(segment.tip);
        ImGui::PopID();
        x += width;
    }
    ImGui::PopID();
    ImGui::SetCursorScreenPos(corner);
    ImGui::Dummy({segmented_width(segments), height});
    return result;
}

bool section(PanelContext& context, const char* title) {
    const Style& s = context.style;
    bool& folded = context.ui.folded_sections[title];
    ImGui::Dummy({0, s.px(4)});
    const FontScope font(s.fonts.small_bold);
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = s.px(24);
    if (press_area(title, {width, height})) folded = !folded;
    const ImVec2 min = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const scene::Rgba ink = ImGui::IsItemHovered() ? s.colours.accent : s.colours.secondary;
    add_text(draw, {min.x, min.y + (height - ImGui::GetTextLineHeight()) / 2}, packed(ink),
             std::string_view(title).substr(0, std::string_view(title).find("##")));
    draw_icon(draw, folded ? Icon::chevron_right : Icon::chevron_down, {min.x + width - s.px(14), min.y + s.px(6)}, s.px(12), packed(ink));
    return !folded;
}

bool list_row(const char* id, std::string_view label, bool chosen, bool enabled, float indent_px, std::string_view trailing) {
    const Style& s = style();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = s.px(28);
    ImGui::BeginDisabled(!enabled);
    const bool pressed = press_area(id, {width, height});
    ImGui::EndDisabled();
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, max, ground_of(chosen, ImGui::IsItemHovered() && enabled, ImGui::IsItemActive()), s.px(6));
    const FontScope font(chosen ? s.fonts.body_bold : s.fonts.body);
    const float y = min.y + (height - ImGui::GetTextLineHeight()) / 2;
    const float trailing_width = trailing.empty() ? 0 : text_size(trailing).x + s.px(12);
    const scene::Rgba ink = !enabled ? s.colours.control : chosen ? s.colours.accent : s.colours.text;
    add_text(draw, {min.x + indent_px, y}, packed(ink), fitted(label, width - indent_px - trailing_width - s.px(8)));
    if (!trailing.empty()) add_text(draw, {max.x - trailing_width + s.px(4), y}, packed(s.colours.secondary), trailing);
    return pressed && enabled;
}

ImVec2 chip_size(std::string_view text) {
    const FontScope font(style().fonts.small_bold);
    const ImVec2 size = text_size(text);
    return {size.x + style().px(16), size.y + style().px(6)};
}

void chip(std::string_view text, scene::Rgba ink, scene::Rgba ground) {
    const ImVec2 size = chip_size(text);
    const FontScope font(style().fonts.small_bold);
    ImGui::Dummy(size);
    const ImVec2 min = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(min, ImGui::GetItemRectMax(), packed(ground), size.y / 2);
    add_text(draw, {min.x + style().px(8), min.y + style().px(3)}, packed(ink), text);
}

std::string fitted(std::string_view text, float width) {
    if (text_size(text).x <= width) return std::string(text);
    std::string cut(text);
    while (!cut.empty()) {
        // Whole characters only: drop continuation bytes with their lead byte.
        while (!cut.empty() && (static_cast<unsigned char>(cut.back()) & 0xC0U) == 0x80U) cut.pop_back();
        if (!cut.empty()) cut.pop_back();
        const std::string candidate = cut.substr(0, cut.find_last_not_of(' ') + 1) + "…";
        if (text_size(candidate).x <= width) return candidate;
    }
    return "…";
}

void text_right(std::string_view text) {
    const float free = ImGui::GetContentRegionAvail().x - text_size(text).x;
    if (free > 0) ImGui::SetCursorPosX(ImGui::GetCursorPosX() + free);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
}

void text_secondary(std::string_view text, float width) { text_wrapped(text, style().colours.secondary, width); }

std::string broken_at_spaces(std::string_view text, float width) {
    std::string out;
    std::size_t line_start = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
        const std::string_view word = text.substr(at, end - at);
        const std::string_view line(out.data() + line_start, out.size() - line_start);
        const bool fits = line.empty() || text_size(std::string(line) + " " + std::string(word)).x <= width;
        if (!line.empty()) out += fits ? ' ' : '\n';
        if (!fits) line_start = out.size();
        out += word;
        if (end < text.size() && text[end] == '\n') {
            out += '\n';
            line_start = out.size();
        }
        at = end + 1;
    }
    return out;
}

void text_wrapped(std::string_view text, scene::Rgba colour, float width) {
    const std::string broken = broken_at_spaces(text, width > 0 ? width : ImGui::GetContentRegionAvail().x);
    ImGui::PushStyleColor(ImGuiCol_Text, packed(colour));
    ImGui::TextUnformatted(broken.data(), broken.data() + broken.size());
    ImGui::PopStyleColor();
}

void tip_for_last_item(std::string_view text) {
    if (text.empty() || !ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) return;
    const FontScope font(style().fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{style().px(10), style().px(8)});
    ImGui::BeginTooltip();
    const std::string broken = broken_at_spaces(text, style().px(280));
    ImGui::TextUnformatted(broken.data(), broken.data() + broken.size());
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

void hairline() {
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::GetWindowDrawList()->AddRectFilled(at, {at.x + width, at.y + std::max(1.0F, std::floor(style().scale))},
                                              packed(style().colours.hairline));
    ImGui::Dummy({width, 1});
}

int choice(const char* id, const std::vector<std::string>& titles, int chosen, float width) {
    int result = -1;
    ImGui::SetNextItemWidth(width);
    const bool valid = chosen >= 0 && chosen < static_cast<int>(titles.size());
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{style().px(6), style().px(6)});
    if (ImGui::BeginCombo(id, valid ? titles[static_cast<std::size_t>(chosen)].c_str() : "–", ImGuiComboFlags_HeightLarge)) {
        for (int i = 0; i < static_cast<int>(titles.size()); ++i)
            if (ImGui::Selectable(titles[static_cast<std::size_t>(i)].c_str(), i == chosen)) result = i;
        ImGui::EndCombo();
    } else {
        add_tab_stop(false);
    }
    ImGui::PopStyleVar();
    return result;
}

bool check_box(const char* label, bool checked, bool& changed_to) {
    const Style& s = style();
    const float height = s.px(28), box = s.px(16);
    const float width = ImGui::GetContentRegionAvail().x;
    const bool pressed = press_area(label, {width, height});
    const ImVec2 min = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (ImGui::IsItemHovered()) draw.AddRectFilled(min, ImGui::GetItemRectMax(), packed(s.colours.hover), s.px(6));
    const ImVec2 corner{min.x + s.px(4), min.y + (height - box) / 2}, end{corner.x + box, corner.y + box};
    if (checked) {
        draw.AddRectFilled(corner, end, packed(s.colours.accent), s.px(4));
        const ImVec2 tick[] = {{corner.x + box * 0.22F, corner.y + box * 0.52F},
                               {corner.x + box * 0.42F, corner.y + box * 0.72F},
                               {corner.x + box * 0.78F, corner.y + box * 0.30F}};
        draw.AddPolyline(tick, 3, packed(s.colours.on_accent), 0, std::max(1.5F, s.px(2)));
    } else {
        draw.AddRect(corner, end, packed(s.colours.control), s.px(4), 0, std::max(1.0F, s.scale));
    }
    const std::string_view shown = std::string_view(label).substr(0, std::string_view(label).find("##"));
    add_text(draw, {end.x + s.px(10), min.y + (height - ImGui::GetTextLineHeight()) / 2}, packed(s.colours.text),
             fitted(shown, width - box - s.px(18)));
    if (pressed) changed_to = !checked;
    return pressed;
}

}  // namespace needsmap::panels
