#include "io/network_cache.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <span>

#include "base/error.hpp"
#include "base/parallel.hpp"
#include "io/binary_cache.hpp"
#include "io/cached_diagnostics.hpp"
#include "io/coverage_cache.hpp"

namespace needsmap::io {

using model::RoadGraph;
using model::RoadHierarchy;
using model::RoadNetwork;
using model::RoadReport;

namespace {

void put(CacheWriter& out, const RoadReport& report) {
    out.put(report.files), out.put(std::string_view(report.speeds_file));
    std::vector<std::string> names;
    std::vector<double> numbers;
    for (const model::RoadClassSummary& c : report.classes) {
        names.push_back(c.name);
        numbers.insert(numbers.end(), {c.drive_kmh, c.walk_kmh, c.km, c.no_stopping ? 1.0 : 0.0});
    }
    out.put(names), out.put(numbers);
    std::vector<std::uint64_t> counts = {report.line_count, report.vertex_count, report.other_lines};
    std::vector<double> km;
    for (const model::RoadParts& p : report.parts) {
        counts.insert(counts.end(), {p.part_count, p.nodes_elsewhere, p.trap_nodes});
        km.insert(km.end(), {p.km_elsewhere, p.trap_km});
    }
    out.put(counts), out.put(km);
}
bool get(CacheReader& in, RoadReport& report) {
    std::vector<std::string> names;
    std::vector<double> numbers, km;
    std::vector<std::uint64_t> counts;
    if (!in.get(report.files) || !in.get(report.speeds_file) || !in.get(names) || !in.get(numbers) || !in.get(counts) || !in.get(km))
        return false;
    if (numbers.size() != 4 * names.size() || counts.size() != 3 + 3 * report.parts.size() || km.size() != 2 * report.parts.size())
        return false;
    for (std::size_t i = 0; i < names.size(); ++i)
        report.classes.push_back({names[i], numbers[4 * i], numbers[4 * i + 1], numbers[4 * i + 2], numbers[4 * i + 3] != 0});
    report.line_count = counts[0], report.vertex_count = counts[1], report.other_lines = counts[2];
    for (std::size_t m = 0; m < report.parts.size(); ++m)
        report.parts[m] = {counts[3 + 3 * m], counts[4 + 3 * m], km[2 * m], counts[5 + 3 * m], km[2 * m + 1]};
    return true;
}

/// Asks for the memory of a long section at once, on large pages where they fit in: touching 80 MB page by page takes longer than the rest of
/// reading it. Wishes; a system that does not grant them is only slower.
void prepare_memory([[maybe_unused]] void* begin, [[maybe_unused]] std::size_t bytes) {
#if defined(__linux__) && defined(MADV_POPULATE_WRITE)
    constexpr std::size_t page = 4096, worth_it = 64 * page;
    if (bytes < worth_it) return;
    const auto address = reinterpret_cast<std::uintptr_t>(begin);
    const std::uintptr_t first = (address + page - 1) / page * page, last = (address + bytes) / page * page;
    void* start = reinterpret_cast<void*>(first);
    static_cast<void>(madvise(start, last - first, MADV_HUGEPAGE));
    static_cast<void>(madvise(start, last - first, MADV_POPULATE_WRITE));
#endif
}

/// Long sections are found one after the other and copied out together, several at a time.
class LongSections {
public:
    explicit LongSections(CacheReader& in) : m_in(in) {}
    template <class T>
    bool get(std::vector<T>& items) {
        std::span<const T> view;
        if (!m_in.view_next(view)) return false;
        m_copies.push_back([view, &items] {
            items.reserve(view.size());
            prepare_memory(items.data(), view.size_bytes());
            items.assign(view.begin(), view.end());
        });
        return true;
    }
    void copy() const {
        base::parallel_ranges(m_copies.size(), 1, [&](std::size_t i, std::size_t) { m_copies[i](); });
    }

private:
    CacheReader& m_in;
    std::vector<std::function<void()>> m_copies;
};

void put(CacheWriter& out, const RoadGraph& graph) {
    out.put(graph.begin), out.put(graph.head), out.put(graph.out_ms), out.put(graph.in_ms);
}
bool get(LongSections& in, RoadGraph& graph) {
    return in.get(graph.begin) && in.get(graph.head) && in.get(graph.out_ms) && in.get(graph.in_ms);
}

void put(CacheWriter& out, const RoadHierarchy& hierarchy) {
    out.put_number(hierarchy.core_count), out.put(hierarchy.rank_of), out.put(hierarchy.begin);
    out.put(hierarchy.head), out.put(hierarchy.out_ms), out.put(hierarchy.in_ms);
}
bool get(CacheReader& in, LongSections& sections, RoadHierarchy& hierarchy) {
    std::uint64_t core = 0;
    if (!in.get_number(core) || !sections.get(hierarchy.rank_of) || !sections.get(hierarchy.begin) || !sections.get(hierarchy.head) ||
        !sections.get(hierarchy.out_ms) || !sections.get(hierarchy.in_ms))
        return false;
    hierarchy.core_count = static_cast<std::uint32_t>(core);
    return true;
}

void put(CacheWriter& out, const RoadNetwork& n) {
    out.put(n.nodes), out.put(n.edge_from), out.put(n.edge_to), out.put(n.shape_begin), out.put(n.shapes);
    out.put(n.forward_ms), out.put(n.backward_ms), out.put(n.edge_class), out.put(n.is_junction);
    for (const auto& parts : n.part_of) out.put(parts);
    out.put_number(n.junction_penalty_ms), out.put(std::vector<double>{n.walk_kmh});
    for (const RoadGraph& graph : n.graphs) put(out, graph);
    for (const RoadHierarchy& hierarchy : n.hierarchies) put(out, hierarchy);
    put(out, n.report);
}
bool get(CacheReader& in, RoadNetwork& n) {
    LongSections sections(in);
    std::uint64_t penalty = 0;
    std::vector<double> walk_kmh;
    if (!sections.get(n.nodes) || !sections.get(n.edge_from) || !sections.get(n.edge_to) || !sections.get(n.shape_begin) ||
        !sections.get(n.shapes) || !sections.get(n.forward_ms) || !sections.get(n.backward_ms) || !sections.get(n.edge_class) ||
        !sections.get(n.is_junction) || !sections.get(n.part_of[0]) || !sections.get(n.part_of[1]) || !in.get_number(penalty) ||
        !in.get(walk_kmh) || walk_kmh.size() != 1)
        return false;
    n.junction_penalty_ms = static_cast<model::RoadTime>(penalty), n.walk_kmh = walk_kmh.front();
    for (RoadGraph& graph : n.graphs)
        if (!get(sections, graph)) return false;
    for (RoadHierarchy& hierarchy : n.hierarchies)
        if (!get(in, sections, hierarchy)) return false;
    if (!get(in, n.report)) return false;
    sections.copy();
    return true;
}

/// Offsets ascend from 0 to `total`.
bool are_offsets(const std::vector<std::uint32_t>& begin, std::size_t items, std::size_t total) {
    return begin.size() == items + 1 && begin.front() == 0 && begin.back() == total && std::ranges::is_sorted(begin);
}
bool are_below(const std::vector<std::uint32_t>& indices, std::size_t end) {
    return std::ranges::all_of(indices, [&](std::uint32_t i) { return i < end; });
}

bool fits(const RoadGraph& g, std::size_t nodes) {
    return are_offsets(g.begin, nodes, g.head.size()) && are_below(g.head, nodes) && g.out_ms.size() == g.head.size() &&
           g.in_ms.size() == g.head.size();
}
bool fits(const RoadHierarchy& h, std::size_t nodes) {
    if (h.empty()) return h.rank_of.empty();
    const std::size_t ranks = h.begin.size() - 1;
    return h.rank_of.size() == nodes && h.core_count <= ranks && are_offsets(h.begin, ranks, h.head.size()) && are_below(h.head, ranks) &&
           h.out_ms.size() == h.head.size() && h.in_ms.size() == h.head.size() && are_below(h.rank_of, ranks);
}
bool has_nodes(const RoadNetwork& n) {
    const std::size_t nodes = n.node_count(), edges = n.edge_count();
    return n.is_junction.size() == nodes && n.edge_to.size() == edges && are_below(n.edge_from, nodes) && are_below(n.edge_to, nodes) &&
           std::ranges::all_of(n.part_of, [&](const auto& parts) { return parts.size() == nodes; });
}
bool has_edges(const RoadNetwork& n) {
    const std::size_t edges = n.edge_count();
    return are_offsets(n.shape_begin, edges, n.shapes.size()) && n.forward_ms.size() == edges && n.backward_ms.size() == edges &&
           n.edge_class.size() == edges && std::ranges::all_of(n.edge_class, [&](std::uint8_t c) { return c < n.report.classes.size(); });
}
/// The checksum already guards against damage; this guards memory against a file that was written wrongly.
bool fits(const RoadNetwork& n) {
    std::array<bool, 6> fit{};  // each takes about as long as any other
    base::parallel_ranges(fit.size(), 1, [&](std::size_t i, std::size_t) {
        fit[i] = i == 0   ? has_nodes(n)
                 : i == 1 ? has_edges(n)
                 : i < 4  ? fits(n.graphs[i - 2], n.node_count())
                          : fits(n.hierarchies[i - 4], n.node_count());
    });
    return std::ranges::all_of(fit, std::identity());
}

}  // namespace

std::optional<CachedNetwork> read_cached_network(std::uint64_t key, base::Diagnostics& diagnostics) {
    const std::filesystem::path file = cache_file(key);
    if (file.empty()) return std::nullopt;
    CacheReader in(file, key);
    auto network = std::make_shared<RoadNetwork>();
    CachedNetwork cached;
    if (in.good() && get(in, *network) && get(in, cached.diagnostics) && fits(*network)) {
        cached.network = std::move(network);
        return cached;
    }
    if (in.was_damaged() || in.good())
        diagnostics.add(
            {base::Severity::note, "cache-rebuilt", file.string(), 0, 0, {}, "The cache file was damaged; it is made again.", {}});
    return std::nullopt;
}

void write_cached_network(std::uint64_t key, const CachedNetwork& cached) {
    const std::filesystem::path file = cache_file(key);
    if (file.empty()) return;
    try {
        CacheWriter out(file, key);
        put(out, *cached.network), put(out, cached.diagnostics);
        out.finish();
        trim_cache_folder();
    } catch (const std::exception&) {
        // The next start reads the files themselves again.
    }
}

}  // namespace needsmap::io
