#include "app/profile.hpp"

#include "base/error.hpp"

namespace needsmap::app {

namespace {

ProfileRow row_of(LayerCache& layers, const std::shared_ptr<const model::LayerDefinition>& layer, const model::Geography& geography,
                  model::AreaIndex area) {
    ProfileRow row;
    row.layer = layer;
    const auto available = analysis::layer_availability(*layers.workspace(), *layer, geography.id);
    row.available = available.available;
    row.reason = available.reason;
    if (!row.available) return row;
    try {
        const auto indicator = layers.indicator(layer->id, geography.id);
        const auto a = static_cast<std::size_t>(area);
        row.value = indicator->value[a];
        row.county = indicator->county_value;
        row.rank = indicator->rank[a];
        row.ranked_count = indicator->ranked_count;
    } catch (const base::Error& error) {
        row.available = false;
        row.reason = error.full_text();
    }
    return row;
}

}  // namespace

std::vector<ProfileRow> profile_of(LayerCache& layers, const model::Geography& geography, model::AreaIndex area) {
    std::vector<ProfileRow> rows;
    if (area < 0 || static_cast<std::size_t>(area) >= geography.size()) return rows;
    for (const auto& result : layers.workspace()->results)
        if (result->indicator && result->indicator->geography.get() == &geography)
            rows.push_back(row_of(layers, result->indicator->definition, geography, area));
    for (const auto& layer : layers.workspace()->layers) rows.push_back(row_of(layers, layer, geography, area));
    return rows;
}

}  // namespace needsmap::app
