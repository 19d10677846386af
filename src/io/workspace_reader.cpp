#include "io/workspace_reader.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/files.hpp"
#include "base/parallel.hpp"
#include "base/text.hpp"
#include "io/boundary_reader.hpp"
#include "io/context_reader.hpp"
#include "io/geography_builder.hpp"
#include "io/later_files.hpp"
#include "io/layer_check.hpp"
#include "io/layer_file.hpp"
#include "io/lookup_reader.hpp"
#include "io/places_reader.hpp"
#include "io/raw_table_store.hpp"
#include "io/table_reader.hpp"
#include "io/wording.hpp"
#include "io/workspace_file.hpp"

namespace needsmap::io {

namespace fs = std::filesystem;
using base::Severity;
using model::Geography;

namespace {

/// One reading of a workspace, step by step. Members are what the steps hand on.
class Reading {
public:
    Reading(const fs::path& file, const ReadOptions& options, base::JobContext& job)
        : m_options(options),
          m_job(&job),
          m_out(std::make_shared<model::Workspace>()),
          m_spec(read_workspace_file(file, m_out->diagnostics)) {}

    std::shared_ptr<const model::Workspace> run() {
        describe();
        read_layers();
        hash_files();
        read_files();
        build_geographies();
        link_geographies();
        read_tables();
        check_layers();
        read_points();
        note_files_for_later(m_spec, *m_out);
        m_job->progress(1, "ready");
        return std::move(m_out);
    }

private:
    base::Diagnostics& diagnostics() { return m_out->diagnostics; }

    /// The file behind a path of the workspace; a path that cannot be resolved is reported at `line`.
    std::optional<SourcePath> source_of(const std::string& path, int line) { return find_path(m_spec, path, line, diagnostics()); }

    void describe() {
        model::Workspace& w = *m_out;
        w.file = m_spec.path.string();
        w.title = m_spec.title, w.county = m_spec.county, w.illustrative = m_spec.illustrative;
        w.source = m_spec.source, w.licence = m_spec.licence, w.vintage = m_spec.vintage;
        w.default_layer = m_spec.default_layer, w.default_geography = m_spec.default_geography, w.default_places = m_spec.default_places;
        if (w.default_geography.empty() && !m_spec.geographies.empty()) w.default_geography = m_spec.geographies.front().id;
    }

    void read_layers() {
        if (m_spec.layers.empty()) return;
        const auto folder = source_of(m_spec.layers, m_spec.layers_line);
        if (!folder) return;
        m_out->layers_folder = fs::absolute(folder->file).lexically_normal().string();
        m_layers = read_layer_folder(folder->file, folder->written, diagnostics());
        for (const LayerFile& layer : m_layers) m_out->layers.push_back(std::make_shared<const model::LayerDefinition>(layer.definition));
    }

    // ---- files -------------------------------------------------------------------------------------------------------------------

    struct Named {
        std::string path;
        int line;
    };
    [[nodiscard]] std::vector<Named> named_files() const {
        std::vector<Named> files;
        for (const auto& g : m_spec.geographies)
            if (!g.boundaries.empty()) files.push_back({g.boundaries, g.line});
        for (const auto& l : m_spec.lookups) files.push_back({l.file, l.line});
        for (const auto& t : m_spec.tables) files.push_back({t.file, t.line});
        for (const auto& p : m_spec.places) files.push_back({p.file, p.line});
        for (const auto& c : m_spec.context) files.push_back({c.file, c.line});
        if (m_spec.settlements) files.push_back({m_spec.settlements->file, m_spec.settlements->line});
        return files;
    }

    /// Each file's hash once; together with the layers and the workspace itself they are the workspace's.
    void hash_files() {
        for (const Named& named : named_files())
            if (const auto source = source_of(named.path, named.line)) m_sources.emplace(named.path, *source);
        std::map<std::string, SourcePath> files;
        for (const auto& [path, source] : m_sources) files.emplace(source.file.string(), source);
        std::vector<std::pair<SourcePath, std::uint64_t>> hashes;
        for (const auto& [file, source] : files) hashes.emplace_back(source, 0);
        base::parallel_ranges(hashes.size(), 1,
                              [&](std::size_t first, std::size_t) { hashes[first].second = source_hash(hashes[first].first); });
        std::string all = base::hex64(base::file_hash(m_spec.path));
        for (const LayerFile& layer : m_layers) all += layer.definition.id + base::hex64(base::file_hash(layer.path));
        for (const auto& [source, hash] : hashes) {
            m_hash_of_file[source.file.string()] = hash;
            // The name without its folder: the same data elsewhere is the same workspace.
            all += source.file.filename().string() + base::hex64(hash);
        }
        m_out->content_hash = base::content_hash(all);
    }
    [[nodiscard]] std::uint64_t hash_of(const SourcePath& source) const {
        const auto it = m_hash_of_file.find(source.file.string());
        return it == m_hash_of_file.end() ? 0 : it->second;
    }
    [[nodiscard]] const SourcePath* find_source(const std::string& path) const {
        const auto it = m_sources.find(path);
        return it == m_sources.end() ? nullptr : &it->second;
    }

