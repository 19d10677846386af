#include "app/finding.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "app/value_text.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

using model::Direction;
using model::Indicator;
using model::Threshold;

std::string count_text(std::size_t count) { return base::format_count(static_cast<std::int64_t>(count)); }

bool low_is_worse(const Indicator& indicator) { return indicator.definition->direction == Direction::low_is_worse; }

std::size_t count_beyond(const Indicator& indicator, const Threshold& threshold) {
    return static_cast<std::size_t>(std::ranges::count_if(indicator.value, [&](const model::Cell& cell) {
        if (!cell.has_number()) return false;
        const double printed = as_printed(*indicator.definition, cell.number);
        return low_is_worse(indicator) ? printed <= threshold.value : printed >= threshold.value;
    }));
}

/// "the worst 10 % in England" can be said as it is; "England average" needs words around it.
bool names_a_group(const std::string& label) {
    static constexpr std::array<std::string_view, 8> starts = {"worst", "best", "most", "least", "top", "bottom", "highest", "lowest"};
    const std::string folded = base::fold(label);
    return std::ranges::any_of(starts, [&](std::string_view start) { return folded.starts_with(start); });
}

std::string beyond_text(const Indicator& indicator, const Threshold& threshold) {
    if (names_a_group(threshold.label)) return "in the " + threshold.label;
    const std::string bound = value_text(*indicator.definition, model::Cell::of(threshold.value));
    const std::string side = low_is_worse(indicator) ? "at or below " : "at or above ";
    return side + (threshold.label.empty() ? bound : "“" + threshold.label + "” (" + bound + ")");
}

/// Most severe first.
std::vector<Threshold> ordered_thresholds(const Indicator& indicator) {
    std::vector<Threshold> thresholds = indicator.definition->thresholds;
    std::ranges::stable_sort(thresholds, [&](const Threshold& a, const Threshold& b) {
        return low_is_worse(indicator) ? a.value < b.value : a.value > b.value;
    });
    return thresholds;
}

/// "9 of 136 wards in Oxfordshire are in the worst 10 % in England and 25 in the worst 25 % in England"
std::string threshold_clause(const Indicator& indicator, const std::string& where) {
    const std::vector<Threshold> thresholds = ordered_thresholds(indicator);
    std::vector<std::string> parts;
    for (const Threshold& threshold : thresholds) {
        const std::size_t count = count_beyond(indicator, threshold);
        const std::string beyond = beyond_text(indicator, threshold);
        if (!parts.empty()) {
            parts.push_back((count == 0 ? "none" : count_text(count)) + " " + beyond);
            continue;
        }
        const std::string verb = count == 1 ? "is" : "are";
        const std::string subject = count == 0 ? "none" : count_text(count);
        parts.push_back(subject + " of " + count_of_areas(*indicator.geography, indicator.value.size()) + where + " " +
                        (count == 0 ? "is" : verb) + " " + beyond);
    }
    return base::join_and(parts);
}

/// Areas whose value is at one end: rank 1, or the last rank.
std::vector<std::size_t> areas_at_end(const Indicator& indicator, bool worst) {
    int wanted = 1;
    if (!worst) wanted = *std::ranges::max_element(indicator.rank);
    std::vector<std::size_t> areas;
    for (std::size_t a = 0; a < indicator.rank.size(); ++a)
        if (indicator.rank[a] == wanted) areas.push_back(a);
    return areas;
}

/// "the highest is Blackbird Leys, 38.1 %", "the highest are A and B, 38.1 % each"
std::string end_clause(const Indicator& indicator, bool worst) {
    const std::vector<std::size_t> areas = areas_at_end(indicator, worst);
    const std::string end = worst == low_is_worse(indicator) ? "lowest" : "highest";
    const std::string value = value_text(*indicator.definition, indicator.value[areas.front()]);
    const auto name = [&](std::size_t i) { return indicator.geography->names[areas[i]]; };
    if (areas.size() == 1) return "the " + end + " is " + name(0) + ", " + value;
    if (areas.size() == 2) return "the " + end + " are " + name(0) + " and " + name(1) + ", " + value + " each";
    return count_of_areas(*indicator.geography, areas.size()) + " share the " + end + ", " + value;
}

