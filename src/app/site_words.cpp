#include "app/site_words.hpp"

#include <algorithm>
#include <cmath>

#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using analysis::SiteAction;
using analysis::SitingEnd;
using analysis::SitingObjective;
using analysis::SitingPlan;

namespace {

constexpr std::size_t most_names = 12;  // more are no sentence; the table has them all

std::size_t count_of(const SitingPlan& plan, SiteAction action) {
    return static_cast<std::size_t>(std::ranges::count(plan.outcomes, action, &analysis::SiteOutcome::action));
}

std::string count(double n) { return base::format_number(n, 0); }
std::string count(std::size_t n) { return base::format_count(static_cast<std::int64_t>(n)); }

/// "With 46 sites, 1 of them new," or "With 8 of the 45 sites there are".
std::string with_sites(const SiteQuestion& question, const SitingPlan& plan) {
    const std::size_t opened = count_of(plan, SiteAction::opened), closed = count_of(plan, SiteAction::closed);
    if (opened == 0 && closed > 0) return "With " + count(plan.sites.size()) + " of the " + count(question.existing) + " sites that exist,";
    std::string out = "With " + count_of_sites(plan.sites.size());
    if (opened > 0) out += opened == plan.sites.size() ? ", all new" : ", " + count(opened) + " of them new";
    if (closed > 0) out += " and " + count(closed) + " closed";
    return out + ",";
}

/// What plans are compared with: "today", "in “31 centres, 2008/09”".
std::string today_words(const SiteQuestion& question) {
    return question.scenario_title.empty() ? "today" : "in “" + question.scenario_title + "”";
}

std::string instead_of(const SiteQuestion& question, const std::string& now, double today) {
    const std::string before = journey_text(question, today);
    return now == before ? " as " + today_words(question) : " instead of " + before + " " + today_words(question);
}

std::string median_words(const SiteQuestion& question, const SitingPlan& plan) {
    const std::string mean = journey_text(question, plan.mean_cost.value_or(0));
    const std::string worst = journey_text(question, plan.worst_cost.value_or(0));
    std::string out = " the mean journey" + mode_words(question) + " is " + mean;
    const auto today = journeys_today(question);
    if (today) out += instead_of(question, mean, today->mean);
    out += " and the longest " + worst;
    if (today) out += instead_of(question, worst, today->worst);
    const double unserved = plan.weight_total - plan.weight_served;
    if (!(unserved > 0)) return out;
    out += "; " + count(unserved) + " " + question.people() + " reach none";
    return today ? out + " instead of " + count(plan.weight_total - today->served) + " " + today_words(question) : out;
}

std::string coverage_words(const SiteQuestion& question, const SitingPlan& plan) {
    const double share = plan.weight_total > 0 ? 100 * plan.objective / plan.weight_total : 0;
    std::string out = " " + count(plan.objective) + " of " + count(plan.weight_total) + " " + question.people() + " (" +
                      base::format_number(share, 1) + " %) have one within " + base::format_exact(question.read(question.problem.within)) +
                      " " + question.unit();
    if (const auto today = journeys_today(question)) out += "; " + today_words(question) + " " + count(today->covered);
    return out;
}

std::string objective_number(const SiteQuestion& question, const SitingPlan& plan, double value) {
    const bool is_count = plan.objective_kind == SitingObjective::max_coverage || plan.objective_kind == SitingObjective::set_cover;
    return is_count ? count(value) : base::format_number(question.read(value), 3) + " " + question.unit();
}

}  // namespace

base::Diagnostics reach_gathered(const SiteQuestion& question, const base::Diagnostics& diagnostics) {
    base::Diagnostics out;
    std::vector<std::string> names;
    for (const base::Diagnostic& each : diagnostics.items()) {
        if (each.id == "no-site-in-reach" && !each.subject.empty())
            names.push_back(each.subject);
        else
            out.add(each);
    }
    if (names.empty()) return out;
    const std::size_t number = names.size();
    if (number > most_names) names.resize(most_names), names.push_back(count(number - most_names) + " more");
    base::Diagnostic all;
    all.id = "no-site-in-reach";
    all.message = "No site that may be open reaches " + count(number) + (number == 1 ? " point" : " points") + " where " +
                  question.people() + " live, which are in no plan and no average: " + base::join_and(names) + ".";
    all.hint = "Add candidate sites there, or choose another mode.";
    out.add(std::move(all));
    return out;
}

std::string mode_words(const SiteQuestion& question) {
    switch (question.mode) {
        case model::TravelMode::walk: return " on foot";
        case model::TravelMode::drive: return " by car";
        case model::TravelMode::bus: return " by bus";
        case model::TravelMode::line: break;
    }
    return {};
}

