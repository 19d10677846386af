// The equality table as a result, with small counts left out.
#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/equality.hpp"
#include "analysis/equality_counts.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::Demand;

namespace {

using Numbers = std::vector<std::optional<double>>;

std::string plain(double value) { return base::format_plain(value, value == std::floor(value) ? 0 : 1); }

/// The counts of a column that may be told.
Numbers only(Numbers cells, const std::vector<bool>& told) {
    for (std::size_t row = 0; row < cells.size(); ++row)
        if (!told[row]) cells[row] = std::nullopt;
    return cells;
}

class Making {
public:
    Making(const Demand& demand, const MeasuredPlan* before, const MeasuredPlan& after, const EqualityQuestion& question)
        : m_demand(demand),
          m_before(before),
          m_after(after),
          m_question(question),
          m_rows(equality_rows(demand, before, after, question)),
          m_told(told_equality(m_rows, question, before != nullptr)) {
        if (question.unit == model::CostUnit::metres) m_scale = 0.001, m_unit = "km";
    }

    std::shared_ptr<const model::Result> run() {
        auto result = std::make_shared<model::Result>();
        result->id = m_question.id;
        result->title = m_before != nullptr ? "“" + m_before->title + "” and “" + m_after.title + "”" : "“" + m_after.title + "”";
        result->title += " compared by who lives where";
        fill_table(result->table);
        result->finding = equality_paragraph(m_rows, m_demand, m_before, m_after, m_question);
        result->method_lines = method_lines();
        result->diagnostics.add_all(m_demand.diagnostics);
        result->command = m_question.command;
        return result;
    }

private:
    [[nodiscard]] Numbers column(bool after, const std::function<std::optional<double>(const AccessSummary&)>& get) const {
        Numbers out;
        for (const EqualityRow& row : m_rows) out.push_back(get(after ? row.after : row.before));
        return out;
    }
    void add(model::ResultTable& table, const std::string& name, const std::string& title, Numbers cells) const {
        table.columns.push_back(model::number_column(name, title, 1, std::move(cells)));
    }

    using Get = std::function<std::optional<double>(const AccessSummary&)>;
    /// A measure under one plan, or under both and its change; `told` by row, null: all of it.
    void measure(model::ResultTable& table, const std::string& name, const std::string& title, const std::vector<bool>* told,
                 const Get& get) const {
        const auto cells = [&](bool after) { return told != nullptr ? only(column(after, get), *told) : column(after, get); };
        if (m_before == nullptr) return add(table, name, title, cells(true));
        const Numbers a = cells(false), b = cells(true);
        Numbers change;
        for (std::size_t r = 0; r < a.size(); ++r) change.push_back(a[r] && b[r] ? std::optional(*b[r] - *a[r]) : std::nullopt);
        add(table, name + "_a", title + ", “" + m_before->title + "”", a);
        add(table, name + "_b", title + ", “" + m_after.title + "”", b);
        add(table, name + "_change", title + ", after less before", std::move(change));
    }
    void cost(model::ResultTable& table, const std::string& name, const std::string& title, Cell AccessSummary::*cell) const {
        measure(table, name, title, nullptr, [&](const AccessSummary& s) -> std::optional<double> {
            const bool known = (s.*cell).has_number() && !(s.weight > 0 && s.weight < m_question.suppress_below);
            return known ? std::optional((s.*cell).number * m_scale) : std::nullopt;
        });
    }

    void add_measures(model::ResultTable& table) const {
        const auto bound = [&](double cost) { return plain(cost * m_scale) + " " + m_unit; };
        measure(table, "reached", "Of these within " + bound(m_question.options.within), &m_told.reached,
                [](const AccessSummary& s) { return s.reached; });
        cost(table, m_unit, "Mean " + m_unit + " to the nearest" + (m_before == nullptr ? "" : " of those who can get there under both"),
             &AccessSummary::mean);
        cost(table, m_unit + "_p90", "Nine in ten have at most this", &AccessSummary::p90);
        for (std::size_t b = 0; b < m_question.options.beyond.size(); ++b)
            measure(table, "beyond_" + plain(m_question.options.beyond[b] * m_scale),
                    "Beyond " + bound(m_question.options.beyond[b]) + " or without service", &m_told.beyond[b],
                    [b](const AccessSummary& s) { return s.beyond[b]; });
        measure(table, "no_service", "Without any way to get there", &m_told.no_service,
                [](const AccessSummary& s) { return s.no_service; });
    }

    void fill_table(model::ResultTable& table) const {
        std::vector<std::string> dimensions, groups;
        Numbers gain, lose;
        for (const EqualityRow& row : m_rows) {
            dimensions.push_back(row.dimension), groups.push_back(row.group);
            gain.emplace_back(row.gain), lose.emplace_back(row.lose);
        }
        table.columns = {model::text_column("dimension", "By what the groups are made", std::move(dimensions)),
                         model::text_column("group", "The group", std::move(groups))};
        const std::string who = m_demand.unit.empty() ? m_demand.title + " (weight)" : base::capitalised(m_demand.unit);
        add(table, "demand", who, only(column(true, [](const AccessSummary& s) { return s.weight; }), m_told.all));
        add_measures(table);
        if (m_before == nullptr) return;
        add(table, "gain", "Of these whose nearest gets nearer by more than " + least(), only(std::move(gain), m_told.gain));
        add(table, "lose", "Of these whose nearest gets farther by more than " + least(), only(std::move(lose), m_told.lose));
    }
    [[nodiscard]] std::string least() const { return m_question.unit == model::CostUnit::minutes ? "1 minute" : "100 metres"; }

    [[nodiscard]] std::vector<std::string> method_lines() const {
        std::vector<std::string> lines = m_question.method_lines;
        lines.push_back("Demand: " + m_demand.title + "; means are weighted by it and of those who can get there" +
                        (m_before != nullptr ? " under both plans" : "") + ", nine in ten are of everybody");
        if (m_question.deprivation)
            lines.push_back("Fifths: " + base::lower_first(m_demand.geography->title) + " in order of " +
                            m_question.deprivation->definition->title +
                            ", each fifth with the same share of the demand as nearly as whole areas allow");
        if (m_told.withholds())
            lines.push_back("Counts below " + plain(m_question.suppress_below) +
                            " are not shown, nor those from which one could be worked out");
        for (const base::Diagnostic& d : m_demand.diagnostics.items()) lines.push_back(d.message);
        return lines;
    }

    const Demand& m_demand;
    const MeasuredPlan* m_before;
    const MeasuredPlan& m_after;
    const EqualityQuestion& m_question;
    std::vector<EqualityRow> m_rows;
    ToldEquality m_told;
    double m_scale = 1;
    std::string m_unit = "minutes";
};

}  // namespace

std::shared_ptr<const model::Result> equality_result(const Demand& demand, const MeasuredPlan* before, const MeasuredPlan& after,
                                                     const EqualityQuestion& question) {
    auto result = Making(demand, before, after, question).run();
    model::check_result(*result);
    return result;
}

}  // namespace needsmap::analysis
