#include "io/boundary_reader.hpp"

#include <algorithm>
#include <thread>
#include <unordered_map>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"
#include "geo/coverage_builder.hpp"
#include "geo/crs.hpp"
#include "geo/topology.hpp"
#include "io/binary_cache.hpp"
#include "io/crs_choice.hpp"
#include "io/vector_file.hpp"
#include "io/wording.hpp"

namespace needsmap::io {

using base::Severity;
using geo::AreaIndex;

namespace {

/// The features that become areas, in order, and what was wrong with the others.
class AreaPicker {
public:
    AreaPicker(const GeographySpec& spec, const VectorFile& file, base::Diagnostics& diagnostics)
        : m_spec(&spec), m_file(&file), m_diagnostics(&diagnostics) {}

    /// Feature of each area. Fills the codes and names of `out`.
    std::vector<std::size_t> run(BoundaryData& out) {
        const RawTable& table = m_file->attributes;
        const std::size_t code = require_column(m_spec->code);
        const auto name = m_spec->name.empty() ? std::optional<std::size_t>(code) : find_name();
        for (std::size_t f = 0; f < m_file->feature_count(); ++f) {
            const std::string key(table.text(f, code));
            if (!is_usable(f, key)) continue;
            const auto [it, is_new] = m_feature_of_code.emplace(key, f);
            if (!is_new) {
                report_duplicate(key, it->second, f, name);
                continue;
            }
            out.codes.push_back(key);
            const std::string_view label = name ? table.text(f, *name) : std::string_view(key);
            out.names.emplace_back(label.empty() ? std::string_view(key) : label);
            m_picked.push_back(f);
        }
        report_skipped();
        return std::move(m_picked);
    }

private:
    std::size_t require_column(const std::string& column) {
        if (const auto found = m_file->attributes.find(column)) return *found;
        const ColumnProblem problem = explain_missing_column(m_file->attributes, column);
        throw base::Error(problem.message, problem.hint);
    }
    std::optional<std::size_t> find_name() {
        const auto found = m_file->attributes.find(m_spec->name);
        if (!found) {
            const ColumnProblem problem = explain_missing_column(m_file->attributes, m_spec->name);
            add(Severity::error, "unknown-column", 0, m_spec->name, problem.message + " Codes are shown instead of names.", problem.hint);
        }
        return found;
    }
    bool is_usable(std::size_t feature, const std::string& key) {
        if (key.empty()) return m_without_code.push_back(feature), false;
        const geo::MapBox ignored;
        if (m_file->shape[feature] == FeatureShape::none)
            add(Severity::error, "code-without-geometry", feature + 1, key,
                key + " has no geometry in the file; it is listed but cannot be drawn.", "Take its outline from the publisher's file.");
        else if (m_file->shape[feature] != FeatureShape::polygon)
            return m_not_polygons.push_back(feature), false;
        return true;
    }
    [[nodiscard]] bool same_ground(std::size_t a, std::size_t b) const {
        const auto ring_sizes = [&](std::size_t f) {
            std::vector<std::uint32_t> sizes;
            for (std::uint32_t r = m_file->feature_ring_begin[f]; r < m_file->feature_ring_begin[f + 1]; ++r)
                sizes.push_back(m_file->ring_begin[r + 1] - m_file->ring_begin[r]);
            return sizes;
        };
        if (ring_sizes(a) != ring_sizes(b)) return false;
        const auto points_of = [&](std::size_t f) {
            const std::uint32_t first = m_file->ring_begin[m_file->feature_ring_begin[f]];
            const std::uint32_t last = m_file->ring_begin[m_file->feature_ring_begin[f + 1]];
            return std::span(m_file->points).subspan(first, last - first);
        };
        return std::ranges::equal(points_of(a), points_of(b));
    }
    void report_duplicate(const std::string& key, std::size_t first, std::size_t second, std::optional<std::size_t> name) {
        const auto label = [&](std::size_t f) { return name ? std::string(m_file->attributes.text(f, *name)) : key; };
        if (label(first) == label(second) && same_ground(first, second))
            return add(Severity::note, "identical-areas", second + 1, key,
                       key + " is in the file twice with the same outline; one copy was left out.", {});
        const std::string names = label(first) == label(second) ? "two different outlines" : label(first) + " and for " + label(second);
        add(Severity::error, "duplicate-code", second + 1, key,
            "The code " + key + " is used for " + names + "; the first (feature " + std::to_string(first + 1) +
                ") is shown and the other left out.",
            "Correct the code; if both are parts of one area, join them into one feature.");
    }
    void report_skipped() {
        if (!m_without_code.empty())
            add(Severity::error, "feature-without-code", m_without_code.front() + 1, {},
                count_of(m_without_code.size(), "feature has", "features have") + " no code in column \"" + m_spec->code + "\" and " +
                    (m_without_code.size() == 1 ? "was" : "were") + " left out.",
                "Fill in the codes.");
        if (!m_not_polygons.empty())
            add(Severity::error, "not-a-polygon", m_not_polygons.front() + 1, {},
                count_of(m_not_polygons.size(), "feature is", "features are") + " points or lines, not areas, and " +
                    (m_not_polygons.size() == 1 ? "was" : "were") + " left out.",
                {});
    }
    void add(Severity severity, std::string id, std::size_t feature, std::string subject, std::string message, std::string hint) {
        m_diagnostics->add({severity, std::move(id), m_file->attributes.file, static_cast<int>(feature), 0, std::move(subject),
                            std::move(message), std::move(hint)});
    }

