// Makes the embedded county from the hand-written tables: make_county DATA_FOLDER GEODATA_FOLDER PLANTED_CSV
#include "buses.hpp"
#include "inputs.hpp"
#include "mosaic.hpp"
#include "output.hpp"
#include "people.hpp"
#include "population_points.hpp"
#include "regions.hpp"
#include "roads.hpp"
#include "services.hpp"

#include <exception>
#include <iostream>

int main(int argc, char** argv) {
    using namespace needsmap::county;
    if (argc != 4) {
        std::cerr << "usage: make_county DATA_FOLDER GEODATA_FOLDER PLANTED_CSV\n";
        return 2;
    }
    try {
        const std::filesystem::path geodata = argv[2];
        const Inputs inputs = read_inputs(argv[1]);
        Mosaic mosaic = lay_mosaic(inputs);
        found_parishes(mosaic);
        const SmallAreas keys = grow_small_areas(mosaic, inputs, grow_wards(mosaic, inputs));
        const std::vector<SmallArea> areas = people_the_county(mosaic, inputs, keys, Calibration{});
        write_boundaries(geodata, mosaic, keys, areas);
        write_lookups(geodata, inputs, areas);
        write_tables(geodata, inputs, areas);
        write_growth(geodata, inputs, areas);
        write_settlements(geodata, inputs, areas);
        write_context(geodata, mosaic, inputs);
        write_services(geodata, mosaic, inputs, keys, areas);
        const std::vector<PopulationPoint> points = place_points(mosaic, keys, areas);
        write_population_points(geodata, points);
        const RoadGround roads = build_roads(mosaic, inputs, points);
        write_roads(geodata, roads, build_motorway(mosaic, roads));
        const std::vector<BusPlan> buses = read_bus_plans(std::filesystem::path(argv[1]) / "buses.csv");
        write_buses(geodata / "bus", buses, lay_bus_routes(inputs, roads, buses));
        write_planted(argv[3], inputs, areas);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
}
