#include "output.hpp"

#include "coverage.hpp"
#include "csv.hpp"
#include "lines.hpp"
#include "outcomes.hpp"
#include "random.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>

namespace needsmap::county {
namespace {

std::string text_of(double v) { return std::to_string(std::llround(v)); }

/// 1 urban (10,000 residents and more), 2 town and fringe, 3 village and countryside.
int rural_urban(const Inputs& inputs, const std::vector<SmallArea>& areas, const SmallArea& area) {
    if (area.settlement < 0) {
        return 3;
    }
    const int people = settlement_population(inputs, areas, area.settlement);
    return people >= 10000 ? 1 : people >= 2000 ? 2 : 3;
}

struct Column {
    std::string name;
    std::function<std::string(const SmallArea&)> cell;
};

void write_table(const std::filesystem::path& file, const std::vector<SmallArea>& areas, const std::vector<Column>& columns) {
    std::vector<std::string> header{"code"};
    for (const Column& column : columns) {
        header.push_back(column.name);
    }
    std::string text = csv_line(header);
    for (const SmallArea& area : areas) {
        std::vector<std::string> row{area.code};
        for (const Column& column : columns) {
            row.push_back(column.cell(area));
        }
        text += csv_line(row);
    }
    write_file(file, text);
}

Column count(const std::string& name, int SmallArea::*member) {
    return {name, [member](const SmallArea& a) { return std::to_string(a.*member); }};
}

}  // namespace

void write_boundaries(const std::filesystem::path& folder, const Mosaic& mosaic, const SmallAreas& keys,
                      const std::vector<SmallArea>& areas) {
    const auto shapes = trace(mosaic, keys.of_parcel, static_cast<int>(areas.size()));
    std::string text = collection_json("small-areas");
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        text += std::string(i > 0 ? ",\n" : "") + R"({"type":"Feature","properties":{"code":)" + json_text(areas[i].code) + R"(,"name":)" +
                json_text(areas[i].name) + R"(},"geometry":)" + geometry_json(shapes[i]) + "}";
    }
    write_file(folder / "small-areas.geojson", text + "\n]}\n");
}

void write_lookups(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas) {
    std::string small = csv_line({"small_area_code", "small_area_name", "ward_code", "ward_name"});
    for (const SmallArea& a : areas) {
        small += csv_line({a.code, a.name, inputs.wards[a.ward].code, inputs.wards[a.ward].name});
    }
    write_file(folder / "small-area-to-ward.csv", small);

    std::map<std::string, const Locality*> localities;
    for (const Locality& l : inputs.localities) {
        localities[l.code] = &l;
    }
    std::string wards = csv_line({"ward_code", "ward_name", "locality_code", "locality_name", "district_code", "district_name"});
    for (const Ward& w : inputs.wards) {
        wards += csv_line({w.code, w.name, w.locality, localities.at(w.locality)->name, w.district_code, w.district});
    }
    write_file(folder / "ward-lookup.csv", wards);

    std::string upper = csv_line({"locality_code", "locality_name", "area_code", "area_name"});
    for (const Locality& l : inputs.localities) {
        upper += csv_line({l.code, l.name, l.area_code, l.area});
    }
    write_file(folder / "locality-to-area.csv", upper);
}

void write_tables(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas) {
    write_table(folder / "population.csv", areas,
                {{"easting", [](const SmallArea& a) { return text_of(a.heart.x); }},
                 {"northing", [](const SmallArea& a) { return text_of(a.heart.y); }},
                 {"rural_urban", [&](const SmallArea& a) { return std::to_string(rural_urban(inputs, areas, a)); }},
                 count("population", &SmallArea::population),
                 count("households", &SmallArea::households),
                 count("age_0_4", &SmallArea::age_0_4),
                 {"age_5_9", [](const SmallArea& a) { return std::to_string(a.age_0_17 - a.age_0_4 - a.age_10_17); }},
                 count("age_10_17", &SmallArea::age_10_17),
                 count("age_18_19", &SmallArea::age_18_19),
                 count("age_0_17", &SmallArea::age_0_17),
                 {"age_0_19", [](const SmallArea& a) { return std::to_string(a.age_0_17 + a.age_18_19); }},
                 count("females_15_17", &SmallArea::girls_15_17)});
    write_table(folder / "children.csv", areas,
                {count("children", &SmallArea::children), count("children_in_poverty", &SmallArea::children_in_poverty)});
    std::vector<Column> pools;
    const std::array<std::string, 3> names = {"1998_2000", "2003_05", "2006_08"};
    for (std::size_t k = 0; k < 3; ++k) {
        pools.push_back({"conceptions_" + names[k], [k](const SmallArea& a) { return std::to_string(a.conceptions[k]); }});
        pools.push_back({"girl_years_" + names[k], [k](const SmallArea& a) { return std::to_string(a.girl_years[k]); }});
    }
    write_table(folder / "conceptions.csv", areas, pools);
    write_table(folder / "neet.csv", areas, {count("neet", &SmallArea::neet), count("cohort_16_18", &SmallArea::cohort_16_18)});
    const auto year6 = [](const std::string& name, int SmallArea::*member) {
        return Column{name, [member](const SmallArea& a) { return a.year6_state.empty() ? std::to_string(a.*member) : a.year6_state; }};
    };
    write_table(folder / "year6.csv", areas,
                {year6("obese", &SmallArea::year6_obese), year6("measured", &SmallArea::year6_measured),
                 year6("pupils", &SmallArea::year6_pupils)});
    write_table(folder / "deprivation.csv", areas,
                {{"score", [](const SmallArea& a) { return decimal(a.score); }}, count("population", &SmallArea::population)});

    std::string classes = csv_line({"code", "rural_urban_class", "settlement", "settlement_class"});
    const std::array<std::string, 3> labels = {"Urban", "Town and fringe", "Village and countryside"};
    for (const SmallArea& a : areas) {
        const Settlement* s = a.settlement >= 0 ? &inputs.settlements[a.settlement] : nullptr;
        classes += csv_line({a.code, labels[rural_urban(inputs, areas, a) - 1], s ? s->name : "", s ? s->kind : "countryside"});
    }
    write_file(folder / "settlement-classes.csv", classes);
}

