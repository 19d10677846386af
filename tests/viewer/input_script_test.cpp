#include "viewer/input_script.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::viewer;

TEST_CASE("a script holds actions, input, comments and empty lines") {
    const auto steps = read_script(
        "# first\nset-layer child-poverty\n\n  move 10 20.5\nclick 3 4 ctrl\ndrag 1 2 3 4\nkey ctrl+shift+z\ntype a b  c\nwait\nframes 3\n",
        "s");
    REQUIRE(steps.size() == 8);
    CHECK(std::get<app::SetLayer>(std::get<app::Action>(steps[0])).layer == "child-poverty");
    CHECK(std::get<PointerMove>(steps[1]).y == 20.5);
    CHECK(std::get<PointerClick>(steps[2]).modifiers == "ctrl");
    CHECK(std::get<PointerDrag>(steps[3]).x1 == 3);
    const auto& key = std::get<KeyPress>(steps[4]);
    CHECK(key.ctrl);
    CHECK(key.shift);
    CHECK(key.key == 'Z');
    CHECK(key.character == 0);
    CHECK(std::get<TypeText>(steps[5]).text == "a b  c");
    CHECK(std::get<LetFramesPass>(steps[7]).count == 3);
}

TEST_CASE("a plain character key also writes its character") {
    const auto steps = read_script("key /\nkey c", "s");
    CHECK(std::get<KeyPress>(steps[0]).character == '/');
    CHECK(std::get<KeyPress>(steps[1]).key == 'C');
    CHECK(std::get<KeyPress>(steps[1]).character == 'c');
}

TEST_CASE("a line that makes no sense is named with its file and number") {
    const auto message = [](const char* text) {
        try {
            static_cast<void>(read_script(text, "tour.txt"));
        } catch (const base::Error& error) {
            return std::string(error.what());
        }
        return std::string("no error");
    };
    CHECK(message("wait\nfly-away 3").starts_with("tour.txt:2: "));
    CHECK(message("move 10").starts_with("tour.txt:1: "));
    CHECK(message("move 10 x").find("x") != std::string::npos);
    CHECK(message("move 1 2 3").find("too much") != std::string::npos);
    CHECK(message("click 1 2 hyper").find("hyper") != std::string::npos);
    CHECK(message("key ctrl+nonsense").find("nonsense") != std::string::npos);
    CHECK(message("frames 0").find("frames") != std::string::npos);
}
