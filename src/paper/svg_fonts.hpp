// The fonts of an SVG file: which faces and glyphs its text uses, and those glyphs embedded as CSS fonts.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "paper/walk.hpp"

namespace needsmap::paper {

/// A visitor for walk(): collects the glyphs of every text.
class SvgFonts {
public:
    void begin(const Group&) {}
    void end(const Group&) {}
    template <class Item>
    void paint(const Item&) {}
    template <class Item, class Where>
    void paint(const Item& item, const Where&) {
        if constexpr (std::is_same_v<Item, scene::TextItem>) add(item.run);
    }

    /// A <style> element with one @font-face per face; empty without text.
    [[nodiscard]] std::string style() const;

private:
    void add(const scene::GlyphRun& run);
    std::map<std::string, std::pair<std::shared_ptr<const scene::FontFace>, std::set<std::uint32_t>>> m_faces;  // by file: a fixed order
};

/// ` font-family="..."` with what to use where the embedded font is ignored.
[[nodiscard]] std::string font_family_attribute(const scene::FontFace& face);
/// ` font-weight="600"`, ` font-style="italic"` or nothing for regular.
[[nodiscard]] std::string font_weight_attribute(const scene::FontFace& face);

}  // namespace needsmap::paper
