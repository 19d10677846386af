// PNG: bands of rows painted, filtered and deflated in parallel; and PNG files as plain pixels for tests and screenshots.
#include <ctime>
#include <memory>
#include <mutex>

#include "base/parallel.hpp"
#include "paper/metadata_text.hpp"
#include "paper/paint.hpp"
#include "paper/png_stream.hpp"
#include "paper/raster_page.hpp"

namespace needsmap::paper {

namespace {

/// What a thread needs for one band after the other.
struct Workbench {
    std::shared_ptr<RasterPage::Scratch> scratch = RasterPage::make_scratch();
    PngBandWriter writer;
};

/// Hands each thread a workbench of its own and takes it back for the next band.
class Workbenches {
public:
    std::unique_ptr<Workbench> take() {
        const std::scoped_lock lock(m_mutex);
        if (m_free.empty()) return std::make_unique<Workbench>();
        auto bench = std::move(m_free.back());
        m_free.pop_back();
        return bench;
    }
    void give_back(std::unique_ptr<Workbench> bench) {
        const std::scoped_lock lock(m_mutex);
        m_free.push_back(std::move(bench));
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Workbench>> m_free;
};

template <class Each>
void for_each_band(const RasterPage& page, Each&& each) {
    Workbenches benches;
    base::parallel_ranges(static_cast<std::size_t>(page.bands().count()), 1, [&](std::size_t first, std::size_t last) {
        for (std::size_t band = first; band < last; ++band) {
            auto bench = benches.take();
            each(static_cast<int>(band), page.paint_band(static_cast<int>(band), *bench->scratch), bench->writer);
            benches.give_back(std::move(bench));
        }
    });
}

std::vector<std::pair<std::string, std::string>> text_of(const Metadata& metadata) {
    std::vector<std::pair<std::string, std::string>> text;
    const auto add = [&](const char* key, const std::string& value) {
        if (!value.empty()) text.emplace_back(key, value);
    };
    add("Title", metadata.title);
    add("Author", metadata.author);
    add("Description", metadata.description);
    add("Creation Time", iso_time(metadata.time));
    add("Software", program_name());
    for (const auto& [key, value] : metadata.provenance) add(key.c_str(), value);
    return text;
}

void write_rgb(const std::uint32_t* pixels, int width, std::uint8_t* to) {
    for (int x = 0; x < width; ++x, to += 3) {
        const std::uint32_t p = pixels[x];
        to[0] = static_cast<std::uint8_t>(p >> 16), to[1] = static_cast<std::uint8_t>(p >> 8), to[2] = static_cast<std::uint8_t>(p);
    }
}

}  // namespace

std::string paint_png(const DisplayList& list, double dpi, const Metadata& metadata, base::JobContext& job) {
    job.progress(0, "drawing the picture");
    const RasterPage page(list, dpi);
    const Bands& bands = page.bands();
    std::vector<PngBand> packed(static_cast<std::size_t>(bands.count()));
    for_each_band(page, [&](int band, const RasterPage::Pixels& pixels, PngBandWriter& writer) {
        job.check_cancelled();
        packed[static_cast<std::size_t>(band)] = writer.run(
            bands.width, 3, bands.bottom(band) - bands.top(band), band + 1 == bands.count(),
            [&](int y, std::uint8_t* to) { write_rgb(pixels.first + static_cast<std::size_t>(y) * pixels.stride_px, bands.width, to); });
    });
    job.check_cancelled();
    return png_head(bands.width, bands.height, false, dpi, text_of(metadata)) + png_tail(packed);
}

Image paint_image(const DisplayList& list, double dpi) {
    const RasterPage page(list, dpi);
    const Bands& bands = page.bands();
    const auto row_bytes = static_cast<std::size_t>(bands.width) * 4;
    Image image{bands.width, bands.height, std::vector<std::uint8_t>(row_bytes * static_cast<std::size_t>(bands.height))};
    for_each_band(page, [&](int band, const RasterPage::Pixels& pixels, PngBandWriter&) {
        for (int y = bands.top(band); y < bands.bottom(band); ++y) {
            const std::uint32_t* row = pixels.first + static_cast<std::size_t>(y - bands.top(band)) * pixels.stride_px;
            std::uint8_t* to = image.rgba.data() + static_cast<std::size_t>(y) * row_bytes;
            for (int x = 0; x < bands.width; ++x, to += 4) {
                to[0] = static_cast<std::uint8_t>(row[x] >> 16), to[1] = static_cast<std::uint8_t>(row[x] >> 8);
                to[2] = static_cast<std::uint8_t>(row[x]), to[3] = 255;
            }
        }
    });
    return image;
}

}  // namespace needsmap::paper
