#include "app/screenshot.hpp"

#include <utility>

#include "base/error.hpp"
#include "base/files.hpp"
#include "publish/formats.hpp"

namespace needsmap::app {

void write_screenshot(const std::filesystem::path& file, int width, int height, std::vector<std::uint8_t> rgba, double ui_scale) {
    if (width <= 0 || height <= 0 || rgba.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)
        throw base::Error("A picture of " + std::to_string(width) + " x " + std::to_string(height) + " pixels does not fit its data.");
    paper::Image image;
    image.width = width;
    image.height = height;
    image.rgba = std::move(rgba);
    constexpr double pixels_per_inch = 96;
    base::write_file(file,
                     paper::encode_png(image, pixels_per_inch * ui_scale, {{"Software", "needsmap " + std::string(base::version())}}));
}

}  // namespace needsmap::app
