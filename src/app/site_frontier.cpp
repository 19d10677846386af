#include "app/site_frontier.hpp"

#include <algorithm>

#include "app/chart_words.hpp"
#include "app/site_words.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "io/area_files.hpp"

namespace needsmap::app {

using analysis::Frontier;
using analysis::FrontierPoint;

namespace {

constexpr int cost_decimals = 3;

std::string number(std::size_t n) { return base::format_count(static_cast<std::int64_t>(n)); }

/// "From 1 to 45 sites the mean journey falls from 12.10 to 2.31 km; half of that gain is there with 4."
std::string frontier_finding(const SiteQuestion& question, const Frontier& frontier) {
    const FrontierPoint &first = frontier.points.front(), &last = frontier.points.back();
    if (frontier.points.size() == 1)
        return "With " + count_of_sites(first.site_count) + " the mean journey" + mode_words(question) + " is " +
               journey_text(question, first.mean_cost);
    const double half = (first.mean_cost + last.mean_cost) / 2;
    const auto there = std::ranges::find_if(frontier.points, [&](const FrontierPoint& point) { return point.mean_cost <= half; });
    return "From " + number(first.site_count) + " to " + count_of_sites(last.site_count) + " the mean journey" + mode_words(question) +
           " falls from " + journey_text(question, first.mean_cost) + " to " + journey_text(question, last.mean_cost) +
           "; half of that gain is there with " + number(there->site_count);
}

/// Both forms of a cost, one of them empty throughout.
void add_cost(model::ResultTable& table, const SiteQuestion& question, const std::string& name, const std::string& title,
              std::vector<std::optional<double>> costs) {
    for (auto& cost : costs)
        if (cost) cost = question.read(*cost);
    const std::vector<std::optional<double>> none(costs.size());
    table.columns.push_back(model::number_column(name + "_minutes", title + "; empty where journeys are in km", cost_decimals,
                                                 question.in_km() ? none : costs));
    table.columns.push_back(model::number_column(name + "_km", title + " in km; empty where journeys are in minutes", cost_decimals,
                                                 question.in_km() ? costs : none));
}

std::string site_ids(const SiteQuestion& question, const FrontierPoint& point) {
    std::string out;
    for (const analysis::SiteIndex j : point.sites) out += (out.empty() ? "" : " ") + question.sites[j].id;
    return out;
}

using CostOf = std::optional<double> (*)(const FrontierPoint&);
std::optional<double> mean_of(const FrontierPoint& point) { return point.mean_cost; }
std::optional<double> worst_of(const FrontierPoint& point) { return point.worst_cost; }
std::optional<double> worst_rural_of(const FrontierPoint& point) { return point.worst_marked; }

scene::ChartLine line_of(const SiteQuestion& question, const Frontier& frontier, std::string label, scene::ChartInk ink, CostOf cost) {
    scene::ChartLine line{.label = std::move(label), .points = {}, .ink = ink, .is_pointed_at = true};
    for (const FrontierPoint& point : frontier.points)
        if (const auto value = cost(point))
            line.points.push_back({static_cast<double>(point.site_count), question.read(*value), geo::no_area,
                                   count_of_sites(point.site_count) + ": " + journey_text(question, *value)});
    return line;
}

scene::ChartLine against_mean(const SiteQuestion& question, const Frontier& frontier, std::string label, scene::ChartInk ink, CostOf cost) {
    scene::ChartLine line{.label = std::move(label), .points = {}, .ink = ink, .is_pointed_at = true};
    for (const FrontierPoint& point : frontier.points)
        if (const auto value = cost(point))
            line.points.push_back({question.read(point.mean_cost), question.read(*value), geo::no_area,
                                   "mean " + journey_text(question, point.mean_cost) + ", longest " + journey_text(question, *value)});
    return line;
}

struct ColumnWords {
    const char *mean, *proven;
};

/// The table of a frontier, and what is known of it whichever it is.
std::shared_ptr<model::Result> result_of(const SiteQuestion& question, const Frontier& frontier, const ColumnWords& words) {
    std::vector<std::optional<double>> sites, mean, worst, rural, gap, opened, closed;
    std::vector<std::string> proven, ids;
    for (const FrontierPoint& point : frontier.points) {
        const auto kept = static_cast<double>(std::ranges::count_if(point.sites, [&](auto j) { return question.sites[j].exists; }));
        sites.emplace_back(static_cast<double>(point.site_count)), mean.emplace_back(point.mean_cost);
        worst.emplace_back(point.worst_cost), rural.push_back(point.worst_marked), gap.emplace_back(100 * point.gap);
        opened.emplace_back(static_cast<double>(point.sites.size()) - kept);
        closed.emplace_back(static_cast<double>(question.existing) - kept);
        proven.emplace_back(point.is_proven ? "yes" : "no"), ids.push_back(site_ids(question, point));
    }
    auto result = std::make_shared<model::Result>();
    model::ResultTable& table = result->table;
    table.columns = {model::integer_column("sites", "Sites open in the plan", std::move(sites))};
    add_cost(table, question, "mean", words.mean, std::move(mean));
    add_cost(table, question, "worst", "Longest journey in that plan", std::move(worst));
    add_cost(table, question, "worst_rural", "Longest journey of anybody in a rural area", std::move(rural));
    table.columns.push_back(model::text_column("proven", words.proven, std::move(proven)));
    table.columns.push_back(model::number_column("gap_percent", "A better plan is better by at most so much", 3, std::move(gap)));
    table.columns.push_back(model::integer_column("opened", "New sites", std::move(opened)));
    table.columns.push_back(model::integer_column("closed", "Existing sites that close", std::move(closed)));
    table.columns.push_back(model::text_column("plan", "Ids of the open sites", std::move(ids)));
    result->method_lines = question.method_lines;
    result->diagnostics = question.diagnostics;
    result->diagnostics.add_all(reach_gathered(question, frontier.diagnostics));
    return result;
}

/// "With 46 sites the longest journey can fall from 9.80 km to 7.20 km; the mean journey then grows from 2.31 km to 2.50 km."
std::string fairness_finding(const SiteQuestion& question, const Frontier& frontier) {
    const FrontierPoint &first = frontier.points.front(), &last = frontier.points.back();
    const std::string with = "With " + count_of_sites(first.site_count);
    if (frontier.points.size() == 1)
        return with + " no plan" + (frontier.is_complete ? "" : " found") + " trades a longer mean journey than " +
               journey_text(question, first.mean_cost) + mode_words(question) + " for a shorter longest one than " +
               journey_text(question, first.worst_cost);
    const std::string before = journey_text(question, first.mean_cost), after = journey_text(question, last.mean_cost);
    return with + " the longest journey" + mode_words(question) + " can fall from " + journey_text(question, first.worst_cost) + " to " +
           journey_text(question, last.worst_cost) +
           (before == after ? "; the mean journey stays about " + after : "; the mean journey then grows from " + before + " to " + after);
}

base::Diagnostic ended_early() {
    base::Diagnostic note;
    note.id = "frontier-ended-early",
    note.message = "The search ended early: plans with a shorter longest journey than the last one may exist.";
    note.hint = "Allow more time.";
    return note;
}

}  // namespace

std::vector<char> rural_points(const model::Workspace& workspace, const SiteQuestion& question, base::Diagnostics& diagnostics) {
    const std::vector<std::string> classes = io::read_rural_urban(workspace, diagnostics);
    std::vector<char> out;
    if (classes.empty()) return out;
    for (const model::DemandPoint& point : question.demand.demand.points) {
        const std::string words = base::fold(classes[static_cast<std::size_t>(point.area)]);
        out.push_back(!words.empty() && !words.starts_with("urban") ? 1 : 0);
    }
    return out;
}

std::size_t least_sites(const analysis::SitingProblem& problem) {
    std::vector<std::size_t> missing;
    for (const analysis::SiteGroup& group : problem.groups) missing.push_back(group.at_least);
    std::size_t least = 0;
    for (const analysis::CandidateSite& site : problem.sites) {
        if (site.rule != analysis::SiteRule::locked_open) continue;
        ++least;
        if (site.group >= 0 && missing[static_cast<std::size_t>(site.group)] > 0) --missing[static_cast<std::size_t>(site.group)];
    }
    for (const std::size_t more : missing) least += more;
    return std::max<std::size_t>(least, 1);
}

std::shared_ptr<model::Result> frontier_result(const SiteQuestion& question, const Frontier& frontier, std::string command) {
    auto result = result_of(question, frontier,
                            {.mean = "Mean journey, the least there is with so many sites",
                             .proven = "Whether no plan of so many sites has a shorter mean journey"});
    result->id = "frontier-" + question.places->id, result->title = "What one more site buys: " + question.places->title;
    result->finding = frontier_finding(question, frontier);
    result->method_lines.insert(result->method_lines.begin(), "For each number of sites the plan with the shortest mean journey");
    result->command = std::move(command);
    return result;
}

std::shared_ptr<model::Result> fairness_result(const SiteQuestion& question, const Frontier& frontier, std::string command) {
    auto result = result_of(question, frontier,
                            {.mean = "Mean journey, the least there is when nobody has further than the longest journey of this plan",
                             .proven = "Whether no plan with as short a longest journey has a shorter mean journey"});
    result->id = "fairness-" + question.places->id, result->title = "Mean against longest journey: " + question.places->title;
    result->finding = fairness_finding(question, frontier);
    result->method_lines.insert(
        result->method_lines.begin(),
        "For ever lower limits on the longest journey the plan with the shortest mean journey (epsilon-constraint)");
    result->command = std::move(command);
    if (!frontier.is_complete) result->diagnostics.add(ended_early());
    return result;
}

namespace {

/// What both charts say around their lines.
ChartView empty_chart(const model::Workspace& workspace, const SiteQuestion& question, const char* title, const std::string& finding) {
    ChartView view;
    view.chart.title = title;
    view.chart.subtitle = joined({question.places->title, question.demand.demand.title, workspace.county}, " · ");
    view.chart.lead = finding + ".";
    view.chart.source_lines = chart_source_lines(workspace, *question.demand.layer);
    return view;
}

/// `proven` when every plan is, else how many are not.
std::string proof_line(const Frontier& frontier, const char* proven) {
    const auto open_gaps = std::ranges::count(frontier.points, false, &FrontierPoint::is_proven);
    return open_gaps == 0 ? proven : "Plans not proven best: " + base::format_count(open_gaps) + "; see the table.";
}

}  // namespace

ChartView frontier_chart(const model::Workspace& workspace, const SiteQuestion& question, const Frontier& frontier) {
    ChartView view = empty_chart(workspace, question, "What one more site buys", frontier_finding(question, frontier));
    scene::Chart& chart = view.chart;
    double highest = 0;
    for (const FrontierPoint& point : frontier.points) highest = std::max(highest, question.read(point.worst_cost));
    chart.x = scene::chart_axis("sites open", static_cast<double>(frontier.points.front().site_count),
                                static_cast<double>(frontier.points.back().site_count));
    chart.y = scene::chart_axis("journey, " + question.unit(), 0, highest);
    chart.lines.push_back(line_of(question, frontier, "mean", scene::ChartInk::first, mean_of));
    chart.lines.push_back(line_of(question, frontier, "longest", scene::ChartInk::second, worst_of));
    auto rural = line_of(question, frontier, "longest in a rural area", scene::ChartInk::third, worst_rural_of);
    rural.is_dashed = true;
    if (!rural.points.empty()) chart.lines.push_back(std::move(rural));
    chart.reading_lines = {proof_line(frontier, "Every plan is proven to have the shortest mean journey there is with so many sites.")};
    for (const std::string& line : question.method_lines) chart.reading_lines.push_back(line + ".");
    return view;
}

ChartView fairness_chart(const model::Workspace& workspace, const SiteQuestion& question, const Frontier& frontier) {
    ChartView view = empty_chart(workspace, question, "Mean against longest journey", fairness_finding(question, frontier));
    scene::Chart& chart = view.chart;
    chart.x = scene::chart_axis("mean journey, " + question.unit(), question.read(frontier.points.front().mean_cost),
                                question.read(frontier.points.back().mean_cost));
    chart.y = scene::chart_axis("longest journey, " + question.unit(), 0, question.read(frontier.points.front().worst_cost));
    chart.lines.push_back(against_mean(question, frontier, "of anybody", scene::ChartInk::second, worst_of));
    chart.dots.push_back({.label = {}, .points = chart.lines.front().points, .ink = scene::ChartInk::second, .size_mm = 1.8});
    auto rural = against_mean(question, frontier, "of anybody in a rural area", scene::ChartInk::third, worst_rural_of);
    rural.is_dashed = true;
    if (!rural.points.empty()) chart.lines.push_back(std::move(rural));
    chart.reading_lines = {proof_line(frontier, "Each dot is a plan; no other is better in one of the two and no worse in the other.")};
    if (!frontier.is_complete) chart.reading_lines.push_back(ended_early().message);
    for (const std::string& line : question.method_lines) chart.reading_lines.push_back(line + ".");
    return view;
}

}  // namespace needsmap::app