/// " (Oxfordshire 11.8 %)", or nothing where the whole is no such figure.
std::string county_clause(const Indicator& indicator, const std::string& county) {
    const bool comparable = indicator.definition->kind != model::LayerKind::rank && indicator.definition->kind != model::LayerKind::count;
    if (!comparable || !indicator.county_value.has_number() || indicator.value.size() < 2) return {};
    return " (" + (county.empty() ? std::string("all") : county) + " " + value_text(*indicator.definition, indicator.county_value) + ")";
}

/// Why areas have no number: "suppressed", or with several reasons "3 suppressed and 2 missing".
std::string states_text(const Indicator& indicator) {
    using model::CellState;
    std::vector<std::string> names, counted;
    for (const CellState state : {CellState::suppressed, CellState::missing, CellState::not_applicable, CellState::outside_scope}) {
        const auto count = static_cast<std::size_t>(std::ranges::count(indicator.value, state, &model::Cell::state));
        if (count == 0) continue;
        names.push_back(model::state_word(*indicator.definition, state));
        counted.push_back(count_text(count) + " " + names.back());
    }
    return names.size() == 1 ? names.front() : base::join_and(counted);
}

std::string without_number_sentence(const Indicator& indicator) {
    const auto without =
        static_cast<std::size_t>(std::ranges::count_if(indicator.value, [](const model::Cell& cell) { return !cell.has_number(); }));
    if (without == 0) return {};
    return " " + base::capitalised(count_of_areas(*indicator.geography, without)) + (without == 1 ? " has" : " have") + " no figure (" +
           states_text(indicator) + ").";
}

/// "Hot spots: of 136 wards in Oxfordshire, 7 are “hot”, 3 “cold” and 126 “not significant”."
std::string kinds_sentence(const Indicator& indicator, const std::string& where) {
    std::vector<std::string> parts;
    for (const model::CategoryStyle& category : indicator.definition->categories) {
        const auto count = static_cast<std::size_t>(std::ranges::count_if(
            indicator.value, [&](const model::Cell& cell) { return model::category_of(*indicator.definition, cell) == &category; }));
        if (count == 0) continue;
        const std::string verb = !parts.empty() ? " " : count == 1 ? " is " : " are ";
        parts.push_back(count_text(count) + verb + "“" + category.label + "”");
    }
    const std::string& title = indicator.definition->title;
    if (parts.empty())
        return "No " + indicator.geography->singular + where + " has a figure for " + title + " (" + states_text(indicator) + ").";
    return title + ": of " + count_of_areas(*indicator.geography, indicator.value.size()) + where + ", " + base::join_and(parts) + "." +
           without_number_sentence(indicator);
}

/// What is said after "Children in poverty: ", when at least two areas have a figure.
std::string comparison(const Indicator& indicator, const std::string& where) {
    const std::string areas = count_of_areas(*indicator.geography, indicator.value.size());
    const bool all_alike = *std::ranges::max_element(indicator.rank) == 1;
    if (all_alike) {
        const bool complete = static_cast<std::size_t>(indicator.ranked_count) == indicator.value.size();
        const std::string value = value_text(*indicator.definition, indicator.value[areas_at_end(indicator, true).front()]);
        return "all " + count_of_areas(*indicator.geography, static_cast<std::size_t>(indicator.ranked_count)) + where +
               (complete ? "" : " with a figure") + " have the same, " + value;
    }
    if (indicator.definition->thresholds.empty())
        return "of " + areas + where + ", " + end_clause(indicator, true) + " and " + end_clause(indicator, false);
    return threshold_clause(indicator, where) + "; " + end_clause(indicator, true);
}

}  // namespace

std::string as_sentence(std::string text) {
    if (!text.empty() && text.back() != '.' && text.back() != '!' && text.back() != '?') text += '.';
    return text;
}

std::string finding_of(const Indicator& indicator, const std::string& county) {
    const std::string where = county.empty() ? "" : " in " + county;
    const std::string& title = indicator.definition->title;
    if (indicator.definition->kind == model::LayerKind::category) return kinds_sentence(indicator, where);
    if (indicator.ranked_count == 0)
        return "No " + indicator.geography->singular + where + " has a figure for " + title + " (" + states_text(indicator) + ").";
    if (indicator.ranked_count == 1) {
        const std::size_t area = areas_at_end(indicator, true).front();
        const std::string figure =
            title + " in " + indicator.geography->names[area] + ": " + value_text(*indicator.definition, indicator.value[area]);
        return figure + "." + without_number_sentence(indicator);
    }
    return title + ": " + comparison(indicator, where) + county_clause(indicator, county) + "." + without_number_sentence(indicator);
}

}  // namespace needsmap::app
