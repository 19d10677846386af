// Decimal numbers as short as they go, for files that hold a million of them.
#pragma once

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

namespace needsmap::paper {

/// `value` counted in 10^-decimals: (1250, 3) is "1.25", (-500, 3) "-.5", (3, 3) ".003", (0, 3) "0".
inline void append_fixed(std::string& out, std::int64_t value, int decimals) {
    char digits[24];
    char* to = digits;
    if (value < 0) *to++ = '-', value = -value;
    std::int64_t unit = 1;
    for (int i = 0; i < decimals; ++i) unit *= 10;
    std::int64_t rest = value % unit;
    if (value >= unit || rest == 0) to = std::to_chars(to, digits + sizeof digits, value / unit).ptr;
    if (rest != 0) {
        *to++ = '.';
        for (std::int64_t place = unit / 10; rest > 0; place /= 10) *to++ = static_cast<char>('0' + rest / place), rest %= place;
    }
    out.append(digits, to);
}

/// Rounded to a thousandth; not-a-number is "0".
inline void append_number(std::string& out, double value) { append_fixed(out, std::isfinite(value) ? std::llround(value * 1000) : 0, 3); }

}  // namespace needsmap::paper
