#include "scene/table_sheet.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace needsmap;

namespace {

void collect(const scene::Group& group, std::vector<const scene::TextItem*>& texts) {
    for (const scene::Item& item : group.items) {
        if (const auto* inner = std::get_if<std::shared_ptr<const scene::Group>>(&item)) collect(**inner, texts);
        if (const auto* text = std::get_if<scene::TextItem>(&item)) texts.push_back(text);
    }
}
std::vector<const scene::TextItem*> texts_of(const scene::Sheet& sheet) {
    std::vector<const scene::TextItem*> texts;
    collect(sheet.list.root, texts);
    return texts;
}
int count_of(const std::vector<scene::Sheet>& sheets, const std::string& text) {
    int count = 0;
    for (const scene::Sheet& sheet : sheets)
        for (const scene::TextItem* item : texts_of(sheet)) count += item->run.text == text ? 1 : 0;
    return count;
}

scene::PrintedTable table_of(int rows, int columns = 3) {
    scene::PrintedTable table;
    table.label_head = "Where";
    for (int c = 0; c < columns; ++c) table.columns.push_back({"Measure", c == 0 ? "A" : "B"});
    table.sections = {{"", {{"Everybody", std::vector<std::string>(static_cast<std::size_t>(columns), "1,600")}}}, {"By place", {}}};
    for (int r = 0; r < rows; ++r)
        table.sections[1].rows.push_back({"Place " + std::to_string(r), std::vector<std::string>(static_cast<std::size_t>(columns), "12")});
    return table;
}

std::vector<scene::Sheet> sheets_of(const scene::PrintedTable& table, const char* paper = "A4") {
    scene::PageWords words;
    words.title = "Two plans", words.subtitle = "Children", words.lead = "Closing leaves more children beyond.";
    words.source_lines = {"Data: made up."}, words.reading_lines = {"A is before, B after."};
    words.illustrative = true;
    return scene::compile_table_sheets({table, words, scene::paper_from(paper), "A table."});
}

}  // namespace

TEST_CASE("a short table takes one page, and every text lies within the margins") {
    const scene::PrintedTable table = table_of(10);
    const auto sheets = sheets_of(table);
    REQUIRE(sheets.size() == 1);
    CHECK(count_of(sheets, "Everybody") == 1);
    CHECK(count_of(sheets, "Place 9") == 1);
    CHECK(count_of(sheets, "Measure") == 1);  // one head over its three columns
    CHECK(count_of(sheets, "Illustrative data") == 1);
    for (const scene::TextItem* text : texts_of(sheets[0])) {
        const auto* at = std::get_if<geo::PagePoint>(&text->anchor.point);
        REQUIRE(at != nullptr);
        CHECK(at->x >= 12 - 1e-6);
        CHECK(at->x + text->run.width_mm <= 297 - 12 + 0.01);
        CHECK(at->y <= 210 - 12 + 0.01);
    }
}

TEST_CASE("a long table goes on, with its heads again and no row lost or told twice") {
    const scene::PrintedTable table = table_of(120);
    const auto sheets = sheets_of(table);
    CHECK(sheets.size() > 2);
    for (int r = 0; r < 120; ++r) CHECK(count_of(sheets, "Place " + std::to_string(r)) == 1);
    CHECK(count_of(sheets, "Measure") == static_cast<int>(sheets.size()));
    CHECK(count_of(sheets, "Closing leaves more children beyond.") == 1);
    CHECK(sheets[1].title == "Two plans (continued)");
}

TEST_CASE("paper on which the columns cannot be read is refused") {
    const scene::PrintedTable table = table_of(3, 30);
    CHECK_THROWS_AS((void)sheets_of(table, "A4-portrait"), base::Error);
    CHECK(sheets_of(table, "A3").size() == 1);
}
