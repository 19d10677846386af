// Results of analyses coming and going.
#include <algorithm>

#include "app/session_impl.hpp"

namespace needsmap::app {

namespace {

/// Another layer's bounds and title mean nothing here.
void set_layer(model::MapDocument& map, std::string layer) {
    map.layer = std::move(layer);
    map.classes.reset();
    map.title.reset();
}

}  // namespace

void Session::Impl::show_results(const std::vector<std::shared_ptr<const model::Result>>& results, const model::Result& shown) {
    edit("result", [&](SessionState& changed) {
        changed.results = results;
        if (!shown.indicator) return;
        set_layer(changed.maps[0], shown.id);
        const std::string& geography = shown.indicator->geography->id;
        if (changed.maps[0].geography != geography) change_geography(changed, geography);
        if (changed.maps[1].layer != shown.id && !availability(*workspace, changed.maps[1].layer, geography).available)
            changed.comparing = false;
    });
}

void Session::Impl::stop_showing(SessionState& changed, const std::string& id) const {
    if (changed.maps[1].layer == id) {
        changed.comparing = false;
        set_layer(changed.maps[1], {});
    }
    if (changed.maps[0].layer != id) return;
    const std::string layer = first_layer(*workspace);
    set_layer(changed.maps[0], layer);
    if (!availability(*workspace, layer, changed.maps[0].geography).available)
        change_geography(changed, default_geography(*workspace, layer));
    if (!availability(*workspace, changed.maps[1].layer, changed.maps[0].geography).available) changed.comparing = false;
}

void ActionApplier::operator()(const RemoveResult& action) {
    if (!m_session.workspace) return;
    if (!m_session.workspace->find_result(action.id)) return m_session.refuse("There is no result “" + action.id + "”.");
    m_session.edit("removing a result", [&](SessionState& state) {
        std::erase_if(state.results, [&](const auto& result) { return result->id == action.id; });
        m_session.stop_showing(state, action.id);
    });
}

}  // namespace needsmap::app
