#include "panels/places_panel.hpp"

#include <algorithm>
#include <array>

#include "app/travel.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "panels/siting_parts.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"
#include "scene/palette.hpp"

namespace needsmap::panels {

namespace {

/// A row with tick, symbol, title and number of places.
void draw_place_row(PanelContext& context, const model::PlaceSet& set, bool shown) {
    const Style& s = context.style;
    const float width = ImGui::GetContentRegionAvail().x;
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const std::string count = base::format_count(static_cast<std::int64_t>(set.places.size()));
    const std::string title = "      " + fitted(set.title, width - s.px(64) - text_size(count).x) + "##" + set.id;
    bool wanted = shown;
    if (check_box(title.c_str(), shown, wanted)) context.emit(app::ShowPlaces{set.id, wanted});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float middle = corner.y + s.px(14);
    marker(draw, {corner.x + s.px(37), middle}, s.px(11), set.shape, scene::rgba_from(set.colour), s.colours.panel);
    draw.AddText({corner.x + width - text_size(count).x - s.px(4), middle - ImGui::GetTextLineHeight() / 2}, packed(s.colours.secondary),
                 count.c_str());
}

constexpr std::array reach_modes = {model::TravelMode::walk, model::TravelMode::drive, model::TravelMode::bus, model::TravelMode::line};

double usual_within(model::TravelMode mode) { return mode == model::TravelMode::line ? 2 : mode == model::TravelMode::bus ? 30 : 15; }

void choose_mode(PanelContext& context, ReachForm& form) {
    const std::vector<Segment> titles = {{"Foot", true, "Walking along roads and paths, in minutes"},
                                         {"Car", true, "Driving along roads, in minutes"},
                                         {"Bus", true, "By timetable, with walks, on a weekday in term, in minutes"},
                                         {"Line", true, "A straight line times 1.3, in km"}};
    const auto now = static_cast<int>(std::ranges::find(reach_modes, form.mode) - reach_modes.begin());
    const int wanted = segmented("reach-mode", titles, now);
    if (wanted >= 0) form.mode = reach_modes.at(static_cast<std::size_t>(wanted)), form.within = usual_within(form.mode);
    const bool is_line = form.mode == model::TravelMode::line;
    static_cast<void>(number_row(context, "Within", "Whose nearest place is within this is counted as reached", is_line ? "km" : "min",
                                 is_line ? 0.1 : 1, is_line ? 100 : 240, is_line ? 1 : 5, form.within));
}

void choose_grade(const model::PlaceSet& set, ReachForm& form) {
    if (set.graded_by.empty()) return form.grade.clear();
    std::vector<std::string> titles{"All " + base::lower_first(set.title)};
    int chosen = 0;
    for (const model::PlaceGrade& grade : set.grades) {
        if (grade.value == form.grade) chosen = static_cast<int>(titles.size());
        titles.push_back("Only " + base::lower_first(grade.title) + " " + base::lower_first(set.title));
    }
    const int wanted = choice("##reach-grade", titles, chosen, -1);
    if (wanted >= 0) form.grade = wanted == 0 ? std::string() : set.grades[static_cast<std::size_t>(wanted) - 1].value;
}

void map_reach(PanelContext& context, const model::PlaceSet& set, const ReachForm& form) {
    std::vector<std::pair<std::string, std::string>> parameters{{"places", set.id},
                                                                {"mode", std::string(app::mode_id(form.mode))},
                                                                {"within", base::format_exact(form.within)},
                                                                {"geography", context.session.geography().id}};
    if (!form.grade.empty()) parameters.emplace_back("where", set.graded_by + "=" + form.grade);
    context.emit(app::RunOperation{"access", std::move(parameters)});
}

/// Under a set that is shown: how far people live from it, as a layer. The form of the command `access`, with what it asks for filled in.
void draw_reach(PanelContext& context, const model::PlaceSet& set) {
    const Style& s = context.style;
    ReachForm& form = context.ui.reach;
    const bool is_open = form.of == set.id;
    ImGui::Indent(s.px(52));
    {
        const FontScope font(s.fonts.small);
        const std::string text = is_open ? "Reach" : "Reach …";
        const ImVec2 size = text_size(text);
        if (press_area("reach", {size.x + s.px(8), size.y + s.px(6)}))
            form = {is_open ? std::string() : set.id, {}, form.mode, form.within};
        const ImVec2 corner = ImGui::GetItemRectMin();
        ImGui::GetWindowDrawList()->AddText({corner.x, corner.y + s.px(2)}, packed(s.colours.accent), text.c_str());
        if (!is_open) tip_for_last_item("How long children need to the nearest of these, as a layer");
    }
    ImGui::Unindent(s.px(52));
    if (!is_open) return;
    ImGui::Indent(s.px(24));
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{s.px(8), s.px(6)});
    text_secondary("How long children need to the nearest " + (set.singular.empty() ? "of these" : set.singular) + ", as a layer.");
    choose_mode(context, form);
    choose_grade(set, form);
    ImGui::BeginDisabled(context.view.job.has_value());
    if (accent_button("Map the reach")) map_reach(context, set, form);
    ImGui::EndDisabled();
    ImGui::PopStyleVar();
    ImGui::Unindent(s.px(24));
    ImGui::Dummy({0, s.px(6)});
}

}  // namespace

void draw_places_panel(PanelContext& context) {
    const auto& sets = context.session.workspace()->places;
    if (sets.empty()) {
        text_secondary("This workspace has no services. Add a [[places]] entry to its file.");
        return;
    }
    const auto& shown = context.session.state().maps[0].places;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, context.px(2)});
    for (const auto& set : sets) {
        const bool is_shown = std::find(shown.begin(), shown.end(), set->id) != shown.end();
        ImGui::PushID(set->id.c_str());
        draw_place_row(context, *set, is_shown);
        if (is_shown) draw_reach(context, *set);
        ImGui::PopID();
    }
    ImGui::PopStyleVar();
}

}  // namespace needsmap::panels
