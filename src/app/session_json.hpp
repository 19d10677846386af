// The session as JSON: what is written when the window closes and read when it opens again.
#pragma once

#include <string>

#include "app/session.hpp"

namespace needsmap::app {

/// Areas are saved by code and everything else by id, so a session survives small changes of the data; the plan that is tried out is kept
/// whole. `with_camera` false: the camera shows the whole county, whatever the window's size will be.
[[nodiscard]] std::string session_to_json(const model::Workspace& workspace, const SessionState& state, const Settings& settings,
                                          bool with_camera);

struct Restored {
    SessionState state;
    Settings settings;
    bool has_camera = false;
    std::string problem;  ///< one sentence about what could not be restored; may be empty
};
/// Reads what session_to_json wrote onto `defaults`. Ids that no longer exist and figures out of range fall back to the defaults; a plan
/// that is damaged or no longer fits is left out whole; a session of another workspace restores only the settings. Text that is not a session
/// restores nothing and says so. Never throws.
[[nodiscard]] Restored restore_session(const std::string& json, const model::Workspace& workspace, const SessionState& defaults,
                                       const Settings& default_settings);

/// The workspace file a saved session was about; empty when there is none.
[[nodiscard]] std::string workspace_of_session(const std::string& json);

}  // namespace needsmap::app
