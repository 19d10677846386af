#include "analysis/evaluate_layer.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/index_layer.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using model::AreaIndex;
using model::Cell;
using model::CellState;
using model::Geography;
using model::Indicator;
using model::LayerDefinition;
using model::LayerKind;
using model::Table;
using model::Workspace;

namespace {

/// How a figure is put together from its columns.
enum class Arithmetic {
    ratio,          ///< first / second * per, sums of both
    sum,            ///< sum of first
    weighted_mean,  ///< sum(first * second) / sum(second)
    as_is,          ///< first; never over several areas
};

Arithmetic arithmetic_of(const LayerDefinition& layer) {
    if (layer.has_denominator()) return Arithmetic::ratio;
    if (layer.kind == LayerKind::count) return Arithmetic::sum;
    if (layer.kind == LayerKind::score && !layer.weight.empty()) return Arithmetic::weighted_mean;
    return Arithmetic::as_is;
}

/// The columns a layer needs, first and second in the sense of Arithmetic. An empty name means none.
struct ColumnNames {
    std::string first, second;
};
ColumnNames columns_of(const LayerDefinition& layer) {
    if (layer.has_denominator()) return {layer.numerator, layer.denominator};
    return {layer.value, layer.kind == LayerKind::score ? layer.weight : std::string()};
}

bool is_suppressed_count(double count, double suppress_below) { return count >= 1 && count < suppress_below; }

/// One figure with what it was made of.
struct Figure {
    Cell value, numerator, denominator;
    int parts_missing = 0;
};

/// How strongly a state speaks for a figure that has no number: hidden figures must never be worded as mere absence, and
/// "does not apply" only stands when it is all there is.
int strength(CellState state) {
    switch (state) {
        case CellState::suppressed: return 4;
        case CellState::missing: return 3;
        case CellState::outside_scope: return 2;
        case CellState::not_applicable: return 1;
        case CellState::value:
        case CellState::provisional: break;
    }
    return 0;
}
CellState stronger(CellState a, CellState b) { return strength(a) >= strength(b) ? a : b; }

/// Adds up the parts of one area. A single part that is the area itself goes the same way, so both agree by construction.
class Accumulator {
public:
    Accumulator(const LayerDefinition& layer, Arithmetic arithmetic) : m_layer(&layer), m_arithmetic(arithmetic) {}

    void add(const Cell& first, const Cell& second) {
        const bool needs_second = m_arithmetic == Arithmetic::ratio || m_arithmetic == Arithmetic::weighted_mean;
        if (!first.has_number() || (needs_second && !second.has_number())) {
            m_reason = stronger(m_reason, needs_second ? stronger(first.state, second.state) : first.state);
            ++m_missing;
            return;
        }
        ++m_used;
        m_provisional = m_provisional || first.state == CellState::provisional || (needs_second && second.state == CellState::provisional);
        const double weight = m_arithmetic == Arithmetic::weighted_mean ? second.number : 1.0;
        m_first += first.number * weight;
        if (needs_second) m_second += second.number;
    }

    [[nodiscard]] Figure result() const {
        Figure figure;
        figure.parts_missing = m_missing;
        const bool is_ratio = m_arithmetic == Arithmetic::ratio;
        if (m_used == 0) {
            const Cell none = Cell::none(m_missing == 0 ? CellState::missing : m_reason);
            figure.value = none;
            if (is_ratio) figure.numerator = figure.denominator = none;
            return figure;
        }
        if (is_ratio || m_arithmetic == Arithmetic::sum) {
            if (is_suppressed_count(m_first, m_layer->suppress_below)) {
                figure.value = figure.numerator = figure.denominator = Cell::none(CellState::suppressed);
                return figure;
            }
        }
        if (is_ratio) figure.numerator = Cell::of(m_first, m_provisional), figure.denominator = Cell::of(m_second, m_provisional);
        figure.value = Cell::of(value(), m_provisional);
        return figure;
    }

private:
    [[nodiscard]] double value() const {
        if (m_arithmetic == Arithmetic::ratio) return m_second > 0 ? m_first / m_second * m_layer->per : std::nan("");
        if (m_arithmetic == Arithmetic::weighted_mean) return m_second > 0 ? m_first / m_second : std::nan("");
        return m_first;
    }

