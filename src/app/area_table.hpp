// The table of a result whose rows are areas: code and name first, then a column at a time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "model/result.hpp"

namespace needsmap::app {

class AreaTable {
public:
    /// Rows stand in the order of rank, worst first; areas without a rank come last. Both in the order of the geography.
    explicit AreaTable(const model::Indicator& indicator);

    void text(std::string name, std::string title, const std::function<std::string(std::size_t area)>& of);
    void number(std::string name, std::string title, int decimals, const std::function<std::optional<double>(std::size_t area)>& of);
    void integer(std::string name, std::string title, const std::function<std::optional<double>(std::size_t area)>& of);
    /// The number of a cell, or an empty one whatever the reason.
    void cells(std::string name, std::string title, int decimals, const std::function<model::Cell(std::size_t area)>& of);

    [[nodiscard]] model::ResultTable take() { return std::move(m_table); }

private:
    model::ResultTable m_table;
};

/// Decimals of computed figures in tables: enough to recompute with, without the noise of division.
[[nodiscard]] inline int table_decimals(const model::LayerDefinition& layer) { return layer.decimals + 4; }

}  // namespace needsmap::app
