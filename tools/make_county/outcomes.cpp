#include "outcomes.hpp"

#include "random.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <stdexcept>

namespace needsmap::county {
namespace {

bool is_planned(const Inputs& inputs, const SmallArea& a) {
    return inputs.wards[a.ward].poverty_percent.has_value() || inputs.wards[a.ward].hidden_percent.has_value();
}

bool in_oxford_or_banbury(const Inputs& inputs, const SmallArea& a) {
    const Ward& ward = inputs.wards[a.ward];
    return ward.district == "Oxford" || ward.name.starts_with("Banbury ");
}

void draw_poverty(const Inputs& inputs, std::vector<SmallArea>& areas, int total) {
    double planned = 0.0;
    double background = 0.0;
    for (const SmallArea& a : areas) {
        (is_planned(inputs, a) ? planned : background) += a.children * a.need / 100.0;
    }
    const double scale = (total - planned) / background;
    int got = 0;
    for (SmallArea& a : areas) {
        a.need *= is_planned(inputs, a) ? 1.0 : scale;
        a.children_in_poverty = Random(hash(a.code) ^ 61).binomial(a.children, a.need / 100.0);
        got += a.children_in_poverty;
    }
    // Chance leaves the sum a little off: single children are moved in background wards until it fits.
    Random random(hash("poverty"));
    while (got != total) {
        SmallArea& a = areas[random.below(areas.size())];
        const int step = got < total ? 1 : -1;
        const double excess = a.children_in_poverty - a.children * a.need / 100.0;
        // Only towards what is expected there, so that the correction makes no new extremes.
        if (!is_planned(inputs, a) && excess * step < 0.0) {
            a.children_in_poverty += step;
            got += step;
        }
    }
}

/// Lets `total` events fall on the areas with chances in proportion to the weights, never more than the cap of an area.
void scatter(int total, const std::vector<double>& weights, const std::vector<int>& caps, Random random, std::vector<int>& counts) {
    std::vector<double> upto;
    double sum = 0.0;
    for (const double w : weights) {
        upto.push_back(sum += w);
    }
    while (total > 0) {
        const auto hit = static_cast<std::size_t>(std::upper_bound(upto.begin(), upto.end(), random.unit() * sum) - upto.begin());
        if (hit < counts.size() && weights[hit] > 0.0 && counts[hit] < caps[hit]) {
            ++counts[hit];
            --total;
        }
    }
}

void draw_conceptions(const Inputs& inputs, std::vector<SmallArea>& areas, const Calibration& target) {
    for (std::size_t pool = 0; pool < 3; ++pool) {
        std::vector<double> girls;
        for (const SmallArea& a : areas) {
            girls.push_back(a.girls_15_17 + 0.2 * Random(hash(a.code) ^ (70 + pool)).normal());
        }
        const std::vector<int> years = apportion(target.girl_years[pool], girls);
        std::vector<int> counts(areas.size(), 0);
        for (const bool hot : {true, false}) {
            std::vector<double> weights;
            for (std::size_t i = 0; i < areas.size(); ++i) {
                const bool here = in_oxford_or_banbury(inputs, areas[i]) == hot;
                const double fewer = 1.0 - 0.5 * inputs.wards[areas[i].ward].student_share;
                weights.push_back(here ? years[i] * (9.0 + 1.35 * areas[i].need) * fewer : 0.0);
            }
            const int half = hot ? target.conceptions[pool] / 2 : target.conceptions[pool] - target.conceptions[pool] / 2;
            scatter(half, weights, years, Random(hash("conceptions") ^ (pool * 2 + (hot ? 1 : 0))), counts);
        }
        for (std::size_t i = 0; i < areas.size(); ++i) {
            areas[i].girl_years[pool] = years[i];
            areas[i].conceptions[pool] = counts[i];
        }
    }
}

/// Draws a count per area around `rate(area)`; wards marked for noise get a fixed extreme share instead.
std::vector<int> draw_share(const Inputs& inputs, const std::vector<SmallArea>& areas, const std::string& layer, int total, double extreme,
                            int SmallArea::*base, const std::function<double(const SmallArea&)>& rate) {
    std::vector<int> counts(areas.size(), 0);
    std::vector<int> caps;
    std::vector<double> weights;
    int left = total;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        const SmallArea& a = areas[i];
        const bool noisy = inputs.wards[a.ward].noise_layer == layer;
        counts[i] = noisy ? static_cast<int>(std::lround(extreme * a.*base)) : 0;
        left -= counts[i];
        caps.push_back(a.*base / 2);
        weights.push_back(noisy ? 0.0 : a.*base * rate(a));
    }
    scatter(left, weights, caps, Random(hash(layer)), counts);
    return counts;
}

/// Cells of the obesity table that are not numbers: too few pupils to publish, none at all, or a return that never came.
void set_year6_states(const Inputs& inputs, std::vector<SmallArea>& areas) {
    const std::map<std::string, std::string> states = {
        {"Carfax A", "c"}, {"Carfax B", "z"}, {"Jericho and Osney B", "c"}, {"Kirtlington B", "[x]"}, {"Brightwell A", "c"},
    };
    for (SmallArea& a : areas) {
        const auto found = states.find(a.name);
        a.year6_state = found == states.end() ? "" : found->second;
    }
    (void)inputs;
}

void draw_year6(const Inputs& inputs, std::vector<SmallArea>& areas, const Calibration& target) {
    set_year6_states(inputs, areas);
    std::vector<double> pupils;
    for (const SmallArea& a : areas) {
        pupils.push_back(a.year6_state.empty() ? a.age_10_17 * (1.0 + 0.03 * Random(hash(a.code) ^ 81).normal()) : 0.0);
    }
    const std::vector<int> cohort = apportion(target.year6_pupils, pupils);
    std::vector<double> measured;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        areas[i].year6_pupils = cohort[i];
        measured.push_back(cohort[i] * (1.0 + 0.025 * Random(hash(areas[i].code) ^ 82).normal()));
    }
    const std::vector<int> weighed = apportion(target.year6_measured, measured);
    for (std::size_t i = 0; i < areas.size(); ++i) {
        areas[i].year6_measured = std::min(weighed[i], cohort[i]);
    }
    const std::vector<int> obese = draw_share(inputs, areas, "obesity", target.year6_obese, 0.29, &SmallArea::year6_measured,
                                              [](const SmallArea& a) { return 12.5 + 0.3 * a.need; });
    for (std::size_t i = 0; i < areas.size(); ++i) {
        areas[i].year6_obese = obese[i];
    }
}

