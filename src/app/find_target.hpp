// From what people type ("Banbury", "E05006546", "ruscote") to the place on the map they mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/workspace.hpp"

namespace needsmap::app {

struct Target {
    std::string name;                    ///< as it is written on the map
    geo::MapBox box;                     ///< what to show; never empty
    std::optional<model::AreaRef> area;  ///< when it is one area
};

/// Looks for, in this order:
/// 1. an area with this code (the shown geography first),
/// 2. an area of the shown geography with this name,
/// 3. a city or town that has areas named after it close by ("Banbury Ruscote"): the box around those areas,
/// 4. an area of another geography with this name, larger areas first,
/// 5. a settlement: a box around it whose size goes by its class,
/// 6. the one area of the shown geography, or else of another, or the one service, whose name holds these words ("ruscote").
/// Letter case, accents and punctuation do not matter. Throws base::Error (usage) when nothing or more than one thing fits, saying what
/// would.
[[nodiscard]] Target find_target(const model::Workspace& workspace, std::string_view shown_geography, std::string_view text);

}  // namespace needsmap::app
