#include "panels/style.hpp"

#include <imgui_freetype.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "panels/frame.hpp"
#include "scene/font.hpp"

namespace needsmap::panels {

namespace {

using scene::Rgba;
using scene::Weight;

constexpr Colours light_colours{.page = {0xF6, 0xF7, 0xF5},
                                .panel = {0xFF, 0xFF, 0xFF},
                                .raised = {0xFF, 0xFF, 0xFF},
                                .text = {0x1C, 0x23, 0x26},
                                .secondary = {0x5A, 0x65, 0x6B},
                                .hairline = {0xDD, 0xE2, 0xE0},
                                .control = {0x86, 0x90, 0x95},
                                .accent = {0x0B, 0x5C, 0xAD},
                                .on_accent = {0xFF, 0xFF, 0xFF},
                                .accent_wash = {0xE3, 0xEE, 0xF8},
                                .hover = {0xEF, 0xF2, 0xF1},
                                .warning = {0x8A, 0x5A, 0x00},
                                .error = {0xB3, 0x26, 0x1E}};
constexpr Colours dark_colours{.page = {0x14, 0x18, 0x1B},
                               .panel = {0x1C, 0x22, 0x26},
                               .raised = {0x24, 0x2B, 0x30},
                               .text = {0xE7, 0xEC, 0xEE},
                               .secondary = {0x9A, 0xA7, 0xAE},
                               .hairline = {0x2C, 0x35, 0x3A},
                               .control = {0x6F, 0x7D, 0x85},
                               .accent = {0x5A, 0xA9, 0xF0},
                               .on_accent = {0x0B, 0x16, 0x20},
                               .accent_wash = {0x1D, 0x33, 0x48},
                               .hover = {0x27, 0x2F, 0x34},
                               .warning = {0xE5, 0xB5, 0x5A},
                               .error = {0xFF, 0x8A, 0x80}};

Style g_style;

double channel_luminance(std::uint8_t value) {
    const double c = value / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}

double luminance(Rgba c) { return 0.2126 * channel_luminance(c.r) + 0.7152 * channel_luminance(c.g) + 0.0722 * channel_luminance(c.b); }

/// Figures of one width, so that numbers line up in columns: the font's own proportional digits are centred in the widest one's space.
void make_figures_tabular(ImFont& font) {
    float widest = 0;
    for (ImWchar c = '0'; c <= '9'; ++c) widest = std::max(widest, font.FindGlyph(c)->AdvanceX);
    for (ImFontGlyph& glyph : font.Glyphs) {
        if (glyph.Codepoint < '0' || glyph.Codepoint > '9') continue;
        const float shift = std::floor((widest - glyph.AdvanceX) / 2);
        glyph.X0 += shift;
        glyph.X1 += shift;
        glyph.AdvanceX = widest;
        font.IndexAdvanceX[static_cast<int>(glyph.Codepoint)] = widest;
    }
}

ImFont* add_font(ImFontAtlas& atlas, Weight weight, double size_px) {
    // Latin, general punctuation, currency, arrows, mathematical minus and comparisons: what names and numbers here are written with.
    static constexpr ImWchar ranges[] = {0x0020, 0x017F, 0x2010, 0x2027, 0x2030, 0x205E, 0x20AC, 0x20AC,
                                         0x2190, 0x2193, 0x2212, 0x2212, 0x2264, 0x2265, 0};
    const auto face = scene::Fonts::shared().face(weight);
    ImFontConfig config;
    config.FontNo = face->face_index();
    config.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    config.OversampleH = 1;
    config.PixelSnapH = true;
    return atlas.AddFontFromFileTTF(face->file().c_str(), static_cast<float>(size_px), &config, ranges);
}

void build_fonts(Style& s) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.Flags |= ImFontAtlasFlags_NoMouseCursors;
    atlas.TexGlyphPadding = 1;
    // ImGui's size is line height; Inter's line is 1.21 em, so the em sizes of the design come out as wanted.
    const auto size = [&](double em) { return std::round(em * 1.21 * s.scale); };
    s.fonts.body = add_font(atlas, Weight::regular, size(13.5));
    s.fonts.body_bold = add_font(atlas, Weight::semibold, size(13.5));
    s.fonts.small = add_font(atlas, Weight::regular, size(12));
    s.fonts.small_bold = add_font(atlas, Weight::semibold, size(12));
    s.fonts.heading = add_font(atlas, Weight::semibold, size(16));
    s.fonts.title = add_font(atlas, Weight::semibold, size(22));
    atlas.Build();
    for (ImFont* font : atlas.Fonts) make_figures_tabular(*font);
}

void set_metrics(ImGuiStyle& g, const Style& s) {
    g = ImGuiStyle();
    g.WindowPadding = {s.px(16), s.px(12)};
    g.FramePadding = {s.px(8), s.px(5)};
    g.ItemSpacing = {s.px(8), s.px(8)};
    g.ItemInnerSpacing = {s.px(6), s.px(4)};
    g.CellPadding = {s.px(8), s.px(4)};
    g.IndentSpacing = s.px(12);
    g.ScrollbarSize = s.px(10);
    g.GrabMinSize = s.px(12);
    g.WindowRounding = g.ChildRounding = 0;
    g.FrameRounding = g.PopupRounding = g.GrabRounding = g.ScrollbarRounding = s.px(6);
    g.WindowBorderSize = g.ChildBorderSize = 0;
    g.PopupBorderSize = g.FrameBorderSize = std::max(1.0F, std::floor(s.scale));
    g.WindowMinSize = {1, 1};
    g.AntiAliasedLinesUseTex = false;
}

void set_colours(ImGuiStyle& g, const Colours& c) {
    ImVec4* to = g.Colors;
    for (int i = 0; i < ImGuiCol_COUNT; ++i) to[i] = vec(c.text);
    to[ImGuiCol_Text] = vec(c.text);
    to[ImGuiCol_TextDisabled] = vec(c.secondary);
    to[ImGuiCol_WindowBg] = vec(c.panel);
    to[ImGuiCol_ChildBg] = vec(c.panel, 0);
    to[ImGuiCol_PopupBg] = vec(c.raised);
    to[ImGuiCol_Border] = vec(c.hairline);
    to[ImGuiCol_BorderShadow] = {0, 0, 0, 0};
    to[ImGuiCol_FrameBg] = vec(c.panel);
    to[ImGuiCol_FrameBgHovered] = vec(c.hover);
    to[ImGuiCol_FrameBgActive] = vec(c.hover);
    to[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
    to[ImGuiCol_ScrollbarGrab] = vec(c.hairline);
    to[ImGuiCol_ScrollbarGrabHovered] = to[ImGuiCol_ScrollbarGrabActive] = vec(c.control);
    to[ImGuiCol_CheckMark] = to[ImGuiCol_SliderGrab] = to[ImGuiCol_SliderGrabActive] = vec(c.accent);
    to[ImGuiCol_Button] = vec(c.panel);
    to[ImGuiCol_ButtonHovered] = vec(c.hover);
    to[ImGuiCol_ButtonActive] = vec(c.accent_wash);
    to[ImGuiCol_Header] = vec(c.accent_wash);
    to[ImGuiCol_HeaderHovered] = vec(c.hover);
    to[ImGuiCol_HeaderActive] = vec(c.accent_wash);
    to[ImGuiCol_Separator] = to[ImGuiCol_SeparatorHovered] = to[ImGuiCol_SeparatorActive] = vec(c.hairline);
    to[ImGuiCol_TableHeaderBg] = vec(c.panel);
    to[ImGuiCol_TableBorderLight] = to[ImGuiCol_TableBorderStrong] = vec(c.hairline);
    to[ImGuiCol_TableRowBg] = {0, 0, 0, 0};
    to[ImGuiCol_TableRowBgAlt] = vec(c.hover, 0.5);
    to[ImGuiCol_TextSelectedBg] = vec(c.accent, 0.3);
    to[ImGuiCol_NavHighlight] = vec(c.accent);
    to[ImGuiCol_ModalWindowDimBg] = {0, 0, 0, 0.35F};
}

}  // namespace

const Colours& colours_of(app::Theme theme) { return theme == app::Theme::dark ? dark_colours : light_colours; }

double contrast_ratio(Rgba a, Rgba b) {
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

float Style::px(double logical) const { return static_cast<float>(std::round(logical * scale)); }

const Style& style() { return g_style; }

ImU32 packed(Rgba c, double opacity) { return IM_COL32(c.r, c.g, c.b, static_cast<int>(std::lround(c.a * opacity))); }

ImVec4 vec(Rgba c, double opacity) { return {c.r / 255.0F, c.g / 255.0F, c.b / 255.0F, static_cast<float>(c.a / 255.0 * opacity)}; }

void apply_theme(app::Theme theme, double ui_scale) {
    const float scale = static_cast<float>(std::clamp(ui_scale, 0.75, 4.0));
    const bool new_fonts = g_style.fonts.body == nullptr || g_style.scale != scale || ImGui::GetIO().Fonts->Fonts.empty();
    g_style.theme = theme;
    g_style.colours = colours_of(theme);
    g_style.scale = scale;
    if (new_fonts) build_fonts(g_style);
    set_metrics(ImGui::GetStyle(), g_style);
    set_colours(ImGui::GetStyle(), g_style.colours);
    ImGui::GetIO().FontDefault = g_style.fonts.body;
}

}  // namespace needsmap::panels
