#include "population_points.hpp"

#include "csv.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace needsmap::county {
namespace {

constexpr int points_per_area = 5;

class Placer {
public:
    Placer(const Mosaic& mosaic, const SmallAreas& keys) : m_mosaic(mosaic), m_keys(keys), m_members(keys.keys.size()) {
        for (std::size_t p = 0; p < keys.of_parcel.size(); ++p) {
            if (keys.of_parcel[p] >= 0) {
                m_members[keys.of_parcel[p]].push_back(static_cast<int>(p));
            }
        }
    }

    /// Parcels of an area in groups of similar weight, halved and halved again across their longer side.
    std::vector<std::vector<int>> groups(int area) const {
        std::vector<std::vector<int>> out;
        halve(m_members[area], points_per_area, out);
        return out;
    }

    /// The square of the density keeps points off lonely farms where there is a village to live in.
    double weight(int p) const {
        const Parcel& parcel = m_mosaic.parcels[p];
        return parcel.people * parcel.people * parcel.area_m2;
    }

    double weight(const std::vector<int>& group) const {
        double sum = 0.0;
        for (const int p : group) {
            sum += weight(p);
        }
        return sum;
    }

    /// The parcel nearest to the group's mean, and rather one whose neighbours belong to the same area: borders are softened later.
    int heart(const std::vector<int>& group) const {
        Point mean;
        for (const int p : group) {
            mean = mean + (weight(p) / weight(group)) * m_mosaic.parcels[p].seed;
        }
        int best = -1;
        double best_score = std::numeric_limits<double>::max();
        for (const int p : group) {
            const double score = distance(m_mosaic.parcels[p].seed, mean) + (is_inner(p) ? 0.0 : 1e5);
            if (score < best_score) {
                best_score = score;
                best = p;
            }
        }
        return best;
    }

private:
    bool is_inner(int p) const {
        const Parcel& parcel = m_mosaic.parcels[p];
        return std::all_of(parcel.links.begin(), parcel.links.end(),
                           [&](int link) { return m_keys.of_parcel[m_mosaic.links[link].other(p)] == m_keys.of_parcel[p]; });
    }

    void halve(std::vector<int> group, int pieces, std::vector<std::vector<int>>& out) const {
        if (pieces == 1 || group.size() < 2) {
            out.push_back(std::move(group));
            return;
        }
        Point low{1e9, 1e9};
        Point high{0, 0};
        const double lived_in = 0.2 * weight(group) / static_cast<double>(group.size());
        for (const int p : group) {
            if (weight(p) >= lived_in) {
                const Point s = m_mosaic.parcels[p].seed;
                low = {std::min(low.x, s.x), std::min(low.y, s.y)};
                high = {std::max(high.x, s.x), std::max(high.y, s.y)};
            }
        }
        const bool wide = high.x - low.x > high.y - low.y;
        std::sort(group.begin(), group.end(), [&](int a, int b) {
            const Point p = m_mosaic.parcels[a].seed;
            const Point q = m_mosaic.parcels[b].seed;
            return wide ? std::pair(p.x, p.y) < std::pair(q.x, q.y) : std::pair(p.y, p.x) < std::pair(q.y, q.x);
        });
        const int left = pieces / 2;
        const double wanted = weight(group) * left / pieces;
        std::size_t cut = 0;
        for (double sum = 0.0; cut + 1 < group.size() && sum < wanted; ++cut) {
            sum += weight(group[cut]);
        }
        cut = std::max<std::size_t>(cut, 1);
        const auto middle = group.begin() + static_cast<std::ptrdiff_t>(cut);
        halve({group.begin(), middle}, left, out);
        halve({middle, group.end()}, pieces - left, out);
    }

    const Mosaic& m_mosaic;
    const SmallAreas& m_keys;
    std::vector<std::vector<int>> m_members;
};

}  // namespace

std::vector<PopulationPoint> place_points(const Mosaic& mosaic, const SmallAreas& keys, const std::vector<SmallArea>& areas) {
    const Placer placer(mosaic, keys);
    std::vector<PopulationPoint> points;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        const auto groups = placer.groups(static_cast<int>(a));
        std::vector<double> weights;
        for (const auto& group : groups) {
            weights.push_back(placer.weight(group));
        }
        const std::vector<int> people = apportion(areas[a].population, weights);
        for (std::size_t g = 0; g < groups.size(); ++g) {
            const Point p = mosaic.parcels[placer.heart(groups[g])].seed;
            points.push_back({static_cast<int>(a), {std::round(p.x), std::round(p.y)}, people[g]});
        }
    }
    return points;
}

void write_population_points(const std::filesystem::path& folder, const std::vector<PopulationPoint>& points) {
    std::string text = csv_line({"easting", "northing", "people"});
    for (const PopulationPoint& p : points) {
        text += csv_line({std::to_string(std::llround(p.place.x)), std::to_string(std::llround(p.place.y)), std::to_string(p.people)});
    }
    write_file(folder / "population-points.csv", text);
}

}  // namespace needsmap::county
