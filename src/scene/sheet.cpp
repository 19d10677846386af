#include "scene/sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.hpp"
#include "scene/legend.hpp"
#include "scene/sheet_furniture.hpp"
#include "scene/sheet_insets.hpp"
#include "scene/sheet_layout.hpp"
#include "scene/sheet_words.hpp"

namespace needsmap::scene {

namespace {

constexpr double margin_mm = 12;
constexpr std::size_t most_insets = 3;
constexpr const char* illustrative_words = "Illustrative data";

/// Larger paper is read from a little further away; smaller paper keeps type legible.
double type_scale(const Paper& paper) { return std::clamp(std::sqrt(std::min(paper.width_mm, paper.height_mm) / 210), 0.82, 1.5); }

/// Type sizes that this paper can carry: narrow paper takes smaller headings, never smaller notes.
SheetType sheet_type(const Paper& paper, const MapTheme& theme) { return SheetType(type_scale(paper), theme); }

Item shared(Group group) { return std::make_shared<const Group>(std::move(group)); }

/// One sheet being made: boxes first, then ink, top to bottom.
class SheetMaker {
public:
    explicit SheetMaker(const SheetRequest& request)
        : m_request(request),
          m_theme(paper_map_theme()),
          m_type(sheet_type(request.paper, m_theme)),
          m_zoomed(request.zoom_to && !request.zoom_to->empty()),
          m_left(margin_mm),
          m_right(request.paper.width_mm - margin_mm) {}

    Sheet run() {
        if (m_request.map.geography->coverage->full().bounds().empty())
            throw base::Error("The geography '" + m_request.map.geography->id + "' has no boundaries to draw.");
        Sheet sheet;
        sheet.title = sheet_title(m_request), sheet.subtitle = sheet_subtitle(m_request), sheet.description = sheet_description(m_request);
        sheet.list.width_mm = m_request.paper.width_mm, sheet.list.height_mm = m_request.paper.height_mm;
        sheet.list.background = m_theme.page;
        Group& root = sheet.list.root;
        root.name = "sheet";
        Group header = make_header(sheet), foot = make_foot();
        lay_out_body();
        add_map(root);
        add_insets(root);
        add_legend(root);
        root.items.push_back(shared(std::move(header)));
        root.items.push_back(shared(std::move(foot)));
        return sheet;
    }

private:
    [[nodiscard]] double width() const { return m_right - m_left; }

    Group make_header(const Sheet& sheet) {
        Group group;
        group.name = "title";
        PageInk page(group);
        const double k = m_type.scale;
        double title_width = width();
        if (m_request.map.workspace->illustrative)
            title_width -= draw_tag(group, m_right, margin_mm + m_type.title.cap_mm() / 2, illustrative_words, m_type) + 4 * k;
        double y = two_lines_at_most(page, margin_mm, title_width, sheet.title, m_type.title);
        y = two_lines_at_most(page, y + 1.6 * k, width(), sheet.subtitle, m_type.subtitle);
        if (const std::string lead = sheet_lead(m_request); !lead.empty())
            y = two_lines_at_most(page, y + 1.1 * k, width(), lead, m_type.lead);
        m_body_top = y + 3 * k;
        return group;
    }

    double two_lines_at_most(PageInk& page, double top, double room, const std::string& text, const TypeStyle& style) {
        auto lines = Fonts::shared().wrap(text, style.weight, style.size_mm, room);
        if (lines.empty()) return top;
        std::string shown = lines[0];
        if (lines.size() > 1) {
            std::string rest = lines[1];
            for (std::size_t i = 2; i < lines.size(); ++i) rest += " " + lines[i];
            shown += " " + Fonts::shared().elide(rest, style.weight, style.size_mm, room);
        }
        return page.paragraph(m_left, top, room, shown, style);
    }

    /// Sources on the left, how to read on the right; below each other on narrow paper.
    Group make_foot() {
        Group group;
        group.name = "source";
        PageInk page(group);
        const double gutter = 8 * m_type.scale;
        const bool narrow = width() < 130 * m_type.scale;
        const double column = narrow ? width() : (width() - gutter) / 2;
        const auto height_of = [&](const std::vector<std::string>& lines) {
            double height = 0;
            for (const std::string& line : lines) height += paragraph_height(column, line, m_type.foot) + paragraph_gap();
            return height;
        };
        const auto sources = source_lines(m_request), reading = reading_lines(m_request);
        const double height = narrow ? height_of(sources) + height_of(reading) : std::max(height_of(sources), height_of(reading));
        const double bottom = m_request.paper.height_mm - margin_mm, top = bottom - height + paragraph_gap();
        page.rule(m_left, top - 2.2 * m_type.scale, m_right, top - 2.2 * m_type.scale, m_theme.hairline, 0.2);
        const double left_end = draw_lines(page, m_left, top, column, sources);
        draw_lines(page, narrow ? m_left : m_left + column + gutter, narrow ? left_end : top, column, reading);
        m_body_bottom = top - 2.2 * m_type.scale - 3.5 * m_type.scale;
        return group;
    }
    [[nodiscard]] double paragraph_gap() const { return 0.7 * m_type.scale; }
    double draw_lines(PageInk& page, double x, double y, double column, const std::vector<std::string>& lines) {
        for (const std::string& line : lines) y = page.paragraph(x, y, column, line, m_type.foot) + paragraph_gap();
        return y;
    }

