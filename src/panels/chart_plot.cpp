#include "panels/chart_plot.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "base/format.hpp"
#include "panels/widgets.hpp"
#include "scene/palette.hpp"

namespace needsmap::panels {

namespace {

using scene::Chart;
using scene::ChartLine;
using scene::ChartPoint;

/// How far from a point the pointer may be, in logical pixels.
constexpr double reach_px = 10;
/// A drag shorter than this is a click.
constexpr float least_drag_px = 5;

const scene::MapTheme& theme_of(const Style& s) { return s.theme == app::Theme::dark ? scene::dark_map_theme() : scene::light_map_theme(); }

float thickness(const Style& s, double width_mm) { return std::max(1.0F, static_cast<float>(width_mm / 0.3) * s.scale); }

void dashed_line(ImDrawList& draw, ImVec2 a, ImVec2 b, ImU32 colour, float thick, float dash, float& along) {
    const float length = std::hypot(b.x - a.x, b.y - a.y);
    for (float done = 0; done < length;) {
        const float phase = std::fmod(along, 2 * dash);
        const bool is_ink = phase < dash;
        const float step = std::min(length - done, (is_ink ? dash : 2 * dash) - phase + 0.01F);
        const auto at = [&](float d) { return ImVec2{a.x + (b.x - a.x) * d / length, a.y + (b.y - a.y) * d / length}; };
        if (is_ink) draw.AddLine(at(done), at(done + step), colour, thick);
        done += step, along += step;
    }
}

/// One frame of a plot.
class Plot {
public:
    Plot(PanelContext& context, const Chart& chart, const AreaColours& colours, ImVec2 size)
        : m_context(context), m_s(context.style), m_chart(chart), m_colours(colours), m_draw(*ImGui::GetWindowDrawList()) {
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const FontScope font(m_s.fonts.small);
        m_line = ImGui::GetTextLineHeight();
        float widest = 0;
        for (const double tick : chart.y.ticks) widest = std::max(widest, text_size(tick_text(chart.y, tick)).x);
        m_min = {corner.x + widest + m_s.px(8), corner.y + m_line + m_s.px(6)};
        // Half of the last tick's text stands beyond the plot.
        const float last = chart.x.ticks.empty() ? 0 : text_size(tick_text(chart.x, chart.x.ticks.back())).x / 2;
        m_max = {corner.x + size.x - last - m_s.px(4), corner.y + size.y - 2 * m_line - m_s.px(10)};
        ImGui::InvisibleButton("plot", size);
        m_is_hovered = ImGui::IsItemHovered();
    }

    PlotAnswer run() {
        if (m_max.x - m_min.x < m_s.px(60) || m_max.y - m_min.y < m_s.px(40)) return {};
        const FontScope font(m_s.fonts.small);
        draw_axes();
        m_draw.PushClipRect({m_min.x - m_s.px(5), m_min.y - m_s.px(5)}, {m_max.x + m_s.px(5), m_max.y + m_s.px(5)}, true);
        draw_rules();
        for (const ChartLine& line : m_chart.lines) draw_line(line);
        draw_rule_labels();
        draw_dots();
        draw_notes();
        const std::optional<Hit> hit = m_is_hovered ? nearest() : std::nullopt;
        draw_highlights(hit);
        PlotAnswer answer;
        brush(answer);
        m_draw.PopClipRect();
        if (hit) describe(*hit, answer);
        return answer;
    }

private:
    struct Hit {
        const ChartPoint* point;
        ImVec2 at;
    };

    [[nodiscard]] ImVec2 at(const ChartPoint& p) const {
        return {m_min.x + static_cast<float>(m_chart.x.share_of(p.x)) * (m_max.x - m_min.x),
                m_max.y - static_cast<float>(m_chart.y.share_of(p.y)) * (m_max.y - m_min.y)};
    }
    [[nodiscard]] static std::string tick_text(const scene::ChartAxis& axis, double tick) {
        return base::format_number(tick, axis.decimals);
    }
    [[nodiscard]] ImU32 ink(scene::ChartInk which, double opacity = 1) const {
        return packed(which == scene::ChartInk::quiet ? m_s.colours.secondary : scene::chart_colour(which, theme_of(m_s)), opacity);
    }

