// Sources: C. F. F. Karney, "Transverse Mercator with an accuracy of a few nanometers", J. Geodesy 85 (2011), equations 7 to 12 and
// 35 (Krueger's series to sixth order); B. R. Bowring, "Transformation from spatial to geographical coordinates", Survey Review 23
// (1976); Ordnance Survey, "A guide to coordinate systems in Great Britain" (Helmert). The Helmert step is undone as PROJ undoes
// it, with the transposed small-angle matrix, which differs from the exact inverse by about a millimetre.
#include "geo/grid_projection.hpp"

#include <cmath>
#include <map>
#include <numbers>
#include <sstream>
#include <vector>

namespace needsmap::geo {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double arc_second = degree / 3600;

using Step = std::map<std::string, std::string>;

/// "+proj=pipeline +step +inv +proj=helmert +x=1" -> [{proj: pipeline}, {inv: "", proj: helmert, x: 1}].
std::vector<Step> steps_of(const std::string& pipeline) {
    std::vector<Step> steps(1);
    std::istringstream words(pipeline);
    for (std::string word; words >> word;) {
        if (word == "+step") {
            steps.emplace_back();
            continue;
        }
        const std::size_t start = word.starts_with('+') ? 1 : 0;
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos) {
            steps.back()[word.substr(start)] = "";
        } else {
            steps.back()[word.substr(start, equals - start)] = word.substr(equals + 1);
        }
    }
    return steps;
}

/// True when the step is `proj`, inverted or not as asked, and names nothing beyond `keys`.
bool is_step(const Step& step, const std::string& proj, bool inverse, const std::vector<std::string>& keys) {
    const auto found = step.find("proj");
    if (found == step.end() || found->second != proj || step.contains("inv") != inverse) return false;
    for (const std::string& key : keys)
        if (!step.contains(key)) return false;
    return step.size() == 1 + keys.size() + (inverse ? 1 : 0);
}

double number(const Step& step, const std::string& key) {
    double value = std::nan("");
    std::istringstream text(step.at(key));
    text.imbue(std::locale::classic());
    text >> value;
    return value;
}

/// tan of the conformal latitude from tan of the geodetic one (Karney, equations 7 to 9). The series of atanh and sinh are cut
/// where their next term is below 1e-16: e sin(lat) <= 0.082.
inline double conformal_tan(double tau, double e) {
    const double root = std::sqrt(1 + tau * tau);
    const double x = e * tau / root;
    const double x2 = x * x;
    const double atanh_x =
        x * (1 + x2 * (1. / 3 + x2 * (1. / 5 + x2 * (1. / 7 + x2 * (1. / 9 + x2 * (1. / 11 + x2 * (1. / 13 + x2 / 15)))))));
    const double y = e * atanh_x;
    const double y2 = y * y;
    const double sigma = y * (1 + y2 / 6 * (1 + y2 / 20));
    return tau * std::sqrt(1 + sigma * sigma) - sigma * root;
}

}  // namespace

std::optional<GridProjection::Ellipsoid> GridProjection::ellipsoid_named(const std::string& name) {
    // Semi-major axis and inverse flattening from the EPSG registry (7030, 7019, 7001).
    const auto by_flattening = [](double a, double inverse_f) {
        const double f = 1 / inverse_f;
        return Ellipsoid{a, a * (1 - f), f * (2 - f)};
    };
    if (name == "WGS84") return by_flattening(6378137.0, 298.257223563);
    if (name == "GRS80") return by_flattening(6378137.0, 298.257222101);
    if (name == "airy") return by_flattening(6377563.396, 299.3249646);
    return std::nullopt;
}

