// The explicit list of panels: one row each. Rails and drawer draw what stands here, in this order.
#pragma once

#include <span>
#include <string_view>

#include "panels/context.hpp"

namespace needsmap::panels {

struct PanelEntry {
    std::string_view id;
    const char* title;  ///< heading of the section or drawer page
    app::Rail rail;
    void (*draw)(PanelContext& context);
    bool folded_at_first = false;
};
[[nodiscard]] std::span<const PanelEntry> panels();

}  // namespace needsmap::panels
