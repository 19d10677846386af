// How long siting takes: the reference instance of Oxfordshire, a site that is dragged, and all England. Prints one JSON object for tools/bench.
//
// bench_siting oxfordshire INPUT.csv    407 points = 407 candidates, straight lines (shared/reference/siting_input_oxon_lsoa.csv)
// bench_siting england WORKSPACE CHILDREN.csv   32,844 points, 3,000 candidates, within 5 km; and a drag among 500 sites
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "analysis/siting.hpp"
#include "analysis/siting_live.hpp"
#include "analysis/travel_costs.hpp"
#include "io/workspace_reader.hpp"

using namespace needsmap;

namespace {

struct Points {
    std::vector<geo::MapPoint> positions;
    std::vector<double> weights;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// code,x,y,weight with one line of headings.
Points points_of(const std::string& file) {
    std::ifstream in(file);
    if (!in) throw base::Error("Cannot read " + file + ".");
    Points out;
    std::string line;
    std::getline(in, line);
    while (std::getline(in, line)) {
        std::istringstream cells(line.substr(line.find(',') + 1));
        double x = 0, y = 0, weight = 0;
        char comma = 0;
        cells >> x >> comma >> y >> comma >> weight;
        out.positions.push_back({x, y}), out.weights.push_back(weight);
    }
    return out;
}

/// The label point of each area, with the children under five that `children_file` ("code,children") gives it.
Points points_of_england(const std::string& workspace_file, const std::string& children_file) {
    base::QuietJob job;
    const auto workspace = io::read_workspace(workspace_file, {.drawing_levels = false}, job);
    const model::Geography& areas = *workspace->geographies.front();
    Points out;
    out.positions = areas.label_points;
    out.weights.assign(areas.size(), 0);
    std::ifstream in(children_file);
    std::string line;
    while (std::getline(in, line)) {
        const std::size_t comma = line.find(',');
        if (const auto area = areas.find_code(line.substr(0, comma)))
            out.weights[static_cast<std::size_t>(*area)] = std::atof(line.c_str() + comma + 1);
    }
    return out;
}

analysis::SitingProblem problem_of(const Points& points, std::size_t sites, std::shared_ptr<const analysis::SiteReach> reach) {
    analysis::SitingProblem problem;
    problem.reach = std::move(reach), problem.weights = points.weights;
    problem.sites.resize(sites);
    return problem;
}

struct Solved {
    double seconds = 0;
    analysis::SitingPlan plan;
};

/// Travel costs are there already, as they are while a planner tries one objective after the other.
Solved solve(analysis::SitingProblem problem, analysis::SitingObjective objective, std::size_t fewest, std::size_t most, double within,
             double gap = 0) {
    problem.objective = objective, problem.fewest = fewest, problem.most = most, problem.within = within;
    base::QuietJob job;
    const auto start = std::chrono::steady_clock::now();
    Solved out;
    out.plan = analysis::solve_siting(problem, {.gap = gap}, job);
    out.seconds = seconds_since(start);
    if (gap == 0 && !out.plan.proven()) throw base::Error("The plan is not proven.");
    return out;
}

/// The slowest of `moves` drags, with the summary that the panel shows after each.
double drag_ms(const Points& points, std::size_t sites, int moves) {
    std::vector<geo::MapPoint> at;
    for (std::size_t j = 0; j < sites; ++j) at.push_back(points.positions[j * points.positions.size() / sites]);
    std::vector<analysis::SiteIndex> open;
    for (analysis::SiteIndex j = 0; j < sites; ++j) open.push_back(j);
    analysis::LivePlan plan(analysis::straight_line_costs(points.positions, at), points.weights, open, 5'000);
    double slowest = 0;
    for (int move = 1; move <= moves; ++move) {
        const geo::MapPoint to{at[0].x + 500.0 * move, at[0].y + 250.0 * move};
        const auto start = std::chrono::steady_clock::now();
        plan.move(0, analysis::straight_line_column(points.positions, to));
        if (plan.summary().weight_served <= 0) throw base::Error("Nobody is served.");
        slowest = std::max(slowest, seconds_since(start) * 1000);
    }
    return slowest;
}

void oxfordshire(const std::string& file) {
    using analysis::SitingObjective;
    const Points points = points_of(file);
    const std::size_t n = points.positions.size();
    const auto start = std::chrono::steady_clock::now();
    const auto costs = analysis::straight_line_costs(points.positions, points.positions);
    const auto problem = problem_of(points, n, std::make_shared<analysis::SiteReach>(analysis::site_reach(costs)));
    const double travel = seconds_since(start);
    const Solved p10 = solve(problem, SitingObjective::p_median, 10, 10, model::unreachable);
    const Solved p45 = solve(problem, SitingObjective::p_median, 45, 45, model::unreachable);
    const Solved centre = solve(problem, SitingObjective::p_centre, 10, 10, model::unreachable);
    const Solved mclp = solve(problem, SitingObjective::max_coverage, 10, 10, 3'000);
    const Solved lscp = solve(problem, SitingObjective::set_cover, 1, n, 5'000);
    std::printf(
        "{\"travel_s\": %.4f, \"p10_s\": %.4f, \"p45_s\": %.4f, \"centre_s\": %.4f, \"mclp_s\": %.4f, \"lscp_s\": %.4f, "
        "\"drag_ms\": %.3f, \"p10_mean_m\": %.3f, \"p45_mean_m\": %.3f}\n",
        travel, p10.seconds, p45.seconds, centre.seconds, mclp.seconds, lscp.seconds, drag_ms(points, 45, 40), p10.plan.objective,
        p45.plan.objective);
}

void england(const std::string& workspace, const std::string& children, std::size_t open) {
    const Points points = points_of_england(workspace, children);
    constexpr std::size_t candidates = 3'000;
    std::vector<geo::MapPoint> sites;
    for (std::size_t j = 0; j < candidates; ++j) sites.push_back(points.positions[j * points.positions.size() / candidates]);
    const auto start = std::chrono::steady_clock::now();
    const auto reach = std::make_shared<analysis::SiteReach>(analysis::straight_line_reach(points.positions, sites, 5'000));
    const Solved mclp = solve(problem_of(points, candidates, reach), analysis::SitingObjective::max_coverage, open, open, 5'000, 0.01);
    const double seconds = seconds_since(start);
    std::printf("{\"mclp_s\": %.3f, \"gap_percent\": %.3f, \"drag_ms\": %.2f}\n", seconds, 100 * mclp.plan.gap, drag_ms(points, 500, 20));
}

}  // namespace

int main(int count, char** words) {
    try {
        const bool is_england = count == 5 && std::string(words[1]) == "england";
        if (!is_england && count != 3)
            throw base::Error("Usage: bench_siting oxfordshire INPUT.csv | england WORKSPACE CHILDREN.csv SITES");
        if (is_england)
            england(words[2], words[3], std::stoul(words[4]));
        else
            oxfordshire(words[2]);
        return 0;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
