#include "panels/siting_parts.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/format.hpp"
#include "base/text.hpp"
#include "panels/plan_caption.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

using analysis::SitingObjective;

constexpr std::array objectives = {SitingObjective::p_median, SitingObjective::max_coverage, SitingObjective::p_centre,
                                   SitingObjective::set_cover};
/// Rows of sites that are seen without scrolling.
constexpr int shown_rows = 7;

bool is_dark(const PanelContext& context) { return context.style.theme == app::Theme::dark; }

/// A short line of a spoke's colour, and text beside it.
void coloured_line(PanelContext& context, scene::Rgba colour, const std::string& text, float width) {
    const float indent = context.px(22);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float middle = corner.y + ImGui::GetTextLineHeight() / 2;
    ImGui::GetWindowDrawList()->AddLine({corner.x + context.px(1), middle}, {corner.x + context.px(15), middle}, packed(colour),
                                        context.px(3));
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + indent);
    text_wrapped(text, context.style.colours.text, width - indent);
}

std::string changes_sentence(const app::SitingView& view) {
    if (view.sites_changed.empty()) return "As the plan began; nothing has been changed yet.";
    if (view.farther.empty() && view.nearer.empty()) return "Since the start: " + view.sites_changed + ". Nobody's journey has changed.";
    return "Since the start: " + view.sites_changed + ".";
}

std::string row_tip(const app::SitingView::Row& row) {
    std::string tip = row.name + (row.open ? "" : " (closed)");
    if (!row.detail.empty()) tip += "\n" + row.detail;
    if (row.moved_m > 0) tip += "\nMoved by " + base::format_number(row.moved_m / 1000, 1) + " km.";
    return tip;
}

/// A box with a tick for an open site; pressed, it opens or closes it.
void draw_switch(PanelContext& context, const app::SitingView::Row& row) {
    const Style& s = context.style;
    const float height = s.px(28), box = s.px(16);
    if (press_area("open", {s.px(24), height})) context.emit(app::OpenSite{row.id, !row.open});
    const ImVec2 min = ImGui::GetItemRectMin();
    const ImVec2 corner{min.x + s.px(3), min.y + (height - box) / 2}, end{corner.x + box, corner.y + box};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (row.open) {
        draw.AddRectFilled(corner, end, packed(s.colours.accent), s.px(4));
        const ImVec2 tick[] = {{corner.x + box * 0.22F, corner.y + box * 0.52F},
                               {corner.x + box * 0.42F, corner.y + box * 0.72F},
                               {corner.x + box * 0.78F, corner.y + box * 0.30F}};
        draw.AddPolyline(tick, 3, packed(s.colours.on_accent), 0, std::max(1.5F, s.px(2)));
    } else {
        draw.AddRect(corner, end, packed(s.colours.control), s.px(4), 0, std::max(1.0F, s.scale));
    }
    tip_for_last_item(row.open ? "Open; press to close it" : "Closed; press to open it");
}

/// Without the kind of service, which is the same in every row: "Ruscote Children's Centre" is "Ruscote".
std::string short_name(const std::string& name, const std::string& singular) {
    const std::string ending = " " + singular;
    return !singular.empty() && name.size() > ending.size() && name.ends_with(ending) ? name.substr(0, name.size() - ending.size()) : name;
}

void draw_site_row(PanelContext& context, const app::SitingView::Row& row, const std::string& singular, bool selected) {
    ImGui::PushID(row.id.c_str());
    draw_switch(context, row);
    ImGui::SameLine(0, 0);
    const std::string name = (row.added ? "+ " : "") + short_name(row.name, singular);
    const std::string trailing = !row.open ? "closed" : row.serves;
    if (list_row("site", name, selected, true, context.px(6), trailing)) {
        context.emit(app::SelectSite{selected ? std::string() : row.id});
        ImGui::SetWindowFocus(nullptr);  // arrow keys move it from now on
    }
    tip_for_last_item(row_tip(row));
    ImGui::PopID();
}

/// Short enough for a closed list in a narrow rail: how one gets there is chosen right above.
std::string objective_title(SitingObjective objective, const app::DraftPlan& plan, const app::SitingView& view) {
    const std::string who = view.demand && !view.demand->unit.empty() ? view.demand->unit : std::string("need");
    const std::string limit = base::format_plain(plan.within, plan.within == std::floor(plan.within) ? 0 : 1) +
                              (plan.mode == model::TravelMode::line ? " km" : " min");
    switch (objective) {
        case SitingObjective::p_median: return "Shortest journeys on average";
        case SitingObjective::max_coverage: return "Most " + who + " within " + limit;
        case SitingObjective::p_centre: return "Shortest worst journey";
        case SitingObjective::set_cover: return "Fewest, nobody beyond " + limit;
    }
    return {};
}

