// A consensus of many ways of asking as a result.
#include <algorithm>
#include <utility>

#include "app/hotspots_result_parts.hpp"
#include "base/format.hpp"

namespace needsmap::app {

using namespace detail;
using model::AreaIndex;
using model::Cell;

namespace {

std::string consensus_finding(const HotSpotQuestion& question, const analysis::ConsensusResult& found) {
    const model::Geography& geography = *question.indicator->geography;
    const auto count = [&](analysis::ConsensusVerdict verdict) {
        return static_cast<std::size_t>(found.verdict_counts[static_cast<std::size_t>(verdict)]);
    };
    const std::size_t tested = found.areas.size() - count(analysis::ConsensusVerdict::no_statistic);
    const auto robust =
        areas_where(found.areas.size(), [&](std::size_t i) { return found.areas[i].verdict == analysis::ConsensusVerdict::robust; });
    const std::size_t sensitive = count(analysis::ConsensusVerdict::sensitive), fragile = count(analysis::ConsensusVerdict::fragile);
    return capitalised(so_many_are(geography, robust.size(), tested, "a robust hot spot", "robust hot spots")) +
           where_they_lie(*question.workspace, geography, robust) + "; " + base::format_count(static_cast<std::int64_t>(sensitive)) +
           (sensitive == 1 ? " depends" : " depend") + " on the choices made and " +
           base::format_count(static_cast<std::int64_t>(fragile)) + (fragile == 1 ? " is fragile" : " are fragile");
}

}  // namespace

std::shared_ptr<const model::Result> consensus_result(const HotSpotQuestion& question, const analysis::ConsensusResult& found) {
    using analysis::ConsensusVerdict;
    const std::size_t size = found.areas.size();
    Rows rows(size);
    rows.statistic_title = "share of specifications that call the area hot";
    std::vector<std::optional<double>> hot(size), tests(size);
    std::vector<Cell> kind;
    for (std::size_t i = 0; i < size; ++i) {
        const analysis::ConsensusArea& area = found.areas[i];
        hot[i] = area.hot, tests[i] = area.tests;
        if (area.tests > 0) rows.statistic[i] = static_cast<double>(area.hot) / area.tests;
        rows.words[i] = analysis::to_string(area.verdict);
        kind.push_back(area.verdict == ConsensusVerdict::no_statistic ? no_kind(question.indicator->value[i])
                                                                      : Cell::of(static_cast<double>(area.verdict)));
    }
    std::ranges::stable_sort(rows.order, {}, [&](AreaIndex a) { return -rows.statistic[static_cast<std::size_t>(a)].value_or(-1); });
    model::ResultTable table = table_of(*question.indicator, rows);
    add_integer(table, "specifications_hot", "specifications that call the area hot", hot);
    add_integer(table, "specifications", "specifications that test the area", tests);
    add_national(table, *question.indicator);
    const auto result = start(question,
                              kinds(question,
                                    {style("robust", need_colours), style("sensitive", middle_colours),
                                     style("fragile", need_outlier_colours), style("never", chance_colours)},
                                    std::move(kind)),
                              std::move(table));
    result->finding = consensus_finding(question, found);
    result->method_lines = {found.method};
    return result;
}

}  // namespace needsmap::app
