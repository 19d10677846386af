#include "delaunay.hpp"

#include <algorithm>
#include <stdexcept>

namespace needsmap::county {
namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t far_away = std::int64_t{1} << 27;

class Builder {
public:
    explicit Builder(const std::vector<GridPoint>& points) : m_points(points) {
        const int n = static_cast<int>(points.size());
        m_points.push_back({-3 * far_away, -3 * far_away});
        m_points.push_back({3 * far_away, -3 * far_away});
        m_points.push_back({0, 3 * far_away});
        m_triangles.push_back({{n, n + 1, n + 2}, {-1, -1, -1}});
        m_marks.push_back(0);
    }

    void insert(int p) {
        find_cavity(locate(p), p);
        fill_cavity(p);
    }

    /// The triangles still alive, renumbered.
    std::vector<Triangle> take() {
        std::vector<int> number(m_triangles.size(), -1);
        std::vector<Triangle> kept;
        for (std::size_t t = 0; t < m_triangles.size(); ++t) {
            if (m_marks[t] >= 0) {
                number[t] = static_cast<int>(kept.size());
                kept.push_back(m_triangles[t]);
            }
        }
        for (Triangle& t : kept) {
            for (int& n : t.neighbour) {
                n = n < 0 ? -1 : number[n];
            }
        }
        return kept;
    }

private:
    struct Rim {
        int from, to, outside;
    };

    Wide orient(int a, int b, const GridPoint& p) const {
        const GridPoint& pa = m_points[a];
        const GridPoint& pb = m_points[b];
        return static_cast<Wide>(pb.x - pa.x) * (p.y - pa.y) - static_cast<Wide>(pb.y - pa.y) * (p.x - pa.x);
    }

    bool in_circle(const Triangle& t, const GridPoint& p) const {
        Wide dx[3];
        Wide dy[3];
        Wide lift[3];
        for (int i = 0; i < 3; ++i) {
            dx[i] = m_points[t.corner[i]].x - p.x;
            dy[i] = m_points[t.corner[i]].y - p.y;
            lift[i] = dx[i] * dx[i] + dy[i] * dy[i];
        }
        return lift[0] * (dx[1] * dy[2] - dx[2] * dy[1]) + lift[1] * (dx[2] * dy[0] - dx[0] * dy[2]) +
                   lift[2] * (dx[0] * dy[1] - dx[1] * dy[0]) >
               0;
    }

    /// Walks from the last triangle towards the point.
    int locate(int p) {
        int t = m_last;
        for (std::size_t steps = 0; steps < m_triangles.size() + 3; ++steps) {
            const Triangle& triangle = m_triangles[t];
            int next = -1;
            for (int i = 0; i < 3 && next < 0; ++i) {
                if (orient(triangle.corner[(i + 1) % 3], triangle.corner[(i + 2) % 3], m_points[p]) < 0) {
                    next = triangle.neighbour[i];
                }
            }
            if (next < 0) {
                return t;
            }
            t = next;
        }
        throw std::runtime_error("make_county: the triangulation walk does not end");
    }

    void find_cavity(int start, int p) {
        m_cavity.assign(1, start);
        m_rim.clear();
        m_marks[start] = -1;
        for (std::size_t k = 0; k < m_cavity.size(); ++k) {
            const Triangle triangle = m_triangles[m_cavity[k]];
            for (int i = 0; i < 3; ++i) {
                const int n = triangle.neighbour[i];
                if (n >= 0 && m_marks[n] < 0) {
                    continue;
                }
                if (n >= 0 && in_circle(m_triangles[n], m_points[p])) {
                    m_marks[n] = -1;
                    m_cavity.push_back(n);
                } else {
                    m_rim.push_back({triangle.corner[(i + 1) % 3], triangle.corner[(i + 2) % 3], n});
                }
            }
        }
        std::erase_if(m_rim, [this](const Rim& r) { return r.outside >= 0 && m_marks[r.outside] < 0; });
    }

    void fill_cavity(int p) {
        // The rim is a closed chain round the point: order it by following its corners.
        for (std::size_t i = 1; i < m_rim.size(); ++i) {
            const auto next = std::find_if(m_rim.begin() + static_cast<std::ptrdiff_t>(i), m_rim.end(),
                                           [&](const Rim& r) { return r.from == m_rim[i - 1].to; });
            if (next == m_rim.end()) {
                throw std::runtime_error("make_county: two points of the mosaic coincide");
            }
            std::iter_swap(m_rim.begin() + static_cast<std::ptrdiff_t>(i), next);
        }
        const int first = static_cast<int>(m_triangles.size());
        const int count = static_cast<int>(m_rim.size());
        for (int i = 0; i < count; ++i) {
            const Rim& rim = m_rim[i];
            m_triangles.push_back({{p, rim.from, rim.to}, {rim.outside, first + (i + 1) % count, first + (i + count - 1) % count}});
            m_marks.push_back(0);
            if (rim.outside >= 0) {
                Triangle& outside = m_triangles[rim.outside];
                for (int k = 0; k < 3; ++k) {
                    if (outside.corner[(k + 1) % 3] == rim.to && outside.corner[(k + 2) % 3] == rim.from) {
                        outside.neighbour[k] = first + i;
                    }
                }
            }
        }
        m_last = first;
    }

    std::vector<GridPoint> m_points;
    std::vector<Triangle> m_triangles;
    std::vector<int> m_marks;  // -1: replaced
    std::vector<int> m_cavity;
    std::vector<Rim> m_rim;
    int m_last = 0;
};

std::int64_t floor_divide(Wide a, Wide b) {
    if (b < 0) {
        a = -a;
        b = -b;
    }
    return static_cast<std::int64_t>(a >= 0 ? a / b : -((-a + b - 1) / b));
}

GridPoint circumcentre(const GridPoint& a, const GridPoint& b, const GridPoint& c) {
    const Wide bx = b.x - a.x;
    const Wide by = b.y - a.y;
    const Wide cx = c.x - a.x;
    const Wide cy = c.y - a.y;
    const Wide d = 2 * (bx * cy - by * cx);
    const Wide b2 = bx * bx + by * by;
    const Wide c2 = cx * cx + cy * cy;
    return {a.x + floor_divide(cy * b2 - by * c2, d), a.y + floor_divide(bx * c2 - cx * b2, d)};
}

}  // namespace

Triangulation triangulate(const std::vector<GridPoint>& points) {
    // Inserting in a snake of strips keeps the walks short.
    std::vector<int> order(points.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = static_cast<int>(i);
    }
    constexpr std::int64_t strip = 10000;
    std::sort(order.begin(), order.end(), [&](int a, int b) {
        const std::int64_t ra = points[a].y / strip;
        const std::int64_t rb = points[b].y / strip;
        if (ra != rb) {
            return ra < rb;
        }
        const std::int64_t xa = ra % 2 == 0 ? points[a].x : -points[a].x;
        const std::int64_t xb = ra % 2 == 0 ? points[b].x : -points[b].x;
        return xa != xb ? xa < xb : a < b;
    });

    Builder builder(points);
    for (const int p : order) {
        builder.insert(p);
    }
    Triangulation result;
    result.triangles = builder.take();
    std::vector<GridPoint> all = points;
    all.push_back({-3 * far_away, -3 * far_away});
    all.push_back({3 * far_away, -3 * far_away});
    all.push_back({0, 3 * far_away});
    for (const Triangle& t : result.triangles) {
        result.centres.push_back(circumcentre(all[t.corner[0]], all[t.corner[1]], all[t.corner[2]]));
    }
    return result;
}

}  // namespace needsmap::county
