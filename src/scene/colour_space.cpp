#include "scene/colour_space.hpp"

#include <algorithm>
#include <cmath>

namespace needsmap::scene {

namespace {

// Reference white D65, 2 degree observer (CIE 15:2004), and the sRGB matrices (IEC 61966-2-1).
constexpr double white_x = 0.95047, white_y = 1.0, white_z = 1.08883;
constexpr double epsilon = 216.0 / 24389.0, kappa = 24389.0 / 27.0;

double linear_from(std::uint8_t channel) {
    const double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
}
std::uint8_t channel_from(double linear) {
    const double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * std::pow(linear, 1 / 2.4) - 0.055;
    return static_cast<std::uint8_t>(std::lround(std::clamp(c, 0.0, 1.0) * 255));
}
double forward(double t) { return t > epsilon ? std::cbrt(t) : (kappa * t + 16) / 116; }
double backward(double f) { return f * f * f > epsilon ? f * f * f : (116 * f - 16) / kappa; }

}  // namespace

Lab lab_from(Rgba colour) {
    const double r = linear_from(colour.r), g = linear_from(colour.g), b = linear_from(colour.b);
    const double x = forward((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / white_x);
    const double y = forward((0.2126729 * r + 0.7151522 * g + 0.0721750 * b) / white_y);
    const double z = forward((0.0193339 * r + 0.1191920 * g + 0.9503041 * b) / white_z);
    return {116 * y - 16, 500 * (x - y), 200 * (y - z)};
}

Rgba rgba_from(const Lab& lab) {
    const double fy = (lab.lightness + 16) / 116;
    const double x = white_x * backward(fy + lab.a / 500), y = white_y * backward(fy), z = white_z * backward(fy - lab.b / 200);
    return {channel_from(3.2404542 * x - 1.5371385 * y - 0.4985314 * z), channel_from(-0.9692660 * x + 1.8760108 * y + 0.0415560 * z),
            channel_from(0.0556434 * x - 0.2040259 * y + 1.0572252 * z), 255};
}

double colour_distance(Rgba a, Rgba b) {
    const Lab p = lab_from(a), q = lab_from(b);
    return std::hypot(p.lightness - q.lightness, p.a - q.a, p.b - q.b);
}

Rgba mix(Rgba a, Rgba b, double share) {
    const Lab p = lab_from(a), q = lab_from(b);
    return rgba_from(Lab{std::lerp(p.lightness, q.lightness, share), std::lerp(p.a, q.a, share), std::lerp(p.b, q.b, share)});
}

}  // namespace needsmap::scene
