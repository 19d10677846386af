// PDF: pages, their fonts, the words for readers, and where it came from.
//
// Written by ourselves and not by Cairo's PDF surface, which spends 100 ms per megabyte of outlines (two thirds of it in a slow
// compression level that cannot be changed) where this takes 10, repeats the outline of every letter of every halo, and has no
// place for provenance.
#include <algorithm>
#include <memory>

#include "base/parallel.hpp"
#include "paper/metadata_text.hpp"
#include "paper/number_text.hpp"
#include "paper/paint.hpp"
#include "paper/pdf_file.hpp"
#include "paper/pdf_painter.hpp"

namespace needsmap::paper {

namespace {

constexpr double points_per_mm = 72 / 25.4;

/// "D:20261122101500Z".
std::string pdf_time(std::int64_t seconds_since_1970) {
    std::string out = "D:";
    for (const char c : iso_time(seconds_since_1970))
        if ((c >= '0' && c <= '9') || c == 'Z') out += c;
    return out;
}

std::string info_dictionary(const Metadata& metadata) {
    std::string out = "<< ";
    const auto add = [&](const std::string& key, const std::string& value) {
        if (!value.empty()) out += pdf_name(key) + " " + pdf_text(value) + " ";
    };
    add("Title", metadata.title);
    add("Author", metadata.author);
    add("Subject", metadata.description);
    add("Keywords", provenance_line(metadata));  // where every reader shows it
    add("Creator", program_name());
    add("Producer", program_name());
    add("CreationDate", pdf_time(metadata.time));
    for (const auto& [key, value] : metadata.provenance) add(key, value);  // and entries of their own, for programs
    return out + ">>";
}

/// More digits than coordinates need: an error here would grow over the whole page.
std::string precise(double value) {
    std::string out;
    append_fixed(out, std::llround(value * 1e9), 9);
    return out;
}

/// A page's content may be several streams, cut between any two words of it (7.8.2): they are compressed at the same time.
std::vector<std::string> deflated_pieces(std::string_view content) {
    constexpr std::size_t piece_bytes = 400'000;
    std::vector<std::string_view> pieces;
    while (!content.empty()) {
        const std::size_t line_end = content.find('\n', std::min(piece_bytes, content.size() - 1));
        const std::size_t length = line_end == std::string_view::npos ? content.size() : line_end + 1;
        pieces.push_back(content.substr(0, length));
        content.remove_prefix(length);
    }
    std::vector<std::string> streams(pieces.size());
    base::parallel_ranges(pieces.size(), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) streams[i] = deflated(pieces[i]);
    });
    return streams;
}

/// A page painted: what is still to be written into the file.
struct PaintedPage {
    PaintedPage(const geo::PageBox& page, base::JobContext& job)
        : width(precise(page.width() * points_per_mm)), height(precise(page.height() * points_per_mm)), painter(page, job) {}
    std::string width, height;
    std::vector<std::string> streams;
    PdfPainter painter;
};

std::unique_ptr<PaintedPage> painted(const DisplayList& list, base::JobContext& job) {
    geo::PageBox page;
    page.add(geo::PagePoint{0, 0});
    page.add(geo::PagePoint{list.width_mm, list.height_mm});
    auto out = std::make_unique<PaintedPage>(page, job);
    out->painter.write_background(page, list.background);
    walk(list.root, std::nullopt, out->painter);
    const std::string step = precise(points_per_mm / grid_per_mm);
    out->streams = deflated_pieces(step + " 0 0 -" + step + " 0 " + out->height + " cm\n" + out->painter.take_content());
    job.check_cancelled();
    return out;
}

void write_page(PdfFile& file, int pages, int sheet, const PaintedPage& page) {
    std::string contents;
    for (const std::string& data : page.streams) {
        const int number = file.reserve();
        file.deflated_stream(number, "", data);
        contents += reference(number) + " ";
    }
    const std::string resources = page.painter.write_resources(file);
    file.object(sheet, "<< /Type /Page /Parent " + reference(pages) + " /MediaBox [0 0 " + page.width + " " + page.height +
                           "] /Contents [" + contents + "] /Resources " + resources + " /Group << /S /Transparency /CS /DeviceRGB >> >>");
}

}  // namespace

std::string paint_pdf(std::span<const DisplayList> lists, const Metadata& metadata, base::JobContext& job) {
    job.progress(0, "drawing the page");
    std::vector<std::unique_ptr<PaintedPage>> painted_pages;
    for (const DisplayList& list : lists) painted_pages.push_back(painted(list, job));
    job.progress(0.6, "writing the PDF");
    PdfFile file;
    const int catalog = file.reserve(), pages = file.reserve();
    std::vector<int> sheets;
    std::string kids;
    for (std::size_t i = 0; i < lists.size(); ++i) sheets.push_back(file.reserve()), kids += (i > 0 ? " " : "") + reference(sheets.back());
    const int info = file.reserve();
    for (std::size_t i = 0; i < lists.size(); ++i) write_page(file, pages, sheets[i], *painted_pages[i]);
    file.object(pages, "<< /Type /Pages /Kids [" + kids + "] /Count " + std::to_string(sheets.size()) + " >>");
    file.object(catalog,
                "<< /Type /Catalog /Pages " + reference(pages) + " /Lang (en-GB) /ViewerPreferences << /DisplayDocTitle true >> >>");
    file.object(info, info_dictionary(metadata));
    return file.finish(catalog, info);
}

std::string paint_pdf(const DisplayList& list, const Metadata& metadata, base::JobContext& job) {
    return paint_pdf(std::span(&list, 1), metadata, job);
}

}  // namespace needsmap::paper
