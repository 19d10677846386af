#include "scene/label_space.hpp"

#include <cmath>

namespace needsmap::scene {

namespace {

/// Calls `visit(key)` for every cell the box touches, until it returns false.
template <class Visit>
void each_cell(const geo::PageBox& box, double cell_mm, Visit visit) {
    const auto cell = [&](double v) { return static_cast<std::int64_t>(std::floor(v / cell_mm)); };
    for (std::int64_t y = cell(box.min_y); y <= cell(box.max_y); ++y)
        for (std::int64_t x = cell(box.min_x); x <= cell(box.max_x); ++x)
            if (!visit((static_cast<std::uint64_t>(x) << 32) ^ (static_cast<std::uint64_t>(y) & 0xFFFFFFFFu))) return;
}

}  // namespace

bool LabelSpace::is_free(const geo::PageBox& box) const {
    bool free = true;
    each_cell(box, m_cell_mm, [&](std::uint64_t key) {
        if (const auto it = m_cells.find(key); it != m_cells.end())
            for (const std::uint32_t i : it->second)
                if (m_boxes[i].intersects(box)) free = false;
        return free;
    });
    return free;
}

void LabelSpace::take(const geo::PageBox& box) {
    if (box.empty()) return;
    const auto index = static_cast<std::uint32_t>(m_boxes.size());
    m_boxes.push_back(box);
    each_cell(box, m_cell_mm, [&](std::uint64_t key) {
        m_cells[key].push_back(index);
        return true;
    });
}

}  // namespace needsmap::scene
