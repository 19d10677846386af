#include <doctest/doctest.h>

#include <algorithm>
#include <limits>
#include <set>

#include "pages.hpp"
#include "paper/svg_text.hpp"

using namespace needsmap;
using pages::pixel;
using pages::Rgb;

namespace {

std::string svg_of(const scene::DisplayList& list) {
    base::QuietJob job;
    return paper::paint_svg(list, pages::metadata(), job);
}

std::size_t count_of(const std::string& text, const std::string& what) {
    std::size_t count = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++count;
    return count;
}

/// The first fault of an XML text in words, or "": every tag is closed in turn, ids are unique, references are known.
std::string xml_fault(const std::string& xml) {
    std::vector<std::string> open;
    std::set<std::string> ids;
    for (std::size_t at = 0; (at = xml.find('<', at)) != std::string::npos;) {
        const std::size_t end = xml.find('>', at);
        if (end == std::string::npos) return "a tag without end";
        const std::string tag = xml.substr(at + 1, end - at - 1);
        at = end;
        if (tag.starts_with("?")) continue;
        if (tag.starts_with("/")) {
            if (open.empty() || open.back() != tag.substr(1)) return "unexpected " + tag;
            open.pop_back();
            continue;
        }
        if (count_of(tag, "\"") % 2 != 0) return "odd quotes in " + tag.substr(0, 80);
        if (const std::size_t id = tag.find(" id=\""); id != std::string::npos) {
            const std::string value = tag.substr(id + 5, tag.find('"', id + 5) - id - 5);
            if (!ids.insert(value).second) return "the id " + value + " stands twice";
        }
        if (!tag.ends_with("/")) open.push_back(tag.substr(0, tag.find_first_of(" \n")));
    }
    for (std::size_t at = 0; (at = xml.find('&', at)) != std::string::npos; ++at)
        if (xml.find(';', at) > at + 6) return "a bare ampersand";
    return open.empty() ? "" : "never closed: " + open.back();
}

}  // namespace

TEST_CASE("an SVG is well formed, repeats byte for byte and names its groups") {
    const std::string svg = svg_of(pages::everything());
    CHECK(svg == svg_of(pages::everything()));
    CHECK(xml_fault(svg) == "");
    CHECK(svg.find("viewBox=\"0 0 100 70\"") != std::string::npos);
    CHECK(svg.find("width=\"100mm\"") != std::string::npos);
    for (const char* group : {"<g id=\"page\"", "<g id=\"map\" clip-path", "<g id=\"legend\"", "<g id=\"childrens-centres\""})
        CHECK(svg.find(group) != std::string::npos);
    CHECK(svg.find("<title id=\"page-title\">Child poverty – Øxfordshire</title>") != std::string::npos);
    CHECK(svg.find("<desc id=\"page-description\">A map of made-up areas.</desc>") != std::string::npos);
    CHECK(svg.find("workspace-hash: 0123456789abcdef") != std::string::npos);
    CHECK(svg.find("2026-11-18T11:06:40Z") != std::string::npos);
}

TEST_CASE("text of an SVG is text, in embedded fonts with a fallback") {
    const std::string svg = svg_of(pages::everything());
    CHECK(svg.find(">Ærø &amp; Øst &lt;ward&gt;</text>") != std::string::npos);
    CHECK(svg.find(">10.5 to 12.4</text>") != std::string::npos);
    CHECK(count_of(svg, "@font-face") == 3);  // regular, semibold, bold
    CHECK(count_of(svg, ";base64,") == 3);
    CHECK(svg.find("sans-serif") != std::string::npos);
    // Text without a halo keeps its length in any font; a halo with a length would be painted letter by letter.
    CHECK(count_of(svg, "textLength=") == 2);
    // Only the glyphs in use: three whole faces would be 2.5 MB in base64.
    CHECK(svg.size() < 160'000);
}

TEST_CASE("an SVG opens elsewhere and looks like the picture of the same page") {
    if (!pages::has_program("rsvg-convert")) return;
    pages::TemporaryFolder folder;
    const scene::DisplayList list = pages::everything();
    base::write_file(folder / "page.svg", svg_of(list));
    pages::output_of("rsvg-convert -w 1000 -h 700 '" + (folder / "page.svg").string() + "' -o '" + (folder / "page.png").string() + "'");
    const paper::Image theirs = paper::decode_png(base::read_file(folder / "page.png")), ours = paper::paint_image(list, 254);
    // Antialiasing differs along edges, and librsvg takes the system's face instead of the embedded one.
    CHECK(pages::mean_difference(theirs, ours) < 2.5);
}

TEST_CASE("two groups of one name get two ids") {
    scene::DisplayList list = pages::page(10, 10);
    for (int i = 0; i < 2; ++i) {
        auto group = std::make_shared<scene::Group>();
        group->name = "inset map";
        list.root.items.push_back(std::shared_ptr<const scene::Group>(group));
    }
    const std::string svg = svg_of(list);
    CHECK(svg.find("id=\"inset-map\"") != std::string::npos);
    CHECK(svg.find("id=\"inset-map-2\"") != std::string::npos);
}

TEST_CASE("numbers are as short as they go") {
    const std::vector<std::pair<double, std::string>> cases = {
        {12.5, "12.5"}, {0.003, ".003"}, {-0.5, "-.5"},      {4, "4"},      {-0.0001, "0"},
        {0.0004, "0"},  {100, "100"},    {-17.25, "-17.25"}, {1.9999, "2"}, {std::numeric_limits<double>::quiet_NaN(), "0"}};
    for (const auto& [value, expected] : cases) CHECK(paper::number(value) == expected);
}

TEST_CASE("path data in relative steps returns to where it began") {
    paper::GridLines lines;
    lines.points = {{1000, 2000}, {1010, 2000}, {1010, 1995}, {1000, 1900}};
    lines.begin = {0, 4};
    CHECK(paper::path_data(lines, true) == "M10 20l.1 0 0-.05-.1-.95z");
}

TEST_CASE("text is escaped, and bytes that are no text do not break the file") {
    CHECK(paper::escaped("a<b & \"c\"\n") == "a&lt;b &amp; &quot;c&quot; ");
    CHECK(paper::escaped("\xff ok") == "? ok");
    CHECK(paper::xml_id("3 wards/é") == "g3-wards---");
}

TEST_CASE("base64 pads to whole groups") {
    // RFC 4648, section 10.
    CHECK(paper::base64("") == "");
    CHECK(paper::base64("f") == "Zg==");
    CHECK(paper::base64("fo") == "Zm8=");
    CHECK(paper::base64("foo") == "Zm9v");
    CHECK(paper::base64("foobar") == "Zm9vYmFy");
}

TEST_CASE("two drawings within one page share no id, and refer to their own") {
    base::QuietJob job;
    const std::string first = paper::paint_svg_element(pages::everything(), pages::metadata(), "a-", job);
    const std::string second = paper::paint_svg_element(pages::everything(), pages::metadata(), "b-", job);
    CHECK(first.starts_with("<svg "));
    CHECK(xml_fault("<div>" + first + second + "</div>").empty());
    CHECK(count_of(first, " id=\"") == count_of(first, " id=\"a-"));
    CHECK(count_of(first, "url(#") == count_of(first, "url(#a-"));
    CHECK(first.find("aria-labelledby=\"a-page-title a-page-description\"") != std::string::npos);
    CHECK(first.find("<metadata>") == std::string::npos);
}
