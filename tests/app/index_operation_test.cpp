#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>

#include "app/index_recipe_text.hpp"
#include "app/operation_run.hpp"
#include "app/small_county.hpp"
#include "base/files.hpp"
#include "io/temporary_folder.hpp"
#include "model/index_recipe.hpp"

using namespace needsmap;
using namespace needsmap::app;
using test::refusal;
using test::run;

namespace {

std::string cell(const model::Result& result, const char* name, std::size_t row) {
    const model::ResultColumn* found = result.table.find(name);
    REQUIRE_MESSAGE(found != nullptr, name);
    return model::cell_text(*found, row);
}

}  // namespace

TEST_CASE("an index of one indicator ranks as that indicator does") {
    const auto outcome = run("index", test::small_county(), {{"use", "child-poverty:2"}, {"method", "minmax"}, {"draws", "100"}});
    REQUIRE(outcome.results.size() == 1);
    const model::Result& result = *outcome.results[0];
    CHECK(result.id == "index");
    CHECK(cell(result, "name", 0) == "Banbury Ruscote");
    CHECK(cell(result, "index", 0) == "100");
    CHECK(cell(result, "index", 1) == "51.6129");  // (20 - 4) / (35 - 4)
    CHECK(cell(result, "rank", 3) == "4");
    CHECK(cell(result, "contribution_child-poverty", 1) == "51.612903");
    CHECK(cell(result, "rank_low", 0) == "1");
    // The worst tenth of four is one area (ranking.hpp), and 140 of 400 is never below 80 of 400 in draws of chance.
    CHECK(cell(result, "draws_in_worst_tenth", 0) == "100");
    CHECK(cell(result, "draws_in_worst_tenth", 3) == "0");
    CHECK(result.finding ==
          "Need index: of 4 wards, Banbury Ruscote is most in need (in the worst tenth in 100 of 100 draws, rank 1 to 1); 1 ward stays in "
          "the "
          "worst tenth in nine draws of ten");
}

TEST_CASE("without draws there are no rank intervals, and nothing stands in their columns") {
    const auto outcome = run("index", test::small_county(), {{"use", "child-poverty"}, {"draws", "0"}});
    CHECK(cell(*outcome.results[0], "rank_low", 0).empty());
    CHECK(cell(*outcome.results[0], "draws_in_worst_tenth", 0).empty());
    CHECK(refusal("index", test::small_county(), {{"use", "child-poverty"}, {"draws", "50"}}).find("at least 100 draws") !=
          std::string::npos);
}

TEST_CASE("the same seed gives the same table, another one another") {
    const auto county = test::small_county();
    const auto text = [&](const char* seed) {
        const auto outcome = run("index", county, {{"use", "child-poverty,score"}, {"draws", "100"}, {"seed", seed}, {"output", "-"}});
        return outcome.output;
    };
    CHECK(text("7") == text("7"));
    CHECK(text("7") != text("8"));
}

TEST_CASE("areas that lack a suppressed figure are named, and the table says what each area lacks") {
    const auto outcome = run("index", test::small_county(), {{"use", "child-poverty:1,score:1"}, {"draws", "0"}});
    const model::Result& result = *outcome.results[0];
    CHECK(result.indicator->geography->id == "small-area");  // the score is by small area only
    const auto& items = outcome.diagnostics.items();
    const auto note = std::ranges::find(items, "index-suppressed", &base::Diagnostic::id);
    REQUIRE(note != items.end());
    CHECK(note->message.starts_with("A suppressed figure is among what Small area 11 and Small area 14 lack."));
    for (std::size_t row = 0; row < result.table.row_count(); ++row) {
        const bool lacks = cell(result, "missing", row) == "child-poverty";
        CHECK(lacks == (cell(result, "code", row) == "S11" || cell(result, "code", row) == "S14" || cell(result, "code", row) == "S15"));
        CHECK(lacks == cell(result, "contribution_child-poverty", row).empty());
    }
}

