#include "analysis/access_result.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "analysis/access_counts.hpp"
#include "analysis/evaluate_layer.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::CellState;
using model::CostUnit;

namespace {

constexpr double metres_per_km = 1000;

std::string number(double value) { return base::format_number(value, 1); }
std::string plain(double value) { return base::format_plain(value, value == std::floor(value) ? 0 : 1); }

/// Costs in the unit that people read.
struct Unit {
    double scale = 1;
    std::string column = "minutes", word = "minutes", of = "Minutes";

    explicit Unit(CostUnit unit) {
        if (unit == CostUnit::metres) scale = 1 / metres_per_km, column = "km", word = "km", of = "Kilometres";
    }
    [[nodiscard]] Cell cell(const Cell& cost) const { return cost.has_number() ? Cell::of(cost.number * scale) : cost; }
    [[nodiscard]] std::string text(double cost) const { return plain(cost * scale) + " " + word; }
};

class Making {
public:
    Making(const model::Demand& demand, const model::TravelCosts& costs, const AccessQuestion& question, base::JobContext& job)
        : m_demand(demand),
          m_question(question),
          m_unit(costs.unit),
          m_access(measure_access(demand, costs, question.options, job)),
          m_area_of_point(areas_of_points(demand, *question.geography)),
          m_counts(question.options) {
        m_areas = summarise_access(demand, m_access, question.options, m_area_of_point, question.geography->size());
        m_all = summarise_access(demand, m_access, question.options, std::vector<int>(demand.points.size(), 0), 1).front();
        m_told = told_access(m_all, m_areas, question.options, demand.unit.empty() ? 0 : question.suppress_below);
    }

    std::shared_ptr<const model::Result> run() {
        auto result = std::make_shared<model::Result>();
        result->indicator = indicator();
        result->id = m_question.id, result->title = result->indicator->definition->title;
        result->table = table();
        result->finding = finding();
        result->method_lines = method_lines();
        result->diagnostics.add_all(m_demand.diagnostics);
        result->command = m_question.command;
        return result;
    }

private:
    [[nodiscard]] std::shared_ptr<const model::LayerDefinition> definition() const {
        auto layer = std::make_shared<model::LayerDefinition>();
        layer->id = m_question.id;
        layer->title = m_unit.of + " to the nearest " + m_question.site_singular + " " + std::string(mode_words(m_question.mode)) +
                       (m_question.plan.empty() ? "" : ", " + m_question.plan);
        layer->theme = "Results", layer->kind = model::LayerKind::score, layer->unit = m_unit.word, layer->decimals = 1;
        layer->direction = model::Direction::high_is_worse;
        layer->source = m_question.source, layer->licence = m_question.licence;
        layer->not_applicable_label = std::string(no_service_words);
        // The same classes on every map of minutes, so that two plans can be laid side by side.
        if (m_unit.scale == 1)
            layer->classes.method = model::ClassMethod::fixed, layer->classes.breaks = {5, 10, 15, 30, 45}, layer->classes.count = 6;
        return layer;
    }

    [[nodiscard]] std::shared_ptr<const model::Indicator> indicator() const {
        auto out = std::make_shared<model::Indicator>();
        out->definition = definition(), out->geography = m_question.geography;
        for (const AccessSummary& area : m_areas) out->value.push_back(m_unit.cell(area.mean));
        out->parts_missing.assign(out->value.size(), 0);
        out->county_value = m_unit.cell(m_all.mean);
        out->method_note = "Mean over " + (m_demand.unit.empty() ? "the weight" : "the " + m_demand.unit) + " of each " +
                           m_question.geography->singular + ".";
        rank_areas(*out);
        return out;
    }

    [[nodiscard]] std::vector<std::optional<double>> numbers(const std::function<std::optional<double>(const AccessSummary&)>& get) const {
        std::vector<std::optional<double>> out;
        for (const AccessSummary& area : m_areas) out.push_back(area.points > 0 ? get(area) : std::nullopt);
        return out;
    }
    [[nodiscard]] bool is_small(double count) const { return !m_demand.unit.empty() && count > 0 && count < m_question.suppress_below; }
    /// Numbers of people where `may_tell` says so by row of m_told: areas come after everybody.
    [[nodiscard]] std::vector<std::optional<double>> counts(const std::function<bool(std::size_t)>& may_tell,
                                                            const std::function<double(const AccessSummary&)>& get) const {
        std::vector<std::optional<double>> out = numbers(get);
        for (std::size_t a = 0; a < out.size(); ++a)
            if (!may_tell(a + 1)) out[a] = std::nullopt;
        return out;
    }
    [[nodiscard]] std::function<bool(std::size_t)> tells(std::size_t count) const {
        return [this, count](std::size_t row) { return m_told.counts[row][count]; };
    }
    [[nodiscard]] std::vector<std::optional<double>> costs(Cell AccessSummary::*cell) const {
        return numbers([&](const AccessSummary& area) -> std::optional<double> {
            if (!(area.*cell).has_number()) return std::nullopt;
            return (area.*cell).number * m_unit.scale;
        });
    }

