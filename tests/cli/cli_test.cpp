#include "cli/cli.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

#include "base/error.hpp"

using namespace needsmap;

TEST_CASE("without a command, or with a workspace file, the viewer opens") {
    cli::ViewArguments got;
    const cli::ViewCommand view = [&](const cli::ViewArguments& arguments) {
        got = arguments;
        return 7;
    };
    CHECK(cli::run({}, view) == 7);
    CHECK(got.workspace.empty());
    CHECK(got.width == 1280);
    CHECK(got.height == 800);
    CHECK(got.scale == 0);
    CHECK(cli::run({"county.toml", "--scale", "1.5"}, view) == 7);
    CHECK(got.workspace == "county.toml");
    CHECK(got.scale == 1.5);
    CHECK(cli::run({"view", "folder/county.toml", "--screenshot", "v.png", "--size", "1600x1000", "--play", "p.txt", "--bench"}, view) ==
          7);
    CHECK(got.workspace == "folder/county.toml");
    CHECK(got.screenshot == "v.png");
    CHECK(got.play == "p.txt");
    CHECK(got.width == 1600);
    CHECK(got.height == 1000);
    CHECK(got.bench);
}

TEST_CASE("whatever the viewer throws ends in an exit code") {
    CHECK(cli::run({}, [](const cli::ViewArguments&) -> int { throw base::Error("No display."); }) == 1);
    CHECK(cli::run({}, [](const cli::ViewArguments&) -> int { throw base::Error("Wrong.", "", base::ErrorKind::usage); }) == 2);
    CHECK(cli::run({}, [](const cli::ViewArguments&) -> int { throw base::Cancelled(); }) == 130);
    CHECK(cli::run({}, [](const cli::ViewArguments&) -> int { throw std::runtime_error("surprise"); }) == 1);
    CHECK(cli::run({}, [](const cli::ViewArguments&) -> int { throw 5; }) == 1);
}
