// "Why is this area flagged?" of a session: which layer is asked about, and when the answer changes.
#include "app/hotspots_result.hpp"
#include "app/session_impl.hpp"
#include "base/error.hpp"

namespace needsmap::app {

void Session::Impl::answer_why(model::AreaIndex area) {
    const scene::MapInput& map = pane(0).map;
    if (!map.indicator) throw base::Error("Choose a layer first.");
    std::string layer = map.document.layer;
    if (const auto behind = layer_behind(*workspace, layer)) layer = behind->id;
    const auto indicator = layers->indicator(layer, map.geography->id);
    if (why.indicator != indicator) {
        why.indicator.reset();
        why.basis = why_basis(*layers, layer, map.geography->id);
        why.indicator = indicator;
    }
    why.answer.found = why_flagged(why.basis, *layers, area);
}

const WhyAnswer& Session::why(model::AreaIndex area) const {
    auto& cached = m_impl->why;
    const std::uint64_t revision = map_revision(0);
    if (cached.area == area && cached.map_revision == revision && cached.workspace_revision == m_impl->workspace_revision)
        return cached.answer;
    cached.area = area, cached.map_revision = revision, cached.workspace_revision = m_impl->workspace_revision;
    cached.answer = {};
    if (area < 0 || static_cast<std::size_t>(area) >= geography().size()) return cached.answer;
    try {
        m_impl->answer_why(area);
    } catch (const base::Error& error) {
        cached.answer = {std::nullopt, error.full_text()};
    }
    return cached.answer;
}

}  // namespace needsmap::app
