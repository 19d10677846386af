// Which counts of a table may be told, so that no small one is told, nor can be worked out from those that are.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace needsmap::analysis {

/// Nested counts of one group of people, each a part of the one before: all of them, those beyond 15 minutes, those beyond 30 …
struct NestedCounts {
    std::string grouping;                    ///< groups of one grouping share nobody; everybody is the row in front of all others
    std::vector<std::vector<double>> plans;  ///< the counts under each plan; the first count is the same under all
    /// By count, where another table has settled it: told (true) or withheld (false). Empty: nothing is settled.
    std::vector<std::optional<bool>> settled;
};

/// By row, then by count: true where it may be told.
using ToldCounts = std::vector<std::vector<bool>>;

/// No difference of what is told is a small count, one above zero and below `below`: neither of two nested counts of a row, nor of one count
/// under two plans, nor of everybody and those groups of a grouping that tell the count. And no combination of the rows pins what is withheld
/// to a small number. A count is told or withheld under all plans alike. Within these bounds each row tells as much as it can, by
/// `importance` (one per count, the higher the longer it is kept); where more has to go for the sake of other rows, the smallest of
/// the least important goes first. Groups that do not add up to everybody are treated as if a reader knew the rest.
/// The first row is everybody. `below` <= 0: everything is told.
[[nodiscard]] ToldCounts told_counts(const std::vector<NestedCounts>& rows, const std::vector<double>& importance, double below);

}  // namespace needsmap::analysis
