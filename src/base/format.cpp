#include "base/format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string_view>

namespace needsmap::base {

namespace {

/// Digits of |value| as a decimal: value = 0.d1d2d3… × 10^exponent.
struct Decimal {
    std::string digits;
    int exponent = 0;
};

/// |value| to 15 significant digits, the most that every double holds. Rounding works on these digits, not on the binary
/// value: 2.675 (stored as 2.67499…) and 7.0 / 80 * 100 one bit short of 8.75 then round as hand arithmetic does.
Decimal to_decimal(double value) {
    std::array<char, 32> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::scientific, 14);
    const std::string_view text(buffer.data(), static_cast<std::size_t>(result.ptr - buffer.data()));
    const std::size_t e = text.find('e');
    Decimal out;
    out.digits = std::string(1, text[0]) + std::string(text.substr(2, e - 2));
    const char* exponent = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
    std::from_chars(exponent, text.data() + text.size(), out.exponent);
    ++out.exponent;
    return out;
}

/// Keeps `count` digits (may be zero or negative: then 0), rounding half up; a carry may add a digit in front.
void round_digits(Decimal& decimal, int count) {
    if (count >= static_cast<int>(decimal.digits.size())) return;
    const bool up = count >= 0 && decimal.digits[static_cast<std::size_t>(count)] >= '5';
    decimal.digits.resize(static_cast<std::size_t>(std::max(count, 0)));
    if (!up) return;
    std::size_t i = decimal.digits.size();
    while (i > 0 && decimal.digits[i - 1] == '9') decimal.digits[--i] = '0';
    if (i > 0) {
        ++decimal.digits[i - 1];
    } else {
        decimal.digits.insert(decimal.digits.begin(), '1');
        ++decimal.exponent;
    }
}

std::string fixed_digits(double value, int decimals) {
    decimals = std::clamp(decimals, 0, 12);
    if (std::abs(value) >= 1e15) {  // whole numbers of 16 digits and more: nothing to round
        std::array<char, 400> buffer{};
        const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed, decimals);
        return {buffer.data(), result.ptr};
    }
    Decimal decimal = to_decimal(value);
    round_digits(decimal, decimal.exponent + decimals);
    const bool zero = decimal.digits.find_first_not_of('0') == std::string::npos;
    const auto digit = [&](int i) {
        return i >= 0 && i < static_cast<int>(decimal.digits.size()) ? decimal.digits[static_cast<std::size_t>(i)] : '0';
    };
    std::string out = value < 0 && !zero ? "-" : "";
    if (decimal.exponent <= 0) out += '0';
    for (int i = 0; i < decimal.exponent; ++i) out += digit(i);
    if (decimals > 0) out += '.';
    for (int i = 0; i < decimals; ++i) out += digit(decimal.exponent + i);
    return out;
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

std::string for_people(const std::string& digits) {
    const std::string text = with_thousands(digits);
    return text.starts_with('-') ? "−" + text.substr(1) : text;
}

}  // namespace

std::string format_number(double value, int decimals) { return std::isfinite(value) ? for_people(fixed_digits(value, decimals)) : "–"; }

std::string format_plain(double value, int decimals) { return std::isfinite(value) ? fixed_digits(value, decimals) : std::string(); }

std::string format_exact(double value) {
    if (!std::isfinite(value)) return {};
    std::array<char, 64> buffer{};
    const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value == 0.0 ? 0.0 : value);
    return {buffer.data(), result.ptr};
}

std::string format_count(std::int64_t count) { return for_people(std::to_string(count)); }

std::string format_ordinal(std::int64_t n) {
    const auto last_two = std::abs(n % 100);
    const auto last = last_two % 10;
    const bool teen = last_two >= 11 && last_two <= 13;
    return std::to_string(n) + (teen ? "th" : last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
}

}  // namespace needsmap::base
