// What only shows once all layers of a workspace are read: whether an index can be made of the layers it names.
#pragma once

#include "base/diagnostics.hpp"
#include "io/layer_file.hpp"
#include "model/workspace.hpp"

namespace needsmap::io {

/// Reports, with the line of its [[use]], each layer that is not there, and the way round by which the index is made of itself.
void check_index_file(const LayerFile& index, const model::Workspace& workspace, base::Diagnostics& diagnostics);

}  // namespace needsmap::io