std::optional<GridProjection> GridProjection::from_pipeline(const std::string& pipeline) {
    const std::vector<Step> s = steps_of(pipeline);
    const bool known =
        s.size() == 8 && is_step(s[0], "pipeline", false, {}) && is_step(s[1], "unitconvert", false, {"xy_in", "xy_out"}) &&
        s[1].at("xy_in") == "deg" && s[1].at("xy_out") == "rad" && is_step(s[2], "push", false, {"v_3"}) &&
        is_step(s[3], "cart", false, {"ellps"}) && is_step(s[4], "helmert", true, {"x", "y", "z", "rx", "ry", "rz", "s", "convention"}) &&
        s[4].at("convention") == "position_vector" && is_step(s[5], "cart", true, {"ellps"}) && is_step(s[6], "pop", false, {"v_3"}) &&
        is_step(s[7], "tmerc", false, {"lat_0", "lon_0", "k", "x_0", "y_0", "ellps"}) && s[7].at("ellps") == s[5].at("ellps");
    if (!known) return std::nullopt;
    const std::optional<Ellipsoid> from = ellipsoid_named(s[3].at("ellps"));
    const std::optional<Ellipsoid> to = ellipsoid_named(s[5].at("ellps"));
    if (!from || !to) return std::nullopt;

    GridProjection p;
    p.m_from = *from;
    p.m_to = *to;
    p.m_shift_m = {number(s[4], "x"), number(s[4], "y"), number(s[4], "z")};
    p.m_rotation_rad = {number(s[4], "rx") * arc_second, number(s[4], "ry") * arc_second, number(s[4], "rz") * arc_second};
    p.m_inverse_scale = 1 / (1 + number(s[4], "s") * 1e-6);
    p.m_lon_0_deg = number(s[7], "lon_0");
    p.m_cos_lon_0 = std::cos(p.m_lon_0_deg * degree);
    p.m_sin_lon_0 = std::sin(p.m_lon_0_deg * degree);
    p.m_false_easting_m = number(s[7], "x_0");
    p.prepare_series(number(s[7], "lat_0") * degree, number(s[7], "k"), number(s[7], "y_0"));
    return p;
}

void GridProjection::prepare_series(double lat_0, double k_0, double y_0) {
    m_e = std::sqrt(m_to.e2);
    const double n = (m_to.a - m_to.b) / (m_to.a + m_to.b);
    const double n2 = n * n, n3 = n2 * n, n4 = n3 * n, n5 = n4 * n, n6 = n5 * n;
    m_alpha = {n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180 - 127 * n5 / 288 + 7891 * n6 / 37800,
               13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440 + 281 * n5 / 630 - 1983433 * n6 / 1935360,
               61 * n3 / 240 - 103 * n4 / 140 + 15061 * n5 / 26880 + 167603 * n6 / 181440,
               49561 * n4 / 161280 - 179 * n5 / 168 + 6601661 * n6 / 7257600,
               34729 * n5 / 80640 - 3418889 * n6 / 1995840,
               212378941 * n6 / 319334400};
    m_rectified_m = k_0 * m_to.a / (1 + n) * (1 + n2 / 4 + n4 / 64 + n6 / 256);
    const double chi = std::atan(conformal_tan(std::tan(lat_0), m_e));
    double xi = chi;
    for (int j = 1; j <= 6; ++j) xi += m_alpha[static_cast<std::size_t>(j - 1)] * std::sin(2 * j * chi);
    m_northing_at_equator_m = y_0 - m_rectified_m * xi;
}

bool GridProjection::covers(MapPoint degrees) const { return std::abs(degrees.x - m_lon_0_deg) < 10 && degrees.y > 40 && degrees.y < 70; }

