#include "paper/sfnt.hpp"

#include <algorithm>

namespace needsmap::paper {

namespace {

std::uint32_t read(std::string_view bytes, std::size_t at, int count) {
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i, ++at) value = value << 8 | (at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0U);
    return value;
}
int u16(std::string_view bytes, std::size_t at) { return static_cast<int>(read(bytes, at, 2)); }
int i16(std::string_view bytes, std::size_t at) { return static_cast<std::int16_t>(read(bytes, at, 2)); }

}  // namespace

std::string_view Sfnt::table(std::string_view tag) const {
    const int count = u16(m_bytes, 4);
    for (int i = 0; i < count; ++i) {
        const std::size_t record = 12 + 16 * static_cast<std::size_t>(i);
        if (m_bytes.size() < record + 16) break;
        if (m_bytes.substr(record, 4) != tag) continue;
        const std::size_t offset = read(m_bytes, record + 8, 4), length = read(m_bytes, record + 12, 4);
        if (offset > m_bytes.size() || length > m_bytes.size() - offset) break;
        return m_bytes.substr(offset, length);
    }
    return {};
}

int Sfnt::units_per_em() const { return std::max(1, u16(table("head"), 18)); }

int Sfnt::advance(std::uint32_t glyph) const {
    const int long_metrics = u16(table("hhea"), 34);
    if (long_metrics == 0) return 0;
    // Glyphs beyond the last full entry share its width.
    const std::size_t entry = std::min<std::size_t>(glyph, static_cast<std::size_t>(long_metrics) - 1);
    return u16(table("hmtx"), entry * 4);
}

Sfnt::Box Sfnt::box() const {
    const std::string_view head = table("head"), hhea = table("hhea");
    return {i16(head, 36), i16(head, 38), i16(head, 40), i16(head, 42), i16(hhea, 4), i16(hhea, 6)};
}

}  // namespace needsmap::paper