    void draw_axes() {
        const ImU32 quiet = packed(m_s.colours.secondary), hair = packed(m_s.colours.hairline);
        m_draw.AddText({m_min.x, m_min.y - m_line - m_s.px(6)}, quiet, fitted(m_chart.y.title, m_max.x - m_min.x).c_str());
        const std::string x_title = fitted(m_chart.x.title, m_max.x - m_min.x);
        m_draw.AddText({m_max.x - text_size(x_title).x, m_max.y + m_line + m_s.px(8)}, quiet, x_title.c_str());
        // Labels that would touch leave every other one out.
        const auto room = static_cast<double>(m_max.y - m_min.y) / static_cast<double>(std::max<std::size_t>(1, m_chart.y.ticks.size()));
        const std::size_t every = std::max<std::size_t>(1, static_cast<std::size_t>(std::ceil(m_line * 1.2 / room)));
        for (std::size_t i = 0; i < m_chart.y.ticks.size(); ++i) {
            const float y = std::round(at({m_chart.x.low, m_chart.y.ticks[i], geo::no_area, {}}).y);
            m_draw.AddLine({m_min.x, y}, {m_max.x, y}, hair);
            if (i % every != 0) continue;
            const std::string text = tick_text(m_chart.y, m_chart.y.ticks[i]);
            m_draw.AddText({m_min.x - text_size(text).x - m_s.px(6), y - m_line / 2}, quiet, text.c_str());
        }
        m_draw.AddLine({m_min.x, m_max.y}, {m_max.x, m_max.y}, quiet);
        for (const double tick : m_chart.x.ticks) {
            const float x = std::round(at({tick, m_chart.y.low, geo::no_area, {}}).x);
            m_draw.AddLine({x, m_max.y}, {x, m_max.y + m_s.px(3)}, quiet);
            const std::string text = tick_text(m_chart.x, tick);
            m_draw.AddText({x - text_size(text).x / 2, m_max.y + m_s.px(5)}, quiet, text.c_str());
        }
    }

    void draw_rules() {
        for (const scene::ChartRule& rule : m_chart.rules) {
            const scene::ChartAxis& axis = rule.is_vertical ? m_chart.x : m_chart.y;
            if (rule.at < axis.low || rule.at > axis.high) continue;
            const ImVec2 a = at(rule.is_vertical ? ChartPoint{rule.at, m_chart.y.low, geo::no_area, {}}
                                                 : ChartPoint{m_chart.x.low, rule.at, geo::no_area, {}});
            const ImVec2 b = at(rule.is_vertical ? ChartPoint{rule.at, m_chart.y.high, geo::no_area, {}}
                                                 : ChartPoint{m_chart.x.high, rule.at, geo::no_area, {}});
            float along = 0;
            dashed_line(m_draw, a, b, packed(m_s.colours.secondary), std::max(1.0F, m_s.scale), m_s.px(4), along);
        }
    }

    /// Over the lines, on a ground of their own.
    void draw_rule_labels() {
        for (const scene::ChartRule& rule : m_chart.rules) {
            const scene::ChartAxis& axis = rule.is_vertical ? m_chart.x : m_chart.y;
            if (rule.label.empty() || rule.at < axis.low || rule.at > axis.high) continue;
            const ImVec2 end = at(rule.is_vertical ? ChartPoint{rule.at, m_chart.y.high, geo::no_area, {}}
                                                   : ChartPoint{m_chart.x.high, rule.at, geo::no_area, {}});
            const float width = text_size(rule.label).x;
            const ImVec2 corner = rule.is_vertical ? ImVec2{std::min(end.x + m_s.px(4), m_max.x - width), end.y + m_s.px(1)}
                                                   : ImVec2{end.x - width, end.y - m_line / 2};
            m_draw.AddRectFilled({corner.x - m_s.px(3), corner.y}, {corner.x + width, corner.y + m_line}, packed(m_s.colours.panel, 0.9));
            m_draw.AddText(corner, packed(m_s.colours.secondary), rule.label.c_str());
        }
    }