    /// By area the site that is nearest for most of its weight; the first of equals; empty without service.
    [[nodiscard]] std::vector<std::string> nearest_names() const {
        std::vector<std::vector<std::pair<int, double>>> weight_of_site(m_areas.size());
        for (std::size_t p = 0; p < m_demand.points.size(); ++p) {
            if (m_area_of_point[p] < 0 || m_access.nearest_site[p] < 0) continue;
            auto& sites = weight_of_site[static_cast<std::size_t>(m_area_of_point[p])];
            const auto known = std::ranges::find(sites, m_access.nearest_site[p], &std::pair<int, double>::first);
            if (known == sites.end())
                sites.emplace_back(m_access.nearest_site[p], m_demand.points[p].weight);
            else
                known->second += m_demand.points[p].weight;
        }
        std::vector<std::string> names;
        for (auto& sites : weight_of_site) {
            std::ranges::sort(sites);
            const auto best = std::ranges::max_element(sites, {}, &std::pair<int, double>::second);
            names.push_back(best == sites.end() ? std::string() : m_question.site_names[static_cast<std::size_t>(best->first)]);
        }
        return names;
    }

    [[nodiscard]] model::ResultTable table() const {
        model::ResultTable table;
        table.geography = m_question.geography;
        const std::string nearest = "the nearest " + m_question.site_singular;
        const std::string who = m_demand.unit.empty() ? "weight (" + m_demand.title + ")" : m_demand.unit;
        const auto add = [&](const std::string& name, const std::string& title, std::vector<std::optional<double>> cells) {
            table.columns.push_back(model::number_column(name, title, 1, std::move(cells)));
        };
        for (std::size_t a = 0; a < m_areas.size(); ++a) table.area.push_back(static_cast<model::AreaIndex>(a));
        table.columns = {model::text_column("code", "Code of the " + m_question.geography->singular, m_question.geography->codes),
                         model::text_column("name", "Its name", m_question.geography->names)};
        add(m_unit.column, m_unit.of + " to " + nearest + ", mean; empty: no service or nobody there", costs(&AccessSummary::mean));
        table.columns.push_back(model::text_column("nearest", "The " + m_question.site_singular + " nearest to most", nearest_names()));
        add(m_unit.column + "_nth", m_unit.of + " to the " + base::format_ordinal(m_question.options.nth) + " nearest, mean",
            costs(&AccessSummary::nth_mean));
        add(m_unit.column + "_p90", "Nine in ten have at most this", costs(&AccessSummary::p90));
        // With one site in reach, their mean number is the share of the people in reach.
        const auto tells_reach = [this](std::size_t row) { return m_told.reached(row, m_counts); };
        add("within", "Mean number of " + m_question.site_plural + " within " + m_unit.text(m_question.options.within),
            counts(tells_reach, [](const AccessSummary& a) { return a.mean_within; }));
        add("demand", base::capitalised(who), counts(tells(0), [](const AccessSummary& a) { return a.weight; }));
        add("demand_within", "Of these within " + m_unit.text(m_question.options.within),
            counts(tells_reach, [](const AccessSummary& a) { return a.reached; }));
        for (std::size_t b = 0; b < m_question.options.beyond.size(); ++b)
            add("beyond_" + plain(m_question.options.beyond[b] * m_unit.scale),
                "Of these beyond " + m_unit.text(m_question.options.beyond[b]) + " or without service",
                counts(tells(m_counts.beyond(b)), [b](const AccessSummary& a) { return a.beyond[b]; }));
        add("no_service", "Of these without any way to get there",
            counts(tells(m_counts.no_service()), [](const AccessSummary& a) { return a.no_service; }));
        if (m_question.options.capacity.empty()) return table;
        table.columns.push_back(model::number_column("places_per_person", "Places per person, shared out by E2SFCA, mean", 4,
                                                     numbers([](const AccessSummary& a) { return a.ratio; })));
        add("unmet", "Of these without a place when the nearest go first",
            counts([this](std::size_t row) { return static_cast<bool>(m_told.unmet[row]); },
                   [](const AccessSummary& a) { return a.unmet; }));
        return table;
    }

