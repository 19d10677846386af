// Everything one workspace file leads to, read and checked: an immutable snapshot that jobs share.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/diagnostics.hpp"
#include "model/area_files.hpp"
#include "model/geography.hpp"
#include "model/layer.hpp"
#include "model/places.hpp"
#include "model/population_points.hpp"
#include "model/result.hpp"
#include "model/scenario.hpp"
#include "model/timetable.hpp"

namespace needsmap::model {

/// Numbers by area of one geography.
struct Table {
    struct Column {
        std::string name;
        std::vector<Cell> cells;  ///< by area of the geography; areas without a row are missing
    };
    std::string id, file, geography;
    std::vector<Column> columns;
    [[nodiscard]] const Column* find(std::string_view column) const {
        for (const Column& c : columns)
            if (c.name == column) return &c;
        return nullptr;
    }
};

/// Where the roads come from; they are read when a route is asked for, not when the workspace is opened.
struct RoadSource {
    std::vector<std::string> files;                            ///< absolute; each may lie in an archive. Empty: the workspace has no roads
    std::string layer;                                         ///< of every file; empty: the first, of OpenStreetMap files "lines"
    std::string class_column, oneway_column, maxspeed_column;  ///< empty: what is usual (docs/formats.md)
    std::string crs;                                           ///< empty: as the files say
    std::string speeds_file;                                   ///< absolute; empty: the one that ships with the program
    double snap_limit_m = 500;                                 ///< points further from every road are unreachable
};

struct Workspace {
    std::string file;           ///< the workspace file, absolute
    std::string layers_folder;  ///< where its layer files are, absolute; empty: it has none
    std::string title;          ///< "Oxfordshire (schematic)"
    std::string county;         ///< "Oxfordshire"
    bool illustrative = false;
    std::string source, licence, vintage;
    std::string default_layer, default_geography;
    std::vector<std::string> default_places;
    std::vector<std::shared_ptr<const Geography>> geographies;  ///< finest first, as in the file
    std::vector<std::shared_ptr<const Table>> tables;
    std::vector<std::shared_ptr<const LayerDefinition>> layers;  ///< by theme, then title
    std::vector<std::shared_ptr<const PlaceSet>> places;
    std::vector<std::shared_ptr<const ContextLayer>> context;
    std::vector<Settlement> settlements;
    std::optional<BusSource> bus;  ///< where timetables are; they are read when a journey is asked for
    RoadSource roads;
    std::vector<PopulationPointsFile> population_points;     ///< not read yet: io/population_points.hpp
    std::optional<RuralUrbanFile> rural_urban;               ///< not read yet: io/area_files.hpp
    std::optional<PlannedHomesFile> planned_homes;           ///< not read yet: io/area_files.hpp
    std::string scenarios_folder;                            ///< where scenarios are read and saved, absolute; it may not be there yet
    std::vector<std::shared_ptr<const Scenario>> scenarios;  ///< by id
    std::vector<std::shared_ptr<const Result>>
        results;                     ///< made by analyses, newest first; layers like the others where they have an indicator
    std::uint64_t content_hash = 0;  ///< of the workspace file, layer files and all data files
    base::Diagnostics diagnostics;   ///< everything found while reading

    [[nodiscard]] std::shared_ptr<const Geography> find_geography(std::string_view id) const;
    /// Of a layer file or of a result.
    [[nodiscard]] std::shared_ptr<const LayerDefinition> find_layer(std::string_view id) const;
    [[nodiscard]] std::shared_ptr<const Table> find_table(std::string_view id) const;
    [[nodiscard]] std::shared_ptr<const PlaceSet> find_places(std::string_view id) const;
    [[nodiscard]] std::shared_ptr<const Scenario> find_scenario(std::string_view id) const;
    [[nodiscard]] std::shared_ptr<const Result> find_result(std::string_view id) const;
    /// The geography of a layer's table, or of its result; of an index the coarsest of its layers' own. nullptr when a table is not there.
    [[nodiscard]] std::shared_ptr<const Geography> native_geography(const LayerDefinition& layer) const;
};

/// Ids of indices that are made of each other, reached from `layer`, the first one again at the end; empty when there are none, as it should be.
[[nodiscard]] std::vector<std::string> circle_of(const Workspace& workspace, const LayerDefinition& layer);

/// The same workspace with another result in front, in the place of one with its id. Everything else is shared. Throws base::Error when the
/// result does not hold together (see check_result), is about a geography of another workspace, or its id is that of a layer file.
[[nodiscard]] std::shared_ptr<const Workspace> with_result(const Workspace& workspace, std::shared_ptr<const Result> result);
/// The same workspace with these results and no others, in this order; checked like with_result.
[[nodiscard]] std::shared_ptr<const Workspace> with_results(const Workspace& workspace, std::vector<std::shared_ptr<const Result>> results);

/// An area of any geography.
struct AreaRef {
    std::string geography;
    AreaIndex area = geo::no_area;
    friend bool operator==(const AreaRef&, const AreaRef&) = default;
};

/// A hit of place search, best first.
struct SearchHit {
    enum class Kind { area, settlement, place } kind = Kind::area;
    std::string title;     ///< "Banbury Ruscote"
    std::string subtitle;  ///< "ward in Cherwell", "Children's Centre"
    AreaRef area;          ///< for areas
    geo::MapPoint position;
    geo::MapBox box;  ///< what to fly to; empty for points
    double score = 0;
};
/// Areas, settlements and services whose name or code matches `text` (folded; word prefixes; code exact first). At most `limit`.
[[nodiscard]] std::vector<SearchHit> search(const Workspace& workspace, std::string_view text, std::size_t limit);

}  // namespace needsmap::model
