#include "roads.hpp"

#include "lines.hpp"
#include "random.hpp"
#include "segments.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <set>

namespace needsmap::county {
namespace {

/// Whether the third of some circle-like neighbourhood of a pair is empty: the lens of the relative neighbourhood graph (Toussaint 1980)
/// or the disc of the Gabriel graph (Gabriel and Sokal 1969).
enum class Neighbourhood { lens, disc };

std::vector<std::pair<int, int>> neighbours(const std::vector<Point>& places, Neighbourhood kind) {
    std::vector<std::pair<int, int>> pairs;
    const auto count = static_cast<int>(places.size());
    for (int a = 0; a < count; ++a) {
        for (int b = a + 1; b < count; ++b) {
            const double d = distance(places[a], places[b]);
            bool is_empty = d > 0.0;
            for (int c = 0; c < count && is_empty; ++c) {
                const double x = distance(places[a], places[c]);
                const double y = distance(places[b], places[c]);
                const bool inside = kind == Neighbourhood::lens ? std::max(x, y) < d : x * x + y * y < d * d;
                is_empty = c == a || c == b || !inside;
            }
            if (is_empty) {
                pairs.push_back({a, b});
            }
        }
    }
    return pairs;
}

class Builder {
public:
    Builder(const Mosaic& mosaic, const Inputs& inputs) : m_mosaic(mosaic), m_inputs(inputs), m_ground(survey_ground(mosaic, inputs)) {}

    void lay_main_roads() {
        for (const FineLine& line : m_mosaic.lines) {
            if (line.kind == "main-road") {
                const bool trunk = line.name == "A34" || line.name == "A40" || line.name == "A43";
                lay_along(line, trunk ? Road::trunk : Road::primary);
            }
        }
        for (const auto& [name, end] : m_ends) {
            lead_on(name, end);
        }
    }

    void link_settlements() {
        std::vector<Point> places;
        std::vector<int> towns;
        for (const Settlement& s : m_inputs.settlements) {
            if (s.kind != "village") {
                towns.push_back(static_cast<int>(places.size()));
            }
            places.push_back(s.centre);
            m_centres.push_back(m_ground.nearest(s.centre));
        }
        std::vector<Point> town_places;
        for (const int t : towns) {
            town_places.push_back(places[t]);
        }
        std::set<std::pair<int, int>> linked;
        for (const auto& [a, b] : neighbours(town_places, Neighbourhood::disc)) {
            linked.insert({towns[a], towns[b]});
            lay_between(m_centres[towns[a]], m_centres[towns[b]], Road::secondary);
        }
        for (const auto& [a, b] : neighbours(places, Neighbourhood::lens)) {
            linked.insert({a, b});
            lay_between(m_centres[a], m_centres[b], large(a) && large(b) ? Road::tertiary : Road::unclassified);
        }
        for (const auto& [a, b] : neighbours(places, Neighbourhood::disc)) {
            if (linked.contains({a, b}) || distance(places[a], places[b]) > 6500.0) {
                continue;
            }
            const std::uint64_t luck = mix(hash(m_inputs.settlements[a].name) ^ mix(hash(m_inputs.settlements[b].name))) % 4;
            if (luck < 2) {
                lay_between(m_centres[a], m_centres[b], Road::unclassified);
            } else if (luck == 2) {
                lay_path(m_centres[a], m_centres[b]);
            }
        }
    }

    /// Roads that tie the wards of a town together and to its middle.
    void link_wards() {
        for (std::size_t s = 0; s < m_inputs.settlements.size(); ++s) {
            std::vector<Point> places{m_inputs.settlements[s].centre};
            for (const Ward& ward : m_inputs.wards) {
                if (ward.kind != "rural" && town_of(ward) == static_cast<int>(s)) {
                    places.push_back(ward.centre);
                }
            }
            for (const auto& [a, b] : neighbours(places, Neighbourhood::disc)) {
                lay_between(m_ground.nearest(places[a]), m_ground.nearest(places[b]), Road::tertiary);
            }
        }
    }

    /// Streets between the blocks of houses: enough to reach every block, and some more to go round them.
    void lay_streets() {
        std::vector<std::pair<std::uint64_t, int>> order;
        std::vector<int> parent(m_ground.nodes.size());
        std::iota(parent.begin(), parent.end(), 0);
        const auto find = [&](int i) {
            while (parent[i] != i) {
                i = parent[i] = parent[parent[i]];
            }
            return i;
        };
        for (std::size_t e = 0; e < m_ground.edges.size(); ++e) {
            const RoadEdge& edge = m_ground.edges[e];
            if (edge.road >= Road::residential) {
                parent[find(edge.node[0])] = find(edge.node[1]);
            } else if (edge.built_up && edge.bridge_m == 0.0 && !edge.motorway) {
                order.push_back({luck(edge), static_cast<int>(e)});
            }
        }
        std::sort(order.begin(), order.end());
        for (const auto& [luck_of_edge, e] : order) {
            RoadEdge& edge = m_ground.edges[e];
            const int a = find(edge.node[0]);
            const int b = find(edge.node[1]);
            const std::uint64_t percent = mix(luck_of_edge) % 100;
            if (a != b || percent < (edge.in_town ? 34U : 8U)) {
                edge.road = Road::residential;
            } else if (percent < (edge.in_town ? 38U : 11U)) {
                edge.road = Road::footway;
            }
            parent[a] = b;
        }
        for (int pass = 0; pass < 2; ++pass) {
            prune_dead_ends();
        }
    }

