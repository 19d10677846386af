#include "io/point_table.hpp"

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/format.hpp"
#include "geo/crs.hpp"
#include "io/cell_text.hpp"
#include "io/crs_choice.hpp"
#include "io/table_reader.hpp"
#include "io/vector_file.hpp"

namespace needsmap::io {

using base::Severity;
using geo::MapPoint;

namespace {

constexpr double metres_per_km = 1000;
/// Places up to this far outside the county's box may serve it; farther away a wrong coordinate is likelier.
constexpr double least_margin_m = 10 * metres_per_km;

/// British National Grid as used on land: eastings below 700 km, northings below 1,300 km (OS, "A guide to coordinate systems").
bool is_on_national_grid(MapPoint p) { return p.x >= 0 && p.x <= 700000 && p.y >= 0 && p.y <= 1300000; }

class PositionChecker {
public:
    PositionChecker(const RawTable& table, const PointTableSpec& spec, const ExpectedGround& ground, base::Diagnostics& diagnostics)
        : m_table(&table),
          m_name(table.find(spec.name)),
          m_warn_outside(spec.warn_outside),
          m_ground(&ground),
          m_diagnostics(&diagnostics) {
        if (ground.geography) m_box = ground.geography->coverage->full().bounds();
        m_margin_m = std::max(least_margin_m, std::max(m_box.width(), m_box.height()) / 2);
    }

    /// Whether raw columns can be a position in a system of metres; `is_grid` when it is the National Grid.
    bool accept_metres(std::size_t row, MapPoint raw, bool is_grid) {
        if (raw.x == 0 && raw.y == 0) return report(row, "has the position 0, 0.", {}), false;
        if (std::abs(raw.x) <= 180 && std::abs(raw.y) <= 90)
            return report(row, "has " + words(raw, 6) + ", which look like longitude and latitude, not metres.",
                          "Convert them, or write crs = \"EPSG:4326\" if all rows are like that."),
                   false;
        if (is_grid && !is_on_national_grid(raw)) {
            const std::string hint = is_on_national_grid({raw.x / 10, raw.y}) || is_on_national_grid({raw.x, raw.y / 10})
                                         ? "One of them may have a digit too many."
                                         : "Check both numbers.";
            return report(row, "has " + words(raw, 0) + ", which lie outside the National Grid.", hint), false;
        }
        return true;
    }
    bool accept_degrees(std::size_t row, MapPoint raw) {
        if (std::abs(raw.x) <= 180 && std::abs(raw.y) <= 90 && !(raw.x == 0 && raw.y == 0)) return true;
        return report(row, "has " + words(raw, 6) + ", which are no longitude and latitude.", {}), false;
    }
    /// The same on the map: in the county, near it (warned) or too far away.
    bool accept_on_map(std::size_t row, MapPoint p) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y)) return report(row, "has a position that cannot be brought to the map.", {}), false;
        if (!m_ground->geography || m_ground->geography->locator->find(p) != geo::no_area) return true;
        if (m_box.padded(m_margin_m).contains(p)) {
            if (m_warn_outside) add(Severity::warning, "place-outside", row, label(row) + " lies outside " + m_ground->county + ".", {});
            return true;
        }
        if (m_box.contains({p.y, p.x}))
            return report(row, "lies far outside " + m_ground->county + "; easting and northing look swapped.", "Swap them."), false;
        const double away_m =
            std::hypot(std::max({m_box.min_x - p.x, 0.0, p.x - m_box.max_x}), std::max({m_box.min_y - p.y, 0.0, p.y - m_box.max_y}));
        return report(row, "lies " + base::format_number(away_m / metres_per_km, 0) + " km outside " + m_ground->county + ".",
                      "Check its coordinates."),
               false;
    }
    void report(std::size_t row, const std::string& what, std::string hint) {
        add(Severity::error, "bad-position", row, label(row) + " " + what + " It is not shown.", std::move(hint));
    }

private:
    static std::string words(MapPoint p, int decimals) {
        return "the coordinates " + base::format_plain(p.x, decimals) + ", " + base::format_plain(p.y, decimals);
    }
    [[nodiscard]] std::string label(std::size_t row) const {
        const std::string name(m_name ? m_table->text(row, *m_name).substr(0, 80) : std::string_view());
        return name.empty() ? "A place without a name" : name;
    }
    void add(Severity severity, std::string id, std::size_t row, std::string message, std::string hint) {
        m_diagnostics->add({severity, std::move(id), m_table->file, m_table->line(row), 0, {}, std::move(message), std::move(hint)});
    }

    const RawTable* m_table;
    std::optional<std::size_t> m_name;
    bool m_warn_outside;
    const ExpectedGround* m_ground;
    base::Diagnostics* m_diagnostics;
    geo::MapBox m_box;
    double m_margin_m = 0;
};

