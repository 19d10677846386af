#include "cli/arguments.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace needsmap;
using Words = std::vector<std::string>;

namespace {

const app::Operation& export_operation() { return *app::find_operation("export"); }

std::string refusal(const Words& words) {
    try {
        static_cast<void>(cli::parse_arguments(cli::with_workspace_option(export_operation()), words));
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        return error.full_text();
    }
    return {};
}

}  // namespace

TEST_CASE("options come in any order, short, long and joined") {
    const Words orders[] = {
        {"neet", "-o", "a.pdf", "--paper", "A3", "-w", "x.toml", "-p", "a", "--places", "b", "--reversed"},
        {"--paper=A3", "-oa.pdf", "--reversed", "-w", "x.toml", "--places", "a", "neet", "--places=b"},
    };
    for (const Words& words : orders) {
        const auto parsed = cli::parse_arguments(cli::with_workspace_option(export_operation()), words);
        CHECK_FALSE(parsed.help);
        CHECK(parsed.params.text("layer") == "neet");
        CHECK(parsed.params.text("output") == "a.pdf");
        CHECK(parsed.params.text("paper") == "A3");
        CHECK(parsed.params.text("workspace") == "x.toml");
        CHECK(parsed.params.list("places") == Words{"a", "b"});
        CHECK(parsed.params.flag("reversed"));
    }
}

TEST_CASE("a repeated option does not swallow the layer's name, and values may start with a minus") {
    const auto parsed = cli::parse_arguments(export_operation(), {"--places", "schools", "neet", "--breaks", "-1,0,1", "-o", "a.pdf"});
    CHECK(parsed.params.text("layer") == "neet");
    CHECK(parsed.params.list("places") == Words{"schools"});
    CHECK(parsed.params.text("breaks") == "-1,0,1");
}

TEST_CASE("help is found wherever it stands") {
    CHECK(cli::parse_arguments(export_operation(), {"--help"}).help);
    CHECK(cli::parse_arguments(export_operation(), {"neet", "-h"}).help);
}

TEST_CASE("what cannot be understood is refused with a way on") {
    CHECK(refusal({"neet", "-o", "a.pdf", "--papr", "A3"}) == "There is no option --papr for export. Did you mean --paper?");
    CHECK(refusal({"neet", "--papr=A3"}) == "There is no option --papr for export. Did you mean --paper?");
    CHECK(refusal({"neet", "-o"}) == "--output needs a value. See needsmap export --help.");
    CHECK(refusal({"neet", "obesity", "-o", "a.pdf"}) == "“obesity” is one argument too many. See needsmap export --help.");
    CHECK(refusal({"neet", "-Q"}).starts_with("There is no option -Q for export."));
}
