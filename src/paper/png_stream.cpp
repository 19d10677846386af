#include "paper/png_stream.hpp"

#include <zlib.h>

#include <algorithm>
#include <cmath>

#include "base/error.hpp"
#include "base/text.hpp"

namespace needsmap::paper {

namespace {

void append_u32(std::string& to, std::uint32_t value) {
    for (const int shift : {24, 16, 8, 0}) to += static_cast<char>(value >> shift & 255);
}

const Bytef* bytes_of(std::string_view data) { return reinterpret_cast<const Bytef*>(data.data()); }

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Keywords are 1 to 79 printable Latin-1 characters.
std::string keyword(std::string_view key) {
    std::string out;
    for (const char c : key)
        if (c >= ' ' && c <= '~' && out.size() < 79) out += c;
    return out.empty() ? "Comment" : out;
}

std::string text_chunk(const std::string& key, std::string value) {
    std::erase(value, '\0');
    std::string data = keyword(key) + '\0';
    if (is_ascii(value)) return png_chunk("tEXt", data + value);
    if (!base::is_utf8(value))
        std::replace_if(
            value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
    data.append(4, '\0');  // not compressed, method 0, no language, no translated keyword
    return png_chunk("iTXt", data + value);
}

/// Differences to the row above are zero all over the flat fills of a map; the first row of a band cannot look up, as the band
/// above may not exist yet, and looks left.
void filter(const std::uint8_t* row, const std::uint8_t* above, std::size_t bytes, std::size_t pixel, std::uint8_t* to) {
    constexpr std::uint8_t sub = 1, up = 2;
    *to++ = above != nullptr ? up : sub;
    if (above != nullptr) {
        for (std::size_t i = 0; i < bytes; ++i) to[i] = static_cast<std::uint8_t>(row[i] - above[i]);
    } else {
        std::copy_n(row, std::min(pixel, bytes), to);
        for (std::size_t i = pixel; i < bytes; ++i) to[i] = static_cast<std::uint8_t>(row[i] - row[i - pixel]);
    }
}

}  // namespace

std::string png_chunk(std::string_view type, std::string_view data) {
    std::string out;
    out.reserve(data.size() + 12);
    append_u32(out, static_cast<std::uint32_t>(data.size()));
    out.append(type).append(data);
    uLong crc = crc32(0, bytes_of(type), static_cast<uInt>(type.size()));
    if (!data.empty()) crc = crc32(crc, bytes_of(data), static_cast<uInt>(data.size()));
    append_u32(out, static_cast<std::uint32_t>(crc));
    return out;
}

std::string png_head(int width, int height, bool alpha, double dpi, const std::vector<std::pair<std::string, std::string>>& text) {
    std::string header;
    append_u32(header, static_cast<std::uint32_t>(width));
    append_u32(header, static_cast<std::uint32_t>(height));
    const char colour_type = alpha ? 6 : 2;
    header += {8, colour_type, 0, 0, 0};
    std::string density;
    const auto pixels_per_metre = static_cast<std::uint32_t>(std::lround(std::clamp(dpi / 0.0254, 1.0, 4e9)));
    append_u32(density, pixels_per_metre);
    append_u32(density, pixels_per_metre);
    density += char{1};  // the unit is the metre
    std::string out = "\x89PNG\r\n\x1a\n" + png_chunk("IHDR", header) + png_chunk("pHYs", density);
    for (const auto& [key, value] : text) out += text_chunk(key, value);
    return out;
}

/// A deflate stream without zlib header and checksum, which belong to the whole picture.
struct PngBandWriter::Stream {
    z_stream z{};
    Stream() {
        // Looking for runs only finds what Up filtering leaves of a map, in two thirds of the time of a full search.
        if (deflateInit2(&z, 3, Z_DEFLATED, -15, 9, Z_RLE) != Z_OK) throw base::Error("Out of memory while writing a PNG file.");
    }
    ~Stream() { deflateEnd(&z); }
    Stream(const Stream&) = delete;
    Stream& operator=(const Stream&) = delete;
};

PngBandWriter::PngBandWriter() : m_stream(std::make_unique<Stream>()) {}
PngBandWriter::~PngBandWriter() = default;

PngBand PngBandWriter::run(int width, int channels, int rows, bool last, const std::function<void(int y, std::uint8_t* to)>& write_row) {
    const auto pixel = static_cast<std::size_t>(channels), row_bytes = static_cast<std::size_t>(width) * pixel;
    m_row.resize(row_bytes), m_above.resize(row_bytes);
    m_filtered.resize((row_bytes + 1) * static_cast<std::size_t>(rows));
    for (int y = 0; y < rows; ++y) {
        write_row(y, m_row.data());
        filter(m_row.data(), y > 0 ? m_above.data() : nullptr, row_bytes, pixel,
               m_filtered.data() + static_cast<std::size_t>(y) * (row_bytes + 1));
        std::swap(m_row, m_above);
    }
    z_stream& z = m_stream->z;
    deflateReset(&z);
    m_deflated.resize(deflateBound(&z, static_cast<uLong>(m_filtered.size())) + 64);
    z.next_in = m_filtered.data();
    z.avail_in = static_cast<uInt>(m_filtered.size());
    z.next_out = m_deflated.data();
    z.avail_out = static_cast<uInt>(m_deflated.size());
    const int result = deflate(&z, last ? Z_FINISH : Z_FULL_FLUSH);
    if (result != (last ? Z_STREAM_END : Z_OK) || z.avail_in != 0) throw base::Error("A PNG picture could not be compressed.");
    return {std::string(m_deflated.begin(), m_deflated.begin() + static_cast<std::ptrdiff_t>(z.total_out)),
            static_cast<std::uint32_t>(adler32(1, m_filtered.data(), static_cast<uInt>(m_filtered.size()))), m_filtered.size()};
}

std::string png_tail(std::span<const PngBand> bands) {
    std::string out;
    uLong adler = 1;
    for (std::size_t i = 0; i < bands.size(); ++i) {
        adler = adler32_combine(adler, bands[i].adler, static_cast<z_off_t>(bands[i].raw_bytes));
        std::string data = i == 0 ? std::string("\x78\x01") : std::string();  // zlib header: deflate, 32 KiB window, fastest
        data += bands[i].deflated;
        if (i + 1 == bands.size()) append_u32(data, static_cast<std::uint32_t>(adler));
        out += png_chunk("IDAT", data);
    }
    return out + png_chunk("IEND", {});
}

}  // namespace needsmap::paper
