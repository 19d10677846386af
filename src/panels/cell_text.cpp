#include "panels/cell_text.hpp"

#include "base/format.hpp"

namespace needsmap::panels {

std::string value_text(const model::Cell& cell, const model::LayerDefinition& layer, bool with_unit) {
    if (!cell.has_number()) return "–";
    if (const model::CategoryStyle* category = model::category_of(layer, cell)) return category->label;
    const std::string number = base::format_number(cell.number, layer.decimals);
    return with_unit && !layer.unit.empty() ? number + " " + layer.unit : number;
}

std::string count_text(const model::Cell& cell) { return cell.has_number() ? base::format_number(cell.number, 0) : "–"; }

std::string state_text(const model::Cell& cell, const model::LayerDefinition& layer) {
    switch (cell.state) {
        case model::CellState::value: return {};
        case model::CellState::provisional: return "Provisional figure";
        case model::CellState::missing: return "No figure is known";
        case model::CellState::not_applicable:
            return layer.not_applicable_label.empty() ? "Does not apply here" : layer.not_applicable_label;
        case model::CellState::outside_scope: return "Outside what the source covers";
        case model::CellState::suppressed: break;
    }
    if (layer.suppress_below <= 0) return "Suppressed by the source";
    const std::string what = layer.numerator_title.empty() ? "cases" : layer.numerator_title;
    return "Suppressed: fewer than " + base::format_number(layer.suppress_below, 0) + " " + what;
}

std::string rank_text(int rank, int ranked_count, model::Direction direction) {
    if (rank <= 0) return {};
    const std::string first = direction == model::Direction::neutral ? "1st is highest" : "1st is worst";
    return base::format_ordinal(rank) + " of " + base::format_count(ranked_count) + " (" + first + ")";
}

std::string counts_text(const model::Indicator& indicator, model::AreaIndex area) {
    const auto i = static_cast<std::size_t>(area);
    if (i >= indicator.numerator.size() || i >= indicator.denominator.size()) return {};
    const model::Cell& numerator = indicator.numerator[i];
    const model::Cell& denominator = indicator.denominator[i];
    if (!numerator.has_number() || !denominator.has_number()) return {};
    std::string text = count_text(numerator) + " of " + count_text(denominator);
    if (!indicator.definition->denominator_title.empty()) text += " " + indicator.definition->denominator_title;
    return text;
}

}  // namespace needsmap::panels
