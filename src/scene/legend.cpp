#include "scene/legend.hpp"

#include <algorithm>
#include <cctype>
#include <memory>

#include "base/format.hpp"
#include "base/text.hpp"
#include "scene/map_fills.hpp"
#include "scene/sheet_words.hpp"
#include "scene/spread_glyphs.hpp"

namespace needsmap::scene {

namespace {

/// Measures while drawing: with no group it only moves down.
struct Pen {
    Group* group;
    double x, y, width;

    void ink(const std::function<void(PageInk&)>& draw) const {
        if (group == nullptr) return;
        PageInk page(*group);
        draw(page);
    }
    void paragraph(std::string_view text, const TypeStyle& style) {
        ink([&](PageInk& page) { page.paragraph(x, y, width, text, style); });
        y += paragraph_height(width, text, style);
    }
    /// Name on the left, number on the right.
    void row(std::string_view name, std::string_view number, const TypeStyle& style, double height) {
        ink([&](PageInk& page) {
            const double baseline = y + (height + style.cap_mm()) / 2, room = width - style.width_mm(number) - 2;
            page.line(x, baseline, Fonts::shared().elide(name, style.weight, style.size_mm, room), style);
            page.line(x + width, baseline, number, style, Align::right);
        });
        y += height;
    }
};

/// "10.5 to 12.4" cut in two, so that numbers stand under each other by their last digit.
struct RangeText {
    std::string low, high;  ///< low empty: `high` is the whole label
};
RangeText range_of(const std::string& label) {
    const std::size_t at = label.find(" to ");
    if (at == std::string::npos) return {"", label};
    return {label.substr(0, at), label.substr(at + 4)};
}

class ClassRows {
public:
    ClassRows(const LegendInput& input) : m_input(input), m_classification(*input.request.map.classification) {
        const auto& indicator = *input.request.map.indicator;
        m_styles = map_fills(m_classification, *indicator.definition, input.theme);
        for (const LegendClass& line : m_classification.legend) {
            if (line.kind != LegendClass::Kind::number) continue;
            const RangeText range = range_of(line.label);
            if (!range.low.empty())
                m_low_mm = std::max(m_low_mm, input.type.legend.width_mm(range.low)),
                m_high_mm = std::max(m_high_mm, input.type.legend.width_mm(range.high));
        }
    }

    void draw(Pen& pen) const {
        const double k = m_input.type.scale;
        const TypeStyle& note = m_input.type.note;
        pen.ink([&](PageInk& page) {
            page.line(pen.x + pen.width, pen.y + note.cap_mm(), areas_word(*m_input.request.map.geography), note, Align::right);
        });
        pen.y += note.cap_mm() + 1.4 * k;
        bool states = false;
        const double top = pen.y;
        const auto frame_classes = [&] {  // the lightest class needs an edge against the paper
            pen.ink([&](PageInk& page) {
                page.box({pen.x, top, pen.x + swatch_mm(), pen.y}, std::nullopt, StrokeStyle{m_input.theme.state_pattern, 0.12, {}});
            });
        };
        for (const LegendClass& line : m_classification.legend) {
            const bool is_class = line.is_class();
            if (!is_class && !states) frame_classes(), pen.y += 1.6 * k;
            if (states) pen.y += 0.9 * k;
            states = !is_class;
            draw_line(pen, line);
        }
        if (!states) frame_classes();
    }

private:
    [[nodiscard]] double swatch_mm() const { return 9 * m_input.type.scale; }