    /// Only what hangs together stays.
    void drop_islands() {
        std::vector<char> reached(m_ground.nodes.size(), 0);
        std::vector<int> open{m_centres[0]};
        reached[m_centres[0]] = 1;
        while (!open.empty()) {
            const int n = open.back();
            open.pop_back();
            for (const int e : m_ground.nodes[n].edges) {
                const int m = m_ground.edges[e].other(n);
                if (m_ground.edges[e].road >= Road::residential && reached[m] == 0) {
                    reached[m] = 1;
                    open.push_back(m);
                }
            }
        }
        for (RoadEdge& edge : m_ground.edges) {
            if (reached[edge.node[0]] == 0 && reached[edge.node[1]] == 0) {
                edge.road = Road::none;
            }
        }
    }

    /// A way to every spot where people live.
    void reach_people(const std::vector<PopulationPoint>& points) {
        for (const PopulationPoint& point : points) {
            const int near = m_ground.nearest(point.place);
            lay(m_ground.route(near, lane_cost(1.0), [&](int n) { return m_ground.on_road(n, Road::residential); }), Road::unclassified);
        }
    }

    /// One-way streets near the middle of towns, only where there is a short way round.
    void make_one_way() {
        for (RoadEdge& edge : m_ground.edges) {
            if (edge.road != Road::residential || !edge.in_town || luck(edge) % 12 != 0) {
                continue;
            }
            const auto round = m_ground.route(
                edge.node[1], [&](const RoadEdge& e, int from) { return &e == &edge ? -1.0 : drive_cost(e, from); },
                [&](int n) { return n == edge.node[0]; });
            double length = 0.0;
            for (const int e : round) {
                length += m_ground.edges[e].length_m;
            }
            edge.oneway = !round.empty() && length < 800.0;
        }
    }

    /// Bends between junctions become gentle.
    void smooth() {
        for (int pass = 0; pass < 2; ++pass) {
            std::vector<Point> places;
            for (const RoadNode& node : m_ground.nodes) {
                std::vector<int> ends;
                for (const int e : node.edges) {
                    if (m_ground.edges[e].road != Road::none) {
                        ends.push_back(m_ground.edges[e].other(static_cast<int>(&node - m_ground.nodes.data())));
                    }
                }
                places.push_back(ends.size() == 2
                                     ? 0.5 * node.place + 0.25 * (m_ground.nodes[ends[0]].place + m_ground.nodes[ends[1]].place)
                                     : node.place);
            }
            for (std::size_t n = 0; n < places.size(); ++n) {
                m_ground.nodes[n].place = places[n];
            }
        }
        std::set<std::pair<double, double>> taken;
        for (RoadNode& node : m_ground.nodes) {
            node.place = {std::round(node.place.x), std::round(node.place.y)};
            while (!taken.insert({node.place.x, node.place.y}).second) {
                node.place.x += 1.0;
            }
        }
        for (RoadEdge& edge : m_ground.edges) {
            edge.length_m = distance(m_ground.nodes[edge.node[0]].place, m_ground.nodes[edge.node[1]].place);
        }
    }

    RoadGround take() { return std::move(m_ground); }

private:
    static std::uint64_t spot(Point p) {
        return mix(mix(static_cast<std::uint64_t>(std::llround(p.x))) ^ static_cast<std::uint64_t>(std::llround(p.y)));
    }
    std::uint64_t luck(const RoadEdge& edge) const { return spot(edge.middle_of(m_ground.nodes)); }

    bool large(int settlement) const {
        const Settlement& s = m_inputs.settlements[settlement];
        return s.kind != "village" || s.population >= 900;
    }

    int town_of(const Ward& ward) const {
        for (std::size_t s = 0; s < m_inputs.settlements.size(); ++s) {
            const std::string& name = m_inputs.settlements[s].name;
            if (m_inputs.settlements[s].kind != "village" && (ward.kind == "city" ? name == ward.district : ward.name.starts_with(name))) {
                return static_cast<int>(s);
            }
        }
        return -1;
    }

    static double drive_cost(const RoadEdge& e, int from) {
        return e.road < Road::residential || (e.oneway && e.node[1] == from) ? -1.0 : e.length_m;
    }

    void lay(const std::vector<int>& way, Road road, const std::string& name = "") {
        for (const int e : way) {
            m_ground.edges[e].road = std::max(m_ground.edges[e].road, road);
            if (m_ground.edges[e].name.empty()) {
                m_ground.edges[e].name = name;
            }
        }
    }

