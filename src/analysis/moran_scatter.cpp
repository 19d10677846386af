#include "analysis/moran_scatter.hpp"

namespace needsmap::analysis {

MoranScatter moran_scatter(const std::vector<model::Cell>& values, const geo::Neighbours& neighbours) {
    MoranScatter out;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i].has_number()) {
            ++out.without_number;
            continue;
        }
        double sum = 0;
        int known = 0;
        for (const model::AreaIndex other : neighbours.of(static_cast<model::AreaIndex>(i)))
            if (const model::Cell& cell = values[static_cast<std::size_t>(other)]; cell.has_number()) sum += cell.number, ++known;
        if (known == 0) {
            ++out.islands;
            continue;
        }
        out.area.push_back(static_cast<model::AreaIndex>(i));
        out.value.push_back(values[i].number), out.neighbours.push_back(sum / known);
    }
    for (const double v : out.value) out.mean += v / static_cast<double>(out.value.size());
    double together = 0, squares = 0;
    for (std::size_t i = 0; i < out.value.size(); ++i) {
        const double z = out.value[i] - out.mean;
        together += z * (out.neighbours[i] - out.mean), squares += z * z;
    }
    // Rounding alone must not make a slope out of equal values.
    if (squares > 1e-18 * out.mean * out.mean * static_cast<double>(out.value.size()) && out.value.size() > 1)
        out.slope = together / squares;
    return out;
}

}  // namespace needsmap::analysis
