#include "scene/chart_sheet.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "scene/page_frame.hpp"

namespace needsmap::scene {

namespace {

/// A chart is read at a glance: beyond this it only gets emptier.
constexpr double widest_chart_mm = 400;
constexpr double least_plot_mm = 35;

class ChartSheetMaker {
public:
    explicit ChartSheetMaker(const ChartSheetRequest& request)
        : m_request(request),
          m_theme(paper_map_theme()),
          m_type(page_type(request.paper, m_theme)),
          m_left(page_margin_mm),
          m_right(request.paper.width_mm - page_margin_mm) {}

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

    [[nodiscard]] PageWords words() const {
        const Chart& chart = m_request.chart;
        return {chart.title, chart.subtitle, chart.lead, chart.source_lines, chart.reading_lines, m_request.illustrative};
    }
    double add_header(Sheet& sheet) {
        Group group;
        group.name = "title";
        const double bottom = draw_page_header(group, m_request.paper, words(), m_type);
        add(sheet, std::move(group));
        return bottom;
    }
    /// Returns the foot's top.
    double add_foot(Sheet& sheet) {
        Group group;
        group.name = "source";
        const double top = draw_page_foot(group, m_request.paper, words(), m_type);
        add(sheet, std::move(group));
        return top;
    }

    const ChartSheetRequest& m_request;
    const MapTheme& m_theme;
    SheetType m_type;
    double m_left, m_right;
};

}  // namespace

Sheet compile_chart_sheet(const ChartSheetRequest& request) { return ChartSheetMaker(request).run(); }

}  // namespace needsmap::scene
