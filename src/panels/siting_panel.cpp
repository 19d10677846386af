#include "panels/siting_panel.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "panels/siting_parts.hpp"
#include "panels/tab_order.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

using model::TravelMode;

constexpr std::array modes = {TravelMode::line, TravelMode::walk, TravelMode::drive, TravelMode::bus};

void draw_start(PanelContext& context) {
    const model::Workspace& workspace = *context.session.workspace();
    text_wrapped("What would opening, closing or moving a service mean for families?", context.style.colours.text);
    std::vector<std::string> ids, titles;
    for (const auto& set : workspace.places) ids.push_back(set->id), titles.push_back(set->title);
    for (const auto& scenario : workspace.scenarios) ids.push_back(scenario->id), titles.push_back("Scenario: " + scenario->title);
    if (ids.empty()) return text_secondary("This workspace has no services. Add a [[places]] entry to its file.");
    std::string& chosen = context.ui.plan_start;
    auto at = std::ranges::find(ids, chosen);
    if (at == ids.end()) chosen = ids.front(), at = ids.begin();
    control_label("Begin with", "All places of a set open, or a scenario that was saved");
    const int wanted = choice("##start", titles, static_cast<int>(at - ids.begin()), -1);
    if (wanted >= 0) chosen = ids[static_cast<std::size_t>(wanted)];
    ImGui::Dummy({0, context.px(2)});
    if (accent_button("Try out a plan")) {
        context.ui.plan_question = {};
        context.ui.plan_saving = false;
        context.emit(app::StartPlan{chosen});
    }
}

void draw_finding(PanelContext& context, const app::DraftPlan& plan, const app::SitingView& view) {
    const Colours& c = context.style.colours;
    const float width = ImGui::GetContentRegionAvail().x;
    if (!view.problem.empty()) return text_wrapped(view.problem, c.text);
    if (!view.finding.empty()) text_wrapped(view.finding, c.text);
    if (!view.note.empty()) text_secondary(view.note);
    if (!view.summary) return;
    ImGui::Dummy({0, context.px(2)});
    draw_winners_and_losers(context, view, width);
    if (!plan.proof.empty()) text_wrapped(plan.proof, c.text);
}

const std::vector<std::shared_ptr<const model::LayerDefinition>>& demands(PanelContext& context) {
    const std::uint64_t revision = context.session.workspace_revision();
    if (context.ui.plan_demands.empty() || context.ui.plan_seen_revision != revision) {
        context.ui.plan_demands = app::demand_layers(*context.session.workspace());
        context.ui.plan_seen_revision = revision;
    }
    return context.ui.plan_demands;
}

void draw_people(PanelContext& context, const app::DraftPlan& plan) {
    control_label("For whom", "The layer that says how many there are in each small area, and the points where they live");
    std::vector<std::string> titles;
    int chosen = -1;
    const auto& layers = demands(context);
    for (const auto& layer : layers) {
        if (layer->id == plan.demand) chosen = static_cast<int>(titles.size());
        titles.push_back(layer->title);
    }
    const int wanted = choice("##demand", titles, chosen, -1);
    if (wanted >= 0 && wanted != chosen) context.emit(app::SetPlanDemand{layers[static_cast<std::size_t>(wanted)]->id});
}

void draw_journeys(PanelContext& context, const app::DraftPlan& plan) {
    control_label("How they get there", "Straight lines are answered at once; the others along roads and timetables, in the background");
    const std::vector<Segment> titles = {{"Line", true, "Straight lines times 1.3 for the detour of roads, in km"},
                                         {"Foot", true, "Walking along roads and paths, in minutes"},
                                         {"Car", true, "Driving along roads, in minutes"},
                                         {"Bus", true, "By timetable, with walks, on a weekday in term, in minutes"}};
    const auto now = static_cast<int>(std::ranges::find(modes, plan.mode) - modes.begin());
    const int wanted = segmented("mode", titles, now);
    if (wanted >= 0 && wanted != now) {
        const TravelMode mode = modes.at(static_cast<std::size_t>(wanted));
        context.emit(app::SetPlanTravel{mode, app::usual_limit(mode)});
    }
    const bool is_line = plan.mode == TravelMode::line;
    double within = plan.within;
    if (number_row(context, "Near enough", "Who has a site within this is counted as reached", is_line ? "km" : "min", is_line ? 0.1 : 1,
                   is_line ? 100 : 240, is_line ? 1 : 5, within))
        context.emit(app::SetPlanTravel{plan.mode, within});
}

