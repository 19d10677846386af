#include "scene/map_row.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "scene/legend.hpp"
#include "scene/map_fills.hpp"
#include "scene/sheet_furniture.hpp"
#include "scene/sheet_words.hpp"

namespace needsmap::scene {

namespace {

constexpr double least_map_mm = 40;

void check(const MapRowRequest& request) {
    if (request.panels.empty() || request.panels.size() > 2) throw base::Error("A row holds one map or two.");
    const MapInput& first = request.panels.front().map;
    for (const MapPanel& panel : request.panels) {
        if (!panel.map.indicator || !panel.map.classification || panel.map.indicator->definition->kind != model::LayerKind::category)
            throw base::Error("Only maps of kinds share a legend.");
        if (panel.map.geography != first.geography ||
            panel.map.indicator->definition->categories != first.indicator->definition->categories)
            throw base::Error("Maps with one legend need the same areas and the same kinds.");
    }
}

class MapRow {
public:
    explicit MapRow(const MapRowRequest& request)
        : m_request(request),
          m_theme(paper_map_theme()),
          m_type(page_type(request.paper, m_theme)),
          m_margin(request.words.title.empty() ? 0.5 : page_margin_mm) {}

    Sheet run() {
        check(m_request);
        Sheet sheet;
        sheet.title = m_request.words.title, sheet.subtitle = m_request.words.subtitle, sheet.description = m_request.description;
        sheet.list.width_mm = m_request.paper.width_mm, sheet.list.height_mm = m_request.paper.height_mm;
        sheet.list.background = m_theme.page;
        sheet.list.root.name = "sheet";
        const geo::PageBox body = add_frame(sheet.list.root);
        const double gap = 5 * k(), legend_mm = 64 * k();
        const double width = (body.width() - legend_mm - gap) / static_cast<double>(m_request.panels.size()) - gap / 2;
        const double heading_mm = m_request.panels.front().title.empty() ? 0 : 6.5 * k();
        if (width < least_map_mm || body.height() - heading_mm < least_map_mm)
            throw base::Error("The paper " + m_request.paper.name + " is too small for the maps.", "Use A4 or A3.", base::ErrorKind::usage);
        double x = body.min_x;
        for (const MapPanel& panel : m_request.panels) {
            add_map(sheet.list.root, panel, {x, body.min_y + heading_mm, x + width, body.max_y}, heading_mm);
            x += width + gap;
        }
        add_legend(sheet.list.root, {body.max_x - legend_mm, body.min_y + heading_mm, body.max_x, body.max_y});
        return sheet;
    }

private:
    [[nodiscard]] double k() const { return m_type.scale; }
    static void put(Group& root, Group group) { root.items.push_back(std::make_shared<const Group>(std::move(group))); }

    geo::PageBox add_frame(Group& root) {
        const Paper& paper = m_request.paper;
        if (m_request.words.title.empty()) return {m_margin, m_margin, paper.width_mm - m_margin, paper.height_mm - m_margin};
        Group header, foot;
        header.name = "title", foot.name = "source";
        const double top = draw_page_header(header, paper, m_request.words, m_type) + 4 * k();
        const double bottom = draw_page_foot(foot, paper, m_request.words, m_type) - 3.5 * k();
        put(root, std::move(header)), put(root, std::move(foot));
        return {m_margin, top, paper.width_mm - m_margin, bottom};
    }

    void add_map(Group& root, const MapPanel& panel, geo::PageBox box, double heading_mm) {
        const geo::MapBox shown = panel.map.geography->coverage->full().bounds();
        const double furniture_mm = furniture_size(geo::fit(box, shown), m_type).height_mm + 2 * k();
        const geo::PageBox frame{box.min_x, box.min_y, box.max_x, box.max_y - furniture_mm};
        geo::PageFromMap page_from_map = geo::fit(frame, shown);
        page_from_map.offset_y -= (frame.height() - page_from_map.scale * shown.height()) / 2;
        page_from_map.offset_x -= (frame.width() - page_from_map.scale * shown.width()) / 2;
        Group map = compile_map(panel.map, m_theme, 1);
        std::erase_if(map.items, [&](const Item& item) {
            const auto* stroke = std::get_if<CoverageStroke>(&item);
            return stroke != nullptr && !stroke->shows_at(page_from_map);
        });
        map.name = panel.head.empty() ? "map" : "map-" + panel.head;
        map.clip = frame.padded(0.5), map.page_from_map = page_from_map;
        LabelOptions options;
        options.inside_frame_only = true, options.place_names = false;
        map.items.push_back(std::make_shared<const Group>(compile_labels(panel.map, page_from_map, frame, m_theme, options)));
        put(root, std::move(map));
        Group marks;
        marks.name = "map-furniture";
        if (!panel.title.empty())
            PageInk(marks).line(box.min_x, box.min_y - heading_mm + m_type.heading.cap_mm(),
                                Fonts::shared().elide(panel.title, m_type.heading.weight, m_type.heading.size_mm, box.width()),
                                m_type.heading);
        const double below = (page_from_map * geo::MapPoint{shown.min_x, shown.min_y}).y;
        draw_furniture(marks, box.min_x, std::min(box.max_y, below + furniture_mm), page_from_map, m_type, m_theme);
        put(root, std::move(marks));
    }

