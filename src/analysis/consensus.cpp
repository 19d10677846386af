#include "analysis/consensus.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

namespace {

constexpr std::size_t fewest_specifications = 12;
constexpr std::array<std::string_view, consensus_verdict_count> verdict_names = {"robust", "sensitive", "fragile", "never", "no statistic"};
constexpr std::array<HotSpotStatistic, 2> statistics = {HotSpotStatistic::gi_star, HotSpotStatistic::moran};

/// Part of a job: its progress fills one stretch of the whole.
class PartOfJob final : public base::JobContext {
public:
    PartOfJob(base::JobContext& whole, std::size_t part, std::size_t parts) : m_whole(whole), m_part(part), m_parts(parts) {}
    void progress(double fraction, std::string_view what) override {
        m_whole.progress((static_cast<double>(m_part) + fraction) / static_cast<double>(m_parts), what);
    }
    [[nodiscard]] bool cancelled() const override { return m_whole.cancelled(); }

private:
    base::JobContext& m_whole;
    std::size_t m_part, m_parts;
};

/// One pass of permutations: a measure, raw or standardised, with one kind of neighbours.
struct Run {
    const ConsensusMeasure* measure = nullptr;
    const Weights* weights = nullptr;
    bool eb_standardise = false;
};

std::vector<Run> make_runs(std::span<const ConsensusMeasure> measures, std::span<const Weights> weights) {
    std::vector<Run> runs;
    for (const ConsensusMeasure& measure : measures)
        for (const Weights& w : weights)
            for (const bool standardise : {false, true})
                if (!standardise || !measure.input.numerators.empty()) runs.push_back({&measure, &w, standardise});
    return runs;
}

std::string name_of(const Run& run, HotSpotStatistic statistic, const std::string& threshold) {
    std::string name = run.measure->name.empty() ? "" : run.measure->name + ", ";
    name += to_text(run.weights->spec) + (statistic == HotSpotStatistic::gi_star ? ", Gi*" : ", local Moran");
    return name + (run.eb_standardise ? " of EB-standardised rates, " : ", ") + threshold;
}

ConsensusSpecification specification(std::string name, const HotSpotResult& result, double threshold, model::Cell HotSpotArea::*measure) {
    ConsensusSpecification out;
    out.name = std::move(name);
    for (const HotSpotArea& area : result.areas) {
        const model::Cell& evidence = area.*measure;
        const bool tests = area.statistic.has_number();
        const bool hot = tests && area.leans_to_need && evidence.number <= threshold;
        out.tests.push_back(tests ? 1 : 0);
        out.hot.push_back(hot ? 1 : 0);
        out.hot_count += hot ? 1 : 0;
    }
    return out;
}

ConsensusVerdict verdict_of(const ConsensusArea& area) {
    if (area.tests == 0) return ConsensusVerdict::no_statistic;
    const double hot = area.hot, tests = area.tests;
    if (hot >= robust_share * tests) return ConsensusVerdict::robust;
    if (hot >= sensitive_share * tests) return ConsensusVerdict::sensitive;
    return area.hot > 0 ? ConsensusVerdict::fragile : ConsensusVerdict::never;
}

std::string method_of(std::span<const ConsensusMeasure> measures, std::span<const Weights> weights, std::size_t count,
                      const ConsensusOptions& options, bool standardised) {
    std::vector<std::string> kinds, periods;
    for (const Weights& w : weights) kinds.push_back(to_text(w.spec));
    for (const ConsensusMeasure& measure : measures) periods.push_back(measure.name);
    std::string text = "Share of " + std::to_string(count) + " specifications that call an area hot: neighbours " + base::join_and(kinds) +
                       "; Gi* and local Moran" + (standardised ? ", of raw and of EB-standardised rates" : "") + "; false-discovery rate " +
                       base::format_exact(100 * options.fdr) + " % and two-sided p ≤ " + base::format_exact(options.strict_p);
    if (measures.size() > 1) text += "; periods " + base::join_and(periods);
    text += options.permutations > 0
                ? "; " + base::format_count(options.permutations) + " permutations, seed " + std::to_string(options.seed)
                : std::string("; p from formulas");
    return text + ". Robust: at least 80 %; sensitive: at least 50 %; fragile: fewer.";
}

void check(std::span<const ConsensusMeasure> measures, const std::vector<Run>& runs) {
    const std::size_t count = runs.size() * statistics.size() * 2;
    if (count < fewest_specifications)
        throw base::Error("A consensus of " + std::to_string(count) + " specifications says little; at least 12 are needed.",
                          "Name more kinds of neighbours or periods.", base::ErrorKind::usage);
    for (const ConsensusMeasure& measure : measures)
        if (measure.input.values.size() != measures.front().input.values.size())
            throw base::Error("The periods of a consensus must be of the same areas.");
}

void count_verdicts(ConsensusResult& result, std::span<const std::uint8_t> context) {
    result.verdict_counts.assign(consensus_verdict_count, 0);
    for (std::size_t i = 0; i < result.areas.size(); ++i) {
        ConsensusArea& area = result.areas[i];
        for (const ConsensusSpecification& s : result.specifications) {
            area.hot += s.hot[i];
            area.tests += s.tests[i];
        }
        area.verdict = verdict_of(area);
        if (context.empty() || context[i] == 0) ++result.verdict_counts[static_cast<std::size_t>(area.verdict)];
    }
}

}  // namespace

std::string_view to_string(ConsensusVerdict verdict) { return verdict_names[static_cast<std::size_t>(verdict)]; }

std::vector<WeightsSpec> default_consensus_weights() {
    return {weights_spec_from("queen"), weights_spec_from("rook"), weights_spec_from("knn:6"), weights_spec_from("queen:2")};
}

ConsensusResult hot_spot_consensus(std::span<const ConsensusMeasure> measures, std::span<const Weights> weights,
                                   const ConsensusOptions& options, base::JobContext& job) {
    const std::vector<Run> runs = make_runs(measures, weights);
    check(measures, runs);
    const std::string fdr_name = "FDR " + base::format_exact(100 * options.fdr) + " %",
                      p_name = "p ≤ " + base::format_exact(options.strict_p);
    ConsensusResult result;
    for (std::size_t r = 0; r < runs.size(); ++r) {
        PartOfJob part(job, r, runs.size());
        const HotSpotOptions hot{options.permutations, options.seed, options.fdr, runs[r].eb_standardise};
        for (const HotSpotResult& found : hot_spots(runs[r].measure->input, *runs[r].weights, statistics, hot, part)) {
            result.specifications.push_back(
                specification(name_of(runs[r], found.statistic, fdr_name), found, options.fdr, &HotSpotArea::q_fdr));
            result.specifications.push_back(
                specification(name_of(runs[r], found.statistic, p_name), found, options.strict_p, &HotSpotArea::p_two_sided));
        }
    }
    result.areas.resize(measures.front().input.values.size());
    count_verdicts(result, measures.front().input.context);
    const bool standardised = std::ranges::any_of(runs, &Run::eb_standardise);
    result.method = method_of(measures, weights, result.specifications.size(), options, standardised);
    return result;
}

std::string consensus_sentence(const ConsensusArea& area) {
    if (area.verdict == ConsensusVerdict::no_statistic) return "No way of asking could test it.";
    return "Hot in " + std::to_string(area.hot) + " of " + std::to_string(area.tests) +
           " ways of asking: " + std::string(to_string(area.verdict)) + ".";
}

}  // namespace needsmap::analysis
