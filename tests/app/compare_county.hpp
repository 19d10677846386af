// The small county with two centres and plans for them, one to be opened, so that every minute can be checked by hand.
#pragma once

#include <memory>

#include "app/small_county.hpp"
#include "model/scenario.hpp"

namespace needsmap::test {

inline std::shared_ptr<const model::Scenario> scenario(std::string id, std::string title, model::Scenario::Rule rule,
                                                       std::vector<std::string> ids, std::string places = "centres") {
    auto out = std::make_shared<model::Scenario>();
    out->id = std::move(id), out->title = std::move(title), out->places = std::move(places), out->rule = rule, out->ids = std::move(ids);
    return out;
}

/// West and East stand in the middle of the two southern corners, S00 and S03; small areas are 2.5 km wide and have 100 children each.
inline std::shared_ptr<model::Workspace> county_with_plans() {
    auto out = small_county();
    auto children = std::make_shared<model::LayerDefinition>(*out->find_layer("children"));
    children->unit = "children";
    out->layers = {out->find_layer("score"), out->find_layer("child-poverty"), children};
    auto centres = std::make_shared<model::PlaceSet>(*out->find_places("centres"));
    centres->places = {{"W", "West", {431'250, 201'250}, {}}, {"E", "East", {438'750, 201'250}, {}}};
    out->places = {centres, out->find_places("schools")};
    auto added = std::make_shared<model::Scenario>(*scenario("new-site", "One more", model::Scenario::Rule::all, {}));
    added->added = {{"N", "North", {431'250, 208'750}, {}}};
    using Rule = model::Scenario::Rule;
    out->scenarios = {scenario("ghost", "A ghost", Rule::open, {"X"}), added, scenario("none", "Nothing", Rule::open, {}),
                      scenario("schools", "All schools", Rule::all, {}, "schools"), scenario("west", "West alone", Rule::open, {"W"})};
    return out;
}

}  // namespace needsmap::test
