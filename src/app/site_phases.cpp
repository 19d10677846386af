#include "app/site_phases.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include "app/site_words.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using analysis::SiteRule;
using analysis::SitingPlan;

namespace {

constexpr std::size_t most_names = 12;  // more are no sentence; the table has them all
constexpr std::size_t most_sites = 100'000;

[[noreturn]] void refuse_phases(const std::string& text) {
    throw base::Error("--phases “" + text + "” is no order of phases.",
                      "Write the sites open after each phase, all rising or all falling, such as 47,50,55 or 40,20,8.",
                      base::ErrorKind::usage);
}

std::string count(std::size_t n) { return base::format_count(static_cast<std::int64_t>(n)); }

std::vector<char> open_sites(std::size_t sites, const SitingPlan& plan) {
    std::vector<char> open(sites, 0);
    for (const analysis::SiteIndex j : plan.sites) open[j] = 1;
    return open;
}

/// By site whether it is open before the phase.
std::vector<char> open_before(const SiteQuestion& question, const PhasedPlan& plan, std::size_t phase) {
    if (phase > 0) return open_sites(question.sites.size(), plan.phases[phase - 1]);
    std::vector<char> open(question.sites.size(), 0);
    std::fill_n(open.begin(), question.existing, 1);
    return open;
}

void fix(analysis::SitingProblem& problem, const SitingPlan& plan, bool grows) {
    const std::vector<char> open = open_sites(problem.sites.size(), plan);
    for (std::size_t j = 0; j < problem.sites.size(); ++j)
        if ((open[j] != 0) == grows) problem.sites[j].rule = grows ? SiteRule::locked_open : SiteRule::forbidden;
}

/// How far the phases are, each with its own progress.
class PhaseJob final : public base::JobContext {
public:
    PhaseJob(base::JobContext& job, std::size_t phase, std::size_t count) : m_job(job), m_phase(phase), m_count(count) {}
    void progress(double fraction, std::string_view what) override {
        const bool is_phase = m_phase + 1 < m_count;
        m_job.progress((static_cast<double>(m_phase) + fraction) / static_cast<double>(m_count),
                       (is_phase ? "phase " + count(m_phase + 1) : std::string("all at once")) + ": " + std::string(what));
    }
    [[nodiscard]] bool cancelled() const override { return m_job.cancelled(); }

private:
    base::JobContext& m_job;
    std::size_t m_phase, m_count;
};

SitingPlan solve_one(SiteQuestion& question, std::size_t number, std::size_t phase, const analysis::SitingOptions& options,
                     base::JobContext& job) {
    question.problem.fewest = question.problem.most = number;
    try {
        return solve_question(question, options, job);
    } catch (const base::Error& error) {
        throw error.in("Phase " + count(phase + 1) + ", " + count_of_sites(number));
    }
}

std::vector<std::size_t> phases_of_sites(const SiteQuestion& question, const PhasedPlan& plan) {
    std::vector<std::size_t> out(question.sites.size(), 0);
    std::vector<char> before = open_before(question, plan, 0);
    for (std::size_t k = 0; k < plan.phases.size(); ++k) {
        const std::vector<char> now = open_sites(question.sites.size(), plan.phases[k]);
        for (std::size_t j = 0; j < out.size(); ++j)
            if (now[j] != before[j]) out[j] = k + 1;
        before = now;
    }
    return out;
}

/// " opens A (1) and B (2)", " closes 5 sites"; empty when nothing does.
std::string change_words(const SiteQuestion& question, const std::vector<char>& before, const std::vector<char>& now, bool opens) {
    std::vector<std::string> names;
    for (std::size_t j = 0; j < now.size(); ++j)
        if (now[j] != before[j] && (now[j] != 0) == opens) names.push_back(question.sites[j].name + " (" + question.sites[j].id + ")");
    if (names.empty()) return {};
    return std::string(opens ? "opens " : "closes ") + (names.size() <= most_names ? base::join_and(names) : count_of_sites(names.size()));
}

std::string phase_line(const SiteQuestion& question, const PhasedPlan& plan, std::size_t k) {
    const SitingPlan& phase = plan.phases[k];
    const std::vector<char> before = open_before(question, plan, k), now = open_sites(question.sites.size(), phase);
    std::vector<std::string> changes;
    for (const bool opens : {true, false})
        if (std::string words = change_words(question, before, now, opens); !words.empty()) changes.push_back(std::move(words));
    return "Phase " + count(k + 1) + ", " + count_of_sites(phase.sites.size()) + ": " +
           (changes.empty() ? "no change" : base::join_and(changes)) + "; " + objective_text(question, phase) + ". " +
           (phase.proven() ? "Proven." : "Not proven: at most " + base::format_number(100 * phase.gap, 1) + " % better.");
}

std::string at_once_line(const SiteQuestion& question, const SitingPlan& last, const SitingPlan& at_once) {
    const std::string sites = "Chosen all at once, " + count_of_sites(at_once.sites.size());
    const std::string phased = objective_text(question, last), free = objective_text(question, at_once);
    if (phased == free) return sites + " would do no better: the order of the phases costs nothing.";
    return sites + " would have " + free + ", the phases end with " + phased + ".";
}

}  // namespace

