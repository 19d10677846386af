// Routes and stops along the roads.
#include "buses.hpp"

#include "csv.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <sstream>
#include <stdexcept>

namespace needsmap::county {
namespace {

/// Speed of a bus with its halts, in km/h: 18 to 30 in towns and 35 to 45 between them is usual.
double speed_kmh(const RoadEdge& edge) {
    if (edge.built_up) {
        return edge.road >= Road::tertiary ? 24.0 : 18.0;
    }
    return edge.road >= Road::secondary ? 44.0 : edge.road == Road::tertiary ? 38.0 : 32.0;
}

double minutes(const RoadEdge& edge) { return edge.length_m / 1000.0 / speed_kmh(edge) * 60.0; }

/// How far apart stops stand where houses are: in town services close, on longer routes wider.
double stop_spacing_m(const BusPlan& plan) { return plan.kind == "city" || plan.kind == "town" ? 380.0 : 850.0; }

class RouteLayer {
public:
    RouteLayer(const Inputs& inputs, const RoadGround& roads) : m_inputs(inputs), m_roads(roads) {}

    void add(const BusPlan& plan, int number) {
        std::vector<int> calls;
        for (const std::string& name : plan.places) {
            calls.push_back(m_roads.nearest_on(place_of(name), Road::residential));
        }
        const std::vector<int> way = way_through(calls);
        BusPattern out;
        out.plan = number;
        double at = 0.0;
        double since = 0.0;
        int node = calls.front();
        halt(node, 0.0, out);
        for (std::size_t i = 0; i < way.size(); ++i) {
            const RoadEdge& edge = m_roads.edges[way[i]];
            node = edge.other(node);
            at += minutes(edge);
            since += edge.length_m;
            const bool called = std::find(calls.begin(), calls.end(), node) != calls.end() && since > 150.0;
            const bool known = m_stop_of_node.contains(node) && since > 0.6 * stop_spacing_m(plan);
            if (i + 1 == way.size() || called || ((known || since > stop_spacing_m(plan)) && edge.built_up)) {
                halt(node, at, out);
                since = 0.0;
            }
        }
        m_network.patterns.push_back(out);
        std::reverse(out.stops.begin(), out.stops.end());
        const std::vector<int> there = out.minutes;
        for (std::size_t i = 0; i < there.size(); ++i) {
            out.minutes[i] = there.back() - there[there.size() - 1 - i];
        }
        out.back = true;
        m_network.patterns.push_back(out);
    }

    BusNetwork take() { return std::move(m_network); }

private:
    Point place_of(const std::string& name) const {
        for (const Settlement& s : m_inputs.settlements) {
            if (s.name == name) {
                return s.centre;
            }
        }
        for (const Ward& w : m_inputs.wards) {
            if (w.name == name) {
                return w.centre;
            }
        }
        throw std::runtime_error("make_county: buses.csv names no known place in '" + name + "'");
    }

    /// Edges from the first call to the last. One-way streets are left out, so that the way back is the same.
    std::vector<int> way_through(const std::vector<int>& calls) const {
        const auto cost = [](const RoadEdge& e, int) { return e.road < Road::residential || e.oneway ? -1.0 : minutes(e); };
        std::vector<int> way;
        for (std::size_t i = 1; i < calls.size(); ++i) {
            const auto leg = m_roads.route(calls[i - 1], cost, [&](int n) { return n == calls[i]; });
            if (leg.empty() && calls[i - 1] != calls[i]) {
                throw std::runtime_error("make_county: a bus cannot get to one of its places");
            }
            way.insert(way.end(), leg.begin(), leg.end());
        }
        return way;
    }

    void halt(int node, double at, BusPattern& out) {
        const auto [it, is_new] = m_stop_of_node.insert({node, static_cast<int>(m_network.stops.size())});
        if (is_new) {
            m_network.stops.push_back({name_at(m_roads.nodes[node].place), m_roads.nodes[node].place});
        }
        if (!out.stops.empty() && out.stops.back() == it->second) {
            return;  // a way there and back again
        }
        const int minute = static_cast<int>(std::lround(at));
        out.minutes.push_back(out.minutes.empty() ? 0 : std::max(minute, out.minutes.back() + 1));
        out.stops.push_back(it->second);
    }

    /// The settlement, or in towns the ward, that is nearest, and a number to tell its stops apart.
    std::string name_at(Point p) {
        std::string best;
        double best_distance = std::numeric_limits<double>::max();
        const auto offer = [&](const std::string& name, Point place) {
            if (distance(place, p) < best_distance) {
                best_distance = distance(place, p);
                best = name;
            }
        };
        for (const Settlement& s : m_inputs.settlements) {
            offer(s.name, s.centre);
        }
        for (const Ward& w : m_inputs.wards) {
            if (w.kind != "rural") {
                offer(w.name, w.centre);
            }
        }
        return best + " " + std::to_string(++m_stops_named[best]);
    }

    const Inputs& m_inputs;
    const RoadGround& m_roads;
    BusNetwork m_network;
    std::map<int, int> m_stop_of_node;
    std::map<std::string, int> m_stops_named;
};

}  // namespace

std::vector<BusPlan> read_bus_plans(const std::filesystem::path& file) {
    const Table t = read_table(file);
    std::vector<BusPlan> plans;
    for (std::size_t i = 0; i < t.rows.size(); ++i) {
        BusPlan plan{t.at(i, "route"), t.at(i, "kind"), static_cast<int>(t.number(i, "headway")), {}};
        std::istringstream places(t.at(i, "places"));
        for (std::string place; std::getline(places, place, ';');) {
            plan.places.push_back(place);
        }
        plans.push_back(std::move(plan));
    }
    return plans;
}

BusNetwork lay_bus_routes(const Inputs& inputs, const RoadGround& roads, const std::vector<BusPlan>& plans) {
    RouteLayer layer(inputs, roads);
    for (std::size_t i = 0; i < plans.size(); ++i) {
        layer.add(plans[i], static_cast<int>(i));
    }
    return layer.take();
}

}  // namespace needsmap::county
