// Format: RFC 7946, with the member "crs" of its predecessor (geojson.org, 2008).
#include "io/geojson_reader.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "base/text.hpp"

namespace needsmap::io {

namespace {

/// Leaves the file to GDAL. Never leaves this file.
struct NotPlain {};

/// Reads JSON text forward, one token at a time.
class JsonCursor {
public:
    explicit JsonCursor(std::string_view text) : m_at(text.data()), m_end(text.data() + text.size()) {}

    void skip_space() {
        while (m_at != m_end && (*m_at == ' ' || *m_at == '\n' || *m_at == '\r' || *m_at == '\t')) ++m_at;
    }
    [[nodiscard]] char peek() {
        skip_space();
        if (m_at == m_end) throw NotPlain();
        return *m_at;
    }
    bool take(char c) {
        if (peek() != c) return false;
        ++m_at;
        return true;
    }
    void expect(char c) {
        if (!take(c)) throw NotPlain();
    }
    bool take_word(std::string_view word) {
        skip_space();
        if (!std::string_view(m_at, m_end).starts_with(word)) return false;
        m_at += word.size();
        return true;
    }
    [[nodiscard]] bool at_end() {
        skip_space();
        return m_at == m_end;
    }

    double number() {
        skip_space();
        double value = 0;
        // from_chars also takes "inf" and "nan", which are no JSON.
        if (m_at == m_end || !(*m_at == '-' || (*m_at >= '0' && *m_at <= '9'))) throw NotPlain();
        const auto [end, error] = std::from_chars(m_at, m_end, value);
        if (error != std::errc()) throw NotPlain();
        m_at = end;
        return value;
    }
    std::string_view number_text() {
        skip_space();
        const char* begin = m_at;
        (void)number();
        return {begin, m_at};
    }

    /// The text of a string without escapes as it stands; with escapes decoded into `buffer`.
    std::string_view string(std::string& buffer) {
        expect('"');
        const char* begin = m_at;
        while (m_at != m_end && *m_at != '"' && *m_at != '\\') ++m_at;
        if (m_at == m_end) throw NotPlain();
        if (*m_at == '"') return {begin, m_at++};
        buffer.assign(begin, m_at);
        while (m_at != m_end && *m_at != '"') {
            if (*m_at == '\\')
                escape(buffer);
            else
                buffer += *m_at++;
        }
        expect('"');
        return buffer;
    }

    /// Passes over a value of any kind.
    void skip_value() {
        std::string buffer;
        switch (peek()) {
            case '"': (void)string(buffer); return;
            case '{':
                ++m_at;
                for (bool more = !take('}'); more; more = next_member('}')) (void)string(buffer), expect(':'), skip_value();
                return;
            case '[':
                ++m_at;
                for (bool more = !take(']'); more; more = next_member(']')) skip_value();
                return;
            default:
                if (!take_word("true") && !take_word("false") && !take_word("null")) (void)number();
        }
    }
    /// After a member: whether another follows, or `close` ends the list.
    bool next_member(char close) {
        if (take(',')) return true;
        expect(close);
        return false;
    }

private:
    void escape(std::string& out) {
        if (++m_at == m_end) throw NotPlain();
        const char c = *m_at++;
        switch (c) {
            case 'n': out += '\n'; return;
            case 't': out += '\t'; return;
            case 'r': out += '\r'; return;
            case 'b': out += '\b'; return;
            case 'f': out += '\f'; return;
            case '"':
            case '\\':
            case '/': out += c; return;
            case 'u': return unicode_escape(out);
            default: throw NotPlain();
        }
    }
    void unicode_escape(std::string& out) {
        unsigned c = 0;
        if (m_end - m_at < 4 || std::from_chars(m_at, m_at + 4, c, 16).ptr != m_at + 4) throw NotPlain();
        m_at += 4;
        if (c >= 0xD800 && c <= 0xDFFF) throw NotPlain();  // pairs are rare enough for GDAL
        if (c < 0x80) {
            out += static_cast<char>(c);
        } else if (c < 0x800) {
            out += static_cast<char>(0xC0 | (c >> 6)), out += static_cast<char>(0x80 | (c & 0x3F));
        } else {
            out += static_cast<char>(0xE0 | (c >> 12)), out += static_cast<char>(0x80 | ((c >> 6) & 0x3F)),
                out += static_cast<char>(0x80 | (c & 0x3F));
        }
    }

