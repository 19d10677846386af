// The usual way from degrees to National Grid metres in closed form: Helmert transformation, then transverse Mercator. About five
// times as fast as the general machinery of PROJ, whose parameters it takes and against which it is checked when it is made.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "geo/spaces.hpp"

namespace needsmap::geo {

class GridProjection {
public:
    /// Reads a PROJ pipeline of exactly the form degrees -> geocentric -> inverse 7-parameter Helmert -> geodetic -> tmerc.
    /// nullopt for every other pipeline: then PROJ itself has to do the work.
    [[nodiscard]] static std::optional<GridProjection> from_pipeline(const std::string& pipeline);

    /// True where the formulas are accurate to well under a millimetre: within 10 degrees of the central meridian, 40 to 70 north.
    [[nodiscard]] bool covers(MapPoint degrees) const;
    /// (longitude, latitude) in degrees to (easting, northing) in metres.
    [[nodiscard]] MapPoint operator()(MapPoint degrees) const;

private:
    struct Ellipsoid {
        double a = 0;   // semi-major axis, metres
        double b = 0;   // semi-minor axis
        double e2 = 0;  // first eccentricity squared
    };
    static std::optional<Ellipsoid> ellipsoid_named(const std::string& name);
    void prepare_series(double lat_0, double k_0, double y_0);

    Ellipsoid m_from;
    Ellipsoid m_to;
    std::array<double, 3> m_shift_m{};
    std::array<double, 3> m_rotation_rad{};
    double m_scale = 1;
    double m_lon_0_deg = 0;
    double m_cos_lon_0 = 1;
    double m_sin_lon_0 = 0;
    double m_e = 0;             // eccentricity of m_to
    std::array<double, 6> m_alpha{};
    double m_rectified_m = 0;   // scale times radius of the rectifying sphere
    double m_false_easting_m = 0;
    double m_northing_at_equator_m = 0;
};

}  // namespace needsmap::geo
