// One panel drawn by itself in a window of its own: the words it shows and the actions it emits.
#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <string>
#include <vector>

#include "panels/context.hpp"
#include "panels/headless_interface.hpp"
#include "panels/style.hpp"
#include "panels/tab_order.hpp"

namespace tiny {

/// Uses the session and ImGui context of a HeadlessInterface, which must outlive it.
class DrawnPanel {
public:
    using Draw = void (*)(needsmap::panels::PanelContext& context);
    DrawnPanel(HeadlessInterface& ui, Draw draw) : m_ui(ui), m_draw(draw) { frame(); }

    /// Draws once; `job` is what runs meanwhile.
    void frame(const std::optional<needsmap::app::JobRunner::Progress>& job = std::nullopt) {
        using namespace needsmap;
        ImGui::GetIO().DisplaySize = {400, 1600};
        ImGui::GetIO().DeltaTime = 1 / 60.0F;
        ImGui::NewFrame();
        panels::begin_tab_order();
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({320, 1500});
        ImGui::Begin("panel", nullptr, ImGuiWindowFlags_NoDecoration);
        ImGui::LogToBuffer();
        const panels::FrameView view{m_ui.session, job, {}, 400, 1600};
        std::vector<app::Action> emitted;
        panels::PanelContext context{view, m_ui.session, panels::style(), state, emitted};
        m_draw(context);
        words.assign(ImGui::GetCurrentContext()->LogBuffer.c_str());
        ImGui::GetCurrentContext()->LogBuffer.clear();
        ImGui::LogFinish();
        // Panels break lines to fit; what is said does not depend on where.
        for (char& c : words)
            if (c == '\n') c = ' ';
        ImGui::End();
        panels::end_tab_order();
        ImGui::Render();
        for (app::Action& action : emitted) actions.push_back(std::move(action));
    }
    [[nodiscard]] bool says(std::string_view text) const { return words.find(text) != std::string::npos; }
    void click(float x, float y) {
        ImGui::GetIO().MousePos = {x, y};
        frame();
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
    /// Clicks down the panel until an action of this kind is emitted.
    template <class A>
    [[nodiscard]] std::vector<A> click_down_until() {
        for (float y = 4; y < 1400 && emitted<A>().empty(); y += 8) click(40, y);
        return emitted<A>();
    }

    needsmap::panels::UiState state;
    std::string words;
    std::vector<needsmap::app::Action> actions;

private:
    HeadlessInterface& m_ui;
    Draw m_draw;
};

}  // namespace tiny