    struct BoundaryResult {
        std::optional<BoundaryData> data;
        base::Diagnostics diagnostics;
    };

    /// Boundaries on one thread, text tables on another: neither needs the other yet.
    void read_files() {
        m_boundaries.resize(m_spec.geographies.size());
        const std::vector<RawTableRequest> tables = table_requests();
        base::parallel_pair([&] { read_all_boundaries(); },
                            [&] {
                                for (const RawTableRequest& request : tables) {
                                    m_job->check_cancelled();
                                    m_raw.prefetch(request);
                                }
                            });
        for (std::size_t g = 0; g < m_boundaries.size(); ++g) {
            diagnostics().add_all(m_boundaries[g].diagnostics);
            const GeographySpec& spec = m_spec.geographies[g];
            if (m_boundaries[g].data) m_raw.add(*find_source(spec.boundaries), spec.layer, m_boundaries[g].data->attributes);
        }
    }
    /// Tables and lookups that are files of their own; those that are a boundary file come with the boundaries.
    [[nodiscard]] std::vector<RawTableRequest> table_requests() const {
        std::vector<RawTableRequest> requests;
        const auto add = [&](const std::string& path, const std::string& layer, const std::string& key, int header_line) {
            const SourcePath* source = find_source(path);
            if (source != nullptr && !is_boundary_file(*source, layer)) requests.push_back({*source, layer, key, header_line});
        };
        for (const LookupSpec& lookup : m_spec.lookups) add(lookup.file, lookup.layer, lookup.from_code, lookup.header_line);
        for (const TableSpec& table : m_spec.tables) add(table.file, table.layer, key_column(table), table.header_line);
        return requests;
    }
    static std::string key_column(const TableSpec& table) { return table.code.empty() ? table.name : table.code; }
    [[nodiscard]] bool is_boundary_file(const SourcePath& source, const std::string& layer) const {
        return std::ranges::any_of(m_spec.geographies, [&](const GeographySpec& g) {
            const SourcePath* boundaries = g.boundaries.empty() ? nullptr : find_source(g.boundaries);
            return boundaries != nullptr && boundaries->file == source.file && boundaries->inside == source.inside && g.layer == layer;
        });
    }
    void read_all_boundaries() {
        for (std::size_t g = 0; g < m_spec.geographies.size(); ++g) {
            const GeographySpec& spec = m_spec.geographies[g];
            const SourcePath* source = spec.boundaries.empty() ? nullptr : find_source(spec.boundaries);
            if (source == nullptr) continue;
            m_job->check_cancelled();
            m_job->progress(0.7 * static_cast<double>(g) / static_cast<double>(m_spec.geographies.size()), "reading " + spec.title);
            BoundaryResult& result = m_boundaries[g];
            try {
                result.data = read_boundaries(spec, *source, hash_of(*source), {m_options.use_cache, m_options.drawing_levels}, *m_job);
                result.diagnostics.add_all(result.data->diagnostics);
            } catch (const base::Error& error) {
                result.diagnostics.add({Severity::error, "unreadable-boundaries", source->written, 0, 0, {}, error.what(), error.hint()});
            }
        }
    }

    // ---- geographies -------------------------------------------------------------------------------------------------------------

    void build_geographies() {
        m_job->progress(0.7, "building areas");
        m_geographies.resize(m_spec.geographies.size());
        for (std::size_t g = 0; g < m_geographies.size(); ++g)
            if (m_boundaries[g].data) m_geographies[g] = make_geography(m_spec.geographies[g], std::move(*m_boundaries[g].data));
        for (bool changed = true; changed;) {
            changed = false;
            for (std::size_t g = 0; g < m_geographies.size(); ++g)
                if (!m_geographies[g] && !m_spec.geographies[g].dissolve.empty()) changed = dissolve(g) || changed;
        }
        report_unbuilt();
        for (const auto& geography : m_geographies)
            if (geography) m_out->geographies.push_back(geography);
        if (m_out->geographies.empty()) throw nothing_to_show();
    }

