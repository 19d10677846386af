// Coordinate reference systems: anything PROJ knows to British National Grid (EPSG:27700) and back to lon/lat.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::geo {

/// Transforms coordinates given as (x = east/lon, y = north/lat) in `source` to map metres. Grid files are used when PROJ has them
/// (OSTN15); without, the 7-parameter transformation (up to about 5 m off), and `accuracy_note()` says so.
class MapFromCrs {
public:
    /// `source`: anything proj_create accepts (EPSG:4326, WKT, PROJJSON). Throws base::Error naming it when PROJ cannot.
    explicit MapFromCrs(const std::string& source);
    ~MapFromCrs();
    MapFromCrs(MapFromCrs&&) noexcept;
    MapFromCrs& operator=(MapFromCrs&&) noexcept;

    /// True when the source already is EPSG:27700: transform() then copies.
    [[nodiscard]] bool is_identity() const;
    /// In place, from several threads (each with its own PROJ context). A point PROJ cannot transform becomes (NaN, NaN).
    void transform(std::span<MapPoint> points) const;
    [[nodiscard]] std::string accuracy_note() const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// Map metres to WGS 84 degrees, for files that want lon/lat. Single-threaded use per object.
class LonLatFromMap {
public:
    LonLatFromMap();
    ~LonLatFromMap();
    LonLatFromMap(LonLatFromMap&&) noexcept;
    [[nodiscard]] LonLat operator()(MapPoint point) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

/// What a box of raw coordinates looks like, for "this looks like British National Grid" sentences.
enum class CoordinateGuess { lon_lat, british_national_grid, web_mercator, unknown };
[[nodiscard]] CoordinateGuess guess_coordinates(double min_x, double min_y, double max_x, double max_y);

}  // namespace needsmap::geo
