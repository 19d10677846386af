// PNG files from and to plain pixels. Reading goes through Cairo (libpng), so what our writer makes is read by another's reader.
#include <algorithm>
#include <cstring>

#include "base/parallel.hpp"
#include "paper/handles.hpp"
#include "paper/paint.hpp"
#include "paper/png_stream.hpp"

namespace needsmap::paper {

namespace {

constexpr int rows_per_band = 128;

struct Reader {
    const std::string* bytes = nullptr;
    std::size_t at = 0;
};

cairo_status_t read_some(void* from, unsigned char* to, unsigned length) {
    auto& reader = *static_cast<Reader*>(from);
    if (reader.bytes->size() - reader.at < length) return CAIRO_STATUS_READ_ERROR;
    std::memcpy(to, reader.bytes->data() + reader.at, length);
    reader.at += length;
    return CAIRO_STATUS_SUCCESS;
}

std::uint8_t unmultiplied(std::uint32_t value, std::uint32_t alpha) {
    return static_cast<std::uint8_t>(alpha == 0 ? 0 : std::min<std::uint32_t>(255, (value * 255 + alpha / 2) / alpha));
}

void write_row(const std::uint8_t* rgba, int width, bool opaque, std::uint8_t* to) {
    if (!opaque) {
        std::memcpy(to, rgba, static_cast<std::size_t>(width) * 4);
        return;
    }
    for (int x = 0; x < width; ++x, rgba += 4, to += 3) std::memcpy(to, rgba, 3);
}

bool is_opaque(const Image& image) {
    for (std::size_t i = 3; i < image.rgba.size(); i += 4)
        if (image.rgba[i] != 255) return false;
    return true;
}

}  // namespace

std::string encode_png(const Image& image, double dpi, const std::vector<std::pair<std::string, std::string>>& text) {
    const auto width = static_cast<std::size_t>(std::max(image.width, 0)), height = static_cast<std::size_t>(std::max(image.height, 0));
    if (width == 0 || height == 0 || image.rgba.size() != width * height * 4)
        throw base::Error("The picture has no pixels to write as PNG.");
    const bool opaque = is_opaque(image);
    const std::size_t count = (height + rows_per_band - 1) / rows_per_band;
    std::vector<PngBand> bands(count);
    base::parallel_ranges(count, 4, [&](std::size_t first, std::size_t last) {
        PngBandWriter writer;
        for (std::size_t band = first; band < last; ++band) {
            const std::size_t top = band * rows_per_band, rows = std::min<std::size_t>(rows_per_band, height - top);
            bands[band] = writer.run(image.width, opaque ? 3 : 4, static_cast<int>(rows), band + 1 == count, [&](int y, std::uint8_t* to) {
                write_row(image.rgba.data() + (top + static_cast<std::size_t>(y)) * width * 4, image.width, opaque, to);
            });
        }
    });
    return png_head(image.width, image.height, !opaque, dpi, text) + png_tail(bands);
}

Image decode_png(const std::string& bytes) {
    Reader reader{&bytes};
    const Surface surface(cairo_image_surface_create_from_png_stream(read_some, &reader));
    if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) throw base::Error("This is not a PNG picture, or it is damaged.");
    const cairo_format_t format = cairo_image_surface_get_format(surface.get());
    if (format != CAIRO_FORMAT_RGB24 && format != CAIRO_FORMAT_ARGB32) throw base::Error("The PNG picture has an unusual pixel format.");
    Image image{cairo_image_surface_get_width(surface.get()), cairo_image_surface_get_height(surface.get()), {}};
    image.rgba.reserve(static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) * 4);
    const unsigned char* data = cairo_image_surface_get_data(surface.get());
    const int stride = cairo_image_surface_get_stride(surface.get());
    for (int y = 0; y < image.height; ++y) {
        for (int x = 0; x < image.width; ++x) {
            std::uint32_t p = 0;
            std::memcpy(&p, data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4, 4);
            const std::uint32_t alpha = format == CAIRO_FORMAT_ARGB32 ? p >> 24 : 255;
            for (const int shift : {16, 8, 0}) image.rgba.push_back(unmultiplied(p >> shift & 255, alpha));
            image.rgba.push_back(static_cast<std::uint8_t>(alpha));
        }
    }
    return image;
}

}  // namespace needsmap::paper
