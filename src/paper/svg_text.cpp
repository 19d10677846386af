#include "paper/svg_text.hpp"

#include "paper/metadata_text.hpp"
#include "paper/number_text.hpp"

namespace needsmap::paper {

namespace {

/// Numbers in path data need a blank between them unless the second brings its own sign.
void append_pair(std::string& out, std::int64_t x, std::int64_t y) {
    constexpr int decimals = 2;
    if (x >= 0 && !out.empty() && (out.back() == '.' || (out.back() >= '0' && out.back() <= '9'))) out += ' ';
    append_fixed(out, x, decimals);
    if (y >= 0) out += ' ';
    append_fixed(out, y, decimals);
}

}  // namespace

std::string number(double value) {
    std::string out;
    append_number(out, value);
    return out;
}

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : valid_utf8(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    }
    return out;
}

std::string svg_colour(scene::Rgba colour) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out = "#";
    for (const std::uint8_t channel : {colour.r, colour.g, colour.b}) {
        out += digits[channel >> 4];
        out += digits[channel & 15];
    }
    return out;
}

std::string svg_paint(std::string_view property, scene::Rgba colour) {
    std::string out = " " + std::string(property) + "=\"" + (colour.a == 0 ? "none" : svg_colour(colour)) + "\"";
    if (colour.a > 0 && colour.a < 255) out += " " + std::string(property) + "-opacity=\"" + number(colour.a / 255.0) + "\"";
    return out;
}

std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
        for (std::size_t j = 0; j < 4; ++j) out += i + j <= bytes.size() ? digits[group >> (18 - 6 * j) & 63] : '=';
    }
    return out;
}

std::string path_data(const GridLines& lines, bool closed) {
    std::string out;
    out.reserve(lines.points.size() * 8);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = lines[i];
        out += 'M';
        append_pair(out, line[0].x, line[0].y);
        out += 'l';
        for (std::size_t p = 1; p < line.size(); ++p) append_pair(out, line[p].x - line[p - 1].x, line[p].y - line[p - 1].y);
        if (closed) out += 'z';
    }
    return out;
}

std::string xml_id(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        const bool other = (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (out.empty() && !letter) out = "g";
        out += letter || other ? c : '-';
    }
    return out;
}

}  // namespace needsmap::paper
