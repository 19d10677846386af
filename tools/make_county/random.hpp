// Repeatable randomness: the same numbers on every machine and compiler, unlike the distributions of the standard library.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

namespace needsmap::county {

/// The SplitMix64 finaliser (Steele, Lea and Flood 2014): a well-mixed 64-bit hash of a 64-bit number.
inline std::uint64_t mix(std::uint64_t z) {
    z += 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

/// A hash of a text (FNV-1a, then mixed), to give every named thing its own stream.
inline std::uint64_t hash(std::string_view text) {
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return mix(h);
}

/// A stream of repeatable numbers.
class Random {
public:
    explicit Random(std::uint64_t seed) : m_state(mix(seed)) {}

    std::uint64_t bits() { return m_state = mix(m_state); }

    /// Evenly spread in [0, 1).
    double unit() { return static_cast<double>(bits() >> 11) * (1.0 / 9007199254740992.0); }

    /// Evenly spread in [low, high).
    double between(double low, double high) { return low + (high - low) * unit(); }

    /// An index in [0, count).
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(unit() * static_cast<double>(count)); }

    /// Roughly normal, mean 0 and standard deviation 1: the sum of twelve even numbers (no logarithm, so no rounding surprises).
    double normal() {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i) {
            sum += unit();
        }
        return sum;
    }

    /// How many of `trials` succeed, each with the given probability.
    int binomial(int trials, double probability) {
        int count = 0;
        for (int i = 0; i < trials; ++i) {
            count += unit() < probability ? 1 : 0;
        }
        return count;
    }

private:
    std::uint64_t m_state;
};

/// Smooth noise over the plane in [0, 1), with features of about `scale_m` metres.
inline double noise(double x, double y, double scale_m, std::uint64_t seed) {
    const double u = x / scale_m;
    const double v = y / scale_m;
    const double i = std::floor(u);
    const double j = std::floor(v);
    const auto corner = [&](double di, double dj) {
        const auto a = static_cast<std::uint64_t>(static_cast<std::int64_t>(i + di));
        const auto b = static_cast<std::uint64_t>(static_cast<std::int64_t>(j + dj));
        return static_cast<double>(mix(mix(mix(seed) ^ a) ^ b) >> 11) * (1.0 / 9007199254740992.0);
    };
    const auto ease = [](double t) { return t * t * (3.0 - 2.0 * t); };
    const double s = ease(u - i);
    const double t = ease(v - j);
    const double low = corner(0, 0) + s * (corner(1, 0) - corner(0, 0));
    const double high = corner(0, 1) + s * (corner(1, 1) - corner(0, 1));
    return low + t * (high - low);
}

}  // namespace needsmap::county