    void lay_out_body() {
        const geo::MapBox whole = m_request.map.geography->coverage->full().bounds();
        m_shown = m_zoomed ? m_request.zoom_to->padded(0.03 * std::max(m_request.zoom_to->width(), m_request.zoom_to->height())) : whole;
        LayoutRequest layout;
        layout.body = {m_left, m_body_top, m_right, m_body_bottom};
        if (layout.body.height() < 40)
            throw base::Error("The paper is too small for a map and its legend.", "Use at least A5 (210x148mm).", base::ErrorKind::usage);
        const std::optional<geo::MapBox> locator = m_zoomed ? std::optional(m_shown) : std::nullopt;
        m_legend_input.emplace(LegendInput{m_request, m_theme, m_type, locator});
        m_blocks = legend_blocks(*m_legend_input);
        layout.gap_mm = legend_gap_mm(m_type);
        const double column = std::clamp(layout.body.width() * 0.235, 50 * m_type.scale, 66 * m_type.scale);
        fit_legend(m_blocks, column, layout.body.height(), 1, layout.gap_mm);
        layout.shown = m_shown, layout.fills_frame = m_zoomed, layout.blocks = &m_blocks, layout.scale = m_type.scale;
        if (!m_zoomed) layout.insets = static_cast<int>(inset_towns(m_request.map, geo::fit(layout.body, m_shown), most_insets).size());
        m_boxes = lay_out(layout);
        place_furniture();
        if (!m_zoomed) m_insets = inset_towns(m_request.map, m_page_from_map, std::min(most_insets, m_boxes.inset_slots.size()));
    }

    /// Map layers of one picture: fills to borders, without what this scale would only blur.
    [[nodiscard]] Group map_layers(const geo::PageFromMap& page_from_map) const {
        Group layers = compile_map(m_request.map, m_theme, 1);
        std::erase_if(layers.items, [&](const Item& item) {
            const auto* stroke = std::get_if<CoverageStroke>(&item);
            return stroke != nullptr && !stroke->shows_at(page_from_map);
        });
        return layers;
    }

    /// A county keeps to the top of its box, next to the title, and leaves the rest of the height free.
    void fit_map() {
        m_page_from_map = geo::fit(m_boxes.map, m_shown);
        if (m_zoomed) return;
        const double slack = m_boxes.map.height() - m_page_from_map.scale * m_shown.height();
        m_page_from_map.offset_y -= slack / 2;
        m_boxes.map.max_y -= std::max(0.0, slack - furniture_size(m_page_from_map, m_type).height_mm - 3 * m_type.scale);
    }

    /// Scale bar and north arrow stand in the lower left corner, or below the map where there is ground in that corner.
    void place_furniture() {
        const double k = m_type.scale;
        const auto corner = [&] {
            const FurnitureSize size = furniture_size(m_page_from_map, m_type);
            const geo::PageBox& map = m_boxes.map;
            return geo::PageBox{map.min_x, map.max_y - size.height_mm, map.min_x + size.width_mm, map.max_y};
        };
        fit_map();
        m_furniture = corner();
        if (!m_zoomed && !has_ground(m_furniture.padded(1.5 * k))) return;
        m_boxes.map.max_y -= m_furniture.height() + 2.5 * k;
        const double bottom = m_furniture.max_y;
        fit_map();
        m_furniture = corner();
        m_furniture.max_y = m_zoomed ? bottom : std::min(bottom, m_boxes.map.max_y + m_furniture.height() + 2.5 * k);
        m_furniture.min_y = m_furniture.max_y - furniture_size(m_page_from_map, m_type).height_mm;
    }

    [[nodiscard]] bool has_ground(const geo::PageBox& box) const {
        const model::Geography& geography = *m_request.map.geography;
        const geo::MapBox ground = m_page_from_map.inverse() * box;
        if (!geography.locator) return ground.intersects(geography.coverage->full().bounds());
        constexpr int steps = 8;
        for (int i = 0; i <= steps; ++i)
            for (int j = 0; j <= steps; ++j)
                if (geography.locator->find({std::lerp(ground.min_x, ground.max_x, i / double{steps}),
                                             std::lerp(ground.min_y, ground.max_y, j / double{steps})}) != geo::no_area)
                    return true;
        return false;
    }

