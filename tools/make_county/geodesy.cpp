#include "geodesy.hpp"

namespace needsmap::county {
namespace {

constexpr double pi = 3.14159265358979323846;

struct Ellipsoid {
    double a, b;
    double e2() const { return (a * a - b * b) / (a * a); }
};
constexpr Ellipsoid airy = {6377563.396, 6356256.909};
constexpr Ellipsoid wgs84 = {6378137.0, 6356752.3141};

/// National Grid: scale on the central meridian, true origin, false origin.
constexpr double f0 = 0.9996012717;
constexpr double lat0 = 49.0 * pi / 180.0;
constexpr double lon0 = -2.0 * pi / 180.0;
constexpr double east0 = 400000.0;
constexpr double north0 = -100000.0;

/// Length of the meridian from the true origin.
double meridian(double lat) {
    const double n = (airy.a - airy.b) / (airy.a + airy.b);
    const double n2 = n * n;
    const double n3 = n2 * n;
    const double d = lat - lat0;
    const double s = lat + lat0;
    return airy.b * f0 *
           ((1 + n + 1.25 * n2 + 1.25 * n3) * d - (3 * n + 3 * n2 + 2.625 * n3) * std::sin(d) * std::cos(s) +
            (1.875 * n2 + 1.875 * n3) * std::sin(2 * d) * std::cos(2 * s) - 35.0 / 24.0 * n3 * std::sin(3 * d) * std::cos(3 * s));
}

/// Radians on Airy's ellipsoid, series VII to XIIA of the guide.
LonLat on_airy(Point grid) {
    double lat = lat0;
    for (int i = 0; i < 12; ++i) {
        lat += (grid.y - north0 - meridian(lat)) / (airy.a * f0);
    }
    const double e2 = airy.e2();
    const double sine = std::sin(lat);
    const double nu = airy.a * f0 / std::sqrt(1 - e2 * sine * sine);
    const double rho = airy.a * f0 * (1 - e2) / ((1 - e2 * sine * sine) * std::sqrt(1 - e2 * sine * sine));
    const double eta2 = nu / rho - 1;
    const double t = std::tan(lat);
    const double t2 = t * t;
    const double sec = 1 / std::cos(lat);
    const double x = (grid.x - east0) / nu;
    const double x2 = x * x;
    const double shift =
        t / (2 * rho) * nu * x2 * (1 - x2 / 12 * (5 + 3 * t2 + eta2 - 9 * t2 * eta2) + x2 * x2 / 360 * (61 + 90 * t2 + 45 * t2 * t2));
    const double turn = sec * x * (1 - x2 / 6 * (nu / rho + 2 * t2) + x2 * x2 / 120 * (5 + 28 * t2 + 24 * t2 * t2));
    return {lon0 + turn, lat - shift};
}

}  // namespace

LonLat lon_lat(Point grid) {
    const LonLat p = on_airy(grid);
    const double nu = airy.a / std::sqrt(1 - airy.e2() * std::sin(p.lat) * std::sin(p.lat));
    const double x = nu * std::cos(p.lat) * std::cos(p.lon);
    const double y = nu * std::cos(p.lat) * std::sin(p.lon);
    const double z = (1 - airy.e2()) * nu * std::sin(p.lat);
    // OSGB36 to WGS 84: metres, parts per million, seconds of arc.
    constexpr double seconds = pi / 180.0 / 3600.0;
    constexpr double rx = 0.1502 * seconds;
    constexpr double ry = 0.2470 * seconds;
    constexpr double rz = 0.8421 * seconds;
    constexpr double scale = 1 - 20.4894e-6;
    const double wx = 446.448 + scale * x - rz * y + ry * z;
    const double wy = -125.157 + rz * x + scale * y - rx * z;
    const double wz = 542.060 - ry * x + rx * y + scale * z;
    const double flat = std::sqrt(wx * wx + wy * wy);
    double lat = std::atan2(wz, flat * (1 - wgs84.e2()));
    for (int i = 0; i < 6; ++i) {
        const double v = wgs84.a / std::sqrt(1 - wgs84.e2() * std::sin(lat) * std::sin(lat));
        lat = std::atan2(wz + wgs84.e2() * v * std::sin(lat), flat);
    }
    return {std::atan2(wy, wx) * 180.0 / pi, lat * 180.0 / pi};
}

std::string fixed(double value, int decimals) {
    long long power = 1;
    for (int i = 0; i < decimals; ++i) {
        power *= 10;
    }
    const long long scaled = std::llround(value * static_cast<double>(power));
    const long long magnitude = scaled < 0 ? -scaled : scaled;
    std::string rest = std::to_string(magnitude % power);
    rest.insert(0, static_cast<std::size_t>(decimals) - rest.size(), '0');
    return (scaled < 0 ? "-" : "") + std::to_string(magnitude / power) + "." + rest;
}

}  // namespace needsmap::county
