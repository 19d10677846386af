#include "io/road_lines.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string_view>

#include "base/error.hpp"
#include "base/format.hpp"
#include "geo/crs.hpp"
#include "geo/vertex_table.hpp"
#include "io/crs_choice.hpp"
#include "io/source_path.hpp"
#include "io/vector_file.hpp"

namespace needsmap::io {

using base::Severity;
using geo::VertexId;

namespace {

/// Roads a little outside lead back in; farther away a wrong coordinate system is likelier (as for places).
constexpr double least_margin_m = 10000;
constexpr double metres_per_km = 1000;

/// The words of one file's class column, each looked up once.
class ClassWords {
public:
    explicit ClassWords(const RoadSpeeds& speeds) : m_speeds(&speeds) {}

    std::optional<std::size_t> find(std::string_view word) {
        const auto known = m_known.find(word);
        if (known != m_known.end()) return ++known->second.lines, known->second.road_class;
        return m_known.emplace(std::string(word), Entry{m_speeds->find(word), 1}).first->second.road_class;
    }
    /// "construction" (3 lines) and …: the commonest words that are no class.
    [[nodiscard]] std::string unknown_words() const {
        std::vector<std::pair<std::size_t, std::string>> words;
        for (const auto& [word, entry] : m_known)
            if (!entry.road_class) words.emplace_back(entry.lines, word);
        std::ranges::stable_sort(words, [](const auto& a, const auto& b) { return a.first > b.first; });
        constexpr std::size_t most_named = 4;
        std::string text;
        for (std::size_t i = 0; i < std::min(words.size(), most_named); ++i)
            text += (i > 0 ? ", \"" : "\"") + words[i].second.substr(0, 40) + "\" (" +
                    base::format_count(static_cast<std::int64_t>(words[i].first)) + ")";
        return words.size() > most_named ? text + " …" : text;
    }

private:
    struct Entry {
        std::optional<std::size_t> road_class;
        std::size_t lines = 0;
    };
    const RoadSpeeds* m_speeds;
    std::map<std::string, Entry, std::less<>> m_known;
};

VectorFile read_file(const SourcePath& source, const model::RoadSource& roads, base::Diagnostics& diagnostics, base::JobContext& job) {
    const std::string extension = source_extension(source);
    const bool is_osm = extension == ".pbf" || extension == ".osm";
    return read_vector_file(source, roads.layer.empty() && is_osm ? "lines" : roads.layer, diagnostics, job);
}

/// The vertices of a file on the map. Shared ones are found first and transformed once, so they stay shared.
geo::VertexTable vertices_of(VectorFile& file, const model::RoadSource& roads, const std::string& written, base::Diagnostics& diagnostics) {
    const CrsClaim claim{file.crs, file.crs_name, file.crs_is_degrees, roads.crs, {}};
    const geo::MapFromCrs map_from_crs(choose_crs(claim, file.bounds(), written, diagnostics));
    geo::VertexTable table = geo::unique_vertices(file.points);
    map_from_crs.transform(table.vertices);
    return table;
}

void add_line(std::span<const VertexId> ids, VertexId offset, const RoadProfile& profile, RoadLines& out) {
    const std::size_t first = out.ids.size();
    for (const VertexId id : ids)
        if (out.ids.size() == first || out.ids.back() != id + offset) out.ids.push_back(id + offset);
    if (out.ids.size() < first + 2) return out.ids.resize(first);
    out.line_begin.push_back(static_cast<std::uint32_t>(out.ids.size()));
    out.profiles.push_back(profile);
}

/// Adds the roads of one file; throws base::Error, without the file name, when there is none.
void add_file(VectorFile& file, const std::string& written, const model::RoadSource& roads, const RoadSpeeds& speeds,
              base::Diagnostics& diagnostics, RoadLines& out) {
    const geo::VertexTable table = vertices_of(file, roads, written, diagnostics);
    const auto offset = static_cast<VertexId>(out.vertices.size());
    out.vertices.insert(out.vertices.end(), table.vertices.begin(), table.vertices.end());
    const RoadTags tags(file.attributes, roads, speeds);
    ClassWords words(speeds);
    std::size_t known = 0, other = 0;
    for (std::size_t f = 0; f < file.feature_count(); ++f) {
        const std::string_view word = tags.class_word(f);
        if (file.shape[f] != FeatureShape::line || word.empty()) continue;
        const auto road_class = words.find(word);
        if (!road_class) {
            ++other;
            continue;
        }
        ++known;
        const RoadProfile profile = tags.profile(f, *road_class);
        if (profile.closed()) continue;
        for (std::uint32_t r = file.feature_ring_begin[f]; r < file.feature_ring_begin[f + 1]; ++r)
            add_line(std::span(table.id_of_point).subspan(file.ring_begin[r], file.ring_begin[r + 1] - file.ring_begin[r]), offset, profile,
                     out);
    }
    if (known == 0 && other == 0)
        throw base::Error("The file holds no roads: no line has a word in the column \"" + tags.class_column() + "\".");
    if (known == 0)
        throw base::Error("No line has a class of road that " + speeds.file + " knows; the column \"" + tags.class_column() + "\" holds " +
                              words.unknown_words() + ".",
                          "Name another column in the workspace, or add these words to a file of speeds of your own.");
    if (other > 0)
        diagnostics.add({Severity::note,
                         "unknown-road-class",
                         written,
                         0,
                         0,
                         tags.class_column(),
                         base::format_count(static_cast<std::int64_t>(other)) + (other == 1 ? " line was" : " lines were") +
                             " left out because " + (other == 1 ? "its" : "their") + " class has no speed: " + words.unknown_words() + ".",
                         {}});
    out.other_lines += other;
}

/// Vertices of several files that lie on each other become one.
void join_files(RoadLines& lines) {
    const geo::VertexTable table = geo::unique_vertices(lines.vertices);
    for (std::uint32_t& id : lines.ids) id = table.id_of_point[id];
    lines.vertices = table.vertices;
}

void check_ground(const RoadLines& lines, const RoadGround& ground) {
    geo::MapBox box;
    for (const std::uint32_t id : lines.ids) {
        const geo::MapPoint p = lines.vertices[id];
        if (!std::isfinite(p.x) || !std::isfinite(p.y))
            throw base::Error("The roads have positions that cannot be brought to the map.",
                              "Write their coordinate system in the workspace: [roads] crs = \"EPSG:…\".");
        box.add(p);
    }
    if (ground.box.empty()) return;
    const double margin_m = std::max(least_margin_m, std::max(ground.box.width(), ground.box.height()) / 2);
    const geo::MapBox near = ground.box.padded(margin_m);
    if (std::ranges::any_of(lines.ids, [&](std::uint32_t id) { return near.contains(lines.vertices[id]); })) return;
    const double away_m = std::hypot(std::max({ground.box.min_x - box.max_x, 0.0, box.min_x - ground.box.max_x}),
                                     std::max({ground.box.min_y - box.max_y, 0.0, box.min_y - ground.box.max_y}));
    throw base::Error(
        "All roads lie outside " + ground.county + ", " + base::format_number(away_m / metres_per_km, 0) + " km away from it.",
        "Check the file, and its coordinate system: [roads] crs = \"EPSG:…\".");
}

}  // namespace

RoadLines read_road_lines(const model::RoadSource& source, const RoadSpeeds& speeds, const RoadGround& ground,
                          base::Diagnostics& diagnostics, base::JobContext& job) {
    RoadLines out;
    for (std::size_t i = 0; i < source.files.size(); ++i) {
        job.progress(0.4 * static_cast<double>(i) / static_cast<double>(source.files.size()), "reading roads");
        const SourcePath path = resolve_path({}, source.files[i]);
        try {
            VectorFile file = read_file(path, source, diagnostics, job);
            job.check_cancelled();
            add_file(file, path.written, source, speeds, diagnostics, out);
        } catch (const base::Error& error) {
            throw error.in(path.written);
        }
    }
    if (source.files.size() > 1) join_files(out);
    if (out.line_count() == 0) throw base::Error("The files hold no road that is open to people on foot or to cars.");
    check_ground(out, ground);
    return out;
}

}  // namespace needsmap::io