    void add_map(Group& root) {
        Group map = map_layers(m_page_from_map);
        map.clip = m_boxes.map.padded(m_zoomed ? 0 : 0.5);
        map.page_from_map = m_page_from_map;
        if (m_zoomed)
            map.items.insert(map.items.begin(),
                             PagePath{{box_points(m_boxes.map)}, true, FillStyle{m_outside, Pattern::none, {}}, std::nullopt});
        LabelOptions options;
        options.inside_frame_only = true;
        options.keep_clear = {m_furniture.padded(1.5)};
        Group frames;
        frames.name = "inset-frames";
        for (const InsetTown& town : m_insets) {
            const geo::PageBox frame = m_page_from_map * town.box;
            PageInk(frames).box(frame, std::nullopt, StrokeStyle{m_theme.halo, 0.9, {}});
            PageInk(frames).box(frame, std::nullopt, StrokeStyle{m_theme.text, 0.3, {}});
            for (const geo::PageBox& side : sides_of(frame)) options.avoid.push_back(side);
        }
        map.items.push_back(shared(std::move(frames)));
        map.items.push_back(shared(compile_labels(m_request.map, m_page_from_map, m_boxes.map, m_theme, options)));
        root.items.push_back(shared(std::move(map)));

        Group marks;
        marks.name = "map-furniture";
        if (m_zoomed) PageInk(marks).box(m_boxes.map, std::nullopt, StrokeStyle{m_theme.secondary_text, 0.25, {}});
        draw_furniture(marks, m_furniture.min_x, m_furniture.max_y, m_page_from_map, m_type, m_theme);
        root.items.push_back(shared(std::move(marks)));
    }

    /// The four edges of a frame as thin boxes: names may stand inside or outside, not across.
    static std::array<geo::PageBox, 4> sides_of(const geo::PageBox& b) {
        constexpr double half = 0.3;
        return {{{b.min_x - half, b.min_y - half, b.max_x + half, b.min_y + half},
                 {b.min_x - half, b.max_y - half, b.max_x + half, b.max_y + half},
                 {b.min_x - half, b.min_y - half, b.min_x + half, b.max_y + half},
                 {b.max_x - half, b.min_y - half, b.max_x + half, b.max_y + half}}};
    }

    static std::vector<geo::PagePoint> box_points(const geo::PageBox& b) {
        return {{b.min_x, b.min_y}, {b.max_x, b.min_y}, {b.max_x, b.max_y}, {b.min_x, b.max_y}};
    }

    void add_insets(Group& root) {
        for (std::size_t i = 0; i < m_insets.size(); ++i) add_inset(root, m_insets[i], m_boxes.inset_slots[i]);
    }

    void add_inset(Group& root, const InsetTown& town, const geo::PageBox& frame) {
        const geo::PageFromMap page_from_map = geo::fit(frame, town.box);
        Group map = map_layers(page_from_map);
        map.name = "inset-" + town.name;
        map.clip = frame;
        map.page_from_map = page_from_map;
        const double k = m_type.scale;
        const geo::PageBox bar{frame.min_x, frame.max_y - 6 * k, frame.min_x + 18 * k, frame.max_y};
        LabelOptions options;
        options.inside_frame_only = true;
        options.keep_clear = {bar};
        options.place_names = false;
        map.items.insert(map.items.begin(), PagePath{{box_points(frame)}, true, FillStyle{m_outside, Pattern::none, {}}, std::nullopt});
        map.items.push_back(shared(compile_labels(m_request.map, page_from_map, frame, m_theme, options)));
        root.items.push_back(shared(std::move(map)));

        Group marks;
        marks.name = "inset-frame-" + town.name;
        PageInk page(marks);
        page.box(frame, std::nullopt, StrokeStyle{m_theme.text, 0.3, {}});
        page.line(frame.min_x, frame.min_y - 1.5 * k, town.name, m_type.heading);
        const double bar_mm = scale_bar(page_from_map, 14 * k).length_mm;
        page.box({frame.min_x + 1 * k, frame.max_y - 5.4 * k, frame.min_x + 3.6 * k + bar_mm, frame.max_y - 1 * k},
                 FillStyle{{255, 255, 255, 215}, Pattern::none, {}}, std::nullopt);
        draw_small_scale_bar(marks, frame.min_x + 2.3 * k, frame.max_y - 2 * k, page_from_map, m_type, m_theme, 14 * k);
        root.items.push_back(shared(std::move(marks)));
    }

    void add_legend(Group& root) {
        Group legend;
        legend.name = "legend";
        draw_legend(legend, m_blocks, m_boxes.legend, m_boxes.legend_width_mm, m_boxes.legend_columns, legend_gap_mm(m_type));
        root.items.push_back(shared(std::move(legend)));
    }

    const SheetRequest& m_request;
    const MapTheme& m_theme;
    SheetType m_type;
    bool m_zoomed;
    double m_left, m_right, m_body_top = 0, m_body_bottom = 0;
    Rgba m_outside{240, 242, 240, 255};  ///< ground beyond the county in framed maps: what fades away
    geo::MapBox m_shown;
    std::optional<LegendInput> m_legend_input;
    std::vector<LegendBlock> m_blocks;
    SheetBoxes m_boxes;
    geo::PageFromMap m_page_from_map;
    geo::PageBox m_furniture;
    std::vector<InsetTown> m_insets;
};

}  // namespace

Sheet compile_sheet(const SheetRequest& request) { return SheetMaker(request).run(); }

}  // namespace needsmap::scene
