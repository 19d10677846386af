// What every panel gets: the view it reads, the list it adds actions to, and the interface's own little state.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/charts.hpp"
#include "app/choices.hpp"
#include "app/siting_search.hpp"
#include "panels/frame.hpp"
#include "panels/style.hpp"
#include "scene/classify.hpp"

namespace needsmap::panels {

/// The drawer's chart: what is chosen, and what was worked out for it.
struct ChartState {
    app::ChartKind kind = app::ChartKind::reach;
    std::string other_layer;                          ///< of the scatter plot and the concentration curve
    std::string made_for;                             ///< what `view` or `problem` is of
    std::shared_ptr<const model::Indicator> figures;  ///< what the chart is of
    std::optional<app::ChartView> view;
    std::string problem;
    std::optional<std::pair<float, float>> brush_start;  ///< where a drag over the points began, in pixels
};

/// What the reach of a set of places is asked for with.
struct ReachForm {
    std::string of;     ///< id of the set whose form is open; empty: none
    std::string grade;  ///< only places of this grade; empty: all
    model::TravelMode mode = model::TravelMode::walk;
    double within = 15;  ///< minutes, or kilometres in a straight line
};

/// State that is nobody else's business: never saved, never undone.
struct UiState {
    std::array<char, 128> search{};
    std::string search_seen;  ///< the session's text at the last frame, to notice replays and undo
    bool search_focus_wanted = false;
    bool search_open = false;
    int search_row = 0;
    std::array<char, 96> layer_filter{};
    std::map<std::string, bool> folded_sections;
    std::vector<model::AreaIndex> table_seen_selection;  ///< to scroll the table only when the selection changed elsewhere
    std::optional<int> dragged_break;
    std::array<std::optional<std::pair<std::uint64_t, scene::Histogram>>, 2> histograms;  ///< by pane, with the map revision it is of
    std::map<std::string, std::array<char, 256>> form;                                    ///< texts of the export form
    std::array<char, 64> index_id{};                                                      ///< under which the need index is to be kept
    geo::PixelBox pane;                                                                   ///< where the main map is, for "as on screen"
    std::uint64_t choices_revision = ~std::uint64_t{0};
    std::vector<app::LayerChoice> layers;
    std::vector<app::GeographyChoice> geographies;
    ChartState chart;
    std::string plan_start;                ///< what a plan is to begin with
    app::SitingQuestion plan_question;     ///< as chosen so far
    std::uint64_t plan_seen_revision = 0;  ///< of the workspace that `plan_demands` are of
    std::vector<std::shared_ptr<const model::LayerDefinition>> plan_demands;
    bool plan_saving = false, plan_save_asked = false;  ///< the form to save it is open; and it was sent off in the frame before
    std::array<char, 256> plan_title{};                 ///< under which it is to be saved
    ReachForm reach;
    int caption_place = 0;                         ///< where the plan's caption was in the last frame
    std::string plan_seen_site;                    ///< to scroll the list only when another site was selected elsewhere
    model::AreaIndex pointed_area = geo::no_area;  ///< by a panel this frame, for the map to highlight
};

struct PanelContext {
    const FrameView& view;
    const app::Session& session;
    const Style& style;
    UiState& ui;
    std::vector<app::Action>& actions;
    app::PaneIndex pane = 0;  ///< the pane a panel speaks of

    void emit(app::Action action) const { actions.push_back(std::move(action)); }
    [[nodiscard]] float px(double logical) const { return style.px(logical); }
};

}  // namespace needsmap::panels
