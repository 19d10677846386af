// What a map shows, apart from where the camera stands: everything a session saves and an export prints.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/layer.hpp"

namespace needsmap::model {

struct MapDocument {
    std::string layer;                 ///< layer id; empty: boundaries only
    std::string geography;             ///< geography id
    std::optional<ClassSpec> classes;  ///< nullopt: the layer's own
    std::vector<std::string> places;   ///< ids of shown place sets, in drawing order
    bool show_labels = true;
    bool show_context = true;
    std::optional<std::string> title;  ///< printed title; nullopt: the layer's
    friend bool operator==(const MapDocument&, const MapDocument&) = default;
};

}  // namespace needsmap::model
