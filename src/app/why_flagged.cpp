#include "app/why_flagged.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "analysis/comparison.hpp"
#include "analysis/global_autocorrelation.hpp"
#include "analysis/intervals.hpp"
#include "analysis/local_statistics.hpp"
#include "app/hierarchy.hpp"
#include "app/hotspots_result.hpp"
#include "app/value_text.hpp"
#include "base/error.hpp"
#include "base/format.hpp"

namespace needsmap::app {

using analysis::HotSpotArea;
using analysis::SpotClass;
using model::AreaIndex;
using model::Cell;
using model::Indicator;
using model::LayerDefinition;

namespace {

constexpr double fdr = 0.05;
constexpr double confidence = 0.95;

std::size_t at(AreaIndex area) { return static_cast<std::size_t>(area); }

/// The figure alone, without its unit.
std::string number_text(const LayerDefinition& layer, double number) { return base::format_number(number, layer.decimals); }

std::optional<analysis::Interval> interval_of(const Indicator& indicator, std::size_t area) {
    const LayerDefinition& layer = *indicator.definition;
    if (!indicator.value[area].has_number()) return std::nullopt;
    if (layer.kind == model::LayerKind::count) return analysis::poisson_interval(indicator.value[area].number, confidence);
    if (!layer.has_denominator() || !indicator.numerator[area].has_number() || !indicator.denominator[area].has_number())
        return std::nullopt;
    return analysis::rate_interval(indicator.numerator[area].number, indicator.denominator[area].number, layer.per,
                                   layer.kind == model::LayerKind::proportion, confidence);
}

std::string value_words(const Indicator& indicator, std::size_t area) {
    const LayerDefinition& layer = *indicator.definition;
    const std::string value = value_text(layer, indicator.value[area]);
    const auto interval = interval_of(indicator, area);
    if (!interval) return value;
    return value + ", between " + number_text(layer, interval->low) + " and " + number_text(layer, interval->high) + " (95 % interval)";
}

bool is_worse(const LayerDefinition& layer, double value, double than) {
    return layer.direction == model::Direction::low_is_worse ? value < than : value > than;
}

std::string standing_words(const Indicator& indicator, std::size_t area, const std::string& county) {
    const LayerDefinition& layer = *indicator.definition;
    if (indicator.rank[area] <= 0) return {};
    std::string text = "Rank " + base::format_count(indicator.rank[area]) + " of " + base::format_count(indicator.ranked_count);
    if (!layer.has_denominator() || !indicator.county_value.has_number()) return text + ".";
    const auto compared = analysis::compare(interval_of(indicator, area), indicator.county_value.number, layer.direction);
    const std::string whole = county + " (" + value_text(layer, indicator.county_value) + ")";
    switch (compared) {
        case analysis::Comparison::not_compared: return text + ".";
        case analysis::Comparison::similar: return text + ", not surely different from " + whole + ".";
        case analysis::Comparison::better:
        case analysis::Comparison::worse:
        case analysis::Comparison::lower:
        case analysis::Comparison::higher: break;
    }
    return text + ", " + std::string(analysis::to_string(compared)) + " than " + whole + ".";
}

/// What neighbours are compared with: the whole county, else the mean of its areas.
struct Middle {
    double value = 0;
    std::string name;
};
Middle middle_of(const Indicator& indicator, const std::string& county) {
    if (indicator.definition->has_denominator() && indicator.county_value.has_number()) return {indicator.county_value.number, county};
    double sum = 0;
    int count = 0;
    for (const Cell& value : indicator.value)
        if (value.has_number()) sum += value.number, ++count;
    return {count > 0 ? sum / count : 0, "the average " + indicator.geography->singular};
}

void describe_neighbours(WhyFlagged& out, const WhyBasis& basis, AreaIndex area, const std::string& county) {
    const Indicator& indicator = *basis.indicator;
    const LayerDefinition& layer = *indicator.definition;
    const Middle middle = middle_of(indicator, county);
    std::size_t with_number = 0, worse = 0;
    for (const AreaIndex other : basis.weights.of(at(area))) {
        const Cell& value = indicator.value[at(other)];
        const bool is_one = value.has_number() && is_worse(layer, value.number, middle.value);
        with_number += value.has_number() ? 1 : 0, worse += is_one ? 1 : 0;
        out.neighbours.push_back({other, value_text(layer, value), is_one});
    }
    const double sign = layer.direction == model::Direction::low_is_worse ? 1 : -1;
    std::ranges::stable_sort(out.neighbours, {}, [&](const NeighbourLine& line) {
        const Cell& value = indicator.value[at(line.area)];
        return std::pair(!value.has_number(), value.has_number() ? sign * value.number : 0.0);
    });
    if (out.neighbours.empty())
        out.around = "It has no neighbours.";
    else if (with_number == 0)
        out.around = "None of its neighbours has a figure.";
    else
        out.around =
            base::format_count(static_cast<std::int64_t>(worse)) + " of " +
            (with_number == 1 ? "its 1 neighbour" : "its " + base::format_count(static_cast<std::int64_t>(with_number)) + " neighbours") +
            " with a figure " + (worse == 1 ? "is" : "are") + (layer.direction == model::Direction::neutral ? " above " : " worse than ") +
            middle.name + " (" + value_text(layer, Cell::of(middle.value)) + ").";
    if (!basis.weights.touches_outside.empty() && basis.weights.touches_outside[at(area)] != 0)
        out.around += " It touches the edge of the map: neighbours beyond are unknown.";
}

// ---- tests ----

std::string q_words(double q) { return q < 0.0001 ? "q < 0.0001" : "q = " + base::format_number(q, q < 0.01 ? 4 : 2); }

TestLine by_formula(std::string name, const HotSpotArea& area, SpotClass need) {
    if (!area.statistic.has_number()) return {std::move(name), TestAnswer::cannot_tell, "not tested: no figure, or no neighbours with one"};
    const TestAnswer answer = area.spot_class == need ? TestAnswer::yes : TestAnswer::no;
    return {std::move(name), answer,
            std::string(analysis::to_string(area.spot_class)) + ", " + q_words(area.q_fdr.number) + ", by formula"};
}

/// The row of a result that is about the area.
std::optional<std::size_t> row_of(const model::ResultTable& table, AreaIndex area) {
    const auto found = std::ranges::find(table.area, area);
    return found == table.area.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - table.area.begin()));
}

