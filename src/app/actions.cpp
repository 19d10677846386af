#include "app/actions.hpp"

#include <array>
#include <cmath>
#include <span>

#include "app/action_words.hpp"
#include "app/index_recipe_text.hpp"
#include "app/travel.hpp"
#include "base/error.hpp"
#include "base/format.hpp"
#include "base/text.hpp"

namespace needsmap::app {

namespace {

std::string on_off(bool on) { return on ? "on" : "off"; }
std::string number(double value) { return base::format_exact(value); }
std::string pane_suffix(PaneIndex pane) { return pane == 0 ? "" : " pane=" + std::to_string(pane); }
std::string rail_name(Rail rail) { return rail == Rail::left ? "left" : rail == Rail::right ? "right" : "drawer"; }

std::string class_words(const std::optional<model::ClassSpec>& classes) {
    if (!classes) return "default";
    std::string out = std::string(model::to_string(classes->method)) + " count=" + std::to_string(classes->count);
    if (!classes->palette.empty()) out += " palette=" + quoted_word(classes->palette);
    if (!classes->breaks.empty()) out += " breaks=" + joined_numbers(classes->breaks);
    if (classes->reversed) out += " reversed";
    return out;
}

std::string area_list(const std::vector<model::AreaIndex>& areas) {
    if (areas.empty()) return "none";
    std::string out;
    for (const model::AreaIndex area : areas) out += (out.empty() ? "" : ",") + std::to_string(area);
    return out;
}

std::string recipe_words(const model::IndexRecipe& recipe) {
    return quoted_word(ingredients_text(recipe.ingredients)) + " method=" + std::string(model::to_string(recipe.method)) +
           " combine=" + std::string(model::to_string(recipe.combine)) + " missing=" + std::string(model::to_string(recipe.missing)) +
           " shrink=" + std::string(model::to_string(recipe.shrink)) + (recipe.title.empty() ? "" : " title=" + quoted_word(recipe.title));
}

/// One overload per action: the line that reads back to it.
struct Writer {
    std::string operator()(const SetLayer& a) const { return "set-layer " + quoted_word(a.layer) + pane_suffix(a.pane); }
    std::string operator()(const SetGeography& a) const { return "set-geography " + quoted_word(a.geography); }
    std::string operator()(const SetClasses& a) const { return "set-classes " + class_words(a.classes) + pane_suffix(a.pane); }
    std::string operator()(const ShowPlaces& a) const { return "show-places " + quoted_word(a.places) + " " + on_off(a.shown); }
    std::string operator()(const ShowLabels& a) const { return "show-labels " + on_off(a.shown); }
    std::string operator()(const ShowContext& a) const { return "show-context " + on_off(a.shown); }
    std::string operator()(const SetTitle& a) const { return a.title ? "set-title " + quoted_rest(*a.title) : "default-title"; }
    std::string operator()(const SetCompare& a) const { return "compare " + on_off(a.on); }
    std::string operator()(const SelectAreas& a) const {
        return "select-areas " + area_list(a.areas) + (a.mode == SelectMode::add ? " add" : a.mode == SelectMode::toggle ? " toggle" : "");
    }
    std::string operator()(const SelectNamed& a) const { return "select " + quoted_rest(a.code_or_name); }
    std::string operator()(const SetCamera& a) const {
        return "set-camera " + number(a.camera.centre.x) + " " + number(a.camera.centre.y) + " " + number(a.camera.mm_per_m) +
               (a.ease ? " ease" : "");
    }
    std::string operator()(const ZoomBy& a) const {
        return "zoom-by " + number(a.factor) + (a.anchor ? " " + number(a.anchor->x) + " " + number(a.anchor->y) : "");
    }
    std::string operator()(const PanBy& a) const { return "pan-by " + number(a.dx_mm) + " " + number(a.dy_mm); }
    std::string operator()(const ZoomToBox& a) const {
        if (a.box.empty()) return "zoom-to-box none";
        return "zoom-to-box " + number(a.box.min_x) + " " + number(a.box.min_y) + " " + number(a.box.max_x) + " " + number(a.box.max_y);
    }
    std::string operator()(const ZoomToArea& a) const {
        return "zoom-to-area " + quoted_word(a.area.geography) + " " + std::to_string(a.area.area);
    }
    std::string operator()(const ZoomToNamed& a) const { return "zoom-to " + quoted_rest(a.code_or_name); }
    std::string operator()(const ZoomToCounty&) const { return "zoom-to-county"; }
    std::string operator()(const DrillDown& a) const { return "drill-down " + std::to_string(a.area); }
    std::string operator()(const DrillUp&) const { return "drill-up"; }
    std::string operator()(const SetTheme& a) const { return a.theme == Theme::dark ? "set-theme dark" : "set-theme light"; }
    std::string operator()(const SetUiScale& a) const { return "set-ui-scale " + number(a.scale); }
    std::string operator()(const FoldRail& a) const { return "fold-rail " + rail_name(a.rail) + " " + on_off(a.folded); }
    std::string operator()(const ResizeRail& a) const { return "resize-rail " + rail_name(a.rail) + " " + number(a.size); }
    std::string operator()(const SortTable& a) const { return "sort-table " + quoted_word(a.column) + (a.descending ? " descending" : ""); }
    std::string operator()(const ShowDrawerPage& a) const { return "drawer-page " + quoted_word(a.page); }
    std::string operator()(const OpenDialog& a) const { return "dialog " + quoted_word(a.dialog); }
    std::string operator()(const SetSearch& a) const { return "search " + quoted_rest(a.text); }
    std::string operator()(const RunOperation& a) const {
        std::string out = "run " + quoted_word(a.operation);
        for (const auto& [name, value] : a.parameters) out += " " + quoted_word(name) + "=" + quoted_word(value);
        return out;
    }
    std::string operator()(const CancelJob&) const { return "cancel-job"; }
    std::string operator()(const OpenWorkspace& a) const { return "open " + quoted_rest(a.file); }
    std::string operator()(const RemoveResult& a) const { return "remove-result " + quoted_word(a.id); }
    std::string operator()(const SetIndexRecipe& a) const { return "set-index " + recipe_words(a.recipe); }
    std::string operator()(const StartPlan& a) const { return "plan-start " + quoted_word(a.id); }
    std::string operator()(const EndPlan&) const { return "plan-end"; }
    std::string operator()(const SetPlanDemand& a) const { return "plan-demand " + quoted_word(a.layer); }
    std::string operator()(const SetPlanTravel& a) const { return "plan-travel " + std::string(mode_id(a.mode)) + " " + number(a.within); }
    std::string operator()(const OpenSite& a) const { return "plan-site " + quoted_word(a.site) + " " + (a.open ? "open" : "closed"); }
    std::string operator()(const MoveSite& a) const {
        return "plan-move " + quoted_word(a.site) + " " + number(a.position.x) + " " + number(a.position.y);
    }
    std::string operator()(const AddSite& a) const { return "plan-add " + number(a.position.x) + " " + number(a.position.y); }
    std::string operator()(const RemoveSite& a) const { return "plan-remove " + quoted_word(a.site); }
    std::string operator()(const SelectSite& a) const { return "plan-select " + quoted_word(a.site); }
    std::string operator()(const ArmSite& a) const { return "plan-arm " + on_off(a.armed); }
    std::string operator()(const ColourCatchments& a) const { return "plan-catchments " + on_off(a.coloured); }
    std::string operator()(const ShowIsochrones& a) const { return "plan-isochrones " + on_off(a.shown); }
    std::string operator()(const SearchPlan& a) const {
        return "plan-search " + std::string(objective_word(a.question.objective)) + " " + std::to_string(a.question.open) +
               (a.question.keep_existing ? "" : " may-close") +
               (a.question.candidates.empty()                    ? " sites-only"
                : a.question.candidates == small_area_candidates ? ""
                                                                 : " candidates=" + quoted_word(a.question.candidates));
    }
    std::string operator()(const KeepPlan&) const { return "plan-keep"; }
    std::string operator()(const SavePlan& a) const { return (a.replace ? "plan-save-over " : "plan-save ") + quoted_rest(a.title); }
    std::string operator()(const Undo&) const { return "undo"; }
    std::string operator()(const Redo&) const { return "redo"; }
};

PaneIndex read_pane(WordReader& line) {
    const int pane = line.integer_option("pane").value_or(0);
    if (pane != 0 && pane != 1) line.fail("There are only the panes 0 and 1.");
    return pane;
}

Rail read_rail(WordReader& line) {
    const std::string name = line.word();
    if (name == "left") return Rail::left;
    if (name == "right") return Rail::right;
    if (name != "drawer") line.fail("“" + name + "” is not a rail.");
    return Rail::drawer;
}

geo::MapPoint read_point(WordReader& line) {
    const double x = line.number();
    return {x, line.number()};
}

Action read_set_layer(WordReader& line) {
    SetLayer action{0, line.word()};
    action.pane = read_pane(line);
    return action;
}

Action read_classes(WordReader& line) {
    SetClasses action;
    const std::string method = line.word();
    if (method != "default") {
        model::ClassSpec spec;
        const auto known = model::class_method_from(method);
        if (!known) line.fail("“" + method + "” is not a class method.");
        spec.method = *known;
        if (const auto count = line.integer_option("count")) spec.count = *count;
        if (const auto palette = line.option("palette")) spec.palette = *palette;
        if (const auto breaks = line.option("breaks")) spec.breaks = line.numbers_from(*breaks);
        spec.reversed = line.flag("reversed");
        action.classes = spec;
    }
    action.pane = read_pane(line);
    return action;
}

Action read_select_areas(WordReader& line) {
    SelectAreas action;
    const std::string list = line.word();
    if (list != "none") {
        for (const double area : line.numbers_from(list)) {
            if (area < 0 || area > 1e9 || area != std::floor(area)) line.fail("“" + list + "” is not a list of area numbers.");
            action.areas.push_back(static_cast<model::AreaIndex>(area));
        }
    }
    if (line.flag("add"))
        action.mode = SelectMode::add;
    else if (line.flag("toggle"))
        action.mode = SelectMode::toggle;
    return action;
}

Action read_camera(WordReader& line) {
    SetCamera action;
    action.camera.centre = read_point(line);
    action.camera.mm_per_m = line.number();
    if (action.camera.mm_per_m <= 0) line.fail("The scale must be above 0.");
    action.ease = line.flag("ease");
    return action;
}

Action read_zoom_by(WordReader& line) {
    ZoomBy action{line.number(), std::nullopt};
    if (action.factor <= 0) line.fail("The factor must be above 0.");
    if (!line.at_end()) action.anchor = read_point(line);
    return action;
}

Action read_zoom_to_box(WordReader& line) {
    ZoomToBox action;
    if (line.flag("none")) return action;
    action.box.add(read_point(line));
    action.box.add(read_point(line));
    return action;
}

Action read_theme(WordReader& line) {
    const std::string name = line.word();
    if (name != "light" && name != "dark") line.fail("“" + name + "” is not a theme.");
    return SetTheme{name == "dark" ? Theme::dark : Theme::light};
}

Action read_show_places(WordReader& line) {
    ShowPlaces action{line.word(), true};
    if (!line.at_end()) action.shown = line.on_or_off();
    return action;
}

Action read_zoom_to_area(WordReader& line) {
    ZoomToArea action;
    action.area.geography = line.word();
    action.area.area = line.integer();
    return action;
}

Action read_fold(WordReader& line) {
    const Rail rail = read_rail(line);
    return FoldRail{rail, line.on_or_off()};
}

Action read_resize(WordReader& line) {
    const Rail rail = read_rail(line);
    return ResizeRail{rail, line.number()};
}

Action read_sort(WordReader& line) {
    SortTable action{line.word(), false};
    action.descending = line.flag("descending");
    return action;
}

Action read_run(WordReader& line) {
    RunOperation action{line.word(), {}};
    while (!line.at_end()) action.parameters.push_back(line.assignment());
    return action;
}

template <class Enum, class FromName>
void read_word(WordReader& line, std::string_view key, FromName from_name, Enum& out) {
    const auto word = line.option(key);
    if (!word) return;
    const auto value = from_name(*word);
    if (!value) line.fail("“" + *word + "” is no " + std::string(key) + ".");
    out = *value;
}

Action read_index(WordReader& line) {
    SetIndexRecipe action;
    action.recipe.ingredients = ingredients_from(line.word());
    read_word(line, "method", model::index_method_from, action.recipe.method);
    read_word(line, "combine", model::index_combine_from, action.recipe.combine);
    read_word(line, "missing", model::missing_policy_from, action.recipe.missing);
    read_word(line, "shrink", model::shrink_from, action.recipe.shrink);
    if (const auto title = line.option("title")) action.recipe.title = *title;
    return action;
}

Action read_plan_travel(WordReader& line) {
    SetPlanTravel action;
    const std::string mode = line.word();
    const auto known = travel_mode_from(mode);
    if (!known) line.fail("“" + mode + "” is not a way to travel.");
    action.mode = *known;
    action.within = line.number();
    if (!(action.within > 0)) line.fail("The limit must be above 0.");
    return action;
}

Action read_plan_site(WordReader& line) {
    OpenSite action{line.word(), true};
    const std::string state = line.word();
    if (state != "open" && state != "closed") line.fail("“" + state + "” is neither open nor closed.");
    action.open = state == "open";
    return action;
}

Action read_plan_move(WordReader& line) {
    MoveSite action{line.word(), {}};
    action.position = read_point(line);
    return action;
}

Action read_plan_search(WordReader& line) {
    SearchPlan action;
    const std::string objective = line.word();
    const auto known = objective_from(objective);
    if (!known) line.fail("“" + objective + "” is not an objective.");
    action.question.objective = *known;
    action.question.open = line.integer();
    action.question.keep_existing = !line.flag("may-close");
    if (line.flag("sites-only"))
        action.question.candidates.clear();
    else if (const auto list = line.option("candidates"))
        action.question.candidates = *list;
    return action;
}

struct Verb {
    std::string_view name, arguments;
    Action (*read)(WordReader&);
};

constexpr std::array verbs = {
    Verb{"set-layer", "LAYER [pane=1]", read_set_layer},
    Verb{"set-geography", "GEOGRAPHY", [](WordReader& line) -> Action { return SetGeography{line.word()}; }},
    Verb{"set-classes", "default|METHOD [count=N] [palette=P] [breaks=A,B,…] [reversed] [pane=1]", read_classes},
    Verb{"show-places", "PLACES [on|off]", read_show_places},
    Verb{"show-labels", "on|off", [](WordReader& line) -> Action { return ShowLabels{line.on_or_off()}; }},
    Verb{"show-context", "on|off", [](WordReader& line) -> Action { return ShowContext{line.on_or_off()}; }},
    Verb{"set-title", "TEXT", [](WordReader& line) -> Action { return SetTitle{line.rest()}; }},
    Verb{"default-title", "", [](WordReader&) -> Action { return SetTitle{}; }},
    Verb{"compare", "on|off", [](WordReader& line) -> Action { return SetCompare{line.on_or_off()}; }},
    Verb{"select-areas", "none|NUMBER,NUMBER,… [add|toggle]", read_select_areas},
    Verb{"select", "CODE or NAME", [](WordReader& line) -> Action { return SelectNamed{line.rest()}; }},
    Verb{"set-camera", "EAST NORTH MM_PER_M [ease]", read_camera},
    Verb{"zoom-by", "FACTOR [EAST NORTH]", read_zoom_by},
    Verb{"pan-by", "RIGHT_MM DOWN_MM",
         [](WordReader& line) -> Action {
             const double dx = line.number();
             return PanBy{dx, line.number()};
         }},
    Verb{"zoom-to-box", "none|WEST SOUTH EAST NORTH", read_zoom_to_box},
    Verb{"zoom-to-area", "GEOGRAPHY NUMBER", read_zoom_to_area},
    Verb{"zoom-to", "CODE or NAME", [](WordReader& line) -> Action { return ZoomToNamed{line.rest()}; }},
    Verb{"zoom-to-county", "", [](WordReader&) -> Action { return ZoomToCounty{}; }},
    Verb{"drill-down", "NUMBER", [](WordReader& line) -> Action { return DrillDown{line.integer()}; }},
    Verb{"drill-up", "", [](WordReader&) -> Action { return DrillUp{}; }},
    Verb{"set-theme", "light|dark", read_theme},
    Verb{"set-ui-scale", "FACTOR", [](WordReader& line) -> Action { return SetUiScale{line.number()}; }},
    Verb{"fold-rail", "left|right|drawer on|off", read_fold},
    Verb{"resize-rail", "left|right|drawer PIXELS", read_resize},
    Verb{"sort-table", "COLUMN [descending]", read_sort},
    Verb{"drawer-page", "PAGE", [](WordReader& line) -> Action { return ShowDrawerPage{line.word()}; }},
    Verb{"dialog", "NAME (or \"\" to close)", [](WordReader& line) -> Action { return OpenDialog{line.word()}; }},
    Verb{"search", "TEXT (or \"\" to clear)", [](WordReader& line) -> Action { return SetSearch{line.rest()}; }},
    Verb{"run", "OPERATION [NAME=VALUE]…", read_run},
    Verb{"cancel-job", "", [](WordReader&) -> Action { return CancelJob{}; }},
    Verb{"open", "FILE", [](WordReader& line) -> Action { return OpenWorkspace{line.rest()}; }},
    Verb{"remove-result", "RESULT", [](WordReader& line) -> Action { return RemoveResult{line.word()}; }},
    Verb{"set-index", "LAYER:WEIGHT,… [method=M] [combine=C] [missing=P] [shrink=S] [title=T]", read_index},
    Verb{"plan-start", "PLACES or SCENARIO", [](WordReader& line) -> Action { return StartPlan{line.word()}; }},
    Verb{"plan-end", "", [](WordReader&) -> Action { return EndPlan{}; }},
    Verb{"plan-demand", "LAYER", [](WordReader& line) -> Action { return SetPlanDemand{line.word()}; }},
    Verb{"plan-travel", "line|walk|drive|bus KM_OR_MINUTES", read_plan_travel},
    Verb{"plan-site", "SITE open|closed", read_plan_site},
    Verb{"plan-move", "SITE EAST NORTH", read_plan_move},
    Verb{"plan-add", "EAST NORTH", [](WordReader& line) -> Action { return AddSite{read_point(line)}; }},
    Verb{"plan-remove", "SITE", [](WordReader& line) -> Action { return RemoveSite{line.word()}; }},
    Verb{"plan-select", "SITE (or \"\" for none)", [](WordReader& line) -> Action { return SelectSite{line.word()}; }},
    Verb{"plan-arm", "on|off", [](WordReader& line) -> Action { return ArmSite{line.on_or_off()}; }},
    Verb{"plan-catchments", "on|off", [](WordReader& line) -> Action { return ColourCatchments{line.on_or_off()}; }},
    Verb{"plan-isochrones", "on|off", [](WordReader& line) -> Action { return ShowIsochrones{line.on_or_off()}; }},
    Verb{"plan-search", "p-median|mclp|p-centre|lscp SITES [may-close] [sites-only|candidates=LIST]", read_plan_search},
    Verb{"plan-keep", "", [](WordReader&) -> Action { return KeepPlan{}; }},
    Verb{"plan-save", "TITLE or FILE.toml",
         [](WordReader& line) -> Action {
             return SavePlan{line.rest(), false};
         }},
    Verb{"plan-save-over", "TITLE or FILE.toml", [](WordReader& line) -> Action { return SavePlan{line.rest(), true}; }},
    Verb{"undo", "", [](WordReader&) -> Action { return Undo{}; }},
    Verb{"redo", "", [](WordReader&) -> Action { return Redo{}; }},
};

[[noreturn]] void throw_unknown(std::string_view name) {
    std::vector<std::string> names;
    for (const Verb& verb : verbs) names.emplace_back(verb.name);
    const std::string near = base::closest(name, names);
    throw base::Error("There is no action “" + std::string(name) + "”.",
                      near.empty() ? "Known are " + base::join_and(names) + "." : "Did you mean " + near + "?", base::ErrorKind::usage);
}

}  // namespace

std::string to_text(const Action& action) { return std::visit(Writer{}, action); }

Action action_from(std::string_view line) {
    line = base::trim(line);
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view name = line.substr(0, end);
    for (const Verb& verb : verbs) {
        if (verb.name != name) continue;
        WordReader words(line.substr(end), std::string(name) + (verb.arguments.empty() ? "" : " ") + std::string(verb.arguments));
        Action action = verb.read(words);
        words.expect_end();
        return action;
    }
    throw_unknown(name);
}

}  // namespace needsmap::app