    /// The first problem is usually why, and a list would not fit one sentence.
    [[nodiscard]] base::Error nothing_to_show() const {
        std::string why;
        for (const base::Diagnostic& d : m_out->diagnostics.items())
            if (d.severity == Severity::error && why.empty()) why = " " + d.text();
        const std::size_t problems = m_out->diagnostics.count(Severity::error);
        if (problems > 1) why += " (" + count_of(problems - 1, "more problem", "more problems") + " after that.)";
        return base::Error("The workspace " + m_spec.written + " has no areas to show." + why);
    }

    std::shared_ptr<Geography> built(const std::string& id) const {
        for (const auto& geography : m_geographies)
            if (geography && geography->id == id) return geography;
        return nullptr;
    }

    /// Returns whether the geography could be made now; its source may come later.
    bool dissolve(std::size_t g) {
        const GeographySpec& spec = m_spec.geographies[g];
        const auto from = built(spec.dissolve);
        if (!from) return false;
        if (spec.dissolve_all) {
            m_geographies[g] = dissolve_geography(spec, *from, group_all(spec, from->size()), m_options.use_cache, *m_job);
            return true;
        }
        const auto [lookup, target] = find_lookup(spec.dissolve, spec.id);
        if (lookup == nullptr) return false;
        const Grouping* grouping = grouping_of(*lookup, *target);
        if (grouping == nullptr || grouping->codes.empty()) return false;
        m_geographies[g] = dissolve_geography(spec, *from, *grouping, m_options.use_cache, *m_job);
        return true;
    }
    [[nodiscard]] std::pair<const LookupSpec*, const LookupTarget*> find_lookup(const std::string& from, const std::string& to) const {
        for (const LookupSpec& lookup : m_spec.lookups)
            if (lookup.from_geography == from)
                for (const LookupTarget& target : lookup.to)
                    if (target.geography == to) return {&lookup, &target};
        return {nullptr, nullptr};
    }

    /// Each grouping is made, and its problems told, once.
    const Grouping* grouping_of(const LookupSpec& lookup, const LookupTarget& target) {
        const auto known = m_groupings.find(&target);
        if (known != m_groupings.end()) return &known->second;
        const auto from = built(lookup.from_geography);
        const SourcePath* source = find_source(lookup.file);
        if (!from || source == nullptr) return nullptr;
        const auto raw = m_raw.get({*source, lookup.layer, lookup.from_code, lookup.header_line}, diagnostics());
        if (!raw) return nullptr;
        return &m_groupings.emplace(&target, read_grouping(lookup, target, *raw, *from, diagnostics())).first->second;
    }

    void report_unbuilt() {
        for (std::size_t g = 0; g < m_geographies.size(); ++g) {
            const GeographySpec& spec = m_spec.geographies[g];
            if (m_geographies[g] || spec.dissolve.empty()) continue;
            const bool has_lookup = spec.dissolve_all || find_lookup(spec.dissolve, spec.id).first != nullptr;
            const std::string why = has_lookup ? "its source \"" + spec.dissolve + "\" or the lookup could not be read"
                                               : "no [[lookup]] leads from \"" + spec.dissolve + "\" to it";
            diagnostics().add({Severity::error,
                               "geography-not-built",
                               m_spec.written,
                               spec.line,
                               0,
                               spec.id,
                               "The geography \"" + spec.id + "\" cannot be made: " + why + ".",
                               {}});
        }
    }

    void link_geographies() {
        for (const LookupSpec& lookup : m_spec.lookups)
            for (const LookupTarget& target : lookup.to) link(lookup, target);
        for (std::size_t g = 0; g < m_geographies.size(); ++g)
            if (m_geographies[g] && m_spec.geographies[g].dissolve_all) link_all_to(*m_geographies[g]);
        std::vector<std::shared_ptr<Geography>> present;
        for (const auto& geography : m_geographies)
            if (geography) present.push_back(geography);
        complete_hierarchy(present);
    }
    void link(const LookupSpec& lookup, const LookupTarget& target) {
        const auto from = built(lookup.from_geography);
        const auto to = built(target.geography);
        const Grouping* grouping = from && to ? grouping_of(lookup, target) : nullptr;
        if (grouping == nullptr || grouping->codes.empty() || from->parents.contains(to->id)) return;
        from->parents[to->id] = parents_from(*grouping, *from, *to, find_source(lookup.file)->written, diagnostics());
        if (!lookup.method.empty()) from->parent_method[to->id] = lookup.method;
    }
    /// A geography made of everything holds every area of every other.
    void link_all_to(const Geography& whole) {
        for (const auto& geography : m_geographies)
            if (geography && geography->id != whole.id) geography->parents.try_emplace(whole.id, geography->size(), 0);
    }

