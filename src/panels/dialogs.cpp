#include "panels/dialogs.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/files.hpp"
#include "panels/widgets.hpp"

namespace needsmap::panels {

namespace {

struct Key {
    const char* keys;
    const char* what;
};
constexpr std::array keys{Key{"Click", "Select an area; with Ctrl or Shift add it"},
                          Key{"Double-click", "Look inside: the next finer areas"},
                          Key{"Backspace", "Back to the next coarser areas"},
                          Key{"Drag, arrow keys", "Move the map"},
                          Key{"Wheel, + and −", "Zoom"},
                          Key{"0 or Home", "The whole county"},
                          Key{"/ or Ctrl+F", "Find a place"},
                          Key{"[ and ]", "Previous and next layer"},
                          Key{"C", "Compare two layers side by side"},
                          Key{"T", "Show or hide the table"},
                          Key{"Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"},
                          Key{"Ctrl+E", "Export the map"},
                          Key{"Tab, Space or Enter", "Next control; use it"},
                          Key{"N, arrow keys", "In a plan: next site, and move it"},
                          Key{"A, O, Delete", "In a plan: add a site, open or close it, close it"},
                          Key{"Esc", "Close, or clear the selection"},
                          Key{"F1", "This page"}};

void draw_help(PanelContext& context) {
    text_wrapped(
        "Choose a layer on the left to colour the map. Click an area to read its profile on the right; double-click to look inside. "
        "Export saves exactly this map for a report.",
        context.style.colours.text);
    ImGui::Dummy({0, context.px(4)});
    if (ImGui::BeginTable("keys", 2, ImGuiTableFlags_SizingFixedFit)) {
        for (const Key& key : keys) {
            ImGui::TableNextRow();
            ImGui::TableNextColumn();
            {
                const FontScope font(context.style.fonts.body_bold);
                ImGui::TextUnformatted(key.keys);
            }
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(key.what);
        }
        ImGui::EndTable();
    }
    ImGui::Dummy({0, context.px(4)});
    text_secondary("needsmap " + std::string(base::version()));
}

void draw_problems(PanelContext& context) {
    text_wrapped("What was repaired, left out or assumed while reading the files. Everything else is shown as it stands.",
                 context.style.colours.text);
    ImGui::BeginChild("list", {0, context.px(320)});
    const Colours& c = context.style.colours;
    for (const base::Diagnostic& diagnostic : context.session.workspace()->diagnostics.items()) {
        const scene::Rgba ink = diagnostic.severity == base::Severity::error     ? c.error
                                : diagnostic.severity == base::Severity::warning ? c.warning
                                                                                 : c.secondary;
        const ImVec2 corner = ImGui::GetCursorScreenPos();
        ImGui::GetWindowDrawList()->AddCircleFilled({corner.x + context.px(5), corner.y + ImGui::GetTextLineHeight() / 2}, context.px(3.5),
                                                    packed(ink));
        ImGui::SetCursorPosX(ImGui::GetCursorPosX() + context.px(18));
        text_wrapped(diagnostic.text(), c.text);
    }
    ImGui::EndChild();
}

struct Dialog {
    std::string_view id;
    const char* title;
    float width;
    void (*draw)(PanelContext& context);
};
constexpr std::array dialogs{Dialog{"export", "Export this map", 520, draw_export_form}, Dialog{"help", "Help and keys", 560, draw_help},
                             Dialog{"problems", "Remarks on the data", 640, draw_problems}};

void draw_frame(PanelContext& context, const Dialog& dialog) {
    const Style& s = context.style;
    ImGui::SetNextWindowPos({static_cast<float>(context.view.width_px) / 2, static_cast<float>(context.view.height_px) / 2}, 0,
                            {0.5F, 0.5F});
    ImGui::SetNextWindowSize({std::min(s.px(dialog.width), static_cast<float>(context.view.width_px) - s.px(32)), 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{s.px(24), s.px(20)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, s.px(6));
    ImGui::PushStyleColor(ImGuiCol_PopupBg, packed(s.colours.raised));
    bool keep = true;
    if (ImGui::BeginPopupModal(dialog.title, nullptr,
                               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings)) {
        {
            const FontScope font(s.fonts.title);
            ImGui::TextUnformatted(dialog.title);
        }
        ImGui::SameLine(ImGui::GetWindowWidth() - s.px(48));
        keep = !icon_button("close", Icon::close, "Close (Esc)");
        dialog.draw(context);
        if (ImGui::IsKeyPressed(ImGui::GetKeyIndex(ImGuiKey_Escape))) keep = false;
        if (!keep || context.session.dialog() != dialog.id) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleColor();
    ImGui::PopStyleVar(2);
    if (!keep) context.emit(app::OpenDialog{""});
}

}  // namespace

void draw_dialogs(PanelContext& context) {
    const std::string& wanted = context.session.dialog();
    for (const Dialog& dialog : dialogs) {
        if (wanted != dialog.id) continue;
        if (!ImGui::IsPopupOpen(dialog.title)) ImGui::OpenPopup(dialog.title);
        draw_frame(context, dialog);
    }
}

}  // namespace needsmap::panels
