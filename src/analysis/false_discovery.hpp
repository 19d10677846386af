// Many tests at once: p values corrected so that of what is called significant only a stated share is expected to be false.
#pragma once

#include <optional>
#include <span>
#include <vector>

namespace needsmap::analysis {

/// q values after Benjamini & Hochberg (1995): the smallest false-discovery rate at which each test would be significant. Equal to R's
/// p.adjust(method = "BH"). Tests without a p take no part and get no q. Each p must be in [0, 1].
[[nodiscard]] std::vector<std::optional<double>> benjamini_hochberg(std::span<const std::optional<double>> p);

}  // namespace needsmap::analysis
