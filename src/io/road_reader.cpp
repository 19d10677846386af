#include "io/road_reader.hpp"

#include <filesystem>
#include <string>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "base/parallel.hpp"
#include "io/coverage_cache.hpp"
#include "io/network_cache.hpp"
#include "io/road_builder.hpp"
#include "io/road_lines.hpp"
#include "io/road_speeds.hpp"
#include "io/source_path.hpp"

namespace needsmap::io {

using base::Severity;
using model::RoadMode;
using model::RoadNetwork;
using model::RoadParts;

namespace {

RoadGround ground_of(const model::Workspace& workspace) {
    if (workspace.geographies.empty()) return {};
    return {workspace.geographies.front()->coverage->full().bounds(), workspace.county};
}

/// Of everything the network depends on; 0 when a file cannot be read.
std::uint64_t cache_key(const model::Workspace& workspace, const std::filesystem::path& speeds, bool prepared) {
    const model::RoadSource& roads = workspace.roads;
    const geo::MapBox box = ground_of(workspace).box;
    std::string text = prepared ? "roads with routes" : "roads";
    for (const std::string& part : {roads.layer, roads.class_column, roads.oneway_column, roads.maxspeed_column, roads.crs,
                                    workspace.county, speeds.string(), base::hex64(build_fingerprint()), base::format_exact(box.min_x),
                                    base::format_exact(box.min_y), base::format_exact(box.max_x), base::format_exact(box.max_y)})
        text += '\n' + part;
    for (const std::string& file : roads.files) {
        const SourcePath source = resolve_path({}, file);
        const std::uint64_t hash = source_hash(source);
        if (hash == 0) return 0;
        text += '\n' + source.written + '\n' + base::hex64(hash);
    }
    std::error_code error;
    if (!std::filesystem::exists(speeds, error)) return 0;
    return base::content_hash(text + base::hex64(base::file_hash(speeds)));
}

std::string count_of(std::size_t count, const std::string& one) {
    return base::format_count(static_cast<std::int64_t>(count)) + " " + one + (count == 1 ? "" : "s");
}

void tell_parts(const RoadNetwork& network, base::Diagnostics& diagnostics) {
    for (const RoadMode mode : model::road_modes) {
        const RoadParts& parts = network.report.parts[index_of(mode)];
        const std::string who = mode == RoadMode::walk ? "on foot" : "by car";
        if (parts.part_count > 1)
            diagnostics.add({Severity::note,
                             "disconnected-roads",
                             {},
                             0,
                             0,
                             who,
                             count_of(parts.part_count - 1, "part") + " of the network, " + base::format_number(parts.km_elsewhere, 1) +
                                 " km in all, " + (parts.part_count == 2 ? "does" : "do") + " not hang together with the rest " + who +
                                 "; no route uses " + (parts.part_count == 2 ? "it." : "them."),
                             "Lines connect only where they share a point exactly."});
        if (parts.trap_nodes > 0)
            diagnostics.add({Severity::note,
                             "one-way-trap",
                             {},
                             0,
                             0,
                             who,
                             count_of(parts.trap_nodes, "junction") + " can only be entered or only be left " + who +
                                 " because of one-way roads; the " + base::format_number(parts.trap_km, 1) +
                                 " km of road there are not used.",
                             {}});
    }
}

std::shared_ptr<const RoadNetwork> build(const model::Workspace& workspace, const std::filesystem::path& speeds_file,
                                         const PrepareRoutes& prepare, base::Diagnostics& diagnostics, base::JobContext& job) {
    const RoadSpeeds speeds = read_road_speeds(speeds_file, diagnostics);
    const RoadLines lines = read_road_lines(workspace.roads, speeds, ground_of(workspace), diagnostics, job);
    job.progress(0.4, "building the road network");
    auto network = std::make_shared<RoadNetwork>(build_road_network(lines, speeds, job));
    for (const std::string& file : workspace.roads.files) network->report.files.push_back(resolve_path({}, file).written);
    tell_parts(*network, diagnostics);
    job.progress(0.6, "preparing routes");
    if (prepare)
        base::parallel_ranges(model::road_modes.size(), 1,
                              [&](std::size_t m, std::size_t) { network->hierarchies[m] = prepare(network->graphs[m], job); });
    return network;
}

}  // namespace

RoadReading read_road_network(const model::Workspace& workspace, const PrepareRoutes& prepare, bool use_cache, base::JobContext& job) {
    if (workspace.roads.files.empty())
        throw base::Error("The workspace has no roads, so there are no routes on foot or by car.",
                          "Add an entry [roads] files = [ … ] to the workspace, or measure in a straight line.");
    const std::filesystem::path speeds =
        workspace.roads.speeds_file.empty() ? embedded_speeds() : std::filesystem::path(workspace.roads.speeds_file);
    RoadReading out;
    job.progress(0, "reading roads");
    const std::uint64_t key = use_cache && !base::cache_dir().empty() ? cache_key(workspace, speeds, prepare != nullptr) : 0;
    if (key != 0) {
        if (auto cached = read_cached_network(key, out.diagnostics)) {
            out.diagnostics.add_all(cached->diagnostics);
            out.network = std::move(cached->network), out.from_cache = true;
            return out;
        }
    }
    base::Diagnostics found;
    out.network = build(workspace, speeds, prepare, found, job);
    if (key != 0) write_cached_network(key, {out.network, found});
    out.diagnostics.add_all(found);
    job.progress(1, "ready");
    return out;
}

}  // namespace needsmap::io
