// The pieces of a PNG file (ISO/IEC 15948): chunks, and image rows compressed band by band so that bands can be made in parallel
// and still form one zlib stream.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace needsmap::paper {

/// Signature, IHDR (8 bits per channel, RGB or RGBA), pHYs, then one text chunk per pair (tEXt, or iTXt where it is not ASCII).
[[nodiscard]] std::string png_head(int width, int height, bool alpha, double dpi,
                                   const std::vector<std::pair<std::string, std::string>>& text);
[[nodiscard]] std::string png_chunk(std::string_view type, std::string_view data);

/// Some consecutive rows: an IDAT chunk's worth of deflated data and what is needed to sum up the whole stream's checksum.
struct PngBand {
    std::string deflated;
    std::uint32_t adler = 1;
    std::size_t raw_bytes = 0;
};
/// Filters and deflates bands, one after the other, in buffers of its own. For one thread at a time.
class PngBandWriter {
public:
    PngBandWriter();
    ~PngBandWriter();
    PngBandWriter(const PngBandWriter&) = delete;
    PngBandWriter& operator=(const PngBandWriter&) = delete;
    /// `write_row(y, to)` puts row `y` of the band (0..rows-1) as width * channels bytes at `to`; `last` ends the stream.
    [[nodiscard]] PngBand run(int width, int channels, int rows, bool last, const std::function<void(int y, std::uint8_t* to)>& write_row);

private:
    struct Stream;
    std::unique_ptr<Stream> m_stream;
    std::vector<std::uint8_t> m_row, m_above, m_filtered, m_deflated;
};
/// The IDAT chunks of all bands in order, and IEND.
[[nodiscard]] std::string png_tail(std::span<const PngBand> bands);

}  // namespace needsmap::paper
