#include "analysis/random_draws.hpp"

#include <cmath>
#include <numbers>

namespace needsmap::analysis {

namespace {

constexpr std::uint64_t golden_step = 0x9e3779b97f4a7c15ULL;  ///< 2^64 / golden ratio, the increment of SplitMix64

/// The mixing function of SplitMix64.
std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
    return x ^ (x >> 31);
}

}  // namespace

RandomDraws::RandomDraws(std::uint64_t seed, std::uint64_t stream) : m_state(mixed(mixed(seed + golden_step) + stream)) {}

std::uint64_t RandomDraws::bits() {
    m_state += golden_step;
    return mixed(m_state);
}

double RandomDraws::uniform() { return (static_cast<double>(bits() >> 11) + 0.5) * 0x1p-53; }

std::uint64_t RandomDraws::below(std::uint64_t count) {
    __extension__ using Wide = unsigned __int128;
    return static_cast<std::uint64_t>((static_cast<Wide>(bits()) * count) >> 64);
}

double RandomDraws::normal() {
    const double radius = std::sqrt(-2 * std::log(uniform()));
    return radius * std::cos(2 * std::numbers::pi * uniform());
}

double RandomDraws::gamma(double shape) {
    // Below 1 the method does not apply: gamma(a) = gamma(a + 1) * u^(1/a).
    if (shape < 1) {
        const double larger = gamma(shape + 1);
        return larger * std::pow(uniform(), 1 / shape);
    }
    const double d = shape - 1.0 / 3, c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = normal(), root = 1 + c * x;
        if (root <= 0) continue;
        const double v = root * root * root;
        const double u = uniform(), square = x * x;
        if (u < 1 - 0.0331 * square * square) return d * v;  // their squeeze: accepts most draws without a logarithm
        if (std::log(u) < 0.5 * square + d - d * v + d * std::log(v)) return d * v;
    }
}

double RandomDraws::beta(double a, double b) {
    const double x = gamma(a);
    const double y = gamma(b);
    return x + y > 0 ? x / (x + y) : a / (a + b);
}

}  // namespace needsmap::analysis
