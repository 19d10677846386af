#include "road_ground.hpp"

#include "segments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <queue>

namespace needsmap::county {
namespace {

constexpr double join_m = 38.0;  // nodes nearer than this become one
constexpr double thames_bridge_m = 5000.0;
constexpr double other_bridge_m = 700.0;

/// Groups of nodes that become one.
class Groups {
public:
    explicit Groups(std::size_t count) : m_parent(count) { std::iota(m_parent.begin(), m_parent.end(), 0); }
    int find(int i) {
        while (m_parent[i] != i) {
            i = m_parent[i] = m_parent[m_parent[i]];
        }
        return i;
    }
    void join(int a, int b) { m_parent[std::max(find(a), find(b))] = std::min(find(a), find(b)); }

private:
    std::vector<int> m_parent;
};

/// Borders between two parcels of the county, by the triangles at their ends.
std::vector<RoadEdge> borders(const Mosaic& mosaic, const Inputs& inputs) {
    SegmentIndex lines;
    for (std::size_t i = 0; i < mosaic.lines.size(); ++i) {
        lines.add(mosaic.lines[i].points, static_cast<int>(i), false);
    }
    std::vector<RoadEdge> edges;
    const auto count = static_cast<int>(mosaic.parcels.size());
    for (std::size_t t = 0; t < mosaic.dual.triangles.size(); ++t) {
        const Triangle& triangle = mosaic.dual.triangles[t];
        for (int i = 0; i < 3; ++i) {
            const int u = triangle.neighbour[i];
            const int p = triangle.corner[(i + 1) % 3];
            const int q = triangle.corner[(i + 2) % 3];
            if (u < static_cast<int>(t) || p >= count || q >= count || !mosaic.parcels[p].inside || !mosaic.parcels[q].inside) {
                continue;
            }
            RoadEdge edge;
            edge.node = {static_cast<int>(t), u};
            const int s = mosaic.parcels[p].settlement;
            edge.built_up = s >= 0 && mosaic.parcels[q].settlement >= 0;
            edge.in_town = edge.built_up && inputs.settlements[s].kind != "village";
            for (const int line : lines.lines_crossing(mosaic.parcels[p].seed, mosaic.parcels[q].seed)) {
                edge.motorway |= mosaic.lines[line].kind == "motorway";
                if (mosaic.lines[line].kind == "river") {
                    edge.bridge_m = std::max(edge.bridge_m, mosaic.lines[line].name == "Thames" ? thames_bridge_m : other_bridge_m);
                }
            }
            edges.push_back(edge);
        }
    }
    return edges;
}

}  // namespace

int RoadGround::nearest(Point p) const { return nearest_on(p, Road::none); }

int RoadGround::nearest_on(Point p, Road least) const {
    int best = -1;
    double best_distance = std::numeric_limits<double>::max();
    for (std::size_t n = 0; n < nodes.size(); ++n) {
        const double d = distance(nodes[n].place, p);
        if (d < best_distance && !nodes[n].edges.empty() && (least == Road::none || on_road(static_cast<int>(n), least))) {
            best_distance = d;
            best = static_cast<int>(n);
        }
    }
    return best;
}

bool RoadGround::on_road(int node, Road least) const {
    return std::any_of(nodes[node].edges.begin(), nodes[node].edges.end(), [&](int e) { return edges[e].road >= least; });
}

std::vector<int> RoadGround::route(int from, const Cost& cost, const std::function<bool(int)>& arrived) const {
    std::vector<double> best(nodes.size(), std::numeric_limits<double>::max());
    std::vector<int> by(nodes.size(), -1);
    std::priority_queue<std::pair<double, int>, std::vector<std::pair<double, int>>, std::greater<>> open;
    best[from] = 0.0;
    open.push({0.0, from});
    while (!open.empty()) {
        const auto [d, n] = open.top();
        open.pop();
        if (d > best[n]) {
            continue;
        }
        if (arrived(n)) {
            std::vector<int> way;
            for (int at = n; at != from; at = edges[way.back()].other(at)) {
                way.push_back(by[at]);
            }
            std::reverse(way.begin(), way.end());
            return way;
        }
        for (const int e : nodes[n].edges) {
            const double step = cost(edges[e], n);
            const int m = edges[e].other(n);
            if (step >= 0.0 && d + step < best[m]) {
                best[m] = d + step;
                by[m] = e;
                open.push({best[m], m});
            }
        }
    }
    return {};
}

RoadGround survey_ground(const Mosaic& mosaic, const Inputs& inputs) {
    std::vector<RoadEdge> all = borders(mosaic, inputs);
    Groups groups(mosaic.dual.triangles.size());
    for (const RoadEdge& edge : all) {
        // Never across a river, which would be a bridge that nobody built.
        if (edge.bridge_m == 0.0 && distance(mosaic.corner(edge.node[0]), mosaic.corner(edge.node[1])) < join_m) {
            groups.join(edge.node[0], edge.node[1]);
        }
    }
    RoadGround ground;
    std::map<int, int> node_of_group;
    std::vector<int> members;
    for (RoadEdge& edge : all) {
        for (int& n : edge.node) {
            const auto [it, is_new] = node_of_group.insert({groups.find(n), static_cast<int>(ground.nodes.size())});
            if (is_new) {
                ground.nodes.push_back({mosaic.corner(groups.find(n)), {}});
            }
            n = it->second;
        }
    }
    std::map<std::pair<long long, long long>, int> taken;
    for (RoadNode& node : ground.nodes) {
        node.place = {std::round(node.place.x), std::round(node.place.y)};
        // Two nodes at one spot would look connected without being it: the later one steps aside.
        while (!taken.insert({{std::llround(node.place.x), std::llround(node.place.y)}, 0}).second) {
            node.place.x += 1.0;
        }
    }
    std::map<std::pair<int, int>, int> known;
    for (RoadEdge& edge : all) {
        const auto ends = std::minmax(edge.node[0], edge.node[1]);
        if (edge.node[0] == edge.node[1] || !known.insert({{ends.first, ends.second}, 0}).second) {
            continue;
        }
        edge.length_m = distance(ground.nodes[edge.node[0]].place, ground.nodes[edge.node[1]].place);
        for (const int n : edge.node) {
            ground.nodes[n].edges.push_back(static_cast<int>(ground.edges.size()));
        }
        ground.edges.push_back(edge);
    }
    return ground;
}

}  // namespace needsmap::county
