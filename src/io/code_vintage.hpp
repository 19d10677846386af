// What official area codes look like: which kind of area and which edition.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace needsmap::io {

/// "2021 LSOA codes", "MSOA codes", "ward codes" for codes that mostly look alike; empty when they look like nothing known.
[[nodiscard]] std::string describe_codes(const std::vector<std::string_view>& codes);

/// Country letter and two digits of a nine-character code of the Office for National Statistics ("E01"); empty for others.
[[nodiscard]] std::string_view code_kind(std::string_view code);

}  // namespace needsmap::io
