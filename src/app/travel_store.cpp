#include "app/travel_store.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "analysis/contraction_hierarchy.hpp"
#include "base/error.hpp"
#include "base/files.hpp"
#include "base/format.hpp"
#include "io/gtfs_reader.hpp"
#include "io/road_reader.hpp"
#include "io/source_path.hpp"

namespace needsmap::app {

namespace fs = std::filesystem;

namespace {

/// What is there now, without reading it: size and time of change of a file, or of every file in a folder.
std::string stamp_of(const std::string& path) {
    const fs::path file = io::resolve_path({}, path).file;
    std::error_code error;
    const auto one = [&](const fs::path& p) {
        const auto size = fs::file_size(p, error);
        const auto time = fs::last_write_time(p, error).time_since_epoch().count();
        return p.string() + ' ' + std::to_string(size) + ' ' + std::to_string(time) + '\n';
    };
    if (!fs::is_directory(file, error)) return one(file);
    std::vector<std::string> lines;
    for (const auto& entry : fs::directory_iterator(file, error))
        if (entry.is_regular_file(error)) lines.push_back(one(entry.path()));
    std::ranges::sort(lines);
    std::string text;
    for (const std::string& line : lines) text += line;
    return text;
}

/// The last value that was made, and what of. One is enough: there is one workspace at a time.
template <class T>
class Last {
public:
    std::shared_ptr<const T> get(const std::string& key, const std::function<std::shared_ptr<const T>()>& make) {
        const std::scoped_lock lock(m_mutex);
        if (!m_value || m_key != key) {
            m_value.reset();  // before the next one is made: a county's network has some hundred megabytes
            m_value = make(), m_key = key;
        }
        return m_value;
    }

private:
    std::mutex m_mutex;
    std::string m_key;
    std::shared_ptr<const T> m_value;
};

std::string key_of(const model::Workspace& workspace, const std::vector<std::string>& files) {
    std::string key = workspace.file + '\n' + base::hex64(workspace.content_hash) + '\n';
    for (const std::string& file : files) key += stamp_of(file);
    return key;
}

std::shared_ptr<const Roads> read_roads(const model::Workspace& workspace, base::JobContext& job) {
    io::RoadReading reading = io::read_road_network(workspace, analysis::build_hierarchy, true, job);
    auto roads = std::make_shared<Roads>();
    roads->network = std::move(reading.network), roads->diagnostics = std::move(reading.diagnostics);
    roads->from_cache = reading.from_cache;
    for (const model::RoadMode mode : model::road_modes)
        roads->snappers[index_of(mode)] = std::make_shared<const analysis::RoadSnapper>(*roads->network, mode);
    return roads;
}

}  // namespace

std::shared_ptr<const Roads> roads_of(const model::Workspace& workspace, base::JobContext& job) {
    if (workspace.roads.files.empty())
        throw base::Error(
            "The workspace has no roads, so there are no routes on foot or by car.",
            "Measure in a straight line (--mode line), or name roads in the workspace file: [roads] files = [\"roads.geojson\"].");
    static Last<Roads> last;
    std::vector<std::string> files = workspace.roads.files;
    if (!workspace.roads.speeds_file.empty()) files.push_back(workspace.roads.speeds_file);
    return last.get(key_of(workspace, files), [&] { return read_roads(workspace, job); });
}

std::shared_ptr<const model::Timetable> timetable_of(const model::Workspace& workspace, base::JobContext& job) {
    static Last<model::Timetable> last;
    const std::vector<std::string> files = workspace.bus ? workspace.bus->timetables : std::vector<std::string>();
    return last.get(key_of(workspace, files), [&] { return io::read_timetable(workspace, job); });
}

}  // namespace needsmap::app
