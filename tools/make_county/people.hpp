// Who lives in each small area and how they fare: synthetic whole numbers that add up to the figures the plans print.
#pragma once

#include "regions.hpp"

#include <array>
#include <string>
#include <vector>

namespace needsmap::county {

/// The county's figures that the small areas must add up to; geodata/README.md says where each comes from.
struct Calibration {
    int population = 639800;
    int households = 256000;
    int age_0_4 = 36400;
    int age_10_17 = 62700;
    int age_0_17 = 132500;
    int age_18_19 = 23200;  // 132,500 + 23,200 = 155,700 aged 0-19
    int girls_15_17 = 11160;
    int children = 111900;  // in families that count for child poverty
    int children_in_poverty = 13204;
    std::array<int, 3> girl_years = {32100, 33000, 33490};  // 1998-2000, 2003-05, 2006-08
    std::array<int, 3> conceptions = {1008, 978, 988};
    int cohort_16_18 = 17350;
    int neet = 1128;
    int year6_pupils = 20702;  // three school years
    int year6_measured = 18280;
    int year6_obese = 2888;
};

/// One small area with everything that is published about it.
struct SmallArea {
    std::string code;
    std::string name;
    int ward = -1;
    Point heart;  ///< where its people live on average, inside it
    int settlement = -1;
    double need = 0.0;  ///< expected per cent of children in poverty; not published
    bool hidden = false;
    int population = 0;
    int households = 0;
    int age_0_4 = 0;
    int age_10_17 = 0;
    int age_0_17 = 0;
    int age_18_19 = 0;
    int girls_15_17 = 0;
    int children = 0;
    int children_in_poverty = 0;
    std::array<int, 3> girl_years{};
    std::array<int, 3> conceptions{};
    int cohort_16_18 = 0;
    int neet = 0;
    int year6_pupils = 0;
    int year6_measured = 0;
    int year6_obese = 0;
    std::string year6_state;  ///< cell text instead of the three numbers, when not empty
    double score = 0.0;       ///< deprivation, 0 to 80
};

/// Fills every small area. Throws std::runtime_error when a figure cannot be met.
std::vector<SmallArea> people_the_county(const Mosaic& mosaic, const Inputs& inputs, const SmallAreas& areas, const Calibration& target);

/// Whole numbers in proportion to the weights that add up to the total (largest remainders).
std::vector<int> apportion(int total, const std::vector<double>& weights);

/// Residents of a settlement: the given number, or the sum over its small areas.
int settlement_population(const Inputs& inputs, const std::vector<SmallArea>& areas, int settlement);

}  // namespace needsmap::county
