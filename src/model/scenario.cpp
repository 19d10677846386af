#include "model/scenario.hpp"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::model {

namespace {

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::size_t detail_of(const PlaceSet& set, const std::string& column) {
    std::vector<std::string> columns;
    for (const PlaceDetail& detail : set.details) columns.push_back(detail.column);
    const auto at = std::ranges::find(columns, column);
    if (at != columns.end()) return static_cast<std::size_t>(at - columns.begin());
    const std::string near = base::closest(column, columns);
    throw base::Error(set.title + " have no detail \"" + column + "\".",
                      near.empty() ? "Name it among the details of [[places]]." : "Did you mean \"" + near + "\"?");
}

bool meets(const ScenarioCondition& condition, const std::string& detail) {
    if (condition.equals && detail != *condition.equals) return false;
    if (!condition.at_least && !condition.at_most) return true;
    const auto number = number_in(detail);
    return number && (!condition.at_least || *number >= *condition.at_least) && (!condition.at_most || *number <= *condition.at_most);
}

void check_ids(const Scenario& scenario, const PlaceSet& set) {
    std::vector<std::string> known;
    for (const Place& place : set.places) known.push_back(place.id);
    for (const std::string& id : scenario.ids) {
        if (std::ranges::find(known, id) != known.end()) continue;
        const std::string near = base::closest(id, known);
        throw base::Error("There is no " + set.singular + " with the id \"" + id + "\".",
                          near.empty() ? "" : "Did you mean \"" + near + "\"?");
    }
}

Place place_of(const AddedSite& site, const PlaceSet& set) {
    Place place{site.id, site.name, site.position, std::vector<std::string>(set.details.size())};
    for (std::size_t d = 0; d < set.details.size(); ++d)
        if (site.capacity && set.details[d].column == "capacity") place.details[d] = base::format_exact(*site.capacity);
    return place;
}

}  // namespace

std::vector<Place> open_places(const Scenario& scenario, const PlaceSet& set) {
    if (scenario.places != set.id)
        throw base::Error("The scenario “" + scenario.title + "” is about the places \"" + scenario.places + "\", not \"" + set.id + "\".");
    check_ids(scenario, set);
    const std::size_t detail = scenario.rule == Scenario::Rule::where ? detail_of(set, scenario.condition.column) : 0;
    std::vector<Place> open;
    for (const Place& place : set.places) {
        const bool named = std::ranges::find(scenario.ids, place.id) != scenario.ids.end();
        const bool is_open = scenario.rule == Scenario::Rule::all || (scenario.rule == Scenario::Rule::open && named) ||
                             (scenario.rule == Scenario::Rule::closed && !named) ||
                             (scenario.rule == Scenario::Rule::where && meets(scenario.condition, place.details[detail]));
        if (is_open) open.push_back(place);
    }
    std::set<std::string> taken;
    for (const Place& place : open) taken.insert(place.id);
    for (const AddedSite& site : scenario.added) {
        if (!taken.insert(site.id).second)
            throw base::Error("The scenario “" + scenario.title + "” adds a site with the id \"" + site.id + "\", which is taken.",
                              "Give it another id.");
        open.push_back(place_of(site, set));
    }
    return open;
}

}  // namespace needsmap::model