    const LayerDefinition* m_layer;
    Arithmetic m_arithmetic;
    double m_first = 0, m_second = 0;
    int m_used = 0, m_missing = 0;
    bool m_provisional = false;
    CellState m_reason = CellState::value;  ///< of the parts left out; value = none was
};

struct Source {
    const std::vector<Cell>* first = nullptr;
    const std::vector<Cell>* second = nullptr;
    [[nodiscard]] const Cell& first_of(std::size_t area) const { return (*first)[area]; }
    [[nodiscard]] const Cell& second_of(std::size_t area) const {
        static const Cell none;
        return second == nullptr ? none : (*second)[area];
    }
};

/// A score with a weight that is shown on its own areas is the score itself: a missing weight must not take it away.
Arithmetic native_arithmetic(Arithmetic arithmetic) { return arithmetic == Arithmetic::weighted_mean ? Arithmetic::as_is : arithmetic; }

/// A rate without one of its halves still shows the other, unless that is small enough to be hidden.
void keep_known_halves(const LayerDefinition& layer, const Cell& numerator, const Cell& denominator, Figure& figure) {
    if (figure.value.state == CellState::suppressed || (numerator.has_number() && denominator.has_number())) return;
    const bool hidden = numerator.has_number() && is_suppressed_count(numerator.number, layer.suppress_below);
    figure.numerator = hidden ? Cell::none(CellState::suppressed) : numerator;
    figure.denominator = denominator;
}

std::vector<Figure> native_figures(const LayerDefinition& layer, Arithmetic arithmetic, const Source& source, std::size_t count) {
    std::vector<Figure> figures(count);
    for (std::size_t a = 0; a < count; ++a) {
        Accumulator sum(layer, native_arithmetic(arithmetic));
        sum.add(source.first_of(a), source.second_of(a));
        figures[a] = sum.result();
        figures[a].parts_missing = 0;  // the area has no parts; its cell says why there is no number
        if (arithmetic == Arithmetic::ratio) keep_known_halves(layer, source.first_of(a), source.second_of(a), figures[a]);
    }
    return figures;
}

std::vector<Figure> summed_figures(const LayerDefinition& layer, Arithmetic arithmetic, const Source& source,
                                   const std::vector<AreaIndex>& parents, std::size_t count) {
    std::vector<Accumulator> sums(count, Accumulator(layer, arithmetic));
    for (std::size_t a = 0; a < parents.size(); ++a)
        if (parents[a] != geo::no_area) sums[static_cast<std::size_t>(parents[a])].add(source.first_of(a), source.second_of(a));
    std::vector<Figure> figures(count);
    std::ranges::transform(sums, figures.begin(), [](const Accumulator& sum) { return sum.result(); });
    return figures;
}

Figure county_figure(const LayerDefinition& layer, Arithmetic arithmetic, const Source& source, std::size_t count) {
    if (arithmetic == Arithmetic::as_is) {
        Figure none;
        none.value = Cell::none(CellState::not_applicable);
        return none;
    }
    Accumulator sum(layer, arithmetic);
    for (std::size_t a = 0; a < count; ++a) sum.add(source.first_of(a), source.second_of(a));
    return sum.result();
}

std::string method_note(const LayerDefinition& layer, Arithmetic arithmetic, const Geography& native, const Geography& target) {
    std::string note;
    switch (arithmetic) {
        case Arithmetic::ratio:
            note = "Numerators and denominators summed over " + base::lower_first(native.title) + ", then divided";
            break;
        case Arithmetic::sum: note = "Summed over " + base::lower_first(native.title); break;
        case Arithmetic::weighted_mean: note = "Mean of " + base::lower_first(native.title) + " weighted by " + layer.weight; break;
        case Arithmetic::as_is: return {};
    }
    const auto method = target.id.empty() ? native.parent_method.end() : native.parent_method.find(target.id);
    if (method != native.parent_method.end() && !method->second.empty())
        note += "; " + base::lower_first(native.title) + " belong to " + base::lower_first(target.title) + " by " + method->second;
    return note + ".";
}

std::string list_columns(const Table& table) {
    std::string list;
    for (std::size_t i = 0; i < table.columns.size() && i < 12; ++i) list += (i == 0 ? "" : ", ") + table.columns[i].name;
    return table.columns.size() > 12 ? list + ", …" : list;
}

/// Empty when the table holds every column the layer needs.
std::string missing_column(const LayerDefinition& layer, const Table& table) {
    const ColumnNames names = columns_of(layer);
    for (const std::string& name : {names.first, names.second})
        if (!name.empty() && table.find(name) == nullptr)
            return "The table " + table.id + " has no column " + name + "; it has " + list_columns(table) + ".";
    return {};
}

/// Empty when the layer's figures may be put together over several areas.
std::string aggregation_refusal(const LayerDefinition& layer, const Geography& native, const Geography& target) {
    if (native.parents_in(target.id) == nullptr)
        return "The figures are by " + native.singular + ", and no lookup says which " + target.singular + " each belongs to.";
    if (layer.kind == LayerKind::rank)
        return "A rank cannot be put together over several areas; it is shown by " + native.singular + " only.";
    if (arithmetic_of(layer) == Arithmetic::as_is)
        return "A score without weights cannot be averaged over " + base::lower_first(target.title) + "; it is shown by " +
               native.singular + " only.";
    return {};
}

/// A result holds for the areas it was worked out for, and for no others.
Availability result_availability(const model::Result& result, const Geography& target) {
    const Geography& made_by = *result.indicator->geography;
    if (&made_by == &target) return {true, {}};
    return {false, "This result was made by " + made_by.singular + " only; run the analysis again by " + target.singular + "."};
}

Availability index_availability(const Workspace& workspace, const LayerDefinition& layer, std::string_view geography) {
    if (!circle_of(workspace, layer).empty()) return {false, "It is made of itself."};
    return recipe_availability(workspace, *layer.index, geography);
}

std::shared_ptr<const Indicator> evaluate_index(const Workspace& workspace, std::shared_ptr<const LayerDefinition> layer,
                                                std::string_view geography) {
    const IndexMaterial material = index_material(workspace, *layer->index, geography);
    const NeedIndex index = need_index(*layer->index, material.inputs);
    return std::make_shared<const Indicator>(index_indicator(std::move(layer), workspace.find_geography(geography), index, material));
}

}  // namespace

