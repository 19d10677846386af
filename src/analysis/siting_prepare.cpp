#include "analysis/siting_prepare.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "analysis/siting_check.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {
namespace {

SiteRules rules_of(const SitingProblem& problem) {
    SiteRules rules{.fewest = problem.fewest, .most = problem.most};
    for (const CandidateSite& site : problem.sites)
        rules.fate.push_back(site.rule == SiteRule::forbidden     ? SiteFate::closed
                             : site.rule == SiteRule::locked_open ? SiteFate::open
                                                                  : SiteFate::free);
    if (problem.groups.empty()) return rules;
    for (const CandidateSite& site : problem.sites) rules.group.push_back(site.group);
    for (const SiteGroup& group : problem.groups) rules.group_least.push_back(group.at_least);
    return rules;
}

base::Diagnostic out_of_reach(const SitingProblem& problem, std::size_t demand) {
    return {.severity = base::Severity::warning,
            .id = "no-site-in-reach",
            .subject = demand_name(problem, demand),
            .message = "No site that may be open reaches " + demand_name(problem, demand) + " (weight " +
                       base::format_number(problem.weights[demand], 0) + "); it is in no plan and no average.",
            .hint = "Add a candidate site on its side of the network."};
}

/// Lists that end at a limit cannot tell "too far" from "no way", so these points are told of together, and a cover must not pass over them.
void tell_beyond_lists(const SitingProblem& problem, std::size_t count, double weight, base::Diagnostics& diagnostics) {
    const std::string text = base::format_count(static_cast<std::int64_t>(count)) + (count == 1 ? " demand point" : " demand points") +
                             " (weight " + base::format_number(weight, 0) + ") " + (count == 1 ? "has" : "have") +
                             " no allowed site within " + cost_text(problem.reach->limit, problem.reach->unit);
    if (problem.objective == SitingObjective::set_cover)
        throw base::Error(text + ", so they cannot be covered.", "Raise the limit, or add candidate sites there.");
    diagnostics.add({.severity = base::Severity::note, .id = "no-site-in-reach", .message = text + "."});
}

}  // namespace

std::string site_name(const SitingProblem& problem, SiteIndex site) {
    return problem.sites[site].name.empty() ? "Site " + std::to_string(site + 1) : problem.sites[site].name;
}

std::string demand_name(const SitingProblem& problem, std::size_t demand) {
    return demand < problem.demand_names.size() ? problem.demand_names[demand] : "Demand point " + std::to_string(demand + 1);
}

std::string cost_text(double cost, model::CostUnit unit) {
    // Rounded to the metre and to a hundredth of a minute, finer than any limit that is asked for.
    if (unit == model::CostUnit::metres) return base::format_exact(std::round(cost) / 1'000) + " km";
    return base::format_exact(std::round(cost * 100) / 100) + " minutes";
}

std::string sites_text(std::size_t count) {
    return base::format_count(static_cast<std::int64_t>(count)) + (count == 1 ? " site" : " sites");
}

PreparedSiting prepare_siting(const SitingProblem& problem) {
    check_input(problem);
    PreparedSiting out{.rules = rules_of(problem)};
    check_rules(problem, out.rules);
    const std::size_t allowed = out.rules.fate.size() - out.rules.count(SiteFate::closed);
    const SiteReach& reach = *problem.reach;
    const bool is_limited = reach.limit < model::unreachable;
    std::size_t beyond = 0;
    for (std::size_t i = 0; i < problem.weights.size(); ++i) {
        if (problem.weights[i] == 0) continue;
        out.weight_total += problem.weights[i];
        const auto sites = reach.sites_of(i);
        const auto in_reach = static_cast<std::size_t>(
            std::count_if(sites.begin(), sites.end(), [&](SiteIndex j) { return out.rules.fate[j] != SiteFate::closed; }));
        if (in_reach == 0) {
            ++beyond;
            if (!is_limited) out.diagnostics.add(out_of_reach(problem, i));
            continue;
        }
        out.has_gaps |= in_reach < allowed;
        out.weight_reachable += problem.weights[i];
        out.rows.push_back(i);
    }
    if (is_limited && beyond > 0) tell_beyond_lists(problem, beyond, out.weight_total - out.weight_reachable, out.diagnostics);
    if (out.rows.empty())
        throw base::Error("No site that may be open reaches any demand point.", "Allow other sites, or check the mode of travel.");
    check_capacities(problem, out);
    return out;
}

ServeProblem median_problem(const SitingProblem& problem, const PreparedSiting& prepared, double limit) {
    const SiteReach& reach = *problem.reach;
    ServeProblem out{.site_count = reach.site_count};
    for (const std::size_t i : prepared.rows) {
        const auto sites = reach.sites_of(i);
        const auto costs = reach.costs_of(i);
        for (std::size_t k = 0; k < sites.size() && costs[k] <= limit; ++k) {
            if (prepared.rules.fate[sites[k]] == SiteFate::closed) continue;
            out.sites.push_back(sites[k]), out.costs.push_back(costs[k] * problem.weights[i]);
        }
        out.end_row(must_be_served);
    }
    return out;
}

std::vector<std::vector<SiteIndex>> cover_rows(const SitingProblem& problem, const PreparedSiting& prepared, double limit) {
    const SiteReach& reach = *problem.reach;
    std::vector<std::vector<SiteIndex>> rows;
    rows.reserve(prepared.rows.size());
    for (const std::size_t i : prepared.rows) {
        std::vector<SiteIndex>& row = rows.emplace_back();
        const auto sites = reach.sites_of(i);
        const auto costs = reach.costs_of(i);
        for (std::size_t k = 0; k < sites.size() && costs[k] <= limit; ++k)
            if (prepared.rules.fate[sites[k]] != SiteFate::closed) row.push_back(sites[k]);
    }
    return rows;
}

ServeProblem coverage_problem(const SitingProblem& problem, const PreparedSiting& prepared) {
    std::vector<std::vector<SiteIndex>> rows = cover_rows(problem, prepared, problem.within);
    std::map<std::vector<SiteIndex>, double> weight_of;  // ordered: the same problem whatever the order of demand points
    bool whole = true;
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const double weight = problem.weights[prepared.rows[r]];
        std::sort(rows[r].begin(), rows[r].end());
        if (rows[r].empty()) continue;
        weight_of[std::move(rows[r])] += weight;
        whole &= weight == std::floor(weight);
    }
    ServeProblem out{.site_count = problem.reach->site_count, .step = whole ? 1.0 : 0.0};
    for (const auto& [sites, weight] : weight_of) {
        out.sites.insert(out.sites.end(), sites.begin(), sites.end());
        out.costs.insert(out.costs.end(), sites.size(), 0.0);
        out.end_row(weight);
    }
    return out;
}

}  // namespace needsmap::analysis
