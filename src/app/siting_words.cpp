#include "app/siting_words.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/access_result.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

constexpr double metres_per_km = 1000;

std::string count_text(double weight) { return base::format_count(static_cast<std::int64_t>(std::llround(weight))); }

/// One decimal where it tells something.
std::string short_number(double value) { return base::format_number(value, value < 10 && value != std::floor(value) ? 1 : 0); }

/// "1,234 children have", "4.1 % of deprivation has".
std::string have(const model::Demand& demand, const analysis::LiveSummary& summary, double weight) {
    if (!demand.unit.empty()) return count_text(weight) + " " + demand.unit + (std::llround(weight) == 1 ? " has" : " have");
    return base::format_number(summary.weight_total > 0 ? 100 * weight / summary.weight_total : 0, 1) + " % of " +
           base::lower_first(demand.title) + " has";
}

/// "5 km", "1 minute".
std::string plain_limit(const DraftPlan& plan) {
    const std::string number = base::format_number(plan.within, plan.within == std::floor(plan.within) ? 0 : 1);
    return number + (plan.mode == model::TravelMode::line ? " km" : plan.within == 1 ? " minute" : " minutes");
}

}  // namespace

std::string cost_text(model::TravelMode mode, double cost) {
    if (mode == model::TravelMode::line) return base::format_number(cost / metres_per_km, 1) + " km";
    const double shown = std::round(cost * 10) / 10;
    return short_number(shown) + (shown == 1 ? " minute" : " minutes");
}

std::string limit_text(const DraftPlan& plan) { return plain_limit(plan) + " " + std::string(analysis::mode_words(plan.mode)); }

double limit_cost(const DraftPlan& plan) { return plan.mode == model::TravelMode::line ? plan.within * metres_per_km : plan.within; }

std::string people_words(const model::Demand& demand) { return base::lower_first(demand.title); }

std::string count_of_sites(const model::PlaceSet& set, std::size_t count) {
    return base::format_count(static_cast<std::int64_t>(count)) + " " + (count == 1 && !set.singular.empty() ? set.singular : set.title);
}

std::string plan_sentence(const DraftPlan& plan, const model::PlaceSet& set, const model::Demand& demand,
                          const analysis::LiveSummary& summary) {
    const std::string sites = count_of_sites(set, plan.open_count());
    if (plan.open_count() == 0) return "Nothing is open: nobody is within " + limit_text(plan) + ".";
    if (!(summary.weight_total > 0)) return sites + ": there is nobody to reach.";
    // As the command `access` says it.
    const std::string share = base::format_number(100 * summary.weight_covered / summary.weight_total, 1);
    std::string out = sites + ": " + share + " % of " + people_words(demand) + (demand.unit.empty() ? " lies within " : " live within ") +
                      limit_text(plan);
    if (summary.mean_cost)
        out += "; the mean journey is " + cost_text(plan.mode, *summary.mean_cost) + ", the worst " +
               cost_text(plan.mode, *summary.worst_cost);
    const double cut_off = summary.weight_total - summary.weight_served;
    if (cut_off > 0 && !demand.unit.empty()) out += "; " + count_text(cut_off) + " " + demand.unit + " can reach none";
    return out + ".";
}

std::string plan_in_brief(const DraftPlan& plan, const analysis::LiveSummary& summary) {
    if (plan.open_count() == 0 || !(summary.weight_total > 0)) return "Nobody is reached";
    std::string out = base::format_number(100 * summary.weight_covered / summary.weight_total, 1) + " % within " + plain_limit(plan);
    if (summary.mean_cost) out += "; mean " + cost_text(plan.mode, *summary.mean_cost);
    return out;
}

std::string farther_sentence(const DraftPlan& plan, const model::Demand& demand, const analysis::LiveSummary& summary) {
    if (!(summary.weight_losing > 0)) return {};
    std::string out = have(demand, summary, summary.weight_losing) + " a longer journey";
    if (summary.mean_loss) out += ", by " + cost_text(plan.mode, *summary.mean_loss) + " on average";
    return out + ".";
}

std::string nearer_sentence(const DraftPlan& plan, const model::Demand& demand, const analysis::LiveSummary& summary) {
    if (!(summary.weight_gaining > 0)) return {};
    std::string out = have(demand, summary, summary.weight_gaining) + " a shorter journey";
    if (summary.mean_gain) out += ", by " + cost_text(plan.mode, *summary.mean_gain) + " on average";
    return out + ".";
}

std::string changes_of_sites(const DraftPlan& plan) {
    std::size_t closed = 0, opened = 0, added = 0, moved = 0;
    for (std::size_t i = 0; i < plan.sites.size(); ++i) {
        const PlanSite& site = plan.sites[i];
        if (i >= plan.start.size()) {
            added += site.open ? 1 : 0;
            continue;
        }
        const PlanSite& before = plan.start[i];
        closed += before.open && !site.open ? 1 : 0;
        opened += !before.open && site.open ? 1 : 0;
        moved += site.open && before.position != site.position ? 1 : 0;
    }
    std::string out;
    const auto tell = [&](std::size_t count, const char* word) {
        if (count > 0) out += (out.empty() ? "" : ", ") + std::to_string(count) + " " + word;
    };
    tell(closed, "closed"), tell(opened, "opened"), tell(added, "new"), tell(moved, "moved");
    return out;
}

}  // namespace needsmap::app
