#include "app/travel.hpp"

#include <doctest/doctest.h>

#include "app/open_workspace.hpp"
#include "app/small_county.hpp"
#include "app/travel_store.hpp"
#include "base/error.hpp"
#include "io/temporary_folder.hpp"

using namespace needsmap;
using app::TravelOptions;
using geo::MapPoint;
using model::TravelMode;

namespace {

/// A road of 1.6 km to the east of (430000, 200000), in degrees, so that its length on the grid is within a part in a thousand.
std::string road_geojson() {
    return R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[
        {"type":"Feature","properties":{"class":"residential"},"geometry":{"type":"LineString","coordinates":[[430000,200000],[430800,200000],[431600,200000]]}}]})";
}

std::shared_ptr<model::Workspace> county_with_road(const io::TemporaryFolder& folder) {
    auto county = test::small_county();
    county->roads.files = {folder.write("roads.geojson", road_geojson()).string()};
    return county;
}

/// Two stops 8 km apart, a bus every half hour from 9 on Tuesdays of March 2009 that takes ten minutes.
void write_timetable(const io::TemporaryFolder& folder) {
    folder.write("bus/agency.txt", "agency_id,agency_name,agency_url,agency_timezone\na,Bus,http://b,Europe/London\n");
    folder.write("bus/stops.txt", "stop_id,stop_name,stop_lat,stop_lon\n1,West,51.6985,-1.5660\n2,East,51.6980,-1.4503\n");
    folder.write("bus/routes.txt", "route_id,agency_id,route_short_name,route_long_name,route_type\nr,a,1,One,3\n");
    folder.write(
        "bus/calendar.txt",
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ns,0,1,0,0,0,0,0,20090301,20090331\n");
    std::string trips = "route_id,service_id,trip_id\n", times = "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n";
    for (int i = 0; i < 8; ++i) {
        const std::string id = "t" + std::to_string(i), hour = std::to_string(9 + i / 2), minute = i % 2 == 0 ? "00" : "30";
        const std::string later = i % 2 == 0 ? "10" : "40";
        trips += "r,s," + id + "\n";
        times += id + "," + hour + ":" + minute + ":00," + hour + ":" + minute + ":00,1,1\n" + id + "," + hour + ":" + later + ":00," +
                 hour + ":" + later + ":00,2,2\n";
    }
    folder.write("bus/trips.txt", trips);
    folder.write("bus/stop_times.txt", times);
}

app::Travel go(const model::Workspace& workspace, std::vector<MapPoint> demand, std::vector<MapPoint> sites, const TravelOptions& options) {
    base::QuietJob job;
    return app::travel(workspace, demand, sites, options, job);
}

std::string refused(const model::Workspace& workspace, const TravelOptions& options) {
    try {
        static_cast<void>(go(workspace, {{430000, 200000}}, {{431000, 200000}}, options));
    } catch (const base::Error& error) {
        return error.full_text();
    }
    return {};
}

}  // namespace

TEST_CASE("straight lines are metres with the detour, or minutes at a speed") {
    const auto county = test::small_county();
    const auto metres = go(*county, {{430000, 200000}}, {{430300, 200400}}, {.mode = TravelMode::line});
    CHECK(metres.costs.unit == model::CostUnit::metres);
    CHECK(metres.costs.at(0, 0) == doctest::Approx(650).epsilon(1e-12));  // 500 m × 1.3
    const auto minutes =
        go(*county, {{430000, 200000}}, {{430300, 200400}}, {.mode = TravelMode::line, .detour_factor = 1, .line_speed_kmh = 6});
    CHECK(minutes.costs.unit == model::CostUnit::minutes);
    CHECK(minutes.costs.at(0, 0) == doctest::Approx(5).epsilon(1e-12));  // 500 m at 100 m a minute
    CHECK(minutes.method_lines == std::vector<std::string>{"Straight line times 1 for the detour of roads, at 6 km/h"});
}