    void draw_line(Pen& pen, const LegendClass& line) const {
        const double k = m_input.type.scale;
        const bool is_class = line.is_class(), number = line.kind == LegendClass::Kind::number;
        const double height = (!line.note.empty() ? 8.0 : is_class ? 5.2 : 4.4) * k;
        const TypeStyle& style = m_input.type.legend;
        pen.ink([&](PageInk& page) {
            const geo::PageBox swatch{pen.x, pen.y, pen.x + swatch_mm(), pen.y + height};
            // Classes meet without a gap, like a colour bar; states stand apart in a frame.
            page.box(swatch, m_styles[line.style], StrokeStyle{is_class ? m_input.theme.page : m_input.theme.state_pattern, 0.12, {}});
            const double first_line = line.note.empty() ? height : 5.0 * k;
            const double baseline = pen.y + (first_line + style.cap_mm()) / 2, left = pen.x + swatch_mm() + 2.6 * k;
            const RangeText range = range_of(line.label);
            if (number && !range.low.empty()) {
                const double to = left + m_low_mm + 0.5 * style.width_mm(" to ");
                page.line(left + m_low_mm, baseline, range.low, style, Align::right);
                page.line(to, baseline, "to", style, Align::centre);
                page.line(left + m_low_mm + style.width_mm(" to ") + m_high_mm, baseline, range.high, style, Align::right);
            } else {
                const double room = pen.width - swatch_mm() - 2.6 * k - style.width_mm("000") - 2 * k;
                page.line(left, baseline, Fonts::shared().elide(base::capitalised(line.label), style.weight, style.size_mm, room), style);
            }
            page.line(pen.x + pen.width, baseline, base::format_count(line.count), style, Align::right);
            page.line(left, baseline + 3.1 * k, line.note, m_input.type.note);
        });
        pen.y += height;
    }

