// Pieces of the Siting panel: a number with − and +, the list of sites, isochrones, the search, and the tooltip of a site.
#pragma once

#include <string>

#include "app/siting_view.hpp"
#include "panels/context.hpp"

namespace needsmap::panels {

/// Label at the left; at the right a number that can be typed, with − and +, and its unit. True when it was changed within its bounds.
bool number_row(PanelContext& context, const char* label, const std::string& tip, const std::string& unit, double low, double high,
                double step, double& value);

/// A small heading over a control, explained by `tip`.
void control_label(const char* text, const char* tip);

/// Who has a longer and a shorter journey, each with the colour of its lines on the map.
void draw_winners_and_losers(PanelContext& context, const app::SitingView& view, float width);

/// Every site with a tick for open, its name and whom it serves; a click selects it.
void draw_sites(PanelContext& context, const app::SitingView& view);

/// What else the map shows of the plan: catchments in colour, and with its key from where the selected site is reached.
void draw_map_switches(PanelContext& context);

/// What to search for, the button, and how the search goes.
void draw_search(PanelContext& context, const app::DraftPlan& plan, const app::SitingView& view);

/// The tooltip of a site; between BeginTooltip and EndTooltip.
void site_tooltip(const PanelContext& context, const app::SitingView& view, const std::string& id);

}  // namespace needsmap::panels
