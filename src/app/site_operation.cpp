// `site`: where services should be, with proof. Which sites to open, keep and close.
#include <algorithm>
#include <chrono>
#include <utility>

#include "app/chart_output.hpp"
#include "app/finding.hpp"
#include "app/operation_list.hpp"
#include "app/operation_parts.hpp"
#include "app/result_output.hpp"
#include "app/site_frontier.hpp"
#include "app/site_map.hpp"
#include "app/site_options.hpp"
#include "app/site_phases.hpp"
#include "app/site_result.hpp"
#include "app/site_saving.hpp"
#include "app/site_words.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "io/scenario_file.hpp"

namespace needsmap::app {

namespace {

using Clock = std::chrono::steady_clock;

/// After a search was stopped its best plan is still to be written.
class FinishingJob final : public base::JobContext {
public:
    explicit FinishingJob(base::JobContext& job) : m_job(job) {}
    void progress(double fraction, std::string_view what) override { m_job.progress(fraction, what); }
    [[nodiscard]] bool cancelled() const override { return false; }

private:
    base::JobContext& m_job;
};

analysis::SitingOptions siting_options_from(const Params& params) {
    analysis::SitingOptions options;
    options.time_limit_s = params.number("time-limit");
    options.keep_best_on_cancel = true;
    return options;
}

/// The command line without what only says where the plan is kept.
std::string plan_command(const Params& params, const model::Workspace& workspace) {
    Params asked;
    for (const auto& [name, values] : params.all())
        for (const std::string& value : values)
            if (name != "save" && name != "force") asked.add(name, value);
    return command_line("site", siting_params(), asked, workspace);
}

void warn_unproven(const analysis::SitingPlan& plan, const SiteQuestion& question, Outcome& outcome) {
    if (plan.proven()) return;
    base::Diagnostic note;
    note.id = "unproven-plan", note.message = proof_sentence(question, plan);
    note.hint = plan.end == analysis::SitingEnd::time_limit ? "Allow more time to prove it." : "";
    outcome.diagnostics.add(std::move(note));
    if (plan.end == analysis::SitingEnd::cancelled) outcome.code = base::ExitCode::problems;
}

bool is_boundary_file(const std::filesystem::path& file) {
    const std::string ending = base::fold(file.extension().string());
    return ending == "gpkg" || ending == "geojson";
}

/// What was found, all at once or in phases.
struct SolvedPlan {
    analysis::SitingPlan plan;
    std::optional<PhasedPlan> phased;
};

SolvedPlan solve(SiteQuestion& question, const SiteOptions& options, const analysis::SitingOptions& siting, base::JobContext& job) {
    if (options.phases.empty()) return {solve_question(question, siting, job), std::nullopt};
    PhasedPlan phased = solve_phases(question, options.phases, siting, job);
    question.follows_phases = true;
    analysis::SitingPlan last = phased.phases.back();
    return {std::move(last), std::move(phased)};
}

Outcome write_plan(const std::shared_ptr<const model::Workspace>& workspace, const SiteQuestion& question, const SolvedPlan& solved,
                   const Params& params, base::JobContext& job) {
    const analysis::SitingPlan& plan = solved.plan;
    std::shared_ptr<const model::Result> result =
        site_result(*workspace, question, plan, params.text("geography"), plan_command(params, *workspace));
    if (solved.phased) result = with_phases(question, *solved.phased, *result);
    SheetOptions sheet = sheet_options_from(params);
    const auto shown = with_plan_places(*workspace, question, plan, sheet.places);
    sheet.spokes = plan_spokes(question, plan);
    const std::filesystem::path file = params.text("output");
    if (!is_boundary_file(file)) return write_result(shown, result, file, sheet, job);
    auto by_area = std::make_shared<model::Result>(*result);
    by_area->table = served_areas_table(question, plan);
    Outcome outcome = write_result(shown, by_area, file, sheet, job);
    outcome.results = {result};
    return outcome;
}

/// What the console says of a plan, one thing a line.
std::string plan_report(const SiteQuestion& question, const SolvedPlan& solved, const std::string& finding, double seconds) {
    const analysis::SitingPlan& plan = solved.plan;
    std::string out = as_sentence(finding) + "\n";
    if (solved.phased)
        for (const std::string& line : phase_lines(question, *solved.phased)) out += line + "\n";
    out += bound_sentence(question, plan) + "\n" + changes_sentence(question, plan) + "\n";
    if (const std::string unserved = unserved_sentence(question, plan); !unserved.empty()) out += unserved + "\n";
    return out + proof_sentence(question, plan) + " Found " + duration_words(seconds) + ".";
}

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

Outcome run_plan(const std::shared_ptr<const model::Workspace>& workspace, SiteQuestion& question, const SiteOptions& options,
                 const Params& params, const std::filesystem::path& scenario_file, base::JobContext& job) {
    const Clock::time_point start = Clock::now();
    const SolvedPlan solved = solve(question, options, siting_options_from(params), job);
    const analysis::SitingPlan& plan = solved.plan;
    const double seconds = seconds_since(start);
    FinishingJob finishing(job);
    Outcome outcome = write_plan(workspace, question, solved, params, finishing);
    const std::string finding = as_sentence(outcome.results.front()->finding);
    if (outcome.summary.starts_with(finding))
        outcome.summary = plan_report(question, solved, finding, seconds) + outcome.summary.substr(finding.size());
    if (!scenario_file.empty()) {
        io::write_scenario_file(plan_scenario(question, plan, scenario_file.stem().string(), finding), scenario_file.parent_path(),
                                params.flag("force"));
        outcome.files.push_back(scenario_file.string());
        outcome.summary += (outcome.summary.empty() ? "" : " ") + std::string("Saved the plan as ") + scenario_file.string() + ".";
    }
    warn_unproven(plan, question, outcome);
    return outcome;
}

Outcome write_frontier(const std::shared_ptr<const model::Workspace>& workspace, const SiteQuestion& question,
                       const std::shared_ptr<model::Result>& result, const ChartView& chart, const Params& params, base::JobContext& job) {
    FinishingJob finishing(job);
    return write_result_with_chart(workspace, result, chart, *question.demand.layer, params.text("output"), params, finishing);
}

Outcome run_frontier(const std::shared_ptr<const model::Workspace>& workspace, SiteQuestion& question, const Params& params,
                     base::JobContext& job) {
    question.problem.fewest = std::min(least_sites(question.problem), question.problem.most);
    const std::vector<char> rural = rural_points(*workspace, question, question.diagnostics);
    const analysis::Frontier frontier = analysis::frontier_by_number(judged_problem(question), rural, siting_options_from(params), job);
    if (frontier.points.empty()) throw base::Cancelled();
    return write_frontier(workspace, question, frontier_result(question, frontier, plan_command(params, *workspace)),
                          frontier_chart(*workspace, question, frontier), params, job);
}

Outcome run_fairness(const std::shared_ptr<const model::Workspace>& workspace, SiteQuestion& question, const Params& params,
                     base::JobContext& job) {
    constexpr std::size_t most_points = 1'000;  // a chart shows no more; counties have some dozen
    const std::vector<char> rural = rural_points(*workspace, question, question.diagnostics);
    const analysis::Frontier frontier =
        analysis::frontier_of_worst(judged_problem(question), rural, most_points, siting_options_from(params), job);
    return write_frontier(workspace, question, fairness_result(question, frontier, plan_command(params, *workspace)),
                          fairness_chart(*workspace, question, frontier), params, job);
}

void check_site_file(const std::filesystem::path& file, bool is_chart) {
    if (is_chart && is_boundary_file(file))
        throw base::Error(file.string() + " cannot be written: a frontier is no map.", "Use a name that ends in .csv, .pdf, .svg or .png.",
                          base::ErrorKind::usage);
    check_result_file(file);
}

Outcome run_site(const std::shared_ptr<const model::Workspace>& workspace, const Params& params, base::JobContext& job) {
    const SiteOptions options = site_options_from(params);
    const bool is_chart = options.is_frontier || options.is_fairness;
    check_site_file(params.text("output"), is_chart);
    if (params.has("geography") && !workspace->find_geography(params.text("geography")))
        throw base::Error("There is no geography “" + params.text("geography") + "”.", "`needsmap layers` lists them.",
                          base::ErrorKind::usage);
    std::filesystem::path scenario_file;
    if (params.has("save")) {
        if (is_chart)
            throw base::Error(
                std::string("--save keeps one plan, and ") + (options.is_frontier ? "--frontier" : "--fairness") + " makes many.",
                "Leave out one of them.", base::ErrorKind::usage);
        scenario_file = scenario_file_for(*workspace, params.text("save"), params.flag("force"));
    }
    SiteQuestion question = site_question(*workspace, options, job);
    if (options.is_fairness) return run_fairness(workspace, question, params, job);
    return options.is_frontier ? run_frontier(workspace, question, params, job)
                               : run_plan(workspace, question, options, params, scenario_file, job);
}

}  // namespace

Operation site_operation() {
    return {.id = "site",
            .title = "Best sites",
            .help = "Finds which sites to open, keep and close, and proves that no plan is better, or says how much better one could be.",
            .params = siting_params(),
            .examples = {"needsmap site childrens-centres -o next.pdf", "needsmap site childrens-centres --close 37 -o best8.csv",
                         "needsmap site childrens-centres --objective mclp --mode walk --within 15 -p 50 -o reach.pdf",
                         "needsmap site childrens-centres --scenario centres-2009 --candidates childrens-centres -p 45 -o fourteen.pdf",
                         "needsmap site childrens-centres --phases 47,50,55 -o phases.csv",
                         "needsmap site childrens-centres --frontier -p 45 -o frontier.pdf",
                         "needsmap site childrens-centres --fairness --close 37 -o fairness.pdf"},
            .needs_drawing = true,
            .run = run_site};
}

}  // namespace needsmap::app
