// The small words of an SVG file: numbers, colours, escaped text, base64, path data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "paper/grid.hpp"
#include "scene/display_list.hpp"

namespace needsmap::paper {

/// `value` rounded to a thousandth, as short as it goes: "12.5", ".003", "-4". Not-a-number is "0".
[[nodiscard]] std::string number(double value);
/// Text between tags and in quoted attributes; control characters become blanks, bytes that are not UTF-8 "?".
[[nodiscard]] std::string escaped(std::string_view text);
/// "#rrggbb".
[[nodiscard]] std::string svg_colour(scene::Rgba colour);
/// ` fill="#rrggbb"` and, when not opaque, ` fill-opacity=".5"`; "none" for fully transparent. `property` is "fill" or "stroke".
[[nodiscard]] std::string svg_paint(std::string_view property, scene::Rgba colour);
[[nodiscard]] std::string base64(std::string_view bytes);
/// Path data of lines on a grid of 0.01 mm, in millimetres and relative steps: the shortest form.
[[nodiscard]] std::string path_data(const GridLines& lines, bool closed);
/// A name usable as an XML id: letters, digits, '-', '_', starting with a letter.
[[nodiscard]] std::string xml_id(std::string_view name);

}  // namespace needsmap::paper