/// The next button stands beside the last one where there is room for it.
void beside_if_it_fits(const char* label) {
    const float width = text_size(label).x + 2 * ImGui::GetStyle().FramePadding.x;
    const float right = ImGui::GetItemRectMax().x + ImGui::GetStyle().ItemSpacing.x + width;
    if (right <= ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x) ImGui::SameLine();
}

void draw_buttons(PanelContext& context, const app::SitingView& view) {
    const bool adding = context.session.is_adding_site();
    ImGui::Dummy({0, context.px(2)});
    if (ImGui::Button(adding ? "Click on the map …" : "Add a site")) context.emit(app::ArmSite{!adding});
    add_tab_stop(false);
    tip_for_last_item("The next click on the map adds a site (A)");
    beside_if_it_fits("Keep as layer");
    ImGui::BeginDisabled(!view.summary || view.has_estimates);
    if (ImGui::Button("Keep as layer")) context.emit(app::KeepPlan{});
    ImGui::EndDisabled();
    add_tab_stop(false);
    tip_for_last_item("Makes a layer of the journeys by area, to map, compare and export like any other");
    beside_if_it_fits("Save as scenario …");
    if (ImGui::Button("Save as scenario …")) context.ui.plan_saving = !context.ui.plan_saving;
    add_tab_stop(false);
    tip_for_last_item("Writes a file that the commands compare, measure and map by its name");
    beside_if_it_fits("End the plan");
    if (ImGui::Button("End the plan")) context.emit(app::EndPlan{});
    add_tab_stop(false);
}

/// Under which title or file the plan is kept, and whether it takes the place of another.
void draw_saving(PanelContext& context) {
    UiState& ui = context.ui;
    const auto& notice = context.session.notice();
    if (std::exchange(ui.plan_save_asked, false) && !(notice && notice->is_problem)) ui.plan_saving = false;
    if (!ui.plan_saving) return;
    control_label("Title of the scenario", "Commands call it by the title in small letters with hyphens: “Best 8” is best-8");
    ImGui::SetNextItemWidth(-1);
    bool wanted = ImGui::InputTextWithHint("##plan-title", "Best 8, or a file best-8.toml", ui.plan_title.data(), ui.plan_title.size(),
                                           ImGuiInputTextFlags_EnterReturnsTrue);
    add_tab_stop(true);
    const std::string title = ui.plan_title.data();
    const bool is_there = !title.empty() && context.session.plan_save_clash() == title;
    if (is_there) text_secondary("There is a scenario of this name already.");
    ImGui::BeginDisabled(title.empty());
    wanted = ImGui::Button(is_there ? "Replace it" : "Save") || (wanted && !title.empty() && !is_there);
    ImGui::EndDisabled();
    add_tab_stop(false);
    ImGui::SameLine();
    if (ImGui::Button("Cancel")) ui.plan_saving = false;
    add_tab_stop(false);
    if (!wanted) return;
    ui.plan_save_asked = true;
    context.emit(app::SavePlan{title, is_there});
}

}  // namespace

void draw_siting_panel(PanelContext& context) {
    const auto plan = context.session.state().plan;
    const app::SitingView* view = context.session.siting();
    if (!plan || view == nullptr) return draw_start(context);
    draw_finding(context, *plan, *view);
    draw_people(context, *plan);
    draw_journeys(context, *plan);
    draw_sites(context, *view);
    draw_map_switches(context);
    draw_buttons(context, *view);
    draw_saving(context);
    context.ui.folded_sections.try_emplace("The best plan", true);
    if (section(context, "The best plan")) draw_search(context, *plan, *view);
}

}  // namespace needsmap::panels
