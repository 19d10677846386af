// What pages without one big map have in common: title, what they show and the finding at the head; sources and how to read them at the foot.
#pragma once

#include <string>
#include <vector>

#include "scene/page_ink.hpp"
#include "scene/sheet.hpp"

namespace needsmap::scene {

inline constexpr double page_margin_mm = 12;

struct PageWords {
    std::string title, subtitle, lead;
    std::vector<std::string> source_lines, reading_lines;
    bool illustrative = false;
};

/// Type sizes that this paper can carry.
[[nodiscard]] SheetType page_type(const Paper& paper, const MapTheme& theme);
/// Draws what there is of title, subtitle and lead between the side margins. Returns the bottom (the margin when there is nothing).
double draw_page_header(Group& group, const Paper& paper, const PageWords& words, const SheetType& type);
/// Sources on the left, how to read on the right, above the lower margin, below a rule. Returns the rule's height on the page.
double draw_page_foot(Group& group, const Paper& paper, const PageWords& words, const SheetType& type);

}  // namespace needsmap::scene
