#include "publish/report_html.hpp"

#include <doctest/doctest.h>

#include <set>

#include "paper/pages.hpp"

using namespace needsmap;

namespace {

publish::Report report() {
    publish::Report out;
    out.title = "Plans <A> & \"B\"";
    out.paragraphs = {"Closing 37 of 45 leaves more beyond."};
    out.table.caption = "By who lives where", out.table.label_head = "Where they live";
    out.table.columns = {{"Children", "all"}, {"Beyond 30 minutes", "A"}, {"Beyond 30 minutes", "B"}};
    out.table.sections = {{"", {{"Everybody", {"1,600", "1,300", "1,000"}}}}, {"By locality", {{"West", {"800", "–", "500"}}}}};
    scene::Sheet sheet;
    sheet.list = pages::everything(), sheet.description = "A map of seven areas.";
    out.figures = {{sheet, "Before"}, {sheet, "After"}};
    out.method_lines = {"Walking at 4.8 km/h."}, out.source_lines = {"Data: made up."};
    out.warning = "Illustrative data";
    return out;
}

std::string page() {
    base::QuietJob job;
    return publish::report_html(report(), pages::metadata(), job);
}

std::size_t count_of(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("the page needs nothing else and runs nothing") {
    const std::string html = page();
    CHECK(html == page());
    CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"));
    CHECK(html.find("<script") == std::string::npos);
    CHECK(html.find("<link") == std::string::npos);
    CHECK(html.find("src=\"") == std::string::npos);
    CHECK(html.find("@media print") != std::string::npos);
    CHECK(html.find("<h1>Plans &lt;A&gt; &amp; &quot;B&quot;</h1>") != std::string::npos);
    CHECK(html.find("Illustrative data") != std::string::npos);
}

TEST_CASE("a screen reader finds a caption, and heads for every row and column") {
    const std::string html = page();
    CHECK(html.find("<caption>By who lives where</caption>") != std::string::npos);
    CHECK(html.find("scope=\"colgroup\" colspan=\"2\">Beyond 30 minutes</th>") != std::string::npos);
    CHECK(count_of(html, "scope=\"col\"") == 4);  // where they live, all, A, B
    CHECK(count_of(html, "scope=\"row\"") == 2);
    CHECK(html.find("<th scope=\"rowgroup\" colspan=\"4\">By locality</th>") != std::string::npos);
    CHECK(count_of(html, "<td") == 6);
}

TEST_CASE("maps are inline, with words instead of the picture and ids of their own") {
    const std::string html = page();
    CHECK(count_of(html, "<svg ") == 2);
    CHECK(count_of(html, "role=\"img\"") == 2);
    CHECK(html.find("<title id=\"figure2-page-title\">After</title>") != std::string::npos);
    CHECK(html.find("A map of seven areas.") != std::string::npos);
    std::set<std::string> ids;
    for (std::size_t at = html.find(" id=\""); at != std::string::npos; at = html.find(" id=\"", at + 1))
        CHECK(ids.insert(html.substr(at + 5, html.find('"', at + 5) - at - 5)).second);
}
