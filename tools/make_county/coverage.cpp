#include "coverage.hpp"

#include "lines.hpp"
#include "random.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>
#include <unordered_map>

namespace needsmap::county {
namespace {

/// A border between two areas, from one meeting place of three areas to the next (or a closed loop).
struct Arc {
    std::vector<int> corners;  ///< triangles of the dual, in order; a loop repeats its first at the end
    int left = -1;
    int right = -1;
    bool plain = false;
    Polyline line;
};

class Tracer {
public:
    Tracer(const Mosaic& mosaic, const std::vector<int>& label) : m_mosaic(mosaic), m_label(label) {
        for (std::size_t t = 0; t < triangles().size(); ++t) {
            if (is_node(static_cast<int>(t))) {
                for (int i = 0; i < 3; ++i) {
                    follow(static_cast<int>(t), i);
                }
            }
        }
        for (std::size_t t = 0; t < triangles().size(); ++t) {
            for (int i = 0; i < 3; ++i) {
                follow(static_cast<int>(t), i);
            }
        }
    }

    std::vector<Arc> take() { return std::move(m_arcs); }

private:
    const std::vector<Triangle>& triangles() const { return m_mosaic.dual.triangles; }

    int label_of(int parcel) const { return parcel < static_cast<int>(m_label.size()) ? m_label[parcel] : -1; }

    int label_at(int t, int i) const { return label_of(triangles()[t].corner[i % 3]); }

    bool is_border(int t, int i) const { return label_at(t, i + 1) != label_at(t, i + 2); }

    bool is_node(int t) const { return is_border(t, 0) && is_border(t, 1) && is_border(t, 2); }

    static std::int64_t key(int t, int u) { return static_cast<std::int64_t>(std::min(t, u)) * 10000000 + std::max(t, u); }

    void follow(int start, int i) {
        if (!is_border(start, i) || m_done.contains(key(start, triangles()[start].neighbour[i]))) {
            return;
        }
        Arc arc;
        arc.left = label_at(start, i + 2);
        arc.right = label_at(start, i + 1);
        arc.corners.push_back(start);
        int t = start;
        for (;;) {
            const int u = triangles()[t].neighbour[i];
            if (u < 0) {
                throw std::runtime_error("make_county: a border runs off the mosaic");
            }
            m_done[key(t, u)] = true;
            arc.corners.push_back(u);
            if (u == start || is_node(u)) {
                break;
            }
            int next = -1;
            for (int k = 0; k < 3; ++k) {
                if (is_border(u, k) && triangles()[u].neighbour[k] != t) {
                    next = k;
                }
            }
            t = u;
            i = next;
        }
        m_arcs.push_back(std::move(arc));
    }

    const Mosaic& m_mosaic;
    const std::vector<int>& m_label;
    std::unordered_map<std::int64_t, bool> m_done;
    std::vector<Arc> m_arcs;
};

Point rounded(Point p) { return {std::round(p.x), std::round(p.y)}; }

/// Moves every inner point a little towards the middle of its neighbours.
Polyline soften(const Polyline& line) {
    Polyline out = line;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        out[i] = 0.66 * line[i] + 0.17 * (line[i - 1] + line[i + 1]);
    }
    return out;
}

/// Drops inner points that follow closely on the one before.
Polyline spaced(const Polyline& line, double gap_m) {
    Polyline out{line.front()};
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
        if (distance(out.back(), line[i]) >= gap_m && distance(line[i], line.back()) >= gap_m) {
            out.push_back(line[i]);
        }
    }
    out.push_back(line.back());
    return out;
}

/// Bends long straight stretches slightly, as hedges and lanes do.
Polyline bent(const Polyline& line, double longest_m) {
    Polyline out{line.front()};
    for (std::size_t i = 1; i < line.size(); ++i) {
        const Point a = line[i - 1];
        const Point along = line[i] - a;
        const double length = distance(a, line[i]);
        if (length > longest_m) {
            Random random(hash("bend") ^ mix(static_cast<std::uint64_t>(a.x * 10.0)) ^ static_cast<std::uint64_t>(a.y * 10.0));
            const int pieces = length > 2.0 * longest_m ? 3 : 2;
            for (int k = 1; k < pieces; ++k) {
                const double shift = random.between(-0.14, 0.14);
                const double at = (k + random.between(-0.2, 0.2)) / pieces;
                out.push_back({a.x + at * along.x - shift * along.y, a.y + at * along.y + shift * along.x});
            }
        }
        out.push_back(line[i]);
    }
    return out;
}

