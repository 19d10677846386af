#include "app/travel_words.hpp"

#include <algorithm>

#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

constexpr std::size_t names_told = 8;

void add_note(const std::string& id, const std::string& head, std::vector<std::string> names, base::Diagnostics& diagnostics) {
    if (names.empty()) return;
    if (names.size() > names_told) {
        const std::size_t rest = names.size() - names_told;
        names.resize(names_told);
        names.push_back(base::format_count(static_cast<std::int64_t>(rest)) + " more");
    }
    diagnostics.add({base::Severity::note, id, {}, 0, 0, {}, head + base::join_and(names) + ".", {}});
}

}  // namespace

void tell_unreachable(const model::Demand& demand, const std::vector<std::string>& site_names, const Travel& journeys,
                      base::Diagnostics& diagnostics) {
    std::vector<std::string> areas, sites;
    for (const std::size_t point : journeys.unreachable_demand) {
        const auto area = static_cast<std::size_t>(demand.points[point].area);
        std::string name = demand.geography->names[area];
        if (std::ranges::find(areas, name) == areas.end()) areas.push_back(std::move(name));
    }
    for (const std::size_t site : journeys.unreachable_sites) sites.push_back(site_names[site]);
    add_note("unreachable-demand", "Too far from every road are people in ", std::move(areas), diagnostics);
    add_note("unreachable-sites", "Too far from every road to be reached: ", std::move(sites), diagnostics);
}

}  // namespace needsmap::app