std::vector<std::size_t> phases_from(const std::string& text) {
    std::vector<std::size_t> out;
    for (const std::string& item : items_of(text)) {
        std::size_t number = 0;
        const auto [end, error] = std::from_chars(item.data(), item.data() + item.size(), number);
        if (error != std::errc() || end != item.data() + item.size() || number == 0 || number > most_sites) refuse_phases(text);
        out.push_back(number);
    }
    const auto is_in_order = [&](auto wrong) { return std::ranges::adjacent_find(out, wrong) == out.end(); };
    if (out.size() < 2 || (!is_in_order(std::greater_equal<>()) && !is_in_order(std::less_equal<>()))) refuse_phases(text);
    return out;
}

PhasedPlan solve_phases(SiteQuestion question, std::span<const std::size_t> numbers, const analysis::SitingOptions& options,
                        base::JobContext& job) {
    const bool grows = numbers.back() > numbers.front();
    const std::size_t searches = numbers.size() + 1;
    analysis::SitingOptions each = options;
    if (each.time_limit_s) *each.time_limit_s /= static_cast<double>(searches);
    const std::vector<analysis::CandidateSite> free_sites = question.problem.sites;
    PhasedPlan out;
    out.numbers.assign(numbers.begin(), numbers.end());
    for (std::size_t k = 0; k < numbers.size(); ++k) {
        PhaseJob phase_job(job, k, searches);
        out.phases.push_back(solve_one(question, numbers[k], k, each, phase_job));
        fix(question.problem, out.phases.back(), grows);
    }
    out.phase_of_site = phases_of_sites(question, out);
    if (job.cancelled()) return out;
    question.problem.sites = free_sites;
    PhaseJob last_job(job, numbers.size(), searches);
    SitingPlan at_once = solve_one(question, numbers.back(), numbers.size() - 1, each, last_job);
    if (at_once.proven()) out.at_once = std::move(at_once);
    return out;
}

std::vector<std::string> phase_lines(const SiteQuestion& question, const PhasedPlan& plan) {
    std::vector<std::string> lines;
    for (std::size_t k = 0; k < plan.phases.size(); ++k) lines.push_back(phase_line(question, plan, k));
    if (plan.at_once) lines.push_back(at_once_line(question, plan.phases.back(), *plan.at_once));
    return lines;
}

std::shared_ptr<const model::Result> with_phases(const SiteQuestion& question, const PhasedPlan& plan, const model::Result& result) {
    auto out = std::make_shared<model::Result>(result);
    const model::ResultColumn* ids = out->table.find("site");
    std::vector<std::optional<double>> phases;
    for (const std::string& id : ids->texts) {
        const auto site = std::ranges::find(question.sites, id, &SitingSite::id);
        const std::size_t phase =
            site == question.sites.end() ? 0 : plan.phase_of_site[static_cast<std::size_t>(site - question.sites.begin())];
        phases.push_back(phase > 0 ? std::optional(static_cast<double>(phase)) : std::nullopt);
    }
    out->table.columns.push_back(
        model::integer_column("phase", "Phase in which the site opens or closes; empty: it stays as it is", std::move(phases)));
    const std::vector<std::string> lines = phase_lines(question, plan);
    out->method_lines.insert(out->method_lines.begin() + 1, lines.begin(), lines.end());
    return out;
}

}  // namespace needsmap::app
