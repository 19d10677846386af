#include "app/pockets_result.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "app/pockets_choice.hpp"
#include "app/value_text.hpp"
#include "base/format.hpp"

namespace needsmap::app {

namespace {

using analysis::Pocket;
using analysis::PocketReport;
using analysis::PocketVerdict;
using model::Cell;
using Numbers = std::vector<std::optional<double>>;

/// Digits that rates keep in files beyond what maps print, as in `table`.
constexpr int extra_decimals = 4;
constexpr int count_decimals = 6, q_decimals = 9;

/// In the order of PocketVerdict as the legend shows them. Light to dark by how much each calls for a visit, so that a greyscale copy keeps
/// the order.
const std::vector<std::pair<PocketVerdict, model::CategoryStyle>>& kinds() {
    static const std::vector<std::pair<PocketVerdict, model::CategoryStyle>> all = {
        {PocketVerdict::pocket, {"pocket", "#9E1B32", "#FF7A70"}},
        {PocketVerdict::flagged, {"flagged", "#E39A6B", "#B06A3C"}},
        {PocketVerdict::cannot_tell, {"cannot tell", "#D3D6E4", "#566076"}},
        {PocketVerdict::even, {"even", "#E4E4DD", "#343D42"}},
    };
    return all;
}

double kind_of(PocketVerdict verdict) {
    const auto it = std::ranges::find(kinds(), verdict, [](const auto& kind) { return kind.first; });
    return static_cast<double>(it - kinds().begin());
}

int count_of(const PocketReport& report, PocketVerdict verdict) {
    return static_cast<int>(std::ranges::count(report.parents, verdict, &Pocket::verdict));
}

/// Whether the figures of so many small areas may stand beside the parent's own: one more has to stay unsaid beside those without a number,
/// else the difference would tell what is suppressed.
bool may_show(const Pocket& pocket, int figures) {
    return pocket.without_number == 0 || pocket.small_areas - pocket.without_number > figures;
}

std::shared_ptr<const model::LayerDefinition> definition_of(const PocketsSource& source) {
    const model::LayerDefinition& layer = *source.small.definition;
    auto definition = std::make_shared<model::LayerDefinition>();
    definition->id = pockets_result_id(layer.id), definition->title = "Hidden pockets: " + layer.title, definition->theme = layer.theme;
    definition->description = "Which " + plural_in_sentence(*source.parents.geography) + " look fine on average while one of the " +
                              plural_in_sentence(*source.small.geography) + " inside does not.";
    definition->kind = model::LayerKind::category, definition->direction = model::Direction::neutral, definition->decimals = 0;
    definition->period = layer.period, definition->source = layer.source, definition->licence = layer.licence;
    definition->caution = layer.caution;
    for (const auto& [verdict, style] : kinds()) definition->categories.push_back(style);
    return definition;
}

std::shared_ptr<const model::Indicator> indicator_of(const PocketReport& report, const PocketsSource& source) {
    auto indicator = std::make_shared<model::Indicator>();
    indicator->definition = definition_of(source), indicator->geography = source.parents.geography;
    for (const Pocket& pocket : report.parents) {
        // What has no value of its own keeps its state on the map: suppressed stays hatched.
        const bool unknown = !pocket.value.has_number();
        indicator->value.push_back(unknown ? Cell::none(pocket.value.state) : Cell::of(kind_of(pocket.verdict)));
    }
    indicator->rank.assign(report.parents.size(), 0);
    indicator->parts_missing.assign(report.parents.size(), 0);
    indicator->county_value = indicator->county_numerator = indicator->county_denominator = Cell::none(model::CellState::not_applicable);
    return indicator;
}

/// A figure of the worst small area inside, where it may be shown.
template <class F>
auto of_worst(F figure) {
    return [figure](const Pocket& p) { return p.worst && may_show(p, 1) ? std::optional<double>(figure(*p.worst)) : std::nullopt; };
}

/// Columns over the parents in the order of the ranking.
class TableMaker {
public:
    TableMaker(const PocketReport& report, const PocketsSource& source)
        : m_report(report),
          m_parents(*source.parents.geography),
          m_small(*source.small.geography),
          m_layer(*source.small.definition),
          m_digits(m_layer.decimals + extra_decimals) {}