TEST_CASE("an index file is read, its recipe kept, and options go before it") {
    const io::TemporaryFolder folder;
    const auto recipe =
        folder.write("need.toml", "title = \"Our index\"\nkind = \"index\"\nmethod = \"percentile\"\n[[use]]\nlayer = \"child-poverty\"\n");
    const auto outcome = run("index", test::small_county(), {{"recipe", recipe.string()}, {"draws", "0"}});
    CHECK(outcome.results[0]->title == "Our index");
    CHECK(cell(*outcome.results[0], "index", 0) == "87.5");  // 100 (4 - 1/2) / 4
    const auto changed = run("index", test::small_county(), {{"recipe", recipe.string()}, {"draws", "0"}, {"method", "minmax"}});
    CHECK(cell(*changed.results[0], "index", 0) == "100");
    const auto broken = folder.write("broken.toml", "title = \"T\"\nkind = \"index\"\nmetod = \"z\"\n[[use]]\nlayer = \"child-poverty\"\n");
    CHECK(refusal("index", test::small_county(), {{"recipe", broken.string()}}).find("Did you mean \"method\"?") != std::string::npos);
}

TEST_CASE("what cannot become an index is refused in a sentence") {
    const auto county = test::small_county();
    CHECK(refusal("index", county, {}).starts_with("Nothing says which indicators the index is made of."));
    CHECK(refusal("index", county, {{"recipe", "x"}, {"use", "score"}}).starts_with("A recipe and --use exclude each other."));
    CHECK(refusal("index", county, {{"recipe", "need"}}).starts_with("There is no index “need”, and no file of that name."));
    CHECK(refusal("index", county, {{"recipe", "score"}}).starts_with("Deprivation score is no index."));
    CHECK(refusal("index", county, {{"use", "child-povety"}}).find("Did you mean child-poverty?") != std::string::npos);
    CHECK(refusal("index", county, {{"use", "score:0"}}).starts_with("All weights of the index are zero."));
    CHECK(refusal("index", county, {{"use", "score"}, {"geography", "ward"}})
              .starts_with("Need index cannot be made by ward: It uses Deprivation score."));
}

TEST_CASE("ingredients read back as they were written") {
    const std::string text = "child-poverty:2,neet:0.5:low-is-worse,score:1";
    CHECK(ingredients_text(ingredients_from(text)) == text);
    CHECK(ingredients_from("a")[0].weight == 1);
    CHECK(ingredients_from(" a : 2 , b ")[1].layer == "b");
    for (const char* wrong : {"", "a:x", "a:-1", "a:1:up", ":2", "a,a", "a:1e999"}) {
        CAPTURE(wrong);
        CHECK_THROWS_AS((void)ingredients_from(wrong), base::Error);
    }
}

TEST_CASE("a recipe is saved as a layer of the workspace, and never over another unasked") {
    const io::TemporaryFolder folder;
    auto county = test::small_county();
    std::filesystem::create_directory(folder.path() / "layers");
    county->layers_folder = (folder.path() / "layers").string();
    const auto outcome = run("index", county, {{"use", "child-poverty:2"}, {"draws", "0"}, {"save", "my-index"}});
    CHECK(outcome.summary.ends_with("Saved the recipe as " + (folder.path() / "layers" / "my-index.toml").string() + "."));
    CHECK(base::read_file(folder.path() / "layers" / "my-index.toml").find("layer = \"child-poverty\"\nweight = 2\n") != std::string::npos);
    CHECK(base::read_file(folder.path() / "layers" / "my-index.toml").starts_with("title = \"My index\"\n"));
    CHECK(outcome.results[0]->command == "needsmap index -w small.toml --use child-poverty:2 --draws 0");
    CHECK(refusal("index", county, {{"use", "child-poverty:2"}, {"draws", "0"}, {"save", "my-index"}}).find("is there already") !=
          std::string::npos);
    CHECK(run("index", county, {{"use", "child-poverty:3"}, {"draws", "0"}, {"save", "my-index"}, {"force", "on"}}).files.size() == 1);
    CHECK(refusal("index", county, {{"use", "child-poverty"}, {"save", "my index"}}).find("is no id for a layer") != std::string::npos);
    CHECK(refusal("index", county, {{"use", "child-poverty"}, {"save", (folder.path() / "no" / "x.toml").string()}})
              .find("There is no folder") != std::string::npos);
}