void check_bands(const Inputs& inputs, const std::vector<SmallArea>& areas) {
    std::vector<double> poor(inputs.wards.size(), 0.0);
    std::vector<double> all(inputs.wards.size(), 0.0);
    for (const SmallArea& a : areas) {
        poor[a.ward] += a.children_in_poverty;
        all[a.ward] += a.children;
    }
    int tenth = 0;
    int quarter = 0;
    for (std::size_t w = 0; w < poor.size(); ++w) {
        const double percent = 100.0 * poor[w] / all[w];
        tenth += percent >= worst_tenth_percent ? 1 : 0;
        quarter += percent >= worst_quarter_percent && percent < worst_tenth_percent ? 1 : 0;
    }
    if (tenth != 9 || quarter != 16) {
        throw std::runtime_error("make_county: " + std::to_string(tenth) + " wards fall in the worst tenth and " + std::to_string(quarter) +
                                 " more in the worst quarter, not 9 and 16; adjust poverty_percent in wards.csv");
    }
}

}  // namespace

void set_outcomes(const Inputs& inputs, std::vector<SmallArea>& areas, const Calibration& target) {
    draw_poverty(inputs, areas, target.children_in_poverty);
    check_bands(inputs, areas);
    draw_conceptions(inputs, areas, target);
    const std::vector<int> neet = draw_share(inputs, areas, "neet", target.neet, 0.17, &SmallArea::cohort_16_18,
                                             [](const SmallArea& a) { return 2.7 + 0.33 * a.need; });
    for (std::size_t i = 0; i < areas.size(); ++i) {
        areas[i].neet = neet[i];
        const double spread = Random(hash(areas[i].code) ^ 91).normal();
        areas[i].score = std::clamp(4.2 + 0.98 * areas[i].need + (1.6 + 0.05 * areas[i].need) * spread, 0.6, 78.0);
    }
    draw_year6(inputs, areas, target);
}

}  // namespace needsmap::county
