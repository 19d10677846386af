#include "analysis/reliability.hpp"

namespace needsmap::analysis {

bool is_reliable(double value, const std::optional<Interval>& interval95) {
    return interval95 && relative_half_width(value, *interval95) <= widest_reliable_half_width;
}

std::string_view reliability_sentence() { return "Hatched: small numbers; the 95 % interval is wider than the value itself."; }

}  // namespace needsmap::analysis
