#include "app/history.hpp"

#include <doctest/doctest.h>

using needsmap::app::History;

TEST_CASE("undo goes back step by step and redo forward again") {
    History<int> history;
    int now = 0;
    const auto change = [&](int to) {
        history.record(now, "to " + std::to_string(to), "", 0);
        now = to;
    };
    change(1), change(2), change(3);
    CHECK(history.undo_title() == "to 3");
    now = *history.undo(now);
    now = *history.undo(now);
    CHECK(now == 1);
    CHECK(history.redo_title() == "to 2");
    now = *history.redo(now);
    now = *history.redo(now);
    CHECK(now == 3);
    CHECK_FALSE(history.redo(now).has_value());
    now = *history.undo(now);
    change(9);
    CHECK_FALSE(history.can_redo());  // a new change leaves the old way forward
}

TEST_CASE("changes with one key within half a second are one step") {
    History<int> history;
    history.record(0, "classes", "classes", 10.0);
    history.record(1, "classes", "classes", 10.4);
    history.record(2, "classes", "classes", 10.8);  // half a second counts from the last change, so a long drag is one step
    CHECK(*history.undo(3) == 0);
    CHECK_FALSE(history.can_undo());
}

TEST_CASE("other keys, later times and what follows an undo are steps of their own") {
    History<int> history;
    history.record(0, "classes", "classes 0", 1.0);
    history.record(1, "classes", "classes 1", 1.1);
    history.record(2, "classes", "classes 1", 1.7);
    CHECK(*history.undo(3) == 2);
    CHECK(*history.undo(2) == 1);
    history.record(1, "classes", "classes 0", 1.7);
    CHECK(*history.undo(9) == 1);
    CHECK(*history.undo(1) == 0);
}

TEST_CASE("the oldest steps are forgotten, the newest never") {
    History<int> history;
    const int steps = static_cast<int>(History<int>::most_steps) + 10;
    for (int i = 0; i < steps; ++i) history.record(i, "step", "", i);
    int undone = 0, last = -1;
    while (auto state = history.undo(steps)) last = *state, ++undone;
    CHECK(undone == static_cast<int>(History<int>::most_steps));
    CHECK(last == 10);
}