    model::ResultTable run() {
        const std::string unit = m_layer.unit.empty() ? "" : ", " + m_layer.unit;
        text("code", "Code of the " + m_parents.singular, [&](const Pocket& p) { return m_parents.codes[index(p.parent)]; });
        text("name", "Name of the " + m_parents.singular, [&](const Pocket& p) { return m_parents.names[index(p.parent)]; });
        value("value", m_layer.title + unit, [](const Pocket& p) { return known(p.value); });
        count("rank", "1 is the worst; equal figures share the best rank", [](const Pocket& p) { return positive(p.rank); });
        text("worst_small_area", "Code of the worst " + m_small.singular + " inside that has enough children",
             [&](const Pocket& p) { return worst(p) != nullptr ? m_small.codes[index(p.worst->area)] : std::string(); });
        value("worst_value", m_layer.title + " there" + unit, of_worst([](const auto& w) { return w.value; }));
        exact("children_in_need", need_title(), [](const Pocket& p) { return known(p.children_in_need); });
        exact("children_in_need_unflagged", need_title() + " where the " + m_parents.singular + " is not flagged; 0 where it is",
              [](const Pocket& p) { return p.is_flagged ? std::optional(0.0) : known(p.children_in_need); });
        number("heterogeneity_q", "Test that the areas inside differ by chance alone: p after Benjamini-Hochberg; empty: not tested",
               q_decimals, [](const Pocket& p) { return p.is_tested ? std::optional(p.heterogeneity_q) : std::nullopt; });
        text("verdict", "pocket, flagged, even or cannot tell", [](const Pocket& p) { return std::string(to_string(p.verdict)); });
        text("reason", "Why, in words", [](const Pocket& p) { return p.reason; });
        add_inside(unit);
        return std::move(m_table);
    }

private:
    static std::size_t index(model::AreaIndex area) { return static_cast<std::size_t>(area); }
    static std::optional<double> known(const Cell& cell) { return cell.has_number() ? std::optional(cell.number) : std::nullopt; }
    static std::optional<double> positive(int n) { return n > 0 ? std::optional<double>(n) : std::nullopt; }
    static const analysis::SmallArea* worst(const Pocket& p) { return p.worst && may_show(p, 1) ? &*p.worst : nullptr; }
    [[nodiscard]] std::string need_title() const {
        const bool counted = m_layer.direction != model::Direction::low_is_worse && !m_layer.numerator_title.empty();
        return counted ? m_layer.numerator_title : "children in need";
    }

    void add_inside(const std::string& unit) {
        const auto inside = [](const Cell Pocket::*cell) {
            return [cell](const Pocket& p) { return may_show(p, 2) ? known(p.*cell) : std::nullopt; };
        };
        text("worst_name", "Name of the worst " + m_small.singular,
             [&](const Pocket& p) { return worst(p) != nullptr ? m_small.names[index(p.worst->area)] : std::string(); });
        value("worst_low", "Lower end of its 95 % interval" + unit, of_worst([](const auto& w) { return w.low; }));
        value("worst_high", "Upper end of its 95 % interval" + unit, of_worst([](const auto& w) { return w.high; }));
        exact("worst_children", m_layer.denominator_title.empty() ? "denominator there" : m_layer.denominator_title + " there",
              of_worst([](const auto& w) { return w.children; }));
        value("least", "Least value of the areas inside" + unit, inside(&Pocket::least));
        value("median", "Median of the values inside" + unit, inside(&Pocket::median));
        value("most", "Greatest value of the areas inside" + unit, inside(&Pocket::most));
        count("small_areas", m_small.title + " inside", [](const Pocket& p) { return std::optional<double>(p.small_areas); });
        count("without_number", "Of these, without a number", [](const Pocket& p) { return std::optional<double>(p.without_number); });
        if (std::ranges::none_of(m_report.parents, [](const Pocket& p) { return !p.rural_urban.empty(); })) return;
        text("rural_urban", "Rural-urban class in which most of its children live", [](const Pocket& p) { return p.rural_urban; });
        count("rank_in_class", "Rank among those of the same class", [](const Pocket& p) { return positive(p.rank_in_class); });
        count("class_size", "How many of that class have a rank", [](const Pocket& p) { return positive(p.class_size); });
    }

    template <class F>
    Numbers numbers(F figure) const {
        Numbers cells;
        for (const model::AreaIndex parent : m_report.ranked) cells.push_back(figure(m_report.parents[index(parent)]));
        return cells;
    }
    template <class F>
    void text(const char* name, const std::string& title, F words) {
        std::vector<std::string> cells;
        for (const model::AreaIndex parent : m_report.ranked) cells.push_back(words(m_report.parents[index(parent)]));
        m_table.columns.push_back(model::text_column(name, title, std::move(cells)));
    }
    template <class F>
    void number(const char* name, const std::string& title, int decimals, F figure) {
        m_table.columns.push_back(model::number_column(name, title, decimals, numbers(figure)));
    }
    template <class F>
    void value(const char* name, const std::string& title, F figure) {
        number(name, title, m_digits, figure);
    }
    template <class F>
    void exact(const char* name, const std::string& title, F figure) {
        number(name, title, count_decimals, figure);
    }
    template <class F>
    void count(const char* name, const std::string& title, F figure) {
        m_table.columns.push_back(model::integer_column(name, title, numbers(figure)));
    }

