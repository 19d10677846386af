// Small building blocks that all panels share, so that spacing, emphasis and focus look the same everywhere.
#pragma once

#include <string>
#include <string_view>

#include "panels/context.hpp"
#include "scene/display_list.hpp"
#include "scene/place_symbol.hpp"

namespace needsmap::panels {

enum class Icon {
    undo,
    redo,
    search,
    compare,
    export_,
    sun,
    moon,
    help,
    chevron_left,
    chevron_right,
    chevron_down,
    chevron_up,
    close,
    home,
    plus,
    minus,
    warning,
    table
};

/// Draws an icon centred in a square of `size` at `corner`, in line strokes.
void draw_icon(ImDrawList& draw, Icon icon, ImVec2 corner, float size, ImU32 colour);

/// A region that can be pressed by pointer or keyboard and shows when it has the keyboard's focus. The caller draws it.
bool press_area(const char* id, ImVec2 size);

/// A square button with an icon; `tip` explains it and names its key. Disabled ones still show the tip.
bool icon_button(const char* id, Icon icon, std::string_view tip, bool enabled = true, bool active = false);

/// A filled button for the one main thing.
bool accent_button(const char* label);

/// One choice of several side by side.
struct Segment {
    std::string label;
    bool enabled = true;
    std::string tip;
};
/// Returns the newly chosen index or -1.
int segmented(const char* id, const std::vector<Segment>& segments, int chosen);
[[nodiscard]] float segmented_width(const std::vector<Segment>& segments);

/// A section heading with a fold triangle; returns true when open. `folded_sections` remembers by the whole title; "##" and what follows is not shown.
bool section(PanelContext& context, const char* title);

/// A whole-width row that can be chosen, with a text cut to fit. `indent_px` in framebuffer pixels.
bool list_row(const char* id, std::string_view label, bool chosen, bool enabled, float indent_px, std::string_view trailing = {});

/// A rounded label such as "Illustrative data".
void chip(std::string_view text, scene::Rgba ink, scene::Rgba ground);
[[nodiscard]] ImVec2 chip_size(std::string_view text);

/// A colour field with its state pattern, as on the map.
void swatch(ImDrawList& draw, ImVec2 min, ImVec2 max, const scene::FillStyle& fill);

/// A service symbol centred at a point, `size` wide, with a rim.
void marker(ImDrawList& draw, ImVec2 centre, float size, model::MarkerShape shape, scene::Rgba colour, scene::Rgba rim);
/// The same for a grade of a graded set; `size` is that of a symbol of a set without grades.
void marker(ImDrawList& draw, ImVec2 centre, float size, const scene::PlaceSymbol& symbol, scene::Rgba rim);

/// Text in the current font, cut with "…" to `width`.
[[nodiscard]] std::string fitted(std::string_view text, float width);
/// Text whose right end is at the current cell's or column's right edge.
void text_right(std::string_view text);
/// Lines at most `width` wide, broken at spaces only: ImGui's own wrapping would cut "11.8" after the point.
[[nodiscard]] std::string broken_at_spaces(std::string_view text, float width);
/// `width` 0: what the region has left; tooltips grow with their text and must say it.
void text_secondary(std::string_view text, float width = 0);
void text_wrapped(std::string_view text, scene::Rgba colour, float width = 0);
/// A tooltip for the last item, wrapped at a readable width.
void tip_for_last_item(std::string_view text);
[[nodiscard]] ImVec2 text_size(std::string_view text);

/// A thin horizontal rule across the window's content.
void hairline();

/// A combo box over ids and titles; returns the newly chosen index or -1.
int choice(const char* id, const std::vector<std::string>& titles, int chosen, float width);

/// A check box with our own look.
bool check_box(const char* label, bool checked, bool& changed_to);

}  // namespace needsmap::panels
