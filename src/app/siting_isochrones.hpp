// The ground from which one site of a plan is reached, in steps up to the plan's limit: what is asked for, and what was found.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/draft_plan.hpp"
#include "base/job.hpp"
#include "model/workspace.hpp"
#include "scene/siting_overlay.hpp"

namespace needsmap::app {

struct IsochronesWanted {
    geo::MapPoint site;
    model::TravelMode mode = model::TravelMode::line;
    double within = 5;  ///< the plan's: kilometres for straight lines, else minutes
    friend bool operator==(const IsochronesWanted&, const IsochronesWanted&) = default;
};

struct PlanIsochrones {
    std::shared_ptr<const scene::IsochronePicture> picture;  ///< null: `problem` says why
    std::string key;                                         ///< what the bands' labels count: "minutes on foot"
    std::string problem;                                     ///< one sentence; empty: none
};

/// A third, two thirds and the whole of a limit, ascending: in whole minutes, or kilometres to one decimal. Fewer where they would be the same.
[[nodiscard]] std::vector<double> isochrone_steps(const IsochronesWanted& wanted);

/// As the command `isochrone` draws them (isochrone_shapes), with the usual detour factor for straight lines. What the workspace lacks becomes
/// the problem; cancelled from the job.
[[nodiscard]] PlanIsochrones plan_isochrones(const model::Workspace& workspace, const IsochronesWanted& wanted, base::JobContext& job);

}  // namespace needsmap::app