std::optional<double> number_at(const model::ResultTable& table, std::string_view column, std::size_t row) {
    const model::ResultColumn* found = table.find(column);
    return found == nullptr ? std::nullopt : found->numbers[row];
}

std::string result_words(const model::ResultTable& table, std::string_view statistic, std::size_t row, const std::string& spot_class) {
    if (statistic == "scan") {
        const auto cluster = number_at(table, "cluster", row);
        if (!cluster) return "in no circle";
        return "in circle " + base::format_count(static_cast<std::int64_t>(*cluster)) +
               ", p = " + base::format_exact(number_at(table, "p_permutation", row).value_or(1));
    }
    if (statistic == "consensus")
        return spot_class + ", hot in " +
               base::format_count(static_cast<std::int64_t>(number_at(table, "specifications_hot", row).value_or(0))) + " of " +
               base::format_count(static_cast<std::int64_t>(number_at(table, "specifications", row).value_or(0))) + " ways of asking";
    const auto q = number_at(table, "q_fdr", row);
    return spot_class + (q ? ", " + q_words(*q) : std::string());
}

/// What a result of hot spots in the workspace says of the area; nullopt where there is none.
std::optional<TestLine> from_result(const model::Workspace& workspace, const WhyBasis& basis, std::string_view statistic, std::string name,
                                    std::string_view need, AreaIndex area) {
    const auto result = workspace.find_result(hot_spot_result_id(statistic, basis.indicator->definition->id));
    if (!result || result->table.geography != basis.indicator->geography) return std::nullopt;
    const auto row = row_of(result->table, area);
    const model::ResultColumn* column = result->table.find("class");
    if (!row || column == nullptr) return std::nullopt;
    const std::string& spot_class = column->texts[*row];
    if (spot_class == "no statistic") return TestLine{std::move(name), TestAnswer::cannot_tell, "not tested"};
    // Consensus: what less than half of the ways of asking say is no answer.
    const bool yes = spot_class == need || (statistic == "consensus" && spot_class == "sensitive");
    return TestLine{std::move(name), yes ? TestAnswer::yes : TestAnswer::no, result_words(result->table, statistic, *row, spot_class)};
}

