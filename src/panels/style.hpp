// Colours, spacing and typefaces of the interface (docs/design.md, "screen and paper"). One place, both themes.
#pragma once

#include <imgui.h>

#include "app/actions.hpp"
#include "scene/display_list.hpp"

namespace needsmap::panels {

/// Every colour the interface uses. Text against its ground is at least 4.5:1 in both themes; a test checks it.
struct Colours {
    scene::Rgba page, panel, raised, text, secondary, hairline, control, accent, on_accent, accent_wash, hover, warning, error;
};
[[nodiscard]] const Colours& colours_of(app::Theme theme);

/// Contrast ratio of two opaque colours, 1..21 (WCAG 2.1, relative luminance).
[[nodiscard]] double contrast_ratio(scene::Rgba a, scene::Rgba b);

/// Type sizes in logical pixels: 12 small, 13.5 body, 16 heading, 22 title. Weight, not size, gives emphasis.
struct Typefaces {
    ImFont* small = nullptr;
    ImFont* small_bold = nullptr;
    ImFont* body = nullptr;
    ImFont* body_bold = nullptr;
    ImFont* heading = nullptr;
    ImFont* title = nullptr;
};

/// What apply_theme made for the current ImGui context.
struct Style {
    app::Theme theme = app::Theme::light;
    Colours colours;
    Typefaces fonts;
    float scale = 1;
    /// Logical pixels to framebuffer pixels, whole so that hairlines stay sharp.
    [[nodiscard]] float px(double logical) const;
};
[[nodiscard]] const Style& style();

[[nodiscard]] ImU32 packed(scene::Rgba colour, double opacity = 1);
[[nodiscard]] ImVec4 vec(scene::Rgba colour, double opacity = 1);

/// Sets a font for a scope.
class FontScope {
public:
    explicit FontScope(ImFont* font) { ImGui::PushFont(font); }
    ~FontScope() { ImGui::PopFont(); }
    FontScope(const FontScope&) = delete;
    FontScope& operator=(const FontScope&) = delete;
};

}  // namespace needsmap::panels
