#include "io/gdal_features.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

#include "base/parallel.hpp"
#include "base/text.hpp"
#include "io/gdal_calls.hpp"
#include "io/text_encoding.hpp"

namespace needsmap::io {

namespace {

struct FeatureDeleter {
    void operator()(void* feature) const { OGR_F_Destroy(feature); }
};
struct GeometryDeleter {
    void operator()(void* geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using FeaturePointer = std::unique_ptr<void, FeatureDeleter>;
using GeometryPointer = std::unique_ptr<void, GeometryDeleter>;

/// Appends the parts of one feature's geometry to the flat arrays.
class GeometryCollector {
public:
    explicit GeometryCollector(VectorFile& file) : m_file(&file) {}

    void add_feature(OGRGeometryH geometry) {
        FeatureShape shape = FeatureShape::none;
        if (geometry != nullptr && OGR_G_IsEmpty(geometry) == 0) {
            if (OGR_G_HasCurveGeometry(geometry, FALSE) != 0) {
                const GeometryPointer lines(OGR_G_GetLinearGeometry(geometry, 0, nullptr));
                shape = add(lines.get());
            } else {
                shape = add(geometry);
            }
        }
        m_file->shape.push_back(shape);
        m_file->feature_ring_begin.push_back(static_cast<std::uint32_t>(m_file->ring_part.size()));
    }

private:
    FeatureShape add(OGRGeometryH geometry) {
        switch (wkbFlatten(OGR_G_GetGeometryType(geometry))) {
            case wkbPoint: return add_points(geometry), FeatureShape::point;
            case wkbLineString: return add_points(geometry), FeatureShape::line;
            case wkbPolygon:
            case wkbTriangle: return add_polygon(geometry), FeatureShape::polygon;
            case wkbMultiPoint:
            case wkbMultiLineString:
            case wkbMultiPolygon:
            case wkbPolyhedralSurface:
            case wkbTIN: return add_children(geometry, FeatureShape::none);
            case wkbGeometryCollection: return add_children(geometry, main_shape(geometry));
            default: return FeatureShape::none;
        }
    }
    /// Polygons win over lines, lines over points; what does not fit the winner is left out.
    static FeatureShape main_shape(OGRGeometryH collection) {
        FeatureShape best = FeatureShape::none;
        for (int i = 0; i < OGR_G_GetGeometryCount(collection); ++i) {
            const int dimension = OGR_G_GetDimension(OGR_G_GetGeometryRef(collection, i));
            best = std::max(best, static_cast<FeatureShape>(dimension + 1));
        }
        return best;
    }
    FeatureShape add_children(OGRGeometryH geometry, FeatureShape only) {
        FeatureShape shape = FeatureShape::none;
        for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
            const OGRGeometryH child = OGR_G_GetGeometryRef(geometry, i);
            if (OGR_G_IsEmpty(child) != 0) continue;
            if (only != FeatureShape::none && OGR_G_GetDimension(child) + 1 != static_cast<int>(only)) continue;
            shape = add(child);
        }
        return shape;
    }
    void add_polygon(OGRGeometryH polygon) {
        for (int i = 0; i < OGR_G_GetGeometryCount(polygon); ++i) add_ring(OGR_G_GetGeometryRef(polygon, i));
        ++m_part;
    }
    void add_points(OGRGeometryH points) { add_ring(points), ++m_part; }
    void add_ring(OGRGeometryH ring) {
        const int count = OGR_G_GetPointCount(ring);
        std::vector<geo::MapPoint>& out = m_file->points;
        const std::size_t first = out.size();
        out.resize(first + static_cast<std::size_t>(count));
        if (count > 0) OGR_G_GetPoints(ring, &out[first].x, sizeof(geo::MapPoint), &out[first].y, sizeof(geo::MapPoint), nullptr, 0);
        m_file->ring_begin.push_back(static_cast<std::uint32_t>(out.size()));
        m_file->ring_part.push_back(m_part);
    }

    VectorFile* m_file;
    std::uint32_t m_part = 0;
};

/// Values as text: integers and shortest exact decimals, so that a column reads the same whichever file it came in.
class AttributeCollector {
public:
    AttributeCollector(OGRLayerH layer, TextGrid& grid) : m_grid(&grid) {
        const OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
            const OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
            m_types.push_back(OGR_Fld_GetType(field));
            m_is_boolean.push_back(OGR_Fld_GetSubType(field) == OFSTBoolean);
        }
    }
    void add_feature(OGRFeatureH feature, int number) {
        for (int i = 0; i < static_cast<int>(m_types.size()); ++i) add_field(feature, i);
        m_grid->end_row(number);
    }

private:
    void add_field(OGRFeatureH feature, int i) {
        if (OGR_F_IsFieldSetAndNotNull(feature, i) == 0) return m_grid->add_cell({});
        if (m_is_boolean[static_cast<std::size_t>(i)]) return m_grid->add_cell(OGR_F_GetFieldAsInteger(feature, i) != 0 ? "true" : "false");
        switch (m_types[static_cast<std::size_t>(i)]) {
            case OFTInteger:
            case OFTInteger64: return add_number(OGR_F_GetFieldAsInteger64(feature, i));
            case OFTReal: return add_number(OGR_F_GetFieldAsDouble(feature, i));
            default: return add_text(OGR_F_GetFieldAsString(feature, i));
        }
    }
    /// Shapefiles without a .cpg may hold anything; damaged text would not survive drawing.
    void add_text(std::string_view text) {
        if (base::is_utf8(text))
            m_grid->add_cell(text);
        else
            m_grid->add_cell(decode_text(std::string(text)).text);
    }
    template <class Number>
    void add_number(Number number) {
        std::array<char, 40> text{};
        const auto result = std::to_chars(text.data(), text.data() + text.size(), number);
        m_grid->add_cell({text.data(), static_cast<std::size_t>(result.ptr - text.data())});
    }

