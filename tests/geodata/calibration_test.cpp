// Recomputes every figure that the embedded county is calibrated to. Where the expected numbers come from: geodata/README.md.
#include "table.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <set>

using namespace county_test;

namespace {

struct Share {
    long part = 0;
    long whole = 0;

    double per(double base) const { return base * static_cast<double>(part) / static_cast<double>(whole); }
};

/// Ward totals of two columns of a table by small area.
std::map<std::string, Share> by_ward(const Table& table, const std::string& part, const std::string& whole) {
    const auto ward_of = lookup(read("geodata/small-area-to-ward.csv"), "small_area_code", "ward_code");
    std::map<std::string, Share> wards;
    for (const auto& row : table.rows) {
        const auto a = Table::number(row.at(part));
        const auto b = Table::number(row.at(whole));
        if (a && b) {
            wards[ward_of.at(row.at("code"))].part += *a;
            wards[ward_of.at(row.at("code"))].whole += *b;
        }
    }
    return wards;
}

double county_rate(const Table& table, const std::string& part, const std::string& whole, double per) {
    return per * static_cast<double>(table.sum(part)) / static_cast<double>(table.sum(whole));
}

/// What a report prints: rounded to one decimal.
double printed(double value) { return std::round(value * 10.0) / 10.0; }

}  // namespace

TEST_CASE("the population has the sizes the plans print") {
    const Table t = read("geodata/population.csv");
    CHECK(t.rows.size() == 404);
    CHECK(t.sum("population") == 639800);
    CHECK(t.sum("age_0_19") == 155700);
    CHECK(t.sum("age_0_17") == 132500);
    CHECK(t.sum("age_10_17") == 62700);
    CHECK(t.sum("females_15_17") == 11160);
}

TEST_CASE("the age groups of every small area add up and fit into its population") {
    for (const auto& row : read("geodata/population.csv").rows) {
        const auto n = [&](const std::string& column) { return Table::number(row.at(column)).value(); };
        CAPTURE(row.at("code"));
        CHECK(n("age_0_4") + n("age_5_9") + n("age_10_17") == n("age_0_17"));
        CHECK(n("age_0_17") + n("age_18_19") == n("age_0_19"));
        CHECK(n("age_0_19") < n("population"));
        CHECK(n("age_5_9") > 0);
        // Three of the eight years of age 10-17, one sex: 3/16 = 19 %; a third would be impossible in a real place.
        CHECK(n("females_15_17") < 0.33 * static_cast<double>(n("age_10_17")));
        CHECK(n("households") * 5 > n("population"));
    }
}

TEST_CASE("11.8 per cent of children, more than 13,000, are in poverty") {
    const Table t = read("geodata/children.csv");
    CHECK(t.sum("children_in_poverty") > 13000);
    CHECK(printed(county_rate(t, "children_in_poverty", "children", 100.0)) == doctest::Approx(11.8));
}

TEST_CASE("nine wards lie in the worst tenth for child poverty and sixteen more in the worst quarter") {
    // The lines are those of layers/child-poverty.toml; layers_test.cpp checks that they are the same.
    std::set<std::string> tenth;
    std::set<std::string> quarter;
    for (const auto& [ward, share] : by_ward(read("geodata/children.csv"), "children_in_poverty", "children")) {
        const double percent = share.per(100.0);
        if (percent >= 20.0) {
            (percent >= 30.0 ? tenth : quarter).insert(ward);
        }
    }
    CHECK(tenth.size() == 9);
    CHECK(quarter.size() == 16);

    std::set<std::string> planted_tenth;
    std::set<std::string> planted_quarter;
    for (const auto& row : read("tests/geodata/planted.csv").rows) {
        if (row.at("kind") == "worst-tenth") {
            planted_tenth.insert(row.at("code"));
        } else if (row.at("kind") == "worst-quarter") {
            planted_quarter.insert(row.at("code"));
        }
    }
    CHECK(tenth == planted_tenth);
    CHECK(quarter == planted_quarter);
}

TEST_CASE("the nine worst wards are urban: Oxford, Banbury and Abingdon") {
    const auto district = lookup(read("geodata/ward-lookup.csv"), "ward_code", "district_name");
    for (const auto& row : read("tests/geodata/planted.csv").rows) {
        if (row.at("kind") == "worst-tenth") {
            const std::string& name = row.at("name");
            CHECK((district.at(row.at("code")) == "Oxford" || name.starts_with("Banbury ") || name.starts_with("Abingdon ")));
        }
    }
}

