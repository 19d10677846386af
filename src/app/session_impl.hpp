// What a session keeps, and the steps its actions are made of. Internal to app: others use app/session.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/camera_flight.hpp"
#include "app/history.hpp"
#include "app/map_building.hpp"
#include "app/session.hpp"

namespace needsmap::app {

struct Session::Impl {
    std::shared_ptr<const model::Workspace> workspace;  ///< with the results of `state`
    std::uint64_t workspace_revision = 0;
    std::unique_ptr<LayerCache> layers;
    SessionState state;
    Settings settings;
    History<SessionState> history;
    CameraFlight flight;
    double clock_s = 0;  ///< sum of advance(): the only clock of a session
    double pane_width_mm = 200, pane_height_mm = 150;
    bool camera_is_home = true;  ///< still shows the whole county, so it refits when the pane changes

    model::AreaIndex hovered = geo::no_area;
    std::optional<scene::PlaceHit> hovered_place;
    std::string hovered_site;
    std::optional<Notice> notice;
    std::string dialog, search_text;
    std::vector<model::SearchHit> search_hits;
    std::vector<Action> requests;

    /// What follows from the state, made when asked for.
    struct Pane {
        std::optional<model::MapDocument> made_for;
        scene::MapInput map;
        std::uint64_t revision = 0;
        std::uint64_t finding_of = 0;  ///< revision that `finding` tells of
        std::string finding;
    };
    std::array<Pane, 2> panes;
    struct {
        std::shared_ptr<const model::Geography> geography;
        std::shared_ptr<const model::Indicator> indicator;
        std::shared_ptr<const std::vector<std::uint8_t>> classes;  ///< only looked at when sorted by class
        std::string column;
        bool descending = false;
        std::vector<model::AreaIndex> order;
    } table;
    struct {
        std::string geography;
        model::AreaIndex area = geo::no_area;
        std::vector<ProfileRow> rows;
    } profile;
    struct {
        std::shared_ptr<const model::Result> made_for;
        NeedView view;
        model::AreaIndex area = geo::no_area;  ///< that `moves` is of
        std::shared_ptr<const model::Result> moves_made_for;
        NeedMoves moves;
    } need;

    struct {
        std::shared_ptr<const model::Indicator> indicator;  ///< that `basis` is of
        WhyBasis basis;
        std::uint64_t map_revision = 0, workspace_revision = 0;
        model::AreaIndex area = geo::no_area;
        WhyAnswer answer;
    } why;
    struct Siting {
        std::unique_ptr<SitingLab> lab;  ///< of the workspace
        std::string selected;
        bool adding = false;
        std::string save_clash;  ///< title that was not saved, because its file is there already
        double changed_s = 0;    ///< when the plan was last changed, by the session's clock
        bool catchments_in_colour = false;
        bool isochrones = false;
        std::optional<IsochronesWanted> isochrones_of;  ///< what `isochrones_found` answers
        PlanIsochrones isochrones_found;
    } siting;
    /// What the plan achieves; there must be one.
    [[nodiscard]] const SitingView& siting_view();
    /// Makes `plan` the plan, as one step of undo with the changes like it that come right before.
    void change_plan(const std::string& title, DraftPlan plan, const std::string& merge_key = {});
    /// Goes on from the scenario that the plan has just been saved as; `name` is its id or its file.
    void take_saved(const model::Scenario& scenario, const std::string& name);
    /// Takes the end of a search over.
    void take_answer(const SitingAnswer& answer);

    /// Brings `why` up to date; throws base::Error when there is no answer.
    void answer_why(model::AreaIndex area);

    void open(std::shared_ptr<const model::Workspace> opened);
    [[nodiscard]] const model::Geography& geography() const;
    /// The pane's map, brought up to date.
    [[nodiscard]] const Pane& pane(PaneIndex index);
    [[nodiscard]] int shown_panes() const { return state.comparing ? 2 : 1; }

    void say(std::string text) { notice = Notice{std::move(text), false}; }
    void refuse(std::string text) { notice = Notice{std::move(text), true}; }