    /// "1,234 of 36,400 children (3.4 %)" or, for a bare weight, "3.4 % of the weight".
    [[nodiscard]] std::string amount(double weight, bool may_tell) const {
        const bool tells_all = m_told.all(0);
        const auto whole = [&] { return (tells_all ? " of " + base::format_number(m_all.weight, 0) + " " : " of the ") + m_demand.unit; };
        if (!may_tell || !tells_all) {
            if (is_small(weight)) return "fewer than " + plain(m_question.suppress_below) + whole();
            return (is_small(m_all.weight - weight) ? "all but a few" : "some") + whole();
        }
        const std::string share = m_all.weight > 0 ? number(weight / m_all.weight * 100) + " %" : "none";
        if (m_demand.unit.empty()) return share + " of all need by “" + m_demand.title + "”";
        return base::format_number(weight, 0) + whole() + " (" + share + ")";
    }

    [[nodiscard]] std::string finding() const {
        const AccessOptions& options = m_question.options;
        const std::string how = std::string(mode_words(m_question.mode));
        if (!m_demand.points.empty() && !(m_all.weight > 0))
            return m_demand.title + " is 0 everywhere, so there is nobody to reach a " + m_question.site_singular + ".";
        if (!m_all.mean.has_number())
            return "Nobody can reach a " + m_question.site_singular + " " + how +
                   (m_question.site_names.empty() ? ": there is none." : ".");
        std::string text = base::capitalised(amount(m_all.reached, m_told.reached(0, m_counts))) + " have a " + m_question.site_singular +
                           " within " + m_unit.text(options.within) + " " + how + "; the mean is " +
                           number(m_all.mean.number * m_unit.scale) + " " + m_unit.word;
        const auto told = [&](std::size_t count) { return static_cast<bool>(m_told.counts.front()[count]); };
        if (!options.beyond.empty()) {
            const double beyond = m_all.beyond.back();
            text += ", and " + (beyond > 0 ? amount(beyond, told(m_counts.beyond(options.beyond.size() - 1))) + " have" : "nobody has") +
                    " to go beyond " + m_unit.text(options.beyond.back());
        }
        if (m_all.no_service > 0)
            text += options.beyond.empty() ? ", and " + amount(m_all.no_service, told(m_counts.no_service())) + " have no service at all"
                                           : " or have no service";
        return text + ".";
    }

    [[nodiscard]] std::vector<std::string> method_lines() const {
        std::vector<std::string> lines = m_question.method_lines;
        lines.push_back("Demand: " + m_demand.title + " at " + base::format_count(static_cast<std::int64_t>(m_demand.points.size())) +
                        " points; means, shares and the ninth tenth are weighted by it");
        if (!m_question.options.capacity.empty())
            lines.push_back("Places per person: enhanced two-step floating catchment (Luo and Qi 2009), three zones up to " +
                            m_unit.text(m_question.options.within) +
                            " with weights 1, 0.68 and 0.22; unmet: places go to the nearest first, up to the same bound");
        if (m_question.suppress_below > 0 && !m_demand.unit.empty())
            lines.push_back("Numbers of " + m_demand.unit + " below " + plain(m_question.suppress_below) +
                            " are left out, and those from which one could be worked out");
        if (m_all.no_service > 0) lines.push_back("Means are of those who can get there; the others are counted as without service");
        for (const base::Diagnostic& d : m_demand.diagnostics.items()) lines.push_back(d.message);
        return lines;
    }

    const model::Demand& m_demand;
    const AccessQuestion& m_question;
    Unit m_unit;
    PointAccess m_access;
    std::vector<int> m_area_of_point;
    std::vector<AccessSummary> m_areas;
    AccessSummary m_all;
    AccessCounts m_counts;
    ToldAccess m_told;
};

}  // namespace

std::string_view mode_words(model::TravelMode mode) {
    static constexpr std::array<std::string_view, 4> words = {"by estimated distance", "on foot", "by car", "by bus"};
    return words[static_cast<std::size_t>(mode)];
}

std::shared_ptr<const model::Result> access_result(const model::Demand& demand, const model::TravelCosts& costs,
                                                   const AccessQuestion& question, base::JobContext& job) {
    auto result = Making(demand, costs, question, job).run();
    model::check_result(*result);
    return result;
}

}  // namespace needsmap::analysis
