// Cells and neighbours written as text, for analyses of small made-up maps.
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "geo/topology.hpp"
#include "model/cell.hpp"

namespace needsmap::analysis {

/// "5 - * 3p n" -> value, missing, suppressed, provisional, not applicable.
inline std::vector<model::Cell> cells(std::string_view text) {
    std::istringstream in{std::string(text)};
    std::vector<model::Cell> out;
    for (std::string word; in >> word;) {
        if (word == "-")
            out.push_back(model::Cell::none(model::CellState::missing));
        else if (word == "*")
            out.push_back(model::Cell::none(model::CellState::suppressed));
        else if (word == "n")
            out.push_back(model::Cell::none(model::CellState::not_applicable));
        else
            out.push_back(model::Cell::of(std::stod(word), word.ends_with('p')));
    }
    return out;
}

inline std::vector<model::Cell> same_cells(std::size_t count, double number) {
    return std::vector<model::Cell>(count, model::Cell::of(number));
}

inline geo::Neighbours neighbours_of_rows(const std::vector<std::vector<geo::AreaIndex>>& rows) {
    geo::Neighbours out;
    out.begin.push_back(0);
    for (const auto& row : rows) {
        out.index.insert(out.index.end(), row.begin(), row.end());
        out.begin.push_back(static_cast<std::uint32_t>(out.index.size()));
    }
    return out;
}

}  // namespace needsmap::analysis
