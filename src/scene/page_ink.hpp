// Writing and drawing on a page by hand: text lines, rules and boxes in millimetres, collected as display items.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "scene/display_list.hpp"
#include "scene/palette.hpp"

namespace needsmap::scene {

enum class Align { left, centre, right };

/// How a piece of text looks. `line_mm` is the distance between baselines of wrapped lines.
struct TypeStyle {
    Weight weight = Weight::regular;
    double size_mm = 3;
    Rgba colour{28, 35, 38, 255};
    [[nodiscard]] double line_mm() const { return 1.32 * size_mm; }
    [[nodiscard]] double cap_mm() const { return Fonts::shared().metrics(weight).cap_height * size_mm; }
    [[nodiscard]] double width_mm(std::string_view text) const { return Fonts::shared().width_mm(text, weight, size_mm); }
};

/// Type sizes and colours of one sheet. `scale` is 1 on A4.
struct SheetType {
    explicit SheetType(double scale, const MapTheme& theme);
    double scale;
    TypeStyle title, subtitle, lead, heading, legend, note, foot, tag;
    Rgba rule;
};

/// Adds items to a group.
class PageInk {
public:
    explicit PageInk(Group& group) : m_group(group) {}
    /// One line; `x` is the left end, middle or right end of the baseline.
    void line(double x, double baseline, std::string_view text, const TypeStyle& style, Align align = Align::left);
    /// Lines wrapped to `width`, the first with its capitals' top at `top`. Returns the bottom (last baseline plus descent).
    double paragraph(double x, double top, double width, std::string_view text, const TypeStyle& style);
    void rule(double x0, double y0, double x1, double y1, Rgba colour, double width_mm);
    void box(const geo::PageBox& box, const std::optional<FillStyle>& fill, const std::optional<StrokeStyle>& stroke);
    void polygon(std::vector<geo::PagePoint> points, Rgba fill);

private:
    Group& m_group;
};

/// Height a paragraph takes, as PageInk::paragraph draws it.
[[nodiscard]] double paragraph_height(double width, std::string_view text, const TypeStyle& style);

}  // namespace needsmap::scene
