#include "services.hpp"

#include "csv.hpp"
#include "random.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

namespace needsmap::county {
namespace {

constexpr int play_areas = 180;
constexpr int good_play_areas = 110;  // 61.1 %

class Sites {
public:
    Sites(const Mosaic& mosaic, const Inputs& inputs, const SmallAreas& keys, const std::vector<SmallArea>& areas)
        : m_mosaic(mosaic), m_inputs(inputs), m_keys(keys), m_areas(areas) {}

    /// A lived-in spot of a ward: in the settlement that the service is named after if it reaches into the ward, else in any settlement,
    /// and there in the small area where the need is greatest.
    Point in_ward(const std::string& ward, const std::string& what) const {
        int best = -1;
        double best_score = -1.0;
        for (std::size_t a = 0; a < m_areas.size(); ++a) {
            const int settlement = m_areas[a].settlement;
            const bool named = settlement >= 0 && what.starts_with(m_inputs.settlements[settlement].name.substr(0, 5));
            const double score = m_areas[a].need + (settlement >= 0 ? 1000.0 : 0.0) + (named ? 1000.0 : 0.0);
            if (m_inputs.wards[m_areas[a].ward].name == ward && score > best_score) {
                best = static_cast<int>(a);
                best_score = score;
            }
        }
        if (best < 0) {
            throw std::runtime_error("make_county: services.csv names no known ward in '" + ward + "'");
        }
        return in_area(best, what);
    }

    /// A lived-in spot of a small area: the same one for the same name.
    Point in_area(int area, const std::string& what) const {
        std::vector<int> parcels;
        double total = 0.0;
        for (std::size_t p = 0; p < m_keys.of_parcel.size(); ++p) {
            if (m_keys.of_parcel[p] == area) {
                parcels.push_back(static_cast<int>(p));
                total += weight(static_cast<int>(p));
            }
        }
        Random random(hash(what));
        double at = random.unit() * total;
        for (const int p : parcels) {
            at -= weight(p);
            if (at <= 0.0) {
                const double shift = 0.15 * m_mosaic.parcels[p].spacing_m;
                return m_mosaic.parcels[p].seed + Point{random.between(-shift, shift), random.between(-shift, shift)};
            }
        }
        return m_areas[area].heart;
    }

    /// The small area a point lies in.
    int area_at(Point p) const { return m_keys.of_parcel[m_mosaic.nearest(p)]; }

private:
    /// Services stand among houses: the square of the density keeps them off lonely farms.
    double weight(int p) const {
        const Parcel& parcel = m_mosaic.parcels[p];
        return parcel.people * parcel.people * parcel.area_m2;
    }

