#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace needsmap::base {

namespace {

std::string fixed_digits(double value, int decimals) {
    decimals = std::clamp(decimals, 0, 12);
    // Half away from zero in decimal: 2.675 is stored as 2.67499…, and people expect 2.68. Nudging by a few ulps before
    // rounding gives what hand arithmetic on the printed number gives.
    const double nudged = value + std::copysign(std::abs(value) * 4e-16, value);
    std::array<char, 400> buffer{};
    const double scale = std::pow(10.0, decimals);
    double rounded = std::abs(nudged) < 1e15 / scale ? std::round(nudged * scale) / scale : nudged;
    if (rounded == 0.0) rounded = 0.0;
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), rounded == 0.0 ? 0.0 : rounded,
                                      std::chars_format::fixed, decimals);
    return {buffer.data(), result.ptr};
}

std::string with_thousands(const std::string& digits) {
    const std::size_t start = digits.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(digits.find('.'), digits.size());
    std::string out(digits, 0, start);
    for (std::size_t i = start; i < point; ++i) {
        if (i > start && (point - i) % 3 == 0) out += ',';
        out += digits[i];
    }
    return out + digits.substr(point);
}

}  // namespace

std::string format_number(double value, int decimals) {
    if (!std::isfinite(value)) return "–";
    std::string text = with_thousands(fixed_digits(value, decimals));
    return text.starts_with('-') ? "−" + text.substr(1) : text;
}

std::string format_plain(double value, int decimals) { return std::isfinite(value) ? fixed_digits(value, decimals) : std::string(); }

std::string format_exact(double value) {
    if (!std::isfinite(value)) return {};
    std::array<char, 64> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value == 0.0 ? 0.0 : value);
    return {buffer.data(), result.ptr};
}

std::string format_count(std::int64_t count) { return format_number(static_cast<double>(count), 0); }

std::string format_ordinal(std::int64_t n) {
    const auto last_two = std::abs(n) % 100;
    const auto last = last_two % 10;
    const bool teen = last_two >= 11 && last_two <= 13;
    return std::to_string(n) + (teen ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

}  // namespace needsmap::base
