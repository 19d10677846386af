// A chart on paper: where its parts stand, and names of points without collisions.
#include <algorithm>
#include <array>
#include <cmath>

#include "base/format.hpp"
#include "scene/chart.hpp"
#include "scene/label_space.hpp"

namespace needsmap::scene {

namespace {

using geo::PageBox;
using geo::PagePoint;

constexpr double tick_mm = 1.2;
constexpr double key_sample_mm = 6;

/// One chart being drawn: boxes first, then ink from the back to the front.
class ChartPlot {
public:
    ChartPlot(Group& group, const PageBox& box, const Chart& chart, const SheetType& type, const MapTheme& theme)
        : m_group(group), m_page(group), m_chart(chart), m_type(type), m_theme(theme), m_k(type.scale), m_labels(6) {
        m_top = draw_key(box);
        lay_out(box);
    }

    void draw() {
        draw_grid();
        for (const ChartRule& rule : m_chart.rules) draw_rule(rule);
        for (const ChartLine& line : m_chart.lines) draw_line(line);
        for (const ChartRule& rule : m_chart.rules) draw_rule_label(rule);
        for (const ChartDots& dots : m_chart.dots) draw_dots(dots);
        for (const ChartNote& note : m_chart.notes) draw_note(note);
    }

private:
    [[nodiscard]] PagePoint at(double x, double y) const {
        return {m_plot.min_x + m_chart.x.share_of(x) * m_plot.width(), m_plot.max_y - m_chart.y.share_of(y) * m_plot.height()};
    }
    [[nodiscard]] static std::string tick_text(const ChartAxis& axis, double tick) { return base::format_number(tick, axis.decimals); }

    /// Samples with their labels, in as many rows as they need. Returns where the plot may begin.
    double draw_key(const PageBox& box) {
        double x = box.min_x, y = box.min_y;
        bool any = false;
        const auto next = [&](const std::string& label) {
            const double width = (key_sample_mm + 1.6) * m_k + m_type.legend.width_mm(label) + 6 * m_k;
            if (any && x + width - 6 * m_k > box.max_x) x = box.min_x, y += 1.5 * m_type.legend.line_mm();
            any = true;
            const double start = x;
            x += width;
            m_page.line(start + (key_sample_mm + 1.6) * m_k, y + m_type.legend.cap_mm(), label, m_type.legend);
            return PagePoint{start, y + m_type.legend.cap_mm() / 2};
        };
        for (const ChartLine& line : m_chart.lines) {
            if (line.label.empty()) continue;
            const PagePoint p = next(line.label);
            add_path({{p, {p.x + key_sample_mm * m_k, p.y}}}, stroke_of(line));
        }
        for (const ChartDots& dots : m_chart.dots) {
            if (dots.label.empty()) continue;
            const PagePoint p = next(dots.label);
            add_markers({{p.x + key_sample_mm * m_k / 2, p.y}}, dots.size_mm, dots.ink);
        }
        return any ? y + m_type.legend.line_mm() + 2.5 * m_k : box.min_y;
    }

    void lay_out(const PageBox& box) {
        const TypeStyle& style = m_type.note;
        double widest = 0;
        for (const double tick : m_chart.y.ticks) widest = std::max(widest, style.width_mm(tick_text(m_chart.y, tick)));
        m_plot = box;
        m_plot.min_x += widest + 1.8 * m_k;
        m_plot.min_y = m_top + m_type.legend.line_mm() + 1.2 * m_k;
        m_plot.max_y -= (tick_mm + 1) * m_k + style.line_mm() + m_type.legend.line_mm() + 1 * m_k;
        // Half of the last tick's text stands beyond the plot.
        m_plot.max_x -= m_chart.x.ticks.empty() ? 0 : style.width_mm(tick_text(m_chart.x, m_chart.x.ticks.back())) / 2;
    }

    void draw_grid() {
        const TypeStyle& style = m_type.note;
        // Titles read horizontally: the vertical axis has its own above it.
        m_page.line(m_plot.min_x, m_top + m_type.legend.cap_mm(), m_chart.y.title, m_type.legend);
        m_page.line(m_plot.min_x, m_plot.max_y + (tick_mm + 1.4) * m_k + style.line_mm() + m_type.legend.cap_mm(), m_chart.x.title,
                    m_type.legend);
        for (const double tick : m_chart.y.ticks) {
            const double y = at(m_chart.x.low, tick).y;
            m_page.rule(m_plot.min_x, y, m_plot.max_x, y, m_theme.hairline, 0.15);
            m_page.line(m_plot.min_x - 1.4 * m_k, y + style.cap_mm() / 2, tick_text(m_chart.y, tick), style, Align::right);
        }
        m_page.rule(m_plot.min_x, m_plot.max_y, m_plot.max_x, m_plot.max_y, m_theme.text, 0.25);
        for (const double tick : m_chart.x.ticks) {
            const double x = at(tick, m_chart.y.low).x;
            m_page.rule(x, m_plot.max_y, x, m_plot.max_y + tick_mm * m_k, m_theme.text, 0.25);
            m_page.line(x, m_plot.max_y + (tick_mm + 0.8) * m_k + style.cap_mm(), tick_text(m_chart.x, tick), style, Align::centre);
        }
    }

    void draw_rule(const ChartRule& rule) {
        const ChartAxis& axis = rule.is_vertical ? m_chart.x : m_chart.y;
        if (rule.at < axis.low || rule.at > axis.high) return;
        const PagePoint from = rule.is_vertical ? at(rule.at, m_chart.y.low) : at(m_chart.x.low, rule.at);
        const PagePoint to = rule.is_vertical ? at(rule.at, m_chart.y.high) : at(m_chart.x.high, rule.at);
        add_path({{from, to}}, StrokeStyle{m_theme.secondary_text, 0.2, {0.8, 0.8}});
    }