/// Everything between the sines of the given angles and the two inverse functions at the end. Free of calls and of dependencies
/// between points, so that the processor works on several at once; that halves the time.
void GridProjection::project_block(Block& block, std::size_t count) const {
    const auto [rx, ry, rz] = m_rotation_rad;
    const double second_e2_b = m_to.e2 / (1 - m_to.e2) * m_to.b;
    for (std::size_t i = 0; i < count; ++i) {
        // Degrees to geocentric metres, height 0.
        const double normal = m_from.a / std::sqrt(1 - m_from.e2 * block.sin_lat[i] * block.sin_lat[i]);
        // Back through the Helmert transformation: transposed small-angle rotation of the shifted, rescaled vector.
        const double u = (normal * block.cos_lat[i] * block.cos_lon[i] - m_shift_m[0]) * m_inverse_scale;
        const double v = (normal * block.cos_lat[i] * block.sin_lon[i] - m_shift_m[1]) * m_inverse_scale;
        const double w = (normal * (1 - m_from.e2) * block.sin_lat[i] - m_shift_m[2]) * m_inverse_scale;
        const double x = u + rz * v - ry * w;
        const double y = v - rz * u + rx * w;
        const double z = w + ry * u - rx * v;
        // Geocentric to the tangent of the latitude on the other ellipsoid (Bowring); the height is not wanted.
        const double p = std::sqrt(x * x + y * y);
        const double reduced_y = z * m_to.a, reduced_x = p * m_to.b;
        const double inverse_reduced = 1 / std::sqrt(reduced_x * reduced_x + reduced_y * reduced_y);
        const double sin_r = reduced_y * inverse_reduced, cos_r = reduced_x * inverse_reduced;
        const double tau = (z + second_e2_b * sin_r * sin_r * sin_r) / (p - m_to.e2 * m_to.a * cos_r * cos_r * cos_r);
        // Transverse Mercator: longitude from the central meridian by rotation, then Krueger's series summed by Clenshaw's rule.
        const double cos_dlon = (x * m_cos_lon_0 + y * m_sin_lon_0) / p;
        const double sin_dlon = (y * m_cos_lon_0 - x * m_sin_lon_0) / p;
        const double tau_c = conformal_tan(tau, m_e);
        const double inverse_h = 1 / std::sqrt(tau_c * tau_c + cos_dlon * cos_dlon);
        const double sin_xi = tau_c * inverse_h, cos_xi = cos_dlon * inverse_h;
        const double sinh_eta = sin_dlon * inverse_h, cosh_eta = std::sqrt(1 + sinh_eta * sinh_eta);
        const double sin_2xi = 2 * sin_xi * cos_xi, cos_2xi = 1 - 2 * sin_xi * sin_xi;
        const double sinh_2eta = 2 * sinh_eta * cosh_eta, cosh_2eta = 1 + 2 * sinh_eta * sinh_eta;
        // Complex numbers by hand: std::complex multiplication checks for infinities and is several times slower.
        const double sr = sin_2xi * cosh_2eta, si = cos_2xi * sinh_2eta;
        const double cr = 2 * cos_2xi * cosh_2eta, ci = -2 * sin_2xi * sinh_2eta;
        double br = 0, bi = 0, next_r = 0, next_i = 0;
        for (std::size_t j = m_alpha.size(); j-- > 0;) {
            const double re = m_alpha[j] + cr * br - ci * bi - next_r;
            const double im = cr * bi + ci * br - next_i;
            next_r = br, next_i = bi, br = re, bi = im;
        }
        block.tau_c[i] = tau_c;
        block.cos_dlon[i] = cos_dlon;
        block.sinh_eta[i] = sinh_eta;
        block.xi_series[i] = sr * br - si * bi;
        block.eta_series[i] = sr * bi + si * br;
    }
}

void GridProjection::apply(std::span<MapPoint> points) const {
    Block block;
    for (std::size_t first = 0; first < points.size(); first += block_size) {
        const std::span<MapPoint> some = points.subspan(first, std::min(block_size, points.size() - first));
        for (std::size_t i = 0; i < some.size(); ++i) {
            const double lat = some[i].y * degree, lon = some[i].x * degree;
            block.sin_lat[i] = std::sin(lat), block.cos_lat[i] = std::cos(lat);
            block.sin_lon[i] = std::sin(lon), block.cos_lon[i] = std::cos(lon);
        }
        project_block(block, some.size());
        for (std::size_t i = 0; i < some.size(); ++i) {
            const double xi = std::atan2(block.tau_c[i], block.cos_dlon[i]) + block.xi_series[i];
            const double eta = std::asinh(block.sinh_eta[i]) + block.eta_series[i];
            some[i] = {m_false_easting_m + m_rectified_m * eta, m_northing_at_equator_m + m_rectified_m * xi};
        }
    }
}

}  // namespace needsmap::geo
