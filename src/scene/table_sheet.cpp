#include "scene/table_sheet.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace needsmap::scene {

namespace {

constexpr double least_column_mm = 8.5;

/// A row of a section, or the section's title.
struct Line {
    const TableSection* title = nullptr;
    const TableRow* row = nullptr;
};

std::vector<Line> lines_of(const PrintedTable& table) {
    std::vector<Line> lines;
    for (const TableSection& section : table.sections) {
        if (!section.title.empty()) lines.push_back({&section, nullptr});
        for (const TableRow& row : section.rows) lines.push_back({nullptr, &row});
    }
    return lines;
}

class TablePages {
public:
    explicit TablePages(const TableSheetRequest& request)
        : m_request(request),
          m_theme(paper_map_theme()),
          m_type(page_type(request.paper, m_theme)),
          m_left(page_margin_mm),
          m_right(request.paper.width_mm - page_margin_mm),
          m_label_mm(std::clamp((m_right - m_left) * 0.155, 34 * m_type.scale, 60 * m_type.scale)),
          m_column_mm((m_right - m_left - m_label_mm) / static_cast<double>(std::max<std::size_t>(request.table.columns.size(), 1))) {
        if (m_column_mm < least_column_mm * m_type.scale)
            throw base::Error("The paper is too narrow for the table.", "Use A4 or A3, not upright.", base::ErrorKind::usage);
    }

    std::vector<Sheet> run() {
        const std::vector<Line> lines = lines_of(m_request.table);
        std::size_t next = 0;
        while (next < lines.size() || m_sheets.empty()) next = add_page(lines, next);
        return std::move(m_sheets);
    }

private:
    static Item shared(Group group) { return std::make_shared<const Group>(std::move(group)); }
    [[nodiscard]] double k() const { return m_type.scale; }
    [[nodiscard]] double row_mm() const { return 4.2 * k(); }
    [[nodiscard]] double title_mm() const { return 5.6 * k(); }
    [[nodiscard]] double height_of(const Line& line) const { return line.row != nullptr ? row_mm() : title_mm(); }
    [[nodiscard]] double column_right(std::size_t column) const {
        return m_left + m_label_mm + m_column_mm * static_cast<double>(column + 1);
    }

    /// Draws lines from `next` on; returns the first one that has no room any more.
    std::size_t add_page(const std::vector<Line>& lines, std::size_t next) {
        PageWords words = m_request.words;
        if (!m_sheets.empty()) words.lead.clear(), words.title += " (continued)";
        Sheet sheet;
        sheet.title = words.title, sheet.subtitle = words.subtitle, sheet.description = m_request.description;
        sheet.list.width_mm = m_request.paper.width_mm, sheet.list.height_mm = m_request.paper.height_mm;
        sheet.list.background = m_theme.page;
        sheet.list.root.name = "sheet";
        Group header, foot, table;
        header.name = "title", foot.name = "source", table.name = "table";
        double y = draw_page_header(header, m_request.paper, words, m_type) + 4.5 * k();
        const double bottom = draw_page_foot(foot, m_request.paper, words, m_type) - 2.5 * k();
        y = draw_heads(table, y);
        const std::size_t first = next;
        // A title stays with its first row.
        while (next < lines.size()) {
            const double needed = height_of(lines[next]) + (lines[next].row == nullptr ? row_mm() : 0);
            if (y + needed > bottom) break;
            y = draw_line(table, lines[next++], y);
        }
        if (next == first && !lines.empty())
            throw base::Error("The paper is too small for the table.", "Use A4 or A3.", base::ErrorKind::usage);
        PageInk(table).rule(m_left, y, m_right, y, m_theme.secondary_text, 0.2);
        for (Group* group : {&header, &table, &foot}) sheet.list.root.items.push_back(shared(std::move(*group)));
        m_sheets.push_back(std::move(sheet));
        return next;
    }

    double draw_heads(Group& group, double y) {
        PageInk page(group);
        const TypeStyle heading = heading_style(), note = m_type.note;
        const std::vector<TableColumn>& columns = m_request.table.columns;
        const double group_base = y + heading.cap_mm(), head_base = group_base + 5 * k();
        for (std::size_t from = 0; from < columns.size();) {
            std::size_t to = from + 1;
            while (to < columns.size() && !columns[from].group.empty() && columns[to].group == columns[from].group) ++to;
            const double left = column_right(from) - m_column_mm + 2.2 * k(), right = column_right(to - 1);
            const double room = right - left;
            page.line(right, group_base, Fonts::shared().elide(columns[from].group, heading.weight, heading.size_mm, room), heading,
                      Align::right);
            if (to > from + 1) page.rule(left, group_base + 1.5 * k(), right, group_base + 1.5 * k(), m_theme.hairline, 0.2);
            from = to;
        }
        for (std::size_t c = 0; c < columns.size(); ++c) page.line(column_right(c), head_base, columns[c].head, note, Align::right);
        page.line(m_left, head_base, m_request.table.label_head, note);
        const double bottom = head_base + 1.6 * k();
        page.rule(m_left, bottom, m_right, bottom, m_theme.secondary_text, 0.25);
        return bottom;
    }

    double draw_line(Group& group, const Line& line, double y) {
        PageInk page(group);
        const double height = height_of(line), baseline = y + height - 1.25 * k();
        if (line.row == nullptr) {
            page.line(m_left, baseline, line.title->title, heading_style());
            page.rule(m_left, y + height, m_right, y + height, m_theme.hairline, 0.15);
            return y + height;
        }
        const TypeStyle& style = m_type.note;
        TypeStyle text = style;
        text.colour = m_theme.text;
        page.line(m_left, baseline, Fonts::shared().elide(line.row->label, text.weight, text.size_mm, m_label_mm - 1), text);
        for (std::size_t c = 0; c < line.row->cells.size(); ++c)
            page.line(column_right(c), baseline, line.row->cells[c], text, Align::right);
        page.rule(m_left, y + height, m_right, y + height, m_theme.hairline, 0.08);
        return y + height;
    }

    /// Heads are small: many columns share the width.
    [[nodiscard]] TypeStyle heading_style() const {
        TypeStyle style = m_type.note;
        style.weight = Weight::semibold, style.colour = m_theme.text;
        return style;
    }

    const TableSheetRequest& m_request;
    const MapTheme& m_theme;
    SheetType m_type;
    double m_left, m_right, m_label_mm, m_column_mm;
    std::vector<Sheet> m_sheets;
};

}  // namespace

std::vector<Sheet> compile_table_sheets(const TableSheetRequest& request) { return TablePages(request).run(); }

}  // namespace needsmap::scene
