// stop_times.txt: the calls of every trip in order, with a time at each. Used by gtfs_trips.cpp only.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "io/gtfs_parts.hpp"

namespace needsmap::io {

/// A row of the file.
struct Call {
    static constexpr model::ServiceSeconds no_time = -1;
    std::uint32_t trip = 0;
    std::uint32_t sequence = 0;
    model::StopIndex stop = 0;
    model::ServiceSeconds arrival = no_time, departure = no_time;
    float distance = -1;  ///< along the shape, in units of the feed's own; below zero where it is not given
    int line = 0;
    std::uint8_t rules = 0;
};

/// A trip's position for trips that are left out: their rows are passed over.
inline constexpr std::uint32_t left_out = 0xFFFFFFFF;

/// Rows by trip (0 … trip_count - 1), in order of stop_sequence; rows with unknown stops or trips, unreadable or repeated numbers are told
/// and not among them. `begin` gets trip_count + 1 positions.
[[nodiscard]] std::vector<Call> read_calls(FeedReading& reading, const IdMap& trips, std::size_t trip_count,
                                           std::vector<std::size_t>& begin);

/// Gives every call of a trip a time. Returns false, having told why, when the trip cannot run: fewer than two calls, no time at the
/// first or last, or times that go back.
[[nodiscard]] bool complete_times(FeedReading& reading, std::span<Call> calls, std::string_view trip_id);

}  // namespace needsmap::io
