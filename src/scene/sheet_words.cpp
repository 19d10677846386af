#include "scene/sheet_words.hpp"

#include <algorithm>
#include <cctype>

#include "base/files.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::scene {

namespace {

std::string sentence(std::string text) {
    text = base::capitalised(std::string(base::trim(text)));
    if (!text.empty() && text.back() != '.' && text.back() != '!' && text.back() != '?') text += '.';
    return text;
}

std::string joined(const std::vector<std::string>& parts, const char* between) {
    std::string out;
    for (const std::string& part : parts)
        if (!part.empty()) out += (out.empty() ? "" : between) + part;
    return out;
}

/// "wards in Banbury, Oxfordshire"; a county that is itself the only area needs no "in".
std::string where_words(const SheetRequest& request) {
    const model::Workspace& workspace = *request.map.workspace;
    const std::string& place = workspace.county.empty() ? workspace.title : workspace.county;
    const std::string areas = areas_word(*request.map.geography);
    const std::string town = request.zoom_name.empty() || request.zoom_name == place ? "" : request.zoom_name + ", ";
    return request.map.geography->size() == 1 ? town + place : areas + " in " + town + place;
}

std::string period_words(const model::LayerDefinition& definition) {
    if (definition.pooled_years > 1) return definition.period + " (" + std::to_string(definition.pooled_years) + " years together)";
    return definition.period;
}

const model::LayerDefinition* definition_of(const SheetRequest& request) {
    return request.map.indicator ? request.map.indicator->definition.get() : nullptr;
}

/// With a sign of one letter, else bare: the subtitle names the unit.
std::string short_value(const model::LayerDefinition& definition, double value) {
    const std::string number = base::format_number(value, definition.decimals);
    return definition.unit == "%" ? number + " %" : number;
}

/// What the title leaves unsaid about the measure: "% of children" under "Children in poverty"; nothing for a bare score.
std::string short_measure(const model::LayerDefinition& definition, const std::string& title) {
    const bool titled = base::fold(title).find(base::fold(definition.numerator_title)) != std::string::npos;
    if (definition.kind == model::LayerKind::proportion && definition.unit == "%" && !definition.denominator_title.empty() && titled)
        return "% of " + definition.denominator_title;
    if (title == definition.title) return base::capitalised(definition.unit);
    return measure_words(definition);
}

/// Areas with the best ranks (1 = worst) among those shown, ties in order of their names.
std::vector<geo::AreaIndex> worst_areas(const SheetRequest& request, std::size_t most) {
    const model::Indicator& indicator = *request.map.indicator;
    std::vector<geo::AreaIndex> areas;
    for (std::size_t a = 0; a < indicator.value.size(); ++a)
        if (indicator.value[a].has_number() && a < indicator.rank.size() && indicator.rank[a] > 0 &&
            (!request.zoom_to || request.zoom_to->contains(request.map.geography->label_points[a])))
            areas.push_back(static_cast<geo::AreaIndex>(a));
    const auto& names = request.map.geography->names;
    most = std::min(most, areas.size());
    std::partial_sort(areas.begin(), areas.begin() + static_cast<std::ptrdiff_t>(most), areas.end(),
                      [&](geo::AreaIndex a, geo::AreaIndex b) {
                          const auto i = static_cast<std::size_t>(a), j = static_cast<std::size_t>(b);
                          return indicator.rank[i] != indicator.rank[j] ? indicator.rank[i] < indicator.rank[j] : names[i] < names[j];
                      });
    areas.resize(most);
    return areas;
}

}  // namespace

std::string areas_word(const model::Geography& geography) { return base::lower_first(geography.title); }

std::string value_words(const model::LayerDefinition& definition, double value) {
    const std::string number = base::format_number(value, definition.decimals);
    if (definition.unit.empty()) return number;
    return number + " " + definition.unit;
}

std::string measure_words(const model::LayerDefinition& definition) {
    if (definition.kind == model::LayerKind::proportion && definition.unit == "%" && !definition.numerator_title.empty() &&
        !definition.denominator_title.empty())
        return base::capitalised(definition.numerator_title) + " as % of " + definition.denominator_title;
    if (definition.unit.empty()) return definition.title;
    return definition.title + ", " + definition.unit;
}

std::string sheet_title(const SheetRequest& request) {
    if (request.title) return *request.title;
    if (request.map.document.title) return *request.map.document.title;
    if (const auto* definition = definition_of(request)) return definition->title;
    return request.map.geography->title + " of " + request.map.workspace->county;
}

std::string sheet_subtitle(const SheetRequest& request) {
    const auto* definition = definition_of(request);
    if (definition == nullptr) return joined({base::capitalised(where_words(request)), request.map.workspace->vintage}, " · ");
    const std::string measure = short_measure(*definition, sheet_title(request)), where = where_words(request);
    return joined({measure, measure.empty() ? base::capitalised(where) : where, period_words(*definition)}, " · ");
}

