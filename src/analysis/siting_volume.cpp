#include "analysis/siting_volume.hpp"

#include <algorithm>

namespace needsmap::analysis {
namespace {

// Much as the paper has them: the newest subgradient weighs at most a tenth, later less; steps shorten after some without progress, and lengthen when
// a better bound's subgradient agrees with the direction.
constexpr double first_weight = 0.1, last_weight = 0.001, weight_decay = 0.7;
constexpr int steps_per_decay = 200;
constexpr double shorter = 0.66, longer = 1.1, longest = 2;

double squared(std::span<const double> of) {
    double sum = 0;
    for (const double x : of) sum += x * x;
    return sum;
}

}  // namespace

VolumeSteps::VolumeSteps(std::span<const float> gradient, double boldness, int patience)
    : m_direction(gradient.begin(), gradient.end()), m_boldness(boldness), m_most(first_weight), m_patience(patience) {
    m_length = squared(m_direction);
}

void VolumeSteps::step(std::span<const double> best, double distance, std::span<const double> caps, std::vector<double>& to) const {
    const double stride = m_boldness * distance / m_length;
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] = std::max(0.0, best[i] + stride * m_direction[i]);
        if (!caps.empty()) to[i] = std::min(to[i], caps[i]);
    }
}

double VolumeSteps::learn(std::span<const float> gradient, bool is_better, bool is_progress) {
    double old_new = 0, new_new = 0;
    for (std::size_t i = 0; i < m_direction.size(); ++i)
        old_new += m_direction[i] * gradient[i], new_new += double(gradient[i]) * gradient[i];
    // The weight that makes the average shortest, within limits.
    const double curve = new_new - 2 * old_new + m_length;
    const double weight = std::clamp(curve > 0 ? (m_length - old_new) / curve : m_most, m_most / 10, m_most);
    for (std::size_t i = 0; i < m_direction.size(); ++i) m_direction[i] += weight * (gradient[i] - m_direction[i]);
    m_length = squared(m_direction);
    if (++m_steps % steps_per_decay == 0) m_most = std::max(m_most * weight_decay, last_weight);
    m_since_better = is_progress ? 0 : m_since_better + 1;
    if (m_since_better >= m_patience) m_since_better = 0, m_boldness *= shorter;
    if (is_better && old_new > 0) m_boldness = std::min(m_boldness * longer, longest);
    return weight;
}

}  // namespace needsmap::analysis
