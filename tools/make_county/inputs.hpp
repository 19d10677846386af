// The tables the county is made from: read once, checked, and handed on as plain values.
#pragma once

#include "geometry.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace needsmap::county {

struct Ward {
    std::string code;
    std::string name;
    std::string district_code;
    std::string district;
    std::string locality;  ///< code of its locality
    std::string kind;      ///< city, major-town, town or rural
    int small_areas = 0;
    Point centre;
    std::optional<double> poverty_percent;  ///< planned; blank wards are drawn from the background
    double student_share = 0.0;             ///< share of residents who are students
    std::optional<double> hidden_percent;   ///< plants one poor small area of this poverty in a well-off ward
    std::string noise_layer;                ///< neet or obesity: plants a rate that is extreme by chance
};

struct Locality {
    std::string code;
    std::string name;
    std::string area_code;
    std::string area;
};

struct Settlement {
    std::string name;
    Point centre;
    std::string kind;    ///< city, major-town, market-town or village
    int population = 0;  ///< 0: counted from the small areas
};

/// A river, road or railway, with its rough points still far apart.
struct Line {
    std::string kind;
    std::string name;
    Polyline points;
};

/// One row of a hand-written table of services; the program finds it a position.
struct ServicePlan {
    std::string file;  ///< childrens-centres, early-intervention-hubs, youth-centres, sexual-health-services or schools
    std::string name;
    std::string ward;  ///< name of the ward it stands in
    int opened = 0;
    int capacity = 0;
    std::string hours;
    std::string note;
};

struct Inputs {
    std::vector<Ward> wards;
    std::vector<Locality> localities;
    std::vector<Settlement> settlements;
    std::vector<Line> lines;
    std::vector<ServicePlan> services;
    Polyline outline;
};

/// Reads the tables of a folder. Throws std::runtime_error naming file and row.
Inputs read_inputs(const std::filesystem::path& folder);

}  // namespace needsmap::county
