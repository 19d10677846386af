// The counts of people in a table of access in the order in which each is part of the one before, so that small ones can be withheld.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/access.hpp"
#include "analysis/small_counts.hpp"

namespace needsmap::analysis {

/// Which of the nested counts stands for what: all people, those out of reach and those beyond each bound, those without service. `reached` is told
/// where all people and those out of reach are.
class AccessCounts {
public:
    explicit AccessCounts(const AccessOptions& options);

    [[nodiscard]] std::vector<double> of(const AccessSummary& summary) const;
    [[nodiscard]] std::size_t out_of_reach() const { return m_out_of_reach; }
    [[nodiscard]] std::size_t beyond(std::size_t bound) const { return m_beyond[bound]; }
    [[nodiscard]] std::size_t no_service() const { return m_cuts.size() + 1; }
    /// First all people, then whether they are in reach, then the middle bound, then those that are left.
    [[nodiscard]] std::vector<double> importance() const;

private:
    std::vector<double> m_cuts;  ///< bounds and reach, ascending, each once
    std::size_t m_out_of_reach = 0;
    std::vector<std::size_t> m_beyond;
};

/// What may be told of groups of people by access, of everybody first.
struct ToldAccess {
    ToldCounts counts;        ///< by row, as AccessCounts has them
    std::vector<bool> unmet;  ///< by row; those left without a place
    [[nodiscard]] bool all(std::size_t row) const { return counts[row].front(); }
    [[nodiscard]] bool reached(std::size_t row, const AccessCounts& of) const { return all(row) && counts[row][of.out_of_reach()]; }
};

/// Of everybody and one grouping under one plan. `below` <= 0: everything.
[[nodiscard]] ToldAccess told_access(const AccessSummary& everybody, const std::vector<AccessSummary>& groups, const AccessOptions& options,
                                     double below);

}  // namespace needsmap::analysis
