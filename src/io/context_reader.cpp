#include "io/context_reader.hpp"

#include "base/error.hpp"
#include "base/files.hpp"
#include "geo/crs.hpp"
#include "io/binary_cache.hpp"
#include "io/coverage_cache.hpp"
#include "io/crs_choice.hpp"
#include "io/vector_file.hpp"

namespace needsmap::io {

using base::Severity;
using model::ContextLayer;

namespace {

std::shared_ptr<ContextLayer> build(const ContextSpec& spec, const SourcePath& source, base::Diagnostics& diagnostics,
                                    base::JobContext& job) {
    VectorFile file = read_vector_file(source, spec.layer, diagnostics, job);
    const CrsClaim claim{file.crs, file.crs_name, file.crs_is_degrees, spec.crs, {}};
    const geo::MapFromCrs map_from_crs(choose_crs(claim, file.bounds(), source.written, diagnostics));
    if (!map_from_crs.is_identity()) map_from_crs.transform(file.points);
    std::optional<std::size_t> name;
    if (!spec.name.empty() && !(name = file.attributes.find(spec.name))) {
        const ColumnProblem problem = explain_missing_column(file.attributes, spec.name);
        diagnostics.add({Severity::error, "unknown-column", source.written, 0, 0, spec.name, problem.message, problem.hint});
    }
    auto layer = std::make_shared<ContextLayer>();
    layer->kind = spec.kind;
    std::size_t unusable = 0;
    for (std::size_t f = 0; f < file.feature_count(); ++f) {
        if (file.shape[f] != FeatureShape::line && file.shape[f] != FeatureShape::polygon) {
            ++unusable;
            continue;
        }
        ContextLayer::Feature feature;
        if (name) feature.name = file.attributes.text(f, *name);
        for (std::uint32_t r = file.feature_ring_begin[f]; r < file.feature_ring_begin[f + 1]; ++r)
            feature.parts.emplace_back(file.points.begin() + file.ring_begin[r], file.points.begin() + file.ring_begin[r + 1]);
        layer->features.push_back(std::move(feature));
    }
    if (unusable > 0)
        diagnostics.add({Severity::error,
                         "not-a-line",
                         source.written,
                         0,
                         0,
                         {},
                         std::to_string(unusable) + " features are neither lines nor outlines and were left out.",
                         {}});
    return layer;
}

std::uint64_t cache_key(const ContextSpec& spec, const SourcePath& source, std::uint64_t content) {
    std::string text = "context";
    for (const std::string& part : {spec.layer, spec.name, spec.crs, source.inside, std::to_string(static_cast<int>(spec.kind)),
                                    base::hex64(content), base::hex64(build_fingerprint())})
        text += '\n' + part;
    return base::content_hash(text);
}

/// Features flattened: names, parts per feature, points per part, points.
void write_cache(std::uint64_t key, const ContextLayer& layer) {
    std::vector<std::string> names;
    std::vector<std::uint32_t> parts, sizes;
    std::vector<geo::MapPoint> points;
    for (const auto& feature : layer.features) {
        names.push_back(feature.name);
        parts.push_back(static_cast<std::uint32_t>(feature.parts.size()));
        for (const auto& part : feature.parts) {
            sizes.push_back(static_cast<std::uint32_t>(part.size()));
            points.insert(points.end(), part.begin(), part.end());
        }
    }
    try {
        CacheWriter out(cache_file(key), key);
        out.put(names), out.put(parts), out.put(sizes), out.put(points);
        out.finish();
    } catch (const base::Error&) {
        // The next start reads the file itself again.
    }
}

std::shared_ptr<ContextLayer> read_cache(std::uint64_t key, const ContextSpec& spec) {
    CacheReader in(cache_file(key), key);
    std::vector<std::string> names;
    std::vector<std::uint32_t> parts, sizes;
    std::vector<geo::MapPoint> points;
    if (!in.good() || !in.get(names) || !in.get(parts) || !in.get(sizes) || !in.get(points) || names.size() != parts.size()) return nullptr;
    auto layer = std::make_shared<ContextLayer>();
    layer->kind = spec.kind;
    std::size_t part = 0, point = 0;
    for (std::size_t f = 0; f < names.size(); ++f) {
        ContextLayer::Feature feature;
        feature.name = names[f];
        for (std::uint32_t i = 0; i < parts[f]; ++i, ++part) {
            if (part >= sizes.size() || sizes[part] > points.size() - point) return nullptr;
            feature.parts.emplace_back(points.begin() + static_cast<std::ptrdiff_t>(point),
                                       points.begin() + static_cast<std::ptrdiff_t>(point + sizes[part]));
            point += sizes[part];
        }
        layer->features.push_back(std::move(feature));
    }
    return layer;
}

}  // namespace

std::shared_ptr<const ContextLayer> read_context(const ContextSpec& spec, const SourcePath& source, std::uint64_t content_hash,
                                                 bool use_cache, base::Diagnostics& diagnostics, base::JobContext& job) {
    try {
        require_readable(source);
        const bool cached = use_cache && content_hash != 0 && !base::cache_dir().empty();
        const std::uint64_t key = cached ? cache_key(spec, source, content_hash) : 0;
        if (cached)
            if (auto layer = read_cache(key, spec)) return layer;
        base::Diagnostics found;
        const auto layer = build(spec, source, found, job);
        // Only what had nothing to report is cached, so nothing is forgotten.
        if (cached && found.empty()) write_cache(key, *layer);
        diagnostics.add_all(found);
        return layer;
    } catch (const base::Error& error) {
        diagnostics.add({Severity::error, "unreadable-file", source.written, 0, 0, {}, error.what(), error.hint()});
        return nullptr;
    }
}

}  // namespace needsmap::io
