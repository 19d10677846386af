#include "seeds.hpp"

#include "random.hpp"
#include "segments.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace needsmap::county {
namespace {

constexpr double town_grain_m = 125.0;
constexpr double village_grain_m = 165.0;
constexpr double country_grain_m = 330.0;

/// What the ground is like round a place.
struct Ground {
    int territory = -1;  ///< nearest settlement
    double grain_m = country_grain_m;
};

class Sower {
public:
    Sower(const Inputs& inputs, const Polyline& outline) : m_inputs(inputs), m_outline(outline) { survey(); }

    /// Pairs of seeds either side of a line, so that the line runs along the border between them.
    void sow_along(const Polyline& line, bool closed) {
        double until_next = 50.0;
        for (std::size_t i = 0; i + (closed ? 0 : 1) < line.size(); ++i) {
            const Point a = line[i];
            const Point b = line[(i + 1) % line.size()];
            const double length = distance(a, b);
            if (length == 0.0) {
                continue;
            }
            const double grain = std::min(0.55 * ground(a).grain_m, 110.0);
            const Point along = (1.0 / length) * (b - a);
            const Point across = {-along.y, along.x};
            double s = until_next;
            for (; s < length; s += grain) {
                const Point p = a + s * along;
                sow_pair(p + 0.42 * grain * across, p - 0.42 * grain * across, 0.55 * grain);
            }
            until_next = s - length;
        }
    }

    /// Rows of fields or blocks, turned a different way in each territory.
    void sow_fields(const SegmentIndex& keep_clear) {
        for (std::size_t t = 0; t < m_inputs.settlements.size(); ++t) {
            Random random(hash(m_inputs.settlements[t].name));
            const double u = random.between(-1.0, 1.0);
            const Point along = {(1.0 - u * u) / (1.0 + u * u), 2.0 * u / (1.0 + u * u)};
            for (const double grain : {town_grain_m, village_grain_m, country_grain_m}) {
                const double reach = grain == country_grain_m ? 9000.0 : 4500.0;
                sow_rows(static_cast<int>(t), along, grain, reach, keep_clear, random);
            }
        }
    }

    /// A loose ring of parcels outside, so that every border parcel has neighbours on both sides.
    void sow_surroundings(const SegmentIndex& outline) {
        constexpr double grain = 400.0;
        Random random(hash("surroundings"));
        for (double y = m_low.y; y < m_high.y; y += grain) {
            for (double x = m_low.x; x < m_high.x; x += grain) {
                const Point p = {x + random.between(0.0, 150.0), y + random.between(0.0, 150.0)};
                const double d = outline.distance_to(p, 1500.0);
                if (d > 130.0 && d < 1500.0 && !encloses_fast(p) && clear(p, 100.0)) {
                    plant(p);
                }
            }
        }
    }

    std::vector<Parcel> take() { return std::move(m_parcels); }

private:
    static constexpr double survey_step_m = 100.0;

    /// Fills the ground raster once, so that later look-ups are cheap.
    void survey() {
        for (const Point p : m_outline) {
            m_low = {std::min(m_low.x, p.x), std::min(m_low.y, p.y)};
            m_high = {std::max(m_high.x, p.x), std::max(m_high.y, p.y)};
        }
        m_low = m_low - Point{2000.0, 2000.0};
        m_high = m_high + Point{2000.0, 2000.0};
        m_width = static_cast<int>((m_high.x - m_low.x) / survey_step_m) + 1;
        m_height = static_cast<int>((m_high.y - m_low.y) / survey_step_m) + 1;
        m_ground.resize(static_cast<std::size_t>(m_width) * m_height);
        for (int j = 0; j < m_height; ++j) {
            for (int i = 0; i < m_width; ++i) {
                m_ground[static_cast<std::size_t>(j) * m_width + i] =
                    look({m_low.x + (i + 0.5) * survey_step_m, m_low.y + (j + 0.5) * survey_step_m});
            }
        }
    }