void write_growth(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas) {
    // Shares of growth per resident: the plans expect it round Banbury, Bicester, Didcot, Witney and Wantage.
    const std::map<std::string, double> strong = {{"Bicester", 9.0}, {"Didcot", 9.0}, {"Banbury", 6.0},   {"Wantage", 6.0},
                                                  {"Grove", 8.0},    {"Witney", 5.0}, {"Carterton", 3.0}, {"Oxford", 1.0}};
    constexpr int homes_planned = 55000;
    std::vector<double> weights;
    for (const SmallArea& a : areas) {
        const std::string name = a.settlement >= 0 ? inputs.settlements[a.settlement].name : "";
        const auto found = strong.find(name);
        const double share = found != strong.end()                                                     ? found->second
                             : a.settlement >= 0 && inputs.settlements[a.settlement].kind != "village" ? 1.0
                                                                                                       : 0.3;
        // An estate is built in one place: one area in three takes most of its town's homes.
        weights.push_back(share * a.population * (hash(a.code + " homes") % 3 == 0 ? 1.0 : 0.1));
    }
    const std::vector<int> planned = apportion(homes_planned, weights);
    std::string text = csv_line({"code", "homes_today", "homes_planned"});
    for (std::size_t a = 0; a < areas.size(); ++a) {
        text += csv_line({areas[a].code, std::to_string(areas[a].households), std::to_string(planned[a])});
    }
    write_file(folder / "growth.csv", text);
}

void write_settlements(const std::filesystem::path& folder, const Inputs& inputs, const std::vector<SmallArea>& areas) {
    std::string text = csv_line({"name", "easting", "northing", "class", "population"});
    for (std::size_t s = 0; s < inputs.settlements.size(); ++s) {
        const Settlement& settlement = inputs.settlements[s];
        text += csv_line({settlement.name, text_of(settlement.centre.x), text_of(settlement.centre.y), settlement.kind,
                          std::to_string(settlement_population(inputs, areas, static_cast<int>(s)))});
    }
    write_file(folder / "settlements.csv", text);
}

void write_context(const std::filesystem::path& folder, const Mosaic& mosaic, const Inputs& inputs) {
    const std::map<std::string, std::string> files = {
        {"river", "rivers"}, {"motorway", "motorways"}, {"main-road", "main-roads"}, {"railway", "railways"}};
    for (const auto& [kind, file] : files) {
        std::string text = collection_json(file);
        bool first = true;
        for (const FineLine& line : mosaic.lines) {
            if (line.kind == kind) {
                text += std::string(first ? "" : ",\n") + R"({"type":"Feature","properties":{"name":)" + json_text(line.name) +
                        R"(},"geometry":{"type":"LineString","coordinates":)" + line_json(simplify(line.points, 5.0)) + "}}";
                first = false;
            }
        }
        write_file(folder / (file + ".geojson"), text + "\n]}\n");
    }

    std::vector<int> streets;
    for (const Parcel& parcel : mosaic.parcels) {
        streets.push_back(parcel.inside ? parcel.settlement : -1);
    }
    const auto shapes = trace(mosaic, streets, static_cast<int>(inputs.settlements.size()));
    std::string text = collection_json("urban");
    bool first = true;
    for (std::size_t s = 0; s < shapes.size(); ++s) {
        std::vector<Polygon> parts = shapes[s];
        // Specks of built-up land and clearings of a few blocks would only be noise on a map.
        std::erase_if(parts, [](const Polygon& p) { return ring_area(p[0]) < 60000.0; });
        for (Polygon& part : parts) {
            part.erase(std::remove_if(part.begin() + 1, part.end(), [](const Polyline& hole) { return ring_area(hole) > -80000.0; }),
                       part.end());
        }
        if (!parts.empty()) {
            text += std::string(first ? "" : ",\n") + R"({"type":"Feature","properties":{"name":)" + json_text(inputs.settlements[s].name) +
                    R"(},"geometry":)" + geometry_json(parts) + "}";
            first = false;
        }
    }
    write_file(folder / "urban.geojson", text + "\n]}\n");
}

void write_planted(const std::filesystem::path& file, const Inputs& inputs, const std::vector<SmallArea>& areas) {
    std::string text = csv_line({"kind", "layer", "geography", "code", "name"});
    for (const Ward& w : inputs.wards) {
        if (w.poverty_percent.value_or(0.0) >= worst_quarter_percent) {
            text += csv_line(
                {w.poverty_percent >= worst_tenth_percent ? "worst-tenth" : "worst-quarter", "child-poverty", "ward", w.code, w.name});
        }
        if (!w.noise_layer.empty()) {
            text += csv_line({"chance", w.noise_layer == "obesity" ? "obesity-year-6" : "neet", "ward", w.code, w.name});
        }
    }
    for (const SmallArea& a : areas) {
        if (a.hidden) {
            text += csv_line({"hidden-poverty", "child-poverty", "small-area", a.code, a.name});
        }
    }
    write_file(file, text);
}

}  // namespace needsmap::county
