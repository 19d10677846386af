// Random numbers that depend on a seed and a stream number only: draw 17 is the same on every machine, library and number of threads.
//
// The generator is SplitMix64 (Steele, Lea and Flood 2014): a counter run through a mixing function. Each draw of a simulation takes a
// stream of its own. The distributions are ours because those of the standard library differ between compilers.
#pragma once

#include <cstdint>

namespace needsmap::analysis {

class RandomDraws {
public:
    RandomDraws(std::uint64_t seed, std::uint64_t stream);

    [[nodiscard]] std::uint64_t bits();
    /// Above 0 and below 1.
    [[nodiscard]] double uniform();
    /// 0 .. count - 1; count > 0. Its bias is below count / 2^64.
    [[nodiscard]] std::uint64_t below(std::uint64_t count);
    /// Mean 0, standard deviation 1 (Box-Muller).
    [[nodiscard]] double normal();
    /// Mean `shape`, scale 1 (Marsaglia and Tsang 2000); shape > 0.
    [[nodiscard]] double gamma(double shape);
    /// On 0..1 with mean a / (a + b); a, b > 0.
    [[nodiscard]] double beta(double a, double b);

private:
    std::uint64_t m_state;
};

}  // namespace needsmap::analysis