    const LegendInput& m_input;
    const Classification& m_classification;
    std::vector<FillStyle> m_styles;
    double m_low_mm = 0, m_high_mm = 0;
};

double draw_classes(Group* group, double x, double y, double width, const LegendInput& input) {
    const double k = input.type.scale;
    Pen pen{group, x, y, width};
    pen.paragraph(measure_words(*input.request.map.indicator->definition), input.type.heading);
    pen.y += 1.2 * k;
    ClassRows(input).draw(pen);
    std::string method = class_method_words(*input.request.map.classification, areas_word(*input.request.map.geography));
    if (input.shown && !input.request.map.workspace->county.empty())
        method += " Classes and counts are those of the whole of " + input.request.map.workspace->county + ".";
    if (method.empty()) return pen.y - y;
    pen.y += 2 * k;
    pen.paragraph(method, input.type.note);
    return pen.y - y;
}

/// The whole county, comparators and thresholds: what the colours are to be read against.
double draw_comparisons(Group* group, double x, double y, double width, const LegendInput& input) {
    const model::Indicator& indicator = *input.request.map.indicator;
    const model::LayerDefinition& definition = *indicator.definition;
    const double height = 4.1 * input.type.scale;
    Pen pen{group, x, y, width};
    const auto number = [&](double v) { return base::format_number(v, definition.decimals); };
    if (indicator.county_value.has_number())
        pen.row(input.request.map.workspace->county, number(indicator.county_value.number), input.type.legend, height);
    for (const model::Comparator& c : definition.comparators)
        pen.row(c.name + (c.period.empty() || c.period == definition.period ? "" : ", " + c.period), number(c.value), input.type.legend,
                height);
    if (input.request.map.classification->spec.method != model::ClassMethod::national)
        for (const model::Threshold& t : definition.thresholds)
            pen.row(t.label, (definition.direction == model::Direction::low_is_worse ? "up to " : "from ") + number(t.value),
                    input.type.note, 0.9 * height);
    return pen.y - y;
}

/// The county alone stands in the histogram already.
bool has_comparisons(const LegendInput& input) {
    const model::LayerDefinition& definition = *input.request.map.indicator->definition;
    return !definition.comparators.empty() || !definition.thresholds.empty();
}

std::vector<std::shared_ptr<const model::PlaceSet>> shown_places(const LegendInput& input) {
    std::vector<std::shared_ptr<const model::PlaceSet>> out;
    for (const std::string& id : input.request.map.document.places)
        if (auto set = input.request.map.workspace->find_places(id)) out.push_back(std::move(set));
    return out;
}

double draw_services(Group* group, double x, double y, double width, const LegendInput& input) {
    Pen pen{group, x, y, width};
    pen.paragraph("Services", input.type.heading);
    pen.y += 1 * input.type.scale;
    for (const auto& set : shown_places(input)) pen.y += draw_places(group, x, pen.y, width, *set, input.theme, input.type);
    return pen.y - y;
}

bool has_outlines(const LegendInput& input) { return input.request.map.result && !input.request.map.result->outlines.empty(); }

double draw_outlines(Group* group, double x, double y, double width, const LegendInput& input) {
    const double k = input.type.scale, height = 5 * k;
    const model::Result& result = *input.request.map.result;
    if (group != nullptr) PageInk(*group).rule(x, y + height / 2, x + 9 * k, y + height / 2, input.theme.text, outline_width_mm);
    Pen pen{group, x + 11.6 * k, y, width - 11.6 * k};
    pen.row(result.outlines_title.empty() ? "Outlined on the map" : result.outlines_title,
            base::format_count(static_cast<std::int64_t>(result.outlines.size())), input.type.legend, height);
    return pen.y - y;
}

bool has_spokes(const LegendInput& input) { return input.request.map.spokes && !input.request.map.spokes->lines.empty(); }

/// Wider than on the map where they are fine there: one line by itself is hard to see.
double draw_spokes(Group* group, double x, double y, double width, const LegendInput& input) {
    const double k = input.type.scale, height = 5 * k;
    const Rgba colour = spoke_colour(input.theme, false);
    if (group != nullptr) PageInk(*group).rule(x, y + height / 2, x + 9 * k, y + height / 2, colour, spoke_mm);
    Pen pen{group, x + 11.6 * k, y, width - 11.6 * k};
    pen.row(input.request.map.spokes->title, {}, input.type.legend, height);
    return pen.y - y;
}

bool has_spreads(const LegendInput& input) { return input.request.map.result && !input.request.map.result->spreads.empty(); }

/// A glyph as on the map, and how to read it.
double draw_spreads(Group* group, double x, double y, double width, const LegendInput& input) {
    const double k = input.type.scale, half = spread_height_mm / 2 * k;
    const model::Result& result = *input.request.map.result;
    if (group != nullptr) draw_spread_glyph(*group, {x + 4.5 * k, y + half}, result.spreads.front(), input.theme, k);
    const double text = paragraph_height(width - 11.6 * k, result.spreads_title, input.type.note);
    Pen pen{group, x + 11.6 * k, y + std::max(0.0, half - text / 2), width - 11.6 * k};
    pen.paragraph(result.spreads_title, input.type.note);
    return std::max(2 * half, pen.y - y);
}

double draw_borders(Group* group, double x, double y, double width, const LegendInput& input) {
    const double k = input.type.scale, height = 3.9 * k;
    const BorderLevels levels = border_levels(*input.request.map.workspace, *input.request.map.geography);
    Pen pen{group, x, y, width};
    const auto row = [&](const std::string& name, Rgba colour, double width_mm) {
        pen.ink([&](PageInk& page) {
            page.rule(x, pen.y + height / 2, x + 9 * k, pen.y + height / 2, colour, width_mm);
            page.line(x + 11.6 * k, pen.y + (height + input.type.note.cap_mm()) / 2, name + " boundary", input.type.note);
        });
        pen.y += height;
    };
    const auto singular = [](const model::Geography& g) {
        std::string name = g.singular.empty() ? g.id : g.singular;
        name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        return name;
    };
    if (levels.middle) row(singular(*levels.middle), input.theme.locality_border, 0.16);
    if (levels.strong) row(singular(*levels.strong), input.theme.district_border, 0.3);
    return pen.y - y;
}

/// Where the zoomed map lies: the whole coverage in grey with the shown box framed.
double draw_locator(Group* group, double x, double y, double width, const LegendInput& input) {
    const double side = std::min(width * 0.42, 26 * input.type.scale);
    if (group == nullptr) return side;
    const geo::Coverage& full = input.request.map.geography->coverage->full();
    Group map;
    map.name = "locator";
    map.page_from_map = geo::fit(geo::PageBox{x, y, x + side, y + side}, full.bounds());
    CoverageFill fill;
    fill.coverage = input.request.map.geography->coverage;
    fill.class_of_area = std::make_shared<const std::vector<std::uint8_t>>(full.area_count(), std::uint8_t{0});
    fill.styles = {FillStyle{{218, 222, 220, 255}, Pattern::none, {}}};
    map.items.emplace_back(std::move(fill));
    map.items.emplace_back(CoverageStroke{input.request.map.geography->coverage, {input.theme.secondary_text, 0.15, {}}, true});
    geo::PageBox frame = *map.page_from_map * *input.shown;
    const geo::PagePoint middle = frame.centre();
    constexpr double least = 0.8;  // half a side: a smaller frame would be a speck
    frame.add(geo::PagePoint{middle.x - least, middle.y - least});
    frame.add(geo::PagePoint{middle.x + least, middle.y + least});
    PageInk(map).box(frame, std::nullopt, StrokeStyle{input.theme.accent, 0.4, {}});
    group->items.emplace_back(std::make_shared<const Group>(std::move(map)));
    PageInk page(*group);
    page.line(x + side + 3, y + side - 1, input.request.map.workspace->county, input.type.note);
    return side;
}

}  // namespace

double legend_gap_mm(const SheetType& type) { return 4.5 * type.scale; }

std::vector<LegendBlock> legend_blocks(const LegendInput& input) {
    std::vector<LegendBlock> out;
    const auto add = [&](auto draw, int rank) {
        out.push_back({[draw, &input](Group* group, double x, double y, double width) { return draw(group, x, y, width, input); }, rank});
    };
    if (input.request.map.classification && input.request.map.indicator) {
        add(input.request.map.indicator->definition->crossed ? draw_square : draw_classes, 0);
        const bool kinds = input.request.map.indicator->definition->kind == model::LayerKind::category;
        if (!kinds && input.request.map.classification->class_count() > 1) add(draw_histogram, 2);
        if (has_comparisons(input)) add(draw_comparisons, 3);
    }
    if (!shown_places(input).empty()) add(draw_services, 0);
    if (has_outlines(input)) add(draw_outlines, 0);
    if (has_spokes(input)) add(draw_spokes, 0);
    if (has_spreads(input)) add(draw_spreads, 0);
    const BorderLevels levels = border_levels(*input.request.map.workspace, *input.request.map.geography);
    if (levels.middle || levels.strong) add(draw_borders, 4);
    if (input.shown) add(draw_locator, 1);
    return out;
}

double legend_height(const std::vector<LegendBlock>& blocks, double width_mm, int columns, double gap_mm) {
    std::vector<double> heights(static_cast<std::size_t>(columns), 0);
    for (const LegendBlock& block : blocks) {
        double& column = *std::min_element(heights.begin(), heights.end());
        column += (column > 0 ? gap_mm : 0) + block.draw(nullptr, 0, 0, width_mm);
    }
    return *std::max_element(heights.begin(), heights.end());
}

void fit_legend(std::vector<LegendBlock>& blocks, double width_mm, double height_mm, int columns, double gap_mm) {
    while (!blocks.empty() && legend_height(blocks, width_mm, columns, gap_mm) > height_mm) {
        const auto least =
            std::max_element(blocks.begin(), blocks.end(), [](const LegendBlock& a, const LegendBlock& b) { return a.rank < b.rank; });
        if (least->rank == 0) return;
        blocks.erase(least);
    }
}

void draw_legend(Group& group, const std::vector<LegendBlock>& blocks, const geo::PageBox& box, double width_mm, int columns,
                 double gap_mm) {
    std::vector<double> heights(static_cast<std::size_t>(columns), 0);
    const double step = columns > 1 ? (box.width() - width_mm) / (columns - 1) : 0;
    for (const LegendBlock& block : blocks) {
        const auto column = static_cast<std::size_t>(std::min_element(heights.begin(), heights.end()) - heights.begin());
        const double y = heights[column] + (heights[column] > 0 ? gap_mm : 0);
        heights[column] = y + block.draw(&group, box.min_x + static_cast<double>(column) * step, box.min_y + y, width_mm);
    }
}

}  // namespace needsmap::scene
