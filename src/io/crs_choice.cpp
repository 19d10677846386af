#include "io/crs_choice.hpp"

#include "base/error.hpp"
#include "geo/crs.hpp"

namespace needsmap::io {

using geo::CoordinateGuess;

namespace {

std::string crs_of(CoordinateGuess guess) {
    switch (guess) {
        case CoordinateGuess::lon_lat: return "EPSG:4326";
        case CoordinateGuess::british_national_grid: return "EPSG:27700";
        case CoordinateGuess::web_mercator: return "EPSG:3857";
        case CoordinateGuess::unknown: break;
    }
    return {};
}

std::string words_of(CoordinateGuess guess) {
    switch (guess) {
        case CoordinateGuess::lon_lat: return "longitude and latitude";
        case CoordinateGuess::british_national_grid: return "British National Grid metres";
        case CoordinateGuess::web_mercator: return "web-Mercator metres";
        case CoordinateGuess::unknown: break;
    }
    return "no coordinate system of this country";
}

bool fits_degrees(const geo::MapBox& box) { return box.min_x >= -180 && box.max_x <= 180 && box.min_y >= -90 && box.max_y <= 90; }

/// Great Britain with its islands, in degrees, with room to spare.
bool is_near_britain(const geo::MapBox& box) { return box.max_x > -10 && box.min_x < 4 && box.max_y > 49 && box.min_y < 62; }
geo::MapBox swapped(const geo::MapBox& box) { return {box.min_y, box.min_x, box.max_y, box.max_x}; }

/// Degrees in a system of degrees, metres in a system of metres.
bool numbers_can_be(bool is_degrees, const geo::MapBox& box) {
    if (is_degrees) return fits_degrees(box);
    return !(fits_degrees(box) && box.width() < 20 && box.height() < 20);
}

void add(base::Diagnostics& diagnostics, base::Severity severity, const std::string& file, std::string message, std::string hint) {
    diagnostics.add({severity, "coordinate-system", file, 0, 0, {}, std::move(message), std::move(hint)});
}

void warn_if_swapped(const geo::MapBox& box, const std::string& file, base::Diagnostics& diagnostics) {
    if (fits_degrees(box) && !is_near_britain(box) && is_near_britain(swapped(box)))
        add(diagnostics, base::Severity::error, file, "Latitude and longitude look swapped: the data lies far from Britain.",
            "Export the file with longitude first.");
}

/// Nobody named a system that the numbers fit: take what they look like and ask.
std::string take_guess(const CrsClaim& claim, const geo::MapBox& box, const std::string& file, base::Diagnostics& diagnostics) {
    const CoordinateGuess guess = geo::guess_coordinates(box.min_x, box.min_y, box.max_x, box.max_y);
    const bool says_nothing = claim.file_crs.empty();
    const std::string says = says_nothing ? "The file does not say its coordinate system"
                                          : "The file says its coordinates are " + claim.file_crs_name + ", which they cannot be";
    if (guess == CoordinateGuess::unknown)
        throw base::Error(says + ", and the numbers look like " + words_of(guess) + ".",
                          "Write crs = \"EPSG:…\" in the workspace; ask whoever made the file for the number.");
    add(diagnostics, base::Severity::error, file, says + "; the numbers look like " + words_of(guess) + " and were read as that.",
        "Write crs = \"" + crs_of(guess) + "\" in the workspace if that is right.");
    return crs_of(guess);
}

}  // namespace

std::string choose_crs(const CrsClaim& claim, const geo::MapBox& bounds, const std::string& file, base::Diagnostics& diagnostics) {
    if (bounds.empty()) return claim.file_crs.empty() ? "EPSG:27700" : claim.file_crs;
    if (!claim.file_crs.empty() && numbers_can_be(claim.file_is_degrees, bounds)) {
        if (!claim.workspace_crs.empty() && claim.workspace_crs != claim.file_crs)
            add(diagnostics, base::Severity::warning, file,
                "The file names its own coordinate system (" + claim.file_crs_name + "), which was used instead of crs = \"" +
                    claim.workspace_crs + "\".",
                "Leave the key out.");
        if (claim.file_is_degrees) warn_if_swapped(bounds, file, diagnostics);
        return claim.file_crs;
    }
    if (!claim.workspace_crs.empty()) return claim.workspace_crs;
    if (claim.file_crs.empty() && !claim.assumed_crs.empty()) return claim.assumed_crs;
    return take_guess(claim, bounds, file, diagnostics);
}

}  // namespace needsmap::io
