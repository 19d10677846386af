#include "app/site_choice.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "app/scenario_choice.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"
#include "model/scenario.hpp"

namespace needsmap::app {

namespace {

[[noreturn]] void refuse(const std::string& what, std::string hint) { throw base::Error(what, std::move(hint), base::ErrorKind::usage); }

std::string near_or_all(const std::string& id, const std::vector<std::string>& known, const std::string& none) {
    if (known.empty()) return none;
    const std::string near = base::closest(id, known);
    return near.empty() ? "There are " + base::join_and(known) + "." : "Did you mean " + near + "?";
}

std::shared_ptr<const model::PlaceSet> set_from(const model::Workspace& workspace, const std::string& id) {
    if (auto set = workspace.find_places(id)) return set;
    std::vector<std::string> ids;
    for (const auto& set : workspace.places) ids.push_back(set->id);
    refuse("There are no places “" + id + "”.", near_or_all(id, ids, "The workspace has no [[places]]."));
}

std::shared_ptr<const model::Scenario> scenario_from(const model::Workspace& workspace, const std::string& id) {
    if (auto scenario = find_scenario(workspace, id)) return scenario;
    std::vector<std::string> ids;
    for (const auto& scenario : workspace.scenarios) ids.push_back(scenario->id);
    refuse("There is no scenario “" + id + "”.", near_or_all(id, ids, "The workspace has none."));
}

std::optional<double> number_from(std::string_view text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

/// "quality=good", "opened<=2008", "capacity>=60".
model::ScenarioCondition condition_from(const std::string& text) {
    const std::size_t sign = text.find_first_of("<>=");
    model::ScenarioCondition out;
    if (sign == 0 || sign == std::string::npos)
        refuse("--where “" + text + "” is no condition.", "Write COLUMN=VALUE, COLUMN<=N or COLUMN>=N.");
    out.column = std::string(base::trim(std::string_view(text).substr(0, sign)));
    if (text[sign] == '=') {
        out.equals = std::string(base::trim(std::string_view(text).substr(sign + 1)));
        return out;
    }
    const auto number =
        sign + 1 < text.size() && text[sign + 1] == '=' ? number_from(base::trim(std::string_view(text).substr(sign + 2))) : std::nullopt;
    if (!number) refuse("--where “" + text + "” is no condition.", "Write COLUMN=VALUE, COLUMN<=N or COLUMN>=N.");
    (text[sign] == '<' ? out.at_most : out.at_least) = *number;
    return out;
}

std::vector<model::Place> that_meet(const model::PlaceSet& set, const std::string& where) {
    model::Scenario scenario;
    scenario.title = where, scenario.places = set.id;
    scenario.rule = model::Scenario::Rule::where, scenario.condition = condition_from(where);
    return model::open_places(scenario, set);
}

/// "good play area", where the condition picks one grade of a graded set; false when it says something else.
bool name_by_grade(model::PlaceSet& set, const model::ScenarioCondition& condition) {
    if (!condition.equals || set.graded_by.empty() || condition.column != set.graded_by) return false;
    const auto grade = std::ranges::find(set.grades, *condition.equals, &model::PlaceGrade::value);
    if (grade == set.grades.end()) return false;
    set.singular = base::lower_first(grade->title) + " " + set.singular;
    set.title = grade->title + " " + base::lower_first(set.title);
    return true;
}

void tell_outside(const model::Workspace& workspace, ChosenSites& sites) {
    if (workspace.geographies.empty()) return;
    std::vector<std::string> names;
    for (const model::Place& place : sites.set->places)
        if (workspace.geographies.front()->locator->find(place.position) == geo::no_area) names.push_back(place.name);
    if (names.empty()) return;
    const std::size_t count = names.size();
    constexpr std::size_t most = 5;
    if (count > most) names.resize(most), names.push_back(base::format_count(static_cast<std::int64_t>(count - most)) + " more");
    sites.diagnostics.add({base::Severity::note,
                           "sites-outside",
                           {},
                           0,
                           0,
                           {},
                           base::join_and(names) + (count == 1 ? " lies" : " lie") + " outside " +
                               (workspace.county.empty() ? "the county" : workspace.county) + "; people may go there all the same.",
                           {}});
}

void fill_positions(ChosenSites& sites) {
    sites.positions.clear();
    for (const model::Place& place : sites.set->places) sites.positions.push_back(place.position);
}

}  // namespace

std::vector<std::string> ChosenSites::names() const {
    std::vector<std::string> out;
    for (const model::Place& place : set->places) out.push_back(place.name);
    return out;
}

std::vector<Param> site_params() {
    return {
        {.name = "places",
         .type = ParamType::places,
         .help = "id of a set of places, such as childrens-centres or play-areas",
         .positional = true,
         .required = true,
         .value_name = "PLACES"},
        {.name = "scenario",
         .type = ParamType::input_file,
         .help = "id or file of the scenario that says which of them are open",
         .value_name = "ID|FILE"},
        {.name = "where",
         .type = ParamType::text,
         .help = "only places whose detail meets this: COLUMN=VALUE, COLUMN<=N or COLUMN>=N",
         .value_name = "CONDITION"},
    };
}

ChosenSites sites_from(const model::Workspace& workspace, const Params& params) {
    const auto all = set_from(workspace, params.text("places"));
    auto set = std::make_shared<model::PlaceSet>(*all);
    ChosenSites out;
    if (params.has("scenario")) {
        out.scenario = scenario_from(workspace, params.text("scenario"));
        set->places = model::open_places(*out.scenario, *all);
        out.plan = out.scenario->title;
    }
    if (params.has("where")) {
        set->places = that_meet(*set, params.text("where"));
        if (!name_by_grade(*set, condition_from(params.text("where")))) out.plan += (out.plan.empty() ? "" : ", ") + params.text("where");
    }
    out.set = set;
    fill_positions(out);
    tell_outside(workspace, out);
    return out;
}

void keep_sites(ChosenSites& sites, const std::string& ids) {
    std::vector<std::string> known, wanted;
    for (const model::Place& place : sites.set->places) known.push_back(place.id);
    for (std::size_t from = 0; from <= ids.size();) {
        const std::size_t comma = std::min(ids.find(',', from), ids.size());
        const std::string id(base::trim(std::string_view(ids).substr(from, comma - from)));
        if (std::ranges::find(known, id) == known.end())
            refuse("There is no " + sites.set->singular + " with the id “" + id + "” among these.",
                   base::closest(id, known).empty() ? "" : "Did you mean " + base::closest(id, known) + "?");
        wanted.push_back(id);
        from = comma + 1;
    }
    auto set = std::make_shared<model::PlaceSet>(*sites.set);
    std::erase_if(set->places, [&](const model::Place& place) { return std::ranges::find(wanted, place.id) == wanted.end(); });
    sites.set = std::move(set);
    sites.plan += (sites.plan.empty() ? "" : ", ") + ids;
    fill_positions(sites);
}

std::vector<double> capacities_from(const model::PlaceSet& set, const std::string& column) {
    const auto at = std::ranges::find(set.details, column, &model::PlaceDetail::column);
    if (at == set.details.end()) {
        std::vector<std::string> columns;
        for (const model::PlaceDetail& detail : set.details) columns.push_back(detail.column);
        refuse(set.title + " have no detail “" + column + "”.", near_or_all(column, columns, "Name it among the details of [[places]]."));
    }
    const auto detail = static_cast<std::size_t>(at - set.details.begin());
    std::vector<double> out;
    for (const model::Place& place : set.places) {
        const auto number = number_from(place.details[detail]);
        if (!number || *number < 0)
            refuse("The " + column + " of " + place.name + " is " +
                       (place.details[detail].empty() ? "not known" : "“" + place.details[detail] + "”") + ", not a number of places.",
                   "Leave out --capacity, or write the number into the file.");
        out.push_back(*number);
    }
    return out;
}

std::shared_ptr<const model::Workspace> with_sites(const std::shared_ptr<const model::Workspace>& workspace, const ChosenSites& sites) {
    auto out = std::make_shared<model::Workspace>(*workspace);
    for (auto& set : out->places)
        if (set->id == sites.set->id) set = sites.set;
    return out;
}

}  // namespace needsmap::app