    const char* m_at;
    const char* m_end;
};

class GeoJsonReader {
public:
    explicit GeoJsonReader(std::string_view text) : m_json(text) { m_file.attributes.rows_are_lines = false; }

    VectorFile run() {
        m_file.crs = "EPSG:4326", m_file.crs_name = "WGS 84", m_file.crs_is_degrees = true;
        bool is_collection = false, has_features = false;
        read_object([&](std::string_view key) {
            if (key == "type")
                is_collection = m_json.string(m_buffer) == "FeatureCollection";
            else if (key == "features")
                has_features = true, read_features();
            else if (key == "crs")
                read_crs();
            else
                m_json.skip_value();
        });
        if (!is_collection || !has_features || !m_json.at_end()) throw NotPlain();
        fill_grid();
        return std::move(m_file);
    }

private:
    template <class Member>
    void read_object(Member member) {
        m_json.expect('{');
        for (bool more = !m_json.take('}'); more; more = m_json.next_member('}')) {
            std::string buffer;
            const std::string_view key = m_json.string(buffer);
            m_json.expect(':');
            member(key);
        }
    }
    template <class Item>
    void read_list(Item item) {
        m_json.expect('[');
        for (bool more = !m_json.take(']'); more; more = m_json.next_member(']')) item();
    }

    void read_features() {
        read_list([&] { read_feature(); });
    }
    void read_feature() {
        m_shape = FeatureShape::none;
        m_row.clear();
        bool has_geometry = false;
        read_object([&](std::string_view key) {
            if (key == "properties") {
                if (!m_json.take_word("null")) read_properties();
            } else if (key == "geometry") {
                if (std::exchange(has_geometry, true)) throw NotPlain();
                if (!m_json.take_word("null")) read_geometry();
            } else {
                m_json.skip_value();
            }
        });
        m_rows.push_back(m_row);
        m_file.shape.push_back(m_shape);
        m_file.feature_ring_begin.push_back(static_cast<std::uint32_t>(m_file.ring_part.size()));
    }

    // ---- properties ----

    struct Cell {
        std::uint32_t column, offset, length;
    };

    void read_properties() {
        read_object([&](std::string_view key) {
            const std::uint32_t column = column_of(key);
            const std::string_view text = scalar();
            m_row.push_back({column, static_cast<std::uint32_t>(m_text.size()), static_cast<std::uint32_t>(text.size())});
            m_text += text;
        });
    }
    std::uint32_t column_of(std::string_view key) {
        // Features repeat the same keys in the same order.
        const std::size_t guess = m_row.size();
        std::vector<std::string>& columns = m_file.attributes.columns;
        if (guess < columns.size() && columns[guess] == key) return static_cast<std::uint32_t>(guess);
        const auto it = std::ranges::find(columns, key);
        if (it != columns.end()) return static_cast<std::uint32_t>(it - columns.begin());
        columns.emplace_back(key);
        return static_cast<std::uint32_t>(columns.size() - 1);
    }
    std::string_view scalar() {
        switch (m_json.peek()) {
            case '"': return text();
            case '{':
            case '[': throw NotPlain();
            default: break;
        }
        if (m_json.take_word("null")) return {};
        if (m_json.take_word("true")) return "true";
        if (m_json.take_word("false")) return "false";
        return m_json.number_text();
    }
    std::string_view text() {
        const std::string_view text = m_json.string(m_buffer);
        if (!base::is_utf8(text)) throw NotPlain();
        return text;
    }
    /// Rows in the order of the columns, which are only all known now.
    void fill_grid() {
        TextGrid grid(std::move(m_text));
        std::vector<TextGrid::Slice> row;
        for (std::size_t r = 0; r < m_rows.size(); ++r) {
            row.assign(m_file.attributes.columns.size(), {});
            for (const Cell& cell : m_rows[r]) row[cell.column] = {cell.offset, cell.length};
            for (const TextGrid::Slice slice : row) grid.add_slice(slice);
            grid.end_row(static_cast<int>(r) + 1);
        }
        m_file.attributes.grid = std::move(grid);
    }

