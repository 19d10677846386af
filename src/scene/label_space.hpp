// The page's taken space while labels are placed: first come, first served, never twice.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "geo/spaces.hpp"

namespace needsmap::scene {

/// Boxes on the page, hashed into square cells.
class LabelSpace {
public:
    explicit LabelSpace(double cell_mm = 12) : m_cell_mm(cell_mm) {}
    [[nodiscard]] bool is_free(const geo::PageBox& box) const;
    /// How much of the box is taken, in mm²; where boxes overlap it counts for each of them.
    [[nodiscard]] double taken_mm2(const geo::PageBox& box) const;
    void take(const geo::PageBox& box);
    /// Takes the box if it is free.
    [[nodiscard]] bool try_take(const geo::PageBox& box) {
        if (!is_free(box)) return false;
        take(box);
        return true;
    }

private:
    double m_cell_mm;
    std::vector<geo::PageBox> m_boxes;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_cells;
};

}  // namespace needsmap::scene
