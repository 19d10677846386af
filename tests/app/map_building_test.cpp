#include "app/map_building.hpp"

#include <doctest/doctest.h>

#include "app/choices.hpp"
#include "app/operation.hpp"
#include "app/session.hpp"
#include "app/small_county.hpp"
#include "base/error.hpp"

using namespace needsmap;

namespace {

/// The small county whose count may not be drawn.
std::shared_ptr<model::Workspace> county_with_a_plain_count() {
    auto workspace = test::small_county();
    auto plain = test::count_layer();
    plain->counts_on_map = false;
    plain->file = "layers/children.toml";
    workspace->layers.back() = plain;
    return workspace;
}

}  // namespace

TEST_CASE("a crude count is no map unless its layer file asks for it, and the refusal says how") {
    const auto workspace = county_with_a_plain_count();
    const auto answer = app::availability(*workspace, "children", "ward");
    CHECK_FALSE(answer.available);
    CHECK(answer.reason.find("counts_on_map = true into layers/children.toml") != std::string::npos);
    CHECK(app::availability(*test::small_county(), "children", "ward").available);
}

TEST_CASE("the window offers such a count with the reason, and keeps the map that is shown") {
    app::Session session;
    session.open(county_with_a_plain_count());
    for (const auto& choice : app::layer_choices(session))
        if (choice.layer->id == "children") CHECK_FALSE(choice.available);
    session.apply(app::SetLayer{0, "children"});
    CHECK(session.state().maps[0].layer == "child-poverty");
    REQUIRE(session.notice());
    CHECK(session.notice()->is_problem);
}

TEST_CASE("an export of such a count fails before anything is drawn; its table is written") {
    const auto workspace = county_with_a_plain_count();
    base::QuietJob job;
    app::Params params;
    params.add("layer", "children");
    params.add("output", "never-written.pdf");
    const app::Operation& exporting = *app::find_operation("export");
    CHECK_THROWS_WITH_AS(static_cast<void>(exporting.run(workspace, app::checked(exporting, params), job)),
                         doctest::Contains("Children is a count"), base::Error);
    app::Params rows;
    rows.add("layer", "children");
    rows.add("output", "-");
    const app::Operation& table = *app::find_operation("table");
    CHECK(table.run(workspace, app::checked(table, rows), job).output.find("Banbury Ruscote,400,value") != std::string::npos);
}
