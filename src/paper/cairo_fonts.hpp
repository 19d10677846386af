// The program's font files as Cairo font faces, so that PDF files hold real, selectable text in embedded fonts.
#pragma once

#include <cairo.h>

#include "scene/font.hpp"

namespace needsmap::paper {

/// The Cairo face of a font file. Opened once and kept until the program ends: Cairo keeps scaled fonts (and with them FreeType
/// faces) alive after the last surface that used them. Callable from any thread. Throws base::Error naming the file.
[[nodiscard]] cairo_font_face_t* cairo_face(const scene::FontFace& face);

/// Shows a shaped line with its left end of the baseline at (x, y) in user units of millimetres, in the current source. The text is
/// kept beside the glyphs, so it can be selected and searched.
void show_text(cairo_t* context, const scene::GlyphRun& run, double x_mm, double y_mm);

}  // namespace needsmap::paper
