#include "io/layer_file.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {
struct Read {
    base::Diagnostics diagnostics;
    model::LayerDefinition definition;
    bool usable = true;
};
Read read(const std::string& text) {
    const TemporaryFolder folder;
    Read out;
    try {
        out.definition = read_layer_file(folder.write("some-layer.toml", text), "some-layer.toml", out.diagnostics).definition;
    } catch (const base::Error&) {
        out.usable = false;
    }
    return out;
}
const std::string proportion = "title = \"T\"\nkind = \"proportion\"\ntable = \"t\"\nnumerator = \"n\"\ndenominator = \"d\"\n";
}  // namespace

TEST_CASE("a layer's id is its file's name and what is not said has its usual value") {
    const Read r = read(proportion);
    CHECK_MESSAGE(r.diagnostics.empty(), all_text(r.diagnostics));
    CHECK(r.definition.id == "some-layer");
    CHECK(r.definition.per == 100);
    CHECK(r.definition.decimals == 1);
    CHECK(r.definition.direction == model::Direction::high_is_worse);
    CHECK(r.definition.classes.method == model::ClassMethod::quantile);
    CHECK(r.definition.classes.count == 5);
    CHECK(read("title = \"T\"\nkind = \"rank\"\ntable = \"t\"\nvalue = \"r\"\n").definition.direction == model::Direction::low_is_worse);
    CHECK(read("title = \"T\"\nkind = \"rate\"\ntable = \"t\"\nnumerator = \"n\"\ndenominator = \"d\"\n").definition.per == 1000);
}

TEST_CASE("only a count may be drawn as one") {
    const Read count = read("title = \"T\"\nkind = \"count\"\ntable = \"t\"\nvalue = \"v\"\ncounts_on_map = true\n");
    CHECK_MESSAGE(count.diagnostics.empty(), all_text(count.diagnostics));
    CHECK(count.definition.counts_on_map);
    CHECK(all_text(read(proportion + "counts_on_map = true\n").diagnostics).find("counts_on_map") != std::string::npos);
}

TEST_CASE("earlier periods belong to proportions and rates") {
    const std::string earlier = "[[earlier]]\nperiod = \"2003\"\nnumerator = \"n03\"\ndenominator = \"d03\"\npooled_years = 3\n";
    const Read r = read(proportion + earlier);
    CHECK_MESSAGE(r.diagnostics.empty(), all_text(r.diagnostics));
    REQUIRE(r.definition.earlier.size() == 1);
    CHECK(r.definition.earlier[0].period == "2003");
    CHECK(r.definition.earlier[0].numerator == "n03");
    CHECK(r.definition.earlier[0].denominator == "d03");
    CHECK(r.definition.earlier[0].pooled_years == 3);
    CHECK(all_text(read("title = \"T\"\nkind = \"count\"\ntable = \"t\"\nvalue = \"v\"\n" + earlier).diagnostics).find("[[earlier]]") !=
          std::string::npos);
    CHECK(all_text(read(proportion + "[[earlier]]\nperiod = \"2003\"\n").diagnostics).find("numerator") != std::string::npos);
}

TEST_CASE("everything a layer can say is read") {
    const Read r =
        read(proportion +
             "theme = \"H\"\ndescription = \"D\"\nnumerator_title = \"ns\"\ndenominator_title = \"ds\"\nunit = \"%\"\nper = 100\ndecimals "
             "= 2\ndirection = \"low-is-worse\"\n"
             "period = \"2008\"\npooled_years = 3\nsuppress_below = 5\nsource = \"S\"\nlicence = \"L\"\ncaution = \"C\"\n"
             "[classes]\nmethod = \"fixed\"\nbreaks = [1, 2.5]\npalette = \"PuRd\"\nreversed = true\n"
             "[[threshold]]\nvalue = 30\nlabel = \"worst\"\n[[comparator]]\nname = \"England\"\nvalue = 21.6\nperiod = \"2007\"\n");
    CHECK_MESSAGE(r.diagnostics.empty(), all_text(r.diagnostics));
    const model::LayerDefinition& d = r.definition;
    CHECK(d.theme == "H");
    CHECK(d.decimals == 2);
    CHECK(d.direction == model::Direction::low_is_worse);
    CHECK(d.pooled_years == 3);
    CHECK(d.suppress_below == 5);
    CHECK(d.caution == "C");
    CHECK(d.classes.breaks == std::vector<double>{1, 2.5});
    CHECK(d.classes.reversed);
    REQUIRE(d.thresholds.size() == 1);
    CHECK(d.thresholds[0].value == 30);
    REQUIRE(d.comparators.size() == 1);
    CHECK(d.comparators[0].value == 21.6);
}

TEST_CASE("a layer without its columns or kind cannot be used, and every lack is told") {
    const Read r = read("title = \"\"\nkind = \"proportion\"\ntable = \"t\"\nnumerator = \"n\"\n");
    CHECK_FALSE(r.usable);
    CHECK(find_diagnostic(r.diagnostics, "missing-key", "needs the key \"denominator\""));
    CHECK(find_diagnostic(r.diagnostics, "missing-key", "\"title\" is empty"));
    CHECK_FALSE(read("title = \"T\"\ntable = \"t\"\nvalue = \"v\"\n").usable);
    CHECK_FALSE(read("title = \"T\"\nkind = \"score\"\nvalue = \"v\"\n").usable);
}

TEST_CASE("columns that the kind has no use for are told") {
    const Read r = read("title = \"T\"\nkind = \"count\"\ntable = \"t\"\nvalue = \"v\"\nweight = \"w\"\ndenominator = \"d\"\n");
    CHECK(r.usable);
    CHECK(find_diagnostic(r.diagnostics, "unused-key", "A count has no \"weight\"."));
    CHECK(find_diagnostic(r.diagnostics, "unused-key", "A count has no \"denominator\"."));
}

TEST_CASE("classes and numbers have to make sense") {
    const Read r = read(proportion +
                        "per = 0\nsuppress_below = -1\npooled_years = 0\nunit = \"%\"\n[classes]\nmethod = \"fixed\"\ncount = 12\nbreaks = "
                        "[3, 2]\n[[threshold]]\nlabel = \"x\"\n");
    for (const char* text :
         {"\"per\" has to be more than zero", "\"suppress_below\" has to be zero or more", "\"pooled_years\" has to be from 1",
          "\"count\" has to be from 3 to 9", "\"breaks\" have to ascend", "[[threshold]] needs the key \"value\""}) {
        CAPTURE(std::string(text));
        CHECK(all_text(r.diagnostics).find(text) != std::string::npos);
    }
    CHECK(all_text(read(proportion + "[classes]\nmethod = \"national\"\n").diagnostics).find("needs at least one [[threshold]]") !=
          std::string::npos);
    CHECK(all_text(read(proportion + "unit = \"%\"\nper = 1000\n").diagnostics).find("needs per = 100") != std::string::npos);
}
