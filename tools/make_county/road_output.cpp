// Writes the road network: the longest lines that keep kind and name, thinned between junctions.
#include "coverage.hpp"
#include "csv.hpp"
#include "lines.hpp"
#include "roads.hpp"

#include <algorithm>
#include <tuple>

namespace needsmap::county {
namespace {

constexpr double thin_m = 6.0;

const char* word(Road road) {
    switch (road) {
        case Road::footway: return "footway";
        case Road::path: return "path";
        case Road::residential: return "residential";
        case Road::unclassified: return "unclassified";
        case Road::tertiary: return "tertiary";
        case Road::secondary: return "secondary";
        case Road::primary: return "primary";
        case Road::trunk: return "trunk";
        case Road::none: break;
    }
    return "";
}

/// Through roads are slow where houses stand; other roads go by what their class says.
bool is_slowed(const RoadEdge& e) { return e.built_up && e.road >= Road::unclassified; }

class Strokes {
public:
    explicit Strokes(const RoadGround& roads) : m_roads(roads), m_used(roads.edges.size(), 0) {}

    /// The line through an edge as far as it goes on without a sharp turn; empty when it is drawn already or carries no road.
    Polyline through(int edge) {
        if (m_used[edge] != 0 || m_roads.edges[edge].road == Road::none) {
            return {};
        }
        m_used[edge] = 1;
        std::vector<int> nodes{m_roads.edges[edge].node[0], m_roads.edges[edge].node[1]};
        if (!m_roads.edges[edge].oneway) {
            extend(nodes, edge);
            std::reverse(nodes.begin(), nodes.end());
            extend(nodes, edge);
        }
        return thinned(nodes);
    }

private:
    void extend(std::vector<int>& nodes, int edge) {
        for (int last = edge; (last = next(nodes, last)) >= 0;) {
            m_used[last] = 1;
            nodes.push_back(m_roads.edges[last].other(nodes.back()));
        }
    }

    int next(const std::vector<int>& nodes, int last) const {
        const Point here = m_roads.nodes[nodes.back()].place;
        const Point before = m_roads.nodes[nodes[nodes.size() - 2]].place;
        int best = -1;
        double best_turn = 0.5;  // cosine of 60 degrees
        for (const int e : m_roads.nodes[nodes.back()].edges) {
            const Point ahead = m_roads.nodes[m_roads.edges[e].other(nodes.back())].place;
            const double straight = dot(here - before, ahead - here) / (distance(here, before) * distance(ahead, here));
            if (m_used[e] == 0 && same(m_roads.edges[e], m_roads.edges[last]) && (straight > best_turn || degree(nodes.back()) == 2)) {
                best = e;
                best_turn = straight;
            }
        }
        return best;
    }

    static bool same(const RoadEdge& a, const RoadEdge& b) {
        return a.road == b.road && a.name == b.name && a.oneway == b.oneway && is_slowed(a) == is_slowed(b);
    }

    int degree(int node) const {
        return static_cast<int>(std::count_if(m_roads.nodes[node].edges.begin(), m_roads.nodes[node].edges.end(),
                                              [&](int e) { return m_roads.edges[e].road != Road::none; }));
    }

    /// Junctions stay; between them the line is thinned.
    Polyline thinned(const std::vector<int>& nodes) const {
        Polyline out{m_roads.nodes[nodes.front()].place};
        Polyline piece = out;
        for (std::size_t i = 1; i < nodes.size(); ++i) {
            piece.push_back(m_roads.nodes[nodes[i]].place);
            if (i + 1 == nodes.size() || degree(nodes[i]) != 2) {
                const Polyline thin = simplify(piece, thin_m);
                out.insert(out.end(), thin.begin() + 1, thin.end());
                piece = {piece.back()};
            }
        }
        return out;
    }

    const RoadGround& m_roads;
    std::vector<char> m_used;
};

std::string feature(const std::string& properties, const Polyline& line) {
    return R"({"type":"Feature","properties":{)" + properties + R"(},"geometry":{"type":"LineString","coordinates":)" + line_json(line) +
           "}}";
}

std::string properties_of(const RoadEdge& e) {
    std::string text = std::string(R"("class":")") + word(e.road) + '"';
    text += e.name.empty() ? "" : R"(,"name":)" + json_text(e.name);
    text += e.oneway ? R"(,"oneway":"yes")" : "";
    return text + (is_slowed(e) ? R"(,"maxspeed":"30 mph")" : "");
}

}  // namespace

void write_roads(const std::filesystem::path& folder, const RoadGround& roads, const Motorway& motorway) {
    // One line serves both carriageways, so the rule that motorways are one-way is switched off.
    std::string text = collection_json("roads") +
                       feature(R"("class":"motorway","name":)" + json_text(motorway.name) + R"(,"oneway":"no")", motorway.points);
    for (const Polyline& link : motorway.links) {
        text += ",\n" + feature(R"("class":"motorway_link","oneway":"no")", link);
    }
    Strokes strokes(roads);
    for (std::size_t e = 0; e < roads.edges.size(); ++e) {
        const Polyline line = strokes.through(static_cast<int>(e));
        if (!line.empty()) {
            text += ",\n" + feature(properties_of(roads.edges[e]), line);
        }
    }
    write_file(folder / "roads.geojson", text + "\n]}\n");
}

}  // namespace needsmap::county
