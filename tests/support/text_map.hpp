// Tiny maps drawn as text, so that a test shows its geometry: "AAB/ACB" is three areas on a 3 x 2 grid of square cells.
//
// Rows are separated by '/' or line ends, the first row is the northernmost. Each letter is one area; a dot or a space is
// outside. Areas are numbered in the order of their letters (A = 0, B = 1 ... whatever the order on the map). Cells of an area
// that only touch at a corner are separate parts. Every grid corner on a border is a vertex, so neighbours share vertices.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "geo/coverage_builder.hpp"

namespace needsmap::test {

/// How a text map lies on the ground: the south-west corner and the side of a cell, in metres of EPSG:27700.
struct TextMapFrame {
    double cell_m = 1000;
    double west_m = 400000;
    double south_m = 200000;
};

namespace text_map_detail {

using Corner = std::pair<int, int>;  // column from the west, row from the south
using Loop = std::vector<Corner>;

inline std::vector<std::string> rows_of(std::string_view text) {
    std::vector<std::string> rows(1);
    for (const char c : text) {
        if (c == '/' || c == '\n') {
            rows.emplace_back();
        } else {
            rows.back() += c;
        }
    }
    std::erase(rows, std::string());  // a raw string literal starts and ends with a line end
    return {rows.rbegin(), rows.rend()};
}

inline char at(const std::vector<std::string>& rows, int column, int row) {
    if (row < 0 || column < 0 || row >= static_cast<int>(rows.size())) return '.';
    const std::string& line = rows[static_cast<std::size_t>(row)];
    const char c = column < static_cast<int>(line.size()) ? line[static_cast<std::size_t>(column)] : '.';
    return c == ' ' ? '.' : c;
}

/// Twice the signed area, positive when counter-clockwise.
inline int doubled_area(const Loop& loop) {
    int sum = 0;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        const Corner a = loop[i];
        const Corner b = loop[(i + 1) % loop.size()];
        sum += a.first * b.second - b.first * a.second;
    }
    return sum;
}

/// Even-odd test for the centre of the unit square whose south-west corner is `cell`.
inline bool contains_cell(const Loop& loop, Corner cell) {
    bool inside = false;
    for (std::size_t i = 0; i < loop.size(); ++i) {
        const Corner a = loop[i];
        const Corner b = loop[(i + 1) % loop.size()];
        const bool spans = (a.second <= cell.second) != (b.second <= cell.second);
        if (spans && a.first > cell.first) inside = !inside;
    }
    return inside;
}

/// The border of one letter as simple loops with its cells on the left.
inline std::vector<Loop> loops_of(const std::vector<std::string>& rows, char letter) {
    // Directions are 0 east, 1 north, 2 west, 3 south; a border step leaves a corner in one of them.
    constexpr std::array<Corner, 4> step = {{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}};
    std::map<Corner, std::set<int>> leaving;
    int columns = 0;
    for (const std::string& row : rows) columns = std::max(columns, static_cast<int>(row.size()));
    for (int r = 0; r < static_cast<int>(rows.size()); ++r) {
        for (int c = 0; c < columns; ++c) {
            if (at(rows, c, r) != letter) continue;
            if (at(rows, c, r - 1) != letter) leaving[{c, r}].insert(0);
            if (at(rows, c + 1, r) != letter) leaving[{c + 1, r}].insert(1);
            if (at(rows, c, r + 1) != letter) leaving[{c + 1, r + 1}].insert(2);
            if (at(rows, c - 1, r) != letter) leaving[{c, r + 1}].insert(3);
        }
    }
    std::vector<Loop> loops;
    while (!leaving.empty()) {
        Loop path;
        Corner corner = leaving.begin()->first;
        int heading = *leaving.begin()->second.begin();
        const auto take = [&](int direction) {
            const auto found = leaving.find(corner);
            found->second.erase(direction);
            if (found->second.empty()) leaving.erase(found);
        };
        take(heading);
        path.push_back(corner);
        for (;;) {
            corner = {corner.first + step[static_cast<std::size_t>(heading)].first,
                      corner.second + step[static_cast<std::size_t>(heading)].second};
            // A corner seen before closes a simple loop: cut it out, so that loops touch at corners but never visit one twice.
            for (std::size_t i = 0; i < path.size(); ++i) {
                if (path[i] != corner) continue;
                loops.emplace_back(path.begin() + static_cast<std::ptrdiff_t>(i), path.end());
                path.resize(i);
                break;
            }
            if (!leaving.contains(corner)) break;
            const std::set<int>& options = leaving[corner];
            // Turning left first keeps to the same cell, so cells that touch at a corner become separate parts.
            int next = -1;
            for (const int turn : {1, 0, 3}) {
                if (next < 0 && options.contains((heading + turn) % 4)) next = (heading + turn) % 4;
            }
            if (next < 0) break;
            path.push_back(corner);
            heading = next;
            take(heading);
        }
    }
    return loops;
}

}  // namespace text_map_detail

/// The map as the builder wants it. Labels are the letters. An area letter may repeat anywhere; parts and holes follow.
[[nodiscard]] inline geo::PolygonInput text_map(std::string_view text, const TextMapFrame& frame = {}) {
    using namespace text_map_detail;
    const std::vector<std::string> rows = rows_of(text);
    std::set<char> letters;
    for (const std::string& row : rows)
        for (const char c : row)
            if (c != '.' && c != ' ') letters.insert(c);

    geo::PolygonInput input;
    input.file = "text map";
    input.ring_begin.push_back(0);
    std::uint32_t part = 0;
    for (const char letter : letters) {
        const auto area = static_cast<geo::AreaIndex>(input.area_labels.size());
        input.area_labels.emplace_back(1, letter);
        const auto add_ring = [&](const Loop& loop) {
            for (const Corner& corner : loop)
                input.points.push_back({frame.west_m + frame.cell_m * corner.first, frame.south_m + frame.cell_m * corner.second});
            input.ring_begin.push_back(static_cast<std::uint32_t>(input.points.size()));
            input.ring_area.push_back(area);
            input.ring_part.push_back(part);
        };
        const std::vector<Loop> loops = loops_of(rows, letter);
        for (const Loop& outer : loops) {
            if (doubled_area(outer) <= 0) continue;
            add_ring(outer);
            for (const Loop& hole : loops) {
                if (doubled_area(hole) >= 0) continue;
                // A hole is inside the smallest outer loop around it; outer loops of one letter nest only through another hole.
                const Loop* owner = nullptr;
                for (const Loop& candidate : loops) {
                    if (doubled_area(candidate) <= 0) continue;
                    // Any cell just outside the hole's lowest-left corner of a clockwise loop belongs to the area around it.
                    const Corner corner = *std::min_element(hole.begin(), hole.end());
                    const Corner cell{corner.first - 1, corner.second};
                    if (contains_cell(candidate, cell) && (!owner || doubled_area(candidate) < doubled_area(*owner))) owner = &candidate;
                }
                if (owner == &outer) add_ring(hole);
            }
            ++part;
        }
    }
    return input;
}

/// The coverage of a text map, built without any transformation.
[[nodiscard]] inline geo::BuiltCoverage text_coverage(std::string_view text, const TextMapFrame& frame = {}) {
    base::QuietJob job;
    return geo::build_coverage(text_map(text, frame), geo::MapFromCrs("EPSG:27700"), {}, job);
}

}  // namespace needsmap::test
