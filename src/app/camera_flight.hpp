// How the camera gets from one view to another: a short, interruptible glide.
#pragma once

#include "app/camera.hpp"

namespace needsmap::app {

/// The view a fraction `t` (0..1) of the way from `from` to `to`. The scale grows evenly in proportion, and the one map point that stands
/// at the same place in both views stays there on the way: zooming about the pointer keeps the point under the pointer.
[[nodiscard]] Camera between(const Camera& from, const Camera& to, double t);

/// A glide in progress. Times are seconds of the session's own clock, so that replays do not depend on the machine.
class CameraFlight {
public:
    /// Shows `camera` at once.
    void jump(const Camera& camera);
    /// Starts from what is on screen now, which may be the middle of another flight.
    void fly(const Camera& to);
    void advance(double seconds);
    [[nodiscard]] Camera shown() const;
    [[nodiscard]] bool is_moving() const { return m_elapsed < duration_s; }

    static constexpr double duration_s = 0.22;  ///< docs of the interface allow 250 ms at most

private:
    Camera m_from, m_to;
    double m_elapsed = duration_s;
};

}  // namespace needsmap::app
