// The session: one workspace, what is shown of it, and the history of changes. Changed by actions only, on the main thread.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/actions.hpp"
#include "app/camera.hpp"
#include "app/draft_plan.hpp"
#include "app/job_runner.hpp"
#include "app/need_view.hpp"
#include "app/siting_isochrones.hpp"
#include "app/siting_view.hpp"
#include "app/why_flagged.hpp"
#include "model/map_document.hpp"
#include "model/workspace.hpp"
#include "scene/map_scene.hpp"

namespace needsmap::app {

/// What undo goes back and forth over. Camera moves alone are not steps, but a step restores the camera of its time.
struct SessionState {
    std::array<model::MapDocument, 2> maps;  ///< geography, places, labels of [1] follow [0]
    bool comparing = false;
    std::vector<model::AreaIndex> selection;  ///< areas of the shown geography, in order of selecting
    Camera camera;
    std::vector<std::shared_ptr<const model::Result>> results;  ///< of analyses, newest first; layers of workspace() like the others
    std::shared_ptr<const DraftPlan> plan;                      ///< that is being tried out; null: none
    friend bool operator==(const SessionState&, const SessionState&) = default;
};

/// How the window is arranged; saved, not undone.
struct Settings {
    Theme theme = Theme::light;
    double ui_scale = 1;
    bool left_folded = false, right_folded = false, drawer_folded = true;
    double left_width = 296, right_width = 320, drawer_height = 260;  ///< logical pixels at 100 %
    std::string drawer_page = "table";
    std::string sort_column = "rank";
    bool sort_descending = false;
    friend bool operator==(const Settings&, const Settings&) = default;
};

/// One row of the profile of the selected area: an indicator there and in the county.
struct ProfileRow {
    std::shared_ptr<const model::LayerDefinition> layer;
    model::Cell value, county;
    int rank = 0, ranked_count = 0;
    bool available = false;  ///< false: the layer cannot be shown for this geography; `reason` says why
    std::string reason;
};

/// The answer to "why is this area flagged?", or in one sentence why there is none.
struct WhyAnswer {
    std::optional<WhyFlagged> found;
    std::string reason;
};

class Session {
public:
    Session();
    ~Session();

    /// Shows this workspace from its defaults, or from `restored` where its ids still exist (the rest falls back, with a notice).
    void open(std::shared_ptr<const model::Workspace> workspace, const std::optional<std::string>& restored_json = std::nullopt);
    [[nodiscard]] bool is_open() const;
    [[nodiscard]] std::shared_ptr<const model::Workspace> workspace() const;

    /// Takes the results of an operation into the workspace (in the place of older ones with the same id) and shows the first one that can be
    /// mapped in pane 0, with its geography, all as one step of undo. What other layers were worked out to stays. Results of another
    /// workspace are refused with a notice.
    void add_results(const std::vector<std::shared_ptr<const model::Result>>& results);
    /// Increases whenever workspace() changes: another one is opened, results come or go.
    [[nodiscard]] std::uint64_t workspace_revision() const;

    /// Applies one action. Problems a user can cause become notice(); never throws for those.
    void apply(const Action& action);
    [[nodiscard]] bool can_undo() const;
    [[nodiscard]] bool can_redo() const;
    [[nodiscard]] std::string undo_title() const;  ///< "layer", "classes": what undo would take back
    [[nodiscard]] std::string redo_title() const;