    const PocketReport& m_report;
    const model::Geography &m_parents, &m_small;
    const model::LayerDefinition& m_layer;
    int m_digits;
    model::ResultTable m_table;
};

/// Range bars of the pockets, on an axis from zero to the greatest figure inside any of them.
void add_spreads(const PocketReport& report, const PocketsSource& source, model::Result& result) {
    const auto shown = [](const Pocket& p) { return p.verdict == PocketVerdict::pocket && p.most.has_number() && may_show(p, 2); };
    double top = report.need_line;
    for (const Pocket& pocket : report.parents)
        if (shown(pocket)) top = std::max(top, pocket.most.number);
    if (top <= 0) return;
    for (const Pocket& p : report.parents)
        if (shown(p))
            result.spreads.push_back({p.parent, p.least.number / top, p.median.number / top, p.most.number / top, report.need_line / top});
    const model::LayerDefinition& layer = *source.small.definition;
    result.spreads_title = "Inside a pocket: " + plural_in_sentence(*source.small.geography) +
                           " from the least to the greatest figure, the gap at" + " the median; the axis ends at " +
                           value_text(layer, Cell::of(top)) + ". Line across: " + value_text(layer, Cell::of(report.need_line)) +
                           (source.options.need_line ? "." : ", the whole county.");
}

std::string share_outside(const PocketReport& report, const PocketsSource& source) {
    if (report.in_need_total <= 0) return {};
    const model::LayerDefinition& layer = *source.small.definition;
    const bool counted = layer.direction != model::Direction::low_is_worse && !layer.numerator_title.empty();
    // Whole per cent: a sharper share would let the hidden counts be worked out from the county's total.
    return " " + base::format_number(report.in_need_unflagged / report.in_need_total * 100, 0) + " % of " +
           (counted ? layer.numerator_title : "children in need") + " live outside the flagged " +
           plural_in_sentence(*source.parents.geography) + " (" + report.flag_text + ").";
}

std::vector<std::string> method_lines(const PocketReport& report, const PocketsSource& source) {
    const model::LayerDefinition& layer = *source.small.definition;
    const bool own_line = source.options.need_line.has_value();
    std::vector<std::string> lines = {report.method};
    lines.push_back("Flagged: " + report.flag_text + ". Line: " + value_text(layer, Cell::of(report.need_line)) +
                    (own_line ? "." : ", the whole county.") + " Seed " + std::to_string(report.seed) + ".");
    for (const base::Diagnostic& note : report.diagnostics.items()) lines.push_back(note.message);
    return lines;
}

/// "a ward", "an area", "an LSOA": the article goes by sound, and abbreviations are spelt out.
std::string with_article(const std::string& noun) {
    constexpr std::string_view vowels = "aeiouAEIOU", letters_said_with_vowel = "AEFHILMNORSX";
    const bool spelt_out = noun.size() > 1 && noun[1] >= 'A' && noun[1] <= 'Z';
    const std::string_view before_an = spelt_out ? letters_said_with_vowel : vowels;
    return (!noun.empty() && before_an.find(noun[0]) != std::string_view::npos ? "an " : "a ") + noun;
}

}  // namespace

std::string pockets_finding(const PocketReport& report, const PocketsSource& source) {
    const model::Geography &parents = *source.parents.geography, &small = *source.small.geography;
    const model::LayerDefinition& layer = *source.small.definition;
    const auto pockets = static_cast<std::size_t>(count_of(report, PocketVerdict::pocket));
    const std::string all = count_of_areas(parents, parents.size());
    if (pockets == 0)
        return "No " + parents.singular + " of " + all + " looks fine on average while hiding " + with_article(small.singular) +
               " in need." + share_outside(report, source);
    const Pocket& first = report.parents[static_cast<std::size_t>(report.ranked.front())];
    std::string text = base::format_count(static_cast<std::int64_t>(pockets)) + " of " + all +
                       (pockets == 1 ? " looks fine on average but hides " : " look fine on average but hide ") +
                       with_article(small.singular) + " in need";
    if (first.worst && may_show(first, 1))
        text += std::string(pockets == 1 ? ": " : ", most surely ") + parents.names[static_cast<std::size_t>(first.parent)] + " (" +
                small.names[static_cast<std::size_t>(first.worst->area)] + ": " + value_text(layer, Cell::of(first.worst->value)) +
                "; the whole " + parents.singular + ": " + value_text(layer, first.value) + ")";
    return text + "." + share_outside(report, source);
}

std::shared_ptr<const model::Result> pockets_result(const PocketReport& report, const PocketsSource& source) {
    auto result = std::make_shared<model::Result>();
    result->indicator = indicator_of(report, source);
    result->id = result->indicator->definition->id, result->title = result->indicator->definition->title;
    result->table = TableMaker(report, source).run();
    result->table.geography = source.parents.geography, result->table.area = report.ranked;
    add_spreads(report, source, *result);
    result->finding = pockets_finding(report, source);
    result->method_lines = method_lines(report, source);
    result->diagnostics = report.diagnostics;
    result->command = source.command;
    return result;
}

}  // namespace needsmap::app
