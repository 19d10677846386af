#include "analysis/concentration.hpp"

namespace needsmap::analysis {

Concentration concentration(const DeprivationRanking& ranking) {
    Concentration out;
    if (ranking.events <= 0) return out;
    out.curve.push_back({0, 0});
    double people = 0, events = 0, twice_below = 0;
    for (std::size_t i = 0; i < ranking.areas.size(); ++i) {
        people += ranking.areas[i].base, events += ranking.areas[i].events;
        if (i + 1 < ranking.areas.size() && ranking.areas[i + 1].ridit == ranking.areas[i].ridit) continue;
        const ConcentrationPoint last = out.curve.back(), next = {people / ranking.base, events / ranking.events};
        twice_below += (next.people - last.people) * (next.events + last.events);
        out.curve.push_back(next);
    }
    out.index = 1 - twice_below;
    return out;
}

}  // namespace needsmap::analysis