void add_threshold(std::vector<TestLine>& tests, const Indicator& indicator, std::size_t area) {
    const LayerDefinition& layer = *indicator.definition;
    if (layer.thresholds.empty()) return;
    if (!indicator.value[area].has_number()) {
        tests.push_back({"National threshold", TestAnswer::cannot_tell, "no figure"});
        return;
    }
    const std::string reached = national_class(layer, indicator.value[area]);
    tests.push_back({"National threshold", reached.empty() ? TestAnswer::no : TestAnswer::yes, reached.empty() ? "reaches none" : reached});
}

void add_county(std::vector<TestLine>& tests, const Indicator& indicator, std::size_t area, const std::string& county) {
    const LayerDefinition& layer = *indicator.definition;
    if (!layer.has_denominator() || !indicator.county_value.has_number()) return;
    const auto compared = analysis::compare(interval_of(indicator, area), indicator.county_value.number, layer.direction);
    const bool yes = compared == analysis::Comparison::worse || compared == analysis::Comparison::higher;
    const bool untold = compared == analysis::Comparison::not_compared;
    tests.push_back({"Surely above " + county,
                     untold ? TestAnswer::cannot_tell
                     : yes  ? TestAnswer::yes
                            : TestAnswer::no,
                     untold ? "no interval" : std::string(analysis::to_string(compared))});
    if (layer.direction == model::Direction::low_is_worse) tests.back().name = "Surely below " + county;
}

std::vector<TestLine> tests_of(const WhyBasis& basis, const model::Workspace& workspace, AreaIndex area) {
    const Indicator& indicator = *basis.indicator;
    const bool low = indicator.definition->direction == model::Direction::low_is_worse;
    const SpotClass cluster = low ? SpotClass::low_low : SpotClass::high_high;
    std::vector<TestLine> tests;
    auto gi = from_result(workspace, basis, "gi*", "Getis-Ord Gi*", "hot", area);
    tests.push_back(gi ? *gi : by_formula("Getis-Ord Gi*", basis.gi_star.areas[at(area)], SpotClass::hot));
    auto moran = from_result(workspace, basis, "moran", "Local Moran", analysis::to_string(cluster), area);
    tests.push_back(moran ? *moran : by_formula("Local Moran", basis.moran.areas[at(area)], cluster));
    if (auto scan = from_result(workspace, basis, "scan", "Circular scan", "hot", area)) tests.push_back(*scan);
    if (auto consensus = from_result(workspace, basis, "consensus", "Consensus", "robust", area)) tests.push_back(*consensus);
    add_threshold(tests, indicator, at(area));
    add_county(tests, indicator, at(area), workspace.county);
    return tests;
}

std::string headline_of(const std::vector<TestLine>& tests) {
    const auto yes = std::ranges::count(tests, TestAnswer::yes, &TestLine::answer);
    const auto told = std::ssize(tests) - std::ranges::count(tests, TestAnswer::cannot_tell, &TestLine::answer);
    if (told == 0) return "Nothing can be said: it has no figure.";
    if (yes == 0) return "Not flagged: none of " + base::format_count(told) + " tests calls it an area of need.";
    return "Called an area of need by " + base::format_count(yes) + " of " + base::format_count(told) + (told == 1 ? " test." : " tests.");
}

// ---- turning point ----

