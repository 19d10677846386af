#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "app/small_county.hpp"
#include "panels/drawn_panel.hpp"
#include "panels/pockets_panel.hpp"
#include "support/tiny_result.hpp"

using namespace needsmap;

namespace {

/// The panel alone, on the small county.
struct Panel {
    tiny::HeadlessInterface ui{1280, 1500};
    std::unique_ptr<tiny::DrawnPanel> drawn;
    explicit Panel(bool with_result = false);
};

/// A result as the pockets operation makes it, as far as the panel reads it: ward 2 is a pocket, the others are not.
std::shared_ptr<model::Result> pockets(const std::shared_ptr<const model::Geography>& wards) {
    auto result = tiny::kinds_result(wards, "pockets-child-poverty");
    result->finding = "1 of 4 wards looks fine on average but hides a small area in need.";
    result->table.columns.push_back(model::text_column("verdict", "Verdict", {"flagged", "even", "pocket", "even"}));
    result->table.columns.push_back(model::text_column("reason", "Why", {"a", "b", "Small area 9 has 22.0 %", "d"}));
    result->table.columns.push_back(model::number_column("worst_value", "Worst", 5, {40, 12, 22, 5}));
    return result;
}

Panel::Panel(bool with_result) {
    ui.session.open(test::small_county());
    if (with_result) ui.session.add_results({pockets(ui.session.workspace()->find_geography("ward"))});
    drawn = std::make_unique<tiny::DrawnPanel>(ui, panels::draw_pockets_panel);
}

}  // namespace

TEST_CASE("pockets are looked for with the press of a button, by the usual areas") {
    const Panel panel;
    const auto runs = panel.drawn->click_down_until<app::RunOperation>();
    REQUIRE_FALSE(runs.empty());
    CHECK(runs[0].operation == "pockets");
    const auto has = [&](const char* name, const char* value) {
        return std::ranges::find(runs[0].parameters, std::pair<std::string, std::string>(name, value)) != runs[0].parameters.end();
    };
    CHECK(has("layer", "child-poverty"));
    CHECK(has("parent", "ward"));
    CHECK(has("min-children", "30"));
    CHECK(has("fdr", "0.05"));
    CHECK(has("flagged", "20"));
}

TEST_CASE("a pocket in the list is selected and flown to") {
    const Panel panel(true);
    CHECK(panel.drawn->says("1 of 4 wards looks fine on average"));
    const auto flights = panel.drawn->click_down_until<app::ZoomToArea>();
    REQUIRE_FALSE(flights.empty());
    CHECK(flights[0].area == model::AreaRef{"ward", 2});
    const auto selections = panel.drawn->emitted<app::SelectAreas>();
    REQUIRE_FALSE(selections.empty());
    CHECK(selections[0].areas == std::vector<model::AreaIndex>{2});
}
