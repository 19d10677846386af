// Small integer programs through CBC (Forrest & Lougee-Heimer 2005), for what our own solvers do not settle: set covers and capacities.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "analysis/siting_watch.hpp"

namespace needsmap::analysis {

/// Minimise; every column is between 0 and 1.
struct Mip {
    struct Row {
        std::vector<int> columns;
        std::vector<double> factors;
        double low = 0, high = 0;  ///< +-1e30 = none
    };
    std::vector<double> costs;     ///< per column
    std::vector<char> is_integer;  ///< per column
    std::vector<Row> rows;
    static constexpr double none = 1e30;

    int add_column(double cost, bool integer) {
        costs.push_back(cost), is_integer.push_back(integer ? 1 : 0);
        return static_cast<int>(costs.size()) - 1;
    }
};

struct MipAnswer {
    std::optional<std::vector<double>> values;  ///< the best solution below the cutoff, if one was found
    double objective = 0;
    double bound = 0;         ///< no solution below the cutoff is below this
    bool is_settled = false;  ///< the values are optimal, or none is below the cutoff
    std::size_t nodes = 0;
};

struct LinearAnswer {
    double bound = 0;            ///< infinity when even the linear relaxation has no solution, minus infinity when the search was stopped
    std::vector<double> values;  ///< per column; empty unless the bound is a number
};
[[nodiscard]] LinearAnswer solve_linear(const Mip& mip, SitingWatch& watch);

/// Only solutions below `cutoff` are sought. `start` is a solution to improve on; may be empty. Every better one is given to `on_better`
/// with the bound.
[[nodiscard]] MipAnswer solve_mip(
    const Mip& mip, double cutoff, std::span<const double> start, SitingWatch& watch,
    const std::function<void(std::span<const double> values, double objective, double bound)>& on_better = {});

}  // namespace needsmap::analysis
