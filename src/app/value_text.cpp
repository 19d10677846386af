#include "app/value_text.hpp"

#include <charconv>

#include "base/format.hpp"

namespace needsmap::app {

namespace {

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

}  // namespace

std::string value_text(const model::LayerDefinition& layer, const model::Cell& cell) {
    if (!cell.has_number()) return model::state_word(layer, cell.state);
    if (layer.kind == model::LayerKind::category) {
        const model::CategoryStyle* category = model::category_of(layer, cell);
        return category != nullptr ? category->label : std::string(model::to_string(model::CellState::missing));
    }
    const std::string number = base::format_number(cell.number, layer.decimals);
    if (layer.kind == model::LayerKind::rank) return "rank " + number;
    return layer.unit.empty() ? number : number + " " + layer.unit;
}

double as_printed(const model::LayerDefinition& layer, double number) {
    const std::string text = base::format_plain(number, layer.decimals);
    double out = number;
    std::from_chars(text.data(), text.data() + text.size(), out);
    return out;
}

std::string plural_in_sentence(const model::Geography& geography) {
    std::string text = geography.title;
    // "Wards" becomes "wards"; an abbreviation such as "LSOAs" stays.
    if (text.size() > 1 && is_upper(text[0]) && !is_upper(text[1])) text[0] = static_cast<char>(text[0] - 'A' + 'a');
    return text;
}

std::string count_of_areas(const model::Geography& geography, std::size_t count) {
    return base::format_count(static_cast<std::int64_t>(count)) + " " + (count == 1 ? geography.singular : plural_in_sentence(geography));
}

}  // namespace needsmap::app
