// Which counts of an equality table may be told.
#pragma once

#include <string>
#include <vector>

#include "analysis/equality.hpp"

namespace needsmap::analysis {

/// By row of the table, everybody first. With two plans a count is told under both or under neither.
struct ToldEquality {
    std::vector<bool> all, reached, no_service, gain, lose;
    std::vector<std::vector<bool>> beyond;  ///< by bound of AccessOptions::beyond, then row
    [[nodiscard]] bool withholds() const;
};

/// Of one group: how many there are, and how many of them gain and lose.
struct GainAndLoss {
    std::string grouping;
    double all = 0, gain = 0, lose = 0;
};
struct ToldGainAndLoss {
    std::vector<bool> gain, lose;
};
/// By row, everybody first; `all` says which wholes are told, and where one is not, nor is the gain.
[[nodiscard]] ToldGainAndLoss told_gain_and_loss(const std::vector<GainAndLoss>& rows, const std::vector<bool>& all, double below);

/// As told_counts has it: by EqualityQuestion::suppress_below, for rows as equality_rows makes them. Without two plans nobody gains or loses.
[[nodiscard]] ToldEquality told_equality(const std::vector<EqualityRow>& rows, const EqualityQuestion& question, bool has_two_plans);

}  // namespace needsmap::analysis
