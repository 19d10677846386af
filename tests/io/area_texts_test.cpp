#include "io/area_texts.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;

namespace {

model::Geography three_areas() {
    model::Geography geography;
    geography.id = "small-area", geography.singular = "small area", geography.title = "Small areas";
    geography.codes = geography.names = {"S00", "S01", "S02"};
    return geography;
}
std::vector<std::string> read(const std::string& csv, base::Diagnostics& diagnostics) {
    const io::TemporaryFolder folder;
    base::write_file(folder.path() / "classes.csv", csv);
    return io::read_area_texts(folder.path() / "classes.csv", "code", "rural_urban_class", three_areas(), diagnostics);
}

}  // namespace

TEST_CASE("each area gets the word of its row, whatever the order, and areas without a row none") {
    base::Diagnostics diagnostics;
    const auto words = read("code,other,rural_urban_class\nS02,1,Village\nX99,2,Urban\nS00,3,\"Town, fringe\"\n", diagnostics);
    CHECK(words == std::vector<std::string>{"Town, fringe", "", "Village"});
    CHECK(diagnostics.count(base::Severity::error) == 0);
}

TEST_CASE("a file without the column, or of other areas, is refused with its name") {
    base::Diagnostics diagnostics;
    CHECK_THROWS_WITH_AS(static_cast<void>(read("code,class\nS00,Urban\n", diagnostics)), doctest::Contains("rural_urban_class"),
                         base::Error);
    CHECK_THROWS_WITH_AS(static_cast<void>(read("code,rural_urban_class\nE01,Urban\n", diagnostics)),
                         doctest::Contains("no row for any small area"), base::Error);
}

TEST_CASE("a file that is not there is said in one sentence") {
    base::Diagnostics diagnostics;
    CHECK_THROWS_AS(static_cast<void>(io::read_area_texts("/nowhere/classes.csv", "code", "rural_urban_class", three_areas(), diagnostics)),
                    base::Error);
}
