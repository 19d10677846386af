#include "geo/vertex_table.hpp"

#include <bit>
#include <cmath>
#include <unordered_map>

#include "base/parallel.hpp"

namespace needsmap::geo {

namespace {

/// Multiply-xor mixing of both coordinates' bits; multipliers are those of MurmurHash3's finaliser (A. Appleby, public domain).
std::uint32_t hash_of(MapPoint p) {
    std::uint64_t h = std::bit_cast<std::uint64_t>(p.x + 0.0) * 0xff51afd7ed558ccdULL;
    h ^= h >> 32;
    h = (h + std::bit_cast<std::uint64_t>(p.y + 0.0)) * 0xc4ceb9fe1a85ec53ULL;
    h ^= h >> 29;
    h *= 0xff51afd7ed558ccdULL;
    return static_cast<std::uint32_t>(h >> 32);
}

bool same_bits(MapPoint a, MapPoint b) {
    return std::bit_cast<std::uint64_t>(a.x + 0.0) == std::bit_cast<std::uint64_t>(b.x + 0.0) &&
           std::bit_cast<std::uint64_t>(a.y + 0.0) == std::bit_cast<std::uint64_t>(b.y + 0.0);
}

/// Points dealt out by the top bits of their hash, each bucket in the order of the input. Buckets are independent of each other
/// and small enough for a processor's cache, which is what makes this faster than one big hash table even on one thread.
struct Buckets {
    static constexpr unsigned bits = 7;
    static constexpr std::size_t count = std::size_t{1} << bits;
    std::vector<std::uint32_t> hash;
    std::vector<std::uint32_t> begin;  // count + 1
    std::vector<std::uint32_t> point;
};

Buckets deal_out(std::span<const MapPoint> points) {
    constexpr std::size_t grain = 1 << 16;
    const std::size_t chunks = (points.size() + grain - 1) / grain;
    Buckets b;
    b.hash.resize(points.size());
    std::vector<std::uint32_t> count_of(chunks * Buckets::count);
    base::parallel_ranges(points.size(), grain, [&](std::size_t first, std::size_t last) {
        std::uint32_t* count = &count_of[first / grain * Buckets::count];
        for (std::size_t i = first; i < last; ++i) {
            b.hash[i] = hash_of(points[i]);
            ++count[b.hash[i] >> (32 - Buckets::bits)];
        }
    });
    b.begin.resize(Buckets::count + 1);
    std::uint32_t offset = 0;
    for (std::size_t bucket = 0; bucket < Buckets::count; ++bucket) {
        b.begin[bucket] = offset;
        for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
            std::uint32_t& slot = count_of[chunk * Buckets::count + bucket];
            const std::uint32_t n = slot;
            slot = offset;
            offset += n;
        }
    }
    b.begin[Buckets::count] = offset;
    b.point.resize(points.size());
    base::parallel_ranges(points.size(), grain, [&](std::size_t first, std::size_t last) {
        std::uint32_t* next = &count_of[first / grain * Buckets::count];
        for (std::size_t i = first; i < last; ++i) b.point[next[b.hash[i] >> (32 - Buckets::bits)]++] = static_cast<std::uint32_t>(i);
    });
    return b;
}

/// For every point of one bucket the first point of the input with the same coordinates (open addressing, linear probing).
void find_firsts(const Buckets& buckets, std::size_t bucket, std::span<const MapPoint> points, std::vector<std::uint32_t>& first_of) {
    const std::span<const std::uint32_t> members(buckets.point.data() + buckets.begin[bucket],
                                                 buckets.point.data() + buckets.begin[bucket + 1]);
    if (members.empty()) return;
    constexpr std::uint32_t empty = 0xffffffff;
    const std::size_t mask = std::bit_ceil(members.size() * 2) - 1;
    struct Slot {
        std::uint32_t point;
        std::uint32_t hash;
    };
    std::vector<Slot> slots(mask + 1, Slot{empty, 0});
    for (const std::uint32_t i : members) {
        const std::uint32_t hash = buckets.hash[i];
        std::size_t at = hash & mask;
        while (slots[at].point != empty && (slots[at].hash != hash || !same_bits(points[slots[at].point], points[i]))) at = (at + 1) & mask;
        if (slots[at].point == empty) slots[at] = {i, hash};
        first_of[i] = slots[at].point;
    }
}

}  // namespace

VertexTable unique_vertices(std::span<const MapPoint> points) {
    const Buckets buckets = deal_out(points);
    VertexTable table;
    table.id_of_point.resize(points.size());
    base::parallel_ranges(Buckets::count, 1,
                          [&](std::size_t first, std::size_t) { find_firsts(buckets, first, points, table.id_of_point); });
    // A point's first occurrence is at or before it, so its id is known by the time it is needed.
    std::vector<std::uint32_t>& id = table.id_of_point;
    table.vertices.reserve(points.size() * 5 / 8);
    for (std::uint32_t i = 0; i < points.size(); ++i) {
        if (id[i] == i) {
            id[i] = static_cast<VertexId>(table.vertices.size());
            table.vertices.push_back(points[i]);
        } else {
            id[i] = id[id[i]];
        }
    }
    return table;
}

void snap_vertices(VertexTable& table, double tolerance_m) {
    // Kept vertices by grid cell of the tolerance's size: a vertex near enough is in one of nine cells.
    std::unordered_map<std::uint64_t, std::vector<VertexId>> cells;
    const auto key = [](std::int64_t column, std::int64_t row) {
        return (static_cast<std::uint64_t>(column) << 32) ^ (static_cast<std::uint64_t>(row) & 0xffffffffULL);
    };
    std::vector<MapPoint> kept;
    std::vector<VertexId> new_id(table.vertices.size());
    for (std::size_t v = 0; v < table.vertices.size(); ++v) {
        const MapPoint p = table.vertices[v];
        VertexId target = static_cast<VertexId>(kept.size());
        if (std::isfinite(p.x) && std::isfinite(p.y)) {
            const auto column = static_cast<std::int64_t>(std::floor(p.x / tolerance_m));
            const auto row = static_cast<std::int64_t>(std::floor(p.y / tolerance_m));
            double nearest = tolerance_m;
            for (std::int64_t c = column - 1; c <= column + 1; ++c) {
                for (std::int64_t r = row - 1; r <= row + 1; ++r) {
                    const auto found = cells.find(key(c, r));
                    if (found == cells.end()) continue;
                    for (const VertexId candidate : found->second) {
                        const double d = distance(kept[candidate], p);
                        if (d < nearest || (d == nearest && d < tolerance_m && candidate < target)) nearest = d, target = candidate;
                    }
                }
            }
            if (target == kept.size()) cells[key(column, row)].push_back(target);
        }
        if (target == kept.size()) kept.push_back(p);
        new_id[v] = target;
    }
    for (VertexId& id : table.id_of_point) id = new_id[id];
    table.vertices = std::move(kept);
}

}  // namespace needsmap::geo
