#include "model/layer.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "base/text.hpp"

namespace needsmap::model {

namespace {

template <class Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

template <class Enum, std::size_t N>
std::string_view name_of(const Names<Enum, N>& names, Enum value) {
    for (const auto& [candidate, name] : names)
        if (candidate == value) return name;
    return names.front().second;
}

template <class Enum, std::size_t N>
std::optional<Enum> value_of(const Names<Enum, N>& names, std::string_view name) {
    for (const auto& [value, candidate] : names)
        if (candidate == name) return value;
    return std::nullopt;
}

constexpr Names<ClassMethod, 6> method_names = {{{ClassMethod::quantile, "quantile"},
                                                 {ClassMethod::equal, "equal"},
                                                 {ClassMethod::natural_breaks, "natural-breaks"},
                                                 {ClassMethod::standard_deviation, "standard-deviation"},
                                                 {ClassMethod::fixed, "fixed"},
                                                 {ClassMethod::national, "national"}}};
/// What people call the same methods elsewhere.
constexpr Names<ClassMethod, 3> method_synonyms = {
    {{ClassMethod::natural_breaks, "jenks"}, {ClassMethod::natural_breaks, "fisher"}, {ClassMethod::standard_deviation, "sd"}}};
constexpr Names<LayerKind, 7> kind_names = {{{LayerKind::proportion, "proportion"},
                                             {LayerKind::rate, "rate"},
                                             {LayerKind::count, "count"},
                                             {LayerKind::score, "score"},
                                             {LayerKind::rank, "rank"},
                                             {LayerKind::category, "category"},
                                             {LayerKind::index, "index"}}};
constexpr Names<Direction, 3> direction_names = {
    {{Direction::high_is_worse, "high-is-worse"}, {Direction::low_is_worse, "low-is-worse"}, {Direction::neutral, "neutral"}}};

}  // namespace

std::string_view to_string(ClassMethod method) { return name_of(method_names, method); }

std::optional<ClassMethod> class_method_from(std::string_view name) {
    const auto method = value_of(method_names, name);
    return method ? method : value_of(method_synonyms, name);
}

std::string_view to_string(LayerKind kind) { return name_of(kind_names, kind); }
std::optional<LayerKind> layer_kind_from(std::string_view name) {
    const auto kind = value_of(kind_names, name);
    return kind == LayerKind::category ? std::nullopt : kind;
}
const CategoryStyle* category_of(const LayerDefinition& layer, const Cell& value) {
    if (layer.kind != LayerKind::category || !value.has_number()) return nullptr;
    const double index = value.number;
    if (index < 0 || index != std::floor(index) || index >= static_cast<double>(layer.categories.size())) return nullptr;
    return &layer.categories[static_cast<std::size_t>(index)];
}
std::string state_word(const LayerDefinition& layer, CellState state) {
    if (state == CellState::not_applicable && !layer.not_applicable_label.empty()) return base::lower_first(layer.not_applicable_label);
    return std::string(to_string(state));
}
std::string_view to_string(Direction direction) { return name_of(direction_names, direction); }
std::optional<Direction> direction_from(std::string_view name) { return value_of(direction_names, name); }

}  // namespace needsmap::model
