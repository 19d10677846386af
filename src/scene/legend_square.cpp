// The legend of two layers crossed (legend.hpp): a square of colours with the count of areas in each cell, and what the thirds are.
#include <algorithm>

#include "base/format.hpp"
#include "scene/colour_space.hpp"
#include "scene/legend.hpp"
#include "scene/map_fills.hpp"
#include "scene/sheet_words.hpp"

namespace needsmap::scene {

namespace {

/// Black or white, whichever is read better on the colour.
Rgba ink_on(Rgba colour) { return lab_from(colour).lightness < 55 ? Rgba{255, 255, 255, 255} : Rgba{28, 35, 38, 255}; }

/// "Low to high: 4.0 to 9.9 | 10.0 to 12.4 | 12.5 to 30.1".
std::string thirds_text(const std::string& title, const std::vector<std::string>& labels) {
    std::string out;
    for (const std::string& label : labels)
        if (!label.empty()) out += (out.empty() ? "" : " | ") + label;
    return title + ": " + out;
}

int count_of(const Classification& classification, std::size_t style) {
    for (const LegendClass& line : classification.legend)
        if (line.is_class() && line.style == style) return line.count;
    return 0;
}

void draw_cells(PageInk& page, double x, double y, double cell, const LegendInput& input, const std::vector<FillStyle>& styles) {
    const model::CrossedScale& scale = *input.request.map.indicator->definition->crossed;
    for (int u = 0; u < scale.steps; ++u)
        for (int a = 0; a < scale.steps; ++a) {
            const auto style = static_cast<std::size_t>(u * scale.steps + a);
            const double left = x + a * cell, top = y + (scale.steps - 1 - u) * cell;
            page.box({left, top, left + cell, top + cell}, styles[style], StrokeStyle{input.theme.page, 0.2, {}});
            TypeStyle type = input.type.legend;
            type.colour = ink_on(styles[style].colour);
            page.line(left + cell / 2, top + (cell + type.cap_mm()) / 2,
                      base::format_count(count_of(*input.request.map.classification, style)), type, Align::centre);
        }
}

double draw_states(Group* group, double x, double y, double width, const LegendInput& input, const std::vector<FillStyle>& styles) {
    const double k = input.type.scale, height = 4.4 * k;
    const double top = y;
    for (const LegendClass& line : input.request.map.classification->legend) {
        if (line.is_class()) continue;
        if (group != nullptr) {
            PageInk page(*group);
            const double baseline = y + (height + input.type.legend.cap_mm()) / 2;
            page.box({x, y, x + 9 * k, y + height}, styles[line.style], StrokeStyle{input.theme.state_pattern, 0.12, {}});
            page.line(x + 11.6 * k, baseline, line.label, input.type.legend);
            page.line(x + width, baseline, base::format_count(line.count), input.type.legend, Align::right);
        }
        y += height + 0.9 * k;
    }
    return y - top;
}

}  // namespace

double draw_square(Group* group, double x, double y, double width, const LegendInput& input) {
    const model::LayerDefinition& layer = *input.request.map.indicator->definition;
    const model::CrossedScale& scale = *layer.crossed;
    const auto styles = map_fills(*input.request.map.classification, layer, input.theme);
    const double k = input.type.scale, top = y, side = std::min(width, 36 * k);
    const TypeStyle& note = input.type.note;
    const auto paragraph = [&](const std::string& text, const TypeStyle& style) {
        if (group != nullptr) PageInk(*group).paragraph(x, y, width, text, style);
        y += paragraph_height(width, text, style);
    };
    paragraph("↑ " + scale.up, input.type.legend);
    y += 1.2 * k;
    if (group != nullptr) {
        PageInk page(*group);
        draw_cells(page, x, y, side / scale.steps, input, styles);
    }
    y += side + 1.6 * k;
    paragraph("→ " + scale.across, input.type.legend);
    y += 1.6 * k;
    y += draw_states(group, x, y, width, input, styles);
    y += 0.8 * k;
    paragraph("Thirds, low need to high, with the number of " + areas_word(*input.request.map.geography) + ". " +
                  thirds_text(scale.across, scale.across_labels) + ". " + thirds_text(scale.up, scale.up_labels) + ".",
              note);
    return y - top;
}

}  // namespace needsmap::scene
