// Two scenarios to be compared: which sites are open under each, and which only under one.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/operation.hpp"
#include "model/scenario.hpp"
#include "model/workspace.hpp"

namespace needsmap::app {

/// The scenario that stands for all places of a set as they are, unless a file of the workspace has this id.
inline constexpr const char* today_id = "today";

/// One plan with its open sites.
struct OpenPlan {
    model::Scenario scenario;
    std::vector<std::size_t> sites;  ///< of ScenarioPair::sites, in rising order
};

struct ScenarioPair {
    std::shared_ptr<const model::PlaceSet> set;  ///< that both are about
    std::vector<model::Place> sites;             ///< open under at least one of them, those of the first in front
    OpenPlan a, b;

    /// Sites of the second plan that the first has not, and the other way round; sites open under both.
    [[nodiscard]] std::vector<std::size_t> opened() const;
    [[nodiscard]] std::vector<std::size_t> closed() const;
    [[nodiscard]] std::vector<std::size_t> kept() const;
};

/// SCENARIO_A and SCENARIO_B.
[[nodiscard]] std::vector<Param> scenario_pair_params();
/// A site is the same under both plans when id and position are. Throws base::Error, usage where the ids are at fault: no such scenario (with
/// "did you mean"), the same one twice, `today` alone, different sets of places, a site that does not exist, or no site open at all.
[[nodiscard]] ScenarioPair scenario_pair(const model::Workspace& workspace, const std::string& a, const std::string& b);

}  // namespace needsmap::app