    /// Over the lines, on a ground of their own.
    void draw_rule_label(const ChartRule& rule) {
        const ChartAxis& axis = rule.is_vertical ? m_chart.x : m_chart.y;
        if (rule.label.empty() || rule.at < axis.low || rule.at > axis.high) return;
        const PagePoint end = rule.is_vertical ? at(rule.at, m_chart.y.high) : at(m_chart.x.high, rule.at);
        const double width = m_type.note.width_mm(rule.label), cap = m_type.note.cap_mm();
        const double x = rule.is_vertical ? std::min(end.x + 1 * m_k, m_plot.max_x - width) : end.x - width;
        const double baseline = rule.is_vertical ? end.y + cap + 0.6 * m_k : end.y + cap / 2;
        const PageBox box{x - 0.6 * m_k, baseline - cap - 0.5 * m_k, x + width, baseline + 0.5 * m_k};
        m_labels.take(box);
        m_page.box(box, FillStyle{m_theme.page, Pattern::none, {}}, std::nullopt);
        m_page.line(x, baseline, rule.label, m_type.note);
    }

    [[nodiscard]] StrokeStyle stroke_of(const ChartLine& line) const {
        return {chart_colour(line.ink, m_theme), line.width_mm, line.is_dashed ? std::vector<double>{1.6, 1.1} : std::vector<double>{}};
    }

    void draw_line(const ChartLine& line) {
        std::vector<std::vector<PagePoint>> parts;
        for (const auto& piece : clipped(line, m_chart.x, m_chart.y)) {
            auto& part = parts.emplace_back();
            for (const ChartPoint& p : piece) part.push_back(at(p.x, p.y));
            keep_clear_of(part);
        }
        if (!parts.empty()) add_path(std::move(parts), stroke_of(line));
    }

    /// Names stay off lines: boxes along them, no further apart than the smallest name is high.
    void keep_clear_of(const std::vector<PagePoint>& part) {
        constexpr double half = 0.4;
        for (std::size_t i = 0; i + 1 < part.size(); ++i) {
            const int steps = std::max(1, static_cast<int>(std::ceil(geo::distance(part[i], part[i + 1]) / (2 * half))));
            for (int s = 0; s <= steps; ++s) {
                const double share = static_cast<double>(s) / steps;
                const double x = std::lerp(part[i].x, part[i + 1].x, share), y = std::lerp(part[i].y, part[i + 1].y, share);
                m_labels.take({x - half, y - half, x + half, y + half});
            }
        }
    }

    void draw_dots(const ChartDots& dots) {
        std::vector<PagePoint> places;
        for (const ChartPoint& p : dots.points)
            if (is_inside(p)) places.push_back(at(p.x, p.y));
        const double half = dots.size_mm * m_k / 2;
        for (const PagePoint& p : places) m_labels.take({p.x - half, p.y - half, p.x + half, p.y + half});
        if (!places.empty()) add_markers(places, dots.size_mm, dots.ink);
    }

    [[nodiscard]] bool is_inside(const ChartPoint& p) const {
        return p.x >= m_chart.x.low && p.x <= m_chart.x.high && p.y >= m_chart.y.low && p.y <= m_chart.y.high;
    }

    /// A dot, and its name at the first free place around it.
    void draw_note(const ChartNote& note) {
        if (!is_inside(note.at)) return;
        const PagePoint p = at(note.at.x, note.at.y);
        add_markers({p}, 2, note.ink);
        TypeStyle style = m_type.legend;
        style.colour = chart_colour(note.ink, m_theme);
        style.weight = Weight::semibold;
        const double width = style.width_mm(note.text), cap = style.cap_mm();
        for (const double away : {2.0, 4.0, 7.0})
            for (const auto& [dx, dy] : std::array<std::pair<int, int>, 6>{{{1, 1}, {-1, -1}, {1, 0}, {-1, 0}, {1, -1}, {-1, 1}}}) {
                const double x = dx > 0 ? p.x + away * m_k : p.x - away * m_k - width;
                const double baseline = p.y + cap / 2 + dy * (away * 0.7 * m_k + cap / 2);
                const PageBox box{x, baseline - cap, x + width, baseline + 0.25 * style.size_mm};
                if (box.min_x < m_plot.min_x || box.max_x > m_plot.max_x || box.min_y < m_plot.min_y || box.max_y > m_plot.max_y) continue;
                if (!m_labels.try_take(box)) continue;
                m_page.line(x, baseline, note.text, style);
                return;
            }
    }

    void add_path(std::vector<std::vector<PagePoint>> parts, StrokeStyle stroke) {
        m_group.items.emplace_back(PagePath{std::move(parts), false, std::nullopt, std::move(stroke)});
    }
    void add_markers(const std::vector<PagePoint>& places, double size_mm, ChartInk ink) {
        Markers markers;
        markers.size_mm = size_mm * m_k, markers.colour = chart_colour(ink, m_theme), markers.rim = m_theme.page, markers.rim_mm = 0.2;
        for (const PagePoint& p : places) markers.anchors.push_back({p});
        m_group.items.emplace_back(std::move(markers));
    }

    Group& m_group;
    PageInk m_page;
    const Chart& m_chart;
    const SheetType& m_type;
    const MapTheme& m_theme;
    double m_k;
    LabelSpace m_labels;
    double m_top = 0;
    PageBox m_plot;
};

}  // namespace

void draw_chart(Group& group, const PageBox& box, const Chart& chart, const SheetType& type, const MapTheme& theme) {
    ChartPlot(group, box, chart, type, theme).draw();
}

}  // namespace needsmap::scene
