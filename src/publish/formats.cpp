#include "publish/formats.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/files.hpp"

namespace needsmap::publish {

namespace {

/// The sheet's own words stand in the file unless the caller has better ones.
paper::Metadata completed(const scene::Sheet& sheet, paper::Metadata metadata) {
    if (metadata.title.empty()) metadata.title = sheet.subtitle.empty() ? sheet.title : sheet.title + " – " + sheet.subtitle;
    if (metadata.description.empty()) metadata.description = sheet.description;
    return metadata;
}

std::string write_pdf(const scene::Sheet& sheet, double, const paper::Metadata& metadata, base::JobContext& job) {
    return paper::paint_pdf(sheet.list, completed(sheet, metadata), job);
}

std::string write_svg(const scene::Sheet& sheet, double, const paper::Metadata& metadata, base::JobContext& job) {
    return paper::paint_svg(sheet.list, completed(sheet, metadata), job);
}

std::string write_png(const scene::Sheet& sheet, double dpi, const paper::Metadata& metadata, base::JobContext& job) {
    return paper::paint_png(sheet.list, dpi, completed(sheet, metadata), job);
}

// To add a format: one function as above and one row here.
constexpr std::array<Format, 3> known{{
    {".pdf", "PDF document", false, write_pdf},
    {".svg", "SVG drawing", false, write_svg},
    {".png", "PNG picture", true, write_png},
}};

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    return text;
}

std::string known_extensions() {
    std::string out;
    for (std::size_t i = 0; i < known.size(); ++i)
        out += (i == 0 ? "" : i + 1 == known.size() ? " or " : ", ") + std::string(known[i].extension);
    return out;
}

}  // namespace

std::span<const Format> formats() { return known; }

const Format& format_for(const std::filesystem::path& file) {
    const std::string extension = lower_case(file.extension().string());
    for (const Format& format : known)
        if (format.extension == extension) return format;
    const std::string what = extension.empty() ? "The file name " + file.string() + " has no ending that says what to write."
                                               : "Files ending in " + extension + " cannot be written (" + file.string() + ").";
    throw base::Error(what, "Use a name that ends in " + known_extensions() + ".", base::ErrorKind::usage);
}

void export_sheet(const scene::Sheet& sheet, const std::filesystem::path& file, double dpi, const paper::Metadata& metadata,
                  base::JobContext& job) {
    const std::string bytes = format_for(file).write(sheet, dpi, metadata, job);
    job.check_cancelled();
    base::write_file(file, bytes);
    job.progress(1, "done");
}

void export_pdf_pages(std::span<const scene::Sheet> sheets, const std::filesystem::path& file, const paper::Metadata& metadata,
                      base::JobContext& job) {
    if (sheets.empty()) throw base::Error("There is no page to write.");
    std::vector<scene::DisplayList> lists;
    for (const scene::Sheet& sheet : sheets) lists.push_back(sheet.list);
    const std::string bytes = paper::paint_pdf(lists, completed(sheets.front(), metadata), job);
    job.check_cancelled();
    base::write_file(file, bytes);
    job.progress(1, "done");
}

}  // namespace needsmap::publish