/// How fine the ground is along an arc: the smallest parcel spacing it touches.
double grain_of(const Mosaic& mosaic, const Arc& arc) {
    double grain = 1e9;
    const auto count = static_cast<int>(mosaic.parcels.size());
    for (const int t : arc.corners) {
        for (const int p : mosaic.dual.triangles[t].corner) {
            grain = p < count ? std::min(grain, mosaic.parcels[p].spacing_m) : grain;
        }
    }
    return grain;
}

void draw(const Mosaic& mosaic, Arc& arc) {
    Polyline line;
    for (const int t : arc.corners) {
        line.push_back(mosaic.corner(t));
    }
    if (!arc.plain) {
        const double grain = grain_of(mosaic, arc);
        line = soften(spaced(line, 0.16 * grain));
        line = bent(line, 0.42 * grain);
        line = simplify(line, grain > 200.0 ? 7.0 : 3.5);
    }
    arc.line.clear();
    for (const Point p : line) {
        const Point q = rounded(p);
        if (arc.line.empty() || distance(arc.line.back(), q) > 0.0) {
            arc.line.push_back(q);
        }
    }
}

/// Finds arcs that cross or touch other arcs (or themselves) away from a shared end, and makes them plain. Returns how many.
int straighten_conflicts(std::vector<Arc>& arcs) {
    struct Piece {
        Point a, b;
        int arc, index;
    };
    std::vector<Piece> pieces;
    std::unordered_map<std::int64_t, std::vector<int>> cells;
    const auto cell = [](double v) { return static_cast<std::int64_t>(std::floor(v / 250.0)); };
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        for (std::size_t i = 1; i < arcs[k].line.size(); ++i) {
            const Point a = arcs[k].line[i - 1];
            const Point b = arcs[k].line[i];
            for (auto x = cell(std::min(a.x, b.x)); x <= cell(std::max(a.x, b.x)); ++x) {
                for (auto y = cell(std::min(a.y, b.y)); y <= cell(std::max(a.y, b.y)); ++y) {
                    cells[x * 1000000 + y].push_back(static_cast<int>(pieces.size()));
                }
            }
            pieces.push_back({a, b, static_cast<int>(k), static_cast<int>(i)});
        }
    }
    const auto same = [](Point a, Point b) { return a.x == b.x && a.y == b.y; };
    const auto on = [](Point p, Point a, Point b) { return turn(a, b, p) == 0.0 && dot(p - a, p - b) <= 0.0; };
    std::vector<bool> bad(arcs.size(), false);
    for (const auto& [where, list] : cells) {
        for (std::size_t i = 0; i < list.size(); ++i) {
            for (std::size_t j = i + 1; j < list.size(); ++j) {
                const Piece& p = pieces[list[i]];
                const Piece& q = pieces[list[j]];
                bool touch = segments_cross(p.a, p.b, q.a, q.b);
                for (const Point e : {p.a, p.b}) {
                    touch |= on(e, q.a, q.b) && !same(e, q.a) && !same(e, q.b);
                }
                for (const Point e : {q.a, q.b}) {
                    touch |= on(e, p.a, p.b) && !same(e, p.a) && !same(e, p.b);
                }
                const bool joined = p.arc == q.arc && std::abs(p.index - q.index) == 1;
                if (!joined && (same(p.a, q.a) || same(p.a, q.b) || same(p.b, q.a) || same(p.b, q.b))) {
                    // Arcs may meet at their ends only.
                    const auto end = [&](Point e) {
                        const auto ends = [&](const Piece& s) {
                            return same(e, arcs[s.arc].line.front()) || same(e, arcs[s.arc].line.back());
                        };
                        return ends(p) && ends(q);
                    };
                    for (const Point e : {p.a, p.b}) {
                        touch |= (same(e, q.a) || same(e, q.b)) && !end(e);
                    }
                }
                if (touch) {
                    bad[p.arc] = bad[q.arc] = true;
                }
            }
        }
    }
    int changed = 0;
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        if (bad[k] && !arcs[k].plain) {
            arcs[k].plain = true;
            ++changed;
        }
    }
    return changed;
}

