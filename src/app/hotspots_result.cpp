// Gi*, Gi and local Moran as results.
#include "app/hotspots_result.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "app/hotspots_result_parts.hpp"
#include "app/value_text.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

using namespace detail;
using analysis::SpotClass;
using model::AreaIndex;
using model::CategoryStyle;
using model::Cell;

namespace {

/// Kinds in the order of the legend.
std::vector<SpotClass> legend_order(const HotSpotQuestion& question) {
    if (question.statistic != "moran") return {SpotClass::hot, SpotClass::cold, SpotClass::not_significant};
    if (question.indicator->definition->direction == model::Direction::low_is_worse)
        return {SpotClass::low_low, SpotClass::low_high, SpotClass::high_low, SpotClass::high_high, SpotClass::not_significant};
    return {SpotClass::high_high, SpotClass::high_low, SpotClass::low_high, SpotClass::low_low, SpotClass::not_significant};
}

std::vector<CategoryStyle> styles(const std::vector<SpotClass>& order) {
    const std::array five = {need_colours, need_outlier_colours, no_need_outlier_colours, no_need_colours, chance_colours};
    const std::array three = {need_colours, no_need_colours, chance_colours};
    std::vector<CategoryStyle> out;
    for (std::size_t i = 0; i < order.size(); ++i)
        out.push_back(style(analysis::to_string(order[i]), order.size() == 5 ? five.at(i) : three.at(i)));
    return out;
}

/// An area's place in the legend; past its end without a statistic.
std::size_t place_of(const std::vector<SpotClass>& order, SpotClass spot_class) {
    return static_cast<std::size_t>(std::ranges::find(order, spot_class) - order.begin());
}

Rows rows_of(const analysis::HotSpotResult& found, const std::vector<SpotClass>& order) {
    Rows rows(found.areas.size());
    rows.statistic_title =
        found.statistic == analysis::HotSpotStatistic::moran ? "local Moran's I" : "Getis-Ord statistic as standard deviate";
    for (std::size_t i = 0; i < found.areas.size(); ++i) {
        const analysis::HotSpotArea& area = found.areas[i];
        rows.statistic[i] = number_of(area.statistic), rows.z[i] = number_of(area.z);
        rows.p_analytic[i] = number_of(area.p_analytic), rows.p_permutation[i] = number_of(area.p_permutation);
        rows.q_fdr[i] = number_of(area.q_fdr), rows.neighbours[i] = area.neighbours;
        rows.words[i] = analysis::to_string(area.spot_class);
    }
    std::ranges::stable_sort(rows.order, {}, [&](AreaIndex a) {
        const analysis::HotSpotArea& area = found.areas[static_cast<std::size_t>(a)];
        return std::pair(place_of(order, area.spot_class), area.z.has_number() ? -std::abs(area.z.number) : 0.0);
    });
    return rows;
}

void add_extras(model::ResultTable& table, const analysis::HotSpotResult& found) {
    const std::size_t size = found.areas.size();
    std::vector<std::string> uncorrected(size), border(size);
    std::vector<std::optional<double>> p(size), tested(size);
    for (std::size_t i = 0; i < size; ++i) {
        const analysis::HotSpotArea& area = found.areas[i];
        uncorrected[i] = analysis::to_string(area.uncorrected_class);
        border[i] = area.border ? "yes" : "no";
        p[i] = number_of(area.p_two_sided), tested[i] = number_of(area.tested_value);
    }
    add_number(table, "p_two_sided", "two-sided p that decides: twice the tail that the class speaks of, or the analytic one",
               statistic_decimals, p);
    add_text(table, "class_uncorrected", "what the area would be without the correction for many tests", uncorrected);
    add_number(table, "tested_value", found.eb_standardised ? "EB-standardised rate that was tested" : "value that was tested",
               statistic_decimals, tested);
    add_text(table, "border", "yes: touches the edge of the map, neighbours beyond it are unknown", border);
}

std::string hot_spot_finding(const HotSpotQuestion& question, const analysis::HotSpotResult& found, SpotClass need, SpotClass no_need) {
    const model::Geography& geography = *question.indicator->geography;
    const bool moran = found.statistic == analysis::HotSpotStatistic::moran;
    const auto tested = static_cast<std::size_t>(found.n);
    const auto hot = areas_where(found.areas.size(), [&](std::size_t i) { return found.areas[i].spot_class == need; });
    const auto cold = static_cast<std::size_t>(found.count(no_need));
    if (std::ranges::none_of(found.areas, [](const auto& area) { return area.statistic.has_number(); })) return "Nothing could be tested";
    std::string text = base::capitalised(
        so_many_are(geography, hot.size(), tested, moran ? "a cluster of need" : "a hot spot", moran ? "clusters of need" : "hot spots"));
    text += hot.size() == 1 ? ": " + geography.names[static_cast<std::size_t>(hot.front())]
                            : where_they_lie(*question.workspace, geography, hot);
    if (hot.empty() && cold == 0) return text + ": what lies together can be chance";
    if (cold > 0)
        text += "; " + base::format_count(static_cast<std::int64_t>(cold)) +
                (moran ? (cold == 1 ? " lies" : " lie") + std::string(" among others with little need")
                       : (cold == 1 ? " is a cold spot" : " are cold spots"));
    return text;
}

/// "0.42 (p < 0.001)".
std::string test_words(const analysis::GlobalTest& test) {
    constexpr double smallest = 0.001;
    return base::format_number(test.value, 2) + (test.p < smallest ? " (p < 0.001)" : " (p = " + base::format_number(test.p, 3) + ")");
}

/// Is there anything to find? Empty where the statistics do not exist.
std::string whole_map_line(const analysis::HotSpotResult& found) {
    if (!found.global_moran || !found.global_geary) return {};
    constexpr double usual = 0.05;
    return "Whole map: Moran's I " + test_words(*found.global_moran) + ", Geary's C " + test_words(*found.global_geary) +
           (found.global_moran->p < usual ? ": near areas are more alike than chance would make them"
                                          : ": near areas are no more alike than chance would make them");
}

std::vector<std::string> hot_spot_lines(const HotSpotQuestion& question, const analysis::HotSpotResult& found, SpotClass need) {
    const model::Geography& geography = *question.indicator->geography;
    std::vector<std::string> lines = {found.method};
    if (std::string whole = whole_map_line(found); !whole.empty()) lines.push_back(std::move(whole));
    const auto uncorrected = static_cast<std::size_t>(found.uncorrected_counts[static_cast<std::size_t>(need)]);
    lines.push_back("Without the correction for many tests " + so_many_are(geography, uncorrected, static_cast<std::size_t>(found.n),
                                                                           std::string(analysis::to_string(need)),
                                                                           std::string(analysis::to_string(need))));
    if (found.border_count > 0) {
        const auto at_edge = std::ranges::count_if(found.areas, [&](const auto& area) { return area.border && area.spot_class == need; });
        lines.push_back("Border areas: " + count_of_areas(geography, static_cast<std::size_t>(found.border_count)) + " (" +
                        base::format_count(at_edge) + " of them " + std::string(analysis::to_string(need)) +
                        ") touch the map's edge; their neighbours outside are unknown");
    }
    return lines;
}

}  // namespace

std::shared_ptr<const model::Result> hot_spot_result(const HotSpotQuestion& question, const analysis::HotSpotResult& found) {
    const std::vector<SpotClass> order = legend_order(question);
    const SpotClass need = order.front(), no_need = order[order.size() - 2];
    std::vector<Cell> kind;
    for (std::size_t i = 0; i < found.areas.size(); ++i) {
        const std::size_t place = place_of(order, found.areas[i].spot_class);
        kind.push_back(place < order.size() ? Cell::of(static_cast<double>(place)) : no_kind(found.areas[i].value));
    }
    model::ResultTable table = table_of(*question.indicator, rows_of(found, order));
    add_extras(table, found);
    add_national(table, *question.indicator);
    const auto result = start(question, kinds(question, styles(order), std::move(kind)), std::move(table));
    result->finding = hot_spot_finding(question, found, need, no_need);
    result->method_lines = hot_spot_lines(question, found, need);
    result->diagnostics = found.diagnostics;
    return result;
}

}  // namespace needsmap::app