bool is_degree_crs(const std::string& crs) { return crs == "EPSG:4326" || crs == "OGC:CRS84" || crs == "EPSG:4258" || crs == "EPSG:4277"; }
bool is_national_grid(const std::string& crs) { return crs == "EPSG:27700"; }

std::size_t need_column(const RawTable& table, const std::string& column) {
    if (const auto found = table.find(column)) return *found;
    const ColumnProblem problem = explain_missing_column(table, column);
    throw base::Error(problem.message, problem.hint);
}

bool row_is_blank(const RawTable& table, std::size_t row) {
    std::size_t filled = 0;
    for (std::size_t c = 0; c < table.columns.size(); ++c) filled += table.text(row, c).empty() ? 0 : 1;
    return filled == 0 || (filled == 1 && table.columns.size() > 2);  // a footnote
}

/// Brings the accepted raw positions to the map and checks them there.
void to_map(const std::string& crs, const std::vector<std::size_t>& rows, std::vector<MapPoint> points, PositionChecker& checker,
            PointTable& out) {
    const geo::MapFromCrs map_from_crs(crs);
    if (!map_from_crs.is_identity()) map_from_crs.transform(points);
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (checker.accept_on_map(rows[i], points[i])) out.position[rows[i]] = points[i];
}

void read_columns(const PointTableSpec& spec, const ExpectedGround& ground, base::Diagnostics& diagnostics, PointTable& out) {
    const RawTable& table = out.table;
    const std::size_t x = need_column(table, spec.x), y = need_column(table, spec.y);
    const std::string crs = spec.crs.empty() ? "EPSG:27700" : spec.crs;
    PositionChecker checker(table, spec, ground, diagnostics);
    std::vector<std::size_t> rows;
    std::vector<MapPoint> points;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        if (row_is_blank(table, row)) continue;
        const ParsedCell px = parse_cell(table.text(row, x)), py = parse_cell(table.text(row, y));
        if (!px.cell.has_number() || !py.cell.has_number()) {
            const std::string text(px.cell.has_number() ? table.text(row, y) : table.text(row, x));
            checker.report(row, text.empty() ? "has no coordinates." : "has \"" + text.substr(0, 40) + "\" where a coordinate should be.",
                           {});
            continue;
        }
        const MapPoint raw{px.cell.number, py.cell.number};
        if (is_degree_crs(crs) ? !checker.accept_degrees(row, raw) : !checker.accept_metres(row, raw, is_national_grid(crs))) continue;
        rows.push_back(row), points.push_back(raw);
    }
    to_map(crs, rows, std::move(points), checker, out);
}

void read_geometry(const PointTableSpec& spec, VectorFile file, const SourcePath& source, const ExpectedGround& ground,
                   base::Diagnostics& diagnostics, PointTable& out) {
    const CrsClaim claim{file.crs, file.crs_name, file.crs_is_degrees, spec.crs, {}};
    const std::string crs = choose_crs(claim, file.bounds(), source.written, diagnostics);
    out.table = std::move(file.attributes);
    out.position.resize(out.table.row_count());
    PositionChecker checker(out.table, spec, ground, diagnostics);
    std::vector<std::size_t> rows;
    std::vector<MapPoint> points;
    for (std::size_t f = 0; f < file.feature_count(); ++f) {
        if (file.shape[f] != FeatureShape::point) {
            checker.report(f, file.shape[f] == FeatureShape::none ? "has no position." : "is a line or an outline, not a point.", {});
            continue;
        }
        rows.push_back(f), points.push_back(file.points[file.ring_begin[file.feature_ring_begin[f]]]);
    }
    to_map(crs, rows, std::move(points), checker, out);
}

/// Positions are checked in two passes, but people read the report along the file.
void tell_in_order(const base::Diagnostics& found, base::Diagnostics& diagnostics) {
    std::vector<base::Diagnostic> items = found.items();
    std::ranges::stable_sort(items, {}, &base::Diagnostic::line);
    for (base::Diagnostic& item : items) diagnostics.add(std::move(item));
}

}  // namespace

PointTable read_point_table(const PointTableSpec& spec, const SourcePath& source, const ExpectedGround& ground,
                            base::Diagnostics& all_diagnostics, base::JobContext& job) {
    PointTable out;
    base::Diagnostics diagnostics;
    if (spec.x.empty()) {
        read_geometry(spec, read_vector_file(source, spec.layer, diagnostics, job), source, ground, diagnostics, out);
    } else {
        out.table = read_raw_table(source, spec.layer, {spec.name, spec.x, spec.y}, spec.header_line, diagnostics);
        out.position.resize(out.table.row_count());
        read_columns(spec, ground, diagnostics, out);
    }
    tell_in_order(diagnostics, all_diagnostics);
    (void)need_column(out.table, spec.name);
    if (out.table.row_count() == 0) throw base::Error("The file has no rows to load.");
    return out;
}

}  // namespace needsmap::io
