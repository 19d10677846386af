#include "panels/registry.hpp"

#include <array>

#include "panels/classes_panel.hpp"
#include "panels/hotspots_panel.hpp"
#include "panels/layers_panel.hpp"
#include "panels/legend_panel.hpp"
#include "panels/places_panel.hpp"
#include "panels/profile_panel.hpp"
#include "panels/table_panel.hpp"
#include "panels/why_panel.hpp"

namespace needsmap::panels {

std::span<const PanelEntry> panels() {
    static constexpr std::array rows{
        PanelEntry{"layers", "Layers", app::Rail::left, draw_layers_panel},
        PanelEntry{"places", "Services and places", app::Rail::left, draw_places_panel},
        PanelEntry{"classes", "Classes and colours", app::Rail::left, draw_classes_panel},
        PanelEntry{"hotspots", "Hot spots", app::Rail::left, draw_hotspots_panel, true},
        PanelEntry{"legend", "Legend", app::Rail::right, draw_legend_panel},
        PanelEntry{"why", "Why is this area flagged?", app::Rail::right, draw_why_panel, true},
        PanelEntry{"profile", "Selected area", app::Rail::right, draw_profile_panel},
        PanelEntry{"table", "Table", app::Rail::drawer, draw_table_panel},
    };
    return rows;
}

}  // namespace needsmap::panels