double critical_z(const analysis::HotSpotResult& result) {
    // The largest p that passed; when none did, what one area alone would need.
    double p = 0;
    for (const HotSpotArea& area : result.areas)
        if (area.q_fdr.has_number() && area.q_fdr.number <= fdr) p = std::max(p, area.p_analytic.number);
    if (p <= 0) p = fdr / std::max(1, result.n);
    return analysis::normal_quantile(1 - p);
}

/// z of an area if its own value were another one, towards need positive.
class WhatIf {
public:
    WhatIf(const WhyBasis& basis, AreaIndex area)
        : m_basis(basis),
          m_area(at(area)),
          m_values(basis.indicator->value),
          m_numerators(basis.indicator->numerator),
          m_sign(basis.indicator->definition->direction == model::Direction::low_is_worse ? -1 : 1) {}

    [[nodiscard]] double z(double value) {
        const Indicator& indicator = *m_basis.indicator;
        m_values[m_area] = Cell::of(value);
        std::vector<Cell> standardised;
        if (m_basis.gi_star.eb_standardised) {
            m_numerators[m_area] = Cell::of(value * indicator.denominator[m_area].number / indicator.definition->per);
            standardised = analysis::eb_standardised(m_numerators, indicator.denominator);
        }
        const analysis::Sample sample = analysis::make_sample(standardised.empty() ? m_values : standardised);
        if (!m_kept) m_kept = analysis::restricted(m_basis.weights, sample.with_number());
        const auto score = analysis::gi_star_of(sample, *m_kept, m_area);
        return score ? m_sign * score->z : 0;
    }

private:
    const WhyBasis& m_basis;
    std::size_t m_area;
    std::vector<Cell> m_values, m_numerators;
    double m_sign;
    std::optional<analysis::Weights> m_kept;
};

/// How far the value could go: a rate to nothing or to everybody, anything else to the ends of what there is.
double limit_of(const Indicator& indicator, bool upwards) {
    const LayerDefinition& layer = *indicator.definition;
    if (layer.kind == model::LayerKind::proportion) return upwards ? layer.per : 0;
    if (!upwards && (layer.has_denominator() || layer.kind == model::LayerKind::count)) return 0;
    double lowest = 0, highest = 0;
    bool first = true;
    for (const Cell& value : indicator.value) {
        if (!value.has_number()) continue;
        lowest = first ? value.number : std::min(lowest, value.number);
        highest = first ? value.number : std::max(highest, value.number);
        first = false;
    }
    return upwards ? highest : lowest;
}

/// By formula; `answer` is what the Gi* among the tests says, which may come from chance maps.
std::string turning_words(const WhyBasis& basis, AreaIndex area, TestAnswer answer) {
    const Indicator& indicator = *basis.indicator;
    const LayerDefinition& layer = *indicator.definition;
    const HotSpotArea& tested = basis.gi_star.areas[at(area)];
    if (!tested.z.has_number()) return {};
    const bool low = layer.direction == model::Direction::low_is_worse, hot = tested.spot_class == SpotClass::hot;
    if (answer != TestAnswer::cannot_tell && (answer == TestAnswer::yes) != hot)
        return "It is close to the limit: by formula Gi* calls it " + std::string(hot ? "hot" : "not hot") +
               ", by chance maps it does not.";
    const bool upwards = hot == low;
    const auto value = turning_value(basis, area, limit_of(indicator, upwards));
    const std::string verb = upwards ? "rose to " : "fell to ";
    if (!value)
        return hot ? "No value of its own would make it no hot spot: its neighbours alone keep it one."
                   : "No value of its own would make it a hot spot: its neighbours are not needy enough.";
    const std::string figure = value_text(layer, Cell::of(*value));
    return hot ? "It would be no hot spot any more if its own value " + verb + figure + " and its neighbours stayed as they are."
               : "It would be a hot spot if its own value " + verb + figure + " and its neighbours stayed as they are.";
}

// ---- inside ----

