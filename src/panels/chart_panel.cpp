#include "panels/chart_panel.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "app/concentration_chart.hpp"
#include "base/error.hpp"
#include "panels/chart_plot.hpp"
#include "panels/widgets.hpp"
#include "scene/map_fills.hpp"
#include "scene/palette.hpp"

namespace needsmap::panels {

namespace {

struct KindTitle {
    app::ChartKind kind;
    const char *title, *tip;
};
constexpr std::array kinds{
    KindTitle{app::ChartKind::reach, "Reach", "How many children in need the worst areas reach"},
    KindTitle{app::ChartKind::funnel, "Funnel", "Which areas lie further from the county's figure than chance would put them"},
    KindTitle{app::ChartKind::scatter, "Scatter", "This layer against another one"},
    KindTitle{app::ChartKind::neighbours, "Neighbours", "Each area against the mean of its neighbours (Moran)"},
    KindTitle{app::ChartKind::concentration, "Gap", "How much of the need lies with the most deprived (concentration curve)"}};

bool needs_other_layer(app::ChartKind kind) { return kind == app::ChartKind::scatter || kind == app::ChartKind::concentration; }

std::vector<Segment> kind_segments() {
    std::vector<Segment> segments;
    for (const KindTitle& kind : kinds) segments.push_back({kind.title, true, kind.tip});
    return segments;
}

void draw_kinds(PanelContext& context) {
    const std::vector<Segment> segments = kind_segments();
    const int chosen = static_cast<int>(std::ranges::find(kinds, context.ui.chart.kind, &KindTitle::kind) - kinds.begin());
    const int wanted = segmented("kinds", segments, chosen);
    if (wanted >= 0) context.ui.chart.kind = kinds[static_cast<std::size_t>(wanted)].kind;
}

/// Layers with amounts that can be shown on these areas, but for the one on the map.
std::vector<const app::LayerChoice*> other_layers(const PanelContext& context, const std::string& shown) {
    std::vector<const app::LayerChoice*> out;
    for (const app::LayerChoice& offered : context.ui.layers)
        if (offered.available && offered.layer->id != shown && offered.layer->kind != model::LayerKind::category) out.push_back(&offered);
    return out;
}

/// Which layer stands on the other axis of the scatter plot, or orders the areas of the concentration curve.
void draw_other_layer(PanelContext& context, const std::string& shown) {
    std::string& other = context.ui.chart.other_layer;
    const auto offered = other_layers(context, shown);
    std::vector<std::string> titles;
    int chosen = -1;
    for (const app::LayerChoice* one : offered) {
        if (one->layer->id == (other.empty() ? app::usual_deprivation : other)) chosen = static_cast<int>(titles.size());
        titles.push_back(one->layer->title);
    }
    if (offered.empty()) {
        other.clear();
        return;
    }
    chosen = std::max(chosen, 0);
    other = offered[static_cast<std::size_t>(chosen)]->layer->id;
    const int wanted = choice("##other-layer", titles, chosen, -1);
    if (wanted >= 0) other = offered[static_cast<std::size_t>(wanted)]->layer->id;
}

app::ChartView made(const PanelContext& context, const model::Indicator& shown) {
    const model::Workspace& workspace = *context.session.workspace();
    switch (context.ui.chart.kind) {
        case app::ChartKind::reach: {
            const auto ids = app::reach_geographies(workspace, *shown.definition, shown.geography->id);
            return app::reach_chart(workspace, *shown.definition, app::reach_curves(workspace, shown.definition->id, ids));
        }
        case app::ChartKind::funnel: return app::funnel_chart(workspace, shown);
        case app::ChartKind::scatter: {
            if (context.ui.chart.other_layer.empty()) throw base::Error("There is no other layer with figures for these areas.");
            return app::scatter_chart(workspace, context.ui.chart.other_layer, shown);
        }
        case app::ChartKind::concentration: {
            if (context.ui.chart.other_layer.empty()) throw base::Error("There is no layer to order these areas by.");
            return app::concentration_chart(workspace, shown, context.ui.chart.other_layer);
        }
        case app::ChartKind::neighbours: break;
    }
    return app::neighbours_chart(shown);
}

/// Worked out again only when something it depends on has changed.
void refresh(PanelContext& context, const std::shared_ptr<const model::Indicator>& shown) {
    app::ChartKind kind = context.ui.chart.kind;
    ChartState& state = context.ui.chart;
    const std::string wanted = std::string(app::to_string(kind)) + " " + std::to_string(context.session.map_revision(context.pane)) + " " +
                               std::to_string(context.session.workspace_revision()) + " " +
                               (needs_other_layer(kind) ? state.other_layer : std::string());
    if (state.made_for == wanted) return;
    state.made_for = wanted, state.view.reset(), state.problem.clear();
    try {
        state.figures = app::charted_indicator(*context.session.workspace(), shown);
        if (!state.figures) throw base::Error(shown->definition->title + " shows kinds, which have no amounts to draw.");
        state.view = made(context, *state.figures);
    } catch (const base::Error& error) {
        state.problem = error.full_text();
    }
}

AreaColours colours_of_map(const PanelContext& context, const scene::MapInput& map) {
    const auto& theme = context.style.theme == app::Theme::dark ? scene::dark_map_theme() : scene::light_map_theme();
    const auto styles = scene::map_fills(*map.classification, *map.indicator->definition, theme);
    AreaColours colours;
    for (const std::uint8_t style_index : *map.classification->class_of_area)
        colours.push_back(style_index < styles.size() ? styles[style_index].colour : theme.missing_fill);
    return colours;
}

void obey(PanelContext& context, const PlotAnswer& answer) {
    const bool add = ImGui::GetIO().KeyCtrl || ImGui::GetIO().KeyShift;
    if (answer.has_brushed) context.emit(app::SelectAreas{answer.brushed, add ? app::SelectMode::add : app::SelectMode::replace});
    if (answer.pointed == geo::no_area) return;
    context.ui.pointed_area = answer.pointed;
    if (answer.clicked) context.emit(app::SelectAreas{{answer.pointed}, add ? app::SelectMode::toggle : app::SelectMode::replace});
    if (answer.double_clicked) context.emit(app::ZoomToArea{{context.session.geography().id, answer.pointed}});
}

/// What to draw, then what it says. The chart is made in between, so that words and picture are never of two charts.
void draw_words(PanelContext& context, const std::shared_ptr<const model::Indicator>& shown) {
    draw_kinds(context);
    ChartState& state = context.ui.chart;
    if (needs_other_layer(state.kind)) draw_other_layer(context, (state.figures ? state.figures : shown)->definition->id);
    refresh(context, shown);
    if (!state.view) return text_wrapped(state.problem, context.style.colours.secondary);
    text_wrapped(state.view->chart.lead, context.style.colours.text);
    ImGui::Dummy({0, context.px(2)});
    draw_plot_key(context, state.view->chart);
    const FontScope font(context.style.fonts.small);
    if (!state.view->left_out.empty()) text_secondary(state.view->left_out);
    for (const std::string& line : state.view->chart.reading_lines)
        if (line != state.view->left_out) text_secondary(line);
    text_secondary("Click a point to select its area, drag a box around several, double-click to zoom there.");
}

}  // namespace

void draw_chart_panel(PanelContext& context) {
    const scene::MapInput& map = context.session.map(context.pane);
    if (!map.indicator || !map.classification) {
        text_secondary("Choose a layer on the left to see its charts.");
        return;
    }
    const ImVec2 room = ImGui::GetContentRegionAvail();
    // The choice of charts needs its width, and a scroll bar beside it.
    const float words = std::max(std::min(room.x * 0.34F, context.px(420)), segmented_width(kind_segments()) + context.px(20));
    ImGui::BeginChild("words", {words, room.y});
    draw_words(context, map.indicator);
    ImGui::EndChild();
    if (!context.ui.chart.view || room.x - words < context.px(160)) return;
    ImGui::SameLine(0, context.px(16));
    obey(context, draw_plot(context, context.ui.chart.view->chart, colours_of_map(context, map),
                            {room.x - words - context.px(16), room.y - context.px(4)}));
}

}  // namespace needsmap::panels
