// The saved session: what the window showed when it was last closed.
#pragma once

#include <optional>
#include <string>

namespace needsmap::viewer {

/// The saved text; nullopt when there is none (an unreadable one counts as none).
[[nodiscard]] std::optional<std::string> load_session();
/// Saves beside and renames. Failing to save loses nothing that cannot be made again, so it is not an error.
void save_session(const std::string& json);

}  // namespace needsmap::viewer
