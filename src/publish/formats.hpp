// Export formats: one entry per format. A sheet goes in, a file comes out.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

#include "base/job.hpp"
#include "paper/paint.hpp"
#include "scene/sheet.hpp"

namespace needsmap::publish {

struct Format {
    std::string_view extension;  ///< ".pdf"
    std::string_view title;      ///< "PDF document"
    bool uses_dpi = false;
    std::string (*write)(const scene::Sheet& sheet, double dpi, const paper::Metadata& metadata, base::JobContext& job);
};
[[nodiscard]] std::span<const Format> formats();
/// By the file's extension, case ignored. Throws base::Error (usage) naming the known ones.
[[nodiscard]] const Format& format_for(const std::filesystem::path& file);

/// Paints and writes beside, then renames.
void export_sheet(const scene::Sheet& sheet, const std::filesystem::path& file, double dpi, const paper::Metadata& metadata,
                  base::JobContext& job);

/// The same as one PDF with a page for each sheet, whatever the file's ending.
void export_pdf_pages(std::span<const scene::Sheet> sheets, const std::filesystem::path& file, const paper::Metadata& metadata,
                      base::JobContext& job);

}  // namespace needsmap::publish
