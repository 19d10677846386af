#include "panels/siting_panel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "panels/drawn_panel.hpp"

using namespace needsmap;

namespace {

/// The panel alone, on four wards and two centres.
struct Panel {
    tiny::HeadlessInterface ui{1280, 1500};
    std::unique_ptr<tiny::DrawnPanel> drawn;
    explicit Panel(bool with_plan) {
        if (with_plan) ui.session.apply(app::StartPlan{"centres"});
        drawn = std::make_unique<tiny::DrawnPanel>(ui, panels::draw_siting_panel);
    }
};

}  // namespace

TEST_CASE("without a plan the panel asks what to begin with, and begins") {
    const Panel panel(false);
    CHECK(panel.drawn->says("What would opening, closing or moving a service mean"));
    const auto starts = panel.drawn->click_down_until<app::StartPlan>();
    REQUIRE_FALSE(starts.empty());
    CHECK(starts[0].id == "centres");
}

TEST_CASE("a plan's panel opens with what it achieves, and its sites can be closed and selected") {
    const Panel panel(true);
    CHECK(panel.drawn->says("2 Children's Centres: "));
    CHECK(panel.drawn->says("of children in poverty live within 5 km by estimated distance"));
    CHECK(panel.drawn->says("nothing has been changed yet"));
    for (float y = 4; y < 900 && panel.drawn->emitted<app::OpenSite>().empty(); y += 8) panel.drawn->click(18, y);
    const auto closed = panel.drawn->emitted<app::OpenSite>();
    REQUIRE_FALSE(closed.empty());
    CHECK(closed[0].site == "1");
    CHECK_FALSE(closed[0].open);
    const auto selected = panel.drawn->click_down_until<app::SelectSite>();
    REQUIRE_FALSE(selected.empty());
    CHECK(selected[0].site == "1");
}

TEST_CASE("who loses is told in persons, in the panel and by what is closed") {
    Panel panel(true);
    panel.ui.session.apply(app::OpenSite{"1", false});
    panel.drawn->frame();
    CHECK(panel.drawn->says("have a longer journey"));
    CHECK(panel.drawn->says("Since the start: 1 closed."));
}

TEST_CASE("the best plan is asked for with the number of sites that are open, and the search can be stopped") {
    Panel panel(true);
    panel.drawn->state.folded_sections["The best plan"] = false;
    panel.drawn->frame();
    // From below: the button is the last thing.
    for (float y = 1400; y > 4 && panel.drawn->emitted<app::SearchPlan>().empty(); y -= 8) panel.drawn->click(40, y);
    const auto searches = panel.drawn->emitted<app::SearchPlan>();
    REQUIRE_FALSE(searches.empty());
    CHECK(searches[0].question.open == 2);
    panel.drawn->frame(app::JobRunner::Progress{panels::search_job_title, "best so far a mean journey of 2.1 km", 0.7, 1});
    CHECK(panel.drawn->says("Best so far a mean journey of 2.1 km."));
    CHECK(panel.drawn->says("Stop and take the best so far"));
}

TEST_CASE("a plan is saved under a title, and not without one") {
    for (const std::string title : {"", "Best 8"}) {
        Panel panel(true);
        panel.drawn->state.plan_saving = true;
        std::ranges::copy(title, panel.drawn->state.plan_title.begin());
        panel.drawn->frame();
        CHECK(panel.drawn->says("Title of the scenario"));
        // From below: the buttons above it would close the form.
        for (float y = 900; y > 4 && panel.drawn->emitted<app::SavePlan>().empty(); y -= 8) panel.drawn->click(30, y);
        const auto saved = panel.drawn->emitted<app::SavePlan>();
        REQUIRE(saved.size() == (title.empty() ? 0 : 1));
        if (title.empty()) continue;
        CHECK(saved[0].title == "Best 8");
        CHECK_FALSE(saved[0].replace);
    }
}

TEST_CASE("isochrones are switched on in the panel, which says what is missing until they are there, and then their key") {
    Panel panel(true);
    for (float y = 4; y < 900 && panel.drawn->emitted<app::ShowIsochrones>().empty(); y += 6) panel.drawn->click(18, y);
    const auto switched = panel.drawn->emitted<app::ShowIsochrones>();
    REQUIRE_FALSE(switched.empty());
    CHECK(switched[0].shown);
    CHECK_FALSE(panel.drawn->says("Select a site"));
    app::Session& session = panel.ui.session;
    session.apply(switched[0]);
    session.apply(app::SelectSite{""});
    panel.drawn->frame();
    CHECK(panel.drawn->says("Select a site to see from where it is reached."));
    session.apply(app::SelectSite{"1"});
    panel.drawn->frame();
    CHECK(panel.drawn->says("They are being drawn"));
    session.advance(1);
    base::QuietJob job;
    session.isochrones_job()(job).follow_up(session);
    panel.drawn->frame();
    CHECK_FALSE(panel.drawn->says("They are being drawn"));
    CHECK(panel.drawn->says("km in a straight line times 1.3 to the selected site"));
}
