#include "app/actions.hpp"

#include <doctest/doctest.h>

#include <random>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

model::ClassSpec spec(model::ClassMethod method, int count, std::string palette, std::vector<double> breaks, bool reversed) {
    return {method, count, std::move(palette), std::move(breaks), reversed};
}

geo::MapBox box(double west, double south, double east, double north) {
    geo::MapBox b;
    b.add(geo::MapPoint{west, south});
    b.add(geo::MapPoint{east, north});
    return b;
}

/// At least one of every alternative of Action, with the texts that are hard to write.
std::vector<Action> all_kinds() {
    const std::string hard = " two  spaces \"quotes\" back\\slash\nline = 5 é ";
    return {
        SetLayer{0, "child-poverty"},
        SetLayer{1, "neet"},
        SetLayer{0, ""},
        SetLayer{0, "pane=1"},
        SetGeography{"small-area"},
        SetGeography{hard},
        SetClasses{0, std::nullopt},
        SetClasses{1, spec(model::ClassMethod::fixed, 4, "YlOrBr", {-1.5, 0, 1e-7, 20}, true)},
        SetClasses{0, spec(model::ClassMethod::natural_breaks, 7, "", {}, false)},
        ShowPlaces{"childrens-centres", true},
        ShowPlaces{"schools", false},
        ShowLabels{false},
        ShowLabels{true},
        ShowContext{false},
        ShowContext{true},
        SetTitle{"Where children are poor"},
        SetTitle{hard},
        SetTitle{""},
        SetTitle{std::nullopt},
        SetCompare{true},
        SetCompare{false},
        SelectAreas{{}, SelectMode::replace},
        SelectAreas{{3}, SelectMode::add},
        SelectAreas{{0, 2, 117}, SelectMode::toggle},
        SelectNamed{"E05006546"},
        SelectNamed{"St Mary's"},
        SelectNamed{hard},
        SetCamera{{{451234.5, 206000.25}, 0.0123}, true},
        SetCamera{{{-1, 2}, 1}, false},
        ZoomBy{1.25, std::nullopt},
        ZoomBy{0.8, geo::MapPoint{450000, 200000.125}},
        PanBy{-3.5, 12},
        ZoomToBox{box(1, 2, 3, 4)},
        ZoomToBox{},
        ZoomToArea{{"ward", 12}},
        ZoomToNamed{"Banbury"},
        ZoomToNamed{"\"quoted\""},
        ZoomToCounty{},
        DrillDown{4},
        DrillDown{geo::no_area},
        DrillUp{},
        SetTheme{Theme::dark},
        SetTheme{Theme::light},
        SetUiScale{1.5},
        FoldRail{Rail::left, true},
        FoldRail{Rail::right, false},
        FoldRail{Rail::drawer, true},
        ResizeRail{Rail::left, 300},
        ResizeRail{Rail::right, 320.5},
        ResizeRail{Rail::drawer, 260},
        SortTable{"rank", false},
        SortTable{"name", true},
        ShowDrawerPage{"chart"},
        OpenDialog{"export"},
        OpenDialog{""},
        SetSearch{"ruscote"},
        SetSearch{""},
        RunOperation{"export", {}},
        RunOperation{"export", {{"layer", "neet"}, {"title", hard}, {"output", "/tmp/a b.pdf"}, {"places", ""}, {"a=b", "c=d"}}},
        CancelJob{},
        OpenWorkspace{"/home/me/my county.toml"},
        RemoveResult{"hotspots a"},
        SetIndexRecipe{{{}, {{"child-poverty", 2, {}}}}},
        SetIndexRecipe{{hard,
                        {{"neet", 0.1, model::Direction::low_is_worse}, {"score", 0, {}}},
                        model::IndexMethod::zscore,
                        model::IndexCombine::geometric,
                        model::MissingPolicy::mean,
                        model::Shrink::local}},
        StartPlan{"childrens-centres"},
        StartPlan{hard},
        EndPlan{},
        SetPlanDemand{"children-0-4"},
        SetPlanTravel{model::TravelMode::line, 2.5},
        SetPlanTravel{model::TravelMode::bus, 30},
        OpenSite{"CC-001", false},
        OpenSite{hard, true},
        MoveSite{"CC-001", {451234.125, 206000}},
        AddSite{{450000, 200000.5}},
        RemoveSite{"new-1"},
        SelectSite{"CC-001"},
        SelectSite{""},
        ArmSite{true},
        ArmSite{false},
        ColourCatchments{true},
        ColourCatchments{false},
        ShowIsochrones{true},
        ShowIsochrones{false},
        SearchPlan{{analysis::SitingObjective::p_median, 45, true, small_area_candidates}},
        SearchPlan{{analysis::SitingObjective::max_coverage, 8, false, {}}},
        SearchPlan{{analysis::SitingObjective::p_centre, 8, true, "schools,small-areas"}},
        SearchPlan{{analysis::SitingObjective::set_cover, 0, false, hard}},
        KeepPlan{},
        SavePlan{"Best 8", false},
        SavePlan{hard, true},
        Undo{},
        Redo{},
    };
}

}  // namespace