/// Chains the directed arcs that keep one label on their left into closed rings.
std::vector<Polyline> rings_of(const std::vector<Arc>& arcs, const std::vector<std::pair<int, bool>>& sides) {
    std::map<int, std::size_t> from;
    const auto first = [&](const std::pair<int, bool>& s) {
        return s.second ? arcs[s.first].corners.back() : arcs[s.first].corners.front();
    };
    const auto last = [&](const std::pair<int, bool>& s) {
        return s.second ? arcs[s.first].corners.front() : arcs[s.first].corners.back();
    };
    for (std::size_t i = 0; i < sides.size(); ++i) {
        from[first(sides[i])] = i;
    }
    std::vector<bool> used(sides.size(), false);
    std::vector<Polyline> rings;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        Polyline ring;
        for (std::size_t k = i; !used[k]; k = from.at(last(sides[k]))) {
            used[k] = true;
            Polyline line = arcs[sides[k].first].line;
            if (sides[k].second) {
                std::reverse(line.begin(), line.end());
            }
            ring.insert(ring.end(), line.begin(), line.end() - 1);
        }
        if (!ring.empty()) {
            rings.push_back(std::move(ring));
        }
    }
    return rings;
}

std::vector<Polygon> nest(std::vector<Polyline> rings) {
    std::vector<Polygon> polygons;
    for (const Polyline& ring : rings) {
        if (ring.size() >= 3 && ring_area(ring) > 0.0) {
            polygons.push_back({ring});
        }
    }
    std::sort(polygons.begin(), polygons.end(), [](const Polygon& a, const Polygon& b) { return ring_area(a[0]) > ring_area(b[0]); });
    for (const Polyline& ring : rings) {
        if (ring.size() < 3 || ring_area(ring) >= 0.0) {
            continue;
        }
        // The smallest outer ring round the hole owns it; a point just beside the hole's first segment cannot lie on a shared corner.
        const Point probe = middle(ring[0], ring[1]);
        for (auto polygon = polygons.rbegin(); polygon != polygons.rend(); ++polygon) {
            if (encloses((*polygon)[0], probe)) {
                polygon->push_back(ring);
                break;
            }
        }
    }
    return polygons;
}

std::string ring_json(const Polyline& ring) {
    std::string text = "[";
    for (std::size_t i = 0; i <= ring.size(); ++i) {
        const Point p = ring[i % ring.size()];
        text += (i > 0 ? ",[" : "[") + std::to_string(std::llround(p.x)) + "," + std::to_string(std::llround(p.y)) + "]";
    }
    return text + "]";
}

std::string polygon_json(const Polygon& polygon) {
    std::string text = "[";
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        text += (i > 0 ? "," : "") + ring_json(polygon[i]);
    }
    return text + "]";
}

}  // namespace

std::vector<std::vector<Polygon>> trace(const Mosaic& mosaic, const std::vector<int>& label, int count) {
    std::vector<Arc> arcs = Tracer(mosaic, label).take();
    for (int round = 0; round < 6; ++round) {
        for (Arc& arc : arcs) {
            draw(mosaic, arc);
        }
        if (straighten_conflicts(arcs) == 0) {
            break;
        }
    }
    // A border shorter than a metre may shrink to a point: four areas then meet there, which is fine.
    std::vector<std::vector<std::pair<int, bool>>> sides(count);
    for (std::size_t k = 0; k < arcs.size(); ++k) {
        if (arcs[k].left >= 0) {
            sides[arcs[k].left].push_back({static_cast<int>(k), false});
        }
        if (arcs[k].right >= 0) {
            sides[arcs[k].right].push_back({static_cast<int>(k), true});
        }
    }
    std::vector<std::vector<Polygon>> areas;
    for (const auto& side : sides) {
        areas.push_back(nest(rings_of(arcs, side)));
    }
    return areas;
}

std::string geometry_json(const std::vector<Polygon>& polygons) {
    if (polygons.size() == 1) {
        return R"({"type":"Polygon","coordinates":)" + polygon_json(polygons[0]) + "}";
    }
    std::string text = R"({"type":"MultiPolygon","coordinates":[)";
    for (std::size_t i = 0; i < polygons.size(); ++i) {
        text += (i > 0 ? "," : "") + polygon_json(polygons[i]);
    }
    return text + "]}";
}

std::string line_json(const Polyline& line) {
    std::string text = "[";
    for (std::size_t i = 0; i < line.size(); ++i) {
        text += (i > 0 ? ",[" : "[") + std::to_string(std::llround(line[i].x)) + "," + std::to_string(std::llround(line[i].y)) + "]";
    }
    return text + "]";
}

std::string collection_json(const std::string& name) {
    return R"({"type":"FeatureCollection","name":)" + json_text(name) +
           R"(,"crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" + "\n";
}

std::string json_text(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        out += (c == '"' || c == '\\') ? std::string("\\") + c : std::string(1, c);
    }
    return out + "\"";
}

}  // namespace needsmap::county
