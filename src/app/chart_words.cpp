#include "app/chart_words.hpp"

#include <algorithm>

#include "app/value_text.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string out;
    for (const std::string& part : parts)
        if (!part.empty()) out += (out.empty() ? "" : between) + part;
    return out;
}

std::string axis_title(const model::LayerDefinition& layer) { return joined({layer.title, layer.unit}, ", "); }

std::string need_words(const model::LayerDefinition& layer) {
    const bool counted = layer.direction != model::Direction::low_is_worse && !layer.numerator_title.empty();
    return counted ? layer.numerator_title : "children in need";
}

std::string denominator_words(const model::LayerDefinition& layer) {
    return layer.denominator_title.empty() ? "children" : layer.denominator_title;
}

std::string zone_words(analysis::FunnelZone zone) {
    switch (zone) {
        case analysis::FunnelZone::far_below: return "below the 99.8 % limit";
        case analysis::FunnelZone::below: return "below the 95 % limit";
        case analysis::FunnelZone::inside: return "within the limits";
        case analysis::FunnelZone::above: return "above the 95 % limit";
        case analysis::FunnelZone::far_above: return "above the 99.8 % limit";
        case analysis::FunnelZone::no_figure: break;
    }
    return "no figure";
}

std::string left_out_words(const model::Geography& geography, int suppressed, int without) {
    if (suppressed <= 0 && without <= 0) return {};
    const auto verb = [](int n, const char* one, const char* more) { return n == 1 ? one : more; };
    std::string text;
    if (suppressed > 0)
        text = count_of_areas(geography, static_cast<std::size_t>(suppressed)) + verb(suppressed, " is suppressed", " are suppressed");
    if (without > 0)
        text += (suppressed > 0 ? " and " + base::format_count(without) : count_of_areas(geography, static_cast<std::size_t>(without))) +
                verb(without, " has no figure", " have no figure");
    return text + verb(suppressed + without, "; it is not drawn.", "; they are not drawn.");
}

std::string left_out_words(const model::Indicator& indicator, std::size_t drawn) {
    const auto suppressed = std::ranges::count(indicator.value, model::CellState::suppressed, &model::Cell::state);
    return left_out_words(*indicator.geography, static_cast<int>(suppressed),
                          static_cast<int>(indicator.value.size()) - static_cast<int>(drawn) - static_cast<int>(suppressed));
}

std::vector<std::string> chart_source_lines(const model::Workspace& workspace, const model::LayerDefinition& layer) {
    std::vector<std::string> lines;
    const std::string source = layer.source.empty() ? workspace.source : layer.source;
    const std::string licence = layer.licence.empty() ? workspace.licence : layer.licence;
    if (const std::string credit = joined({source, licence}, ", "); !credit.empty()) lines.push_back("Data: " + credit + ".");
    if (workspace.illustrative)
        lines.emplace_back("Illustrative data: not measured values. They show how the chart works and must not be used for decisions.");
    if (!layer.caution.empty()) lines.push_back(layer.caution);
    lines.push_back("Drawn with needsmap " + std::string(base::version()) + " on " + base::format_date(base::document_time()) + ".");
    return lines;
}

}  // namespace needsmap::app
