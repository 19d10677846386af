// SVG: the page in millimetres, its fonts, its words for screen readers, and where it came from.
#include "paper/metadata_text.hpp"
#include "paper/paint.hpp"
#include "paper/svg_fonts.hpp"
#include "paper/svg_painter.hpp"
#include "paper/svg_text.hpp"

namespace needsmap::paper {

namespace {

std::string element(const std::string& name, const std::string& attributes, const std::string& text) {
    return text.empty() ? std::string() : "<" + name + attributes + ">" + escaped(text) + "</" + name + ">\n";
}

/// Dublin Core, which Inkscape and others show, and our own provenance beside it.
std::string metadata_element(const Metadata& metadata) {
    std::string out =
        "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
        "<rdf:Description rdf:about=\"\">\n";
    out += element("dc:title", "", metadata.title);
    out += element("dc:description", "", metadata.description);
    out += element("dc:creator", "", metadata.author);
    out += element("dc:date", "", iso_time(metadata.time));
    out += element("dc:publisher", "", program_name());
    out += element("dc:source", "", provenance_line(metadata));
    return out + "</rdf:Description></rdf:RDF></metadata>\n";
}

/// From the <svg> tag to its end. `for_page`: as an element of a page, else as a document of its own.
std::string svg_element(const DisplayList& list, const Metadata& metadata, const std::string& prefix, bool for_page,
                        base::JobContext& job) {
    job.progress(0, "drawing the page");
    SvgFonts fonts;
    walk(list.root, std::nullopt, fonts);
    geo::PageBox page;
    page.add(geo::PagePoint{0, 0});
    page.add(geo::PagePoint{list.width_mm, list.height_mm});
    SvgPainter painter(page, job);
    painter.use_id_prefix(prefix);
    walk(list.root, std::nullopt, painter);

    const std::string width = number(list.width_mm), height = number(list.height_mm);
    std::string out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"" +
        width + "mm\" height=\"" + height + "mm\" viewBox=\"0 0 " + width + " " + height + "\" role=\"img\" aria-labelledby=\"" + prefix +
        "page-title " + prefix + "page-description\">\n";
    out += element("title", " id=\"" + prefix + "page-title\"", metadata.title);
    out += element("desc", " id=\"" + prefix + "page-description\"", metadata.description);
    out += (for_page ? std::string() : metadata_element(metadata)) + fonts.style();
    if (list.background.a > 0)
        out += "<rect width=\"" + width + "\" height=\"" + height + "\"" + svg_paint("fill", list.background) + "/>\n";
    job.check_cancelled();
    return out + painter.take() + "</svg>\n";
}

}  // namespace

std::string paint_svg(const DisplayList& list, const Metadata& metadata, base::JobContext& job) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg_element(list, metadata, {}, false, job);
}

std::string paint_svg_element(const DisplayList& list, const Metadata& metadata, std::string_view id_prefix, base::JobContext& job) {
    return svg_element(list, metadata, std::string(id_prefix), true, job);
}

}  // namespace needsmap::paper
