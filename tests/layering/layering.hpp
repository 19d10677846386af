// The rule of the house as a function: which files of src/ break the layers that src/CMakeLists.txt declares.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace needsmap::layering {

/// One row of the record that cmake/layers.cmake writes: "name|layer;layer|prefix;prefix".
struct Layer {
    std::set<std::string> may_include;
    std::set<std::string> header_prefixes;  ///< of third-party headers this layer may include, e.g. "gdal" for <gdal_priv.h>
};

using Layers = std::map<std::string, Layer>;
/// Path below src/ ("geo/crs.hpp") to the file's text.
using Files = std::map<std::string, std::string>;

[[nodiscard]] Layers parse_record(std::string_view record);

/// Every violation as one sentence with file and line; empty when the house is in order. Checks that
/// the declared layers have no cycle, every file lies in a layer, every #include follows a declared edge and names a file that
/// is there, third-party headers stay with their owners, and headers do not include one another in a circle.
[[nodiscard]] std::vector<std::string> violations(const Layers& layers, const Files& files);

}  // namespace needsmap::layering
