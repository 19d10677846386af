#include "app/find_target.hpp"

#include <doctest/doctest.h>

#include "app/small_county.hpp"
#include "base/error.hpp"

using namespace needsmap;
using namespace needsmap::app;

namespace {

std::string message(const model::Workspace& workspace, std::string_view shown, std::string_view text) {
    try {
        static_cast<void>(find_target(workspace, shown, text));
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        return error.full_text();
    }
    return {};
}

}  // namespace

TEST_CASE("a code finds its area in any geography, whatever the letter case") {
    const auto county = test::small_county();
    const Target ward = find_target(*county, "small-area", "W02");
    CHECK(ward.name == "Riverside");
    CHECK(ward.area == model::AreaRef{"ward", 2});
    CHECK(ward.box.min_x == 430'000);
    CHECK(ward.box.max_y == 210'000);
    CHECK(find_target(*county, "ward", "s15").area == model::AreaRef{"small-area", 15});
}

TEST_CASE("a name is looked for in the shown geography before others") {
    auto county = test::small_county();
    auto wards = std::make_shared<model::Geography>(*county->geographies[1]);
    wards->names[3] = "North";
    county->geographies[1] = wards;
    CHECK(find_target(*county, "ward", "north").area == model::AreaRef{"ward", 3});
    CHECK(find_target(*county, "locality", "north").area == model::AreaRef{"district", 1});
}

TEST_CASE("a town is the box around the areas near it that carry its name") {
    // Banbury lies in Banbury Ruscote; Banbury Road's middle is 5.5 km off, beyond one and a half times a major town's reach (5.25 km).
    const auto county = test::small_county();
    for (const char* shown : {"ward", "small-area", "locality"}) {
        const Target town = find_target(*county, shown, "banbury");
        CHECK(town.name == "Banbury");
        CHECK_FALSE(town.area.has_value());
        CHECK(town.box == county->geographies[1]->coverage->full().area_bounds(0));
    }
}

TEST_CASE("a settlement without areas of its name is shown with its surroundings, the larger of two namesakes") {
    const auto county = test::small_county();
    const Target village = find_target(*county, "ward", "Milton");
    CHECK(village.box.centre() == geo::MapPoint{431'500, 208'500});
    CHECK(village.box.width() == doctest::Approx(2400));
}

TEST_CASE("part of a name is enough when only one thing has it") {
    const auto county = test::small_county();
    CHECK(find_target(*county, "small-area", "ruscote").area == model::AreaRef{"ward", 0});
    CHECK(find_target(*county, "ward", "cherwell").name == "Upper Cherwell");
    CHECK(find_target(*county, "ward", "willows").name == "The Willows");
}

TEST_CASE("what does not exist or is ambiguous is refused with a way on") {
    auto county = test::small_county();
    CHECK(message(*county, "ward", "Riverseid") == "There is no area or town “Riverseid” in Tinyshire. Did you mean Riverside?");
    CHECK(message(*county, "ward", "zzz").starts_with("There is no area or town “zzz” in Tinyshire. Give the name"));
    CHECK(message(*county, "small-area", "small").starts_with("“small” fits more than one place. For example Small area"));
    CHECK(message(*county, "ward", " ").starts_with("The name of the place is empty."));
    auto wards = std::make_shared<model::Geography>(*county->geographies[1]);
    wards->names = {"St Mary's", "St Mary's", "Riverside", "Hill"};
    county->geographies[1] = wards;
    CHECK(message(*county, "ward", "st marys") == "“st marys” is the name of 2 areas (Wards). Give a code: W00 and W01.");
}
