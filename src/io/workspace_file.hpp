// What a workspace file says, checked against itself but not against the files it names (docs/formats.md).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/diagnostics.hpp"
#include "io/cell_text.hpp"
#include "model/area_files.hpp"
#include "model/places.hpp"
#include "model/population_points.hpp"
#include "model/timetable.hpp"

namespace needsmap::io {

struct GeographySpec {
    std::string id, title, singular;
    std::string boundaries, layer, code, name, crs;  ///< from a boundary file …
    double snap_m = 0;
    std::string dissolve;  ///< … or from another geography
    bool dissolve_all = false;
    std::string all_code, all_name;
    std::string source, licence, vintage;
    int line = 0;
};

struct LookupTarget {
    std::string geography, code, name;
};
struct LookupSpec {
    std::string file, layer, from_geography, from_code, method;
    std::vector<LookupTarget> to;
    int header_line = 0;
    int line = 0;
};

struct TableSpec {
    std::string id, file, layer, geography;
    std::string code, name;                                  ///< column with codes, or column with names for a join by name
    std::vector<std::pair<std::string, std::string>> where;  ///< only rows with this text in this column
    int header_line = 0;
    std::optional<DecimalMark> decimal;
    bool partial = false;  ///< areas without a row are expected
    int line = 0;
};

struct PlacesSpec {
    model::PlaceSet set;  ///< everything but the places
    std::string file, layer, id_column, name, x, y, crs;
    int header_line = 0;
    int line = 0;
};

struct ContextSpec {
    model::ContextKind kind = model::ContextKind::river;
    std::string file, layer, name, crs;
    int line = 0;
};

struct SettlementsSpec {
    std::string file, layer, name, x, y, kind, population, crs;
    int line = 0;
};

struct BusSpec {
    std::vector<std::string> timetables;  ///< as written
    model::BusSource source;              ///< everything but where the timetables are
    int line = 0;
};

struct RoadsSpec {
    std::vector<std::string> files;
    std::string layer, class_column, oneway, maxspeed, crs, speeds;
    std::optional<double> snap_limit_m;
    int line = 0;
};

struct PopulationPointsSpec {
    model::PopulationPointsFile points;
    int line = 0;
};

struct WorkspaceSpec {
    std::filesystem::path path;    ///< absolute
    std::filesystem::path folder;  ///< that paths are relative to, as the user would write it
    std::string written;           ///< the file as the user wrote it
    std::string title, county, source, licence, vintage;
    bool illustrative = false;
    std::string layers, default_layer, default_geography;
    std::vector<std::string> default_places;
    int layers_line = 0, defaults_line = 0;
    std::vector<GeographySpec> geographies;
    std::vector<LookupSpec> lookups;
    std::vector<TableSpec> tables;
    std::vector<PlacesSpec> places;
    std::vector<ContextSpec> context;
    std::optional<SettlementsSpec> settlements;
    std::optional<BusSpec> bus;
    std::optional<RoadsSpec> roads;
    std::vector<PopulationPointsSpec> population_points;
    std::optional<model::RuralUrbanFile> rural_urban;
    std::optional<model::PlannedHomesFile> planned_homes;
    std::string scenarios;  ///< folder; "scenarios" where the file does not say
    int scenarios_line = 0, rural_urban_line = 0, planned_homes_line = 0;
};

/// Reads the file. Entries that cannot be used are reported and left out. Throws base::Error when there is no such file or it is no
/// TOML.
[[nodiscard]] WorkspaceSpec read_workspace_file(const std::filesystem::path& file, base::Diagnostics& diagnostics);

}  // namespace needsmap::io