    TextGrid* m_grid;
    std::vector<OGRFieldType> m_types;
    std::vector<bool> m_is_boolean;
};

struct TextFreer {
    void operator()(char* text) const { CPLFree(text); }
};

/// "EPSG:27700" where the file names an authority, else WKT.
std::string crs_text(OGRSpatialReferenceH reference) {
    const char* authority = OSRGetAuthorityName(reference, nullptr);
    const char* code = OSRGetAuthorityCode(reference, nullptr);
    if (authority != nullptr && code != nullptr) return std::string(authority) + ":" + code;
    char* wkt = nullptr;
    const std::array<const char*, 2> options = {"FORMAT=WKT2_2019", nullptr};
    const bool exported = OSRExportToWktEx(reference, &wkt, options.data()) == OGRERR_NONE;
    const std::unique_ptr<char, TextFreer> owner(wkt);
    return exported && wkt != nullptr ? std::string(wkt) : std::string();
}

/// True when the layer gives latitude before longitude (or northing before easting).
bool is_north_first(OGRSpatialReferenceH reference) {
    int count = 0;
    const int* mapping = OSRGetDataAxisToSRSAxisMapping(reference, &count);
    if (mapping == nullptr || count < 2) return false;
    const bool crs_is_north_first = OSREPSGTreatsAsLatLong(reference) != 0 || OSREPSGTreatsAsNorthingEasting(reference) != 0;
    const bool data_is_as_crs = mapping[0] == 1;
    return crs_is_north_first && data_is_as_crs;
}

void read_crs(OGRLayerH layer, VectorFile& file) {
    const OGRSpatialReferenceH reference = OGR_L_GetSpatialRef(layer);
    if (reference == nullptr) return;
    const char* name = OSRGetName(reference);
    file.crs_name = name != nullptr ? name : "";
    // Some formats write a made-up local system where there is none.
    if (OSRIsLocal(reference) != 0) return;
    file.crs = crs_text(reference);
    file.crs_is_degrees = OSRIsGeographic(reference) != 0;
    if (is_north_first(reference))
        for (geo::MapPoint& p : file.points) std::swap(p.x, p.y);
}

/// Features of a layer in its order, or those with first <= id < last.
struct IdRange {
    GIntBig first = 0;
    GIntBig last = 0;
};

VectorFile read_layer(OGRLayerH layer, base::JobContext& job) {
    VectorFile file;
    file.attributes.rows_are_lines = false;
    const OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i)
        file.attributes.columns.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));
    GeometryCollector geometry(file);
    AttributeCollector attributes(layer, file.attributes.grid);
    OGR_L_ResetReading(layer);
    constexpr int features_between_checks = 256;
    for (int number = 1; const FeaturePointer feature{OGR_L_GetNextFeature(layer)}; ++number) {
        if (number % features_between_checks == 0) job.check_cancelled();
        attributes.add_feature(feature.get(), number);
        geometry.add_feature(OGR_F_GetGeometryRef(feature.get()));
    }
    return file;
}

/// Below this, opening the file once more costs more than it saves.
constexpr GIntBig fewest_features_to_share = 5000;