    void draw_line(const ChartLine& line) {
        const ImU32 colour = ink(line.ink);
        const float thick = thickness(m_s, line.width_mm);
        for (const auto& piece : scene::clipped(line, m_chart.x, m_chart.y)) {
            std::vector<ImVec2> points;
            for (const ChartPoint& p : piece) points.push_back(at(p));
            if (!line.is_dashed) {
                m_draw.AddPolyline(points.data(), static_cast<int>(points.size()), colour, ImDrawFlags_None, thick);
                continue;
            }
            float along = 0;
            for (std::size_t i = 0; i + 1 < points.size(); ++i)
                dashed_line(m_draw, points[i], points[i + 1], colour, thick, m_s.px(5), along);
        }
    }

    void draw_dots() {
        const float radius = m_s.px(3.5);
        for (const scene::ChartDots& dots : m_chart.dots)
            for (const ChartPoint& p : dots.points) {
                const auto area = static_cast<std::size_t>(p.area);
                const bool has_class = p.area != geo::no_area && area < m_colours.size();
                m_draw.AddCircleFilled(at(p), radius, has_class ? packed(m_colours[area]) : ink(dots.ink));
                m_draw.AddCircle(at(p), radius, packed(m_s.colours.text, 0.55), 0, std::max(1.0F, m_s.scale));
            }
    }

    /// Right below the point is free ground under a curve; else left above it, and so on around.
    [[nodiscard]] ImVec2 place_beside(ImVec2 p, ImVec2 size) {
        const float away = m_s.px(9);
        const std::array<ImVec2, 4> corners{{{p.x + away, p.y + m_s.px(1)},
                                             {p.x - away - size.x, p.y - size.y - m_s.px(1)},
                                             {p.x + away, p.y + m_s.px(1) + size.y},
                                             {p.x - away - size.x, p.y + m_s.px(1)}}};
        const auto is_free = [&](ImVec2 c) {
            if (c.x < m_min.x || c.x + size.x > m_max.x || c.y < m_min.y || c.y + size.y > m_max.y) return false;
            return std::ranges::none_of(
                m_taken, [&](ImVec2 t) { return c.x < t.x + size.x && t.x < c.x + size.x && c.y < t.y + size.y && t.y < c.y + size.y; });
        };
        const auto found = std::ranges::find_if(corners, is_free);
        return m_taken.emplace_back(found == corners.end() ? corners[0] : *found);
    }

    void draw_notes() {
        const FontScope font(m_s.fonts.small_bold);
        for (const scene::ChartNote& note : m_chart.notes) {
            const ImVec2 p = at(note.at), size = text_size(note.text), corner = place_beside(p, size);
            m_draw.AddCircleFilled(p, m_s.px(5), packed(m_s.colours.panel));
            m_draw.AddCircleFilled(p, m_s.px(3.5), ink(note.ink));
            m_draw.AddRectFilled({corner.x - m_s.px(3), corner.y}, {corner.x + size.x + m_s.px(3), corner.y + size.y},
                                 packed(m_s.colours.panel, 0.85), m_s.px(3));
            m_draw.AddText(corner, ink(note.ink), note.text.c_str());
        }
    }

    template <class F>
    void for_each_point(F see) const {
        for (const ChartLine& line : m_chart.lines)
            if (line.is_pointed_at)
                for (const ChartPoint& p : line.points)
                    if (!p.tip.empty()) see(p);
        for (const scene::ChartDots& dots : m_chart.dots)
            for (const ChartPoint& p : dots.points) see(p);
    }

