// The concentration curve: which share of events falls on which share of people, most deprived first.
#pragma once

#include <optional>
#include <vector>

#include "analysis/deprivation_rank.hpp"

namespace needsmap::analysis {

struct ConcentrationPoint {
    double people = 0, events = 0;  ///< cumulated shares, 0 to 1
};
struct Concentration {
    std::vector<ConcentrationPoint> curve;  ///< from (0, 0) to (1, 1); one point per group of equally deprived areas
    std::optional<double> index;            ///< -1..1; nullopt without a single event
};

/// Twice the area between diagonal and curve (Kakwani, Wagstaff and van Doorslaer 1997): negative when events concentrate among the
/// deprived, 0 when deprivation makes no difference. The curve is straight within equally deprived areas.
[[nodiscard]] Concentration concentration(const DeprivationRanking& ranking);

}  // namespace needsmap::analysis
