#include "app/compare_report.hpp"

#include <algorithm>

#include "app/finding.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "scene/classify.hpp"
#include "scene/map_row.hpp"
#include "scene/sheet_words.hpp"
#include "scene/table_sheet.hpp"

namespace needsmap::app {

namespace {

constexpr const char* illustrative_words = "Illustrative data: not measured values. They must not be used for decisions.";

/// Columns of the result that stand together under one head.
struct Measure {
    std::string name, group;
    int decimals;
    bool is_change = false;
};

std::string signed_number(double value, int decimals) {
    const std::string text = base::format_number(value, decimals);
    const bool is_zero = text.find_first_of("123456789") == std::string::npos;
    return value > 0 && !is_zero ? "+" + text : text;
}

bool is_anywhere(const model::ResultTable& table, const std::string& name) {
    const model::ResultColumn* column = table.find(name);
    return column != nullptr && std::ranges::any_of(column->numbers, [](const std::optional<double>& cell) { return !cell || *cell > 0; });
}

/// Of "beyond_15_a", "beyond_30_a" …: the bounds as they stand in the names.
std::vector<std::string> bounds_of(const model::ResultTable& table) {
    std::vector<std::string> out;
    for (const model::ResultColumn& column : table.columns)
        if (column.name.starts_with("beyond_") && column.name.ends_with("_a")) out.push_back(column.name.substr(7, column.name.size() - 9));
    return out;
}

class EqualityPrint {
public:
    explicit EqualityPrint(const CompareStudy& study)
        : m_study(study), m_table(study.table->table), m_count_decimals(study.unit.empty() ? 1 : 0) {}

    scene::PrintedTable run() {
        scene::PrintedTable out;
        const std::string unit = m_table.find("minutes_a") != nullptr ? "minutes" : "km";
        out.caption = m_study.demand_title + " by who lives where: A is “" + m_study.pair.a.scenario.title + "”, B is “" +
                      m_study.pair.b.scenario.title + "”, " + m_study.mode_words;
        out.label_head = "Where they live";
        add_column(out, {}, m_study.unit.empty() ? "Weight" : base::capitalised(m_study.unit), "demand", m_count_decimals, false);
        add_three(out, unit, "Mean " + unit, 1);
        add_three(out, unit + "_p90", "9 in 10 within, " + unit, 1);
        for (const std::string& bound : bounds_of(m_table))
            add_three(out, "beyond_" + bound, "Beyond " + bound + " " + unit, m_count_decimals);
        if (is_anywhere(m_table, "no_service_a") || is_anywhere(m_table, "no_service_b"))
            add_two(out, "no_service", "No way there", m_count_decimals);
        add_column(out, "Nearest is", "nearer", "gain", m_count_decimals, false);
        add_column(out, "Nearest is", "farther", "lose", m_count_decimals, false);
        add_rows(out);
        return out;
    }

private:
    void add_column(scene::PrintedTable& out, const std::string& group, const std::string& head, const std::string& name, int decimals,
                    bool is_change) {
        out.columns.push_back({group, head});
        m_cells.push_back({name, group, decimals, is_change});
    }
    void add_three(scene::PrintedTable& out, const std::string& name, const std::string& group, int decimals) {
        add_column(out, group, "A", name + "_a", decimals, false);
        add_column(out, group, "B", name + "_b", decimals, false);
        add_column(out, group, "change", name + "_change", decimals, true);
    }
    void add_two(scene::PrintedTable& out, const std::string& name, const std::string& group, int decimals) {
        add_column(out, group, "A", name + "_a", decimals, false);
        add_column(out, group, "B", name + "_b", decimals, false);
    }
    void add_rows(scene::PrintedTable& out) const {
        const auto& dimensions = m_table.find("dimension")->texts;
        for (std::size_t row = 0; row < m_table.row_count(); ++row) {
            if (row == 0 || dimensions[row] != dimensions[row - 1]) out.sections.push_back({section_title(dimensions[row]), {}});
            out.sections.back().rows.push_back(printed(row));
        }
    }
    static std::string section_title(const std::string& dimension) {
        if (dimension == "deprivation") return "By deprivation";
        if (dimension == "rural-urban") return "By rural-urban class";
        if (dimension == "locality") return "By locality";
        return {};
    }
    [[nodiscard]] scene::TableRow printed(std::size_t row) const {
        scene::TableRow out;
        out.label = base::capitalised(m_table.find("group")->texts[row]);
        for (const Measure& measure : m_cells) {
            const std::optional<double> cell = m_table.find(measure.name)->numbers[row];
            out.cells.push_back(!cell               ? "–"
                                : measure.is_change ? signed_number(*cell, measure.decimals)
                                                    : base::format_number(*cell, measure.decimals));
        }
        return out;
    }