std::string sheet_lead(const SheetRequest& request) {
    const auto* definition = definition_of(request);
    if (definition == nullptr) return {};
    if (request.map.result && !request.map.result->finding.empty()) return sentence(request.map.result->finding);
    const model::Indicator& indicator = *request.map.indicator;
    std::vector<std::string> worst;
    if (request.map.geography->size() > 3)
        for (const geo::AreaIndex area : worst_areas(request, 3)) {
            const auto i = static_cast<std::size_t>(area);
            worst.push_back(request.map.geography->names[i] + " (" + short_value(*definition, indicator.value[i].number) + ")");
        }
    std::string out = definition->kind == model::LayerKind::count ? std::string(model::counts_warning) : std::string();
    if (!worst.empty()) {
        const std::string here = request.zoom_to && !request.zoom_name.empty() ? " in " + request.zoom_name : "";
        out += (out.empty() ? "" : " ") + std::string(definition->direction == model::Direction::low_is_worse ? "Lowest" : "Highest") +
               here + ": " + base::join_and(worst) + ".";
    }
    if (indicator.county_value.has_number()) {
        const std::string& county = request.map.workspace->county;
        out += (out.empty() ? "" : " ") + (county.empty() ? "Whole map" : county + " as a whole") + ": " +
               value_words(*definition, indicator.county_value.number) + ".";
    }
    return out;
}

std::string class_method_words(const Classification& classification, const std::string& areas) {
    const bool kinds =
        std::ranges::any_of(classification.legend, [](const LegendClass& l) { return l.kind == LegendClass::Kind::category; });
    if (kinds) return {};
    const std::string& note = classification.bounds.note;
    if (classification.spec.method == model::ClassMethod::quantile && !note.empty()) return "Classes by quantiles: " + note + ".";
    std::string out;
    switch (classification.spec.method) {
        case model::ClassMethod::quantile: out = "Each class holds about the same number of " + areas + " (quantiles)."; break;
        case model::ClassMethod::equal: out = "All classes are equally wide."; break;
        case model::ClassMethod::natural_breaks: out = "Classes follow gaps in the values (natural breaks, Fisher–Jenks)."; break;
        case model::ClassMethod::standard_deviation: out = "Classes are one standard deviation wide, about the mean."; break;
        case model::ClassMethod::fixed: out = "Classes have fixed bounds."; break;
        case model::ClassMethod::national: out = "Classes follow national thresholds."; break;
    }
    if (!note.empty()) out += " " + sentence(note);
    return out;
}

std::vector<std::string> source_lines(const SheetRequest& request) {
    const model::Workspace& workspace = *request.map.workspace;
    const model::Geography& geography = *request.map.geography;
    std::vector<std::string> out;
    const auto credit = [](const std::string& what, const std::string& source, const std::string& licence, const std::string& vintage) {
        const std::string text = joined({source, vintage, licence}, ", ");
        return text.empty() ? std::string() : what + ": " + text + (text.back() == '.' ? "" : ".");
    };
    if (const auto* d = definition_of(request)) out.push_back(credit("Data", d->source, d->licence, ""));
    const bool own = !geography.source.empty();
    out.push_back(credit("Boundaries", own ? geography.source : workspace.source, own ? geography.licence : workspace.licence,
                         geography.vintage.empty() ? workspace.vintage : geography.vintage));
    std::vector<std::pair<std::string, std::vector<std::string>>> services;  // sets of one source share a line
    for (const std::string& id : request.map.document.places) {
        const auto set = workspace.find_places(id);
        if (!set) continue;
        const std::string text = credit("", set->source, set->licence, "");
        const auto same = std::find_if(services.begin(), services.end(), [&](const auto& s) { return s.first == text; });
        if (same == services.end())
            services.push_back({text, {set->title}});
        else
            same->second.push_back(base::lower_first(set->title));
    }
    for (const auto& [text, titles] : services)
        if (!text.empty()) out.push_back(base::join_and(titles) + text);
    std::erase(out, std::string());
    out.push_back("Drawn with needsmap " + std::string(base::version()) + (request.date.empty() ? "." : " on " + request.date + "."));
    return out;
}

std::vector<std::string> reading_lines(const SheetRequest& request) {
    std::vector<std::string> out;
    if (request.map.workspace->illustrative)
        out.push_back("Illustrative data: not measured values. They show how the map works and must not be used for decisions.");
    if (const auto* d = definition_of(request)) {
        std::string how = sentence(d->description);
        if (!request.map.indicator->method_note.empty()) how += (how.empty() ? "" : " ") + sentence(request.map.indicator->method_note);
        if (d->suppress_below > 1)
            how += (how.empty() ? "" : " ") + ("Counts from 1 to " + base::format_number(d->suppress_below - 1, 0) + " are suppressed.");
        if (!how.empty()) out.push_back(how);
        if (!d->caution.empty()) out.push_back("Caution: " + sentence(d->caution));
    }
    if (request.map.result)
        for (const std::string& line : request.map.result->method_lines) out.push_back(sentence(line));
    for (const std::string& note : request.notes) out.push_back(sentence(note));
    return out;
}

std::string sheet_description(const SheetRequest& request) {
    std::string out = "Map of " + where_words(request) + ": " + sheet_title(request) + ".";
    const auto* d = definition_of(request);
    if (d != nullptr && request.map.classification) {
        out += " Shown: " + sentence(measure_words(*d) + (d->period.empty() ? "" : ", " + period_words(*d)));
        std::vector<std::string> classes;
        for (const LegendClass& line : request.map.classification->legend)
            classes.push_back((line.is_class() ? line.label : base::lower_first(line.label)) + ": " + base::format_count(line.count));
        const bool kinds = d->kind == model::LayerKind::category;
        out += " Number of " + areas_word(*request.map.geography) + (kinds ? " by kind: " : " by class, worst first: ") +
               joined(classes, "; ") + ".";
        if (const std::string lead = sheet_lead(request); !lead.empty()) out += " " + lead;
    }
    if (request.map.workspace->illustrative) out += " Illustrative data.";
    return out;
}

}  // namespace needsmap::scene
