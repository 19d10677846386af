#include "panels/registry.hpp"

#include <array>

#include "panels/chart_panel.hpp"
#include "panels/classes_panel.hpp"
#include "panels/hotspots_panel.hpp"
#include "panels/layers_panel.hpp"
#include "panels/legend_panel.hpp"
#include "panels/need_panel.hpp"
#include "panels/places_panel.hpp"
#include "panels/pockets_panel.hpp"
#include "panels/profile_panel.hpp"
#include "panels/siting_panel.hpp"
#include "panels/table_panel.hpp"
#include "panels/why_panel.hpp"

namespace needsmap::panels {

std::span<const PanelEntry> panels() {
    static constexpr std::array rows{
        PanelEntry{"layers", "Layers", app::Rail::left, draw_layers_panel},
        PanelEntry{"places", "Services and places", app::Rail::left, draw_places_panel},
        PanelEntry{"hotspots", "Hot spots", app::Rail::left, draw_hotspots_panel, true},
        PanelEntry{"pockets", "Hidden pockets", app::Rail::left, draw_pockets_panel, true},
        PanelEntry{"need", "Need index", app::Rail::left, draw_need_panel, true},
        PanelEntry{"siting", "Siting", app::Rail::left, draw_siting_panel, true},
        PanelEntry{"classes", "Classes and colours", app::Rail::left, draw_classes_panel},
        PanelEntry{"legend", "Legend", app::Rail::right, draw_legend_panel},
        PanelEntry{"profile", "Selected area", app::Rail::right, draw_profile_panel},
        PanelEntry{"why", "Why is this area flagged?", app::Rail::right, draw_why_panel, true},
        PanelEntry{"table", "Table", app::Rail::drawer, draw_table_panel},
        PanelEntry{"chart", "Charts", app::Rail::drawer, draw_chart_panel},
    };
    return rows;
}

}  // namespace needsmap::panels