/// Ranges of feature ids to read at once, when that pays: a GeoPackage finds a range without looking at what lies before it.
std::vector<IdRange> ranges_to_share(const VectorDataset& dataset, OGRLayerH layer) {
    if (dataset.driver() != "GPKG" || base::thread_count() < 2 || OGR_L_GetFeatureCount(layer, FALSE) < fewest_features_to_share) return {};
    const std::string column = OGR_L_GetFIDColumn(layer);
    const std::string table = OGR_L_GetName(layer);
    if (column.empty() || column.find('"') != std::string::npos || table.find('"') != std::string::npos) return {};
    const std::string query = "SELECT min(\"" + column + "\") AS low, max(\"" + column + "\") AS high FROM \"" + table + "\"";
    const OGRLayerH answer = GDALDatasetExecuteSQL(dataset.handle(), query.c_str(), nullptr, nullptr);
    if (answer == nullptr) return {};
    std::vector<IdRange> ranges;
    if (const FeaturePointer row{OGR_L_GetNextFeature(answer)}; row && OGR_F_GetFieldCount(row.get()) == 2) {
        const GIntBig low = OGR_F_GetFieldAsInteger64(row.get(), 0), high = OGR_F_GetFieldAsInteger64(row.get(), 1);
        const GIntBig parts = std::min<GIntBig>(base::thread_count(), 4);
        const GIntBig step = (high - low) / parts + 1;
        for (GIntBig first = low; first <= high; first += step) ranges.push_back({first, first + step});
    }
    GDALDatasetReleaseResultSet(dataset.handle(), answer);
    return ranges;
}

VectorFile read_range(const VectorDataset& dataset, const std::string& layer_name, IdRange range, base::JobContext& job) {
    const GdalMessages quiet;
    const VectorDataset own = dataset.again();
    const OGRLayerH layer = own.layer(layer_name);
    const std::string column = std::string("\"") + OGR_L_GetFIDColumn(layer) + "\"";
    OGR_L_SetAttributeFilter(
        layer, (column + " >= " + std::to_string(range.first) + " AND " + column + " < " + std::to_string(range.last)).c_str());
    return read_layer(layer, job);
}

/// Adds the features of `more` after those of `file`.
void append(VectorFile& file, const VectorFile& more) {
    const auto points = static_cast<std::uint32_t>(file.points.size());
    const auto rings = static_cast<std::uint32_t>(file.ring_part.size());
    const std::uint32_t parts = file.ring_part.empty() ? 0 : file.ring_part.back() + 1;
    file.attributes.grid.append(more.attributes.grid, static_cast<int>(file.feature_count()));
    file.points.insert(file.points.end(), more.points.begin(), more.points.end());
    for (std::size_t r = 0; r < more.ring_part.size(); ++r) {
        file.ring_begin.push_back(more.ring_begin[r + 1] + points);
        file.ring_part.push_back(more.ring_part[r] + parts);
    }
    for (std::size_t f = 0; f < more.feature_count(); ++f) {
        file.feature_ring_begin.push_back(more.feature_ring_begin[f + 1] + rings);
        file.shape.push_back(more.shape[f]);
    }
}

}  // namespace

VectorFile read_features(const VectorDataset& dataset, const std::string& layer_name, base::JobContext& job) {
    const OGRLayerH layer = dataset.layer(layer_name);
    const std::vector<IdRange> ranges = ranges_to_share(dataset, layer);
    VectorFile file;
    if (ranges.size() < 2) {
        file = read_layer(layer, job);
    } else {
        std::vector<VectorFile> parts(ranges.size());
        base::parallel_ranges(parts.size(), 1,
                              [&](std::size_t first, std::size_t) { parts[first] = read_range(dataset, layer_name, ranges[first], job); });
        file = std::move(parts.front());
        for (std::size_t i = 1; i < parts.size(); ++i) append(file, parts[i]);
        // What could not be read in parts is read again in one piece, so that GDAL can say why.
        if (file.feature_count() != static_cast<std::size_t>(OGR_L_GetFeatureCount(layer, TRUE))) file = read_layer(layer, job);
    }
    read_crs(layer, file);
    return file;
}

TextGrid read_attribute_grid(const VectorDataset& dataset, const std::string& layer_name) {
    const OGRLayerH layer = dataset.layer(layer_name);
    TextGrid grid;
    AttributeCollector attributes(layer, grid);
    OGR_L_ResetReading(layer);
    while (const FeaturePointer feature{OGR_L_GetNextFeature(layer)})
        attributes.add_feature(feature.get(), static_cast<int>(OGR_F_GetFID(feature.get())));
    return grid;
}

}  // namespace needsmap::io