void rank_areas(Indicator& indicator) {
    const std::vector<Cell>& value = indicator.value;
    indicator.rank.assign(value.size(), 0);
    indicator.ranked_count = 0;
    if (indicator.definition->kind == LayerKind::category) return;
    std::vector<std::size_t> order;
    for (std::size_t a = 0; a < value.size(); ++a)
        if (value[a].has_number()) order.push_back(a);
    const bool low_first = indicator.definition->direction == model::Direction::low_is_worse;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return low_first ? value[a].number < value[b].number : value[a].number > value[b].number;
    });
    indicator.ranked_count = static_cast<int>(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const bool tie = i > 0 && value[order[i]].number == value[order[i - 1]].number;
        indicator.rank[order[i]] = tie ? indicator.rank[order[i - 1]] : static_cast<int>(i) + 1;
    }
}

Availability layer_availability(const Workspace& workspace, const LayerDefinition& layer, std::string_view geography) {
    const auto target = workspace.find_geography(geography);
    if (!target) return {false, "There is no geography " + std::string(geography) + "."};
    if (const auto result = workspace.find_result(layer.id); result && result->indicator) return result_availability(*result, *target);
    if (layer.index) return index_availability(workspace, layer, geography);
    const auto table = workspace.find_table(layer.table);
    if (!table) return {false, "Its table " + layer.table + " could not be read."};
    const auto native = workspace.find_geography(table->geography);
    if (!native) return {false, "The geography " + table->geography + " of its table " + table->id + " could not be read."};
    if (std::string reason = missing_column(layer, *table); !reason.empty()) return {false, std::move(reason)};
    if (native == target) return {true, {}};
    std::string reason = aggregation_refusal(layer, *native, *target);
    return {reason.empty(), std::move(reason)};
}

