// Help pages, written from the descriptions of the operations.
#pragma once

#include <span>
#include <string>

#include "app/operation.hpp"

namespace needsmap::cli {

/// Columns of the terminal that standard output goes to: $COLUMNS, else what the terminal says, else 80; within 50..110.
[[nodiscard]] int help_width();

/// `needsmap --help`.
[[nodiscard]] std::string program_help(const app::Operation& view, std::span<const app::Operation> operations, int width);

/// `needsmap COMMAND --help`: usage, a sentence, options, examples.
[[nodiscard]] std::string command_help(const app::Operation& operation, int width);

/// `text` broken at spaces into lines of at most `width` characters, each but the first begun with `indent` spaces.
[[nodiscard]] std::string wrapped(const std::string& text, int width, int indent);

}  // namespace needsmap::cli
