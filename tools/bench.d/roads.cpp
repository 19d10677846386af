// How fast are roads of a county? A made-up network of 200,000 junctions is written to a file, read with an empty cache and again from the
// cache, and routes are looked for. Prints one JSON object for tools/bench.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "analysis/contraction_hierarchy.hpp"
#include "analysis/many_to_many.hpp"
#include "analysis/road_costs.hpp"
#include "base/error.hpp"
#include "base/memory.hpp"
#include "io/road_reader.hpp"

using namespace needsmap;

namespace {

constexpr int side = 465;  // 216,225 crossings, of which some 202,000 are nodes: streets go straight through the others
constexpr double spacing_m = 120;
constexpr std::size_t demand_count = 2000, site_count = 145;

/// Gone with all that is in it at the end.
class Folder {
public:
    Folder() : m_path(std::filesystem::temp_directory_path() / ("needsmap-bench-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(m_path);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Crossings shifted by up to a third of the spacing, so that no two ways are equally long.
std::vector<geo::MapPoint> crossings(std::mt19937& random) {
    std::uniform_real_distribution<double> shift(-spacing_m / 3, spacing_m / 3);
    std::vector<geo::MapPoint> out;
    for (int row = 0; row < side; ++row)
        for (int column = 0; column < side; ++column)
            out.push_back({420000 + spacing_m * column + shift(random), 180000 + spacing_m * row + shift(random)});
    return out;
}

/// Streets in pieces of up to ten stretches; one in eight stretches between side streets is missing. Every fifteenth row and column is a main road.
void write_roads(const std::filesystem::path& file, const std::vector<geo::MapPoint>& points, std::mt19937& random) {
    std::ofstream out(file);
    out << R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)";
    bool first = true;
    const auto write = [&](const std::vector<std::size_t>& line, bool is_main) {
        if (line.size() < 2) return;
        out << (first ? "\n" : ",\n") << R"({"type":"Feature","properties":{"class":")" << (is_main ? "secondary" : "residential")
            << R"("},"geometry":{"type":"LineString","coordinates":[)";
        first = false;
        for (std::size_t i = 0; i < line.size(); ++i) {
            char text[64];
            std::snprintf(text, sizeof text, "%s[%.2f,%.2f]", i == 0 ? "" : ",", points[line[i]].x, points[line[i]].y);
            out << text;
        }
        out << "]}}";
    };
    for (const bool along_rows : {true, false})
        for (int street = 0; street < side; ++street) {
            const bool is_main = street % 15 == 0;
            std::vector<std::size_t> line;
            for (int at = 0; at < side; ++at) {
                const auto node = static_cast<std::size_t>(along_rows ? street * side + at : at * side + street);
                const bool gap = !is_main && random() % 8 == 0;
                if (gap || line.size() > 10) {
                    const std::size_t last = line.empty() ? node : line.back();
                    write(line, is_main);
                    line.clear();
                    if (!gap) line.push_back(last);
                }
                line.push_back(node);
            }
            write(line, is_main);
        }
    out << "\n]}\n";
}

std::vector<geo::MapPoint> random_places(std::size_t count, std::mt19937& random) {
    std::uniform_real_distribution<double> at(0, spacing_m * (side - 1));
    std::vector<geo::MapPoint> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back({420000 + at(random), 180000 + at(random)});
    return out;
}

int run() {
    const Folder folder;
    setenv("NEEDSMAP_CACHE", (folder.path() / "cache").c_str(), 1);
    std::mt19937 random(2026);
    const std::filesystem::path file = folder.path() / "roads.geojson";
    write_roads(file, crossings(random), random);
    model::Workspace workspace;
    workspace.county = "Nowhere", workspace.roads.files = {file.string()};
    base::QuietJob job;

    auto start = std::chrono::steady_clock::now();
    io::RoadReading reading = io::read_road_network(workspace, analysis::build_hierarchy, true, job);
    const double from_file_s = seconds_since(start);
    if (reading.from_cache) throw base::Error("The cache was not empty.");
    start = std::chrono::steady_clock::now();
    reading = io::read_road_network(workspace, analysis::build_hierarchy, true, job);
    const double from_cache_s = seconds_since(start);
    if (!reading.from_cache) throw base::Error("The network was not read from the cache.");

    const model::RoadNetwork& network = *reading.network;
    const std::vector<analysis::RoadSeed> seeds = {{network.graph(model::RoadMode::drive).head.front(), 0}};
    constexpr int rounds = 10;
    start = std::chrono::steady_clock::now();
    for (int i = 0; i < rounds; ++i)
        if (analysis::times_to(network.hierarchy(model::RoadMode::drive), seeds).empty()) throw base::Error("No times.");
    const double one_to_all_ms = 1000 * seconds_since(start) / rounds;

    const analysis::RoadSnapper snapper(network, model::RoadMode::drive);
    const auto demand = random_places(demand_count, random), sites = random_places(site_count, random);
    start = std::chrono::steady_clock::now();
    const auto costs = analysis::road_costs(snapper, demand, sites, 500, job);
    const double matrix_s = seconds_since(start);
    if (costs.costs.costs.size() != demand_count * site_count) throw base::Error("The matrix is not whole.");
    std::printf("{\"nodes\": %zu, \"from_file_s\": %.3f, \"from_cache_s\": %.3f, \"one_to_all_ms\": %.2f, \"matrix_s\": %.3f}\n",
                network.node_count(), from_file_s, from_cache_s, one_to_all_ms, matrix_s);
    return 0;
}

}  // namespace

int main() {
    base::tune_memory();  // as the program does
    try {
        return run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        return 1;
    }
}
