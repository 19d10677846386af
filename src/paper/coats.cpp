#include "paper/coats.hpp"

#include <algorithm>
#include <optional>

namespace needsmap::paper {

namespace {

using scene::FillStyle;
using scene::Rgba;

/// Rec. 709 weights on the stored values: an order of lightness is all that is needed.
double lightness(Rgba c) { return 0.2126 * c.r + 0.7152 * c.g + 0.0722 * c.b; }

class CoatMaker {
public:
    explicit CoatMaker(const scene::CoverageFill& fill)
        : m_fill(fill),
          m_area_count(std::min(fill.class_of_area->size(), fill.coverage->full().area_count())),
          m_used(fill.styles.size(), false) {
        for (std::size_t a = 0; a < m_area_count; ++a)
            if (const std::uint8_t c = (*fill.class_of_area)[a]; c < m_used.size()) m_used[c] = true;
    }

    void add_nested() {
        std::vector<Rgba> colours = colours_where([](const FillStyle& s) { return s.colour.a == 255; });
        std::stable_sort(colours.begin(), colours.end(), [](Rgba a, Rgba b) { return lightness(a) > lightness(b); });
        for (auto first = colours.begin(); first != colours.end(); ++first)
            add(*first, scene::Pattern::none,
                [&](const FillStyle& s) { return std::find(first, colours.end(), s.colour) != colours.end(); });
    }
    void add_translucent() {
        for (const Rgba colour : colours_where([](const FillStyle& s) { return s.colour.a > 0 && s.colour.a < 255; }))
            add(colour, scene::Pattern::none, [&](const FillStyle& s) { return s.colour == colour; });
    }
    void add_patterns() {
        for (std::size_t i = 0; i < m_used.size(); ++i) {
            const FillStyle& style = m_fill.styles[i];
            const auto same = [&](const FillStyle& s) { return s.pattern == style.pattern && s.pattern_colour == style.pattern_colour; };
            if (!m_used[i] || style.pattern == scene::Pattern::none || style.pattern_colour.a == 0) continue;
            const auto begin = m_fill.styles.begin();
            bool seen = false;
            for (std::size_t j = 0; j < i; ++j) seen |= m_used[j] && same(*(begin + static_cast<std::ptrdiff_t>(j)));
            if (!seen) add(style.pattern_colour, style.pattern, same);
        }
    }
    std::vector<Coat> take() { return std::move(m_coats); }

private:
    template <class Wanted>
    std::vector<Rgba> colours_where(Wanted wanted) const {
        std::vector<Rgba> colours;
        for (std::size_t i = 0; i < m_used.size(); ++i)
            if (m_used[i] && wanted(m_fill.styles[i]) &&
                std::find(colours.begin(), colours.end(), m_fill.styles[i].colour) == colours.end())
                colours.push_back(m_fill.styles[i].colour);
        return colours;
    }
    template <class Wanted>
    void add(Rgba colour, scene::Pattern pattern, Wanted wanted) {
        std::vector<std::uint8_t> style_in(m_used.size());
        for (std::size_t i = 0; i < m_used.size(); ++i) style_in[i] = wanted(m_fill.styles[i]) ? 1 : 0;
        std::vector<std::uint8_t> member(m_fill.coverage->full().area_count(), 0);
        for (std::size_t a = 0; a < m_area_count; ++a)
            if (const std::uint8_t c = (*m_fill.class_of_area)[a]; c < style_in.size()) member[a] = style_in[c];
        m_coats.push_back({colour, pattern, std::move(member)});
    }

    const scene::CoverageFill& m_fill;
    std::size_t m_area_count;
    std::vector<bool> m_used;
    std::vector<Coat> m_coats;
};

}  // namespace

std::vector<Coat> coats(const scene::CoverageFill& fill) {
    CoatMaker maker(fill);
    maker.add_nested();
    maker.add_translucent();
    maker.add_patterns();
    return maker.take();
}

}  // namespace needsmap::paper
