// Small pieces of the sentences that readers write.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace needsmap::io {

/// "E01, E02, E03 and 14 more".
[[nodiscard]] std::string list_some(const std::vector<std::string>& items, std::size_t most = 5);

/// "1 ward" or "3 wards".
[[nodiscard]] std::string count_of(std::size_t count, const std::string& one, const std::string& many);

}  // namespace needsmap::io
