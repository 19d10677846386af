// Which coordinate system a file's numbers are in: what the file says, what the workspace says, and what the numbers themselves allow.
#pragma once

#include <string>

#include "base/diagnostics.hpp"
#include "geo/spaces.hpp"

namespace needsmap::io {

struct CrsClaim {
    std::string file_crs;       ///< as the file says; empty when it says nothing
    std::string file_crs_name;  ///< for messages
    bool file_is_degrees = false;
    std::string workspace_crs;  ///< the key `crs`; empty when not given
    std::string assumed_crs;    ///< what to take when nobody says (empty: ask)
};

/// The coordinate system to read `bounds` with. When the numbers cannot be in the system that the file names, or nobody names one,
/// they are read as what they plainly look like, and an error asks to confirm it with the key `crs`. Throws base::Error without the
/// file name when nothing fits.
[[nodiscard]] std::string choose_crs(const CrsClaim& claim, const geo::MapBox& bounds, const std::string& file,
                                     base::Diagnostics& diagnostics);

}  // namespace needsmap::io
