#include "model/cell.hpp"

namespace needsmap::model {

std::string_view to_string(CellState state) {
    switch (state) {
        case CellState::value: return "value";
        case CellState::provisional: return "provisional";
        case CellState::missing: return "missing";
        case CellState::suppressed: return "suppressed";
        case CellState::not_applicable: return "not applicable";
        case CellState::outside_scope: return "outside scope";
    }
    return "missing";
}

}  // namespace needsmap::model
