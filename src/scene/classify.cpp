#include "scene/classify.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "base/format.hpp"
#include "scene/palette.hpp"

namespace needsmap::scene {

namespace {

/// The numbers a reader sees: multiples of the last printed decimal.
class PrintedGrid {
public:
    explicit PrintedGrid(int decimals) : m_decimals(std::clamp(decimals, 0, 12)), m_per_unit(std::pow(10.0, m_decimals)) {}

    /// The value as printed. Same result as reading base::format_plain back; the formatting itself is only needed near a tie.
    [[nodiscard]] double nearest(double value) const {
        const double scaled = value * m_per_unit;
        if (!(std::abs(scaled) < 1e15)) return value;
        const double whole = std::floor(scaled), fraction = scaled - whole;
        if (std::abs(fraction - 0.5) > 1e-6 * std::max(1.0, std::abs(scaled))) return (fraction > 0.5 ? whole + 1 : whole) / m_per_unit;
        return std::strtod(base::format_plain(value, m_decimals).c_str(), nullptr);
    }
    /// The first printed number at or above `bound`: classes begin there, and every printed number falls on the same side of both.
    [[nodiscard]] double at_or_above(double bound) const {
        const double near = nearest(bound);
        return std::abs(bound) * m_per_unit >= 1e15 ? bound : near >= bound || is_rounding_noise(near, bound) ? near : step(near, 1);
    }
    /// `steps` last decimals higher, on the grid.
    [[nodiscard]] double step(double value, int steps) const { return (std::round(value * m_per_unit) + steps) / m_per_unit; }
    [[nodiscard]] std::string text(double value) const { return base::format_number(value, m_decimals); }

private:
    /// A bound computed from printed numbers may miss the grid by the last bits of a double.
    [[nodiscard]] bool is_rounding_noise(double near, double bound) const { return std::abs(bound - near) * m_per_unit < 1e-6; }
    int m_decimals;
    double m_per_unit;
};

std::size_t state_index(model::CellState state) {
    switch (state) {
        case model::CellState::suppressed: return 1;
        case model::CellState::not_applicable: return 2;
        case model::CellState::outside_scope: return 3;
        default: return 0;
    }
}

/// Bounds moved onto the printed grid, so that membership by printed value and by bound agree.
ClassBounds on_grid(ClassBounds bounds, const PrintedGrid& grid, const model::ClassSpec& spec, model::Direction direction) {
    if (bounds.count() == 0) return bounds;
    // A national threshold counts as reached in the bad direction: where low is worse, the threshold itself belongs to the class below.
    const bool threshold_below = spec.method == model::ClassMethod::national && direction == model::Direction::low_is_worse;
    for (std::size_t i = 1; i + 1 < bounds.bounds.size(); ++i) {
        double& bound = bounds.bounds[i];
        const double up = grid.at_or_above(bound);
        bound = threshold_below && up <= bound ? grid.step(up, 1) : up;
    }
    const bool given = spec.method == model::ClassMethod::fixed || spec.method == model::ClassMethod::national;
    if (given) {
        bounds.bounds.back() = std::max(bounds.bounds.back(), bounds.bounds[bounds.bounds.size() - 2]);
        return bounds;
    }
    const int before = bounds.count();
    const auto inner_end = std::unique(bounds.bounds.begin(), bounds.bounds.end() - 1);
    bounds.bounds.erase(inner_end, bounds.bounds.end() - 1);
    if (bounds.count() < before && bounds.note.empty())
        bounds.note =
            std::to_string(bounds.count()) + " classes instead of " + std::to_string(before) + ": many areas share the same printed value";
    return bounds;
}

std::string class_label(const ClassBounds& bounds, int i, const PrintedGrid& grid, bool given, double data_low, double data_high) {
    const double low = bounds.bounds[static_cast<std::size_t>(i)], next = bounds.bounds[static_cast<std::size_t>(i) + 1];
    const bool first = i == 0, last = i + 1 == bounds.count();
    if (given && bounds.count() > 1 && first && data_low >= next) return "under " + grid.text(next);
    if (given && bounds.count() > 1 && last && data_high <= low) return grid.text(low) + " or more";
    const double high = last ? next : grid.step(next, -1);
    return grid.text(low) == grid.text(high) ? grid.text(low) : grid.text(low) + " to " + grid.text(high);
}

std::string threshold_note(const std::vector<model::Threshold>& thresholds, const PrintedGrid& grid, double low, double next,
                           bool low_is_worse) {
    for (const model::Threshold& t : thresholds)
        if (low_is_worse ? grid.at_or_above(t.value) == next || grid.step(grid.at_or_above(t.value), 1) == next
                         : grid.at_or_above(t.value) == low)
            return t.label;
    return {};
}

void add_state_lines(const model::LayerDefinition& layer, int classes, const std::vector<int>& counts, std::vector<LegendClass>& out) {
    using Kind = LegendClass::Kind;
    constexpr std::array<std::pair<Kind, const char*>, 4> states{{{Kind::missing, "No data"},
                                                                  {Kind::suppressed, "Suppressed"},
                                                                  {Kind::not_applicable, "Not applicable"},
                                                                  {Kind::outside_scope, "Outside scope"}}};
    for (std::size_t s = 0; s < states.size(); ++s) {
        const std::size_t style = static_cast<std::size_t>(classes) + s;
        if (counts[style] == 0) continue;
        LegendClass line;
        line.kind = states[s].first;
        const bool own_word = line.kind == Kind::not_applicable && !layer.not_applicable_label.empty();
        line.label = own_word ? layer.not_applicable_label : states[s].second;
        line.count = counts[style], line.style = static_cast<std::uint8_t>(style);
        out.push_back(std::move(line));
    }
}

/// What the hatch over a colour says. These areas are counted in their classes as well.
void add_unreliable_line(const Classification& c, const model::Indicator& indicator, std::vector<LegendClass>& out) {
    LegendClass line;
    line.kind = LegendClass::Kind::unreliable, line.label = "Wide interval: uncertain";
    line.note =
        indicator.definition->kind == model::LayerKind::category ? "counted above as well" : "counted above; never in the top class";
    for (std::size_t a = 0; a < indicator.value.size(); ++a) line.count += indicator.is_unreliable(a) && c.class_of(a) >= 0 ? 1 : 0;
    line.style = c.wide_interval_style();
    if (line.count > 0) out.push_back(std::move(line));
}

std::vector<LegendClass> legend_lines(const Classification& c, const model::LayerDefinition& definition, const PrintedGrid& grid,
                                      const std::vector<int>& counts, double data_low, double data_high) {
    const bool low_is_worse = definition.direction == model::Direction::low_is_worse;
    const bool national = c.spec.method == model::ClassMethod::national;
    const bool given = national || c.spec.method == model::ClassMethod::fixed;
    const int classes = c.class_count();
    std::vector<LegendClass> out;
    for (int k = 0; k < classes; ++k) {
        const int i = low_is_worse ? k : classes - 1 - k;
        const auto at = static_cast<std::size_t>(i);
        LegendClass line;
        line.low = c.bounds.bounds[at], line.high = c.bounds.bounds[at + 1];
        line.label = class_label(c.bounds, i, grid, given, data_low, data_high);
        if (national) line.note = threshold_note(definition.thresholds, grid, line.low, line.high, low_is_worse);
        line.count = counts[at], line.style = static_cast<std::uint8_t>(i);
        out.push_back(std::move(line));
    }
    add_state_lines(definition, classes, counts, out);
    return out;
}

/// Classes are the categories: class i holds the index i.
Classification classify_kinds(const model::Indicator& indicator, const model::ClassSpec& spec) {
    const auto& categories = indicator.definition->categories;
    Classification out;
    out.spec = spec;
    if (out.spec.palette.empty()) out.spec.palette = default_palette;
    for (std::size_t i = 0; i <= categories.size() && !categories.empty(); ++i) out.bounds.bounds.push_back(static_cast<double>(i));
    const int classes = out.class_count();
    std::vector<int> counts(categories.size() + 4, 0);
    auto of_area = std::make_shared<std::vector<std::uint8_t>>(indicator.value.size());
    for (std::size_t a = 0; a < indicator.value.size(); ++a) {
        const model::CategoryStyle* category = model::category_of(*indicator.definition, indicator.value[a]);
        const std::size_t style = category != nullptr ? static_cast<std::size_t>(category - categories.data())
                                                      : categories.size() + state_index(indicator.value[a].state);
        ++counts[style];
        const bool hatched = category != nullptr && indicator.is_unreliable(a);
        (*of_area)[a] = static_cast<std::uint8_t>(hatched ? style + categories.size() + 4 : style);
    }
    out.class_of_area = std::move(of_area);
    for (std::size_t i = 0; i < categories.size(); ++i)
        out.legend.push_back({LegendClass::Kind::category,
                              static_cast<double>(i),
                              static_cast<double>(i),
                              categories[i].label,
                              {},
                              counts[i],
                              static_cast<std::uint8_t>(i)});
    add_state_lines(*indicator.definition, classes, counts, out.legend);
    add_unreliable_line(out, indicator, out.legend);
    return out;
}

/// The class an unreliable area may not take; -1 when there is only one.
int forbidden_class(int classes, model::Direction direction) {
    if (classes < 2) return -1;
    return direction == model::Direction::low_is_worse ? 0 : classes - 1;
}

}  // namespace

Classification classify(const model::Indicator& indicator, const model::ClassSpec& spec) {
    if (indicator.definition->kind == model::LayerKind::category) return classify_kinds(indicator, spec);
    const model::LayerDefinition& definition = *indicator.definition;
    const PrintedGrid grid(definition.decimals);
    Classification out;
    out.spec = spec;
    if (out.spec.palette.empty())
        out.spec.palette = definition.classes.palette.empty() ? std::string(default_palette) : definition.classes.palette;

    std::vector<double> printed, numbers;
    printed.reserve(indicator.value.size()), numbers.reserve(indicator.value.size());
    for (const model::Cell& cell : indicator.value) {
        printed.push_back(cell.has_number() ? grid.nearest(cell.number) : 0);
        if (cell.has_number()) numbers.push_back(printed.back());
    }
    out.bounds = on_grid(class_bounds(numbers, spec, definition.thresholds), grid, spec, definition.direction);

    const int classes = out.class_count(), forbidden = forbidden_class(classes, definition.direction);
    const auto first = out.bounds.bounds.begin() + (classes > 0 ? 1 : 0), last = out.bounds.bounds.end() - (classes > 0 ? 1 : 0);
    std::vector<int> counts(static_cast<std::size_t>(classes) + 4, 0);
    auto of_area = std::make_shared<std::vector<std::uint8_t>>(indicator.value.size());
    for (std::size_t a = 0; a < indicator.value.size(); ++a) {
        const model::Cell& cell = indicator.value[a];
        std::size_t style = cell.has_number() ? static_cast<std::size_t>(std::upper_bound(first, last, printed[a]) - first)
                                              : static_cast<std::size_t>(classes) + state_index(cell.state);
        const bool hatched = cell.has_number() && indicator.is_unreliable(a);
        if (hatched && static_cast<int>(style) == forbidden) style = style == 0 ? 1 : style - 1;
        (*of_area)[a] = static_cast<std::uint8_t>(hatched ? style + static_cast<std::size_t>(classes) + 4 : style);
        ++counts[style];
    }
    out.class_of_area = std::move(of_area);
    const auto ends = std::minmax_element(numbers.begin(), numbers.end());
    out.legend = legend_lines(out, definition, grid, counts, numbers.empty() ? 0 : *ends.first, numbers.empty() ? 0 : *ends.second);
    add_unreliable_line(out, indicator, out.legend);
    return out;
}

Histogram histogram(const model::Indicator& indicator, int bins) {
    Histogram out;
    std::vector<double> numbers;
    for (const model::Cell& cell : indicator.value)
        if (cell.has_number()) numbers.push_back(cell.number);
    if (numbers.empty() || bins < 1) return out;
    const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
    out.low = *low, out.high = *high;
    out.counts.assign(static_cast<std::size_t>(bins), 0);
    const double width = (out.high - out.low) / bins;
    for (const double v : numbers) {
        const auto bin = width > 0 ? static_cast<std::size_t>((v - out.low) / width) : 0;
        ++out.counts[std::min(bin, static_cast<std::size_t>(bins) - 1)];
    }
    return out;
}

}  // namespace needsmap::scene
