#include "scene/chart_sheet.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/format.hpp"
#include "scene/sheet_furniture.hpp"

namespace needsmap::scene {

namespace {

constexpr double margin_mm = 12;
/// A chart is read at a glance: beyond this it only gets emptier.
constexpr double widest_chart_mm = 400;
constexpr double least_plot_mm = 35;

class ChartSheetMaker {
public:
    explicit ChartSheetMaker(const ChartSheetRequest& request)
        : m_request(request),
          m_theme(paper_map_theme()),
          m_type(std::clamp(std::sqrt(std::min(request.paper.width_mm, request.paper.height_mm) / 210), 0.82, 1.5), m_theme),
          m_left(margin_mm),
          m_right(request.paper.width_mm - margin_mm) {}

    Sheet run() {
        const Chart& chart = m_request.chart;
        Sheet sheet;
        sheet.title = chart.title, sheet.subtitle = chart.subtitle, sheet.description = m_request.description;
        sheet.list.width_mm = m_request.paper.width_mm, sheet.list.height_mm = m_request.paper.height_mm;
        sheet.list.background = m_theme.page;
        sheet.list.root.name = "sheet";
        const double top = add_header(sheet), bottom = add_foot(sheet);
        const double k = m_type.scale;
        geo::PageBox box{m_left, top + 5 * k, std::min(m_right, m_left + widest_chart_mm), bottom - 4 * k};
        if (box.height() < least_plot_mm * k || m_right - m_left < 2 * least_plot_mm * k)
            throw base::Error("The paper " + m_request.paper.name + " is too small to read this chart.",
                              "Use A4, A3 or a size from 150x100mm.", base::ErrorKind::usage);
        Group plot;
        plot.name = "chart";
        draw_chart(plot, box, chart, m_type, m_theme);
        add(sheet, std::move(plot));
        return sheet;
    }

private:
    static void add(Sheet& sheet, Group group) { sheet.list.root.items.push_back(std::make_shared<const Group>(std::move(group))); }
    [[nodiscard]] double width() const { return m_right - m_left; }

    double add_header(Sheet& sheet) {
        const Chart& chart = m_request.chart;
        const double k = m_type.scale;
        Group group;
        group.name = "title";
        PageInk page(group);
        double room = width();
        if (m_request.illustrative)
            room -= draw_tag(group, m_right, margin_mm + m_type.title.cap_mm() / 2, "Illustrative data", m_type) + 4 * k;
        double y = page.paragraph(m_left, margin_mm, room, chart.title, m_type.title);
        y = page.paragraph(m_left, y + 1.6 * k, width(), chart.subtitle, m_type.subtitle);
        if (!chart.lead.empty()) y = page.paragraph(m_left, y + 1.6 * k, width(), chart.lead, m_type.lead);
        add(sheet, std::move(group));
        return y;
    }

    /// Sources on the left, how to read on the right. Returns the foot's top.
    double add_foot(Sheet& sheet) {
        const double k = m_type.scale, gutter = 8 * k, column = (width() - gutter) / 2, gap = 0.8 * k;
        const auto height_of = [&](const std::vector<std::string>& lines) {
            double height = 0;
            for (const std::string& line : lines) height += paragraph_height(column, line, m_type.foot) + gap;
            return height;
        };
        const Chart& chart = m_request.chart;
        const double top = m_request.paper.height_mm - margin_mm - std::max(height_of(chart.source_lines), height_of(chart.reading_lines));
        Group group;
        group.name = "source";
        PageInk page(group);
        page.rule(m_left, top - 2 * k, m_right, top - 2 * k, m_type.rule, 0.2);
        const auto write = [&](double x, const std::vector<std::string>& lines) {
            double y = top;
            for (const std::string& line : lines) y = page.paragraph(x, y, column, line, m_type.foot) + gap;
        };
        write(m_left, chart.source_lines), write(m_left + column + gutter, chart.reading_lines);
        add(sheet, std::move(group));
        return top - 2 * k;
    }

    const ChartSheetRequest& m_request;
    const MapTheme& m_theme;
    SheetType m_type;
    double m_left, m_right;
};

}  // namespace

Sheet compile_chart_sheet(const ChartSheetRequest& request) { return ChartSheetMaker(request).run(); }

}  // namespace needsmap::scene
