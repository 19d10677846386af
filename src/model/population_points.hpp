// Where people live, finer than small areas: what a workspace says about the file, and the points once read.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "geo/spaces.hpp"
#include "model/geography.hpp"

namespace needsmap::model {

/// A file of points that a workspace names. It is read only when an analysis asks for it, so that opening a map stays quick.
struct PopulationPointsFile {
    std::string title;      ///< "Where people live"; for method lines
    std::string file;       ///< as the workspace writes it, relative to the workspace file
    std::string layer;      ///< of a database or spreadsheet
    std::string x, y, crs;  ///< columns; crs empty: the British National Grid
    std::string people;     ///< column; empty: every point counts the same
    int header_line = 0;
    std::string source, licence;
};

/// Some people at one spot.
struct PopulationPoint {
    geo::MapPoint position;
    AreaIndex area = geo::no_area;  ///< of PopulationPoints::geography
    double people = 1;              ///< >= 0; only shares within an area matter
};

struct PopulationPoints {
    std::shared_ptr<const Geography> geography;  ///< the finest of the workspace
    std::vector<PopulationPoint> points;         ///< in the order of the files; all inside an area
    std::string title;                           ///< "Where people live"
    base::Diagnostics diagnostics;               ///< rows left out and areas without a point
};

}  // namespace needsmap::model
