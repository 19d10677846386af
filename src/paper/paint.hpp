// Paints a display list: PDF and SVG with selectable text in embedded fonts, PNG on Cairo surfaces.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/job.hpp"
#include "scene/display_list.hpp"

namespace needsmap::paper {

/// What stands inside the file beside the picture. Same input, same bytes: times come from here, never from the clock.
struct Metadata {
    std::string title, description, author;
    std::vector<std::pair<std::string, std::string>> provenance;  ///< "command", "workspace-hash", "needsmap", ...
    std::int64_t time = 0;                                        ///< seconds since 1970
};

/// Vector PDF with embedded, subset fonts and selectable text.
[[nodiscard]] std::string paint_pdf(const scene::DisplayList& list, const Metadata& metadata, base::JobContext& job);
/// The same with a page for each list, in order; at least one.
[[nodiscard]] std::string paint_pdf(std::span<const scene::DisplayList> lists, const Metadata& metadata, base::JobContext& job);
/// SVG with <text> elements, the needed glyphs embedded as a font, one <g id> per group, title and desc for screen readers.
[[nodiscard]] std::string paint_svg(const scene::DisplayList& list, const Metadata& metadata, base::JobContext& job);
/// The <svg> element alone, to stand within an HTML page beside others: every id begins with `id_prefix` (a letter first), title and
/// description are the metadata's, nothing else of it is written.
[[nodiscard]] std::string paint_svg_element(const scene::DisplayList& list, const Metadata& metadata, std::string_view id_prefix,
                                            base::JobContext& job);
/// PNG at `dpi` with pHYs and text chunks. Memory is bounded: tall pages are painted in bands. Throws base::Error for > 60,000 px a side.
[[nodiscard]] std::string paint_png(const scene::DisplayList& list, double dpi, const Metadata& metadata, base::JobContext& job);

/// Raw pixels (RGBA, rows top down) for tests that compare painters.
struct Image {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};
[[nodiscard]] Image paint_image(const scene::DisplayList& list, double dpi);

/// Encodes RGBA rows as PNG (used for screenshots too). `text` goes into tEXt chunks.
[[nodiscard]] std::string encode_png(const Image& image, double dpi, const std::vector<std::pair<std::string, std::string>>& text);
/// Reads a PNG file back (tests compare pictures). Throws base::Error.
[[nodiscard]] Image decode_png(const std::string& bytes);

}  // namespace needsmap::paper
