// Runs an operation by name as the command line does, for tests.
#pragma once

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

#include "app/operation.hpp"
#include "base/error.hpp"

namespace needsmap::test {

using Values = std::initializer_list<std::pair<const char*, std::string>>;

inline app::Outcome run(const char* operation, const std::shared_ptr<const model::Workspace>& workspace, Values values) {
    app::Params params;
    for (const auto& [name, value] : values) params.add(name, value);
    base::QuietJob job;
    const app::Operation& found = *app::find_operation(operation);
    return found.run(workspace, app::checked(found, params), job);
}

/// What the operation refuses with; empty when it does not.
inline std::string refusal(const char* operation, const std::shared_ptr<const model::Workspace>& workspace, Values values) {
    try {
        static_cast<void>(run(operation, workspace, values));
    } catch (const base::Error& error) {
        return error.full_text();
    }
    return {};
}

}  // namespace needsmap::test
