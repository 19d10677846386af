// How fast each class of road is walked and driven, from a data file (geodata/speeds.toml).
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostics.hpp"

namespace needsmap::io {

/// What roads of a class do to those who cross or join them.
enum class JunctionKind {
    waits,   ///< where three of them meet, drivers wait
    flows,   ///< joining and leaving costs no waiting, and no journey begins or ends along them: motorways with their slip roads
    ignored  ///< too little traffic to wait for: drives
};

struct RoadClassSpeeds {
    std::vector<std::string> names;  ///< as written; the first is its title
    double drive_kmh = 0;            ///< 0: closed to cars
    double walk_kmh = 0;             ///< 0: closed to people on foot
    JunctionKind junction = JunctionKind::waits;
};

struct RoadSpeeds {
    std::string file;  ///< as written
    double walk_kmh = 4.8;
    double junction_penalty_s = 0;
    std::vector<std::string> closed_words, open_words;  ///< of access tags
    std::vector<RoadClassSpeeds> classes;

    /// The class with this name, large and small letters alike; nullopt when the file knows none.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const;
};

/// Reads the file. Problems with single keys are reported and the entry is left out. Throws base::Error when there is no such file, it
/// is no TOML, or no class is left.
[[nodiscard]] RoadSpeeds read_road_speeds(const std::filesystem::path& file, base::Diagnostics& diagnostics);

/// The speeds that ship with the program (geodata/speeds.toml).
[[nodiscard]] std::filesystem::path embedded_speeds();

}  // namespace needsmap::io
