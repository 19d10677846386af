// When buses of each kind run: days of 2009, departures and frequencies.
#pragma once

#include <string>
#include <vector>

namespace needsmap::county {

/// A day of 2009.
struct Day {
    int month = 1;
    int day = 1;
    std::string text() const;  ///< "20090131"
    int weekday() const;       ///< 0 = Monday
};

/// One service: its days of the week and the dates on which it differs.
struct BusService {
    std::string id;
    std::string week;  ///< seven times 0 or 1, from Monday
    std::vector<Day> added;
    std::vector<Day> dropped;
};
std::vector<BusService> bus_services();

/// A bus that leaves at a minute of the day, or every `headway` minutes from `start` until before `end`.
struct Departure {
    std::string service;
    int start = 0;
    int end = 0;  ///< 0: one bus
    int headway = 0;
};
/// Departures from the first stop, or from the last on the way back. Throws std::runtime_error for an unknown kind.
std::vector<Departure> departures(const std::string& kind, int headway_min, bool back);

}  // namespace needsmap::county