    const Mosaic& m_mosaic;
    const Inputs& m_inputs;
    const SmallAreas& m_keys;
    const std::vector<SmallArea>& m_areas;
};

std::string whole(double v) { return std::to_string(std::llround(v)); }

std::string identifier(const std::string& prefix, std::size_t number) {
    const std::string digits = std::to_string(number);
    return prefix + "-" + std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits;
}

void write_planned(const std::filesystem::path& folder, const Inputs& inputs, const Sites& sites) {
    struct Kind {
        const char* file;
        const char* prefix;
        std::vector<std::string> columns;
    };
    const std::vector<Kind> kinds = {
        {"childrens-centres", "CC", {"capacity", "opening", "opened"}},
        {"early-intervention-hubs", "EIH", {"opening", "opened"}},
        {"youth-centres", "YC", {"opening", "friday_evening", "saturday_evening"}},
        {"sexual-health-services", "SHS", {"opening", "open_in_holidays"}},
    };
    for (const Kind& kind : kinds) {
        std::vector<std::string> header{"id", "name", "easting", "northing"};
        header.insert(header.end(), kind.columns.begin(), kind.columns.end());
        std::string text = csv_line(header);
        std::size_t number = 0;
        for (const ServicePlan& plan : inputs.services) {
            if (plan.file != kind.file) {
                continue;
            }
            const Point p = sites.in_ward(plan.ward, plan.name);
            const auto space = plan.note.find(' ');
            const std::map<std::string, std::string> cells = {
                {"capacity", std::to_string(plan.capacity)},
                {"opening", plan.hours},
                {"opened", std::to_string(plan.opened)},
                {"open_in_holidays", plan.note},
                {"friday_evening", plan.note.substr(0, space)},
                {"saturday_evening", space == std::string::npos ? "" : plan.note.substr(space + 1)},
            };
            std::vector<std::string> row{identifier(kind.prefix, ++number), plan.name, whole(p.x), whole(p.y)};
            for (const std::string& column : kind.columns) {
                row.push_back(cells.at(column));
            }
            text += csv_line(row);
        }
        write_file(folder / (std::string(kind.file) + ".csv"), text);
    }
}

void write_schools(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas, const Sites& sites) {
    std::string text = csv_line({"id", "name", "easting", "northing", "phase", "pupils"});
    std::size_t number = 0;
    std::set<std::string> taken;
    const auto add = [&](const std::string& name, Point p, const std::string& phase, int pupils) {
        // A ward may be named after a village that has its school already.
        if (!taken.insert(name).second) {
            return;
        }
        text += csv_line({identifier("SCH", ++number), name, whole(p.x), whole(p.y), phase, std::to_string(pupils)});
    };
    for (const Settlement& s : inputs.settlements) {
        if (s.kind == "village" && s.population >= 400) {
            const std::string name = s.name + " Primary School";
            add(name, sites.in_area(sites.area_at(s.centre), name), "primary", 15 + s.population / 12 - s.population / 12 % 5);
        }
    }
    std::map<int, int> seen;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        const bool town = areas[a].settlement >= 0 && inputs.settlements[areas[a].settlement].kind != "village";
        // In towns, one primary school to two small areas.
        if (town && ++seen[areas[a].ward] % 2 == 1) {
            const int number_here = seen[areas[a].ward] / 2 + 1;
            const std::string suffix = inputs.wards[areas[a].ward].small_areas > 2 ? " " + std::to_string(number_here) : "";
            const std::string name = inputs.wards[areas[a].ward].name + " Primary School" + suffix;
            add(name, sites.in_area(static_cast<int>(a), name), "primary", 180 + 30 * static_cast<int>(Random(hash(name)).below(9)));
        }
    }
    for (const ServicePlan& plan : inputs.services) {
        if (plan.file == "schools") {
            add(plan.name, sites.in_ward(plan.ward, plan.name), "secondary", plan.capacity);
        }
    }
    write_file(folder / "schools.csv", text);
}

void write_play_areas(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas, const Sites& sites) {
    struct Ground {
        std::string name;
        Point place;
        std::uint64_t luck;
    };
    std::vector<Ground> grounds;
    for (const Settlement& s : inputs.settlements) {
        if (s.kind == "village" && s.population >= 900) {
            const std::string name = s.name + " recreation ground";
            grounds.push_back({name, sites.in_area(sites.area_at(s.centre), name), hash(name)});
        }
    }
    std::vector<std::size_t> towns;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        if (areas[a].settlement >= 0 && inputs.settlements[areas[a].settlement].kind != "village") {
            towns.push_back(a);
        }
    }
    std::sort(towns.begin(), towns.end(), [&](std::size_t a, std::size_t b) { return hash(areas[a].code) < hash(areas[b].code); });
    for (std::size_t k = 0; k < towns.size() && grounds.size() < play_areas; ++k) {
        const std::string name = areas[towns[k]].name + " play area";
        grounds.push_back({name, sites.in_area(static_cast<int>(towns[k]), name), hash(name)});
    }
    if (grounds.size() != play_areas) {
        throw std::runtime_error("make_county: there are " + std::to_string(grounds.size()) + " play areas, not " +
                                 std::to_string(play_areas));
    }
    std::vector<std::uint64_t> lucks;
    for (const Ground& g : grounds) {
        lucks.push_back(g.luck);
    }
    std::sort(lucks.begin(), lucks.end());
    std::sort(grounds.begin(), grounds.end(), [](const Ground& a, const Ground& b) { return a.name < b.name; });
    std::string text = csv_line({"id", "name", "easting", "northing", "quality", "fenced"});
    for (std::size_t i = 0; i < grounds.size(); ++i) {
        const Ground& g = grounds[i];
        const std::string quality = g.luck < lucks[good_play_areas] ? "good" : g.luck % 3 == 0 ? "poor" : "fair";
        text += csv_line({identifier("PLAY", i + 1), g.name, whole(g.place.x), whole(g.place.y), quality, g.luck % 5 < 3 ? "yes" : "no"});
    }
    write_file(folder / "play-areas.csv", text);
}

}  // namespace

void write_services(const std::filesystem::path& folder, const Mosaic& mosaic, const Inputs& inputs, const SmallAreas& keys,
                    const std::vector<SmallArea>& areas) {
    const Sites sites(mosaic, inputs, keys, areas);
    write_planned(folder, inputs, sites);
    write_schools(folder, inputs, areas, sites);
    write_play_areas(folder, inputs, areas, sites);
}

}  // namespace needsmap::county