    [[nodiscard]] const SessionState& state() const;
    [[nodiscard]] const Settings& settings() const;
    /// Evaluated and classified, cached until something it depends on changes. `pane` 1 only while comparing.
    [[nodiscard]] const scene::MapInput& map(PaneIndex pane) const;
    [[nodiscard]] const model::Geography& geography() const;
    /// Increases whenever map(pane) changes, so the viewer recompiles only then.
    [[nodiscard]] std::uint64_t map_revision(PaneIndex pane) const;
    /// Class spec in force for a pane (document's or layer's).
    [[nodiscard]] const model::ClassSpec& classes(PaneIndex pane) const;
    /// All indicators for an area of the shown geography, by theme and title. Cached per geography.
    [[nodiscard]] const std::vector<ProfileRow>& profile(model::AreaIndex area) const;
    /// The need index among the results, for its panel; null when there is none. Cached until it changes.
    [[nodiscard]] const NeedView* need() const;
    /// What would move an area of the index in or out of the worst tenth; null when there is no index, or none for the area. Cached.
    [[nodiscard]] const NeedMoves* need_moves(model::AreaIndex area) const;
    /// What speaks for and against an area of pane 0's map being one of need; a map of hot spots is asked about the layer they were found in.
    /// Cached until the map, the results or the area change.
    [[nodiscard]] const WhyAnswer& why(model::AreaIndex area) const;
    /// What the plan that is tried out achieves; null when there is none. Cached until the plan changes or journeys arrive.
    [[nodiscard]] const SitingView* siting() const;
    /// The site of the plan that keys act on; empty when there is none.
    [[nodiscard]] const std::string& selected_site() const;
    /// Whether the next click on the map adds a site.
    [[nodiscard]] bool is_adding_site() const;
    /// The title of a SavePlan that was refused because its file is there already, for the panel to offer to replace it; empty when none was.
    [[nodiscard]] const std::string& plan_save_clash() const;
    /// A search for the best plan, to run as a job; its outcome's follow-up makes it the plan. Throws base::Error without a plan or figures.
    [[nodiscard]] std::function<Outcome(base::JobContext&)> search_job(const SitingQuestion& question) const;
    /// Whether the plan's figures wait for the points where people live, or for journeys along a network.
    [[nodiscard]] bool lacks_journeys() const;
    /// Reads the points that the plan lacks, or works its journeys out, in the background; empty while there is nothing to do, or the plan is
    /// still being changed.
    [[nodiscard]] std::function<Outcome(base::JobContext&)> journeys_job() const;
    /// Whether the plan's catchments are to be in colour; false without a plan.
    [[nodiscard]] bool colours_catchments() const;
    /// Whether the ground from which the selected site is reached is to be shown.
    [[nodiscard]] bool shows_isochrones() const;
    /// What that is of; nothing when it is not to be shown, or no site is selected.
    [[nodiscard]] std::optional<IsochronesWanted> isochrones_wanted() const;
    /// That ground, or why there is none; null while it is not wanted or not there yet.
    [[nodiscard]] const PlanIsochrones* isochrones() const;
    /// It is to be worked out in the background; empty while it is there, not wanted, or the plan is still being changed.
    [[nodiscard]] std::function<Outcome(base::JobContext&)> isochrones_job() const;
    /// Row order of the table for the settings' sort column ("rank", "name", "value", "numerator", "denominator", "class"): areas;
    /// no-number rows last in either direction.
    [[nodiscard]] const std::vector<model::AreaIndex>& table_order() const;
    /// "Children in poverty: 9 of 136 wards in Oxfordshire are in the worst 10 % in England; the highest is ...": one finding in plain English.
    [[nodiscard]] std::string finding(PaneIndex pane) const;

    /// Hover is not an action: it is set every frame and never recorded.
    void set_hover(model::AreaIndex area, std::optional<scene::PlaceHit> place, std::string site = {});
    [[nodiscard]] model::AreaIndex hovered() const;
    [[nodiscard]] const std::optional<scene::PlaceHit>& hovered_place() const;
    [[nodiscard]] const std::string& hovered_site() const;  ///< of the plan; empty when there is none

    /// Size of the map pane in page mm, told by the viewer, so that "zoom to" knows what fits.
    void set_pane_size(double width_mm, double height_mm);
    /// Camera on screen now: eases towards state().camera. Call once per frame with the time since the last one.
    void advance(double seconds);
    [[nodiscard]] Camera shown_camera() const;
    [[nodiscard]] bool is_moving() const;

    /// Last message for the status line, and whether it is a problem.
    struct Notice {
        std::string text;
        bool is_problem = false;
    };
    [[nodiscard]] const std::optional<Notice>& notice() const;
    void notify(std::string text, bool is_problem);

    [[nodiscard]] const std::string& dialog() const;
    [[nodiscard]] const std::string& search_text() const;
    [[nodiscard]] const std::vector<model::SearchHit>& search_hits() const;

    /// Actions the session cannot do alone are left here for the viewer to take: RunOperation, SearchPlan, CancelJob, OpenWorkspace.
    [[nodiscard]] std::vector<Action> take_requests();

    /// The session as JSON for state_dir()/session.json (workspace path, ids, camera, plan, settings). Results are not kept: a map that shows one
    /// comes back with the workspace's first layer and a notice.
    [[nodiscard]] std::string save() const;

    struct Impl;  ///< app/session_impl.hpp

private:
    [[nodiscard]] std::function<Outcome(base::JobContext&)> people_job() const;

    std::unique_ptr<Impl> m_impl;
};

}  // namespace needsmap::app
