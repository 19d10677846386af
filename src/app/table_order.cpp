#include "app/table_order.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "base/text.hpp"

namespace needsmap::app {

namespace {

using model::AreaIndex;
constexpr double no_number = std::numeric_limits<double>::quiet_NaN();

double number_at(const std::vector<model::Cell>& cells, std::size_t area) {
    return area < cells.size() && cells[area].has_number() ? cells[area].number : no_number;
}

/// The sort keys of a numeric column; NaN = none.
std::vector<double> keys_of(const scene::MapInput& map, std::string_view column) {
    std::vector<double> keys(map.geography->size(), no_number);
    if (!map.indicator) return keys;
    const model::Indicator& indicator = *map.indicator;
    const bool is_kinds = indicator.definition->kind == model::LayerKind::category;  // which come in the order of the legend
    for (std::size_t a = 0; a < keys.size(); ++a) {
        if (column == "value") keys[a] = number_at(indicator.value, a);
        if (column == "numerator") keys[a] = number_at(indicator.numerator, a);
        if (column == "denominator") keys[a] = number_at(indicator.denominator, a);
        if (column == "rank" && indicator.rank[a] > 0) keys[a] = indicator.rank[a];
        if ((column == "class" || (is_kinds && column == "rank")) && map.classification)
            if (const int area_class = map.classification->class_of(a); area_class >= 0) keys[a] = area_class;
    }
    return keys;
}

std::vector<AreaIndex> all_by_code(const model::Geography& geography) {
    std::vector<AreaIndex> order(geography.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, {}, [&](AreaIndex a) -> const std::string& { return geography.codes[static_cast<std::size_t>(a)]; });
    return order;
}

void sort_by_name(const model::Geography& geography, bool descending, std::vector<AreaIndex>& order) {
    std::vector<std::string> names;
    for (const std::string& name : geography.names) names.push_back(base::fold(name));
    std::ranges::stable_sort(order, [&](AreaIndex a, AreaIndex b) {
        const int compared = names[static_cast<std::size_t>(a)].compare(names[static_cast<std::size_t>(b)]);
        return descending ? compared > 0 : compared < 0;
    });
}

void sort_by_number(const std::vector<double>& keys, bool descending, std::vector<AreaIndex>& order) {
    std::ranges::stable_sort(order, [&](AreaIndex a, AreaIndex b) {
        const double x = keys[static_cast<std::size_t>(a)];
        const double y = keys[static_cast<std::size_t>(b)];
        if (std::isnan(x) || std::isnan(y)) return !std::isnan(x) && std::isnan(y);
        return descending ? x > y : x < y;
    });
}

}  // namespace

bool is_table_column(std::string_view column) {
    static constexpr std::array<std::string_view, 7> columns = {"rank", "name", "value", "numerator", "denominator", "class", "code"};
    return std::ranges::find(columns, column) != columns.end();
}

std::vector<AreaIndex> table_order(const scene::MapInput& map, std::string_view column, bool descending) {
    std::vector<AreaIndex> order = all_by_code(*map.geography);
    if (column == "name")
        sort_by_name(*map.geography, descending, order);
    else if (column == "code" && descending)
        std::ranges::reverse(order);
    else if (column != "code")
        sort_by_number(keys_of(map, column), descending, order);
    return order;
}

}  // namespace needsmap::app
