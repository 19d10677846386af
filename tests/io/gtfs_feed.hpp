// A whole small feed that has nothing wrong with it; tests damage one thing each.
#pragma once

#include <array>
#include <map>
#include <string>

#include "io/gtfs_reader.hpp"
#include "io/shared_data.hpp"

namespace needsmap::io {

struct TestFeed {
    TemporaryFolder folder;
    std::string agency = "agency_id,agency_name,agency_url,agency_timezone\nOB,Oxford Buses,https://example.org,Europe/London\n";
    // Longitudes and latitudes by gdaltransform from the eastings and northings 450500 200500, 451500 201500, 452500 200500.
    std::string stops =
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\nG,Green,51.7009794,-1.2706655,,\n"
        "M1,\"Market, east\",51.7098791,-1.2560494,0,M\nS,School,51.7007962,-1.2417282,0,\nM,Market,51.7098791,-1.2560494,1,\n";
    std::string routes = "route_id,agency_id,route_short_name,route_long_name,route_type\nr7,OB,7,Green to School,3\nrail,OB,,The Line,2\n";
    std::string trips = "route_id,service_id,trip_id\nr7,week,t1\nr7,week,t2\nrail,sat,t3\n";
    std::string stop_times =
        "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt1,08:00:00,08:00:00,G,1\nt1,08:10:00,08:11:00,M1,2\n"
        "t1,08:20:00,08:20:00,S,3\nt2,09:00:00,09:00:00,G,1\nt2,09:10:00,09:10:00,M1,2\nt2,09:20:00,09:20:00,S,3\n"
        "t3,25:10:00,25:10:00,S,1\nt3,25:30:00,25:30:00,G,2\n";
    // 2 to 15 March 2009 are two weeks from a Monday.
    std::string calendar =
        "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"
        "week,1,1,1,1,1,0,0,20090302,20090315\nsat,0,0,0,0,0,1,0,20090302,20090315\n";
    std::map<std::string, std::string> more;  ///< other files by name

    [[nodiscard]] std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> all = {{"agency.txt", agency}, {"stops.txt", stops},           {"routes.txt", routes},
                                                  {"trips.txt", trips},   {"stop_times.txt", stop_times}, {"calendar.txt", calendar}};
        for (const auto& [name, text] : more) all[name] = text;
        return all;
    }
    [[nodiscard]] std::shared_ptr<const model::Timetable> read(const GtfsOptions& options = {.use_cache = false}) const {
        for (const auto& [name, text] : files()) {
            // A file that a test has emptied is not there at all.
            if (text.empty())
                std::filesystem::remove(folder.path() / "bus" / name);
            else
                folder.write("bus/" + name, text);
        }
        base::QuietJob job;
        return read_gtfs({source("bus")}, options, job);
    }
    /// As a workspace in the folder would name it; messages then begin with "bus".
    [[nodiscard]] SourcePath source(const std::string& name) const {
        SourcePath out = resolve_path(folder.path(), name);
        out.written = name;
        return out;
    }
};

/// An archive of files that are stored, not packed (APPNOTE.TXT 4.3).
inline std::string stored_zip(const std::map<std::string, std::string>& files) {
    const auto number = [](std::size_t value, int bytes) {
        std::string out;
        for (int i = 0; i < bytes; ++i) out += i < 8 ? static_cast<char>((value >> (8 * i)) & 0xFF) : char{0};
        return out;
    };
    std::string body, directory;
    for (const auto& [name, text] : files) {
        const std::string sizes = number(0, 4) + number(text.size(), 4) + number(text.size(), 4) + number(name.size(), 2) + number(0, 2);
        directory += "PK\x01\x02" + number(20, 2) + number(20, 2) + number(0, 8) + sizes + number(0, 10) + number(body.size(), 4) + name;
        body += "PK\x03\x04" + number(20, 2) + number(0, 8) + sizes + name + text;
    }
    return body + directory + "PK\x05\x06" + number(0, 4) + number(files.size(), 2) + number(files.size(), 2) +
           number(directory.size(), 4) + number(body.size(), 4) + number(0, 2);
}

}  // namespace needsmap::io