std::string count_of_sites(std::size_t number) { return number == 1 ? "1 site" : count(number) + " sites"; }

std::string journey_text(const SiteQuestion& question, double cost) {
    return base::format_number(question.read(cost), question.in_km() ? 2 : 1) + " " + question.unit();
}

std::optional<JourneysToday> journeys_today(const SiteQuestion& question) {
    JourneysToday out;
    for (std::size_t i = 0; i < question.problem.weights.size(); ++i) {
        const auto row = question.costs.from(i).first(question.existing);
        const double weight = question.problem.weights[i];
        const double nearest = row.empty() ? model::unreachable : *std::ranges::min_element(row);
        if (weight == 0 || !(nearest < model::unreachable)) continue;
        out.served += weight, out.mean += weight * nearest, out.worst = std::max(out.worst, nearest);
        if (nearest <= question.problem.within) out.covered += weight;
    }
    if (out.served == 0) return std::nullopt;
    out.mean /= out.served;
    return out;
}

std::string plan_finding(const SiteQuestion& question, const SitingPlan& plan) {
    switch (plan.objective_kind) {
        case SitingObjective::max_coverage: return with_sites(question, plan) + coverage_words(question, plan);
        case SitingObjective::set_cover:
            return "It takes " + count_of_sites(plan.sites.size()) + ", " + count(count_of(plan, SiteAction::opened)) +
                   " of them new, for everybody to have one within " + base::format_exact(question.read(question.problem.within)) + " " +
                   question.unit();
        case SitingObjective::p_centre:
        case SitingObjective::p_median: break;
    }
    return with_sites(question, plan) + median_words(question, plan);
}

std::string proof_sentence(const SiteQuestion& question, const SitingPlan& plan) {
    if (!plan.proven()) {
        std::string why = plan.end == SitingEnd::time_limit  ? " The time was up."
                          : plan.end == SitingEnd::cancelled ? " The search was stopped."
                                                             : "";
        return "Not proven: no plan can be more than " + base::format_number(std::ceil(plan.gap * 1000) / 10, 1) + " % better." + why;
    }
    const std::string other = std::string("Proven: ") + (question.follows_phases ? "after the phases before it " : "") +
                              "no other plan of " + count_of_sites(plan.sites.size());
    switch (plan.objective_kind) {
        case SitingObjective::max_coverage: return other + " reaches more " + question.people() + ".";
        case SitingObjective::set_cover: return "Proven: no plan with fewer sites does it.";
        case SitingObjective::p_centre: return other + " has a shorter longest journey.";
        case SitingObjective::p_median: break;
    }
    return other +
           (question.problem.worst_limit < model::unreachable ? " has shorter journeys within the limit." : " has shorter journeys.");
}

std::string objective_text(const SiteQuestion& question, const SitingPlan& plan) {
    const std::string number = objective_number(question, plan, plan.objective);
    switch (plan.objective_kind) {
        case SitingObjective::max_coverage: return number + " " + question.people() + " within reach";
        case SitingObjective::set_cover: return number + " sites";
        case SitingObjective::p_centre: return number + " for the longest journey";
        case SitingObjective::p_median: break;
    }
    return number + " on average";
}

std::string bound_sentence(const SiteQuestion& question, const SitingPlan& plan) {
    const double bound = plan.objective_kind == SitingObjective::max_coverage ? plan.upper : plan.lower;
    return "Objective: " + objective_text(question, plan) + ". Bound: " + objective_number(question, plan, bound) +
           ". Gap: " + base::format_number(100 * plan.gap, 2) + " %.";
}

std::string changes_sentence(const SiteQuestion& question, const SitingPlan& plan) {
    std::string out;
    for (const SiteAction action : {SiteAction::opened, SiteAction::kept, SiteAction::closed}) {
        std::vector<std::string> names;
        for (std::size_t j = 0; j < plan.outcomes.size(); ++j)
            if (plan.outcomes[j].action == action) names.push_back(question.sites[j].name + " (" + question.sites[j].id + ")");
        out += (out.empty() ? "" : " ") + count(names.size()) + " " + std::string(analysis::to_string(action));
        if (!names.empty() && names.size() <= most_names && !(action == SiteAction::kept && names.size() == question.existing))
            out += ": " + base::join_and(names);
        out += ".";
    }
    return out;
}

std::string unserved_sentence(const SiteQuestion& question, const SitingPlan& plan) {
    const double missing = plan.weight_total - plan.weight_served;
    if (!(missing > 0)) return {};
    return count(plan.weight_served) + " " + question.people() + " are served; " + count(missing) + " reach no site.";
}

std::string duration_words(double seconds) {
    return seconds < 1 ? "in less than a second" : "in " + base::format_number(seconds, 1) + " seconds";
}

}  // namespace needsmap::app
