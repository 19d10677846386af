// Services and settlements: points with attributes, each checked to lie where it can.
#pragma once

#include <memory>
#include <vector>

#include "base/diagnostics.hpp"
#include "base/job.hpp"
#include "io/source_path.hpp"
#include "io/workspace_file.hpp"
#include "model/places.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Where points are expected. Without a geography nothing is checked.
struct ExpectedGround {
    std::shared_ptr<const model::Geography> geography;
    std::string county;  ///< "Oxfordshire", for sentences
};

/// Reads the places of one file. Sound ones are placed; each of the others is reported with its row and the reason. Points somewhat
/// outside the county are placed with a warning, points far outside are not placed. nullptr (after a report) when nothing can be read.
[[nodiscard]] std::shared_ptr<const model::PlaceSet> read_places(const PlacesSpec& spec, const SourcePath& source,
                                                                 const ExpectedGround& ground, base::Diagnostics& diagnostics,
                                                                 base::JobContext& job);

[[nodiscard]] std::vector<model::Settlement> read_settlements(const SettlementsSpec& spec, const SourcePath& source,
                                                              const ExpectedGround& ground, base::Diagnostics& diagnostics,
                                                              base::JobContext& job);

}  // namespace needsmap::io
