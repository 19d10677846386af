#include "analysis/pockets.hpp"

#include <algorithm>
#include <map>

#include "analysis/false_discovery.hpp"
#include "analysis/pocket_evidence.hpp"
#include "analysis/pocket_verdict.hpp"
#include "analysis/ranking.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using model::Indicator;
using model::LayerDefinition;
using model::LayerKind;

namespace {

void check_layer(const Indicator& small, const Indicator& parents) {
    const LayerDefinition& layer = *small.definition;
    if (!layer.has_denominator())
        throw base::Error("Pockets need a layer with a numerator and a denominator, and " + layer.title + " is a " +
                              std::string(model::to_string(layer.kind)) + ".",
                          "Choose a proportion or a rate.");
    if (layer.kind == LayerKind::rate && low_is_worse(layer))
        throw base::Error(layer.title + " is a rate where low is worse, so nobody in it can be counted as in need.");
    if (parents.definition->id != layer.id)
        throw base::Error("Pockets compare one layer on two geographies, not " + layer.title + " with " + parents.definition->title + ".");
    if (small.geography->parents_in(parents.geography->id) == nullptr)
        throw base::Error("No lookup says which " + parents.geography->singular + " each " + small.geography->singular + " belongs to.");
}

void check_options(const PocketOptions& options, std::size_t small_areas) {
    if (!(options.fdr > 0 && options.fdr < 1)) throw base::Error("The false discovery rate must lie between 0 and 1.", "Usual is 0.05.");
    if (!(options.min_children >= 0)) throw base::Error("The least number of children cannot be negative.");
    if (options.permutations < 99) throw base::Error("A simulated test needs at least 99 permutations.");
    if (options.flag.kind == FlagRule::Kind::worst_share && !(options.flag.share > 0 && options.flag.share < 1))
        throw base::Error("The share of flagged areas must lie between 0 and 1.");
    if (options.flag.kind == FlagRule::Kind::worst_count && options.flag.count < 1) throw base::Error("At least one area must be flagged.");
    if (!options.classes.empty() && options.classes.size() != small_areas)
        throw base::Error("There are " + base::format_count(static_cast<std::int64_t>(options.classes.size())) +
                          " rural-urban classes for " + base::format_count(static_cast<std::int64_t>(small_areas)) + " small areas.");
}

double need_line(const Indicator& parents, const PocketOptions& options) {
    if (options.need_line) return *options.need_line;
    if (!parents.county_value.has_number())
        throw base::Error(parents.definition->title + " has no value for the county to compare with.", "Give a line of your own.");
    return parents.county_value.number;
}

std::vector<std::vector<AreaIndex>> children_of(const Indicator& small, const Indicator& parents) {
    const std::vector<AreaIndex>& parent_of = *small.geography->parents_in(parents.geography->id);
    std::vector<std::vector<AreaIndex>> inside(parents.geography->size());
    for (std::size_t a = 0; a < parent_of.size(); ++a)
        if (parent_of[a] != geo::no_area) inside[static_cast<std::size_t>(parent_of[a])].push_back(static_cast<AreaIndex>(a));
    return inside;
}

/// The class in which most of the children with a known number live; of equal ones the first by name.
std::string main_class(const Indicator& small, const std::vector<AreaIndex>& inside, const std::vector<std::string>& classes) {
    if (classes.empty()) return {};
    std::map<std::string, double> children;
    for (const AreaIndex a : inside) {
        const auto i = static_cast<std::size_t>(a);
        // An area without a number still counts a little: its class must not be lost when all are suppressed.
        if (!classes[i].empty()) children[classes[i]] += small.denominator[i].has_number() ? small.denominator[i].number + 1 : 1;
    }
    const auto most = std::ranges::max_element(children, {}, [](const auto& entry) { return entry.second; });
    return most == children.end() ? std::string() : most->first;
}

Pocket own_figures(const Indicator& parents, std::size_t i) {
    Pocket pocket;
    pocket.parent = static_cast<AreaIndex>(i);
    pocket.value = parents.value[i], pocket.numerator = parents.numerator[i], pocket.denominator = parents.denominator[i];
    pocket.children_in_need = in_need(parents, i);
    return pocket;
}

void rank_parents(const Indicator& parents, std::vector<Pocket>& pockets) {
    const bool low_first = low_is_worse(*parents.definition);
    const std::vector<int> rank = competition_ranks(parents.value, low_first);
    std::map<std::string, std::vector<std::size_t>> by_class;
    for (std::size_t i = 0; i < pockets.size(); ++i) {
        pockets[i].rank = rank[i];
        if (rank[i] > 0 && !pockets[i].rural_urban.empty()) by_class[pockets[i].rural_urban].push_back(i);
    }
    for (const auto& [name, members] : by_class) {
        std::vector<double> values;
        for (const std::size_t i : members) values.push_back(pockets[i].value.number);
        const std::vector<int> inside = competition_ranks(values, low_first);
        for (std::size_t m = 0; m < members.size(); ++m)
            pockets[members[m]].rank_in_class = inside[m], pockets[members[m]].class_size = static_cast<int>(members.size());
    }
}

void gather_all(const Indicator& small, const std::vector<std::vector<AreaIndex>>& inside, const PocketOptions& options,
                std::vector<Pocket>& pockets, base::JobContext& job) {
    base::parallel_ranges(pockets.size(), 4, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            job.check_cancelled();
            gather_evidence(small, inside[i], options, pockets[i]);
        }
        job.progress(static_cast<double>(last) / static_cast<double>(pockets.size()), "looking inside");
    });
}

