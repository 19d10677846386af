#include "publish/report_html.hpp"

#include <algorithm>

namespace needsmap::publish {

namespace {

using scene::PrintedTable;
using scene::TableColumn;

/// Colours of docs and paper: the look of a sheet. Figures of one width, so that columns line up. Maps are drawn for paper, so in the dark they
/// stand on a light card. A wide table scrolls below its fixed first column.
constexpr const char* style = R"(
:root{color-scheme:light dark;--page:#fff;--text:#1c2326;--quiet:#5a656b;--line:#dde2e0;--accent:#0b5cad}
@media screen and (prefers-color-scheme:dark){
:root{--page:#14181b;--text:#e7ecee;--quiet:#9aa7ae;--line:#2c353a;--accent:#5aa9f0}
figure svg{background:#fff;border-radius:6px;padding:12px}
}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--text);font:16px/1.5 Inter,"Noto Sans",system-ui,sans-serif;font-variant-numeric:tabular-nums}
main{max-width:1320px;margin:0 auto;padding:32px 24px 48px}
h1,h2{font-weight:600}
h1{font-size:1.9rem;line-height:1.2;margin:0 0 4px}
h2{font-size:1.15rem;margin:36px 0 8px}
p{margin:0 0 12px;max-width:78ch}
.subtitle{color:var(--quiet);margin-bottom:18px}
.lead{font-size:1.08rem}
.warning{display:inline-block;border:1px solid var(--text);border-radius:6px;padding:4px 12px;font-weight:600;margin:0 0 18px;max-width:none}
.wide{overflow-x:auto}
.wide:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
table{border-collapse:collapse;font-size:.75rem;width:100%}
caption{text-align:left;font-weight:600;padding:0 0 8px;font-size:.84rem}
th,td{padding:4px;text-align:right;font-weight:400;white-space:nowrap}
thead th{font-weight:600;vertical-align:bottom}
thead th[colspan]:not([colspan="1"]){white-space:normal}
thead tr:last-child th{font-weight:400;color:var(--quiet);border-bottom:1px solid var(--quiet)}
tbody th,th.label{text-align:left;white-space:normal;min-width:7.5rem}
tbody th,th.label{position:sticky;left:0;background:var(--page)}
tbody tr{border-bottom:1px solid var(--line)}
tbody tr.section{border-bottom:1px solid var(--quiet)}
tbody tr.section th{font-weight:600;padding-top:12px;position:static}
.first{padding-left:12px}
figure{margin:12px 0 28px}
figure svg{max-width:100%;height:auto;display:block}
figcaption{color:var(--quiet);font-size:.88rem;margin-top:6px;max-width:90ch}
.small{font-size:.84rem;color:var(--quiet)}
.small li{margin-bottom:4px}
ul{padding-left:20px;max-width:100ch}
@page{size:A4 landscape;margin:12mm}
@media print{
html,body{font-size:9pt}
main{max-width:none;padding:0}
table{font-size:7.2pt}
th,td{padding:1.5pt 3pt}
.wide{overflow:visible}
tbody th,th.label{position:static}
h2,caption,tr.section{break-after:avoid}
figure,tr{break-inside:avoid}
figure svg{max-height:160mm}
thead{display:table-header-group}
})";

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string element(const std::string& tag, const std::string& text) {
    const std::string name = tag.substr(0, tag.find(' '));
    return text.empty() ? std::string() : "<" + tag + ">" + escaped(text) + "</" + name + ">\n";
}

std::string list_of(const std::vector<std::string>& lines) {
    if (lines.empty()) return {};
    std::string out = "<ul class=\"small\">\n";
    for (const std::string& line : lines) out += element("li", line);
    return out + "</ul>\n";
}

bool begins_group(const std::vector<TableColumn>& columns, std::size_t c) {
    return c == 0 || columns[c].group.empty() || columns[c].group != columns[c - 1].group;
}

/// Two rows: groups of columns, then the columns. A group of one column has one head over both rows.
std::string table_head(const PrintedTable& table) {
    const auto& columns = table.columns;
    std::string groups = "<tr><th class=\"label\" scope=\"col\" rowspan=\"2\">" + escaped(table.label_head) + "</th>", heads = "<tr>";
    for (std::size_t from = 0; from < columns.size();) {
        std::size_t to = from + 1;
        while (to < columns.size() && !begins_group(columns, to)) ++to;
        const std::string span = std::to_string(to - from);
        groups += "<th class=\"first\" scope=\"colgroup\" colspan=\"" + span + "\">" + escaped(columns[from].group) + "</th>";
        for (std::size_t c = from; c < to; ++c)
            heads += std::string("<th") + (c == from ? " class=\"first\"" : "") + " scope=\"col\">" + escaped(columns[c].head) + "</th>";
        from = to;
    }
    return "<thead>" + groups + "</tr>\n" + heads + "</tr></thead>\n";
}

std::string table_body(const PrintedTable& table) {
    std::string out;
    for (const scene::TableSection& section : table.sections) {
        out += "<tbody>\n";
        if (!section.title.empty())
            out += "<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"" + std::to_string(table.columns.size() + 1) + "\">" +
                   escaped(section.title) + "</th></tr>\n";
        for (const scene::TableRow& row : section.rows) {
            out += "<tr><th scope=\"row\">" + escaped(row.label) + "</th>";
            for (std::size_t c = 0; c < row.cells.size(); ++c)
                out +=
                    std::string("<td") + (begins_group(table.columns, c) ? " class=\"first\"" : "") + ">" + escaped(row.cells[c]) + "</td>";
            out += "</tr>\n";
        }
        out += "</tbody>\n";
    }
    return out;
}

std::string table_html(const Report& report) {
    if (report.table.columns.empty()) return {};
    return "<div class=\"wide\" role=\"region\" aria-label=\"" + escaped(report.table.caption) + "\" tabindex=\"0\">\n<table>\n" +
           element("caption", report.table.caption) + table_head(report.table) + table_body(report.table) + "</table>\n</div>\n" +
           list_of(report.table_notes);
}

std::string figures_html(const Report& report, base::JobContext& job) {
    std::string out;
    for (std::size_t i = 0; i < report.figures.size(); ++i) {
        const ReportFigure& figure = report.figures[i];
        paper::Metadata words;
        words.title = figure.sheet.title.empty() ? figure.caption : figure.sheet.title;
        words.description = figure.sheet.description;
        out += "<figure>\n" + paper::paint_svg_element(figure.sheet.list, words, "figure" + std::to_string(i + 1) + "-", job) +
               element("figcaption", figure.caption) + "</figure>\n";
    }
    return out;
}

std::string head_html(const Report& report, const paper::Metadata& metadata) {
    std::string out = "<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
    out += element("title", report.title);
    const auto meta = [&](const std::string& name, const std::string& content) {
        if (!content.empty()) out += "<meta name=\"" + escaped(name) + "\" content=\"" + escaped(content) + "\">\n";
    };
    meta("description", report.paragraphs.empty() ? std::string() : report.paragraphs.front());
    meta("author", metadata.author);
    meta("generator", "needsmap");
    for (const auto& [name, value] : metadata.provenance) meta("needsmap:" + name, value);
    return out + "<style>" + style + "\n</style>\n</head>\n";
}

}  // namespace

std::string report_html(const Report& report, const paper::Metadata& metadata, base::JobContext& job) {
    std::string out = "<!DOCTYPE html>\n<html lang=\"en-GB\">\n" + head_html(report, metadata) + "<body>\n<main>\n<header>\n";
    out += element("h1", report.title) + element("p class=\"subtitle\"", report.subtitle) + element("p class=\"warning\"", report.warning);
    out += "</header>\n";
    for (const std::string& paragraph : report.paragraphs) out += element("p class=\"lead\"", paragraph);
    if (!report.table.columns.empty()) out += "<h2>Who gains, who loses</h2>\n" + table_html(report);
    if (!report.figures.empty()) out += "<h2>Maps</h2>\n" + figures_html(report, job);
    if (!report.method_lines.empty()) out += "<h2>How it was worked out</h2>\n" + list_of(report.method_lines);
    if (!report.source_lines.empty()) out += "<h2>Sources</h2>\n" + list_of(report.source_lines);
    return out + "</main>\n</body>\n</html>\n";
}

}  // namespace needsmap::publish