    Ground look(Point p) const {
        const Point warped = {p.x + 1500.0 * (noise(p.x, p.y, 1800.0, 11) - 0.5), p.y + 1500.0 * (noise(p.x, p.y, 1800.0, 12) - 0.5)};
        Ground ground;
        double nearest = std::numeric_limits<double>::max();
        bool village = false;
        for (std::size_t s = 0; s < m_inputs.settlements.size(); ++s) {
            const Settlement& settlement = m_inputs.settlements[s];
            const double d = distance(settlement.centre, warped);
            if (d < nearest) {
                nearest = d;
                ground.territory = static_cast<int>(s);
            }
            village |= settlement.population > 0 && distance(settlement.centre, p) < built_up_radius_m(settlement.population) + 350.0;
        }
        bool town = false;
        for (const Ward& ward : m_inputs.wards) {
            town |= (ward.kind == "city" || ward.kind == "major-town") && distance(ward.centre, p) < 1300.0;
        }
        ground.grain_m = town ? town_grain_m : village ? village_grain_m : country_grain_m;
        return ground;
    }

    const Ground& ground(Point p) const {
        const int i = std::clamp(static_cast<int>((p.x - m_low.x) / survey_step_m), 0, m_width - 1);
        const int j = std::clamp(static_cast<int>((p.y - m_low.y) / survey_step_m), 0, m_height - 1);
        return m_ground[static_cast<std::size_t>(j) * m_width + i];
    }

    void sow_rows(int territory, Point along, double grain, double reach, const SegmentIndex& keep_clear, Random& random) {
        const Point centre = m_inputs.settlements[territory].centre;
        const Point across = {-along.y, along.x};
        const double row = 1.18 * grain;
        const double step = 0.85 * grain;
        const int rows = static_cast<int>(reach / row);
        const int steps = static_cast<int>(reach / step);
        for (int j = -rows; j <= rows; ++j) {
            const double shift = random.between(-0.5, 0.5);
            for (int i = -steps; i <= steps; ++i) {
                const double x = (i + shift + random.between(-0.27, 0.27)) * step;
                const double y = (j + random.between(-0.27, 0.27)) * row;
                const Point p = centre + x * along + y * across;
                const Ground& here = ground(p);
                if (here.territory == territory && here.grain_m == grain && encloses_fast(p) &&
                    keep_clear.distance_to(p, 0.42 * grain) >= 0.42 * grain && clear(p, 0.5 * grain)) {
                    plant(p);
                }
            }
        }
    }

    void sow_pair(Point left, Point right, double gap_m) {
        const bool in_left = encloses_fast(left);
        const bool in_right = encloses_fast(right);
        if ((in_left || in_right) && clear(left, gap_m) && clear(right, gap_m)) {
            plant(left);
            plant(right);
        }
    }

    void plant(Point p) {
        // Whole decimetres, so that the seed is the very point that is triangulated.
        p = {std::round(p.x * 10.0) / 10.0, std::round(p.y * 10.0) / 10.0};
        Parcel parcel;
        parcel.seed = p;
        parcel.inside = encloses_fast(p);
        parcel.spacing_m = ground(p).grain_m;
        settle(parcel);
        m_near[near_key(p)].push_back(p);
        m_parcels.push_back(parcel);
    }

