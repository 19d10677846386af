// A typed cell: a number, or the reason why there is none. Missing is never zero.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

namespace needsmap::model {

enum class CellState : std::uint8_t {
    value,           ///< a number (zero included)
    provisional,     ///< a number that its source may still change; counts as a number everywhere
    missing,         ///< no number is known
    suppressed,      ///< a number exists but may not be shown (small counts)
    not_applicable,  ///< the question makes no sense here (no year-6 pupils)
    outside_scope,   ///< the area lies outside what the source covers
};
inline constexpr int cell_state_count = 6;

/// Short words for tables and CSV: "value", "provisional", "missing", "suppressed", "not applicable", "outside scope".
[[nodiscard]] std::string_view to_string(CellState state);

struct Cell {
    double number = std::numeric_limits<double>::quiet_NaN();  ///< NaN unless has_number()
    CellState state = CellState::missing;

    /// A number; a non-finite one becomes missing.
    [[nodiscard]] static Cell of(double number, bool is_provisional = false) {
        if (!std::isfinite(number)) return {};
        return {number, is_provisional ? CellState::provisional : CellState::value};
    }
    [[nodiscard]] static Cell none(CellState why) { return {std::numeric_limits<double>::quiet_NaN(), why}; }

    [[nodiscard]] bool has_number() const { return state == CellState::value || state == CellState::provisional; }
};

}  // namespace needsmap::model
