// Random numbers that depend on seed, stream and position only, so that work can be split among threads without changing a byte.
#pragma once

#include <cstdint>
#include <limits>

namespace needsmap::analysis {

/// SplitMix64 (Steele, Lea & Flood 2014, "Fast splittable pseudorandom number generators"): a strong mix of a counter that steps by the odd
/// 64-bit golden ratio. Each (seed, stream) starts its counter at a mixed place of its own. Satisfies UniformRandomBitGenerator.
class CounterRandom {
public:
    using result_type = std::uint64_t;
    CounterRandom(std::uint64_t seed, std::uint64_t stream) : m_counter(mix(mix(seed + golden) + (stream + 1) * golden)) {}

    std::uint64_t operator()() {
        m_counter += golden;
        return mix(m_counter);
    }
    /// Uniform in [0, count), count < 2^32: the high part of a product. Off by at most count / 2^32, 1 in 100,000 for all of England.
    std::uint32_t below(std::uint32_t count) { return static_cast<std::uint32_t>(((operator()() >> 32) * count) >> 32); }

    static constexpr std::uint64_t min() { return 0; }
    static constexpr std::uint64_t max() { return std::numeric_limits<std::uint64_t>::max(); }

private:
    static constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;
    static constexpr std::uint64_t mix(std::uint64_t x) {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
    std::uint64_t m_counter;
};

}  // namespace needsmap::analysis
