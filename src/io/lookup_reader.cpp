#include "io/lookup_reader.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.hpp"
#include "io/code_join.hpp"
#include "io/code_vintage.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

using base::Severity;
using geo::AreaIndex;
using geo::no_area;
using model::Geography;

namespace {

std::optional<std::size_t> column_or_report(const RawTable& raw, const std::string& column, base::Diagnostics& diagnostics) {
    const auto found = raw.find(column);
    if (found) return found;
    const ColumnProblem problem = explain_missing_column(raw, column);
    const auto known = std::ranges::any_of(diagnostics.items(),
                                           [&](const base::Diagnostic& d) { return d.file == raw.file && d.message == problem.message; });
    if (!known) diagnostics.add({Severity::error, "unknown-column", raw.file, 0, 0, column, problem.message, problem.hint});
    return found;
}

std::vector<AreaIndex> composed(const std::vector<AreaIndex>& first, const std::vector<AreaIndex>& second) {
    std::vector<AreaIndex> out(first.size(), no_area);
    for (std::size_t a = 0; a < first.size(); ++a)
        if (first[a] != no_area) out[a] = second[static_cast<std::size_t>(first[a])];
    return out;
}

/// Adds one step beyond what `geography` already knows. Returns whether something was added.
bool extend(Geography& geography, const std::map<std::string, std::shared_ptr<Geography>>& by_id) {
    std::map<std::string, std::vector<AreaIndex>> found;
    std::map<std::string, std::string> method;
    for (const auto& [between_id, parents] : geography.parents) {
        const auto between = by_id.find(between_id);
        if (between == by_id.end()) continue;
        for (const auto& [coarser, further] : between->second->parents) {
            if (coarser == geography.id || geography.parents.contains(coarser) || found.contains(coarser)) continue;
            found.emplace(coarser, composed(parents, further));
            if (const auto it = geography.parent_method.find(between_id); it != geography.parent_method.end())
                method.emplace(coarser, it->second);
        }
    }
    for (auto& [coarser, parents] : found) geography.parents.emplace(coarser, std::move(parents));
    for (auto& [coarser, words] : method) geography.parent_method.emplace(coarser, std::move(words));
    return !found.empty();
}

}  // namespace

Grouping read_grouping(const LookupSpec& spec, const LookupTarget& to, const RawTable& raw, const Geography& from,
                       base::Diagnostics& diagnostics) {
    Grouping grouping;
    grouping.group_of_area.assign(from.size(), no_area);
    const auto from_code = column_or_report(raw, spec.from_code, diagnostics);
    const auto to_code = column_or_report(raw, to.code, diagnostics);
    const auto to_name = to.name.empty() ? std::optional<std::size_t>() : column_or_report(raw, to.name, diagnostics);
    if (!from_code || !to_code) return grouping;

    JoinOptions options;
    options.rows_may_be_extra = true;
    options.compare = {*to_code};
    options.consequence = "left out of the larger areas";
    const JoinResult join = join_rows(raw, *from_code, {&from.codes, from.singular, base::lower_first(from.title)}, options, diagnostics);

    std::map<std::string, std::string> name_of_code;
    std::vector<std::string> without;
    for (std::size_t a = 0; a < from.size(); ++a) {
        if (join.row_of_area[a] < 0) continue;
        const auto row = static_cast<std::size_t>(join.row_of_area[a]);
        const std::string code(raw.text(row, *to_code));
        if (code.empty())
            without.push_back(from.codes[a]);
        else
            name_of_code.try_emplace(code, to_name ? std::string(raw.text(row, *to_name)) : std::string());
    }
    std::map<std::string, AreaIndex> group_of_code;
    for (const auto& [code, name] : name_of_code) {
        group_of_code.emplace(code, static_cast<AreaIndex>(grouping.codes.size()));
        grouping.codes.push_back(code);
        grouping.names.push_back(name.empty() ? code : name);
    }
    for (std::size_t a = 0; a < from.size(); ++a) {
        if (join.row_of_area[a] < 0) continue;
        const auto it = group_of_code.find(std::string(raw.text(static_cast<std::size_t>(join.row_of_area[a]), *to_code)));
        if (it != group_of_code.end()) grouping.group_of_area[a] = it->second;
    }
    if (!without.empty())
        diagnostics.add({Severity::warning,
                         "lookup-empty",
                         raw.file,
                         0,
                         0,
                         to.code,
                         count_of(without.size(), from.singular + " has", base::lower_first(from.title) + " have") +
                             " nothing in column \"" + to.code + "\" (" + list_some(without) + ").",
                         {}});
    return grouping;
}

std::vector<AreaIndex> parents_from(const Grouping& grouping, const Geography& from, const Geography& coarser, const std::string& file,
                                    base::Diagnostics& diagnostics) {
    std::vector<AreaIndex> area_of_group;
    std::vector<std::string> unknown;
    for (const std::string& code : grouping.codes) {
        const auto area = coarser.find_code(code);
        area_of_group.push_back(area.value_or(no_area));
        if (!area) unknown.push_back(code);
    }
    std::vector<AreaIndex> parents = composed(grouping.group_of_area, area_of_group);
    const std::string coarse_words = base::lower_first(coarser.title);
    if (!unknown.empty()) {
        const std::string kind = describe_codes({unknown.begin(), unknown.end()});
        diagnostics.add({Severity::error, "code-without-area", file, 0, 0, unknown.front(),
                         count_of(unknown.size(), "code of the lookup is", "codes of the lookup are") + " not in the " + coarse_words +
                             " (" + list_some(unknown) + ")" + (kind.empty() ? "" : ", which look like " + kind) + ".",
                         "Use boundaries and lookup of the same year."});
    }
    std::set<AreaIndex> used(parents.begin(), parents.end());
    std::vector<std::string> childless;
    for (std::size_t a = 0; a < coarser.size(); ++a)
        if (!used.contains(static_cast<AreaIndex>(a))) childless.push_back(coarser.names[a]);
    if (!childless.empty() && !grouping.codes.empty())
        diagnostics.add({Severity::warning,
                         "area-without-parts",
                         file,
                         0,
                         0,
                         childless.front(),
                         count_of(childless.size(), coarser.singular + " has", coarse_words + " have") + " no " + from.singular +
                             " in the lookup (" + list_some(childless) + "); figures summed from " + base::lower_first(from.title) +
                             " are missing there.",
                         {}});
    return parents;
}

void complete_hierarchy(const std::vector<std::shared_ptr<Geography>>& geographies) {
    std::map<std::string, std::shared_ptr<Geography>> by_id;
    for (const auto& geography : geographies) by_id.emplace(geography->id, geography);
    for (bool changed = true; changed;) {
        changed = false;
        for (const auto& geography : geographies) changed = extend(*geography, by_id) || changed;
    }
}

}  // namespace needsmap::io
