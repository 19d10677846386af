#include "app/site_candidates.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw base::Error(what, std::move(hint), base::ErrorKind::usage); }

std::string hint_for(const std::string& text, const std::vector<std::string>& known) {
    const std::string near = base::closest(text, known);
    if (!near.empty()) return "Did you mean " + near + "?";
    return known.empty() ? "There are none." : known.size() > 12 ? "" : "There are " + base::join_and(known) + ".";
}

std::optional<double> number_in(const std::string& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_number = error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
    return is_number ? std::optional(value) : std::nullopt;
}

/// Where the detail stands in this set; nothing in a set that does not have it.
std::optional<std::size_t> detail_in(const model::PlaceSet& set, const std::string& column) {
    const auto at = std::ranges::find(set.details, column, &model::PlaceDetail::column);
    return at == set.details.end() ? std::nullopt : std::optional(static_cast<std::size_t>(at - set.details.begin()));
}

void check_capacity(const model::PlaceSet& set, const std::string& column) {
    if (column.empty() || detail_in(set, column)) return;
    std::vector<std::string> columns;
    for (const model::PlaceDetail& detail : set.details) columns.push_back(detail.column);
    refuse(set.title + " have no detail “" + column + "” to take as their capacity.", hint_for(column, columns));
}

void add_places(std::vector<SitingSite>& sites, const model::PlaceSet& set, const std::string& capacity, bool exists) {
    const auto detail = capacity.empty() ? std::nullopt : detail_in(set, capacity);
    for (const model::Place& place : set.places) {
        SitingSite site{place.id, place.name, set.id, place.position, exists, std::nullopt};
        if (detail) site.capacity = number_in(place.details[*detail]);
        sites.push_back(std::move(site));
    }
}

/// Those of the workspace's set that are not among `open`, such as the ones a scenario has closed.
model::PlaceSet closed_places(const model::Workspace& workspace, const model::PlaceSet& open) {
    model::PlaceSet closed = *places_from(workspace, open.id);
    std::erase_if(closed.places, [&](const model::Place& place) {
        return std::ranges::find(open.places, place.id, &model::Place::id) != open.places.end();
    });
    return closed;
}

/// One per area: its point with the largest weight, the first of equal ones.
void add_areas(std::vector<SitingSite>& sites, const model::Demand& demand) {
    const model::Geography& geography = *demand.geography;
    std::vector<const model::DemandPoint*> best(geography.size(), nullptr);
    for (const model::DemandPoint& point : demand.points) {
        const model::DemandPoint*& held = best[static_cast<std::size_t>(point.area)];
        if (held == nullptr || point.weight > held->weight) held = &point;
    }
    for (std::size_t a = 0; a < best.size(); ++a)
        if (best[a] != nullptr)
            sites.push_back({geography.codes[a], geography.names[a], geography.id, best[a]->position, false, std::nullopt});
}

void tell_ids_apart(std::vector<SitingSite>& sites) {
    std::set<std::string> taken;
    for (SitingSite& site : sites) {
        if (!taken.insert(site.id).second) site.id = site.kind + ":" + site.id;
        taken.insert(site.id);
    }
}

/// Sites of which no capacity is known, such as new ones, hold as many as the middle one.
void fill_capacities(std::vector<SitingSite>& sites, const std::string& column) {
    std::vector<double> known;
    for (const SitingSite& site : sites)
        if (site.capacity) known.push_back(*site.capacity);
    if (known.empty()) refuse("No place has a number in “" + column + "”.", "Name a detail with numbers, or leave --capacity out.");
    std::ranges::nth_element(known, known.begin() + static_cast<std::ptrdiff_t>(known.size() / 2));
    for (SitingSite& site : sites)
        if (!site.capacity) site.capacity = known[known.size() / 2];
}

}  // namespace

std::shared_ptr<const model::PlaceSet> places_from(const model::Workspace& workspace, const std::string& id) {
    if (auto set = workspace.find_places(id)) return set;
    std::vector<std::string> known;
    for (const auto& set : workspace.places) known.push_back(set->id);
    refuse("There are no places “" + id + "”.", hint_for(id, known));
}

std::vector<std::string> items_of(const std::string& text) {
    std::vector<std::string> items;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t comma = std::min(text.find(',', from), text.size());
        const std::string item(base::trim(std::string_view(text).substr(from, comma - from)));
        if (!item.empty()) items.push_back(item);
        from = comma + 1;
    }
    return items;
}

std::vector<SitingSite> siting_sites(const model::Workspace& workspace, const model::PlaceSet& places, const model::Demand& demand,
                                     const std::string& candidates, const std::string& capacity) {
    check_capacity(places, capacity);
    std::vector<SitingSite> sites;
    add_places(sites, places, capacity, true);
    for (const std::string& item : items_of(candidates)) {
        if (item == small_area_candidates || item == demand.geography->id)
            add_areas(sites, demand);
        else if (item == places.id)
            add_places(sites, closed_places(workspace, places), capacity, false);
        else
            add_places(sites, *places_from(workspace, item), capacity, false);
    }
    tell_ids_apart(sites);
    if (!capacity.empty()) fill_capacities(sites, capacity);
    return sites;
}

std::vector<std::size_t> sites_named(const std::vector<SitingSite>& sites, const std::string& option, const std::string& ids) {
    std::vector<std::string> known;
    for (const SitingSite& site : sites) known.push_back(site.id);
    std::vector<std::size_t> out;
    for (const std::string& id : items_of(ids)) {
        const auto at = std::ranges::find(known, id);
        if (at == known.end()) refuse("--" + option + ": there is no site “" + id + "”.", hint_for(id, known));
        out.push_back(static_cast<std::size_t>(at - known.begin()));
    }
    return out;
}

}  // namespace needsmap::app
