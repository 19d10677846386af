#include "io/vector_file.hpp"

#include <cpl_conv.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>

#include "base/error.hpp"
#include "base/files.hpp"
#include "io/gdal_support.hpp"
#include "io/geojson_reader.hpp"

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
            default: return m_grid->add_cell(OGR_F_GetFieldAsString(feature, i));
        }
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

void report(const GdalMessages& messages, const std::string& file, base::Diagnostics& diagnostics) {
    if (messages.all().empty()) return;
    const auto severity = messages.failed() ? base::Severity::error : base::Severity::warning;
    const std::string what = messages.failed() ? "Part of the file could not be read" : "The file has a peculiarity";
    diagnostics.add({severity, "reading", file, 0, 0, {}, what + messages.in_brackets() + ".", {}});
}

void note_other_layers(const VectorDataset& dataset, const std::string& wanted, const std::string& file, base::Diagnostics& diagnostics) {
    const std::vector<std::string> names = dataset.layer_names();
    if (!wanted.empty() || names.size() < 2) return;
    diagnostics.add({base::Severity::note, "several-layers", file, 0, 0, {},
                     "The file holds " + std::to_string(names.size()) + " layers; \"" + names.front() + "\" was read.",
                     "Write layer = \"" + names[1] + "\" to read another."});
}

bool is_json(const std::string& extension) { return extension == ".json" || extension == ".geojson"; }

VectorFile read_through_gdal(const SourcePath& source, const std::string& layer_name, base::Diagnostics& diagnostics, base::JobContext& job) {
    const GdalMessages messages;
    const VectorDataset dataset(source);
    note_other_layers(dataset, layer_name, source.written, diagnostics);
    const OGRLayerH layer = dataset.layer(layer_name);

    VectorFile file;
    file.attributes.file = source.written;
    file.attributes.rows_are_lines = false;
    const OGRFeatureDefnH definition = OGR_L_GetLayerDefn(layer);
    for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) file.attributes.columns.emplace_back(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i)));

    GeometryCollector geometry(file);
    AttributeCollector attributes(layer, file.attributes.grid);
    OGR_L_ResetReading(layer);
    constexpr int features_between_checks = 256;
    for (int number = 1; const FeaturePointer feature{OGR_L_GetNextFeature(layer)}; ++number) {
        if (number % features_between_checks == 0) job.check_cancelled();
        attributes.add_feature(feature.get(), number);
        geometry.add_feature(OGR_F_GetGeometryRef(feature.get()));
    }
    read_crs(layer, file);
    report(messages, source.written, diagnostics);
    return file;
}

}  // namespace

geo::MapBox VectorFile::bounds() const {
    geo::MapBox box;
    for (const geo::MapPoint& p : points)
        if (std::isfinite(p.x) && std::isfinite(p.y)) box.add(p);
    return box;
}

void require_whole_json(std::string_view text) {
    int depth = 0, line = 1;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++line;
        if (in_string) {
            if (c == '\\') ++i;
            else if (c == '"') in_string = false;
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    if (depth > 0 || in_string)
        throw base::Error("The file ends early, in line " + std::to_string(line) + "; it is probably an incomplete download.", "Download it again.");
}

VectorFile read_vector_file(const SourcePath& source, const std::string& layer_name, base::Diagnostics& diagnostics, base::JobContext& job) {
    require_readable(source);
    if (!source.is_zip && is_json(source_extension(source))) {
        const std::string text = base::read_file(source.file);
        if (auto plain = layer_name.empty() ? read_plain_geojson(text) : std::nullopt) {
            plain->attributes.file = source.written;
            return std::move(*plain);
        }
        require_whole_json(text);
    }
    return read_through_gdal(source, layer_name, diagnostics, job);
}

TextGrid read_spreadsheet(const SourcePath& source, const std::string& layer_name, base::Diagnostics& diagnostics) {
    require_readable(source);
    const GdalMessages messages;
    const VectorDataset dataset(source, true);
    note_other_layers(dataset, layer_name, source.written, diagnostics);
    const OGRLayerH layer = dataset.layer(layer_name);
    TextGrid grid;
    AttributeCollector attributes(layer, grid);
    OGR_L_ResetReading(layer);
    while (const FeaturePointer feature{OGR_L_GetNextFeature(layer)}) attributes.add_feature(feature.get(), static_cast<int>(OGR_F_GetFID(feature.get())));
    report(messages, source.written, diagnostics);
    return grid;
}

}  // namespace needsmap::io
