#include "people.hpp"

#include "outcomes.hpp"
#include "random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>

namespace needsmap::county {
namespace {

double about(std::uint64_t seed, double spread) {
    return std::clamp(1.0 + spread * Random(seed).normal(), 1.0 - 2.5 * spread, 1.0 + 2.5 * spread);
}

/// Names, hearts and settlements, and the relative number of residents of each small area.
std::vector<double> place_people(const Mosaic& mosaic, const Inputs& inputs, const SmallAreas& keys, std::vector<SmallArea>& areas) {
    std::vector<double> people(areas.size(), 0.0);
    std::vector<Point> sum(areas.size());
    std::vector<std::map<int, double>> streets(areas.size());
    for (std::size_t p = 0; p < mosaic.parcels.size(); ++p) {
        const int a = keys.of_parcel[p];
        if (a >= 0) {
            const Parcel& parcel = mosaic.parcels[p];
            const double weight = parcel.people * parcel.area_m2;
            people[a] += weight;
            sum[a] = sum[a] + weight * parcel.seed;
            streets[a][parcel.settlement] += weight;
        }
    }
    std::vector<double> nearest(areas.size(), std::numeric_limits<double>::max());
    for (std::size_t p = 0; p < mosaic.parcels.size(); ++p) {
        const int a = keys.of_parcel[p];
        if (a >= 0) {
            const double d = distance(mosaic.parcels[p].seed, (1.0 / people[a]) * sum[a]);
            if (d < nearest[a]) {
                nearest[a] = d;
                areas[a].heart = mosaic.parcels[p].seed;
            }
        }
    }
    std::map<int, double> ward_people;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        areas[a].ward = keys.keys[a].ward;
        const Ward& ward = inputs.wards[areas[a].ward];
        const char letter = static_cast<char>('A' + keys.keys[a].number);
        areas[a].code = "NM" + ward.code.substr(5) + letter;
        areas[a].name = ward.small_areas == 1 ? ward.name : ward.name + " " + letter;
        ward_people[areas[a].ward] += people[a];
        for (const auto& [settlement, weight] : streets[a]) {
            if (settlement >= 0 && weight > 0.5 * people[a]) {
                areas[a].settlement = settlement;
            }
        }
    }
    std::vector<double> weights;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        const Ward& ward = inputs.wards[areas[a].ward];
        const double share = people[a] / ward_people[areas[a].ward] * ward.small_areas;
        // Town wards a little below their share of small areas: over half the county lives in settlements of fewer than 10,000.
        const double town = ward.kind == "rural" ? 1.05 : 0.96;
        weights.push_back(std::clamp(share, 0.62, 1.5) * town * about(hash(ward.code) ^ 41, 0.06));
    }
    return weights;
}

/// Gives every small area its share of a county total.
template <class Weight>
void share_out(std::vector<SmallArea>& areas, int SmallArea::*member, int total, Weight&& weight) {
    std::vector<double> weights;
    for (const SmallArea& area : areas) {
        weights.push_back(weight(area));
    }
    const std::vector<int> counts = apportion(total, weights);
    for (std::size_t a = 0; a < areas.size(); ++a) {
        areas[a].*member = counts[a];
    }
}

void set_ages(const Inputs& inputs, std::vector<SmallArea>& areas, const Calibration& target) {
    const auto students = [&](const SmallArea& a) { return inputs.wards[a.ward].student_share; };
    share_out(areas, &SmallArea::households, target.households,
              [&](const SmallArea& a) { return a.population * about(hash(a.code) ^ 1, 0.05) * (1.0 - 0.4 * students(a)); });
    share_out(areas, &SmallArea::age_0_17, target.age_0_17, [&](const SmallArea& a) {
        return a.population * (1.0 - students(a)) * about(hash(a.code) ^ 2, 0.09) * (0.93 + 0.006 * a.need);
    });
    share_out(areas, &SmallArea::age_18_19, target.age_18_19, [&](const SmallArea& a) {
        return a.population * ((1.0 - students(a)) * 0.024 + students(a) * 0.4) * about(hash(a.code) ^ 3, 0.08);
    });
    share_out(areas, &SmallArea::age_0_4, target.age_0_4, [&](const SmallArea& a) {
        const std::string& kind = inputs.wards[a.ward].kind;
        const double young = kind == "city" ? 1.14 : kind == "major-town" ? 1.08 : 0.94;
        return a.age_0_17 * young * about(hash(a.code) ^ 4, 0.08);
    });
    share_out(areas, &SmallArea::age_10_17, target.age_10_17,
              [&](const SmallArea& a) { return (a.age_0_17 - a.age_0_4) * about(hash(a.code) ^ 5, 0.05); });
    share_out(areas, &SmallArea::girls_15_17, target.girls_15_17,
              [](const SmallArea& a) { return a.age_10_17 * about(hash(a.code) ^ 6, 0.06); });
    share_out(areas, &SmallArea::children, target.children, [](const SmallArea& a) { return a.age_0_17 * about(hash(a.code) ^ 7, 0.02); });
    share_out(areas, &SmallArea::cohort_16_18, target.cohort_16_18,
              [](const SmallArea& a) { return a.age_10_17 * about(hash(a.code) ^ 8, 0.05); });
}