    const GeographySpec* m_spec;
    const VectorFile* m_file;
    base::Diagnostics* m_diagnostics;
    std::unordered_map<std::string, std::size_t> m_feature_of_code;
    std::vector<std::size_t> m_picked, m_without_code, m_not_polygons;
};

/// The picked features' rings in the builder's form. Takes the coordinates over when every feature was picked.
geo::PolygonInput polygons_of(VectorFile& file, const std::vector<std::size_t>& features, const BoundaryData& data) {
    geo::PolygonInput input;
    input.file = file.attributes.file;
    const bool all = features.size() == file.feature_count();
    input.ring_begin = {0};
    for (std::size_t a = 0; a < features.size(); ++a) {
        input.area_labels.push_back(data.names[a] == data.codes[a] ? data.codes[a] : data.codes[a] + " " + data.names[a]);
        for (std::uint32_t r = file.feature_ring_begin[features[a]]; r < file.feature_ring_begin[features[a] + 1]; ++r) {
            const std::uint32_t first = file.ring_begin[r], last = file.ring_begin[r + 1];
            if (!all) input.points.insert(input.points.end(), file.points.begin() + first, file.points.begin() + last);
            input.ring_begin.push_back(all ? last : static_cast<std::uint32_t>(input.points.size()));
            input.ring_area.push_back(static_cast<AreaIndex>(a));
            input.ring_part.push_back(file.ring_part[r]);
        }
    }
    if (all) input.points = std::move(file.points);
    return input;
}

BoundaryData build(const GeographySpec& spec, const SourcePath& source, const BoundaryOptions& options, base::JobContext& job) {
    BoundaryData data;
    VectorFile file = read_vector_file(source, spec.layer, data.diagnostics, job);
    if (file.feature_count() == 0) throw base::Error("The file holds no features.", "Export it again.");
    const std::vector<std::size_t> features = AreaPicker(spec, file, data.diagnostics).run(data);
    if (features.empty()) throw base::Error("The file holds no areas with a code.", "A geography needs polygons with a code each.");
    const CrsClaim claim{file.crs, file.crs_name, file.crs_is_degrees, spec.crs, {}};
    const geo::MapFromCrs map_from_crs(choose_crs(claim, file.bounds(), source.written, data.diagnostics));
    geo::PolygonInput polygons = polygons_of(file, features, data);
    data.attributes = std::make_shared<const RawTable>(std::move(file.attributes));

    geo::BuiltCoverage built = geo::build_coverage(std::move(polygons), map_from_crs, {spec.snap_m, true}, job);
    data.diagnostics.add_all(built.report.diagnostics);
    const auto full = std::make_shared<const geo::Coverage>(std::move(built.coverage));
    if (options.drawing_levels)
        data.levels = geo::make_levels(full, job);
    else
        data.levels = geo::CoverageLevels({{0, full}});
    data.label_points = label_points_of(*full, job);
    return data;
}

std::uint64_t cache_key(const GeographySpec& spec, const SourcePath& source, std::uint64_t content, const BoundaryOptions& options) {
    std::string text = "boundaries";
    // The written path is in the diagnostics that are told again.
    for (const std::string& part : {spec.layer, spec.code, spec.name, spec.crs, source.inside, source.written, std::to_string(spec.snap_m),
                                    std::to_string(options.drawing_levels), base::hex64(content), base::hex64(build_fingerprint())})
        text += '\n' + part;
    return base::content_hash(text);
}

std::uint64_t outline_hash(const geo::CoverageData& data) {
    std::uint64_t hash = build_fingerprint();
    const auto add = [&hash](const auto& items) {
        hash = base::content_hash({reinterpret_cast<const char*>(items.data()), items.size() * sizeof(items[0])}, hash);
    };
    add(data.points), add(data.arc_begin), add(data.area_ring_begin), add(data.ring_arc_begin), add(data.ring_arcs);
    return hash;
}

}  // namespace

std::vector<geo::MapPoint> label_points_of(const geo::Coverage& coverage, base::JobContext& job) {
    std::vector<geo::MapPoint> points(coverage.area_count());
    constexpr std::size_t grain = 64;
    base::parallel_ranges(points.size(), grain, [&](std::size_t first, std::size_t last) {
        job.check_cancelled();
        for (std::size_t a = first; a < last; ++a) points[a] = coverage.label_point(static_cast<AreaIndex>(a));
    });
    return points;
}

std::vector<geo::MapPoint> cached_label_points(const geo::Coverage& coverage, bool use_cache, base::JobContext& job) {
    const std::filesystem::path folder = use_cache ? base::cache_dir() : std::filesystem::path();
    if (folder.empty()) return label_points_of(coverage, job);
    const std::uint64_t key = outline_hash(coverage.data());
    std::vector<geo::MapPoint> points;
    if (CacheReader in(cache_file(key), key); in.good() && in.get(points) && points.size() == coverage.area_count()) return points;
    points = label_points_of(coverage, job);
    try {
        CacheWriter out(cache_file(key), key);
        out.put(points);
        out.finish();
    } catch (const base::Error&) {
        // The next start searches again.
    }
    return points;
}

BoundaryData read_boundaries(const GeographySpec& spec, const SourcePath& source, std::uint64_t content_hash,
                             const BoundaryOptions& options, base::JobContext& job) {
    require_readable(source);
    if (!options.use_cache || content_hash == 0) return build(spec, source, options, job);
    base::Diagnostics cache_notes;
    const std::uint64_t key = cache_key(spec, source, content_hash, options);
    if (auto cached = read_cached_boundaries(key, cache_notes)) return std::move(*cached);
    BoundaryData data = build(spec, source, options, job);
    write_cached_boundaries(key, data);
    data.diagnostics.add_all(cache_notes);
    return data;
}

}  // namespace needsmap::io
