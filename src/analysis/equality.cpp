#include "analysis/equality.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <span>

#include "analysis/deprivation_rank.hpp"
#include "base/error.hpp"

namespace needsmap::analysis {

using model::Cell;
using model::Demand;

namespace {

constexpr std::array<const char*, 5> fifth_names = {"most deprived fifth", "second fifth", "middle fifth", "fourth fifth",
                                                    "least deprived fifth"};

void check(const Demand& demand, const MeasuredPlan* before, const MeasuredPlan& after, const EqualityQuestion& question) {
    const std::size_t areas = demand.geography->size();
    const auto fits = [&](const MeasuredPlan& plan) { return plan.access.nearest.size() == demand.points.size(); };
    if (!fits(after) || (before != nullptr && !fits(*before))) throw base::Error("The plans were measured for another demand.");
    if (question.deprivation && question.deprivation->value.size() != areas)
        throw base::Error("The deprivation layer is about other areas than the demand.");
    if (!question.classes.empty() && question.classes.size() != areas)
        throw base::Error("The rural-urban classes are about other areas than the demand.");
}

/// Groups of one dimension: a name for each and the group of each area of the demand's geography (-1: none).
struct Dimension {
    std::string id;
    std::vector<std::string> names;
    std::vector<int> of_area;
};

Dimension fifths(const Demand& demand, const model::Indicator& deprivation) {
    std::vector<double> weight(demand.geography->size(), 0.0);
    for (const model::DemandPoint& p : demand.points) weight[static_cast<std::size_t>(p.area)] += p.weight;
    std::vector<Cell> base, none(weight.size(), Cell::of(0));
    for (const double w : weight) base.push_back(Cell::of(w));
    const DeprivationRanking ranking = rank_by_deprivation({.numerator = none,
                                                            .denominator = base,
                                                            .deprivation = deprivation.value,
                                                            .deprivation_direction = deprivation.definition->direction});
    Dimension out{"deprivation", {fifth_names.begin(), fifth_names.end()}, std::vector<int>(weight.size(), -1)};
    constexpr int groups = fifth_names.size();
    for (const RankedArea& a : ranking.areas) out.of_area[a.area] = std::min(static_cast<int>(a.ridit * groups), groups - 1);
    return out;
}

Dimension classes(const std::vector<std::string>& of_area) {
    std::set<std::string> names(of_area.begin(), of_area.end());
    names.erase(std::string());
    Dimension out{"rural-urban", {names.begin(), names.end()}, {}};
    for (const std::string& name : of_area) {
        const auto at = std::ranges::find(out.names, name);
        out.of_area.push_back(at == out.names.end() ? -1 : static_cast<int>(at - out.names.begin()));
    }
    return out;
}

Dimension localities(const Demand& demand, const model::Geography& locality) {
    const std::vector<model::AreaIndex>* parents = demand.geography->parents_in(locality.id);
    if (parents == nullptr)
        throw base::Error("No lookup says which " + locality.singular + " each " + demand.geography->singular + " belongs to.");
    Dimension out{"locality", locality.names, {}};
    for (const model::AreaIndex area : *parents) out.of_area.push_back(area == geo::no_area ? -1 : static_cast<int>(area));
    return out;
}

class Comparing {
public:
    Comparing(const Demand& demand, const MeasuredPlan* before, const MeasuredPlan& after, const EqualityQuestion& question)
        : m_demand(demand), m_before(before), m_after(after), m_question(question) {}

    void add(const Dimension& dimension, std::vector<EqualityRow>& rows) const {
        std::vector<int> of_point;
        for (const model::DemandPoint& p : m_demand.points) of_point.push_back(dimension.of_area[static_cast<std::size_t>(p.area)]);
        const auto after = summarise_access(m_demand, m_after.access, m_question.options, of_point, dimension.names.size());
        const auto before = m_before == nullptr
                                ? after
                                : summarise_access(m_demand, m_before->access, m_question.options, of_point, dimension.names.size());
        const std::size_t first = rows.size();
        for (std::size_t g = 0; g < dimension.names.size(); ++g) rows.push_back({dimension.id, dimension.names[g], before[g], after[g]});
        if (m_before == nullptr) return;
        use_common_means(of_point, std::span(rows).subspan(first));
        for (std::size_t p = 0; p < of_point.size(); ++p) {
            if (of_point[p] < 0) continue;
            EqualityRow& row = rows[first + static_cast<std::size_t>(of_point[p])];
            const int sign = journey_change(m_before->access.nearest[p], m_after.access.nearest[p], m_question.unit);
            (sign > 0 ? row.gain : row.lose) += sign == 0 ? 0 : m_demand.points[p].weight;
        }
    }

private:
    /// Of those who can get there under both plans; groups without weight count each point the same.
    void use_common_means(const std::vector<int>& of_point, std::span<EqualityRow> rows) const {
        std::vector<double> weight(rows.size(), 0), before(rows.size(), 0), after(rows.size(), 0);
        for (std::size_t p = 0; p < of_point.size(); ++p) {
            const Cell &a = m_before->access.nearest[p], &b = m_after.access.nearest[p];
            if (of_point[p] < 0 || !a.has_number() || !b.has_number()) continue;
            const auto group = static_cast<std::size_t>(of_point[p]);
            const double w = rows[group].after.weight > 0 ? m_demand.points[p].weight : 1;
            weight[group] += w, before[group] += w * a.number, after[group] += w * b.number;
        }
        for (std::size_t g = 0; g < rows.size(); ++g) {
            if (rows[g].after.points == 0) continue;
            const Cell nobody = Cell::none(model::CellState::not_applicable);
            rows[g].before.mean = weight[g] > 0 ? Cell::of(before[g] / weight[g]) : nobody;
            rows[g].after.mean = weight[g] > 0 ? Cell::of(after[g] / weight[g]) : nobody;
        }
    }

    const Demand& m_demand;
    const MeasuredPlan* m_before;
    const MeasuredPlan& m_after;
    const EqualityQuestion& m_question;
};

}  // namespace

int journey_change(const Cell& before, const Cell& after, model::CostUnit unit) {
    const double least = unit == model::CostUnit::minutes ? least_change_minutes : least_change_metres;
    if (!before.has_number() || !after.has_number()) return static_cast<int>(after.has_number()) - static_cast<int>(before.has_number());
    return before.number - after.number > least ? 1 : after.number - before.number > least ? -1 : 0;
}

std::vector<EqualityRow> equality_rows(const Demand& demand, const MeasuredPlan* before, const MeasuredPlan& after,
                                       const EqualityQuestion& question) {
    check(demand, before, after, question);
    const Comparing comparing(demand, before, after, question);
    std::vector<EqualityRow> rows;
    comparing.add({"all", {"everybody"}, std::vector<int>(demand.geography->size(), 0)}, rows);
    if (question.deprivation) comparing.add(fifths(demand, *question.deprivation), rows);
    if (!question.classes.empty()) comparing.add(classes(question.classes), rows);
    if (question.locality) comparing.add(localities(demand, *question.locality), rows);
    return rows;
}

}  // namespace needsmap::analysis