/// Expected poverty per small area before scaling: planned wards as planned, the others from a smooth background.
void set_need(const Inputs& inputs, std::vector<SmallArea>& areas) {
    std::map<int, std::vector<std::size_t>> by_ward;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        by_ward[areas[a].ward].push_back(a);
    }
    for (const auto& [w, members] : by_ward) {
        const Ward& ward = inputs.wards[w];
        const double lift = ward.kind == "rural" ? 0.0 : ward.kind == "town" ? 2.5 : 3.0;
        const double background = 4.0 + lift + 4.0 * noise(ward.centre.x, ward.centre.y, 9000.0, 51);
        const double mean = ward.poverty_percent.value_or(background);
        double got = 0.0;
        for (const std::size_t a : members) {
            areas[a].need = mean * about(hash(areas[a].code) ^ 9, mean > 20.0 ? 0.16 : 0.3);
            got += areas[a].need * areas[a].population;
        }
        const double people =
            std::accumulate(members.begin(), members.end(), 0.0, [&](double s, std::size_t a) { return s + areas[a].population; });
        for (const std::size_t a : members) {
            areas[a].need *= mean * people / got;
        }
        if (ward.hidden_percent) {
            // The pocket is the smallest of the ward's villages, so that the ward's average hides it.
            const std::size_t pocket = *std::min_element(members.begin(), members.end(), [&](std::size_t a, std::size_t b) {
                const bool village_a = areas[a].settlement >= 0;
                const bool village_b = areas[b].settlement >= 0;
                return village_a != village_b ? village_a : areas[a].population < areas[b].population;
            });
            for (const std::size_t a : members) {
                areas[a].need = 2.4;
            }
            areas[pocket].need = *ward.hidden_percent;
            areas[pocket].hidden = true;
        }
    }
}

}  // namespace

std::vector<int> apportion(int total, const std::vector<double>& weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<int> counts;
    std::vector<std::pair<double, std::size_t>> rest;
    int given = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double exact = total * weights[i] / sum;
        counts.push_back(static_cast<int>(std::floor(exact)));
        given += counts.back();
        rest.push_back({-(exact - counts.back()), i});
    }
    std::sort(rest.begin(), rest.end());
    for (int k = 0; k < total - given; ++k) {
        ++counts[rest[static_cast<std::size_t>(k)].second];
    }
    return counts;
}

int settlement_population(const Inputs& inputs, const std::vector<SmallArea>& areas, int settlement) {
    if (inputs.settlements[settlement].population > 0) {
        return inputs.settlements[settlement].population;
    }
    return std::accumulate(areas.begin(), areas.end(), 0,
                           [&](int sum, const SmallArea& a) { return sum + (a.settlement == settlement ? a.population : 0); });
}

std::vector<SmallArea> people_the_county(const Mosaic& mosaic, const Inputs& inputs, const SmallAreas& keys, const Calibration& target) {
    std::vector<SmallArea> areas(keys.keys.size());
    const std::vector<double> weights = place_people(mosaic, inputs, keys, areas);
    const std::vector<int> counts = apportion(target.population, weights);
    for (std::size_t a = 0; a < areas.size(); ++a) {
        areas[a].population = counts[a];
    }
    set_need(inputs, areas);
    set_ages(inputs, areas, target);
    set_outcomes(inputs, areas, target);
    return areas;
}

}  // namespace needsmap::county
