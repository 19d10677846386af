#include <algorithm>

#include "geo/nodes.hpp"
#include "geo/topology.hpp"

namespace needsmap::geo {

namespace {

using Link = std::pair<AreaIndex, AreaIndex>;

/// The different areas around a node, ascending.
void areas_around(const Coverage& coverage, std::span<const SignedArc> leaving, std::vector<AreaIndex>& out) {
    out.clear();
    for (const SignedArc a : leaving) {
        for (const AreaIndex area : {coverage.arc_left(arc_of(a)), coverage.arc_right(arc_of(a))})
            if (area != no_area) out.push_back(area);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
}

/// Rows of all links in both directions, each kept when it occurs at least `times` times.
Neighbours rows_of(const std::vector<Link>& links, std::size_t area_count, std::size_t times) {
    std::vector<std::uint32_t> begin(area_count + 1);
    for (const auto& [a, b] : links) {
        ++begin[static_cast<std::size_t>(a) + 1];
        ++begin[static_cast<std::size_t>(b) + 1];
    }
    for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
    std::vector<AreaIndex> entries(begin.back());
    std::vector<std::uint32_t> next(begin.begin(), begin.end() - 1);
    for (const auto& [a, b] : links) {
        entries[next[static_cast<std::size_t>(a)]++] = b;
        entries[next[static_cast<std::size_t>(b)]++] = a;
    }
    Neighbours rows;
    rows.begin.push_back(0);
    for (std::size_t area = 0; area < area_count; ++area) {
        const auto first = entries.begin() + begin[area], last = entries.begin() + begin[area + 1];
        std::sort(first, last);
        for (auto at = first; at != last;) {
            const auto end = std::upper_bound(at, last, *at);
            if (static_cast<std::size_t>(end - at) >= times) rows.index.push_back(*at);
            at = end;
        }
        rows.begin.push_back(static_cast<std::uint32_t>(rows.index.size()));
    }
    return rows;
}

}  // namespace

Neighbours neighbours(const Coverage& coverage, Contiguity contiguity) {
    // A vertex that more than two areas share is a node, and so is each end of a shared stretch; so the nodes and the two sides of
    // each arc tell everything.
    const Nodes nodes = find_nodes(coverage.data().points, coverage.data().arc_begin);
    std::vector<Link> links;
    std::vector<AreaIndex> around;
    for (std::uint32_t node = 0; node < nodes.count(); ++node) {
        areas_around(coverage, nodes.leaving_from(node), around);
        for (std::size_t i = 0; i < around.size(); ++i)
            for (std::size_t j = i + 1; j < around.size(); ++j) links.emplace_back(around[i], around[j]);
    }
    if (contiguity == Contiguity::queen) return rows_of(links, coverage.area_count(), 1);
    // Rook counts shared points: two nodes, or a node and a vertex between nodes. An arc that closes on itself has one node only.
    for (std::uint32_t arc = 0; arc < coverage.arc_count(); ++arc) {
        const AreaIndex left = coverage.arc_left(arc), right = coverage.arc_right(arc);
        if (left != no_area && right != no_area && coverage.arc_points(arc).size() > 2) links.emplace_back(left, right);
    }
    return rows_of(links, coverage.area_count(), 2);
}

}  // namespace needsmap::geo