    /// Changes the state as one step of undo. Nothing is recorded when nothing but the camera changed.
    void edit(const std::string& title, const std::function<void(SessionState&)>& change, const std::string& merge_key = {});
    /// Brings the workspace and what is worked out from it in line with the state's results.
    void take_results();
    /// Makes `results` the state's and maps `shown`, if it can be mapped.
    void show_results(const std::vector<std::shared_ptr<const model::Result>>& results, const model::Result& shown);
    /// The need index of a recipe, without rank intervals, as a result. Throws base::Error when it cannot be made there.
    [[nodiscard]] std::shared_ptr<const model::Result> draft_index(const model::IndexRecipe& recipe, const std::string& geography);
    /// Maps `draft` in the place of the index before it; while weights are dragged as one step.
    void show_index(const std::shared_ptr<const model::Result>& draft);
    /// Makes the index on the map anew for other areas. False when the map shows none, or it cannot be made there.
    [[nodiscard]] bool index_by(const std::string& geography);
    /// Takes `id` out of both maps of a state that no longer has it.
    void stop_showing(SessionState& changed, const std::string& id) const;
    /// Gives both maps another geography and takes the selection along to the areas that hold, or lie inside, the selected ones.
    void change_geography(SessionState& changed, const std::string& geography) const;
    /// Whether all shown layers (with `layer` in `pane_of_layer` instead of what is there) can be shown on the geography.
    [[nodiscard]] analysis::Availability shown_layers_on(const std::string& geography, PaneIndex pane_of_layer = -1,
                                                         const std::string& layer = {}) const;

    [[nodiscard]] geo::MapBox county_box() const;
    [[nodiscard]] Camera home_camera() const;
    [[nodiscard]] Camera camera_on(const geo::MapBox& box) const;
    /// Within sensible scales and with its centre in the county.
    [[nodiscard]] Camera within_limits(Camera camera) const;
    void go(const Camera& camera, bool ease);
};

/// One overload per action, in session_apply.cpp (what is shown, settings), session_siting.cpp and session_plan.cpp (the plan) and session_navigate.cpp (camera, selection, drilling).
class ActionApplier {
public:
    explicit ActionApplier(Session::Impl& session) : m_session(session) {}
    void operator()(const SetLayer& action);
    void operator()(const SetGeography& action);
    void operator()(const SetClasses& action);
    void operator()(const ShowPlaces& action);
    void operator()(const ShowLabels& action);
    void operator()(const ShowContext& action);
    void operator()(const SetTitle& action);
    void operator()(const SetCompare& action);
    void operator()(const SelectAreas& action);
    void operator()(const SelectNamed& action);
    void operator()(const SetCamera& action);
    void operator()(const ZoomBy& action);
    void operator()(const PanBy& action);
    void operator()(const ZoomToBox& action);
    void operator()(const ZoomToArea& action);
    void operator()(const ZoomToNamed& action);
    void operator()(const ZoomToCounty& action);
    void operator()(const DrillDown& action);
    void operator()(const DrillUp& action);
    void operator()(const SetTheme& action);
    void operator()(const SetUiScale& action);
    void operator()(const FoldRail& action);
    void operator()(const ResizeRail& action);
    void operator()(const SortTable& action);
    void operator()(const ShowDrawerPage& action);
    void operator()(const OpenDialog& action);
    void operator()(const SetSearch& action);
    void operator()(const RunOperation& action);
    void operator()(const CancelJob& action);
    void operator()(const OpenWorkspace& action);
    void operator()(const RemoveResult& action);
    void operator()(const SetIndexRecipe& action);
    void operator()(const StartPlan& action);
    void operator()(const EndPlan& action);
    void operator()(const SetPlanDemand& action);
    void operator()(const SetPlanTravel& action);
    void operator()(const OpenSite& action);
    void operator()(const MoveSite& action);
    void operator()(const AddSite& action);
    void operator()(const RemoveSite& action);
    void operator()(const SelectSite& action);
    void operator()(const ArmSite& action);
    void operator()(const ColourCatchments& action);
    void operator()(const ShowIsochrones& action);
    void operator()(const SearchPlan& action);
    void operator()(const KeepPlan& action);
    void operator()(const SavePlan& action);
    void operator()(const Undo& action);
    void operator()(const Redo& action);

private:
    [[nodiscard]] bool is_shown_pane(PaneIndex pane);
    /// The plan to change; says so when there is none.
    [[nodiscard]] const DraftPlan* plan();
    void restore(std::optional<SessionState> state);

    Session::Impl& m_session;
};

}  // namespace needsmap::app
