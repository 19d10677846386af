// The usual way from degrees to National Grid metres in closed form: Helmert transformation, then transverse Mercator. About five
// times as fast as the general machinery of PROJ, whose parameters it takes and against which it is checked when it is made.
#pragma once

#include <array>
#include <optional>
#include <span>
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
    /// (longitude, latitude) in degrees to (easting, northing) in metres, in place.
    void apply(std::span<MapPoint> points) const;
    [[nodiscard]] MapPoint operator()(MapPoint degrees) const {
        apply(std::span(&degrees, 1));
        return degrees;
    }

private:
    struct Ellipsoid {
        double a = 0;   // semi-major axis, metres
        double b = 0;   // semi-minor axis
        double e2 = 0;  // first eccentricity squared
    };
    static constexpr std::size_t block_size = 64;
    /// Some points between the steps, one array per quantity.
    struct Block {
        using Values = std::array<double, block_size>;
        Values sin_lat, cos_lat, sin_lon, cos_lon;  // as given
        Values tau_c, cos_dlon, sinh_eta;           // on the conformal sphere; dlon is from the central meridian
        Values xi_series, eta_series;               // what Krueger's series adds
    };
    void project_block(Block& block, std::size_t count) const;
    static std::optional<Ellipsoid> ellipsoid_named(const std::string& name);
    void prepare_series(double lat_0, double k_0, double y_0);

    Ellipsoid m_from;
    Ellipsoid m_to;
    std::array<double, 3> m_shift_m{};
    std::array<double, 3> m_rotation_rad{};
    double m_inverse_scale = 1;
    double m_lon_0_deg = 0;
    double m_cos_lon_0 = 1;
    double m_sin_lon_0 = 0;
    double m_e = 0;  // eccentricity of m_to
    std::array<double, 6> m_alpha{};
    double m_rectified_m = 0;  // scale times radius of the rectifying sphere
    double m_false_easting_m = 0;
    double m_northing_at_equator_m = 0;
};

}  // namespace needsmap::geo
