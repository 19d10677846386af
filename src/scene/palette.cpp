#include "scene/palette.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"
#include "scene/colour_space.hpp"
#include "scene/palette_data.hpp"

namespace needsmap::scene {

namespace {

std::vector<Rgba> colours_of(std::string_view run) {
    std::vector<Rgba> out;
    for (std::size_t i = 0; i + 6 <= run.size(); i += 6) out.push_back(rgba_from("#" + std::string(run.substr(i, 6))));
    return out;
}

/// The point `t` (0..1) of a ramp of colours.
Rgba along(const std::vector<Rgba>& ramp, double t) {
    const double position = t * static_cast<double>(ramp.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(position), ramp.size() - 2);
    const double share = position - static_cast<double>(i);
    return share == 0 ? ramp[i] : share == 1 ? ramp[i + 1] : mix(ramp[i], ramp[i + 1], share);
}

/// Ends of a ramp that are too near white or black to carry a border and a label are left out.
std::pair<double, double> useful_part(std::string_view id) { return id == "magma" ? std::pair{0.04, 0.86} : std::pair{0.0, 1.0}; }

std::vector<Rgba> brewer_colours(const PaletteData& data, int count) {
    std::vector<Rgba> out = colours_of(data.schemes[static_cast<std::size_t>(std::max(count, 3) - 3)]);
    if (data.warm_first) std::reverse(out.begin(), out.end());
    if (count == 2) out.erase(out.begin() + 1);
    if (count == 1) out = {data.kind == PaletteKind::diverging ? out.back() : out[1]};
    return out;
}

std::vector<Rgba> ramp_colours(const PaletteData& data, int count) {
    const std::vector<Rgba> ramp = colours_of(data.ramp);
    if (data.kind == PaletteKind::qualitative) return {ramp.begin(), ramp.begin() + count};
    const auto [first, last] = useful_part(data.id);
    std::vector<Rgba> out;
    for (int i = 0; i < count; ++i)
        out.push_back(along(ramp, count == 1 ? 0.5 : std::lerp(first, last, static_cast<double>(i) / (count - 1))));
    return out;
}

std::vector<Rgba> colours_of(const PaletteData& data, int count) {
    return data.ramp.empty() ? brewer_colours(data, count) : ramp_colours(data, count);
}

/// The lightest class has to differ from paper, or low values look like holes in the map: a palette that begins too pale is taken
/// from where it differs enough, in even steps along its nine published colours to the end that was asked for.
void keep_off_paper(std::string_view id, std::vector<Rgba>& colours, Rgba ground) {
    constexpr double enough = 9;  // in CIELAB, about four just-noticeable differences
    if (colours.size() < 2 || colour_distance(colours.front(), ground) >= enough) return;
    const std::vector<Rgba> ramp = palette_colours(id, 9);
    double first = 0, last = 1;
    while (first < 0.5 && colour_distance(along(ramp, first), ground) < enough) first += 0.01;
    while (last > 0.5 && lab_from(along(ramp, last)).lightness < lab_from(colours.back()).lightness) last -= 0.01;
    for (std::size_t i = 0; i < colours.size(); ++i)
        colours[i] = along(ramp, std::lerp(first, last, static_cast<double>(i) / static_cast<double>(colours.size() - 1)));
}

bool lightness_falls(const PaletteData& data) {
    for (int count = 2; count <= 9; ++count) {
        const std::vector<Rgba> colours = colours_of(data, count);
        for (std::size_t i = 1; i < colours.size(); ++i)
            if (lab_from(colours[i]).lightness >= lab_from(colours[i - 1]).lightness) return false;
    }
    return true;
}

const std::vector<Palette>& all_palettes() {
    static const std::vector<Palette> list = [] {
        std::vector<Palette> out;
        for (const PaletteData& data : palette_data())
            out.push_back({std::string(data.id), data.kind, data.colour_blind_safe,
                           data.kind == PaletteKind::sequential && lightness_falls(data), std::string(data.source)});
        return out;
    }();
    return list;
}

const PaletteData& find_data(std::string_view id) {
    for (const PaletteData& data : palette_data())
        if (base::fold(data.id) == base::fold(id)) return data;
    std::vector<std::string> known;
    for (const PaletteData& data : palette_data()) known.emplace_back(data.id);
    const std::string guess = base::closest(id, known);
    throw base::Error("There is no palette '" + std::string(id) + "'.",
                      (guess.empty() ? "" : "Did you mean '" + guess + "'? ") + "Known: " + base::join_and(known) + ".",
                      base::ErrorKind::usage);
}

}  // namespace

std::span<const Palette> palettes() { return all_palettes(); }

const Palette& find_palette(std::string_view id) {
    const PaletteData& data = find_data(id);
    return all_palettes()[static_cast<std::size_t>(&data - palette_data().data())];
}

std::vector<Rgba> palette_colours(std::string_view id, int count) {
    if (count < 1 || count > 9)
        throw base::Error("A palette has 1 to 9 colours, not " + std::to_string(count) + ".", "Ask for 3 to 9 classes.",
                          base::ErrorKind::usage);
    return colours_of(find_data(id), count);
}

std::vector<FillStyle> class_styles(const model::ClassSpec& spec, int class_count, model::Direction direction, const MapTheme& theme) {
    std::vector<FillStyle> styles;
    if (class_count > 0) {
        const std::string id = spec.palette.empty() ? std::string(default_palette) : spec.palette;
        std::vector<Rgba> colours = palette_colours(id, class_count);
        if (find_palette(id).kind == PaletteKind::sequential) keep_off_paper(id, colours, theme.ground);
        if ((direction == model::Direction::low_is_worse) != spec.reversed) std::reverse(colours.begin(), colours.end());
        for (const Rgba& colour : colours) styles.push_back({colour, Pattern::none, {}});
    }
    styles.push_back({theme.missing_fill, Pattern::dots, theme.state_pattern});
    styles.push_back({theme.missing_fill, Pattern::hatch, theme.state_pattern});
    styles.push_back({theme.missing_fill, Pattern::cross_hatch, theme.state_pattern});
    styles.push_back({theme.ground, Pattern::none, {}});
    return styles;
}

}  // namespace needsmap::scene
