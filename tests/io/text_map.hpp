// Tiny counties drawn as text and written as GeoJSON in metres, for workspaces made by tests.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace needsmap::io {

/// One GeoJSON feature per letter of `rows` (north first); every letter has to fill a rectangle. Cells are 1 km squares from
/// easting 450,000 and northing 200,000, and outlines have a vertex at every corner of a cell, so that neighbours share them.
/// Codes are "C" + letter, names "Area " + letter. '.' is outside.
inline std::string geojson_of_text_map(const std::vector<std::string>& rows, const std::string& crs = "urn:ogc:def:crs:EPSG::27700") {
    struct Rectangle {
        std::size_t west = 1000, east = 0, south = 1000, north = 0;
    };
    std::map<char, Rectangle> rectangles;
    for (std::size_t r = 0; r < rows.size(); ++r)
        for (std::size_t c = 0; c < rows[r].size(); ++c) {
            if (rows[r][c] == '.') continue;
            Rectangle& box = rectangles[rows[r][c]];
            const std::size_t y = rows.size() - 1 - r;
            box.west = std::min(box.west, c), box.east = std::max(box.east, c + 1);
            box.south = std::min(box.south, y), box.north = std::max(box.north, y + 1);
        }
    const auto outline = [](const Rectangle& box) {
        std::string text;
        const auto add = [&](std::size_t x, std::size_t y) {
            text += (text.empty() ? "[" : ",[") + std::to_string(450000 + 1000 * x) + "," + std::to_string(200000 + 1000 * y) + "]";
        };
        for (std::size_t x = box.west; x < box.east; ++x) add(x, box.south);
        for (std::size_t y = box.south; y < box.north; ++y) add(box.east, y);
        for (std::size_t x = box.east; x > box.west; --x) add(x, box.north);
        for (std::size_t y = box.north; y >= box.south; --y) {
            add(box.west, y);
            if (y == 0) break;
        }
        return text;
    };
    std::string out = "{\"type\":\"FeatureCollection\",";
    if (!crs.empty()) out += "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" + crs + "\"}},";
    out += "\"features\":[\n";
    bool first = true;
    for (const auto& [letter, box] : rectangles) {
        out += std::string(first ? "" : ",\n") + "{\"type\":\"Feature\",\"properties\":{\"code\":\"C" + letter + "\",\"name\":\"Area " +
               letter + "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[" + outline(box) + "]]}}";
        first = false;
    }
    return out + "\n]}\n";
}

}  // namespace needsmap::io
