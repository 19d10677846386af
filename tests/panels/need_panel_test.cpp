// The Need panel alone in a window, pressed and dragged.
#include "panels/need_panel.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "app/choices.hpp"
#include "panels/headless_interface.hpp"
#include "panels/registry.hpp"

using namespace needsmap;

namespace {

model::IndexRecipe two_layers() {
    model::IndexRecipe recipe;
    recipe.ingredients = {{"poverty", 2, {}}, {"score", 1, {}}};
    return recipe;
}

struct NeedPanel {
    tiny::HeadlessInterface around;  // for its ImGui context and workspace
    panels::UiState state;
    std::vector<app::Action> emitted;

    app::Session& session() { return around.session; }
    void frame() {
        state.layers = app::layer_choices(session());
        const panels::FrameView view{session(), std::nullopt, {}, 400, 1200};
        std::vector<app::Action> actions;
        ImGui::GetIO().DisplaySize = {400, 1200};
        ImGui::GetIO().DeltaTime = 1 / 60.0F;
        ImGui::NewFrame();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({300, 1200});
        ImGui::Begin("need", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
        panels::PanelContext context{view, session(), panels::style(), state, actions};
        panels::draw_need_panel(context);
        ImGui::End();
        ImGui::Render();
        for (const app::Action& action : actions) {
            session().apply(action);
            emitted.push_back(action);
        }
    }
    void pointer(double x, double y, bool down) {
        ImGui::GetIO().MousePos = {static_cast<float>(x), static_cast<float>(y)};
        ImGui::GetIO().MouseDown[0] = down;
        frame();
    }
    void click(double x, double y) {
        pointer(x, y, false);
        pointer(x, y, true);
        pointer(x, y, false);
        frame();
    }
    void drag(double from_x, double to_x, double y) {
        pointer(from_x, y, false);
        pointer(from_x, y, true);
        pointer(to_x, y, true);
        pointer(to_x, y, false);
    }
    template <class A>
    [[nodiscard]] std::vector<A> of() const {
        std::vector<A> out;
        for (const app::Action& action : emitted)
            if (const A* a = std::get_if<A>(&action)) out.push_back(*a);
        return out;
    }
};

}  // namespace

TEST_CASE("the Need panel is folded at first") {
    const auto all = panels::panels();
    const auto need = std::find_if(all.begin(), all.end(), [](const panels::PanelEntry& entry) { return entry.id == "need"; });
    REQUIRE(need != all.end());
    CHECK(need->folded_at_first);
}

TEST_CASE("dragging a slider changes that weight alone, and the session ranks anew") {
    NeedPanel panel;
    panel.session().apply(app::SetIndexRecipe{two_layers()});
    panel.frame();
    const auto before = panel.session().map_revision(0);
    for (double y = 10; y < 300 && panel.of<app::SetIndexRecipe>().empty(); y += 4) panel.drag(30, 200, y);
    const auto recipes = panel.of<app::SetIndexRecipe>();
    REQUIRE_FALSE(recipes.empty());
    const model::IndexRecipe& changed = recipes.back().recipe;
    CHECK(changed.ingredients[0].layer == "poverty");
    CHECK(changed.ingredients[0].weight > 2);
    CHECK(changed.ingredients[0].weight <= 5);
    CHECK(changed.ingredients[1] == two_layers().ingredients[1]);
    CHECK(panel.session().map_revision(0) > before);
}

TEST_CASE("a cross takes an indicator out, and the last one takes the index away") {
    NeedPanel panel;
    panel.session().apply(app::SetIndexRecipe{two_layers()});
    panel.frame();
    for (double y = 10; y < 300 && panel.of<app::SetIndexRecipe>().empty(); y += 4) panel.click(283, y);
    REQUIRE_FALSE(panel.of<app::SetIndexRecipe>().empty());
    CHECK(panel.of<app::SetIndexRecipe>()[0].recipe.ingredients == std::vector<model::IndexRecipe::Ingredient>{{"score", 1, {}}});
    for (double y = 10; y < 300 && panel.of<app::RemoveResult>().empty(); y += 4) panel.click(283, y);
    REQUIRE_FALSE(panel.of<app::RemoveResult>().empty());
    CHECK(panel.session().need() == nullptr);
}

TEST_CASE("how sure the ranks are is asked of the index operation with the recipe on screen") {
    NeedPanel panel;
    panel.session().apply(app::SetIndexRecipe{two_layers()});
    panel.frame();
    for (double y = 10; y < 700 && panel.of<app::RunOperation>().empty(); y += 6) panel.click(60, y);
    REQUIRE_FALSE(panel.of<app::RunOperation>().empty());
    const app::RunOperation run = panel.of<app::RunOperation>()[0];
    CHECK(run.operation == "index");
    const auto uses = std::find_if(run.parameters.begin(), run.parameters.end(), [](const auto& each) { return each.first == "use"; });
    REQUIRE(uses != run.parameters.end());
    CHECK(uses->second.starts_with("poverty:"));
}

TEST_CASE("a click on one of the worst areas selects it") {
    NeedPanel panel;
    panel.session().apply(app::SetIndexRecipe{two_layers()});
    panel.frame();
    for (double y = 100; y < 500 && panel.of<app::SelectAreas>().empty(); y += 8) panel.click(150, y);
    REQUIRE_FALSE(panel.of<app::SelectAreas>().empty());
    // Poverty 10, 20, 30, 2 % (suppressed below 5) and score 1, 2, 3, 4: the third ward is first or second in both.
    CHECK(panel.of<app::SelectAreas>()[0].areas.size() == 1);
    CHECK(panel.session().need_moves(panel.of<app::SelectAreas>()[0].areas[0]) != nullptr);
}

TEST_CASE("without an index in the workspace the panel offers to add indicators") {
    NeedPanel panel;
    panel.frame();
    CHECK(panel.emitted.empty());
    CHECK(panel.session().need() == nullptr);
}