TEST_CASE("under-18 conceptions fall from 31.4 to 29.5 per 1,000, half of them in Oxford and Banbury") {
    const Table t = read("geodata/conceptions.csv");
    CHECK(printed(county_rate(t, "conceptions_1998_2000", "girl_years_1998_2000", 1000.0)) == doctest::Approx(31.4));
    CHECK(printed(county_rate(t, "conceptions_2003_05", "girl_years_2003_05", 1000.0)) == doctest::Approx(29.6));
    CHECK(printed(county_rate(t, "conceptions_2006_08", "girl_years_2006_08", 1000.0)) == doctest::Approx(29.5));

    const Table wards = read("geodata/ward-lookup.csv");
    const auto district = lookup(wards, "ward_code", "district_name");
    const auto name = lookup(wards, "ward_code", "ward_name");
    long hot = 0;
    for (const auto& [ward, share] : by_ward(t, "conceptions_2006_08", "girl_years_2006_08")) {
        hot += district.at(ward) == "Oxford" || name.at(ward).starts_with("Banbury ") ? share.part : 0;
    }
    CHECK(2 * hot == t.sum("conceptions_2006_08"));
}

TEST_CASE("the girl-years of a pool are three years of girls") {
    const double a_year = static_cast<double>(read("geodata/conceptions.csv").sum("girl_years_2006_08")) / 3.0;
    // 11,160 girls a year; the pool's middle year may differ by half a per cent.
    CHECK(a_year == doctest::Approx(11160.0).epsilon(0.005));
}

TEST_CASE("6.5 per cent of about 17,350 young people are not in education, employment or training") {
    const Table t = read("geodata/neet.csv");
    CHECK(t.sum("cohort_16_18") == 17350);
    CHECK(printed(county_rate(t, "neet", "cohort_16_18", 100.0)) == doctest::Approx(6.5));
}

TEST_CASE("15.8 per cent of measured Year 6 pupils are obese and 88.3 per cent of pupils are measured") {
    const Table t = read("geodata/year6.csv");
    CHECK(printed(county_rate(t, "obese", "measured", 100.0)) == doctest::Approx(15.8));
    CHECK(printed(county_rate(t, "measured", "pupils", 100.0)) == doctest::Approx(88.3));
}

TEST_CASE("a few Year 6 cells hold a state instead of a number, the same in the whole row") {
    int states = 0;
    for (const auto& row : read("geodata/year6.csv").rows) {
        const bool number = Table::number(row.at("obese")).has_value();
        CHECK(number == Table::number(row.at("measured")).has_value());
        CHECK(number == Table::number(row.at("pupils")).has_value());
        states += number ? 0 : 1;
        if (number) {
            CHECK(Table::number(row.at("obese")) <= Table::number(row.at("measured")));
            CHECK(Table::number(row.at("measured")) <= Table::number(row.at("pupils")));
        }
    }
    CHECK(states == 5);
}

TEST_CASE("no outcome count exceeds its denominator") {
    const auto fits = [](const std::string& file, const std::string& part, const std::string& whole) {
        for (const auto& row : read(file).rows) {
            CHECK(Table::number(row.at(part)).value() >= 0);
            CHECK(Table::number(row.at(part)).value() <= Table::number(row.at(whole)).value());
        }
    };
    fits("geodata/children.csv", "children_in_poverty", "children");
    fits("geodata/neet.csv", "neet", "cohort_16_18");
    for (const std::string pool : {"1998_2000", "2003_05", "2006_08"}) {
        fits("geodata/conceptions.csv", "conceptions_" + pool, "girl_years_" + pool);
    }
}

TEST_CASE("deprivation scores are skewed between 0 and 80") {
    std::vector<double> scores;
    for (const auto& row : read("geodata/deprivation.csv").rows) {
        scores.push_back(std::stod(row.at("score")));
    }
    std::sort(scores.begin(), scores.end());
    CHECK(scores.front() > 0.0);
    CHECK(scores.back() < 80.0);
    double mean = 0.0;
    for (const double s : scores) {
        mean += s / static_cast<double>(scores.size());
    }
    // Skewed to the right: the mean lies well above the median.
    CHECK(mean > 1.15 * scores[scores.size() / 2]);
    CHECK(scores[scores.size() * 99 / 100] > 3.0 * scores[scores.size() / 2]);
}

