// From words on the command line to the parameters of an operation.
#pragma once

#include <string>
#include <vector>

#include "app/operation.hpp"

namespace needsmap::cli {

struct ParsedArguments {
    app::Params params;  ///< as typed, not yet checked
    bool help = false;   ///< -h or --help was among them; then nothing else counts
};

/// Splits the words after the command's name. Throws base::Error (usage) for options that do not exist, with "did you mean", for options
/// without their value, and for arguments too many. Values are checked by app::checked.
[[nodiscard]] ParsedArguments parse_arguments(const app::Operation& operation, const std::vector<std::string>& words);

/// The operation as the command line offers it: with -w, --workspace.
[[nodiscard]] app::Operation with_workspace_option(const app::Operation& operation);

}  // namespace needsmap::cli