    const CompareStudy& m_study;
    const model::ResultTable& m_table;
    int m_count_decimals;
    std::vector<Measure> m_cells;
};

class Pages {
public:
    Pages(const std::shared_ptr<const model::Workspace>& workspace, const CompareStudy& study, const std::optional<std::string>& title)
        : m_study(study), m_workspace(with_plans(*model::with_result(*workspace, study.change), study.pair)) {
        m_title = title.value_or("“" + base::capitalised(a().title) + "” and “" + b().title + "” compared");
        m_subtitle = study.demand_title + " · way to the nearest " + study.pair.set->singular + " " + study.mode_words +
                     (workspace->county.empty() ? "" : " · " + workspace->county);
    }

    [[nodiscard]] publish::Report report() const {
        publish::Report out;
        out.title = m_title, out.subtitle = m_subtitle;
        out.paragraphs = {as_sentence(m_study.table->finding)};
        out.table = printed_equality(m_study);
        out.table_notes = table_notes();
        out.figures = {{plans_sheet(figure(270, 132), {}), plans_words() + ". " + plans_note()}, {change_figure(), change_words() + "."}};
        out.method_lines = sentences(m_study.table->method_lines);
        out.method_lines.push_back(as_sentence(m_study.change->method_lines.back()));
        out.source_lines = source_lines();
        if (m_workspace->illustrative) out.warning = illustrative_words;
        return out;
    }

    [[nodiscard]] std::vector<scene::Sheet> sheets(const scene::Paper& paper) const {
        scene::PageWords words = page_words();
        words.lead = as_sentence(m_study.table->finding);
        const scene::PrintedTable table = printed_equality(m_study);
        std::vector<scene::Sheet> out = scene::compile_table_sheets({table, words, paper, table.caption + ". " + words.lead});
        words.title = "Way to the nearest " + m_study.pair.set->singular + " " + m_study.mode_words + " under both plans";
        words.subtitle = scene::sheet_subtitle(change_request(paper)), words.lead.clear();
        words.source_lines = source_lines();
        words.reading_lines = {plans_note()};
        if (m_workspace->illustrative) words.reading_lines.push_back(illustrative_words);
        out.push_back(plans_sheet(paper, words));
        scene::SheetRequest change = change_request(paper);
        change.title = m_study.change->indicator->definition->title;
        change.date = base::format_date(base::document_time());
        out.push_back(scene::compile_sheet(change));
        return out;
    }

private:
    [[nodiscard]] const model::Scenario& a() const { return m_study.pair.a.scenario; }
    [[nodiscard]] const model::Scenario& b() const { return m_study.pair.b.scenario; }
    static scene::Paper figure(double width_mm, double height_mm) { return {width_mm, height_mm, "figure"}; }
    [[nodiscard]] std::string plans_words() const {
        return "Way to the nearest " + m_study.pair.set->singular + " " + m_study.mode_words + ": A “" + a().title + "”, B “" + b().title +
               "”";
    }
    [[nodiscard]] std::string change_words() const {
        return m_study.change->indicator->definition->title + ", from A “" + a().title + "” to B “" + b().title + "”";
    }
    static std::vector<std::string> sentences(const std::vector<std::string>& lines) {
        std::vector<std::string> out;
        for (const std::string& line : lines) out.push_back(as_sentence(line));
        return out;
    }

    [[nodiscard]] std::vector<std::string> table_notes() const {
        std::vector<std::string> out = {
            "A is “" + a().title + "” with " + std::to_string(m_study.pair.a.sites.size()) + " sites, B is “" + b().title + "” with " +
                std::to_string(m_study.pair.b.sites.size()) + "; change is B less A.",
            "Means are of those who can get there under both plans; beyond counts those without any way there as well."};
        if (m_study.suppress_below > 1)
            out.push_back("–: a count below " + base::format_number(m_study.suppress_below, 0) +
                          " or one from which it could be worked out; a mean of nobody; or where nine in ten cannot get there at all.");
        else
            out.push_back("–: a mean of nobody, or where nine in ten cannot get there at all.");
        return out;
    }

