// Every small edit a user can make, as data: applied once per frame on the main thread, undone, recorded and replayed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "app/camera.hpp"
#include "app/siting_search.hpp"
#include "model/index_recipe.hpp"
#include "model/map_document.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// Which of the two map panes (0 = main, 1 = compared).
using PaneIndex = int;

struct SetLayer {
    PaneIndex pane = 0;
    std::string layer;
};
/// Both panes share the geography. Refused with a sentence in the status line when a shown layer cannot be aggregated to it.
struct SetGeography {
    std::string geography;
};
struct SetClasses {
    PaneIndex pane = 0;
    std::optional<model::ClassSpec> classes;
};
struct ShowPlaces {
    std::string places;
    bool shown = true;
};
struct ShowLabels {
    bool shown = true;
};
struct ShowContext {
    bool shown = true;
};
struct SetTitle {
    std::optional<std::string> title;
};
struct SetCompare {
    bool on = false;
};

enum class SelectMode { replace, add, toggle };
/// Areas of the shown geography; empty with `replace` clears.
struct SelectAreas {
    std::vector<model::AreaIndex> areas;
    SelectMode mode = SelectMode::replace;
};
/// By code or name, for replays and the command line; searched in the shown geography first.
struct SelectNamed {
    std::string code_or_name;
};

struct SetCamera {
    Camera camera;
    bool ease = false;
};
/// Zooms by `factor` keeping map point `anchor` where it is on the page.
struct ZoomBy {
    double factor = 1;
    std::optional<geo::MapPoint> anchor;
};
struct PanBy {
    double dx_mm = 0;
    double dy_mm = 0;
};
struct ZoomToBox {
    geo::MapBox box;
};
struct ZoomToArea {
    model::AreaRef area;
};
/// By code or name (areas, settlements), as `--zoom-to`.
struct ZoomToNamed {
    std::string code_or_name;
};
struct ZoomToCounty {};
/// To the next finer geography inside this area, and the camera to it.
struct DrillDown {
    model::AreaIndex area = geo::no_area;
};
/// To the next coarser geography.
struct DrillUp {};

enum class Theme { light, dark };
struct SetTheme {
    Theme theme = Theme::light;
};
struct SetUiScale {
    double scale = 1;
};  ///< 1..2
enum class Rail { left, right, drawer };
struct FoldRail {
    Rail rail = Rail::left;
    bool folded = false;
};
struct ResizeRail {
    Rail rail = Rail::left;
    double size = 0;
};  ///< logical pixels at 100 %
struct SortTable {
    std::string column;
    bool descending = false;
};
/// Chooses the page of the bottom drawer ("table", "chart").
struct ShowDrawerPage {
    std::string page;
};
struct OpenDialog {
    std::string dialog;
};  ///< "export", "help", "about", "problems"; empty closes
struct SetSearch {
    std::string text;
};

/// Starts an operation (export, table, ...) as a job with parameters as the command line would give them.
struct RunOperation {
    std::string operation;
    std::vector<std::pair<std::string, std::string>> parameters;
};
struct CancelJob {};
struct OpenWorkspace {
    std::string file;
};
/// Takes a result of an analysis off the list; maps that show it go back to the workspace's first layer.
struct RemoveResult {
    std::string id;
};
/// Makes the need index of this recipe, without rank intervals, and maps it on the shown geography (another one where it cannot be made
/// there). Dragging a weight is one step of undo.
struct SetIndexRecipe {
    model::IndexRecipe recipe;
};

/// Begins to try out a plan for a set of places, or with a scenario; `id` is of either.
struct StartPlan {
    std::string id;
};
struct EndPlan {};
/// Which layer says where the people are.
struct SetPlanDemand {
    std::string layer;
};
struct SetPlanTravel {
    model::TravelMode mode = model::TravelMode::line;
    double within = 5;  ///< kilometres for straight lines, else minutes
};
struct OpenSite {
    std::string site;
    bool open = true;
};
/// Dragging a site is one step of undo.
struct MoveSite {
    std::string site;
    geo::MapPoint position;
};
struct AddSite {
    geo::MapPoint position;
};
/// A site that the plan began with is closed instead.
struct RemoveSite {
    std::string site;
};
/// For the keyboard and the panel; empty for none. No step of undo, like the next one.
struct SelectSite {
    std::string site;
};
/// The next click on the map adds a site.
struct ArmSite {
    bool armed = true;
};
/// The ground from which the selected site is reached, over the map. No step of undo.
struct ShowIsochrones {
    bool shown = true;
};
/// Each catchment of the plan in a colour of its own, over the map's. No step of undo.
struct ColourCatchments {
    bool coloured = true;
};
/// Searches the best plan in the place of the one that is tried out.
struct SearchPlan {
    SitingQuestion question;
};
/// Keeps the plan's journeys by area as a result, a layer like others.
struct KeepPlan {};
/// Saves the plan's open sites as a scenario and goes on from it. `title` is its title, or a file that ends in .toml. No step of undo takes the
/// file away.
struct SavePlan {
    std::string title;
    bool replace = false;  ///< the file that is there already
};
struct Undo {};
struct Redo {};

using Action =
    std::variant<SetLayer, SetGeography, SetClasses, ShowPlaces, ShowLabels, ShowContext, SetTitle, SetCompare, SelectAreas, SelectNamed,
                 SetCamera, ZoomBy, PanBy, ZoomToBox, ZoomToArea, ZoomToNamed, ZoomToCounty, DrillDown, DrillUp, SetTheme, SetUiScale,
                 FoldRail, ResizeRail, SortTable, ShowDrawerPage, OpenDialog, SetSearch, RunOperation, CancelJob, OpenWorkspace,
                 RemoveResult, SetIndexRecipe, StartPlan, EndPlan, SetPlanDemand, SetPlanTravel, OpenSite, MoveSite, AddSite, RemoveSite,
                 SelectSite, ArmSite, ShowIsochrones, ColourCatchments, SearchPlan, KeepPlan, SavePlan, Undo, Redo>;

/// One line of text per action ("set-layer child-poverty", "zoom-to Banbury", "select E05006546"), for --play files and session records.
[[nodiscard]] std::string to_text(const Action& action);
/// Reads one line; throws base::Error saying what is wrong and what would be right. Lines for input that has no action of its own
/// (mouse, keys, waiting) belong to the viewer and are not known here.
[[nodiscard]] Action action_from(std::string_view line);

}  // namespace needsmap::app
