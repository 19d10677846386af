#include "analysis/hot_spot_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "base/format.hpp"

namespace needsmap::analysis {

namespace {

constexpr std::array<std::string_view, 3> statistic_names = {"gi*", "gi", "moran"};
constexpr std::array<std::string_view, spot_class_count> class_names = {"hot",      "cold",     "high-high",       "low-low",
                                                                        "high-low", "low-high", "not significant", "no statistic"};

std::string statistic_words(HotSpotStatistic statistic) {
    switch (statistic) {
        case HotSpotStatistic::gi_star: return "Getis-Ord Gi* (the area itself counted, variance over n)";
        case HotSpotStatistic::gi: return "Getis-Ord Gi (the area itself not counted, mean and variance over the other n − 1)";
        case HotSpotStatistic::moran: break;
    }
    return "Local Moran's I (row-standardised, variance over n, quadrants by the mean)";
}

std::int64_t most_draws(const HotSpotOptions& options) {
    return std::min<std::int64_t>(std::int64_t{more_draws_factor} * options.permutations, most_permutations);
}

std::string p_words(const HotSpotResult& result) {
    const HotSpotOptions& options = result.options;
    const HotSpotStatistic statistic = result.statistic;
    if (options.permutations == 0)
        return statistic == HotSpotStatistic::moran ? "two-sided p from the normal distribution with conditional moments (Sokal 1998)"
                                                    : "two-sided p from the normal distribution";
    const std::string more = result.drawn_more > 0 ? ", " + base::format_count(most_draws(options)) + " for " +
                                                         base::format_count(result.drawn_more) + " that none of them matched"
                                                   : std::string();
    return "p from " + base::format_count(options.permutations) +
           " conditional permutations (own value kept, neighbours drawn without replacement, seed " + std::to_string(options.seed) + more +
           "), shown folded, doubled to two-sided for the test";
}

std::string direction_words(const HotSpotResult& result, const HotSpotInput& input) {
    const bool low = input.direction == model::Direction::low_is_worse;
    if (result.statistic == HotSpotStatistic::moran)
        return low ? "high and low mean the value; low is worse" : "high and low mean the value";
    if (input.direction == model::Direction::neutral) return "hot means high values";
    return low ? "hot means more need, here low values" : "hot means more need";
}

std::string areas(std::int64_t count, std::string_view singular_end, std::string_view plural_end) {
    return count == 1 ? "1 area " + std::string(singular_end) : base::format_count(count) + " areas " + std::string(plural_end);
}

class Findings {
public:
    void note(std::string id, std::string message, std::string hint = {}) {
        add(base::Severity::note, std::move(id), std::move(message), std::move(hint));
    }
    void warn(std::string id, std::string message, std::string hint = {}) {
        add(base::Severity::warning, std::move(id), std::move(message), std::move(hint));
    }
    base::Diagnostics diagnostics;

private:
    void add(base::Severity severity, std::string id, std::string message, std::string hint) {
        base::Diagnostic d;
        d.severity = severity, d.id = std::move(id), d.message = std::move(message), d.hint = std::move(hint);
        diagnostics.add(std::move(d));
    }
};

std::int64_t count_areas(const HotSpotResult& result, bool (*test)(const HotSpotArea&)) {
    return std::ranges::count_if(result.areas, test);
}

void say_why_nothing_is_tested(const HotSpotResult& result, const Sample& sample, Findings& out) {
    if (result.n == 0)
        out.warn("nothing-to-test", "No area has a number, so there are no hot spots to look for.");
    else if (result.n < 3)
        out.warn("nothing-to-test", "Only " + areas(result.n, "has", "have") + " a number; hot spots need at least three.");
    else if (sample.constant)
        out.warn("nothing-to-test", "All areas have the same value, so none can be hotter than others.");
    else
        out.warn("nothing-to-test", "No area has neighbours that differ from all the others, so nothing could be tested.",
                 "Try other weights, for example knn:6.");
}

void say_what_is_left_out(const HotSpotResult& result, Findings& out) {
    const auto without = count_areas(result, [](const HotSpotArea& a) { return !a.tested_value.has_number(); });
    if (without > 0)
        out.note("areas-without-number",
                 areas(without, "has no number and stays", "have no number and stay") + " out of every computation, as a neighbour too.");
    if (result.island_count > 0)
        out.note("areas-without-neighbours",
                 areas(result.island_count, "has no neighbour with a number and gets", "have no neighbour with a number and get") +
                     " no statistic.",
                 "With knn:6 every area has neighbours.");
    if (result.border_count > 0)
        out.note("border-areas",
                 areas(result.border_count, "lies", "lie") +
                     " at the edge of the map; neighbours beyond it are unknown, which can hide or make a hot spot.",
                 "With --ring and the workspace of a larger map they are known.");
}

void say_what_permutations_can_show(const HotSpotResult& result, Findings& out) {
    if (result.options.permutations == 0) return;
    const auto fewest =
        static_cast<std::int64_t>(fewest_certified(most_draws(result.options), static_cast<std::size_t>(result.n), result.options.fdr));
    if (fewest <= 2) return;  // one or two areas together are what anyone expects of a test; more deserves a word
    const std::string start =
        "With " + base::format_count(result.options.permutations) + " permutations and " + base::format_count(result.n) + " areas, ";
    const std::string finding = fewest > result.n
                                    ? "no area can pass the false-discovery rate."
                                    : "fewer than " + base::format_count(fewest) + " areas together cannot pass the false-discovery rate.";
    out.note("few-permutations", start + finding, "More permutations can show smaller groups.");
}

}  // namespace

std::string_view to_string(HotSpotStatistic statistic) { return statistic_names[static_cast<std::size_t>(statistic)]; }

std::optional<HotSpotStatistic> hot_spot_statistic_from(std::string_view name) {
    const auto at = std::ranges::find(statistic_names, name);
    if (at == statistic_names.end()) return std::nullopt;
    return static_cast<HotSpotStatistic>(at - statistic_names.begin());
}

std::size_t fewest_certified(std::int64_t draws, std::size_t n, double fdr) {
    return static_cast<std::size_t>(std::ceil(2.0 / (static_cast<double>(draws) + 1) * static_cast<double>(n) / fdr - 1e-9));
}

std::string_view to_string(SpotClass spot_class) { return class_names[static_cast<std::size_t>(spot_class)]; }

std::string hot_spot_method(const HotSpotResult& result, const HotSpotInput& input) {
    std::string text =
        statistic_words(result.statistic) + "; neighbours: " + describe(result.weights) + "; n = " + base::format_count(result.n) + "; ";
    if (result.eb_standardised) text += "rates EB-standardised for small denominators (Assunção and Reis 1999); ";
    text += p_words(result) + "; false-discovery rate " + base::format_exact(100 * result.options.fdr) + " % (Benjamini-Hochberg); " +
            direction_words(result, input) + "; areas without neighbours get no statistic";
    if (std::ranges::any_of(result.areas, &HotSpotArea::context)) text += "; areas of the context ring count as neighbours only";
    return text + ".";
}

base::Diagnostics hot_spot_diagnostics(const HotSpotResult& result, const HotSpotInput& input, const Sample& sample) {
    Findings out;
    if (count_areas(result, [](const HotSpotArea& a) { return a.statistic.has_number(); }) == 0)
        say_why_nothing_is_tested(result, sample, out);
    say_what_is_left_out(result, out);
    if (result.eb_standardised) {
        std::int64_t above = 0;
        for (std::size_t i = 0; i < input.numerators.size(); ++i)
            above += result.areas[i].tested_value.has_number() && input.numerators[i].number > input.denominators[i].number ? 1 : 0;
        if (above > 0)
            out.note("numerator-above-denominator",
                     areas(above, "has", "have") + " a numerator above its denominator; the rate is used as it is.");
    }
    say_what_permutations_can_show(result, out);
    return std::move(out.diagnostics);
}

}  // namespace needsmap::analysis