    [[nodiscard]] scene::PageWords page_words() const {
        scene::PageWords words;
        words.title = m_title, words.subtitle = m_subtitle, words.illustrative = m_workspace->illustrative;
        words.source_lines = source_lines();
        words.reading_lines = table_notes();
        // The longer half of the method stands with the sources, so that the foot takes few lines.
        const std::vector<std::string> method = sentences(m_study.table->method_lines);
        const std::size_t half = (method.size() + 1) / 2;
        words.source_lines.insert(words.source_lines.begin(), method.begin(), method.begin() + static_cast<std::ptrdiff_t>(half));
        words.reading_lines.insert(words.reading_lines.end(), method.begin() + static_cast<std::ptrdiff_t>(half), method.end());
        if (m_workspace->illustrative) words.reading_lines.push_back(illustrative_words);
        return words;
    }

    /// Of the places as a whole, not of those kept and closed.
    [[nodiscard]] std::vector<std::string> source_lines() const {
        scene::SheetRequest request = change_request({});
        request.map.document.places = {m_study.pair.set->id};
        return scene::source_lines(request);
    }
    [[nodiscard]] std::string plans_note() const {
        return "Both maps have the same classes; counts in the legend are " + scene::areas_word(*m_study.bands_a->geography) +
               ". Means are of those who can get there; where most of the people have no way there, that is what the map shows.";
    }

    [[nodiscard]] scene::MapInput map_of(const std::shared_ptr<const model::Indicator>& indicator, std::vector<std::string> places) const {
        scene::MapInput map;
        map.workspace = m_workspace, map.geography = indicator->geography, map.indicator = indicator;
        map.classification = std::make_shared<const scene::Classification>(scene::classify(*indicator, indicator->definition->classes));
        map.document.layer = indicator->definition->id, map.document.geography = indicator->geography->id;
        map.document.places = std::move(places);
        return map;
    }
    [[nodiscard]] scene::MapInput change_map() const {
        scene::MapInput map = map_of(m_study.change->indicator, places_of_change(*m_workspace, m_study.pair));
        map.result = m_study.change;
        return map;
    }
    [[nodiscard]] scene::SheetRequest change_request(const scene::Paper& paper) const {
        scene::SheetRequest request;
        request.map = change_map(), request.paper = paper;
        return request;
    }

    [[nodiscard]] std::string kinds_words(const model::Indicator& indicator) const {
        std::string out;
        const auto& kinds = indicator.definition->categories;
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            const auto count = std::ranges::count_if(
                indicator.value, [&](const model::Cell& cell) { return cell.has_number() && cell.number == static_cast<double>(i); });
            if (count > 0) out += (out.empty() ? "" : "; ") + kinds[i].label + ": " + std::to_string(count);
        }
        return out;
    }

    [[nodiscard]] scene::Sheet plans_sheet(const scene::Paper& paper, const scene::PageWords& words) const {
        const std::string areas = scene::areas_word(*m_study.bands_a->geography);
        scene::MapRowRequest request;
        request.panels = {{map_of(m_study.bands_a, places_of_a(m_study.pair)), "A: " + base::capitalised(a().title), "A"},
                          {map_of(m_study.bands_b, places_of_b(m_study.pair)), "B: " + base::capitalised(b().title), "B"}};
        request.words = words, request.paper = paper;
        request.description = "Two maps. " + m_study.bands_a->definition->title + ", number of " + areas +
                              ". A: " + kinds_words(*m_study.bands_a) + ". B: " + kinds_words(*m_study.bands_b) + ".";
        return scene::compile_map_row(request);
    }
    [[nodiscard]] scene::Sheet change_figure() const {
        scene::MapRowRequest request;
        request.panels = {{change_map(), {}, {}}};
        request.paper = figure(196, 150);
        request.description = "Map. " + change_words() + ". Number of " + scene::areas_word(*m_study.change->indicator->geography) + ": " +
                              kinds_words(*m_study.change->indicator) + ".";
        return scene::compile_map_row(request);
    }

    const CompareStudy& m_study;
    std::shared_ptr<const model::Workspace> m_workspace;
    std::string m_title, m_subtitle;
};

}  // namespace

scene::PrintedTable printed_equality(const CompareStudy& study) { return EqualityPrint(study).run(); }

publish::Report compare_report(const std::shared_ptr<const model::Workspace>& workspace, const CompareStudy& study,
                               const std::optional<std::string>& title) {
    return Pages(workspace, study, title).report();
}

std::vector<scene::Sheet> compare_sheets(const std::shared_ptr<const model::Workspace>& workspace, const CompareStudy& study,
                                         const std::string& paper, const std::optional<std::string>& title) {
    return Pages(workspace, study, title).sheets(scene::paper_from(paper));
}

}  // namespace needsmap::app
