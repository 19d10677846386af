#include "io/index_file.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/layer_file.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using namespace needsmap::io;

namespace {

struct Read {
    base::Diagnostics diagnostics;
    LayerFile file;
    bool usable = true;
};
Read read(const std::string& text) {
    const TemporaryFolder folder;
    Read out;
    try {
        out.file = read_layer_file(folder.write("need.toml", text), "need.toml", out.diagnostics);
    } catch (const base::Error&) {
        out.usable = false;
    }
    return out;
}
const std::string start = "title = \"Need\"\nkind = \"index\"\n";
const std::string use = "[[use]]\nlayer = \"a\"\n";

}  // namespace

TEST_CASE("an index needs its layers and nothing else") {
    const Read r = read(start + use);
    CHECK_MESSAGE(r.diagnostics.empty(), all_text(r.diagnostics));
    REQUIRE(r.file.definition.index);
    const model::IndexRecipe& recipe = *r.file.definition.index;
    CHECK(recipe.title == "Need");
    CHECK(recipe.method == model::IndexMethod::exponential);
    CHECK(recipe.combine == model::IndexCombine::arithmetic);
    CHECK(recipe.missing == model::MissingPolicy::reweight);
    CHECK(recipe.shrink == model::Shrink::none);
    CHECK(recipe.ingredients == std::vector<model::IndexRecipe::Ingredient>{{"a", 1, {}}});
    CHECK(r.file.use_lines == std::vector<int>{3});
    CHECK(r.file.definition.direction == model::Direction::high_is_worse);
}

TEST_CASE("everything an index can say is read") {
    const Read r = read(start +
                        "method = \"z\"\ncombine = \"geometric\"\nmissing = \"mean\"\nshrink = \"local\"\n"
                        "[[use]]\nlayer = \"a\"\nweight = 2.5\ndirection = \"low-is-worse\"\n[[use]]\nlayer = \"b\"\nweight = 0\n");
    CHECK_MESSAGE(r.diagnostics.empty(), all_text(r.diagnostics));
    const model::IndexRecipe& recipe = *r.file.definition.index;
    CHECK(recipe.method == model::IndexMethod::zscore);
    CHECK(recipe.combine == model::IndexCombine::geometric);
    CHECK(recipe.missing == model::MissingPolicy::mean);
    CHECK(recipe.shrink == model::Shrink::local);
    CHECK(recipe.ingredients == std::vector<model::IndexRecipe::Ingredient>{{"a", 2.5, model::Direction::low_is_worse}, {"b", 0, {}}});
}

TEST_CASE("what is wrong with an index is told with its line") {
    const Read r = read(start + "metod = \"z\"\nmethod = \"zscore\"\ntable = \"t\"\ndirection = \"low-is-worse\"\n" + use +
                        "wait = 2\n[[use]]\nlayer = \"a\"\n[[use]]\nlayer = \"b\"\nweight = -1\n");
    CHECK(r.usable);
    CHECK(find_diagnostic(r.diagnostics, "unknown-key", "Did you mean \"method\"?"));
    CHECK(find_diagnostic(r.diagnostics, "unknown-word", "\"zscore\" is not one of"));
    CHECK(find_diagnostic(r.diagnostics, "unused-key", "An index has no \"table\" of its own"));
    CHECK(find_diagnostic(r.diagnostics, "unused-key", "An index has no \"direction\" of its own"));
    CHECK(find_diagnostic(r.diagnostics, "unknown-key", "\"wait\" is not a key of [[use]]"));
    CHECK(find_diagnostic(r.diagnostics, "used-twice", "uses \"a\" twice"));
    CHECK(find_diagnostic(r.diagnostics, "out-of-range", "\"weight\" has to be zero or more"));
    for (const base::Diagnostic& d : r.diagnostics.items()) CHECK(d.line > 0);
}

TEST_CASE("an index without layers or without any weight cannot be used") {
    const Read none = read(start);
    CHECK_FALSE(none.usable);
    CHECK(find_diagnostic(none.diagnostics, "missing-key", "at least one [[use]]"));
    const Read zero = read(start + use + "weight = 0\n");
    CHECK_FALSE(zero.usable);
    CHECK(find_diagnostic(zero.diagnostics, "out-of-range", "All weights of the index are zero."));
}

TEST_CASE("layers with figures of their own have none of an index's keys") {
    const Read r = read("title = \"T\"\nkind = \"count\"\ntable = \"t\"\nvalue = \"v\"\n" + use);
    CHECK(r.usable);
    CHECK(find_diagnostic(r.diagnostics, "unknown-key", "\"use\" is not a key"));
}

TEST_CASE("an index that is written reads back the same") {
    model::LayerDefinition index;
    index.id = "need", index.title = "Need of \"all\" \\ kinds", index.theme = "Overall need", index.description = "Two\nlines";
    index.kind = model::LayerKind::index, index.unit = "points", index.period = "2008", index.caution = "C";
    index.classes.method = model::ClassMethod::fixed, index.classes.breaks = {1, 2.5}, index.classes.palette = "PuRd",
    index.classes.reversed = true;
    model::IndexRecipe recipe;
    recipe.title = index.title;
    recipe.ingredients = {{"a", 0.1, model::Direction::low_is_worse}, {"b", 3, {}}};
    recipe.method = model::IndexMethod::percentile, recipe.shrink = model::Shrink::global;
    index.index = std::make_shared<const model::IndexRecipe>(recipe);
    const Read r = read(index_file_text(index));
    CHECK_MESSAGE(r.diagnostics.empty(), all_text(r.diagnostics));
    const model::LayerDefinition& back = r.file.definition;
    CHECK(back.title == index.title);
    CHECK(back.description == index.description);
    CHECK(back.classes == index.classes);
    CHECK(back.caution == "C");
    REQUIRE(back.index);
    CHECK(*back.index == recipe);
}

TEST_CASE("an index file is not replaced unasked, and its name is an id") {
    const TemporaryFolder folder;
    model::LayerDefinition index;
    index.title = "Need";
    model::IndexRecipe recipe;
    recipe.ingredients = {{"a", 1, {}}};
    index.index = std::make_shared<const model::IndexRecipe>(recipe);
    const auto file = folder.path() / "need.toml";
    write_index_file(index, file, false);
    const std::string first = base::read_file(file);
    CHECK_THROWS_AS(write_index_file(index, file, false), base::Error);
    index.title = "Other";
    write_index_file(index, file, true);
    CHECK(base::read_file(file) != first);
    CHECK_THROWS_AS(write_index_file(index, folder.path() / "my need.toml", false), base::Error);
    CHECK_THROWS_AS(write_index_file(index, folder.path() / "need.txt", false), base::Error);
}
