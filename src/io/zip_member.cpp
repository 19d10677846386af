#include "io/zip_member.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <memory>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/gdal_calls.hpp"
#include "io/zip_archive.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

/// What a person who zips data means by "the file"; the rest (.prj, .xml, readme) belongs to it or is not data.
constexpr std::array data_extensions = {".shp", ".gpkg", ".geojson", ".json", ".gml", ".kml",  ".tab",
                                        ".mif", ".fgb",  ".csv",     ".tsv",  ".txt", ".xlsx", ".ods"};
/// Against archives made to fill the memory; the largest national boundary files are a tenth of it.
constexpr std::size_t largest_member_bytes = std::size_t{2} << 30;

std::string lower_extension(const std::string& name) {
    std::string extension = fs::path(name).extension().string();
    for (char& c : extension)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
    return extension;
}

bool is_data(const std::string& name) {
    const std::string file = fs::path(name).filename().string();
    if (file.starts_with('.') || name.starts_with("__MACOSX")) return false;
    return std::ranges::find(data_extensions, lower_extension(name)) != data_extensions.end();
}

/// The member that is meant. Text files only count when there is nothing better: archives often carry a readme.txt.
std::string choose_member(const std::vector<std::string>& names, const std::string& wanted) {
    if (names.empty()) throw base::Error("The zip archive is empty.");
    if (!wanted.empty()) {
        if (std::ranges::find(names, wanted) != names.end()) return wanted;
        const std::string near = base::closest(wanted, names);
        throw base::Error("The archive holds no file " + wanted + ".",
                          near.empty() ? "It holds " + base::join_and(names) + "." : "Did you mean " + near + "?");
    }
    std::vector<std::string> candidates;
    std::ranges::copy_if(names, std::back_inserter(candidates), is_data);
    if (candidates.size() > 1) std::erase_if(candidates, [](const std::string& name) { return lower_extension(name) == ".txt"; });
    if (candidates.size() == 1) return candidates.front();
    if (candidates.empty()) throw base::Error("The archive holds no map or table data; it holds " + base::join_and(names) + ".");
    throw base::Error("The archive holds several files: " + base::join_and(candidates) + ".",
                      "Write which one after the archive's name, such as archive.zip/" + candidates.front() + ".");
}

struct FileCloser {
    void operator()(VSILFILE* file) const { VSIFCloseL(file); }
};

/// Into a file in memory that belongs to GDAL.
void unpack(const ZipArchive& archive, const ZipArchive::Member& member, const std::string& to) {
    if (member.bytes > largest_member_bytes)
        throw base::Error("A file in the archive is larger than 2 GB.", "Unpack it and name the unpacked file.");
    const auto size = static_cast<std::size_t>(member.bytes);
    auto* bytes = static_cast<char*>(VSIMalloc(std::max<std::size_t>(size, 1)));
    if (bytes == nullptr) throw base::Error("There is not enough memory to unpack the archive.");
    const std::unique_ptr<VSILFILE, FileCloser> out(VSIFileFromMemBuffer(to.c_str(), reinterpret_cast<GByte*>(bytes), size, TRUE));
    archive.unpack(member, {bytes, size});
}

}  // namespace

UnpackedMember::UnpackedMember(const SourcePath& source) {
    static std::atomic<int> running_number = 0;
    const ZipArchive archive(source.file);
    std::vector<std::string> names;
    for (const ZipArchive::Member& member : archive.members()) names.push_back(member.name);
    const std::string main = choose_member(names, source.inside);
    m_folder = "/vsimem/needsmap-" + std::to_string(++running_number);
    const std::string stem = fs::path(main).replace_extension().string() + ".";
    m_path = m_folder + "/" + fs::path(main).filename().string();
    try {
        for (const ZipArchive::Member& member : archive.members())
            if (member.name.starts_with(stem)) unpack(archive, member, m_folder + "/" + fs::path(member.name).filename().string());
    } catch (...) {
        VSIRmdirRecursive(m_folder.c_str());
        throw;
    }
}

UnpackedMember::~UnpackedMember() { VSIRmdirRecursive(m_folder.c_str()); }

std::string UnpackedMember::extension() const { return lower_extension(m_path); }

std::string UnpackedMember::bytes() const {
    vsi_l_offset size = 0;
    const GByte* data = VSIGetMemFileBuffer(m_path.c_str(), &size, FALSE);
    return data == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
}

}  // namespace needsmap::io