TEST_CASE("every kind of action is written as a line that reads back to it") {
    std::vector<bool> seen(std::variant_size_v<Action>, false);
    for (const Action& action : all_kinds()) {
        seen[action.index()] = true;
        const std::string line = to_text(action);
        CAPTURE(line);
        CHECK(line.find('\n') == std::string::npos);
        const Action back = action_from(line);
        CHECK(back.index() == action.index());
        CHECK(to_text(back) == line);
    }
    for (const bool kind : seen) CHECK(kind);
}

TEST_CASE("texts survive with spaces, quotes, line ends and equals signs") {
    const std::string hard = " two  spaces \"quotes\" back\\slash\nline = 5 é ";
    CHECK(std::get<SetTitle>(action_from(to_text(SetTitle{hard}))).title == hard);
    CHECK(std::get<SelectNamed>(action_from(to_text(SelectNamed{hard}))).code_or_name == hard);
    const auto run = std::get<RunOperation>(action_from(to_text(RunOperation{"export", {{"ti tle", hard}, {"x", ""}}})));
    REQUIRE(run.parameters.size() == 2);
    CHECK(run.parameters[0] == std::pair<std::string, std::string>{"ti tle", hard});
    CHECK(run.parameters[1] == std::pair<std::string, std::string>{"x", ""});
}

TEST_CASE("numbers survive to the last bit") {
    std::mt19937 random(7);
    std::uniform_real_distribution<double> number(-1e6, 1e6);
    for (int i = 0; i < 200; ++i) {
        const SetCamera action{{{number(random), number(random)}, std::abs(number(random)) + 1e-9}, i % 2 == 0};
        const auto back = std::get<SetCamera>(action_from(to_text(action)));
        CHECK(back.camera == action.camera);
        CHECK(back.ease == action.ease);
    }
}

TEST_CASE("class specs survive whole") {
    const auto wanted = spec(model::ClassMethod::fixed, 6, "RdBu", {1, 2.5, 1e300}, true);
    CHECK(std::get<SetClasses>(action_from(to_text(SetClasses{1, wanted}))).classes == wanted);
}

TEST_CASE("lines are written as a person would type them") {
    CHECK(to_text(SetLayer{0, "child-poverty"}) == "set-layer child-poverty");
    CHECK(to_text(ZoomToNamed{"Chipping Norton"}) == "zoom-to Chipping Norton");
    CHECK(to_text(SelectNamed{"E05006546"}) == "select E05006546");
    CHECK(std::get<ZoomToNamed>(action_from("  zoom-to   Chipping Norton ")).code_or_name == "Chipping Norton");
    CHECK(std::get<ShowPlaces>(action_from("show-places schools")).shown);
}

TEST_CASE("a line that is wrong says what is wrong and what would be right") {
    const auto message = [](const char* line) {
        try {
            static_cast<void>(action_from(line));
        } catch (const base::Error& error) {
            return error.full_text();
        }
        return std::string();
    };
    CHECK(message("set-leyer neet") == "There is no action “set-leyer”. Did you mean set-layer?");
    CHECK(message("zoom-by fast") == "“fast” is not a number. It is written: zoom-by FACTOR [EAST NORTH]");
    CHECK(message("compare maybe") == "“maybe” is neither on nor off. It is written: compare on|off");
    CHECK(message("set-layer") == "Something is missing at the end of the line. It is written: set-layer LAYER [pane=1]");
    CHECK(message("set-layer a b") == "“b” is too much. It is written: set-layer LAYER [pane=1]");
    CHECK(message("set-layer a pane=2") == "There are only the panes 0 and 1. It is written: set-layer LAYER [pane=1]");
    CHECK(message("zoom-to \"Banbury").starts_with("A quotation mark is not closed."));
    CHECK(message("zoom-by 0").starts_with("The factor must be above 0."));
    CHECK(message("zoom-by inf").starts_with("“inf” is not a number."));
    CHECK(message("set-classes sideways").starts_with("“sideways” is not a class method."));
    CHECK(!message("").empty());
    CHECK(message("wait").starts_with("There is no action “wait”."));
}
