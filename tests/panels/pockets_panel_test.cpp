#include <doctest/doctest.h>

#include <algorithm>

#include "app/small_county.hpp"
#include "panels/headless_interface.hpp"
#include "support/tiny_result.hpp"

using namespace needsmap;

namespace {

/// A tall window, so that the whole left rail can be pressed.
struct Rail : tiny::HeadlessInterface {
    Rail() : tiny::HeadlessInterface(1280, 1500) {
        session.open(test::small_county());
        frame(), frame();
    }
    /// Presses down the rail until an action of this kind comes, beginning at `from`; where it was, or 0.
    template <class A>
    double press_until(double from, double x = 60) {
        for (double y = from; y < 1400; y += 9) {
            const std::size_t before = emitted<A>().size();
            click(x, y);
            if (emitted<A>().size() > before) return y;
        }
        return 0;
    }
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

}  // namespace

TEST_CASE("pockets are looked for with the press of a button, by the usual areas") {
    Rail ui;
    // The section is folded at first: below the last one, its heading opens it.
    const double found = ui.press_until<app::RunOperation>(380);
    REQUIRE(found > 0);
    const app::RunOperation run = ui.emitted<app::RunOperation>().front();
    CHECK(run.operation == "pockets");
    const auto has = [&](const char* name, const char* value) {
        return std::ranges::find(run.parameters, std::pair<std::string, std::string>(name, value)) != run.parameters.end();
    };
    CHECK(has("layer", "child-poverty"));
    CHECK(has("parent", "ward"));
    CHECK(has("min-children", "30"));
    CHECK(has("fdr", "0.05"));
    CHECK(has("flagged", "20"));
}

TEST_CASE("a pocket in the list is selected and flown to") {
    Rail ui;
    ui.session.add_results({pockets(ui.session.workspace()->find_geography("ward"))});
    ui.frame(), ui.frame();
    REQUIRE(ui.press_until<app::ZoomToArea>(380) > 0);
    CHECK(ui.emitted<app::ZoomToArea>().back().area == model::AreaRef{"ward", 2});
    CHECK(ui.session.state().selection == std::vector<model::AreaIndex>{2});
}