    [[nodiscard]] std::optional<Hit> nearest() const {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        std::optional<Hit> best;
        float least = m_s.px(reach_px);
        for_each_point([&](const ChartPoint& p) {
            const ImVec2 place = at(p);
            const float away = std::hypot(place.x - mouse.x, place.y - mouse.y);
            if (away <= least) least = away, best = Hit{&p, place};
        });
        return best;
    }

    void ring(ImVec2 place, scene::Rgba colour) const {
        m_draw.AddCircle(place, m_s.px(6.5), packed(m_s.colours.panel), 0, m_s.px(4));
        m_draw.AddCircle(place, m_s.px(6.5), packed(colour), 0, m_s.px(2));
    }
    void draw_highlights(const std::optional<Hit>& hit) const {
        const auto& selection = m_context.session.state().selection;
        const model::AreaIndex hovered = m_context.session.hovered();
        for_each_point([&](const ChartPoint& p) {
            if (p.area == geo::no_area) return;
            if (std::ranges::find(selection, p.area) != selection.end()) ring(at(p), m_s.colours.accent);
            if (p.area == hovered) ring(at(p), m_s.colours.text);
        });
        if (hit) ring(hit->at, m_s.colours.text);
    }

    /// A box dragged over the points selects them.
    void brush(PlotAnswer& answer) {
        auto& start = m_context.ui.chart.brush_start;
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        if (m_is_hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) start = {mouse.x, mouse.y};
        if (!start) return;
        const ImVec2 min{std::min(start->first, mouse.x), std::min(start->second, mouse.y)};
        const ImVec2 max{std::max(start->first, mouse.x), std::max(start->second, mouse.y)};
        const bool is_box = max.x - min.x >= least_drag_px || max.y - min.y >= least_drag_px;
        if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
            if (is_box)
                m_draw.AddRectFilled(min, max, packed(m_s.colours.accent, 0.15)), m_draw.AddRect(min, max, packed(m_s.colours.accent));
            return;
        }
        start.reset();
        if (!is_box) return;
        answer.has_brushed = true;
        for_each_point([&](const ChartPoint& p) {
            const ImVec2 place = at(p);
            if (p.area != geo::no_area && place.x >= min.x && place.x <= max.x && place.y >= min.y && place.y <= max.y)
                answer.brushed.push_back(p.area);
        });
    }

    static void describe(const Hit& hit, PlotAnswer& answer) {
        answer.pointed = hit.point->area;
        answer.clicked = ImGui::IsMouseClicked(ImGuiMouseButton_Left);
        answer.double_clicked = ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
        if (!ImGui::IsMouseDragging(ImGuiMouseButton_Left, least_drag_px)) tip_for_last_item(hit.point->tip);
    }

    PanelContext& m_context;
    const Style& m_s;
    const Chart& m_chart;
    const AreaColours& m_colours;
    ImDrawList& m_draw;
    ImVec2 m_min{}, m_max{};
    std::vector<ImVec2> m_taken;  ///< corners of names drawn so far
    float m_line = 0;
    bool m_is_hovered = false;
};

}  // namespace

PlotAnswer draw_plot(PanelContext& context, const Chart& chart, const AreaColours& colours, ImVec2 size) {
    return Plot(context, chart, colours, size).run();
}

void draw_plot_key(const PanelContext& context, const Chart& chart) {
    const Style& s = context.style;
    const FontScope font(s.fonts.small);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (const ChartLine& line : chart.lines) {
        if (line.label.empty()) continue;
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        const float middle = corner.y + ImGui::GetTextLineHeight() / 2;
        const ImU32 colour = packed(line.ink == scene::ChartInk::quiet ? s.colours.secondary : scene::chart_colour(line.ink, theme_of(s)));
        float along = 0;
        dashed_line(draw, {corner.x, middle}, {corner.x + s.px(22), middle}, colour, thickness(s, line.width_mm),
                    line.is_dashed ? s.px(5) : s.px(100), along);
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + s.px(30));
        text_secondary(line.label);
    }
}

}  // namespace needsmap::panels