std::string inside_words(const WhyBasis& basis, LayerCache& layers, AreaIndex area) {
    const LayerDefinition& layer = *basis.indicator->definition;
    const model::Geography& geography = *basis.indicator->geography;
    for (const auto& finer : finer_geographies(*layers.workspace(), geography)) {
        if (!availability(*layers.workspace(), layer.id, finer->id).available) continue;
        const auto indicator = layers.indicator(layer.id, finer->id);
        const auto& holder = *finer->parents_in(geography.id);
        std::size_t parts = 0, worst = 0;
        std::vector<double> values;
        for (std::size_t i = 0; i < finer->size(); ++i) {
            if (holder[i] != area) continue;
            ++parts;
            const Cell& value = indicator->value[i];
            if (!value.has_number()) continue;
            if (values.empty() || is_worse(layer, value.number, indicator->value[worst].number)) worst = i;
            values.push_back(value.number);
        }
        if (parts < 2 || values.size() < 2) continue;
        const auto [lowest, highest] = std::ranges::minmax(values);
        std::string text = "Its " + count_of_areas(*finer, parts) + " range from " + number_text(layer, lowest) + " to " +
                           value_text(layer, Cell::of(highest)) + "; the worst is " + finer->names[worst] + " with " +
                           value_words(*indicator, worst) + ".";
        if (const std::size_t without = parts - values.size(); without > 0)
            text += " " + base::format_count(static_cast<std::int64_t>(without)) + (without == 1 ? " has" : " have") + " no figure.";
        return text;
    }
    return {};
}

}  // namespace

WhyBasis why_basis(LayerCache& layers, const std::string& layer, const std::string& geography) {
    WhyBasis basis;
    basis.indicator = layers.indicator(layer, geography);
    const Indicator& indicator = *basis.indicator;
    if (indicator.definition->kind == model::LayerKind::category)
        throw base::Error(indicator.definition->title + " shows kinds of area, not figures.");
    base::QuietJob job;
    basis.weights = analysis::make_weights(indicator.geography->coverage->full(), {}, {}, job);
    analysis::HotSpotInput input;
    input.values = indicator.value, input.direction = indicator.definition->direction;
    if (indicator.definition->has_denominator()) input.numerators = indicator.numerator, input.denominators = indicator.denominator;
    const analysis::HotSpotOptions options{.permutations = 0, .fdr = fdr};
    constexpr std::array statistics = {analysis::HotSpotStatistic::gi_star, analysis::HotSpotStatistic::moran};
    auto found = analysis::hot_spots(input, basis.weights, statistics, options, job);
    basis.gi_star = std::move(found[0]), basis.moran = std::move(found[1]);
    basis.critical_z = critical_z(basis.gi_star);
    return basis;
}

std::optional<double> turning_value(const WhyBasis& basis, AreaIndex area, double limit) {
    const double now = basis.indicator->value[at(area)].number;
    WhatIf what_if(basis, area);
    const bool hot = what_if.z(now) >= basis.critical_z;
    // z need not fall steadily: an extreme value also widens the scatter it is measured by. So look for the first crossing in steps.
    constexpr int steps = 40, halvings = 25;
    double near = now;
    for (int step = 1; step <= steps; ++step) {
        double far = now + (limit - now) * step / steps;
        if ((what_if.z(far) >= basis.critical_z) == hot) {
            near = far;
            continue;
        }
        for (int i = 0; i < halvings; ++i) {
            const double middle = (near + far) / 2;
            ((what_if.z(middle) >= basis.critical_z) == hot ? near : far) = middle;
        }
        return far;
    }
    return std::nullopt;
}

WhyFlagged why_flagged(const WhyBasis& basis, LayerCache& layers, AreaIndex area) {
    const std::string& county = layers.workspace()->county;
    const Indicator& indicator = *basis.indicator;
    WhyFlagged out;
    out.layer = indicator.definition;
    out.value = value_words(indicator, at(area));
    out.standing = standing_words(indicator, at(area), county);
    describe_neighbours(out, basis, area, county);
    out.tests = tests_of(basis, *layers.workspace(), area);
    out.headline = headline_of(out.tests);
    out.turning_point = turning_words(basis, area, out.tests.front().answer);
    out.inside = inside_words(basis, layers, area);
    return out;
}

}  // namespace needsmap::app
