// A named plan for a set of places: which of them are open, and which sites come on top.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geo/spaces.hpp"
#include "model/places.hpp"

namespace needsmap::model {

/// Places whose detail in `column` meets every bound that is there. A detail that is no number meets no bound.
struct ScenarioCondition {
    std::string column;
    std::optional<double> at_least, at_most;
    std::optional<std::string> equals;
    friend bool operator==(const ScenarioCondition&, const ScenarioCondition&) = default;
};

/// A site that is not among the places.
struct AddedSite {
    std::string id, name;
    geo::MapPoint position;
    std::optional<double> capacity;
    friend bool operator==(const AddedSite&, const AddedSite&) = default;
};

struct Scenario {
    /// all: every place; open: those with `ids`; closed: all but those; where: those that meet the condition.
    enum class Rule { all, open, closed, where };
    std::string id;  ///< stem of its file
    std::string title, description;
    std::string places;  ///< id of a set of the workspace
    Rule rule = Rule::all;
    std::vector<std::string> ids;
    ScenarioCondition condition;
    std::vector<AddedSite> added;
    friend bool operator==(const Scenario&, const Scenario&) = default;
};

/// The open sites of a scenario: the set's places in their order, then the added ones with empty details. A capacity is written into the
/// detail "capacity" where the set has one. Throws base::Error for a set of another id, for an id or a column that the set does not have, and for
/// added sites that share an id with each other or with an open place.
[[nodiscard]] std::vector<Place> open_places(const Scenario& scenario, const PlaceSet& set);

}  // namespace needsmap::model
