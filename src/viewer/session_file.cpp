#include "viewer/session_file.hpp"

#include <filesystem>
#include <system_error>

#include "base/error.hpp"
#include "base/files.hpp"

namespace needsmap::viewer {

namespace {

std::filesystem::path session_file() {
    const std::filesystem::path folder = base::state_dir();
    return folder.empty() ? folder : folder / "session.json";
}

}  // namespace

std::optional<std::string> load_session() {
    const std::filesystem::path file = session_file();
    std::error_code error;
    if (file.empty() || !std::filesystem::exists(file, error)) return std::nullopt;
    try {
        return base::read_file(file);
    } catch (const base::Error&) {
        return std::nullopt;
    }
}

void save_session(const std::string& json) {
    const std::filesystem::path file = session_file();
    if (file.empty()) return;
    try {
        base::write_file(file, json);
    } catch (const base::Error&) {
        return;
    }
}

}  // namespace needsmap::viewer
