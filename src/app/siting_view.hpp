// What the window shows of a plan: one sentence, what has changed since it began, the sites, and the picture on the map.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analysis/siting_live.hpp"
#include "app/draft_plan.hpp"
#include "app/map_building.hpp"
#include "app/travel.hpp"
#include "model/demand.hpp"
#include "model/population_points.hpp"
#include "scene/siting_overlay.hpp"

namespace needsmap::app {

struct SitingView {
    struct Row {
        std::string id, name;
        bool open = true, was_open = false, added = false;
        double moved_m = 0;          ///< from where it stood when the plan began
        std::string serves, detail;  ///< "412", "Serves 412 children, 2.1 km away on average; the farthest has 6.2 km."
    };
    std::string finding;          ///< "45 Children's Centres: 89 % of children under five live within 5 km; …"
    std::string brief;            ///< "78.8 % within 5 km; mean 3.0 km"
    std::string farther, nearer;  ///< who has a longer and a shorter way than when the plan began; empty: nobody
    std::string sites_changed;    ///< "2 closed, 1 new"; empty: none
    std::string note;             ///< what is estimated or not known yet; empty: nothing
    bool is_waiting = false;      ///< people are still being read, or journeys worked out: there are no figures yet
    bool has_estimates = false;   ///< some journeys are estimates until the network has been searched
    std::string problem;          ///< why there are no figures; empty: there are
    std::vector<Row> rows;        ///< by site of the plan
    std::optional<analysis::LiveSummary> summary;
    std::shared_ptr<const model::Demand> demand;
    std::shared_ptr<const scene::SitingPicture> picture;  ///< never null
    std::uint64_t revision = 0;                           ///< different when anything else is

    /// Row and site of an id; -1 when there is none.
    [[nodiscard]] int index_of(std::string_view id) const;
};

/// Journeys that are to be worked out on a network.
struct JourneysWanted {
    std::shared_ptr<const model::Demand> demand;
    std::vector<geo::MapPoint> sites;
    model::TravelMode mode = model::TravelMode::walk;
};

/// The points where people live, as they were read for areas of `geography`, or why they could not be.
struct PeopleRead {
    std::shared_ptr<const model::Geography> geography;
    std::shared_ptr<const model::PopulationPoints> points;  ///< null: `reason` says why
    std::string reason;
};

/// Evaluates a plan that is being changed, keeping what it can from one change to the next. For one workspace; not thread-safe.
class SitingLab {
public:
    explicit SitingLab(std::shared_ptr<const model::Workspace> workspace) : m_workspace(std::move(workspace)) {}

    /// The view of this plan; cheap when it is the one before, or like it. Problems become SitingView::problem. `layers` is of the
    /// same workspace.
    const SitingView& view(const DraftPlan& plan, LayerCache& layers);

    /// Whether the last view lacked the points where people live: their files may be large, so they are read in the background.
    [[nodiscard]] bool wants_people() const { return m_wants_people; }
    /// Ignored when they are of another workspace's areas.
    void take_people(const PeopleRead& read);

    /// Journeys the last view lacked; nothing for straight lines, when nothing is missing, or when they cannot be had.
    [[nodiscard]] std::optional<JourneysWanted> wanted() const;
    /// One column of minutes per site of `answered`, and how they were made; or why there are none.
    void take_journeys(const JourneysWanted& answered, const Travel& journeys);
    void take_failure(const JourneysWanted& answered, const std::string& reason);

    /// What it costs to get from every demand point of the last view to the plan's open sites, in metres or minutes; nothing while there are no
    /// figures, or only estimates.
    [[nodiscard]] std::optional<model::TravelCosts> open_site_costs(const DraftPlan& plan) const;
    /// How the journeys of a mode were made, in the words of the commands; empty while none are known.
    [[nodiscard]] std::vector<std::string> method_lines(model::TravelMode mode) const;

private:
    struct PositionOrder {
        bool operator()(geo::MapPoint a, geo::MapPoint b) const { return std::pair(a.x, a.y) < std::pair(b.x, b.y); }
    };
    using Columns = std::map<geo::MapPoint, std::vector<double>, PositionOrder>;
    struct Column {
        std::vector<double> costs;
        bool is_estimate = false;
    };

    [[nodiscard]] bool have_people();
    void make_demand(const DraftPlan& plan, LayerCache& layers);
    [[nodiscard]] Column column(geo::MapPoint site, model::TravelMode mode) const;
    [[nodiscard]] double minutes_per_metre(model::TravelMode mode) const;
    void begin(const DraftPlan& plan);
    void follow(const DraftPlan& plan);
    void evaluate(const DraftPlan& plan, LayerCache& layers);
    void note_missing(const DraftPlan& plan);
    void fill_view(const DraftPlan& plan, const model::Workspace& workspace);

    std::shared_ptr<const model::Workspace> m_workspace;
    std::shared_ptr<const model::PopulationPoints> m_population;
    std::string m_people_failure;
    bool m_wants_people = false;
    std::shared_ptr<const model::Demand> m_demand;
    std::string m_demand_of;
    std::vector<geo::MapPoint> m_positions;  ///< of demand points
    std::map<model::TravelMode, Columns> m_columns;
    std::map<model::TravelMode, std::vector<std::string>> m_method_lines;
    std::map<model::TravelMode, std::string> m_failures;

    std::optional<DraftPlan> m_plan;  ///< that `m_view` is of
    bool m_stale = true;              ///< m_live must be begun anew
    std::optional<analysis::LivePlan> m_live;
    struct Slot {
        std::string id;
        geo::MapPoint position;
    };
    std::vector<Slot> m_slots;  ///< by site of m_live
    std::vector<geo::MapPoint> m_missing;
    SitingView m_view;
};

}  // namespace needsmap::app
