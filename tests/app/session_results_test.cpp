// Results of analyses in a session: shown, undone, removed, saved.
#include <doctest/doctest.h>

#include <algorithm>

#include "app/choices.hpp"
#include "app/session.hpp"
#include "app/small_county.hpp"
#include "support/tiny_result.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

struct Opened {
    Session session;
    std::shared_ptr<const model::Workspace> workspace = test::small_county();
    Opened() { session.open(workspace); }

    [[nodiscard]] std::shared_ptr<model::Result> result(const char* geography = "ward", const char* id = "hotspots-test") const {
        return tiny::kinds_result(workspace->find_geography(geography), id);
    }
    [[nodiscard]] const std::string& layer(int pane = 0) const { return session.state().maps.at(static_cast<std::size_t>(pane)).layer; }
};

}  // namespace

TEST_CASE("a new result is shown on its own geography, and undo takes both back") {
    Opened o;
    const auto poverty = o.session.map(0).indicator;
    const auto small = o.result("small-area");
    o.session.add_results({small});
    CHECK(o.layer() == "hotspots-test");
    CHECK(o.session.geography().id == "small-area");
    CHECK(o.session.map(0).indicator == small->indicator);
    CHECK(o.session.map(0).result == small);
    CHECK(o.session.finding(0) == "Two areas are hot spots, which is made up.");
    CHECK(o.session.undo_title() == "result");
    o.session.apply(Undo{});
    CHECK(o.layer() == "child-poverty");
    CHECK(o.session.geography().id == "ward");
    CHECK(o.session.workspace()->results.empty());
    CHECK(o.session.map(0).indicator == poverty);  // worked out once: the very same
    o.session.apply(Redo{});
    CHECK(o.session.map(0).result == small);
}

TEST_CASE("running an analysis again replaces its result on the map") {
    Opened o;
    const auto first = o.result(), second = o.result();
    o.session.add_results({first});
    const auto revision = o.session.map_revision(0);
    o.session.add_results({second});
    CHECK(o.session.workspace()->results.size() == 1);
    CHECK(o.session.map(0).result == second);
    CHECK(o.session.map_revision(0) > revision);
    o.session.apply(Undo{});
    CHECK(o.session.map(0).result == first);
}

TEST_CASE("a result can be compared with a layer, and only where both can be shown") {
    Opened o;
    o.session.apply(SetCompare{true});
    o.session.add_results({o.result()});
    REQUIRE(o.session.state().comparing);  // the other layer can be shown by ward as well
    CHECK(o.session.map(1).indicator->geography == o.session.map(0).indicator->geography);
    o.session.apply(SetGeography{"locality"});
    CHECK(o.session.geography().id == "ward");
    REQUIRE(o.session.notice());
    CHECK(o.session.notice()->text == "This result was made by ward only; run the analysis again by locality.");
}

TEST_CASE("results stand first among the layers, in the profile too, and can be removed") {
    Opened o;
    o.session.add_results({o.result("ward", "hotspots-a"), o.result("ward", "hotspots-b")});
    CHECK(o.layer() == "hotspots-a");
    auto choices = layer_choices(o.session);
    REQUIRE(choices.size() == 5);
    CHECK(choices[0].layer->id == "hotspots-a");
    CHECK(choices[1].layer->id == "hotspots-b");
    CHECK(choices[0].is_result);
    CHECK(!choices[2].is_result);
    CHECK(o.session.profile(0).front().layer->id == "hotspots-a");
    CHECK(o.session.profile(0).size() == 5);

    o.session.apply(RemoveResult{"hotspots-b"});  // not shown: the map stays
    CHECK(o.layer() == "hotspots-a");
    o.session.apply(RemoveResult{"hotspots-a"});
    CHECK(o.layer() == "child-poverty");
    CHECK(layer_choices(o.session).size() == 3);
    CHECK(o.session.profile(0).size() == 3);
    o.session.apply(RemoveResult{"hotspots-a"});
    CHECK(o.session.notice()->is_problem);
    o.session.apply(Undo{});
    CHECK(o.layer() == "hotspots-a");
}

TEST_CASE("a result of another workspace is refused, and nothing changes") {
    Opened o;
    const auto stranger = test::small_county();
    o.session.add_results({tiny::kinds_result(stranger->find_geography("ward"))});
    CHECK(o.layer() == "child-poverty");
    CHECK(!o.session.can_undo());
    REQUIRE(o.session.notice());
    CHECK(o.session.notice()->is_problem);
}

TEST_CASE("results are not saved: the session comes back with its first layer and says why") {
    Opened o;
    o.session.add_results({o.result()});
    const std::string saved = o.session.save();
    Session next;
    next.open(o.workspace, saved);
    CHECK(next.state().maps[0].layer == "child-poverty");
    CHECK(next.workspace()->results.empty());
    REQUIRE(next.notice());
    CHECK(next.notice()->text ==
          "Results are not kept when the window closes; run the analysis again for “Hot spots of children in poverty”.");
}

TEST_CASE("kinds have no classes to choose, and their table goes in the order of the legend") {
    Opened o;
    o.session.add_results({o.result("small-area")});
    o.session.apply(SetClasses{0, model::ClassSpec{}});
    CHECK(o.session.notice()->is_problem);
    const auto& order = o.session.table_order();  // by rank, which kinds do not have
    const auto kind = [&](std::size_t row) { return o.session.map(0).classification->class_of(static_cast<std::size_t>(order[row])); };
    CHECK(kind(0) == 0);
    for (std::size_t row = 1; row + 1 < order.size(); ++row) CHECK(kind(row - 1) <= kind(row));
    CHECK(kind(order.size() - 1) == -1);  // the missing one
}

TEST_CASE("removing a result is an action with words") {
    CHECK(to_text(Action{RemoveResult{"hotspots-a"}}) == "remove-result hotspots-a");
    CHECK(std::get<RemoveResult>(action_from("remove-result hotspots-a")).id == "hotspots-a");
}
