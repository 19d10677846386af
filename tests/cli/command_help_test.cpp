#include "cli/command_help.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

using namespace needsmap;

namespace {

std::size_t characters(const std::string& line) {
    return static_cast<std::size_t>(std::ranges::count_if(line, [](unsigned char c) { return (c & 0xC0) != 0x80; }));
}

std::size_t longest_line(const std::string& text) {
    std::size_t longest = 0;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) longest = std::max(longest, characters(line));
    return longest;
}

}  // namespace

TEST_CASE("text breaks at spaces and later lines are indented") {
    CHECK(cli::wrapped("one two three four", 9, 2) == "one two\n  three\n  four");
    CHECK(cli::wrapped("", 9, 2).empty());
    CHECK(cli::wrapped("unbreakable", 4, 2) == "unbreakable");
    CHECK(cli::wrapped("……… …", 5, 0) == "……… …");  // five characters, though fourteen bytes
}

TEST_CASE("help pages fit the terminal and name every parameter") {
    for (const app::Operation& operation : app::operations()) {
        for (const int width : {60, 80, 110}) {
            const std::string page = cli::command_help(operation, width);
            CAPTURE(page);
            CHECK(longest_line(page) <= static_cast<std::size_t>(width));
            for (const app::Param& param : operation.params)
                if (!param.positional) CHECK(page.find("--" + param.name) != std::string::npos);
        }
    }
}