/// "Sites of the plan only", small areas, or the places of another set.
void draw_candidates(PanelContext& context, const app::DraftPlan& plan, app::SitingQuestion& question) {
    control_label("Where sites may be",
                  "Sites of the plan are those in the list above, closed and added ones included; in a small area, a site stands where its "
                  "people live; at other places, where they are");
    std::vector<std::string> lists = {"", app::small_area_candidates}, titles = {"Sites of the plan only", "Also in any small area"};
    for (const auto& set : context.session.workspace()->places)
        if (set->id != plan.places && !set->places.empty()) lists.push_back(set->id), titles.push_back("Also at: " + set->title);
    const auto chosen = std::ranges::find(lists, question.candidates);
    const int wanted = choice("##candidates", titles, chosen == lists.end() ? -1 : static_cast<int>(chosen - lists.begin()), -1);
    if (wanted >= 0) question.candidates = lists[static_cast<std::size_t>(wanted)];
}

/// How the running search goes: the progress text says best so far and bound.
void draw_running(PanelContext& context, const app::JobRunner::Progress& job) {
    const float width = ImGui::GetContentRegionAvail().x, height = context.px(6);
    ImGui::Dummy({width, height});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 min = ImGui::GetItemRectMin();
    const auto done = static_cast<float>(std::clamp(job.fraction, 0.02, 1.0));
    draw.AddRectFilled(min, {min.x + width, min.y + height}, packed(context.style.colours.hairline), height / 2);
    draw.AddRectFilled(min, {min.x + width * done, min.y + height}, packed(context.style.colours.accent), height / 2);
    text_secondary(base::capitalised(job.what) + ".");
    if (ImGui::Button("Stop and take the best so far")) context.emit(app::CancelJob{});
    add_tab_stop(false);
}

void draw_isochrone_switch(PanelContext& context) {
    bool wanted = context.session.shows_isochrones();
    if (check_box("Isochrones of the selected site", wanted, wanted)) context.emit(app::ShowIsochrones{wanted});
    if (!context.session.shows_isochrones()) return;
    const FontScope font(context.style.fonts.small);
    const app::PlanIsochrones* found = context.session.isochrones();
    if (context.session.selected_site().empty()) return text_secondary("Select a site to see from where it is reached.");
    if (found == nullptr) return text_secondary("They are being drawn …");
    if (!found->problem.empty()) return text_wrapped(found->problem, context.style.colours.text);
    draw_isochrone_key(context, ImGui::GetContentRegionAvail().x);
}

}  // namespace

void control_label(const char* text, const char* tip) {
    ImGui::Dummy({0, style().px(2)});
    const FontScope font(style().fonts.small);
    text_secondary(text);
    tip_for_last_item(tip);
}

bool number_row(PanelContext& context, const char* label, const std::string& tip, const std::string& unit, double low, double high,
                double step, double& value) {
    const float button = context.px(24), field = context.px(46), gap = context.px(3);
    const float total = 2 * button + field + 2 * gap + (unit.empty() ? 0 : text_size(unit).x + context.px(6));
    ImGui::PushID(label);
    ImGui::AlignTextToFramePadding();
    ImGui::TextUnformatted(fitted(label, ImGui::GetContentRegionAvail().x - total - context.px(4)).c_str());
    tip_for_last_item(tip);
    ImGui::SameLine(ImGui::GetContentRegionMax().x - total);
    double wanted = value;
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{0, ImGui::GetStyle().FramePadding.y});
    if (ImGui::Button("−", {button, 0})) wanted = std::ceil(value / step - 1e-9) * step - step;
    add_tab_stop(false);
    ImGui::SameLine(0, gap);
    ImGui::SetNextItemWidth(field);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, ImVec2{context.px(6), ImGui::GetStyle().FramePadding.y});
    ImGui::InputDouble("##number", &wanted, 0, 0, "%.4g");
    ImGui::PopStyleVar();
    add_tab_stop(true);
    ImGui::SameLine(0, gap);
    if (ImGui::Button("+", {button, 0})) wanted = std::floor(value / step + 1e-9) * step + step;
    add_tab_stop(false);
    ImGui::PopStyleVar();
    if (!unit.empty()) {
        ImGui::SameLine(0, context.px(6));
        ImGui::AlignTextToFramePadding();
        ImGui::TextUnformatted(unit.c_str());
    }
    ImGui::PopID();
    wanted = std::clamp(wanted, low, high);
    if (!std::isfinite(wanted) || wanted == value) return false;
    value = wanted;
    return true;
}

