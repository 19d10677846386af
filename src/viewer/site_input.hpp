// The plan's sites under the pointer and the keyboard.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/actions.hpp"
#include "app/session.hpp"
#include "viewer/map_view.hpp"

namespace needsmap::viewer {

/// The site whose symbol lies under a pixel, the nearest of several; empty when there is none.
[[nodiscard]] std::string site_at(const app::Session& session, const PaneGeometry& geometry, geo::PixelPoint pixel);

/// The map without the services that the plan shows in its own way.
[[nodiscard]] scene::MapInput map_beside_plan(const app::Session& session, app::PaneIndex pane);

/// Keys for the plan: arrows move the selected site by 100 m (with Shift by 1 km), Delete closes it or takes it away, Enter adds a site in the
/// middle of the map while adding, Escape ends adding or the selection. True when the keys of this frame were meant for the plan.
[[nodiscard]] bool site_keys(const app::Session& session, std::vector<app::Action>& out);
/// "a" adds a site, "n" selects the next one, "o" opens or closes it.
[[nodiscard]] std::optional<app::Action> site_character(const app::Session& session, unsigned int character);

}  // namespace needsmap::viewer
