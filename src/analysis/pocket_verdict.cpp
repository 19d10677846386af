#include "analysis/pocket_verdict.hpp"

#include <algorithm>

#include "analysis/pocket_evidence.hpp"
#include "analysis/ranking.hpp"
#include "base/format.hpp"

namespace needsmap::analysis {

using model::Indicator;
using model::LayerDefinition;

namespace {

/// Whether `value` lies at or beyond `line` in the bad direction.
bool is_at_or_beyond(double value, double line, const LayerDefinition& layer) {
    return low_is_worse(layer) ? value <= line : value >= line;
}

/// Whether a whole interval lies beyond `line` in the bad direction.
bool is_wholly_beyond(double low, double high, double line, const LayerDefinition& layer) {
    return low_is_worse(layer) ? high < line : low > line;
}

bool obeys(const FlagRule& rule, double value, int rank, int ranked, const LayerDefinition& layer) {
    if (rank == 0) return false;
    switch (rule.kind) {
        case FlagRule::Kind::worst_share: return is_worst(rank, rule.share, ranked);
        case FlagRule::Kind::worst_count: return rank <= rule.count;
        case FlagRule::Kind::threshold: return is_at_or_beyond(value, rule.threshold, layer);
    }
    return false;
}

std::string share_words(double share) {
    if (share == 0.1) return "worst tenth";
    if (share == 0.2) return "worst fifth";
    if (share == 0.25) return "worst quarter";
    return "worst " + base::format_number(share * 100, share * 1000 == static_cast<int>(share * 1000) ? 0 : 1) + " %";
}

std::string value_words(double value, const LayerDefinition& layer) {
    return base::format_number(value, layer.decimals) + (layer.unit.empty() ? "" : " " + layer.unit);
}

std::string rule_words(const FlagRule& rule, const LayerDefinition& layer) {
    switch (rule.kind) {
        case FlagRule::Kind::worst_share: return share_words(rule.share);
        case FlagRule::Kind::worst_count: return "worst " + base::format_count(rule.count);
        case FlagRule::Kind::threshold: break;
    }
    const std::string side = low_is_worse(layer) ? " or less" : " or more";
    return (rule.label.empty() ? std::string("threshold") : rule.label) + ", " + value_words(rule.threshold, layer) + side;
}

/// "Hendreds A: 22.2 % (18.4 to 26.6)".
std::string worst_words(const Indicator& small, const SmallArea& worst) {
    const LayerDefinition& layer = *small.definition;
    return small.geography->names[static_cast<std::size_t>(worst.area)] + " has " + value_words(worst.value, layer) + " (" +
           base::format_number(worst.low, layer.decimals) + " to " + base::format_number(worst.high, layer.decimals) + ")";
}

void decide(Pocket& pocket, PocketVerdict verdict, std::string reason) {
    pocket.verdict = verdict;
    pocket.reason = std::move(reason);
}

/// A parent in the worst fifth may be there by chance: said, as its rank stands all the same.
std::string flagged_words(const Indicator& parents, const Pocket& pocket) {
    const auto i = static_cast<std::size_t>(pocket.parent);
    const model::Cell& county = parents.county_value;
    if (!is_usable(parents, i) || !county.has_number()) return "Its own average is already flagged.";
    const Interval interval = interval_95(count_of(parents, i), *parents.definition);
    if (is_wholly_beyond(interval.low, interval.high, county.number, *parents.definition)) return "Its own average is already flagged.";
    return "Flagged, but its numbers are small: chance alone could explain the difference from the county.";
}

bool is_pocket(const Pocket& pocket, const PocketReport& report, double fdr, const LayerDefinition& layer) {
    return pocket.is_tested && pocket.worst && pocket.heterogeneity_q <= fdr && pocket.worst->p_above_rest <= fdr &&
           is_wholly_beyond(pocket.worst->low, pocket.worst->high, report.need_line, layer);
}

/// Why nothing can be said about a parent that is neither flagged nor a pocket; empty when something can.
std::string doubt(const Indicator& small, const Pocket& pocket, const PocketReport& report) {
    if (!pocket.is_tested) return "Fewer than two small areas inside have numbers.";
    if (!pocket.worst) return "No small area inside has enough children.";
    if (2 * pocket.without_number > pocket.small_areas)
        return base::format_count(pocket.without_number) + " of " + base::format_count(pocket.small_areas) +
               " small areas inside have no number.";
    if (report.flag_line && is_at_or_beyond(pocket.worst->value, *report.flag_line, *small.definition))
        return worst_words(small, *pocket.worst) + ", which chance could explain.";
    return {};
}

}  // namespace

std::string_view to_string(PocketVerdict verdict) {
    switch (verdict) {
        case PocketVerdict::pocket: return "pocket";
        case PocketVerdict::flagged: return "flagged";
        case PocketVerdict::even: return "even";
        case PocketVerdict::cannot_tell: break;
    }
    return "cannot tell";
}

void flag_parents(const Indicator& parents, const FlagRule& rule, PocketReport& report) {
    const LayerDefinition& layer = *parents.definition;
    int ranked = 0, flagged = 0;
    for (const Pocket& pocket : report.parents) ranked += pocket.rank > 0 ? 1 : 0;
    for (Pocket& pocket : report.parents) {
        pocket.is_flagged = obeys(rule, pocket.value.number, pocket.rank, ranked, layer);
        if (!pocket.is_flagged) continue;
        ++flagged;
        const double value = pocket.value.number;
        if (!report.flag_line || is_at_or_beyond(*report.flag_line, value, layer)) report.flag_line = value;
    }
    if (rule.kind == FlagRule::Kind::threshold) report.flag_line = rule.threshold;
    report.flag_text =
        rule_words(rule, layer) + ": " + base::format_count(flagged) + " of " + base::format_count(ranked) + " with a value are flagged";
}

void judge(const Indicator& small, const Indicator& parents, const PocketReport& report, double fdr, Pocket& pocket) {
    const LayerDefinition& layer = *small.definition;
    if (!pocket.value.has_number()) return decide(pocket, PocketVerdict::cannot_tell, "It has no value of its own.");
    if (pocket.is_flagged) return decide(pocket, PocketVerdict::flagged, flagged_words(parents, pocket));
    if (is_pocket(pocket, report, fdr, layer))
        return decide(pocket, PocketVerdict::pocket,
                      worst_words(small, *pocket.worst) + ", hidden by an average of " + value_words(pocket.value.number, layer) + ".");
    if (std::string why = doubt(small, pocket, report); !why.empty()) return decide(pocket, PocketVerdict::cannot_tell, std::move(why));
    const bool differs = pocket.heterogeneity_q <= fdr;
    decide(pocket, PocketVerdict::even,
           differs ? "Its small areas differ, but the worst of them is not clearly worse than the line and the rest."
                   : "Its small areas differ no more than chance would have it.");
}

}  // namespace needsmap::analysis
