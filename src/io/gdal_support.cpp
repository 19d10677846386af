#include "io/gdal_support.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include "base/error.hpp"
#include "base/text.hpp"
#include "io/gdal_calls.hpp"
#include "io/zip_member.hpp"

namespace needsmap::io {

namespace {

void CPL_STDCALL keep_message(CPLErr kind, CPLErrorNum, const char* text) {
    if (kind < CE_Warning || text == nullptr) return;
    static_cast<GdalMessages*>(CPLGetErrorHandlerUserData())->add(text, kind >= CE_Failure);
}

/// The drivers of one extension cost a fraction of a millisecond; all of them, with plug-ins, several.
void register_drivers(const std::string& extension) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    const auto registered = [](const char* name) { return GDALGetDriverByName(name) != nullptr; };
    if (extension == ".gpkg") {
        if (!registered("GPKG")) RegisterOGRGeoPackage();
    } else if (extension == ".geojson" || extension == ".json") {
        if (!registered("GeoJSON")) RegisterOGRGeoJSON(), RegisterOGRTopoJSON();
    } else if (extension == ".shp" || extension == ".dbf") {
        if (!registered("ESRI Shapefile")) RegisterOGRShape();
    } else {
        static std::once_flag once;
        std::call_once(once, GDALAllRegister);
    }
}

/// GDAL reads options from the thread; they are put back at the end.
class ThreadOption {
public:
    ThreadOption(const char* key, const char* value) : m_key(key) { CPLSetThreadLocalConfigOption(key, value); }
    ~ThreadOption() { CPLSetThreadLocalConfigOption(m_key, nullptr); }
    ThreadOption(const ThreadOption&) = delete;
    ThreadOption& operator=(const ThreadOption&) = delete;

private:
    const char* m_key;
};

GDALDatasetH open_for_reading(const std::string& path) {
    // Reading must leave nothing behind: the GML driver would write its idea of the columns beside the file.
    const std::array<const char*, 2> gml_options = {"WRITE_GFS=NO", nullptr};
    const bool is_gml = path.ends_with(".gml") || path.ends_with(".GML") || path.ends_with(".xml");
    return GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, is_gml ? gml_options.data() : nullptr, nullptr);
}

}  // namespace

GdalMessages::GdalMessages() { CPLPushErrorHandlerEx(keep_message, this); }
GdalMessages::~GdalMessages() { CPLPopErrorHandler(); }

void GdalMessages::add(std::string message, bool is_error) {
    m_failed = m_failed || is_error;
    // A handler must not throw, nor may a broken file fill the memory with the same sentence.
    constexpr std::size_t most = 20;
    if (m_messages.size() < most && std::ranges::find(m_messages, message) == m_messages.end()) m_messages.push_back(std::move(message));
}

std::string GdalMessages::in_brackets() const {
    if (m_messages.empty()) return {};
    std::string text = m_messages.front();
    std::ranges::replace(text, '\n', ' ');
    constexpr std::size_t longest = 200;
    if (text.size() > longest) text.resize(longest);
    while (!text.empty() && (text.back() == '.' || text.back() == ' ')) text.pop_back();
    return " (GDAL: " + text + ")";
}

struct VectorDataset::Impl {
    GDALDatasetH dataset = nullptr;
    std::shared_ptr<const UnpackedMember> member;
    std::string path;
    ~Impl() {
        if (dataset != nullptr) GDALClose(dataset);
    }
};

VectorDataset::VectorDataset(const SourcePath& source, bool headers_are_rows) : m_impl(std::make_unique<Impl>()) {
    GdalMessages messages;
    m_impl->path = source.file.string();
    std::string extension = source_extension(source);
    if (source.is_zip) {
        m_impl->member = std::make_shared<const UnpackedMember>(source);
        m_impl->path = m_impl->member->path();
        extension = m_impl->member->extension();
    }
    register_drivers(extension);
    const ThreadOption xlsx_headers("OGR_XLSX_HEADERS", headers_are_rows ? "DISABLE" : nullptr);
    const ThreadOption ods_headers("OGR_ODS_HEADERS", headers_are_rows ? "DISABLE" : nullptr);
    const ThreadOption xls_headers("OGR_XLS_HEADERS", headers_are_rows ? "DISABLE" : nullptr);
    const ThreadOption xlsx_types("OGR_XLSX_FIELD_TYPES", "STRING");
    const ThreadOption ods_types("OGR_ODS_FIELD_TYPES", "STRING");
    const ThreadOption restore_index("SHAPE_RESTORE_SHX", "NO");
    m_impl->dataset = open_for_reading(m_impl->path);
    if (m_impl->dataset == nullptr)
        throw base::Error("The file cannot be opened as map or table data" + messages.in_brackets() + ".",
                          "Check that it is complete and that its extension matches its format.");
}

VectorDataset::VectorDataset(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

VectorDataset VectorDataset::again() const {
    const GdalMessages messages;
    auto impl = std::make_unique<Impl>();
    impl->member = m_impl->member;
    impl->path = m_impl->path;
    impl->dataset = open_for_reading(impl->path);
    if (impl->dataset == nullptr) throw base::Error("The file cannot be opened a second time" + messages.in_brackets() + ".");
    return VectorDataset(std::move(impl));
}

VectorDataset::~VectorDataset() {
    const GdalMessages quiet;  // closing may warn
    m_impl.reset();
}
VectorDataset::VectorDataset(VectorDataset&&) noexcept = default;
VectorDataset& VectorDataset::operator=(VectorDataset&&) noexcept = default;

void* VectorDataset::handle() const { return m_impl->dataset; }

std::string VectorDataset::driver() const { return GDALGetDriverShortName(GDALGetDatasetDriver(m_impl->dataset)); }

std::vector<std::string> VectorDataset::layer_names() const {
    std::vector<std::string> names;
    for (int i = 0; i < GDALDatasetGetLayerCount(m_impl->dataset); ++i)
        names.emplace_back(OGR_L_GetName(GDALDatasetGetLayer(m_impl->dataset, i)));
    return names;
}

void* VectorDataset::layer(const std::string& name) const {
    const GdalMessages quiet;
    const OGRLayerH found =
        name.empty() ? GDALDatasetGetLayer(m_impl->dataset, 0) : GDALDatasetGetLayerByName(m_impl->dataset, name.c_str());
    if (found != nullptr) return found;
    if (layer_names().empty()) throw base::Error("The file holds no layers.");
    const std::string near = base::closest(name, layer_names());
    throw base::Error("There is no layer \"" + name + "\"; the file holds " + base::join_and(layer_names()) + ".",
                      near.empty() ? "" : "Did you mean \"" + near + "\"?");
}

}  // namespace needsmap::io
