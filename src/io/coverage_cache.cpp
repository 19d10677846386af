#include "io/coverage_cache.hpp"

#include <sys/stat.h>

#include <mutex>
#include <span>
#include <thread>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"
#include "io/binary_cache.hpp"
#include "io/cached_diagnostics.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;
using geo::Coverage;
using geo::CoverageData;
using geo::CoverageLevels;

namespace {

// A county with its layers takes a few files, England about 60 MB.
constexpr std::size_t kept_files = 64;
constexpr std::uintmax_t kept_bytes = std::uintmax_t{1} << 30;

void put(CacheWriter& out, const CoverageData& data) {
    out.put(data.points), out.put(data.arc_begin), out.put(data.arc_left), out.put(data.arc_right);
    out.put(data.area_ring_begin), out.put(data.ring_arc_begin), out.put(data.ring_is_hole), out.put(data.ring_arcs);
}

/// The sections of one level in place, and their copy, which several threads make at once.
struct CoverageView {
    std::span<const geo::MapPoint> points;
    std::span<const std::uint32_t> arc_begin, area_ring_begin, ring_arc_begin;
    std::span<const geo::AreaIndex> arc_left, arc_right;
    std::span<const std::uint8_t> ring_is_hole;
    std::span<const geo::SignedArc> ring_arcs;

    bool get(CacheReader& in) {
        return in.view_next(points) && in.view_next(arc_begin) && in.view_next(arc_left) && in.view_next(arc_right) &&
               in.view_next(area_ring_begin) && in.view_next(ring_arc_begin) && in.view_next(ring_is_hole) && in.view_next(ring_arcs);
    }
    [[nodiscard]] CoverageData copy() const {
        const auto vector_of = []<class T>(std::span<const T> items) { return std::vector<T>(items.begin(), items.end()); };
        return {vector_of(points),          vector_of(arc_begin),      vector_of(arc_left),     vector_of(arc_right),
                vector_of(area_ring_begin), vector_of(ring_arc_begin), vector_of(ring_is_hole), vector_of(ring_arcs)};
    }
};

void put(CacheWriter& out, const RawTable& table) {
    const TextGrid::ConstParts parts = table.grid.parts();
    out.put(std::string_view(table.file)), out.put(table.columns);
    out.put(std::string_view(*parts.bytes)), out.put(*parts.cells), out.put(*parts.row_begin), out.put(*parts.line);
}
bool get(CacheReader& in, RawTable& table) {
    const TextGrid::Parts parts = table.grid.parts();
    table.rows_are_lines = false;
    return in.get(table.file) && in.get(table.columns) && in.get(*parts.bytes) && in.get(*parts.cells) && in.get(*parts.row_begin) &&
           in.get(*parts.line);
}

void put(CacheWriter& out, const CoverageLevels& levels) {
    out.put_number(levels.levels().size());
    std::vector<double> tolerances;
    for (const auto& level : levels.levels()) tolerances.push_back(level.tolerance_m);
    out.put(tolerances);
    for (const auto& level : levels.levels()) put(out, level.coverage->data());
}
bool get(CacheReader& in, CoverageLevels& levels) {
    std::uint64_t count = 0;
    std::vector<double> tolerances;
    if (!in.get_number(count) || !in.get(tolerances) || tolerances.size() != count || count == 0) return false;
    std::vector<CoverageView> views(count);
    for (CoverageView& view : views)
        if (!view.get(in)) return false;
    std::vector<CoverageLevels::Level> made(count);
    base::parallel_ranges(count, 1, [&](std::size_t first, std::size_t) {
        made[first] = {tolerances[first], std::make_shared<const Coverage>(views[first].copy())};
    });
    levels = CoverageLevels(std::move(made));
    return true;
}

bool get(CacheReader& in, BoundaryData& data) {
    auto attributes = std::make_shared<RawTable>();
    if (!in.get(data.codes) || !in.get(data.names) || !in.get(data.label_points) || !get(in, data.diagnostics) || !get(in, *attributes))
        return false;
    data.attributes = std::move(attributes);
    if (!get(in, data.levels)) return false;
    const std::size_t areas = data.codes.size();
    return data.names.size() == areas && data.label_points.size() == areas && data.levels.full().area_count() == areas;
}

}  // namespace

fs::path cache_file(std::uint64_t key) {
    const fs::path folder = base::cache_dir();
    return folder.empty() ? fs::path() : folder / (base::hex64(key) + ".cache");
}

void trim_cache_folder() { trim_cache(base::cache_dir(), kept_files, kept_bytes); }

std::optional<BoundaryData> read_cached_boundaries(std::uint64_t key, base::Diagnostics& diagnostics) {
    const fs::path file = cache_file(key);
    if (file.empty()) return std::nullopt;
    bool damaged = false;
    try {
        CacheReader in(file, key);
        BoundaryData data;
        if (in.good() && get(in, data)) return data;
        damaged = in.was_damaged() || in.good();
    } catch (const base::Error&) {
        damaged = true;  // offsets that do not fit together
    }
    if (damaged)
        diagnostics.add(
            {base::Severity::note, "cache-rebuilt", file.string(), 0, 0, {}, "The cache file was damaged; it is made again.", {}});
    return std::nullopt;
}

namespace {

void write_now(std::uint64_t key, const BoundaryData& data) {
    const fs::path file = cache_file(key);
    if (file.empty()) return;
    try {
        CacheWriter out(file, key);
        out.put(data.codes), out.put(data.names), out.put(data.label_points);
        put(out, data.diagnostics), put(out, *data.attributes), put(out, data.levels);
        out.finish();
        trim_cache_folder();
    } catch (const std::exception&) {
        // The next start reads the files themselves again.
    }
}

/// Threads that write. Static, so that the program's end waits for them.
class BackgroundWrites {
public:
    ~BackgroundWrites() { finish(); }
    void start(std::uint64_t key, BoundaryData data) {
        const std::lock_guard lock(m_mutex);
        m_threads.emplace_back([key, data = std::move(data)] { write_now(key, data); });
    }
    void finish() {
        std::vector<std::thread> threads;
        {
            const std::lock_guard lock(m_mutex);
            threads.swap(m_threads);
        }
        for (std::thread& thread : threads) thread.join();
    }

private:
    std::mutex m_mutex;
    std::vector<std::thread> m_threads;
};
BackgroundWrites& background_writes() {
    static BackgroundWrites writes;
    return writes;
}

}  // namespace

void write_cached_boundaries(std::uint64_t key, BoundaryData data) { background_writes().start(key, std::move(data)); }

void finish_cache_writes() { background_writes().finish(); }

std::uint64_t build_fingerprint() {
    static const std::uint64_t fingerprint = [] {
        struct stat info {};
        const std::string version(base::version());
        if (::stat("/proc/self/exe", &info) != 0) return base::content_hash(version);
        return base::content_hash(version + " " + std::to_string(info.st_size) + " " + std::to_string(info.st_mtim.tv_sec) + "." +
                                  std::to_string(info.st_mtim.tv_nsec));
    }();
    return fingerprint;
}

}  // namespace needsmap::io
