// An ImGui context without a window: feeds pointer and keys to the interface and collects the actions it emits.
#pragma once

#include <imgui.h>

#include <memory>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "panels/frame.hpp"
#include "support/tiny_workspace.hpp"

namespace tiny {

/// Four wards with a proportion of high polarity and a score that cannot be aggregated.
inline std::shared_ptr<needsmap::model::Workspace> workspace_with_layers() {
    using namespace needsmap;
    auto out = workspace();
    auto table = std::make_shared<model::Table>();
    table->id = "figures", table->geography = "ward";
    const auto column = [](std::string name, std::vector<double> numbers) {
        model::Table::Column c{std::move(name), {}};
        for (const double n : numbers) c.cells.push_back(model::Cell::of(n));
        return c;
    };
    table->columns = {column("poor", {10, 20, 30, 2}), column("children", {100, 100, 100, 100}), column("score", {1, 2, 3, 4})};
    out->tables = {table};
    const auto layer = [](std::string id, std::string title, std::string theme) {
        auto l = std::make_shared<model::LayerDefinition>();
        l->id = std::move(id), l->title = std::move(title), l->theme = std::move(theme), l->table = "figures",
        l->source = "Made-up numbers";
        return l;
    };
    auto score = layer("score", "Need score", "Deprivation");
    score->kind = model::LayerKind::score, score->value = "score";
    auto poverty = layer("poverty", "Children in poverty", "Economic wellbeing");
    poverty->numerator = "poor", poverty->denominator = "children", poverty->numerator_title = "children in poverty",
    poverty->denominator_title = "children";
    poverty->unit = "%", poverty->suppress_below = 5, poverty->thresholds = {{25, "worst 10 % in England"}};
    out->layers = {score, poverty};
    out->default_layer = "poverty", out->default_geography = "ward", out->default_places = {"centres"};
    return out;
}

class HeadlessInterface {
public:
    explicit HeadlessInterface(double width = 1280, double height = 800, double scale = 1) : m_width(width), m_height(height) {
        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;
        needsmap::panels::apply_theme(needsmap::app::Theme::light, scale);
        unsigned char* pixels = nullptr;
        int w = 0, h = 0;
        ImGui::GetIO().Fonts->GetTexDataAsRGBA32(&pixels, &w, &h);
        session.open(workspace_with_layers());
        session.set_pane_size(150, 150);
    }
    ~HeadlessInterface() { ImGui::DestroyContext(); }
    HeadlessInterface(const HeadlessInterface&) = delete;
    HeadlessInterface& operator=(const HeadlessInterface&) = delete;

    /// One frame; its actions are applied as the viewer does and kept in `actions`.
    needsmap::panels::FrameResult frame() {
        ImGuiIO& io = ImGui::GetIO();
        io.DisplaySize = {static_cast<float>(m_width), static_cast<float>(m_height)};
        io.DeltaTime = 1 / 60.0F;
        ImGui::NewFrame();
        auto result = interface.draw({session, std::nullopt, {}, m_width, m_height});
        ImGui::Render();
        for (const auto& action : result.actions) {
            session.apply(action);
            actions.push_back(action);
        }
        return result;
    }
    void move(double x, double y) {
        ImGui::GetIO().MousePos = {static_cast<float>(x), static_cast<float>(y)};
        frame();
    }
    void click(double x, double y) {
        move(x, y);
        ImGui::GetIO().MouseDown[0] = true;
        frame();
        ImGui::GetIO().MouseDown[0] = false;
        frame();
    }
    template <class A>
    [[nodiscard]] std::vector<A> emitted() const {
        std::vector<A> out;
        for (const auto& action : actions)
            if (const A* a = std::get_if<A>(&action)) out.push_back(*a);
        return out;
    }

    needsmap::app::Session session;
    needsmap::panels::Interface interface;
    std::vector<needsmap::app::Action> actions;

private:
    double m_width, m_height;
};

}  // namespace tiny
