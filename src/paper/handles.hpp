// Cairo objects with one owner each, and Cairo's failures as errors.
#pragma once

#include <cairo.h>

#include <memory>
#include <string>

#include "base/error.hpp"
#include "scene/display_list.hpp"

namespace needsmap::paper {

struct CairoDelete {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
    void operator()(cairo_t* context) const { cairo_destroy(context); }
};
using Surface = std::unique_ptr<cairo_surface_t, CairoDelete>;
using Context = std::unique_ptr<cairo_t, CairoDelete>;

/// Throws base::Error when Cairo has failed; `what` is what was being made ("the PDF page").
inline void check(cairo_status_t status, const char* what) {
    if (status != CAIRO_STATUS_SUCCESS)
        throw base::Error(std::string("Cairo could not draw ") + what + ": " + cairo_status_to_string(status) + ".");
}

inline void set_colour(cairo_t* context, scene::Rgba colour) {
    cairo_set_source_rgba(context, colour.r / 255.0, colour.g / 255.0, colour.b / 255.0, colour.a / 255.0);
}

}  // namespace needsmap::paper
