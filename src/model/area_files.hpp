// Files by area of the finest geography that a workspace names and analyses read when they need them.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/cell.hpp"

namespace needsmap::model {

/// Rural-urban class of each area, as text.
struct RuralUrbanFile {
    std::string file;          ///< as the workspace writes it
    std::string code, column;  ///< columns with the code and with the class
};

/// Homes planned by area, and homes there are.
struct PlannedHomesFile {
    std::string title;                 ///< "55,000 homes planned for 2006 to 2026"
    std::string file;                  ///< as the workspace writes it
    std::string code;                  ///< column
    std::string planned, homes_today;  ///< columns
};

/// The same once read, by area of the finest geography.
struct PlannedHomes {
    std::string title;
    std::vector<Cell> planned, homes_today;
    base::Diagnostics diagnostics;
};

}  // namespace needsmap::model