namespace {

/// A layer whose table and columns are there, on a geography it can be shown on.
std::shared_ptr<const Indicator> evaluate_columns(const Workspace& workspace, const std::shared_ptr<const LayerDefinition>& layer,
                                                  std::string_view geography_id) {
    const auto table = workspace.find_table(layer->table);
    const auto native = workspace.find_geography(table->geography);
    const auto target = workspace.find_geography(geography_id);
    const ColumnNames names = columns_of(*layer);
    const Table::Column* second = names.second.empty() ? nullptr : table->find(names.second);
    const Source source{&table->find(names.first)->cells, second == nullptr ? nullptr : &second->cells};
    const Arithmetic arithmetic = arithmetic_of(*layer);

    auto indicator = std::make_shared<Indicator>();
    indicator->definition = layer;
    indicator->geography = target;
    const bool is_native = native == target;
    const std::vector<Figure> figures = is_native
                                            ? native_figures(*layer, arithmetic, source, native->size())
                                            : summed_figures(*layer, arithmetic, source, *native->parents_in(geography_id), target->size());
    for (const Figure& figure : figures) {
        indicator->value.push_back(figure.value);
        indicator->parts_missing.push_back(figure.parts_missing);
        if (arithmetic != Arithmetic::ratio) continue;
        indicator->numerator.push_back(figure.numerator);
        indicator->denominator.push_back(figure.denominator);
    }
    const Figure county = county_figure(*layer, arithmetic, source, native->size());
    indicator->county_value = county.value;
    indicator->county_numerator = county.numerator;
    indicator->county_denominator = county.denominator;
    if (!is_native) indicator->method_note = method_note(*layer, arithmetic, *native, *target);
    rank_areas(*indicator);
    return indicator;
}

}  // namespace

std::shared_ptr<const Indicator> evaluate_layer(const Workspace& workspace, std::string_view layer_id, std::string_view geography_id) {
    const auto layer = workspace.find_layer(layer_id);
    if (!layer) throw base::Error("There is no layer " + std::string(layer_id) + ".");
    const Availability availability = layer_availability(workspace, *layer, geography_id);
    if (!availability.available) throw base::Error(layer->title + ": " + availability.reason);
    if (const auto result = workspace.find_result(layer_id); result && result->indicator) return result->indicator;
    if (layer->index) return evaluate_index(workspace, layer, geography_id);

    return evaluate_columns(workspace, layer, geography_id);
}

std::shared_ptr<const Indicator> evaluate_earlier(const Workspace& workspace, const LayerDefinition& layer, std::size_t earlier,
                                                  std::string_view geography_id) {
    const model::EarlierPeriod& period = layer.earlier.at(earlier);
    auto definition = std::make_shared<LayerDefinition>(layer);
    definition->numerator = period.numerator, definition->denominator = period.denominator;
    definition->period = period.period, definition->pooled_years = period.pooled_years;
    definition->earlier.clear();
    const Availability availability = layer_availability(workspace, *definition, geography_id);
    if (!availability.available) throw base::Error(layer.title + ", " + period.period + ": " + availability.reason);
    return evaluate_columns(workspace, definition, geography_id);
}

std::shared_ptr<const Indicator> evaluate_band(const Workspace& workspace, const LayerDefinition& layer, std::size_t band,
                                               std::string_view geography_id) {
    const model::AgeBand& one = layer.bands.at(band);
    auto definition = std::make_shared<LayerDefinition>(layer);
    definition->numerator = one.numerator, definition->denominator = one.denominator;
    definition->suppress_below = 0;
    definition->earlier.clear(), definition->bands.clear();
    const Availability availability = layer_availability(workspace, *definition, geography_id);
    if (!availability.available) throw base::Error(layer.title + ", " + one.title + ": " + availability.reason);
    return evaluate_columns(workspace, definition, geography_id);
}

}  // namespace needsmap::analysis
