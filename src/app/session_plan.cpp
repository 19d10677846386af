// What a plan leaves behind when it is done: a layer of its journeys, a scenario of its sites.
#include <algorithm>
#include <filesystem>

#include "analysis/access_result.hpp"
#include "analysis/evaluate_layer.hpp"
#include "app/plan_saving.hpp"
#include "app/scenario_choice.hpp"
#include "app/scenario_pair.hpp"
#include "app/session_impl.hpp"
#include "app/site_saving.hpp"
#include "app/siting_words.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/scenario_file.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

/// Where the kept layer is shown: on the areas on screen if the demand leads there, else on its own.
std::shared_ptr<const model::Geography> geography_to_keep(const model::Workspace& workspace, const model::Demand& demand,
                                                          const std::string& shown) {
    const auto wanted = workspace.find_geography(shown);
    if (!wanted) return demand.geography;
    try {
        static_cast<void>(analysis::areas_of_points(demand, *wanted));
        return wanted;
    } catch (const base::Error&) {
        return demand.geography;
    }
}

/// The plan as it began has the words of the command that gives the same; a changed one says what was changed.
void name_plan(analysis::AccessQuestion& question, const DraftPlan& plan, const model::PlaceSet& set, const model::Workspace& workspace) {
    question.id = "plan-" + plan.places;
    question.command = access_command(plan, workspace, question.geography->id);
    if (question.command.empty()) {
        question.command = "needsmap view";
        question.method_lines.insert(
            question.method_lines.begin(),
            "A plan tried out in the window: " + count_of_sites(set, plan.open_count()) + " (" + changes_of_sites(plan) + ")");
    } else if (!plan.scenario.empty()) {
        const auto scenario = find_scenario(workspace, plan.scenario);
        if (!scenario) throw base::Error("The scenario “" + plan.scenario + "” is not there any more.");
        question.id += "-" + scenario->id, question.plan = scenario->title;
    }
    if (!plan.proof.empty()) question.method_lines.push_back(plan.proof);
}

/// As the command `access` asks it.
analysis::AccessQuestion question_of(const DraftPlan& plan, const model::PlaceSet& set, const model::Workspace& workspace) {
    analysis::AccessQuestion question;
    question.site_singular = set.singular, question.site_plural = set.title;
    for (const PlanSite& site : plan.sites)
        if (site.open) question.site_names.push_back(site.name);
    question.mode = plan.mode;
    question.options.within = limit_cost(plan);
    if (plan.mode == model::TravelMode::line) question.options.beyond = {2'000, 5'000, 10'000};
    question.suppress_below = workspace.find_layer(plan.demand)->suppress_below;
    question.source = set.source.empty() ? workspace.source : set.source;
    question.licence = set.licence.empty() ? workspace.licence : set.licence;
    return question;
}

/// What the scenario is called: a title, or the path that was asked for and a title made up for it.
struct Naming {
    std::string name;  ///< an id, or a path that ends in .toml
    std::string title;
};
Naming naming_of(const std::string& text, const DraftPlan& plan, const model::PlaceSet& set) {
    const std::string trimmed(base::trim(text));
    if (!is_scenario_file(trimmed)) return {scenario_id_of(trimmed), trimmed};
    const fs::path file = fs::absolute(trimmed);
    return {file.string(), count_of_sites(set, plan.open_count()) + ": " + file.stem().string()};
}

}  // namespace

void ActionApplier::operator()(const KeepPlan&) {
    const DraftPlan* now = plan();
    if (now == nullptr) return;
    const SitingView& view = m_session.siting_view();
    const auto costs = m_session.siting.lab->open_site_costs(*now);
    if (!costs) return m_session.refuse(view.problem.empty() ? "The journeys are still being worked out." : view.problem);
    if (costs->site_count == 0) return m_session.refuse("Nothing is open, so there are no journeys to keep.");
    const model::Workspace& workspace = *m_session.workspace;
    const auto set = workspace.find_places(now->places);
    analysis::AccessQuestion question = question_of(*now, *set, workspace);
    question.geography = geography_to_keep(workspace, *view.demand, m_session.state.maps[0].geography);
    question.method_lines = m_session.siting.lab->method_lines(now->mode);
    name_plan(question, *now, *set, workspace);
    base::QuietJob job;
    const auto result = analysis::access_result(*view.demand, *costs, question, job);
    m_session.show_results(model::with_result(workspace, result)->results, *result);
    m_session.say("Kept as the layer “" + result->title + "”.");
}

void ActionApplier::operator()(const SavePlan& action) {
    const DraftPlan* now = plan();
    if (now == nullptr) return;
    m_session.siting.save_clash.clear();
    const model::Workspace& workspace = *m_session.workspace;
    const auto set = workspace.find_places(now->places);
    const Naming naming = naming_of(action.title, *now, *set);
    const fs::path file = scenario_file_for(workspace, naming.name, true);
    std::error_code error;
    if (!action.replace && fs::exists(file, error)) {
        m_session.siting.save_clash = action.title;
        return m_session.refuse(file.string() + " is there already; choose another name, or replace it.");
    }
    const model::Scenario scenario = plan_scenario(*now, *set, file.stem().string(), naming.title);
    io::write_scenario_file(scenario, file.parent_path(), action.replace);
    m_session.take_saved(scenario, naming.name);
}

void Session::Impl::take_saved(const model::Scenario& scenario, const std::string& name) {
    if (!is_scenario_file(name)) {
        workspace = with_scenario(*workspace, scenario);
        layers->use(workspace);
        ++workspace_revision;
    }
    const std::string before = state.plan->scenario.empty() ? today_id : state.plan->scenario;
    change_plan("saving the plan", continued_from(*state.plan, *workspace, name));
    say("Saved as the scenario “" + scenario.title + "”." +
        (before == name ? "" : " “needsmap compare " + before + " " + name + "” tells who gains and who loses."));
}

const std::string& Session::plan_save_clash() const { return m_impl->siting.save_clash; }

}  // namespace needsmap::app