void draw_winners_and_losers(PanelContext& context, const app::SitingView& view, float width) {
    if (!view.farther.empty()) coloured_line(context, scene::farther_colour(is_dark(context)), view.farther, width);
    if (!view.nearer.empty()) coloured_line(context, scene::nearer_colour(is_dark(context)), view.nearer, width);
    text_wrapped(changes_sentence(view), context.style.colours.secondary, width);
}

void draw_sites(PanelContext& context, const app::SitingView& view) {
    control_label("Sites: open, name, and whom they are nearest for",
                  "Arrow keys move the selected site by 100 m, with Shift by 1 km; Delete closes it; N goes to the next");
    const auto set = context.session.workspace()->find_places(context.session.state().plan->places);
    const std::string& selected = context.session.selected_site();
    const float row = context.px(28),
                height = row * static_cast<float>(std::min<std::size_t>(view.rows.size(), shown_rows)) + context.px(2);
    ImGui::BeginChild("sites", {0, height});
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{0, 0});
    const bool is_news = selected != context.ui.plan_seen_site;
    context.ui.plan_seen_site = selected;
    for (const app::SitingView::Row& each : view.rows) {
        draw_site_row(context, each, set ? set->singular : std::string(), each.id == selected);
        if (is_news && each.id == selected && !ImGui::IsItemVisible()) ImGui::SetScrollHereY(0.5F);
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

void draw_map_switches(PanelContext& context) {
    bool coloured = context.session.colours_catchments();
    if (check_box("Catchments in colour", coloured, coloured)) context.emit(app::ColourCatchments{coloured});
    tip_for_last_item("A colour for each site's catchment in place of the map's own colours; neighbours differ");
    draw_isochrone_switch(context);
}

void draw_search(PanelContext& context, const app::DraftPlan& plan, const app::SitingView& view) {
    app::SitingQuestion& question = context.ui.plan_question;
    if (question.open <= 0) question.open = static_cast<int>(plan.open_count());
    control_label("What is best", "The search proves that no other plan by these rules is better, or says how far it got");
    std::vector<std::string> titles;
    int chosen = 0;
    for (const SitingObjective objective : objectives) {
        if (objective == question.objective) chosen = static_cast<int>(titles.size());
        titles.push_back(objective_title(objective, plan, view));
    }
    if (const int wanted = choice("##objective", titles, chosen, -1); wanted >= 0)
        question.objective = objectives.at(static_cast<std::size_t>(wanted));
    if (question.objective != SitingObjective::set_cover) {
        double open = question.open;
        if (number_row(context, "Sites open", "In the plan that is wanted", {}, 1, 9999, 1, open))
            question.open = static_cast<int>(std::round(open));
    }
    draw_candidates(context, plan, question);
    bool may_close = !question.keep_existing;
    if (check_box("Existing sites may close", may_close, may_close)) question.keep_existing = !may_close;
    if (context.view.job && context.view.job->title == search_job_title) return draw_running(context, *context.view.job);
    ImGui::Dummy({0, context.px(2)});
    ImGui::BeginDisabled(context.view.job.has_value() || !view.problem.empty() || !view.demand);
    if (accent_button("Find the best plan")) context.emit(app::SearchPlan{question});
    ImGui::EndDisabled();
}

void site_tooltip(const PanelContext& context, const app::SitingView& view, const std::string& id) {
    const int index = view.index_of(id);
    if (index < 0) return;
    const app::SitingView::Row& row = view.rows[static_cast<std::size_t>(index)];
    {
        const FontScope font(context.style.fonts.body_bold);
        ImGui::TextUnformatted(row.name.c_str());
    }
    const FontScope font(context.style.fonts.small);
    text_secondary(!row.open ? "Closed in this plan" : row.added ? "New in this plan" : "Open", context.px(300));
    if (!row.detail.empty()) text_wrapped(row.detail, context.style.colours.text, context.px(300));
    text_secondary("Drag it to move it.", context.px(300));
}

}  // namespace needsmap::panels
