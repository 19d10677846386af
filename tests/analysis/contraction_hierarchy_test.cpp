#include "analysis/contraction_hierarchy.hpp"

#include <doctest/doctest.h>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <random>

#include "analysis/many_to_many.hpp"
#include "analysis/shortest_paths.hpp"
#include "support/tiny_roads.hpp"

using namespace needsmap;
using analysis::RoadSeed;
using model::no_way;
using model::RoadTime;

namespace {

/// Times to `goal` by Boost.Graph on the reversed graph: neither our queue nor our graph is used.
std::vector<RoadTime> by_boost(const model::RoadNetwork& network, model::RoadNode goal) {
    using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property,
                                        boost::property<boost::edge_weight_t, RoadTime>>;
    Graph graph(network.node_count());
    for (std::size_t e = 0; e < network.edge_count(); ++e) {
        const RoadTime there = network.forward_ms[e][0], back = network.backward_ms[e][0];
        if (there != no_way) boost::add_edge(network.edge_to[e], network.edge_from[e], there, graph);
        if (back != no_way) boost::add_edge(network.edge_from[e], network.edge_to[e], back, graph);
    }
    std::vector<RoadTime> time(network.node_count(), no_way);
    boost::dijkstra_shortest_paths(
        graph, goal,
        boost::distance_map(boost::make_iterator_property_map(time.begin(), boost::get(boost::vertex_index, graph))).distance_inf(no_way));
    return time;
}

model::RoadHierarchy hierarchy_of(const model::RoadGraph& graph) {
    base::QuietJob job;
    return analysis::build_hierarchy(graph, job);
}

}  // namespace

TEST_CASE("a way takes the sum of its roads, and one-way roads lead towards the goal only") {
    // 0 -> 1 -> 2 in 3 + 4 s; back only by 2 -> 0 in 20 s.
    const auto network =
        test::network_of({{0, 0}, {100, 0}, {200, 0}}, {{0, 1, 3000, no_way}, {1, 2, 4000, no_way}, {2, 0, 20000, no_way}});
    const std::vector<RoadSeed> to_2 = {{2, 0}}, to_0 = {{0, 500}};
    CHECK(analysis::times_to(network.graphs[0], to_2) == std::vector<RoadTime>{7000, 4000, 0});
    // The seed's own 0.5 s are added; from 1 it is 4 + 20 s.
    CHECK(analysis::times_to(network.graphs[0], to_0) == std::vector<RoadTime>{500, 24500, 20500});
    CHECK(analysis::times_to(hierarchy_of(network.graphs[0]), to_0) == std::vector<RoadTime>{500, 24500, 20500});
}

TEST_CASE("the limit leaves out what takes longer, and keeps what takes exactly as long") {
    const auto network = test::network_of({{0, 0}, {100, 0}, {200, 0}}, {{0, 1, 3000, 3000}, {1, 2, 4000, 4000}});
    const std::vector<RoadSeed> goal = {{0, 0}};
    CHECK(analysis::times_to(network.graphs[0], goal, 7000) == std::vector<RoadTime>{0, 3000, 7000});
    CHECK(analysis::times_to(network.graphs[0], goal, 6999) == std::vector<RoadTime>{0, 3000, no_way});
}

TEST_CASE("Dijkstra, the hierarchy and Boost.Graph agree to the millisecond on random towns") {
    for (const std::uint32_t seed : {1u, 2u, 3u, 4u, 5u, 6u}) {
        const auto network = test::random_town(seed % 2 == 0 ? 12 : 31, seed);
        const auto hierarchy = hierarchy_of(network.graphs[0]);
        std::mt19937 random(seed);
        for (int i = 0; i < 12; ++i) {
            const auto goal = static_cast<model::RoadNode>(random() % network.node_count());
            const std::vector<RoadSeed> seeds = {{goal, 0}};
            const std::vector<RoadTime> expected = by_boost(network, goal);
            CHECK(analysis::times_to(network.graphs[0], seeds) == expected);
            CHECK(analysis::times_to(hierarchy, seeds) == expected);
        }
    }
}

TEST_CASE("arcs of a contracted node lead to higher nodes, those of the core stay in the core, and few nodes are left in it") {
    const auto network = test::random_town(40, 9);
    const auto h = hierarchy_of(network.graphs[0]);
    CHECK(h.core_count < network.node_count() / 4);
    bool climbs = true;
    for (std::uint32_t rank = 0; rank + 1 < h.begin.size(); ++rank)
        for (std::uint32_t a = h.begin[rank]; a < h.begin[rank + 1]; ++a)
            climbs = climbs && (rank < h.core_count ? h.head[a] < h.core_count : h.head[a] < rank);
    CHECK(climbs);
}

TEST_CASE("many-to-many equals one search per pair, with several ways in and out and points without any") {
    const auto network = test::random_town(25, 77);
    const auto hierarchy = hierarchy_of(network.graphs[0]);
    std::mt19937 random(5);
    const auto some = [&](std::size_t count) {
        std::vector<std::vector<RoadSeed>> out(count);
        for (std::size_t i = 1; i < count; ++i)  // the first has no way
            for (std::size_t k = 0; k <= i % 2; ++k)
                out[i].push_back({static_cast<model::RoadNode>(random() % network.node_count()), static_cast<RoadTime>(random() % 9000)});
        return out;
    };
    const auto origins = some(40), goals = some(21);
    base::QuietJob job;
    const std::vector<RoadTime> times = analysis::many_to_many(hierarchy, origins, goals, job);
    REQUIRE(times.size() == 40 * 21);
    for (std::size_t j = 0; j < goals.size(); ++j) {
        const std::vector<RoadTime> to_goal = analysis::times_to(network.graphs[0], goals[j]);
        for (std::size_t i = 0; i < origins.size(); ++i) {
            RoadTime best = no_way;
            for (const RoadSeed& seed : origins[i])
                if (to_goal[seed.node] != no_way) best = std::min(best, seed.ms + to_goal[seed.node]);
            CHECK(times[i * goals.size() + j] == best);
        }
    }
}

TEST_CASE("a graph without roads has a hierarchy without ways") {
    const auto h = hierarchy_of(test::graph_of(3, {}));
    const std::vector<RoadSeed> goal = {{1, 0}};
    CHECK(analysis::times_to(h, goal) == std::vector<RoadTime>{no_way, 0, no_way});
}