TEST_CASE("walking follows the workspace's roads, and what is too far from them is listed") {
    const io::TemporaryFolder folder;
    const auto county = county_with_road(folder);
    const auto out = go(*county, {{430000, 200080}, {430000, 203000}}, {{430800, 200000}, {439000, 209000}}, {});
    CHECK(out.costs.at(0, 0) == doctest::Approx(11).epsilon(1e-3));  // 80 m and 800 m at 80 m a minute
    CHECK(out.costs.at(1, 0) == model::unreachable);
    CHECK(out.unreachable_demand == std::vector<std::size_t>{1});
    CHECK(out.unreachable_sites == std::vector<std::size_t>{1});
    CHECK(out.method_lines ==
          std::vector<std::string>{"Walking along roads at 4.8 km/h; points more than 500 m from a road are unreachable"});
}

TEST_CASE("a mode whose data the workspace lacks says what to do") {
    const auto county = test::small_county();
    CHECK(refused(*county, {.mode = TravelMode::walk}).find("--mode line") != std::string::npos);
    CHECK(refused(*county, {.mode = TravelMode::drive}).find("has no roads") != std::string::npos);
    CHECK(refused(*county, {.mode = TravelMode::bus}).find("names no bus timetable") != std::string::npos);
}

TEST_CASE("roads are read once, and again when their file has changed") {
    const io::TemporaryFolder folder;
    const auto county = county_with_road(folder);
    base::QuietJob job;
    const auto first = app::roads_of(*county, job);
    CHECK(app::roads_of(*county, job) == first);
    folder.write("roads.geojson", road_geojson() + "\n");
    const auto second = app::roads_of(*county, job);
    CHECK(second != first);
    CHECK(second->network->edge_count() == first->network->edge_count());
}

TEST_CASE("by bus one waits, rides and walks; a window without a day is refused by name") {
    const io::TemporaryFolder folder;
    write_timetable(folder);
    auto county = test::small_county();
    county->bus = model::BusSource{};
    county->bus->timetables = {(folder.path() / "bus").string()}, county->bus->written = {"bus"};
    base::QuietJob job;
    const auto timetable = app::timetable_of(*county, job);
    REQUIRE(timetable->stops.size() == 2);
    const MapPoint west = timetable->stops[0].position, east = timetable->stops[1].position;
    TravelOptions bus{.mode = TravelMode::bus, .detour_factor = 1, .percentile = 100};
    const auto worst = go(*county, {west}, {east}, bus);
    // 180 departures from 9:00 to 11:59; the worst leave one minute after a bus: 29 minutes of waiting and 10 of riding.
    CHECK(worst.costs.at(0, 0) == doctest::Approx(39).epsilon(1e-9));
    bus.percentile = 50;
    CHECK(go(*county, {west}, {east}, bus).costs.at(0, 0) == doctest::Approx(24).epsilon(1e-9));  // waits are 0 … 29: the 15th of 30 is 14
    CHECK(go(*county, {east}, {west}, bus).costs.at(0, 0) ==
          doctest::Approx(geo::distance(west, east) / 80).epsilon(0.02));  // only on foot
    bus.bus_window = "saturday-evening";
    CHECK(refused(*county, bus).find("saturday-evening") != std::string::npos);
}

TEST_CASE("options come from the command line, and a speed is for straight lines only") {
    app::Params params;
    params.add("mode", "bus"), params.add("window", "holiday"), params.add("percentile", "90");
    const TravelOptions options = app::travel_options_from(params);
    CHECK(options.mode == TravelMode::bus);
    CHECK(options.bus_window == "holiday");
    CHECK(options.percentile == 90);
    CHECK(options.detour_factor == 1.3);
    params.add("speed", "5");
    CHECK_THROWS_AS((void)app::travel_options_from(params), base::Error);
    CHECK(app::travel_options_from({}).mode == TravelMode::walk);
}
