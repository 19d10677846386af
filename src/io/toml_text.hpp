// Writing TOML: what our own files need of it.
#pragma once

#include <string>
#include <string_view>

namespace needsmap::io {

/// A basic string of TOML 1.0: quotes, backslashes and line breaks escaped, other control characters left out.
[[nodiscard]] std::string toml_string(std::string_view text);

}  // namespace needsmap::io
