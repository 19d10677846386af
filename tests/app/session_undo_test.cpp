#include <doctest/doctest.h>

#include <random>

#include "app/session.hpp"
#include "app/small_county.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

struct OpenSession : Session {
    OpenSession() {
        open(test::small_county());
        set_pane_size(200, 150);
    }
};

class RandomActions {
public:
    explicit RandomActions(unsigned seed) : m_random(seed) {}
    Action next() {
        switch (pick(16)) {
            case 0: return SetLayer{pick(2), one_of({"child-poverty", "children", "score", "", "nonsense"})};
            case 1: return SetGeography{one_of({"small-area", "ward", "locality", "district", "county", "nonsense"})};
            case 2: return SetClasses{pick(2), model::ClassSpec{.method = static_cast<model::ClassMethod>(pick(6)), .count = 3 + pick(7)}};
            case 3: return SetClasses{pick(2), std::nullopt};
            case 4: return ShowPlaces{one_of({"centres", "schools"}), pick(2) == 0};
            case 5: return ShowLabels{pick(2) == 0};
            case 6: return ShowContext{pick(2) == 0};
            case 7: return SetTitle{one_of({"A", "B"})};
            case 8: return SetCompare{pick(2) == 0};
            case 9: return SelectAreas{{pick(20), pick(20)}, static_cast<SelectMode>(pick(3))};
            case 10: return SelectNamed{one_of({"Riverside", "West", "S15", "nowhere"})};
            case 11: return DrillDown{pick(4)};
            case 12: return DrillUp{};
            case 13: return ZoomBy{0.5 + 0.25 * pick(8), geo::MapPoint{430'000.0 + pick(10'000), 200'000.0 + pick(10'000)}};
            case 14: return PanBy{pick(40) - 20.0, pick(40) - 20.0};
            default: return ZoomToArea{{"ward", pick(4)}};
        }
    }
    double pause() { return 0.1 * pick(12); }

private:
    int pick(int count) { return static_cast<int>(m_random() % static_cast<unsigned>(count)); }
    std::string one_of(std::initializer_list<const char*> texts) { return *(texts.begin() + pick(static_cast<int>(texts.size()))); }
    std::mt19937 m_random;
};

bool same_but_camera(SessionState a, SessionState b) {
    a.camera = b.camera = Camera{};
    return a == b;
}

}  // namespace

TEST_CASE("undoing everything returns to the start, redoing everything to the end") {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        OpenSession session;
        RandomActions actions(seed);
        const SessionState start = session.state();
        std::vector<SessionState> ends_of_steps;
        for (int i = 0; i < 80; ++i) {
            session.apply(actions.next());
            session.advance(actions.pause());
            // Whatever was done, the map must be drawable and its legend complete.
            const scene::MapInput& map = session.map(0);
            REQUIRE(map.geography->id == session.state().maps[0].geography);
            if (map.classification) {
                std::size_t counted = 0;
                for (const auto& line : map.classification->legend) counted += static_cast<std::size_t>(line.count);
                CHECK(counted == map.geography->size());
            }
            for (const auto area : session.state().selection) REQUIRE(static_cast<std::size_t>(area) < map.geography->size());
        }
        const SessionState end = session.state();
        int undone = 0;
        while (session.can_undo()) session.apply(Undo{}), ++undone;
        CHECK(undone > 5);
        CHECK(same_but_camera(session.state(), start));
        int redone = 0;
        while (session.can_redo()) session.apply(Redo{}), ++redone;
        CHECK(redone == undone);
        CHECK(session.state() == end);  // with its camera
        session.advance(1);
        CHECK(session.shown_camera() == end.camera);
    }
}

TEST_CASE("undo brings back the camera of its time") {
    OpenSession session;
    session.apply(ZoomToNamed{"Riverside"});
    const Camera then = session.state().camera;
    session.apply(SetLayer{0, "children"});
    session.apply(ZoomToCounty{});
    session.apply(Undo{});
    CHECK(session.state().camera == then);
    CHECK(session.state().maps[0].layer == "child-poverty");
    session.advance(1);
    CHECK(session.shown_camera() == then);
}

TEST_CASE("camera moves alone are no steps, and nothing changed is no step") {
    OpenSession session;
    session.apply(ZoomBy{2, {}});
    session.apply(PanBy{5, 5});
    session.apply(SetLayer{0, "child-poverty"});
    session.apply(ShowLabels{true});
    session.apply(SelectAreas{{}});
    CHECK_FALSE(session.can_undo());
    CHECK_FALSE(session.can_redo());
    session.apply(Undo{});
    CHECK(session.notice()->text == "There is nothing to undo.");
}

TEST_CASE("dragging a class break is one step; a later change is another") {
    OpenSession session;
    for (int i = 0; i < 30; ++i) {
        session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::fixed, .breaks = {10.0 + 0.1 * i, 20}}});
        session.advance(0.03);
    }
    session.advance(2);
    session.apply(SetClasses{0, model::ClassSpec{.method = model::ClassMethod::fixed, .breaks = {5, 20}}});
    CHECK(session.undo_title() == "classes");
    session.apply(Undo{});
    CHECK(session.classes(0).breaks == std::vector<double>{12.9, 20});
    CHECK(session.redo_title() == "classes");
    session.apply(Undo{});
    CHECK_FALSE(session.state().maps[0].classes.has_value());
    CHECK_FALSE(session.can_undo());
}

TEST_CASE("opening a workspace forgets the steps of the one before") {
    OpenSession session;
    session.apply(ShowLabels{false});
    session.open(test::small_county());
    CHECK_FALSE(session.can_undo());
    CHECK(session.state().maps[0].show_labels);
}
