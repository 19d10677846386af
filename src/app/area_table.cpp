#include "app/area_table.hpp"

#include <algorithm>
#include <limits>

namespace needsmap::app {

namespace {

std::vector<model::AreaIndex> worst_first(const model::Indicator& indicator) {
    std::vector<model::AreaIndex> order;
    for (std::size_t a = 0; a < indicator.geography->size(); ++a) order.push_back(static_cast<model::AreaIndex>(a));
    const auto place = [&](model::AreaIndex area) {
        const int rank = indicator.rank[static_cast<std::size_t>(area)];
        return rank > 0 ? rank : std::numeric_limits<int>::max();
    };
    std::ranges::stable_sort(order, {}, place);
    return order;
}

}  // namespace

AreaTable::AreaTable(const model::Indicator& indicator) {
    m_table.geography = indicator.geography;
    m_table.area = worst_first(indicator);
    const model::Geography& geography = *indicator.geography;
    text("code", "Code of the " + geography.singular, [&](std::size_t area) { return geography.codes[area]; });
    text("name", "Name of the " + geography.singular, [&](std::size_t area) { return geography.names[area]; });
}

void AreaTable::text(std::string name, std::string title, const std::function<std::string(std::size_t)>& of) {
    std::vector<std::string> cells;
    for (const model::AreaIndex area : m_table.area) cells.push_back(of(static_cast<std::size_t>(area)));
    m_table.columns.push_back(model::text_column(std::move(name), std::move(title), std::move(cells)));
}

void AreaTable::number(std::string name, std::string title, int decimals, const std::function<std::optional<double>(std::size_t)>& of) {
    std::vector<std::optional<double>> cells;
    for (const model::AreaIndex area : m_table.area) cells.push_back(of(static_cast<std::size_t>(area)));
    m_table.columns.push_back(model::number_column(std::move(name), std::move(title), decimals, std::move(cells)));
}

void AreaTable::integer(std::string name, std::string title, const std::function<std::optional<double>(std::size_t)>& of) {
    std::vector<std::optional<double>> cells;
    for (const model::AreaIndex area : m_table.area) cells.push_back(of(static_cast<std::size_t>(area)));
    m_table.columns.push_back(model::integer_column(std::move(name), std::move(title), std::move(cells)));
}

void AreaTable::cells(std::string name, std::string title, int decimals, const std::function<model::Cell(std::size_t)>& of) {
    number(std::move(name), std::move(title), decimals, [&](std::size_t area) {
        const model::Cell cell = of(area);
        return cell.has_number() ? std::optional(cell.number) : std::nullopt;
    });
}

}  // namespace needsmap::app