    /// Follows a line where it runs inside the county.
    void lay_along(const FineLine& line, Road road) {
        SegmentIndex index;
        index.add(line.points, 0, false);
        int first = -1;
        int last = -1;
        for (const Point p : line.points) {
            const int n = m_ground.nearest(p);
            if (distance(m_ground.nodes[n].place, p) < 250.0) {
                first = first < 0 ? n : first;
                last = n;
            }
        }
        const auto cost = [&](const RoadEdge& e, int) {
            const double off = index.distance_to(e.middle_of(m_ground.nodes), 1500.0) / 40.0;
            return e.length_m * (1.0 + off * off) * (e.road >= Road::primary ? 0.7 : 1.0) + (e.motorway ? 500.0 : 0.0);
        };
        lay(m_ground.route(first, cost, [&](int n) { return n == last; }), road, line.name);
        m_ends.push_back({line.name, first});
        m_ends.push_back({line.name, last});
    }

    /// A main road that ends in the middle of the county goes on to the next one.
    void lead_on(const std::string& name, int end) {
        const Point here = m_ground.nodes[end].place;
        if (distance(here, *nearest_border(here)) < 1500.0) {
            return;
        }
        const auto is_other = [&](int e) { return m_ground.edges[e].road >= Road::primary && m_ground.edges[e].name != name; };
        lay(m_ground.route(end, lane_cost(1.0),
                           [&](int n) { return std::any_of(m_ground.nodes[n].edges.begin(), m_ground.nodes[n].edges.end(), is_other); }),
            Road::primary, name);
    }

    Polyline::const_iterator nearest_border(Point p) const {
        return std::min_element(m_mosaic.outline.begin(), m_mosaic.outline.end(),
                                [&](Point a, Point b) { return distance(a, p) < distance(b, p); });
    }

    /// A new lane would rather join an old one than run beside it, and use its bridge than build another.
    RoadGround::Cost lane_cost(double share_of_old) const {
        return [this, share_of_old](const RoadEdge& e, int) {
            if (e.road >= Road::residential) {
                return share_of_old * e.length_m;
            }
            const Point m = e.middle_of(m_ground.nodes);
            return e.length_m * (0.8 + 0.5 * noise(m.x, m.y, 1500.0, 61)) + e.bridge_m + (e.motorway ? 900.0 : 0.0);
        };
    }

    void lay_between(int from, int to, Road road) {
        lay(m_ground.route(from, lane_cost(0.6), [&](int n) { return n == to; }), road);
    }

    void lay_path(int from, int to) {
        const auto cost = [&](const RoadEdge& e, int) {
            return e.length_m * (e.road >= Road::residential ? 1.5 : 1.0) + e.bridge_m + (e.motorway ? 900.0 : 0.0);
        };
        lay(m_ground.route(from, cost, [&](int n) { return n == to; }), Road::path);
    }

    void prune_dead_ends() {
        for (const RoadNode& node : m_ground.nodes) {
            int only = -1;
            int roads = 0;
            for (const int e : node.edges) {
                if (m_ground.edges[e].road != Road::none) {
                    only = e;
                    ++roads;
                }
            }
            const bool street = roads == 1 && m_ground.edges[only].road <= Road::residential;
            if (street && luck(m_ground.edges[only]) % 100 < (m_ground.edges[only].in_town ? 55U : 75U)) {
                m_ground.edges[only].road = Road::none;
            }
        }
    }

    const Mosaic& m_mosaic;
    const Inputs& m_inputs;
    RoadGround m_ground;
    std::vector<int> m_centres;
    std::vector<std::pair<std::string, int>> m_ends;  ///< of the main roads
};

}  // namespace

RoadGround build_roads(const Mosaic& mosaic, const Inputs& inputs, const std::vector<PopulationPoint>& points) {
    Builder builder(mosaic, inputs);
    builder.lay_main_roads();
    builder.link_settlements();
    builder.link_wards();
    builder.lay_streets();
    builder.drop_islands();
    builder.reach_people(points);
    builder.make_one_way();
    builder.smooth();
    return builder.take();
}

Motorway build_motorway(const Mosaic& mosaic, const RoadGround& roads) {
    // Rough places of the junctions, in kilometres: 6, 7, 8, 9, 10 and 11.
    const std::array<Point, 6> junctions = {{{473.5, 197}, {466, 202.5}, {462.5, 205}, {455.5, 219.5}, {454, 226.5}, {447.2, 240.5}}};
    Motorway motorway;
    for (const FineLine& line : mosaic.lines) {
        if (line.kind == "motorway") {
            motorway.name = line.name;
            for (const Point p : simplify(line.points, 8.0)) {
                motorway.points.push_back({std::round(p.x), std::round(p.y)});
            }
        }
    }
    std::erase_if(motorway.points, [&](Point p) { return !encloses(mosaic.outline, p); });
    for (const Point rough : junctions) {
        const Point at = *std::min_element(motorway.points.begin(), motorway.points.end(),
                                           [&](Point a, Point b) { return distance(a, 1000.0 * rough) < distance(b, 1000.0 * rough); });
        motorway.links.push_back({at, roads.nodes[roads.nearest_on(at, Road::tertiary)].place});
    }
    return motorway;
}

}  // namespace needsmap::county
