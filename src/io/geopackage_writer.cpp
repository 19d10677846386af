// GeoPackage through GDAL.
#include <ctime>
#include <system_error>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/gdal_calls.hpp"
#include "io/gdal_support.hpp"
#include "io/result_polygons.hpp"
#include "io/result_writer.hpp"

namespace needsmap::io {

namespace {

namespace fs = std::filesystem;

/// "2026-11-22T10:00:00.000Z", as GeoPackage wants it.
std::string iso_time(std::int64_t seconds) {
    const auto time = static_cast<std::time_t>(seconds);
    std::tm parts{};
    gmtime_r(&time, &parts);
    char text[32];
    const std::size_t length = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S.000Z", &parts);
    return {text, length};
}

/// GDAL stamps files with this thread's "current date" instead of the clock's while this lives.
class DocumentDate {
public:
    DocumentDate() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", iso_time(base::document_time()).c_str()); }
    ~DocumentDate() { CPLSetThreadLocalConfigOption("OGR_CURRENT_DATE", nullptr); }
    DocumentDate(const DocumentDate&) = delete;
    DocumentDate& operator=(const DocumentDate&) = delete;
};

/// Closes the dataset and removes what is left of the file, unless it was finished.
class PartFile {
public:
    explicit PartFile(fs::path path) : m_path(std::move(path)) {}
    ~PartFile() {
        if (m_dataset != nullptr) GDALClose(m_dataset);
        std::error_code error;
        fs::remove(m_path, error);
    }
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    GDALDatasetH open() {
        GDALDriverH driver = GDALGetDriverByName("GPKG");
        if (driver != nullptr) m_dataset = GDALCreate(driver, m_path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
        return m_dataset;
    }
    void close() {
        GDALClose(m_dataset);
        m_dataset = nullptr;
    }
    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
    GDALDatasetH m_dataset = nullptr;
};

OGRGeometryH multipolygon(const std::vector<PolygonRings>& polygons) {
    OGRGeometryH out = OGR_G_CreateGeometry(wkbMultiPolygon);
    for (const PolygonRings& rings : polygons) {
        OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
        for (const auto& points : rings) {
            OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
            for (const geo::MapPoint& p : points) OGR_G_AddPoint_2D(ring, p.x, p.y);
            OGR_G_AddGeometryDirectly(polygon, ring);
        }
        OGR_G_AddGeometryDirectly(out, polygon);
    }
    return out;
}

OGRFieldType field_type(model::ColumnType type) {
    return type == model::ColumnType::text ? OFTString : type == model::ColumnType::integer ? OFTInteger64 : OFTReal;
}

OGRLayerH make_layer(GDALDatasetH dataset, const model::ResultTable& table, const FeatureFileNotes& notes) {
    OGRSpatialReferenceH grid = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(grid, 27700);
    char** options = CSLSetNameValue(nullptr, "IDENTIFIER", notes.title.c_str());
    options = CSLSetNameValue(options, "DESCRIPTION", notes.description.c_str());
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, notes.name.c_str(), grid, wkbMultiPolygon, options);
    CSLDestroy(options);
    OSRRelease(grid);
    if (layer == nullptr) return nullptr;
    for (const model::ResultColumn& column : table.columns) {
        OGRFieldDefnH field = OGR_Fld_Create(column.name.c_str(), field_type(column.type));
        OGR_Fld_SetAlternativeName(field, column.title.c_str());
        OGR_L_CreateField(layer, field, TRUE);
        OGR_Fld_Destroy(field);
    }
    for (const auto& [name, text] : notes.provenance) GDALSetMetadataItem(layer, name.c_str(), text.c_str(), nullptr);
    return layer;
}

void set_fields(OGRFeatureH feature, const model::ResultTable& table, std::size_t row) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const model::ResultColumn& column = table.columns[c];
        const auto field = static_cast<int>(c);
        if (column.type == model::ColumnType::text) {
            if (!column.texts[row].empty()) OGR_F_SetFieldString(feature, field, column.texts[row].c_str());
        } else if (const auto number = model::cell_number(column, row)) {
            if (column.type == model::ColumnType::integer)
                OGR_F_SetFieldInteger64(feature, field, static_cast<GIntBig>(*number));
            else
                OGR_F_SetFieldDouble(feature, field, *number);
        }
    }
}

bool add_row(OGRLayerH layer, const model::ResultTable& table, const std::vector<model::Outline>& shapes, std::size_t row) {
    OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
    set_fields(feature, table, row);
    if (const auto polygons = polygons_of(table, shapes, row); !polygons.empty())
        OGR_F_SetGeometryDirectly(feature, multipolygon(polygons));
    const bool written = OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    return written;
}

}  // namespace

void write_geopackage(const model::ResultTable& table, const FeatureFileNotes& notes, const fs::path& file, base::JobContext& job,
                      const std::vector<model::Outline>& shapes) {
    if (!table.geography && (shapes.empty() || shapes.size() != table.row_count()))
        throw base::Error("The rows of this result are about no areas, so there is nothing to put on a map.");
    GDALAllRegister();
    const GdalMessages messages;
    const DocumentDate date;
    // GDAL chooses formats by ending, so the part file keeps it.
    PartFile part(base::part_file_name(file).string() + ".gpkg");
    const auto fail = [&] {
        return base::Error("Cannot write " + file.string() + "." + messages.in_brackets(), "Check the folder and the space left.");
    };
    GDALDatasetH dataset = part.open();
    OGRLayerH layer = dataset == nullptr ? nullptr : make_layer(dataset, table, notes);
    if (layer == nullptr || OGR_L_StartTransaction(layer) != OGRERR_NONE) throw fail();
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        job.check_cancelled();
        if (!add_row(layer, table, shapes, row)) throw fail();
    }
    if (OGR_L_CommitTransaction(layer) != OGRERR_NONE) throw fail();
    part.close();
    std::error_code error;
    if (messages.failed()) throw fail();
    fs::rename(part.path(), file, error);
    if (error) throw fail();
}

}  // namespace needsmap::io