    // ---- tables and layers -------------------------------------------------------------------------------------------------------

    void read_tables() {
        m_job->progress(0.85, "reading tables");
        for (const TableSpec& spec : m_spec.tables) {
            m_job->check_cancelled();
            const auto geography = built(spec.geography);
            const SourcePath* source = find_source(spec.file);
            if (!geography || source == nullptr) continue;
            const auto raw = m_raw.get({*source, spec.layer, key_column(spec), spec.header_line}, diagnostics());
            if (!raw) continue;
            m_raw_of_table[spec.id] = raw;
            if (auto table = make_table(spec, *raw, columns_for(spec.id, m_layers), *geography, diagnostics()))
                m_out->tables.push_back(std::move(table));
        }
    }
    void check_layers() {
        for (const LayerFile& layer : m_layers) check_layer_file(layer, m_spec.tables, m_raw_of_table, *m_out, diagnostics());
        check_default_layer();
    }
    void check_default_layer() {
        std::string& id = m_out->default_layer;
        if (!id.empty() && !m_out->find_layer(id)) {
            std::vector<std::string> ids;
            for (const auto& layer : m_out->layers) ids.push_back(layer->id);
            const std::string near = base::closest(id, ids);
            diagnostics().add({Severity::error, "unknown-layer", m_spec.written, m_spec.defaults_line, 0, id,
                               "There is no layer \"" + id + "\".", near.empty() ? "" : "Did you mean \"" + near + "\"?"});
            id.clear();
        }
        // Without a wish the first layer that has its figures.
        for (const auto& layer : m_out->layers)
            if (id.empty() && m_out->native_geography(*layer)) id = layer->id;
        if (!m_out->find_geography(m_out->default_geography)) m_out->default_geography = m_out->geographies.front()->id;
    }

    // ---- points and lines --------------------------------------------------------------------------------------------------------

    void read_points() {
        m_job->progress(0.95, "reading places");
        const ExpectedGround ground{m_out->geographies.front(), m_spec.county};
        for (const PlacesSpec& spec : m_spec.places)
            if (const SourcePath* source = find_source(spec.file))
                if (auto places = io::read_places(spec, *source, ground, diagnostics(), *m_job)) m_out->places.push_back(std::move(places));
        std::erase_if(m_out->default_places, [&](const std::string& id) { return m_out->find_places(id) == nullptr; });
        for (const ContextSpec& spec : m_spec.context)
            if (const SourcePath* source = find_source(spec.file))
                if (auto context = read_context(spec, *source, hash_of(*source), m_options.use_cache, diagnostics(), *m_job))
                    m_out->context.push_back(std::move(context));
        if (m_spec.settlements)
            if (const SourcePath* source = find_source(m_spec.settlements->file))
                m_out->settlements = io::read_settlements(*m_spec.settlements, *source, ground, diagnostics(), *m_job);
    }

    ReadOptions m_options;
    base::JobContext* m_job;
    std::shared_ptr<model::Workspace> m_out;
    WorkspaceSpec m_spec;
    std::vector<LayerFile> m_layers;
    std::map<std::string, SourcePath> m_sources;  ///< by path as written
    std::map<std::string, std::uint64_t> m_hash_of_file;
    std::vector<BoundaryResult> m_boundaries;               ///< by geography of the file
    std::vector<std::shared_ptr<Geography>> m_geographies;  ///< by geography of the file; nullptr where it could not be made
    RawTableStore m_raw;
    std::map<const LookupTarget*, Grouping> m_groupings;
    std::map<std::string, std::shared_ptr<const RawTable>> m_raw_of_table;
};

}  // namespace

std::shared_ptr<const model::Workspace> read_workspace(const fs::path& file, const ReadOptions& options, base::JobContext& job) {
    return Reading(file, options, job).run();
}

fs::path embedded_workspace() { return base::data_dir() / "geodata" / "oxfordshire.toml"; }

}  // namespace needsmap::io
