// Who gains and who loses: access under one plan, or under two, by deprivation fifth, rural-urban class and locality.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/access.hpp"
#include "model/layer.hpp"
#include "model/result.hpp"
#include "model/travel.hpp"

namespace needsmap::analysis {

/// A plan as measured: the same demand, costs to this plan's sites.
struct MeasuredPlan {
    std::string title;  ///< "45 centres, 2009/10"
    PointAccess access;
};

/// How many sites there are under two plans, and how many of them only under one.
struct PlanSizes {
    std::size_t before = 0, after = 0;
    std::size_t opened = 0, closed = 0;
};

struct EqualityQuestion {
    std::string id;                  ///< of the result: "compare-centres-2009-centres-2010"
    std::string site_singular;       ///< "Children's Centre"
    std::string site_plural;         ///< "Children's Centres"; for the headline
    std::optional<PlanSizes> sizes;  ///< nothing: the paragraph has no headline
    model::TravelMode mode = model::TravelMode::walk;
    model::CostUnit unit = model::CostUnit::minutes;
    AccessOptions options;  ///< as both plans were measured
    /// On the demand's geography; null: no fifths. Not a category.
    std::shared_ptr<const model::Indicator> deprivation;
    /// Rural-urban class by area of the demand's geography ("" = unknown); empty: no classes.
    std::vector<std::string> classes;
    std::shared_ptr<const model::Geography> locality;  ///< a row for each of its areas; null: none
    double suppress_below = 0;                         ///< counts of persons in (0, suppress_below) are not printed; 0: none
    std::string source, licence;
    std::vector<std::string> method_lines;
    std::string command;
};

/// One group under the plans. `after` is that of the only plan when there is one. With two plans both means are of those who can get there
/// under both: a plan that leaves the farthest without any way must not look like one that brings the rest nearer.
struct EqualityRow {
    std::string dimension;  ///< "all", "deprivation", "rural-urban", "locality"
    std::string group;      ///< "most deprived fifth", "Urban", "Banbury"
    AccessSummary before, after;
    double gain = 0, lose = 0;  ///< persons whose nearest site gets nearer or farther by more than the least change that counts
};

/// Nearer or farther by this much is a change: a minute, or 100 metres.
inline constexpr double least_change_minutes = 1, least_change_metres = 100;

/// Rows of all dimensions in this order: everybody; fifths from most to least deprived; classes by name; localities as the geography has
/// them. Fifths hold equal shares of the demand's own weight as nearly as whole areas allow (deprivation_rank.hpp); areas without a
/// deprivation figure or a class are in no row of that dimension. Losing the only way there counts as farther, gaining one as nearer.
/// `before` null: one plan only, nobody gains or loses. Throws base::Error when plans or vectors belong to another demand.
[[nodiscard]] std::vector<EqualityRow> equality_rows(const model::Demand& demand, const MeasuredPlan* before, const MeasuredPlan& after,
                                                     const EqualityQuestion& question);

/// -1 when it is farther from `before` to `after` by more than the least change that counts, +1 when it is nearer, 0 when it is about the
/// same. Losing the only way there counts as farther, gaining one as nearer.
[[nodiscard]] int journey_change(const model::Cell& before, const model::Cell& after, model::CostUnit unit);

/// "Closing 37 of 45 Children's Centres leaves 4,210 more children beyond 30 minutes by bus (1,020 before, 5,230 after); 7 in 10 of them live in
/// areas classed as village and countryside." The bound is the middle one of AccessOptions::beyond. Empty without sizes or bounds.
[[nodiscard]] std::string equality_headline(const std::vector<EqualityRow>& rows, const model::Demand& demand,
                                            const EqualityQuestion& question);

/// A paragraph in plain English generated from the rows: the headline, how many gain and lose, mean and far away before and after, the most
/// and the least deprived fifth, and the class and the locality that lose or gain most.
[[nodiscard]] std::string equality_paragraph(const std::vector<EqualityRow>& rows, const model::Demand& demand, const MeasuredPlan* before,
                                             const MeasuredPlan& after, const EqualityQuestion& question);

/// The rows as a table with the columns
///   dimension, group, demand, reached, minutes (km), minutes_p90, beyond_15 …, no_service: with two plans once with _a, once with _b and once with
///   _change (after less before, empty where one of them is); gain, lose.
/// Small counts have empty cells, and so has the next smallest of its dimension where it could be worked out from the total. The finding is
/// the paragraph.
[[nodiscard]] std::shared_ptr<const model::Result> equality_result(const model::Demand& demand, const MeasuredPlan* before,
                                                                   const MeasuredPlan& after, const EqualityQuestion& question);

}  // namespace needsmap::analysis
