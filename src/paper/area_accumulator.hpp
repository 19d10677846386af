// Exact-area antialiasing of many edges at once: every edge adds the area it cuts off to the pixels it crosses, and one running
// sum along each row turns that into coverage (the accumulation buffer of font rasterisers such as font-rs and stb_truetype v2).
//
// With N = 4 an edge carries a *colour difference* (left side minus right side) instead of 1, so all classes of a coverage are
// painted in one pass over its arcs, each arc once: neighbouring areas share the pixel in proportion to the area they hold of it,
// and no ground can show through between them. Cairo would fill class after class over each other and needs every arc twice.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <limits>
#include <vector>

namespace needsmap::paper {

template <int N>
class AreaAccumulator {
public:
    using Weight = std::array<float, N>;

    /// An empty window of pixels [0, width) x [0, height). Buffers are kept and only grow.
    void reset(int width, int height) {
        m_width = width;
        m_height = height;
        m_stride = static_cast<std::size_t>(width) + 2;
        // All cells are zero here: sweep() clears behind itself.
        if (const std::size_t needed = m_stride * static_cast<std::size_t>(height); m_cells.size() < needed)
            m_cells.resize(needed, Weight{});
        m_first.assign(static_cast<std::size_t>(height), std::numeric_limits<int>::max());
        m_last.assign(static_cast<std::size_t>(height), -1);
    }

    /// Adds the edge from (x0, y0) to (x1, y1) in pixels, y down. Pixels to the right of a downward edge gain `weight`, of an upward
    /// edge lose it. Edges left of the window count, edges right of it and above or below change nothing inside.
    void add_edge(float x0, float y0, float x1, float y1, const Weight& weight) {
        if (y0 == y1) return;
        float direction = 1;
        if (y0 > y1) std::swap(x0, x1), std::swap(y0, y1), direction = -1;
        const auto bottom = static_cast<float>(m_height);
        if (y1 <= 0 || y0 >= bottom || std::min(x0, x1) >= static_cast<float>(m_width)) return;
        const float slope = (x1 - x0) / (y1 - y0);
        const float low = std::min(x0, x1), high = std::max(x0, x1);
        const int row_begin = static_cast<int>(std::max(y0, 0.0F));
        const int row_end = std::min(m_height, static_cast<int>(std::ceil(y1)));
        float y_top = std::max(y0, static_cast<float>(row_begin));
        float x_top = y_top == y0 ? x0 : x0 + (y_top - y0) * slope;
        for (int row = row_begin; row < row_end; ++row) {
            const float y_bottom = std::min(static_cast<float>(row + 1), y1);
            const float x_bottom = y_bottom == y1 ? x1 : std::clamp(x0 + (y_bottom - y0) * slope, low, high);
            add_in_row(row, x_top, x_bottom, direction * (y_bottom - y_top), weight);
            y_top = y_bottom;
            x_top = x_bottom;
        }
    }

    /// Calls run(row, x_begin, x_end, sum) for each run of pixels with the same sum of weights, and leaves the window empty.
    template <class Run>
    void sweep(Run&& run) {
        for (int row = 0; row < m_height; ++row) {
            const auto r = static_cast<std::size_t>(row);
            if (m_last[r] < 0) continue;
            Weight* cells = m_cells.data() + r * m_stride;
            Weight sum{};
            const int last = std::min(m_last[r], m_width);  // cells beyond the window only take what leaves it
            int x = m_first[r];
            while (x <= last) {
                add(sum, cells[x], 1.0F);
                cells[x] = Weight{};
                int next = x + 1;
                while (next <= last && is_zero(cells[next])) ++next;
                const int end = next > last ? m_width : next;
                if (!is_nearly_zero(sum) && x < end) run(row, x, std::min(end, m_width), sum);
                x = next;
            }
            for (int i = last + 1; i <= m_last[r]; ++i) cells[i] = Weight{};
        }
    }

private:
    static void add(Weight& to, const Weight& what, float factor) {
        for (std::size_t i = 0; i < N; ++i) to[i] += what[i] * factor;
    }
    static bool is_zero(const Weight& w) {
        bool zero = true;
        for (std::size_t i = 0; i < N; ++i) zero &= w[i] == 0.0F;
        return zero;
    }
    /// Sums end at zero but for rounding: about 1e-7 per edge and row, far below the thousandth of a coverage step seen here.
    static bool is_nearly_zero(const Weight& w) {
        for (std::size_t i = 0; i < N; ++i)
            if (std::abs(w[i]) > 1e-4F) return false;
        return true;
    }

    /// A piece of an edge within one row; `height` is signed.
    void add_in_row(int row, float xa, float xb, float height, const Weight& weight) {
        const auto right = static_cast<float>(m_width);
        if (xa > xb) std::swap(xa, xb);
        if (xa >= right) return;
        if (xa < 0 || xb > right) {
            add_partly_outside(row, xa, xb, height, weight);
            return;
        }
        add_inside(row, xa, xb, height, weight);
    }

    /// Left of the window the piece acts as if at x = 0; right of it it acts on nothing.
    void add_partly_outside(int row, float xa, float xb, float height, const Weight& weight) {
        const auto right = static_cast<float>(m_width);
        const float span = xb - xa;
        if (xa < 0) {
            const float part = xb <= 0 ? 1.0F : -xa / span;
            add_inside(row, 0, 0, height * part, weight);
            height -= height * part;
            if (xb <= 0) return;
            xa = 0;
        }
        if (xb > right) {
            height *= (right - xa) / (xb - xa);
            xb = right;
        }
        add_inside(row, xa, xb, height, weight);
    }

    void add_inside(int row, float xa, float xb, float height, const Weight& weight) {
        const auto r = static_cast<std::size_t>(row);
        Weight* cells = m_cells.data() + r * m_stride;
        const int first = static_cast<int>(xa);
        const int last = std::max(first + 1, static_cast<int>(std::ceil(xb)));
        m_first[r] = std::min(m_first[r], first);
        m_last[r] = std::max(m_last[r], last);
        if (last == first + 1) {
            const float share = (xa + xb) * 0.5F - static_cast<float>(first);  // of the first pixel that lies left of the edge
            add(cells[first], weight, height * (1 - share));
            add(cells[first + 1], weight, height * share);
            return;
        }
        // The edge crosses several pixels: area right of it grows quadratically in the first and last, linearly between.
        const float per_pixel = height / (xb - xa);
        const float head = static_cast<float>(first + 1) - xa;
        const float tail = xb - static_cast<float>(last - 1);
        float covered = 0.5F * head * head * per_pixel;
        add(cells[first], weight, covered);
        float before = covered;
        for (int x = first + 1; x < last - 1; ++x) {
            covered = per_pixel * (head + static_cast<float>(x - first - 1) + 0.5F);
            add(cells[x], weight, covered - before);
            before = covered;
        }
        covered = height - 0.5F * tail * tail * per_pixel;
        add(cells[last - 1], weight, covered - before);
        add(cells[last], weight, height - covered);
    }

    int m_width = 0, m_height = 0;
    std::size_t m_stride = 0;
    std::vector<Weight> m_cells;
    std::vector<int> m_first, m_last;  // per row: cells that may differ from zero
};

}  // namespace needsmap::paper
