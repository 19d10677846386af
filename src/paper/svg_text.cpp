#include "paper/svg_text.hpp"

#include <array>
#include <cmath>

#include "paper/metadata_text.hpp"

namespace needsmap::paper {

namespace {

/// `value` counted in 10^-decimals.
void append_fixed(std::string& out, std::int64_t value, int decimals) {
    std::int64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    if (value < 0) out += '-', value = -value;
    const std::int64_t whole = value / unit;
    std::int64_t rest = value % unit;
    if (whole != 0 || rest == 0) out += std::to_string(whole);
    if (rest == 0) return;
    out += '.';
    for (std::int64_t place = unit / 10; rest > 0; place /= 10) {
        out += static_cast<char>('0' + rest / place);
        rest %= place;
    }
}

/// Numbers in path data need a blank between them unless the second brings its own sign.
void append_pair(std::string& out, std::int64_t x, std::int64_t y, int decimals) {
    if (x >= 0 && !out.empty() && (out.back() == '.' || (out.back() >= '0' && out.back() <= '9'))) out += ' ';
    append_fixed(out, x, decimals);
    if (y >= 0) out += ' ';
    append_fixed(out, y, decimals);
}

}  // namespace

void append_number(std::string& out, double value) { append_fixed(out, std::isfinite(value) ? std::llround(value * 1000) : 0, 3); }

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

std::string path_data(const std::vector<std::vector<geo::PagePoint>>& parts, bool closed) {
    const auto thousandths = [](double mm) { return static_cast<std::int64_t>(std::llround(mm * 1000)); };
    std::string out;
    for (const auto& part : parts) {
        if (part.empty()) continue;
        bool first = true;
        for (const geo::PagePoint p : part) {
            if (first) out += 'M';
            append_pair(out, thousandths(p.x), thousandths(p.y), 3);
            first = false;
        }
        if (closed) out += 'z';
    }
    return out;
}

std::string path_data(const GridLines& lines, bool closed, int decimals) {
    std::string out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = lines[i];
        out += 'M';
        append_pair(out, line[0].x, line[0].y, decimals);
        out += 'l';
        for (std::size_t p = 1; p < line.size(); ++p) append_pair(out, line[p].x - line[p - 1].x, line[p].y - line[p - 1].y, decimals);
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
