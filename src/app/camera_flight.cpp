#include "app/camera_flight.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::app {

Camera between(const Camera& from, const Camera& to, double t) {
    if (t <= 0) return from;
    if (t >= 1) return to;
    const double growth = std::log(to.mm_per_m / from.mm_per_m);
    const double scale = from.mm_per_m * std::exp(growth * t);
    // A point p stays at the same place on the page when scale * (p - centre) is constant: the centre is then linear in 1 / scale.
    // With (nearly) equal scales no such point exists and the centre moves evenly.
    constexpr double same_scale = 1e-6;
    const double share = std::abs(growth) < same_scale ? t : (1 / scale - 1 / from.mm_per_m) / (1 / to.mm_per_m - 1 / from.mm_per_m);
    return {from.centre + (to.centre - from.centre) * share, scale};
}

void CameraFlight::jump(const Camera& camera) {
    m_from = m_to = camera;
    m_elapsed = duration_s;
}

void CameraFlight::fly(const Camera& to) {
    m_from = shown();
    m_to = to;
    m_elapsed = m_from == m_to ? duration_s : 0;
}

void CameraFlight::advance(double seconds) { m_elapsed = std::min(duration_s, m_elapsed + std::max(0.0, seconds)); }

Camera CameraFlight::shown() const {
    const double left = 1 - m_elapsed / duration_s;
    return between(m_from, m_to, 1 - left * left * left);  // starts fast and settles: the answer to a click is seen at once
}

}  // namespace needsmap::app
