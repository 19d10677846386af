#include "scene/label_space.hpp"

#include <algorithm>
#include <cmath>
#include <set>

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

double LabelSpace::taken_mm2(const geo::PageBox& box) const {
    std::set<std::uint32_t> seen;  // a box may lie in several cells
    double sum = 0;
    each_cell(box, m_cell_mm, [&](std::uint64_t key) {
        if (const auto it = m_cells.find(key); it != m_cells.end())
            for (const std::uint32_t i : it->second) {
                const geo::PageBox& b = m_boxes[i];
                const double width = std::min(b.max_x, box.max_x) - std::max(b.min_x, box.min_x);
                const double height = std::min(b.max_y, box.max_y) - std::max(b.min_y, box.min_y);
                if (width > 0 && height > 0 && seen.insert(i).second) sum += width * height;
            }
        return true;
    });
    return sum;
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
