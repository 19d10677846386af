// What the attributes of one line say about walking and driving along it. Words as OpenStreetMap has them; other sources have some.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/raw_table.hpp"
#include "io/road_speeds.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// How a stretch of road may be used. Lines with equal profiles are joined where nothing else meets them.
struct RoadProfile {
    std::uint8_t road_class = 0;  ///< of RoadSpeeds
    bool roundabout = false;
    float walk_kmh = 0;  ///< 0: closed
    float forward_kmh = 0, backward_kmh = 0;
    friend bool operator==(const RoadProfile&, const RoadProfile&) = default;
    [[nodiscard]] RoadProfile reversed() const { return {road_class, roundabout, walk_kmh, backward_kmh, forward_kmh}; }
    [[nodiscard]] bool closed() const { return walk_kmh == 0 && forward_kmh == 0 && backward_kmh == 0; }
};

/// Reads the profiles of a table's rows.
class RoadTags {
public:
    /// Throws base::Error, without the file name, when there is no column with classes.
    RoadTags(const RawTable& table, const model::RoadSource& columns, const RoadSpeeds& speeds);

    /// The word of the class column; empty: the line is no road.
    [[nodiscard]] std::string_view class_word(std::size_t row) const { return m_table->text(row, m_class); }
    [[nodiscard]] const std::string& class_column() const { return m_table->columns[m_class]; }
    [[nodiscard]] RoadProfile profile(std::size_t row, std::size_t road_class) const;
    /// A tag by its key: of its own column or of "other_tags"; empty when it is not there.
    [[nodiscard]] std::string tag(std::size_t row, std::string_view key) const;

private:
    [[nodiscard]] int direction(std::size_t row, std::string_view word, bool roundabout) const;
    [[nodiscard]] bool closed(std::size_t row, const std::vector<std::string_view>& keys, bool closed_by_class) const;

    const RawTable* m_table;
    const RoadSpeeds* m_speeds;
    std::size_t m_class = 0;
    bool m_is_osm = false;  ///< the class column is OpenStreetMap's, so motorways are one-way unless they say otherwise
    std::map<std::string, std::size_t, std::less<>> m_columns;
    std::optional<std::size_t> m_other_tags;
};

/// km/h of a maxspeed tag: "30 mph", "50", "national", "GB:nsl_single"; 0 when it says nothing usable.
[[nodiscard]] double speed_limit_kmh(std::string_view text);

/// The value of `key` in GDAL's hstore text ("a"=>"b","c"=>"d"); empty when it is not there.
[[nodiscard]] std::string hstore_value(std::string_view text, std::string_view key);

}  // namespace needsmap::io
