#include "model/workspace.hpp"

namespace needsmap::model {

namespace {

template <class T>
std::shared_ptr<const T> find_by_id(const std::vector<std::shared_ptr<const T>>& items, std::string_view id) {
    for (const auto& item : items)
        if (item->id == id) return item;
    return nullptr;
}

}  // namespace

std::shared_ptr<const Geography> Workspace::find_geography(std::string_view id) const { return find_by_id(geographies, id); }
std::shared_ptr<const LayerDefinition> Workspace::find_layer(std::string_view id) const { return find_by_id(layers, id); }
std::shared_ptr<const Table> Workspace::find_table(std::string_view id) const { return find_by_id(tables, id); }
std::shared_ptr<const PlaceSet> Workspace::find_places(std::string_view id) const { return find_by_id(places, id); }

std::shared_ptr<const Geography> Workspace::native_geography(const LayerDefinition& layer) const {
    const auto table = find_table(layer.table);
    return table ? find_geography(table->geography) : nullptr;
}

}  // namespace needsmap::model
