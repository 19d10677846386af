#include "app/operation.hpp"

#include <doctest/doctest.h>

#include <set>

#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

Params params(std::initializer_list<std::pair<const char*, const char*>> values) {
    Params out;
    for (const auto& [name, value] : values) out.add(name, value);
    return out;
}

std::string refusal(const char* operation, std::initializer_list<std::pair<const char*, const char*>> values) {
    try {
        static_cast<void>(checked(*find_operation(operation), params(values)));
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        return error.full_text();
    }
    return {};
}

}  // namespace

TEST_CASE("the operations begin with export, table, layers and check, and each is fully described") {
    std::vector<std::string> ids;
    for (const Operation& operation : operations()) {
        ids.push_back(operation.id);
        CHECK_FALSE(operation.title.empty());
        CHECK(operation.help.ends_with('.'));
        CHECK_FALSE(operation.examples.empty());
        CHECK((operation.run != nullptr));
        std::set<std::string> names, short_names;
        for (const Param& param : operation.params) {
            CHECK(names.insert(param.name).second);
            if (!param.short_name.empty()) CHECK(short_names.insert(param.short_name).second);
            CHECK_FALSE(param.help.empty());
            CHECK_FALSE(param.help.ends_with('.'));
        }
    }
    REQUIRE(ids.size() > 4);
    CHECK(std::vector<std::string>(ids.begin(), ids.begin() + 4) == std::vector<std::string>{"export", "table", "layers", "check"});
    CHECK(find_operation("nonsense") == nullptr);
}

TEST_CASE("defaults are filled in and given values kept") {
    const Params checked_params =
        checked(*find_operation("export"), params({{"layer", "neet"}, {"output", "a.pdf"}, {"places", "x"}, {"places", "y"}}));
    CHECK(checked_params.text("paper") == "A4");
    CHECK(checked_params.number("dpi") == 300);
    CHECK(checked_params.list("places") == std::vector<std::string>{"x", "y"});
    CHECK_FALSE(checked_params.flag("no-labels"));
    CHECK_FALSE(checked_params.number("classes").has_value());
}

TEST_CASE("wrong parameters are refused in words, with what would be right") {
    CHECK(refusal("export", {{"output", "a.pdf"}}) == "LAYER is missing: id of the layer; `needsmap layers` lists them.");
    CHECK(refusal("export", {{"layer", "neet"}}) == "--output is missing: file to write; its ending decides the format.");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", "a.pdf"}, {"geografy", "ward"}}) ==
          "There is no option --geografy for export. Did you mean --geography?");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", "a.pdf"}, {"dpi", "many"}}) == "--dpi needs a number, not “many”.");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", "a.pdf"}, {"dpi", "9"}}) == "--dpi must be from 30 to 2,400, not 9.");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", "a.pdf"}, {"classes", "4.5"}}) == "--classes needs a whole number, not “4.5”.");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", "a.pdf"}, {"method", "quantil"}}) ==
          "--method cannot be “quantil”. Did you mean quantile?");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", "a.pdf"}, {"title", "A"}, {"title", "B"}}) ==
          "--title is given more than once.");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", ""}}) == "--output is empty.");
    CHECK(refusal("export", {{"layer", "neet"}, {"output", "a.pdf"}, {"palette", "Bluse"}}).find("Did you mean 'Blues'?") !=
          std::string::npos);
    CHECK(refusal("check", {{"json", "yes"}}) == "--json is on or off, not “yes”.");
}
