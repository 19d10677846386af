#include "panels/why_panel.hpp"

#include <algorithm>
#include <string>

#include "app/why_flagged.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

void heading(PanelContext& context, const char* text) {
    ImGui::Dummy({0, context.px(2)});
    const FontScope font(context.style.fonts.small_bold);
    text_secondary(text);
}

/// A full disc for yes, a ring for no, a dash where nothing can be said: told apart without colour.
void draw_answer(PanelContext& context, app::TestAnswer answer, ImVec2 centre) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Colours& c = context.style.colours;
    const float radius = context.px(4);
    switch (answer) {
        case app::TestAnswer::yes: draw.AddCircleFilled(centre, radius, packed(c.accent), 20); break;
        case app::TestAnswer::no: draw.AddCircle(centre, radius, packed(c.secondary), 20, std::max(1.0F, context.style.scale)); break;
        case app::TestAnswer::cannot_tell:
            draw.AddLine({centre.x - radius, centre.y}, {centre.x + radius, centre.y}, packed(c.secondary),
                         std::max(1.0F, context.style.scale));
            break;
    }
}

/// Name, and below it in words what the test says.
void draw_test(PanelContext& context, const app::TestLine& line) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float indent = context.px(16);
    draw_answer(context, line.answer, {corner.x + context.px(5), corner.y + ImGui::GetTextLineHeight() / 2});
    ImGui::Indent(indent);
    {
        const FontScope font(line.answer == app::TestAnswer::yes ? context.style.fonts.body_bold : context.style.fonts.body);
        text_wrapped(line.name, context.style.colours.text);
    }
    const FontScope font(context.style.fonts.small);
    text_secondary(line.words);
    ImGui::Unindent(indent);
}

/// The worst few neighbours; pressing one selects it.
void draw_neighbours(PanelContext& context, const app::WhyFlagged& why) {
    constexpr std::size_t most = 6;
    const model::Geography& geography = context.session.geography();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(1)});
    for (std::size_t i = 0; i < std::min(most, why.neighbours.size()); ++i) {
        const app::NeighbourLine& line = why.neighbours[i];
        ImGui::PushID(static_cast<int>(i));
        if (list_row("neighbour", geography.names[static_cast<std::size_t>(line.area)], false, true, context.px(8), line.value))
            context.emit(app::SelectAreas{{line.area}});
        ImGui::PopID();
    }
    ImGui::PopStyleVar();
    if (why.neighbours.size() <= most) return;
    const FontScope font(context.style.fonts.small);
    text_secondary("and " + std::to_string(why.neighbours.size() - most) + " more");
}

void draw_answer_of(PanelContext& context, const app::WhyFlagged& why) {
    const Colours& c = context.style.colours;
    text_wrapped(why.headline, c.text);
    {
        const FontScope font(context.style.fonts.small);
        text_secondary(why.layer->title + ": " + why.value + (why.standing.empty() ? "" : ". " + why.standing));
    }
    heading(context, "Tests");
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{context.px(8), context.px(3)});
    for (const app::TestLine& line : why.tests) draw_test(context, line);
    ImGui::PopStyleVar();
    if (!why.turning_point.empty()) {
        heading(context, "What would change it");
        text_wrapped(why.turning_point, c.text);
    }
    if (!why.inside.empty()) {
        heading(context, "What the average hides");
        text_wrapped(why.inside, c.text);
    }
    heading(context, "Around it");
    text_wrapped(why.around, c.text);
    draw_neighbours(context, why);
}

}  // namespace

void draw_why_panel(PanelContext& context) {
    const auto& selection = context.session.state().selection;
    if (selection.empty()) {
        text_secondary("Click an area to see what speaks for and against it being one of need.");
        return;
    }
    const model::AreaIndex area = selection.back();
    {
        const FontScope font(context.style.fonts.body_bold);
        text_wrapped(context.session.geography().names[static_cast<std::size_t>(area)], context.style.colours.text);
    }
    const app::WhyAnswer& answer = context.session.why(area);
    if (answer.found)
        draw_answer_of(context, *answer.found);
    else
        text_secondary(answer.reason);
}

}  // namespace needsmap::panels