    // ---- geometry ----

    void read_geometry() {
        std::string type;
        bool has_coordinates = false;
        // The type usually comes first; when it does not, the coordinates cannot be told apart yet.
        read_object([&](std::string_view key) {
            if (key == "type")
                type = m_json.string(m_buffer);
            else if (key == "coordinates")
                has_coordinates = true, read_coordinates(type);
            else
                m_json.skip_value();
        });
        if (!has_coordinates) throw NotPlain();
    }
    void read_coordinates(const std::string& type) {
        const std::size_t before = m_file.ring_part.size();
        if (type == "Polygon")
            read_polygon(), m_shape = FeatureShape::polygon;
        else if (type == "MultiPolygon")
            read_list([&] { read_polygon(); }), m_shape = FeatureShape::polygon;
        else if (type == "LineString")
            read_line(), m_shape = FeatureShape::line;
        else if (type == "MultiLineString")
            read_list([&] { read_line(); }), m_shape = FeatureShape::line;
        else if (type == "Point")
            read_point(), m_shape = FeatureShape::point;
        else if (type == "MultiPoint")
            read_list([&] { read_point(); }), m_shape = FeatureShape::point;
        else
            throw NotPlain();
        if (m_file.ring_part.size() == before) m_shape = FeatureShape::none;  // "coordinates": []
    }
    void read_polygon() {
        const std::size_t before = m_file.ring_part.size();
        read_list([&] { read_list([&] { read_position(); }), end_ring(); });
        if (m_file.ring_part.size() > before) ++m_part;
    }
    void read_line() {
        read_list([&] { read_position(); }), end_ring(), ++m_part;
    }
    void read_point() { read_position(), end_ring(), ++m_part; }
    void end_ring() {
        m_file.ring_begin.push_back(static_cast<std::uint32_t>(m_file.points.size()));
        m_file.ring_part.push_back(m_part);
    }
    void read_position() {
        m_json.expect('[');
        geo::MapPoint p;
        p.x = m_json.number();
        m_json.expect(',');
        p.y = m_json.number();
        while (m_json.take(',')) (void)m_json.number();  // heights
        m_json.expect(']');
        m_file.points.push_back(p);
    }

    // ---- coordinate system ----

    void read_crs() {
        std::string name;
        read_object([&](std::string_view key) {
            if (key == "type") {
                if (m_json.string(m_buffer) != "name") throw NotPlain();
            } else if (key == "properties") {
                read_object([&](std::string_view property) {
                    if (property == "name")
                        name = m_json.string(m_buffer);
                    else
                        m_json.skip_value();
                });
            } else {
                m_json.skip_value();
            }
        });
        if (name == "urn:ogc:def:crs:EPSG::27700" || name == "EPSG:27700")
            m_file.crs = "EPSG:27700", m_file.crs_name = "OSGB36 / British National Grid", m_file.crs_is_degrees = false;
        else if (name != "urn:ogc:def:crs:OGC:1.3:CRS84" && name != "urn:ogc:def:crs:OGC::CRS84")
            throw NotPlain();
    }

    JsonCursor m_json;
    VectorFile m_file;
    FeatureShape m_shape = FeatureShape::none;
    std::uint32_t m_part = 0;
    std::string m_buffer;
    std::string m_text;
    std::vector<Cell> m_row;
    std::vector<std::vector<Cell>> m_rows;
};

}  // namespace

std::optional<VectorFile> read_plain_geojson(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    try {
        return GeoJsonReader(text).run();
    } catch (const NotPlain&) {
        return std::nullopt;
    }
}

}  // namespace needsmap::io
