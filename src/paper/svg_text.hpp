// The small words of an SVG file: numbers, colours, escaped text, base64, path data.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "paper/page_arcs.hpp"
#include "scene/display_list.hpp"

namespace needsmap::paper {

/// `value` rounded to a thousandth, as short as it goes: "12.5", ".003", "-4". Not-a-number is "0".
void append_number(std::string& out, double value);
[[nodiscard]] std::string number(double value);
/// Text between tags and in quoted attributes; control characters become blanks, bytes that are not UTF-8 "?".
[[nodiscard]] std::string escaped(std::string_view text);
/// "#rrggbb".
[[nodiscard]] std::string svg_colour(scene::Rgba colour);
/// ` fill="#rrggbb"` and, when not opaque, ` fill-opacity=".5"`; "none" for fully transparent. `property` is "fill" or "stroke".
[[nodiscard]] std::string svg_paint(std::string_view property, scene::Rgba colour);
[[nodiscard]] std::string base64(std::string_view bytes);
/// Path data with absolute points in millimetres.
[[nodiscard]] std::string path_data(const std::vector<std::vector<geo::PagePoint>>& parts, bool closed);
/// Path data of grid lines in relative steps, the shortest form; `decimals` 1..3 places per grid step (grid of 10^decimals per mm).
[[nodiscard]] std::string path_data(const GridLines& lines, bool closed, int decimals);
/// A name usable as an XML id: letters, digits, '-', '_', starting with a letter.
[[nodiscard]] std::string xml_id(std::string_view name);

}  // namespace needsmap::paper
