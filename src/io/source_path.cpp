#include "io/source_path.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "base/error.hpp"
#include "base/files.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view zip_prefix = "/vsizip/";

std::string lower_extension(const fs::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char c) { return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c); });
    return extension;
}

/// Files that describe the same dataset as a shapefile. Order matters for the hash only.
constexpr std::array shapefile_parts = {".dbf", ".shx", ".prj", ".cpg", ".DBF", ".SHX", ".PRJ", ".CPG"};

std::uint64_t folder_hash(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::ranges::sort(files);
    std::uint64_t hash = 0;
    for (const fs::path& file : files) {
        const std::uint64_t content = base::file_hash(file);
        hash = base::content_hash(file.filename().string() + base::hex64(content), hash);
    }
    return hash;
}

}  // namespace

std::string expand_environment(std::string_view path) {
    if (!path.starts_with("${")) return std::string(path);
    const std::size_t close = path.find('}');
    if (close == std::string_view::npos) return std::string(path);
    const std::string_view inner = path.substr(2, close - 2);
    const std::size_t separator = inner.find(":-");
    const std::string name(inner.substr(0, separator));
    const char* value = std::getenv(name.c_str());
    const std::string rest(path.substr(close + 1));
    if (value != nullptr && *value != '\0') return value + rest;
    if (separator == std::string_view::npos)
        throw base::Error("The path " + std::string(path) + " needs the environment variable " + name + ", which is not set.",
                          "Set it, or give a default: ${" + name + ":-folder}.");
    return std::string(inner.substr(separator + 2)) + rest;
}

SourcePath resolve_path(const fs::path& folder, std::string_view path) {
    const bool says_zip = path.starts_with(zip_prefix);
    if (says_zip) path.remove_prefix(zip_prefix.size());
    const fs::path given = expand_environment(path);
    const fs::path whole = (given.is_absolute() ? given : folder / given).lexically_normal();

    SourcePath source{whole, {}, false, whole.string()};
    fs::path upto;
    for (auto part = whole.begin(); part != whole.end(); ++part) {
        upto /= *part;
        if (lower_extension(*part) != ".zip") continue;
        std::error_code error;
        if (!says_zip && fs::is_directory(upto, error)) continue;
        fs::path inside;
        for (auto rest = std::next(part); rest != whole.end(); ++rest) inside /= *rest;
        source.file = upto, source.inside = inside.string(), source.is_zip = true;
        break;
    }
    return source;
}

void require_readable(const SourcePath& source) {
    std::error_code error;
    const fs::path& file = source.file;
    if (!fs::exists(file, error)) throw base::Error("There is no such file.", "Check the path; it is relative to the workspace file.");
    if (fs::is_directory(file, error)) {
        if (lower_extension(file) == ".gdb") return;
        throw base::Error("This is a folder, not a file.", "Name a file in it.");
    }
    if (::access(file.c_str(), R_OK) != 0) throw base::Error("The file may not be read.", "Check its permissions.");
    if (fs::file_size(file, error) == 0 && !error) throw base::Error("The file is empty.", "Download or export it again.");
}

std::uint64_t source_hash(const SourcePath& source) {
    try {
        std::error_code error;
        if (fs::is_directory(source.file, error)) return folder_hash(source.file);
        std::uint64_t hash = base::file_hash(source.file);
        if (lower_extension(source.file) == ".shp")
            for (const char* part : shapefile_parts) {
                const fs::path beside = fs::path(source.file).replace_extension(part);
                if (fs::exists(beside, error)) hash = base::content_hash(part + base::hex64(base::file_hash(beside)), hash);
            }
        return hash;
    } catch (const std::exception&) {
        return 0;
    }
}

std::string source_extension(const SourcePath& source) {
    return lower_extension(source.inside.empty() ? source.file : fs::path(source.inside));
}

}  // namespace needsmap::io
