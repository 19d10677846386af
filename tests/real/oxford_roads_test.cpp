// Routes over the streets of central Oxford, re-checked by Boost.Graph on a graph of its own with the points put in as nodes.
#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <random>

#include "analysis/contraction_hierarchy.hpp"
#include "analysis/isochrone.hpp"
#include "analysis/many_to_many.hpp"
#include "analysis/road_costs.hpp"
#include "analysis/road_snap.hpp"
#include "geo/geos_handle.hpp"
#include "io/road_reader.hpp"
#include "io/shared_data.hpp"

using namespace needsmap;
using model::no_way;
using model::RoadMode;

namespace {

std::shared_ptr<const model::RoadNetwork> central_oxford() {
    model::Workspace workspace;
    workspace.roads.files = {(io::shared_data() / "oxfordshire" / "oxford_centre_osm_2015.osm.pbf").string()};
    base::QuietJob job;
    const auto prepare = [](const model::RoadGraph& graph, base::JobContext& context) { return analysis::build_hierarchy(graph, context); };
    return io::read_road_network(workspace, prepare, false, job).network;
}

using Graph =
    boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, boost::property<boost::edge_weight_t, double>>;

/// Seconds from a to b, both put in as nodes that cut the edge they lie on; -1: no way.
double seconds_by_boost(const model::RoadNetwork& network, RoadMode mode, const analysis::RoadAccess& a, const analysis::RoadAccess& b) {
    const std::size_t m = index_of(mode);
    const std::size_t from = network.node_count(), to = from + 1;
    Graph graph(network.node_count() + 2);
    const auto penalty = [&](std::size_t n) {
        return n < from ? network.half_penalty_ms(mode, static_cast<model::RoadNode>(n)) / 1000.0 : 0.0;
    };
    const auto add = [&](std::size_t p, std::size_t q, model::RoadTime whole, double part) {
        if (whole != no_way) boost::add_edge(p, q, part * whole / 1000.0 + penalty(p) + penalty(q), graph);
    };
    for (model::RoadEdge e = 0; e < network.edge_count(); ++e) {
        if (!network.is_used(mode, e)) continue;
        std::vector<std::pair<double, std::size_t>> stops = {{0, network.edge_from[e]}, {1, network.edge_to[e]}};
        if (a.edge == e) stops.emplace_back(a.along, from);
        if (b.edge == e) stops.emplace_back(b.along, to);
        std::stable_sort(stops.begin(), stops.end(), [](const auto& p, const auto& q) { return p.first < q.first; });
        for (std::size_t i = 1; i < stops.size(); ++i) {
            add(stops[i - 1].second, stops[i].second, network.forward_ms[e][m], stops[i].first - stops[i - 1].first);
            add(stops[i].second, stops[i - 1].second, network.backward_ms[e][m], stops[i].first - stops[i - 1].first);
        }
    }
    std::vector<double> time(boost::num_vertices(graph), -1);
    constexpr double never = 1e12;
    boost::dijkstra_shortest_paths(
        graph, from,
        boost::distance_map(boost::make_iterator_property_map(time.begin(), boost::get(boost::vertex_index, graph))).distance_inf(never));
    return time[to] == never ? -1 : time[to] + (a.walk_ms + b.walk_ms) / 1000.0;
}

}  // namespace

TEST_CASE("hierarchy and plain search give the same times from everywhere in central Oxford") {
    if (io::skips_without_shared_data()) return;
    const auto network = central_oxford();
    std::mt19937 random(3);
    for (const RoadMode mode : model::road_modes) {
        for (int i = 0; i < 40; ++i) {
            const std::vector<analysis::RoadSeed> goal = {{static_cast<model::RoadNode>(random() % network->node_count()), 0}};
            CHECK(analysis::times_to(network->hierarchy(mode), goal) == analysis::times_to(network->graph(mode), goal));
        }
    }
}

TEST_CASE("sampled routes in central Oxford take as long as Boost.Graph finds") {
    if (io::skips_without_shared_data()) return;
    const auto network = central_oxford();
    geo::MapBox box;
    for (const geo::MapPoint& p : network->nodes) box.add(p);
    std::mt19937 random(11);
    std::uniform_real_distribution<double> x(box.min_x, box.max_x), y(box.min_y, box.max_y);
    std::vector<geo::MapPoint> demand(30), sites(8);
    for (auto& p : demand) p = {x(random), y(random)};
    for (auto& p : sites) p = {x(random), y(random)};
    base::QuietJob job;
    for (const RoadMode mode : model::road_modes) {
        const auto out = analysis::road_costs(*network, demand, sites, {mode, 300}, job);
        const analysis::RoadSnapper snapper(*network, mode);
        for (std::size_t i = 0; i < demand.size(); ++i) {
            for (std::size_t j = 0; j < sites.size(); ++j) {
                const auto a = snapper.nearest(demand[i], 300), b = snapper.nearest(sites[j], 300);
                if (!a || !b) {
                    CHECK(out.costs.at(i, j) == model::unreachable);
                    continue;
                }
                // Parts of edges are rounded to milliseconds.
                CHECK(out.costs.at(i, j) * 60 == doctest::Approx(seconds_by_boost(*network, mode, *a, *b)).epsilon(0.0001).scale(50));
            }
        }
    }
}

TEST_CASE("isochrones of a place in Oxford are valid and lie within each other") {
    if (io::skips_without_shared_data()) return;
    const auto network = central_oxford();
    base::QuietJob job;
    const std::vector<geo::MapPoint> site = {network->nodes[network->node_count() / 2]};
    const auto out = analysis::isochrones(*network, site, {RoadMode::walk, {3, 6, 9}, 500, 60}, job);
    const geo::Geos geos;
    REQUIRE(out.bands.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto shape = geos.multi_polygon(out.bands[i].parts);
        CHECK(geos.validity(*shape).valid);
        if (i > 0) CHECK(geos.area_m2(*geos.difference(*geos.multi_polygon(out.bands[i - 1].parts), *shape)) < 1e-3);
    }
    CHECK(out.bands[2].road_km > out.bands[0].road_km);
}
