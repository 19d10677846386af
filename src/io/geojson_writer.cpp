// GeoJSON (RFC 7946), written by hand: every byte is ours, so the same table gives the same file.
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "geo/crs.hpp"
#include "io/result_polygons.hpp"
#include "io/result_writer.hpp"

namespace needsmap::io {

namespace {

using Json = nlohmann::ordered_json;
constexpr int lon_lat_decimals = 7;

std::string text_json(const std::string& text) { return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string position(const geo::LonLatFromMap& lon_lat_from_map, geo::MapPoint point) {
    const geo::LonLat p = lon_lat_from_map(point);
    return "[" + base::format_plain(p.x, lon_lat_decimals) + "," + base::format_plain(p.y, lon_lat_decimals) + "]";
}

std::string geometry(const geo::LonLatFromMap& lon_lat_from_map, const std::vector<PolygonRings>& polygons) {
    if (polygons.empty()) return "null";
    std::string out = R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t p = 0; p < polygons.size(); ++p) {
        out += p == 0 ? "[" : ",[";
        for (std::size_t r = 0; r < polygons[p].size(); ++r) {
            out += r == 0 ? "[" : ",[";
            for (std::size_t i = 0; i < polygons[p][r].size(); ++i)
                out += (i == 0 ? "" : ",") + position(lon_lat_from_map, polygons[p][r][i]);
            out += "]";
        }
        out += "]";
    }
    return out + "]}";
}

/// Numbers as the table prints them, so that no digit more gets out.
std::string value(const model::ResultColumn& column, std::size_t row) {
    if (column.type == model::ColumnType::text) return column.texts[row].empty() ? "null" : text_json(column.texts[row]);
    return model::cell_number(column, row) ? model::cell_text(column, row) : "null";
}

std::string properties(const model::ResultTable& table, std::size_t row) {
    std::string out = "{";
    for (const model::ResultColumn& column : table.columns)
        out += (out.size() > 1 ? "," : "") + text_json(column.name) + ":" + value(column, row);
    return out + "}";
}

std::string head(const FeatureFileNotes& notes) {
    Json provenance = Json::object();
    for (const auto& [name, text] : notes.provenance) provenance[name] = text;
    const Json members = {{"name", notes.name}, {"title", notes.title}, {"description", notes.description}, {"provenance", provenance}};
    std::string text = members.dump(-1, ' ', false, Json::error_handler_t::replace);
    return R"({"type":"FeatureCollection",)" + text.substr(1, text.size() - 2) + ",\"features\":[\n";
}

}  // namespace

void write_geojson(const model::ResultTable& table, const FeatureFileNotes& notes, const std::filesystem::path& file, base::JobContext& job,
                   const std::vector<model::Outline>& shapes) {
    if (!table.geography && (shapes.empty() || shapes.size() != table.row_count()))
        throw base::Error("The rows of this result are about no areas, so there is nothing to put on a map.");
    const geo::LonLatFromMap lon_lat_from_map;
    std::string out = head(notes);
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        job.check_cancelled();
        out += std::string(row == 0 ? "" : ",\n") + R"({"type":"Feature","properties":)" + properties(table, row) +
               ",\"geometry\":" + geometry(lon_lat_from_map, polygons_of(table, shapes, row)) + "}";
    }
    base::write_file(file, out + "\n]}\n");
}

}  // namespace needsmap::io