    void add_legend(Group& root, const geo::PageBox& box) {
        Group legend;
        legend.name = "legend";
        double y = draw_kinds(legend, box) + 4.5 * k();
        y = draw_services(legend, box, y);
        if (y > box.max_y + 1)
            throw base::Error("The paper " + m_request.paper.name + " is too small for the legend.", "Use A4 or A3.",
                              base::ErrorKind::usage);
        put(root, std::move(legend));
    }

    [[nodiscard]] double count_right(const geo::PageBox& box, std::size_t panel) const {
        return box.max_x - 10 * k() * static_cast<double>(m_request.panels.size() - 1 - panel);
    }

    double draw_kinds(Group& group, const geo::PageBox& box) {
        PageInk page(group);
        const MapInput& first = m_request.panels.front().map;
        double y = page.paragraph(box.min_x, box.min_y, box.width(), first.indicator->definition->title, m_type.heading) + 1.6 * k();
        const double baseline = y + m_type.note.cap_mm();
        if (m_request.panels.size() == 1) {
            page.line(box.max_x, baseline, areas_word(*first.geography), m_type.note, Align::right);
        } else {
            page.line(box.min_x + 11.6 * k(), baseline, base::capitalised(areas_word(*first.geography)), m_type.note);
            for (std::size_t p = 0; p < m_request.panels.size(); ++p)
                page.line(count_right(box, p), baseline, m_request.panels[p].head, m_type.note, Align::right);
        }
        y = baseline + 1.4 * k();
        for (const LegendClass& line : lines()) y = draw_kind(group, box, y, line);
        return y;
    }

    /// Kinds, and states that occur on any of the maps.
    [[nodiscard]] std::vector<LegendClass> lines() const {
        std::vector<LegendClass> out;
        for (const MapPanel& panel : m_request.panels)
            for (const LegendClass& line : panel.map.classification->legend)
                if (std::ranges::find(out, line.style, &LegendClass::style) == out.end()) out.push_back(line);
        return out;
    }

    double draw_kind(Group& group, const geo::PageBox& box, double y, const LegendClass& line) {
        PageInk page(group);
        const MapInput& first = m_request.panels.front().map;
        const std::vector<FillStyle> fills = map_fills(*first.classification, *first.indicator->definition, m_theme);
        const double height = 5.2 * k(), baseline = y + (height + m_type.legend.cap_mm()) / 2, left = box.min_x + 11.6 * k();
        page.box({box.min_x, y, box.min_x + 9 * k(), y + height}, fills[line.style], StrokeStyle{m_theme.state_pattern, 0.12, {}});
        const double room = count_right(box, 0) - 8 * k() - left;
        page.line(left, baseline, Fonts::shared().elide(base::capitalised(line.label), m_type.legend.weight, m_type.legend.size_mm, room),
                  m_type.legend);
        for (std::size_t p = 0; p < m_request.panels.size(); ++p) {
            const auto& legend = m_request.panels[p].map.classification->legend;
            const auto found = std::ranges::find(legend, line.style, &LegendClass::style);
            page.line(count_right(box, p), baseline, base::format_count(found == legend.end() ? 0 : found->count), m_type.legend,
                      Align::right);
        }
        return y + height;
    }

    double draw_services(Group& group, const geo::PageBox& box, double y) {
        for (const MapPanel& panel : m_request.panels)
            for (const std::string& id : panel.map.document.places)
                if (const auto set = panel.map.workspace->find_places(id))
                    y += draw_places(&group, box.min_x, y, box.width(), *set, m_theme, m_type);
        return y;
    }

    const MapRowRequest& m_request;
    const MapTheme& m_theme;
    SheetType m_type;
    double m_margin;
};

}  // namespace

Sheet compile_map_row(const MapRowRequest& request) { return MapRow(request).run(); }

}  // namespace needsmap::scene
