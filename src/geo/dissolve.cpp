// Areas with the same group become one by dropping the arcs between them and joining the arcs that are left.
#include <algorithm>

#include "base/error.hpp"
#include "geo/nodes.hpp"
#include "geo/ring_tracer.hpp"
#include "geo/topology.hpp"

namespace needsmap::geo {

namespace {

/// The arcs between different groups, chained through nodes where only two of them still meet.
class Joiner {
public:
    Joiner(const Coverage& coverage, std::span<const AreaIndex> group_of_area)
        : m_coverage(coverage), m_nodes(find_nodes(coverage.data().points, coverage.data().arc_begin)), m_group_of_area(group_of_area) {
        const std::size_t arcs = coverage.arc_count();
        m_waiting.resize(arcs);
        m_degree.resize(m_nodes.count());
        for (std::uint32_t i = 0; i < arcs; ++i) {
            m_waiting[i] = group_on_left(static_cast<SignedArc>(i)) != group_on_left(~static_cast<SignedArc>(i));
            if (!m_waiting[i]) continue;
            ++m_degree[m_nodes.node_of_end[2 * i]];
            ++m_degree[m_nodes.node_of_end[2 * i + 1]];
        }
    }

    CoverageData run() {
        m_out.arc_begin = {0};
        const auto arcs = static_cast<SignedArc>(m_coverage.arc_count());
        for (SignedArc i = 0; i < arcs; ++i) {
            if (!m_waiting[arc_of(i)]) continue;
            if (!passes_through(m_nodes.start_of(i))) {
                add_chain(i, false);
            } else if (!passes_through(m_nodes.end_of(i))) {
                add_chain(~i, false);
            }
        }
        for (SignedArc i = 0; i < arcs; ++i)
            if (m_waiting[arc_of(i)]) add_chain(i, true);
        return std::move(m_out);
    }

private:
    [[nodiscard]] AreaIndex group_on_left(SignedArc a) const {
        const AreaIndex area = is_reversed(a) ? m_coverage.arc_right(arc_of(a)) : m_coverage.arc_left(arc_of(a));
        return area == no_area ? no_area : m_group_of_area[static_cast<std::size_t>(area)];
    }
    [[nodiscard]] bool passes_through(std::uint32_t node) const { return m_degree[node] == 2; }

    /// Follows from `arc` to the next real node, or around a closed loop that has none.
    void add_chain(SignedArc arc, bool closed) {
        m_points.clear();
        AreaIndex left = group_on_left(arc), right = group_on_left(~arc);
        for (bool more = true; more;) {
            m_waiting[arc_of(arc)] = 0;
            append_points(arc);
            more = false;
            const std::uint32_t node = m_nodes.end_of(arc);
            if (!passes_through(node)) break;
            for (const SignedArc next : m_nodes.leaving_from(node)) {
                if (!m_waiting[arc_of(next)]) continue;
                arc = next;
                more = true;
                break;
            }
        }
        if (closed) start_in_the_south_west();
        // As the builder stores them: the lower area on the left.
        if (left == no_area || (right != no_area && right < left)) {
            std::reverse(m_points.begin(), m_points.end());
            std::swap(left, right);
        }
        m_out.points.insert(m_out.points.end(), m_points.begin(), m_points.end());
        m_out.arc_begin.push_back(static_cast<std::uint32_t>(m_out.points.size()));
        m_out.arc_left.push_back(left);
        m_out.arc_right.push_back(right);
    }

    void append_points(SignedArc arc) {
        const std::span<const MapPoint> points = m_coverage.arc_points(arc_of(arc));
        if (!m_points.empty()) m_points.pop_back();  // the node is the last point of one and the first of the other
        if (is_reversed(arc)) {
            m_points.insert(m_points.end(), points.rbegin(), points.rend());
        } else {
            m_points.insert(m_points.end(), points.begin(), points.end());
        }
    }

    void start_in_the_south_west() {
        m_points.pop_back();
        const auto less = [](MapPoint a, MapPoint b) { return a.x != b.x ? a.x < b.x : a.y < b.y; };
        std::rotate(m_points.begin(), std::min_element(m_points.begin(), m_points.end(), less), m_points.end());
        m_points.push_back(m_points.front());
    }

    const Coverage& m_coverage;
    Nodes m_nodes;
    std::span<const AreaIndex> m_group_of_area;
    std::vector<std::uint8_t> m_waiting;  // kept and not yet part of a chain
    std::vector<std::uint32_t> m_degree;  // ends of kept arcs at each node
    std::vector<MapPoint> m_points;
    CoverageData m_out;
};

}  // namespace

Coverage dissolve(const Coverage& coverage, std::span<const AreaIndex> group_of_area, std::size_t group_count) {
    if (group_of_area.size() != coverage.area_count())
        throw base::Error("Areas cannot be joined: the table of groups has " + std::to_string(group_of_area.size()) + " rows for " +
                          std::to_string(coverage.area_count()) + " areas.");
    for (const AreaIndex g : group_of_area)
        if (g < no_area || g >= static_cast<AreaIndex>(group_count))
            throw base::Error("Areas cannot be joined: an area's group does not exist.");
    CoverageData data = Joiner(coverage, group_of_area).run();
    trace_rings(data, group_count);
    return Coverage(std::move(data));
}

}  // namespace needsmap::geo
