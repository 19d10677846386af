// Pictures of the screen as files. The viewer may not use the paper layer itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace needsmap::app {

/// Writes a PNG beside `file`, then renames. `rgba` holds height rows of width pixels, four bytes each, top row first. `ui_scale` 1 means
/// 96 pixels per inch. Throws base::Error when sizes do not fit together or the file cannot be written.
void write_screenshot(const std::filesystem::path& file, int width, int height, std::vector<std::uint8_t> rgba, double ui_scale);

}  // namespace needsmap::app
