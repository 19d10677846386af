#include "panels/status_line.hpp"

#include <algorithm>
#include <string>

#include "base/format.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

std::string source_text(const PanelContext& context) {
    const auto& workspace = *context.session.workspace();
    const auto& map = context.session.map(0);
    std::string text = map.indicator && !map.indicator->definition->source.empty() ? map.indicator->definition->source : workspace.source;
    if (!text.empty()) text = "Source: " + text;
    if (!map.geography->source.empty() && map.geography->source != workspace.source) text += " · Boundaries: " + map.geography->source;
    if (!workspace.vintage.empty()) text += " · " + workspace.vintage;
    if (map.indicator && !map.indicator->method_note.empty()) text += " · " + map.indicator->method_note;
    return text;
}

/// Progress bar, what is being done, and a way to stop it. Returns the x where it starts.
float draw_job(PanelContext& context, float right) {
    const auto& job = *context.view.job;
    const float bar = context.px(120);
    const std::string text = job.title + ": " + job.what;
    const float width = text_size(text).x + bar + context.px(96);
    const float start = right - width;
    ImGui::SetCursorPos({start, context.px(5)});
    ImGui::TextUnformatted(text.c_str());
    const ImVec2 origin = ImGui::GetWindowPos();
    const float x = origin.x + start + text_size(text).x + context.px(10), y = origin.y + context.px(10);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({x, y}, {x + bar, y + context.px(6)}, packed(context.style.colours.hairline), context.px(3));
    const auto done = static_cast<float>(std::clamp(job.fraction, 0.02, 1.0));
    draw.AddRectFilled({x, y}, {x + bar * done, y + context.px(6)}, packed(context.style.colours.accent), context.px(3));
    ImGui::SetCursorPos({start + text_size(text).x + bar + context.px(20), context.px(2)});
    if (ImGui::SmallButton("Cancel")) context.emit(app::CancelJob{});
    return start;
}

float draw_problems(PanelContext& context, float right) {
    const auto& diagnostics = context.session.workspace()->diagnostics;
    const auto count = static_cast<std::int64_t>(diagnostics.items().size());
    if (count == 0) return right;
    const std::string text = base::format_count(count) + (count == 1 ? " remark on the data" : " remarks on the data");
    const float width = text_size(text).x + context.px(28);
    ImGui::SetCursorPos({right - width, context.px(2)});
    if (press_area("problems", {width, context.px(22)})) context.emit(app::OpenDialog{"problems"});
    const ImVec2 min = ImGui::GetItemRectMin();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const scene::Rgba ink = ImGui::IsItemHovered() ? context.style.colours.accent : context.style.colours.warning;
    draw_icon(draw, Icon::warning, {min.x + context.px(2), min.y + context.px(4)}, context.px(14), packed(ink));
    draw.AddText({min.x + context.px(22), min.y + context.px(3)}, packed(ink), text.c_str());
    tip_for_last_item("What was repaired, left out or assumed while reading the files");
    return right - width - context.px(16);
}

}  // namespace

void draw_status_line(PanelContext& context) {
    const FontScope font(context.style.fonts.small);
    float right = ImGui::GetWindowWidth() - context.px(16);
    if (context.view.job) right = draw_job(context, right) - context.px(16);
    right = draw_problems(context, right);
    const auto& notice = context.session.notice();
    const std::string text = notice ? notice->text : source_text(context);
    const scene::Rgba ink = !notice              ? context.style.colours.secondary
                            : notice->is_problem ? context.style.colours.error
                                                 : context.style.colours.text;
    ImGui::SetCursorPos({context.px(16), context.px(5)});
    ImGui::PushStyleColor(ImGuiCol_Text, packed(ink));
    ImGui::TextUnformatted(fitted(text, right - context.px(32)).c_str());
    ImGui::PopStyleColor();
    if (text_size(text).x > right - context.px(32)) tip_for_last_item(text);
}

}  // namespace needsmap::panels