TEST_CASE("at least three poor small areas hide in wards that look better than the county") {
    const Table children = read("geodata/children.csv");
    const auto ward_of = lookup(read("geodata/small-area-to-ward.csv"), "small_area_code", "ward_code");
    const auto wards = by_ward(children, "children_in_poverty", "children");
    std::map<std::string, Share> areas;
    for (const auto& row : children.rows) {
        areas[row.at("code")] = {*Table::number(row.at("children_in_poverty")), *Table::number(row.at("children"))};
    }
    int hidden = 0;
    for (const auto& row : read("tests/geodata/planted.csv").rows) {
        if (row.at("kind") == "hidden-poverty") {
            ++hidden;
            CAPTURE(row.at("name"));
            CHECK(areas.at(row.at("code")).per(100.0) > 20.0);
            CHECK(wards.at(ward_of.at(row.at("code"))).per(100.0) < 11.8);
        }
    }
    CHECK(hidden >= 3);
}

TEST_CASE("the wards planted as chance look extreme on few children") {
    const std::map<std::string, std::array<std::string, 3>> tables = {
        {"neet", {"geodata/neet.csv", "neet", "cohort_16_18"}},
        {"obesity-year-6", {"geodata/year6.csv", "obese", "measured"}},
    };
    int count = 0;
    for (const auto& row : read("tests/geodata/planted.csv").rows) {
        if (row.at("kind") == "chance") {
            ++count;
            const auto& [file, part, whole] = tables.at(row.at("layer"));
            const auto wards = by_ward(read(file), part, whole);
            const Share share = wards.at(row.at("code"));
            int worse = 0;
            for (const auto& [ward, other] : wards) {
                worse += other.whole > 0 && other.per(1.0) > share.per(1.0) ? 1 : 0;
            }
            CAPTURE(row.at("name"));
            CHECK(share.whole < 70);
            CHECK(worse < 8);
        }
    }
    CHECK(count >= 4);
}

TEST_CASE("more than half of the people live in settlements of fewer than 10,000") {
    const auto settlement = lookup(read("geodata/settlement-classes.csv"), "code", "settlement");
    const auto size = lookup(read("geodata/settlements.csv"), "name", "population");
    const Table t = read("geodata/population.csv");
    long small = 0;
    for (const auto& row : t.rows) {
        const std::string& name = settlement.at(row.at("code"));
        small += name.empty() || std::stol(size.at(name)) < 10000 ? *Table::number(row.at("population")) : 0;
    }
    CHECK(2 * small > t.sum("population"));
}

TEST_CASE("students make Oxford's 18 and 19 year olds many") {
    const auto wards = by_ward(read("geodata/population.csv"), "age_18_19", "population");
    // Carfax, the city centre; in the county as a whole 23,200 of 639,800 = 3.6 %.
    CHECK(wards.at("E05006547").per(100.0) > 15.0);
}

TEST_CASE("there are 45 Children's Centres, 31 of them open by 2008/09") {
    const Table t = read("geodata/childrens-centres.csv");
    CHECK(t.rows.size() == 45);
    CHECK(std::count_if(t.rows.begin(), t.rows.end(), [](const auto& r) { return std::stoi(r.at("opened")) <= 2008; }) == 31);
    CHECK(std::all_of(t.rows.begin(), t.rows.end(),
                      [](const auto& r) { return std::stoi(r.at("capacity")) > 0 && !r.at("opening").empty(); }));
}

TEST_CASE("there are seven hubs, and 61.1 per cent of play areas are rated good") {
    CHECK(read("geodata/early-intervention-hubs.csv").rows.size() == 7);
    const Table t = read("geodata/play-areas.csv");
    const auto good = std::count_if(t.rows.begin(), t.rows.end(), [](const auto& r) { return r.at("quality") == "good"; });
    CHECK(printed(100.0 * static_cast<double>(good) / static_cast<double>(t.rows.size())) == doctest::Approx(61.1));
}
