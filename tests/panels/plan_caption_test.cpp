// The caption of a plan keeps off the county: a square of 10 km in small_county, drawn here as 600 x 600 pixels round a pane of 1200 x 600,
// with one of its corners in the middle of the pane: it fills a quarter of it.
#include "panels/plan_caption.hpp"

#include <doctest/doctest.h>

#include "app/small_county.hpp"
#include "panels/drawn_panel.hpp"
#include "panels/map_furniture.hpp"

using namespace needsmap;

namespace {

constexpr geo::PixelBox pane{100, 50, 1300, 650};
constexpr geo::MapPoint north_west{430'000, 210'000}, north_east{440'000, 210'000}, south_east{440'000, 200'000};

struct Caption {
    tiny::HeadlessInterface ui{1400, 700};
    panels::UiState state;

    Caption() {
        ui.session.open(test::small_county());
        ui.session.apply(app::StartPlan{"centres"});
        const double mm = panels::px_per_mm(1);
        ui.session.set_pane_size(pane.width() / mm, pane.height() / mm);
    }

    void put_middle_of_pane_on(geo::MapPoint corner) {
        ui.session.apply(app::SetCamera{{corner, 0.06 / panels::px_per_mm(1)}, false});
        REQUIRE(ui.session.state().camera.centre == corner);
    }

    /// Where the caption is after a frame or two: ImGui sizes windows in their first.
    geo::PixelBox draw(const geo::PixelBox& pane = ::pane) {
        for (int frame = 0; frame < 3; ++frame) {
            ImGui::GetIO().DisplaySize = {1400, 700};
            ImGui::NewFrame();
            const panels::FrameView view{ui.session, std::nullopt, {}, 1400, 700};
            std::vector<app::Action> actions;
            panels::PanelContext context{view, ui.session, panels::style(), state, actions};
            panels::draw_plan_caption(context, {0, pane});
            ImGui::Render();
        }
        const ImGuiWindow* window = ImGui::FindWindowByName("##plan-caption");
        REQUIRE(window != nullptr);
        return {window->Pos.x, window->Pos.y, window->Pos.x + window->Size.x, window->Pos.y + window->Size.y};
    }
};

bool inside(const geo::PixelBox& box) {
    return box.min_x >= pane.min_x && box.max_x <= pane.max_x && box.min_y >= pane.min_y && box.max_y <= pane.max_y;
}

}  // namespace

TEST_CASE("the caption stands in the upper left, and elsewhere when the county is there") {
    Caption caption;
    caption.put_middle_of_pane_on(north_west);  // the county is at the lower right
    const geo::PixelBox usual = caption.draw();
    CHECK(inside(usual));
    CHECK(usual.min_x == pane.min_x + 12);
    CHECK(usual.min_y == pane.min_y + 12);
    caption.put_middle_of_pane_on(south_east);  // at the upper left
    const geo::PixelBox moved = caption.draw();
    CHECK(inside(moved));
    CHECK_FALSE(moved.intersects({100, 50, 699, 349}));
}

TEST_CASE("a caption at the foot of the pane ends above its edge, however long it is") {
    Caption caption;
    caption.put_middle_of_pane_on(south_east);
    caption.ui.session.apply(app::ArmSite{true});  // a sentence more
    const geo::PixelBox box = caption.draw();
    CHECK(box.max_y <= pane.max_y - 12);
    CHECK(box.height() > 50);
}

TEST_CASE("a caption that is about as good where it is stays there") {
    Caption caption;
    caption.put_middle_of_pane_on(south_east);
    const geo::PixelBox moved = caption.draw();
    caption.put_middle_of_pane_on(north_east);  // the county is at the lower left, and the usual corner as free as any
    const geo::PixelBox stays = caption.draw();
    CHECK(stays.min_x == moved.min_x);
    CHECK(stays.min_y == moved.min_y);
}

TEST_CASE("where the whole sentence would hide a town's name, the figures stand in brief") {
    Caption caption;
    constexpr geo::MapPoint banbury{432'000, 202'000};  // a larger town of small_county
    constexpr geo::PixelBox low{100, 50, 460, 210};
    const double mm = panels::px_per_mm(1);
    caption.ui.session.set_pane_size(low.width() / mm, low.height() / mm);
    caption.put_middle_of_pane_on(banbury);  // 80 pixels below the edge: a caption of four lines reaches it from above and from below
    const geo::PixelBox brief = caption.draw(low);
    CHECK(brief.height() < 68);
    CHECK_FALSE(brief.contains({280, 130}));
    caption.put_middle_of_pane_on({440'000, 210'000});  // where no town is
    CHECK(caption.draw(low).height() > brief.height());
}

TEST_CASE("a pane that is too narrow has no caption") {
    Caption caption;
    ImGui::GetIO().DisplaySize = {1400, 700};
    ImGui::NewFrame();
    const panels::FrameView view{caption.ui.session, std::nullopt, {}, 1400, 700};
    std::vector<app::Action> actions;
    panels::PanelContext context{view, caption.ui.session, panels::style(), caption.state, actions};
    panels::draw_plan_caption(context, {0, {0, 0, 200, 600}});
    ImGui::Render();
    CHECK(ImGui::FindWindowByName("##plan-caption") == nullptr);
}