    /// Streets and residents: dense in towns, thinner in villages, few in open country.
    void settle(Parcel& parcel) const {
        const Point p = parcel.seed;
        const double ragged = 0.72 + 0.6 * noise(p.x, p.y, 420.0, 21);
        double nearest = 1.0;
        double density = 0.03;
        for (std::size_t s = 0; s < m_inputs.settlements.size(); ++s) {
            const Settlement& settlement = m_inputs.settlements[s];
            if (settlement.population == 0) {
                continue;
            }
            const double share = distance(p, settlement.centre) / (built_up_radius_m(settlement.population) * ragged);
            if (share < nearest) {
                nearest = share;
                parcel.settlement = static_cast<int>(s);
                density = settlement.kind == "village" ? 0.65 : 0.9;
            }
        }
        for (const Ward& ward : m_inputs.wards) {
            const bool town = ward.kind == "city" || ward.kind == "major-town";
            const double radius = ward.kind == "city" ? 740.0 : 800.0;
            const double share = distance(p, ward.centre) / (radius * ragged);
            if (town && share < nearest) {
                nearest = share;
                parcel.settlement = town_of(ward);
                density = 1.0;
            }
        }
        parcel.people = density * (0.6 + 0.8 * noise(p.x, p.y, 600.0, 22));
    }

    int town_of(const Ward& ward) const {
        for (std::size_t s = 0; s < m_inputs.settlements.size(); ++s) {
            const std::string& name = m_inputs.settlements[s].name;
            if (ward.kind == "city" ? name == ward.district : ward.name.starts_with(name)) {
                return static_cast<int>(s);
            }
        }
        return -1;
    }

    bool clear(Point p, double gap_m) const {
        const auto i = static_cast<std::int64_t>(p.x / 200.0);
        const auto j = static_cast<std::int64_t>(p.y / 200.0);
        for (std::int64_t x = i - 1; x <= i + 1; ++x) {
            for (std::int64_t y = j - 1; y <= j + 1; ++y) {
                const auto found = m_near.find(x * 100000 + y);
                if (found != m_near.end() &&
                    std::any_of(found->second.begin(), found->second.end(), [&](Point q) { return distance(p, q) < gap_m; })) {
                    return false;
                }
            }
        }
        return true;
    }

    static std::int64_t near_key(Point p) {
        return static_cast<std::int64_t>(p.x / 200.0) * 100000 + static_cast<std::int64_t>(p.y / 200.0);
    }

    /// Even-odd test against the outline's edges of one kilometre-high band only.
    bool encloses_fast(Point p) {
        if (m_bands.empty()) {
            for (std::size_t i = 0; i < m_outline.size(); ++i) {
                const Point a = m_outline[i];
                const Point b = m_outline[(i + 1) % m_outline.size()];
                for (auto k = band(std::min(a.y, b.y)); k <= band(std::max(a.y, b.y)); ++k) {
                    m_bands[k].push_back({a, b});
                }
            }
        }
        const auto found = m_bands.find(band(p.y));
        bool inside = false;
        if (found != m_bands.end()) {
            for (const auto& [a, b] : found->second) {
                inside ^= (a.y > p.y) != (b.y > p.y) && p.x < a.x + (p.y - a.y) * (b.x - a.x) / (b.y - a.y);
            }
        }
        return inside;
    }

    static int band(double y) { return static_cast<int>(y / 1000.0); }

    const Inputs& m_inputs;
    const Polyline& m_outline;
    Point m_low = {1e9, 1e9};
    Point m_high = {0, 0};
    int m_width = 0;
    int m_height = 0;
    std::vector<Ground> m_ground;
    std::vector<Parcel> m_parcels;
    std::unordered_map<std::int64_t, std::vector<Point>> m_near;
    std::unordered_map<int, std::vector<std::pair<Point, Point>>> m_bands;
};

}  // namespace

std::vector<Parcel> sow(const Inputs& inputs, const Polyline& outline, const std::vector<FineLine>& lines) {
    Sower sower(inputs, outline);
    SegmentIndex keep_clear;
    sower.sow_along(outline, true);
    keep_clear.add(outline, 0, true);
    sower.sow_surroundings(keep_clear);
    for (const char* kind : {"river", "motorway", "main-road", "railway"}) {
        for (const FineLine& line : lines) {
            if (line.kind == kind) {
                sower.sow_along(line.points, false);
                keep_clear.add(line.points, 0, false);
            }
        }
    }
    sower.sow_fields(keep_clear);
    return sower.take();
}

}  // namespace needsmap::county