void correct_for_many_tests(std::vector<Pocket>& pockets) {
    std::vector<std::optional<double>> p;
    for (const Pocket& pocket : pockets) p.push_back(pocket.is_tested ? std::optional(pocket.heterogeneity_p) : std::nullopt);
    const std::vector<std::optional<double>> q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < pockets.size(); ++i) pockets[i].heterogeneity_q = q[i].value_or(1);
}

void count_need(PocketReport& report) {
    for (const Pocket& pocket : report.parents) {
        if (!pocket.children_in_need.has_number()) continue;
        report.in_need_total += pocket.children_in_need.number;
        if (!pocket.is_flagged) report.in_need_unflagged += pocket.children_in_need.number;
    }
}

/// How far the near end of the worst small area's interval lies beyond the line; orders the pockets.
double certainty(const Pocket& pocket, const PocketReport& report, const LayerDefinition& layer) {
    if (!pocket.worst) return 0;
    return low_is_worse(layer) ? report.need_line - pocket.worst->high : pocket.worst->low - report.need_line;
}

void order_parents(const LayerDefinition& layer, PocketReport& report) {
    const auto group = [](PocketVerdict verdict) {
        switch (verdict) {
            case PocketVerdict::pocket: return 0;
            case PocketVerdict::flagged: return 1;
            case PocketVerdict::cannot_tell: return 2;
            case PocketVerdict::even: break;
        }
        return 3;
    };
    for (const Pocket& pocket : report.parents) report.ranked.push_back(pocket.parent);
    std::ranges::stable_sort(report.ranked, [&](AreaIndex left, AreaIndex right) {
        const Pocket &a = report.parents[static_cast<std::size_t>(left)], &b = report.parents[static_cast<std::size_t>(right)];
        if (group(a.verdict) != group(b.verdict)) return group(a.verdict) < group(b.verdict);
        if (a.verdict == PocketVerdict::pocket) return certainty(a, report, layer) > certainty(b, report, layer);
        if ((a.rank == 0) != (b.rank == 0)) return b.rank == 0;
        return a.rank < b.rank;
    });
}

/// Why a small area takes part in nothing.
bool is_impossible(const Indicator& indicator, std::size_t a) {
    return indicator.numerator[a].has_number() && indicator.denominator[a].has_number() && indicator.denominator[a].number > 0 &&
           !is_usable(indicator, a);
}

/// "Suppressed, so taking part in nothing: 11 small areas."
void say_how_many(PocketReport& report, std::int64_t count, const char* id, const std::string& why, const model::Geography& geography) {
    if (count == 0) return;
    const std::string areas = count == 1 ? geography.singular : geography.title;
    std::string message = why + ": " + base::format_count(count) + " " + (count == 1 ? areas : base::lower_first(areas)) + ".";
    report.diagnostics.add({.severity = base::Severity::note, .id = id, .message = std::move(message)});
}

void say_what_is_left_out(const Indicator& small, const Indicator& parents, PocketReport& report) {
    const std::vector<AreaIndex>& parent_of = *small.geography->parents_in(parents.geography->id);
    std::int64_t suppressed = 0, missing = 0, impossible = 0, homeless = 0, no_value = 0;
    for (std::size_t a = 0; a < small.value.size(); ++a) {
        homeless += parent_of[a] == geo::no_area ? 1 : 0;
        if (is_usable(small, a)) continue;
        if (is_impossible(small, a))
            ++impossible;
        else if (small.value[a].state == model::CellState::suppressed)
            ++suppressed;
        else
            ++missing;
    }
    for (const Pocket& pocket : report.parents) no_value += pocket.children_in_need.has_number() ? 0 : 1;
    const model::Geography &fine = *small.geography, &coarse = *parents.geography;
    say_how_many(report, suppressed, "pockets-suppressed", "Suppressed, so taking part in nothing", fine);
    say_how_many(report, missing, "pockets-missing", "Without a number, so taking part in nothing", fine);
    say_how_many(report, impossible, "pockets-impossible", "Left out, with a numerator below zero or above the denominator", fine);
    say_how_many(report, homeless, "pockets-no-parent", "In no " + coarse.singular, fine);
    say_how_many(report, no_value, "pockets-no-value", "Without a number of their own, so that children in need there are in no total",
                 coarse);
}

std::string method_text(const PocketOptions& options) {
    return "Chi-squared test of homogeneity over the small areas inside (simulated where expected numbers are below 5, seed " +
           std::to_string(options.seed) + "), Benjamini-Hochberg at " + base::format_exact(options.fdr) +
           "; worst small area with at least " + base::format_number(options.min_children, 0) +
           " children against the rest (exact, Bonferroni) and by its 95 % interval against the line.";
}

}  // namespace

PocketReport find_pockets(const Indicator& small, const Indicator& parents, const PocketOptions& options, base::JobContext& job) {
    check_layer(small, parents);
    check_options(options, small.geography->size());
    PocketReport report;
    report.need_line = need_line(parents, options);
    report.seed = options.seed;
    report.method = method_text(options);

    const std::vector<std::vector<AreaIndex>> inside = children_of(small, parents);
    for (std::size_t i = 0; i < inside.size(); ++i) {
        report.parents.push_back(own_figures(parents, i));
        report.parents.back().rural_urban = main_class(small, inside[i], options.classes);
    }
    rank_parents(parents, report.parents);
    flag_parents(parents, options.flag, report);
    gather_all(small, inside, options, report.parents, job);
    correct_for_many_tests(report.parents);
    for (Pocket& pocket : report.parents) judge(small, parents, report, options.fdr, pocket);
    count_need(report);
    order_parents(*small.definition, report);
    say_what_is_left_out(small, parents, report);
    return report;
}

}  // namespace needsmap::analysis
